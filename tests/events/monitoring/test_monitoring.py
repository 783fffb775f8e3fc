"""A small county's monitoring, with numbers worked out by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from events.goal.attainment import AttainmentStatus
from events.goal.course import GoalAchieved, GoalEntrusted
from events.goal.state import GoalBaseline, GoalStatus
from events.monitoring.calculation import monitoring
from events.monitoring.commitments import Commitment, commitments
from events.monitoring.duties import Duty, DutyKind
from events.monitoring.effects import effects_by_year
from events.monitoring.monitored import MonitoredDay
from events.monitoring.monitoring import (
    Benefit,
    EffectAgainstGap,
    EffectOfYear,
    MoneyOfProjects,
    MoneyOfYear,
    OutreachOfKind,
    Participation,
    ParticipationCount,
    ProjectsByStatus,
    ProjectsByTheme,
    ReliefSum,
)
from events.monitoring.owed import duties
from events.outreach import OutreachAnswered, OutreachKind, OutreachRecorded, OutreachWithdrawn
from events.project.budget import BudgetPlanned, SpendingRecorded
from events.project.course import ProjectApproved, ProjectCancelled, ProjectCompleted, ProjectStarted
from events.project.effects import EffectExpected
from events.project.funding import FundingDrawn
from events.project.milestones import MilestoneAdded, MilestoneReached
from events.project.outline import ProjectProposed
from events.project.participants import ProjectJoined, ProjectResponsibilityAssigned, ProjectResponsibilityEnded
from events.project.progress import ProjectBlocked, ReportingAgreed
from events.project.state import BlockCause, ExpectedEffect, ProjectStatus
from events.relief import ReliefKind, ReliefRecorded, ReliefWithdrawn
from events.values import Money
from tests.events.goal.story import adopted, proposed, recorded
from tests.events.monitoring.story import FAR, A, B, C, agreement, county
from tests.events.project.story import applied, granted
from tests.spec import day, state_of

NOW = day("2024-06-01")
PARTNER, COUNTY = "partner:1", "county:1"
ON, RISK, OFF, NONE = AttainmentStatus


def project(title: str, lead: str, *events: Any, themes: tuple[str, ...] = (), approve: bool = True) -> Any:
    """A project that was proposed in 2020 and, unless it stays an idea, approved."""
    told = [ProjectProposed(title, "Text.", lead, day("2020-01-06"), themes, None)]
    return state_of(*told, *([ProjectApproved(day("2020-03-02"))] if approve else []), *events)


STARTED = ProjectStarted(day("2020-06-01"))
WHOLE = county(
    goals={
        # Behind by 50 in 2015, tolerance 100; the next value was due at the end of 2018.
        "goal:1": state_of(proposed(responsible=A), adopted, recorded(2015, "800")),
        # Of C, which has become part of A; 0 is still 750 away.
        "goal:2": state_of(proposed(title="Äpfel", responsible=C), adopted, recorded(2023, "350")),
        "goal:3": state_of(proposed(title="Birnen", responsible=PARTNER, baseline=None), adopted),
        "goal:4": state_of(proposed(title="Idee"), GoalEntrusted(PARTNER, day("2020-01-01"))),
        "goal:5": state_of(proposed(title="Erreicht"), adopted, GoalAchieved(day("2020-01-01"))),
        "goal:6": state_of(proposed(title="Später", on=day("2024-06-02"))),
    },
    projects={
        "project:1": project(
            "Wärme",
            A,
            STARTED,
            ProjectJoined(B, day("2020-02-01"), None),
            ProjectJoined(C, day("2020-02-01"), None),
            BudgetPlanned(2020, Money(100_00)),
            BudgetPlanned(2021, Money(9_900_01)),
            SpendingRecorded(2020, Money(50_25)),
            applied(),
            granted(1, 8_000_00),
            FundingDrawn(1, Money(3_000_00), day("2021-09-01")),
            FundingDrawn(1, Money(1_00), day("2024-06-02")),
            EffectExpected(ExpectedEffect("goal:1", 2018, Decimal("12.5"), "t CO2e")),
            EffectExpected(ExpectedEffect("goal:1", 2015, Decimal(7), "t CO2e")),
            EffectExpected(ExpectedEffect("goal:2", 2025)),
            MilestoneAdded(1, "Auftrag", day("2020-09-30"), (), None),
            MilestoneAdded(2, "Bestand", day("2021-03-31"), (1,), C),
            MilestoneAdded(3, "Plan", day("2024-06-01"), (2,), PARTNER),
            MilestoneReached(1, day("2020-10-01")),
            ReportingAgreed(6, day("2020-06-01")),
            ProjectBlocked(day("2024-01-01"), BlockCause.STAFF, None),
            themes=("heat", "mobility"),
        ),
        "project:2": project(
            "Fertig",
            PARTNER,
            STARTED,
            ProjectJoined(B, day("2020-02-01"), None),
            SpendingRecorded(2021, Money(10_00)),
            EffectExpected(ExpectedEffect("goal:1", 2018, Decimal("0.5"), "t CO2e", 2040)),
            ProjectCompleted(day("2022-01-01"), "Gut.", None),
        ),
        "project:3": project(
            "Abgebrochen",
            B,
            BudgetPlanned(2022, Money(77_00)),
            SpendingRecorded(2022, Money(5_00)),
            EffectExpected(ExpectedEffect("goal:1", 2018, Decimal(99), "t CO2e")),
            ProjectCancelled(day("2022-01-01")),
            themes=("heat",),
        ),
        "project:4": project("Idee", B, BudgetPlanned(2024, Money(1)), themes=("heat",), approve=False),
        "project:5": project("Fern", FAR),
    },
    agreements={"agreement:1": agreement(24)},
    outreach={
        "outreach:1": state_of(
            OutreachRecorded(OutreachKind.VISIT, day("2022-05-02"), (A, C), "Besuch", None),
            OutreachAnswered(A, day("2022-06-01"), None),
        ),
        "outreach:2": state_of(OutreachRecorded(OutreachKind.LETTER, day("2022-05-02"), (A, B), "Brief", None)),
        "outreach:3": state_of(
            OutreachRecorded(OutreachKind.LETTER, day("2022-05-02"), (B,), "Brief", None), OutreachWithdrawn()
        ),
        "outreach:4": state_of(OutreachRecorded(OutreachKind.CALL, day("2024-06-02"), (B,), "Anruf", None)),
    },
    relief={
        "relief:1": state_of(
            ReliefRecorded(C, day("2022-01-01"), ReliefKind.SAVED, "x", Fraction(5, 4), None, None, None)
        ),
        "relief:2": state_of(
            ReliefRecorded(A, day("2023-01-01"), ReliefKind.SAVED, "x", Fraction(2), Money(12_34), None, None)
        ),
        "relief:3": state_of(
            ReliefRecorded(A, day("2023-01-01"), ReliefKind.SAVED, "x", Fraction(2), Money(12_34), None, None),
            ReliefWithdrawn(),
        ),
        "relief:4": state_of(
            ReliefRecorded(FAR, day("2023-01-01"), ReliefKind.SAVED, "x", Fraction(9), None, None, None)
        ),
    },
)


def test_goals_by_status_and_attainment() -> None:
    told = monitoring(WHOLE, NOW)
    assert {each.status: each.count for each in told.goals} == {
        GoalStatus.PROPOSED: 1,
        GoalStatus.ADOPTED: 3,
        GoalStatus.ACHIEVED: 1,
        GoalStatus.ABANDONED: 0,
    }
    # goal:2 is exactly on its path in 2023: 500 - 3/10 * 500.
    assert [(each.attainment, each.count, each.goals) for each in told.attainment] == [
        (ON, 1, ("goal:2",)),
        (RISK, 1, ("goal:1",)),
        (OFF, 0, ()),
        (NONE, 1, ("goal:3",)),
    ]


def test_what_is_owed_and_what_of_it_is_overdue() -> None:
    told = duties(MonitoredDay(WHOLE, NOW))
    report = day("2020-12-01")
    assert told == (
        Duty(DutyKind.VALUE, "goal:3", "Birnen", PARTNER, day("2015-12-31"), day("2016-01-01")),
        Duty(DutyKind.VALUE, "goal:1", "Weniger Emissionen", A, day("2018-12-31"), day("2019-01-01")),
        Duty(DutyKind.PROGRESS_REPORT, "project:1", "Wärme", A, report, day("2020-12-02")),
        Duty(DutyKind.MILESTONE, "project:1", "Bestand", A, day("2021-03-31"), day("2021-04-01"), 2),
        Duty(DutyKind.REVIEW, "agreement:1", "Vertrag", None, day("2022-01-01"), day("2022-01-02")),
        Duty(DutyKind.MILESTONE, "project:1", "Plan", PARTNER, day("2024-06-01"), None, 3),
        Duty(DutyKind.VALUE, "goal:2", "Äpfel", A, day("2026-12-31"), None),
    )
    assert monitoring(WHOLE, NOW).overdue == told[:5]
    assert duties(MonitoredDay(WHOLE, NOW, PARTNER)) == (told[0], told[5])
    # Before the merger C owes what A owes later.
    before = duties(MonitoredDay(WHOLE, day("2023-02-28"), C))
    assert [(each.kind, each.of) for each in before] == [
        (DutyKind.VALUE, "goal:2"),
        (DutyKind.MILESTONE, "project:1"),
    ]


def test_projects_by_status_and_theme() -> None:
    told = monitoring(WHOLE, NOW)
    assert told.projects == (
        ProjectsByStatus(ProjectStatus.IDEA, 1, 0),
        ProjectsByStatus(ProjectStatus.PLANNED, 1, 0),
        ProjectsByStatus(ProjectStatus.RUNNING, 1, 1),
        ProjectsByStatus(ProjectStatus.PAUSED, 0, 0),
        ProjectsByStatus(ProjectStatus.COMPLETED, 1, 0),
        ProjectsByStatus(ProjectStatus.CANCELLED, 1, 0),
    )
    assert told.themes == (
        ProjectsByTheme("heat", 2, 1),
        ProjectsByTheme("mobility", 1, 1),
        ProjectsByTheme(None, 2, 1),
    )


def test_money_in_all_and_by_year() -> None:
    told = monitoring(WHOLE, NOW)
    # 10,000.01 planned less 8,000.00 granted; of the cancelled one only what was spent; nothing of the idea.
    assert told.money == MoneyOfProjects(
        Money(10_000_01), Money(8_000_00), Money(3_000_00), Money(65_25), Money(2_000_01)
    )
    nothing = Money(0)
    assert told.money_by_year == (
        MoneyOfYear(2020, Money(100_00), Money(8_000_00), nothing, Money(50_25)),
        MoneyOfYear(2021, Money(9_900_01), nothing, Money(3_000_00), Money(10_00)),
        MoneyOfYear(2022, nothing, nothing, nothing, Money(5_00)),
    )


def test_effects_beside_what_is_still_to_be_done() -> None:
    told = monitoring(WHOLE, NOW)
    # What begins in the year of the newest value is in that value already; what was cancelled is expected no more.
    assert told.effects == (
        EffectAgainstGap("goal:2", "t CO2e", 2030, Decimal(350), Decimal(0), 1, 0),
        EffectAgainstGap("goal:1", "t CO2e", 2030, Decimal(800), Decimal("13.0"), 2, 0),
    )
    by_year = effects_by_year("goal:1", MonitoredDay(WHOLE, NOW))
    assert (by_year[0], by_year[3], by_year[-1]) == (
        EffectOfYear(2015, Decimal(7), 1, 0),
        EffectOfYear(2018, Decimal("20.0"), 2, 0),
        EffectOfYear(2030, Decimal("20.0"), 2, 0),
    )
    assert len(by_year) == 16
    assert effects_by_year("goal:3", MonitoredDay(WHOLE, NOW)) == ()
    # Without a value it is counted from the baseline; past the target nothing is left.
    early = monitoring(WHOLE, day("2015-06-01")).effects
    assert early[0].gap == Decimal(1000)
    reached = county(goals={"goal:1": state_of(proposed(), adopted, recorded(2015, "-5"))})
    assert monitoring(reached, NOW).effects[0].gap == 0
    aimless = county(goals={"goal:1": state_of(proposed(targets=()), adopted)})
    assert monitoring(aimless, NOW).effects == ()
    late = county(goals={"goal:1": state_of(proposed(baseline=GoalBaseline(2030, Decimal(1))), adopted)})
    assert monitoring(late, NOW).effects == ()


def test_who_takes_part() -> None:
    told = monitoring(WHOLE, NOW)
    # By name: Ort 7 is B, Ort 8 is A; C is part of A by now, and the fourth is another county's.
    assert told.participation == (Participation(B, 1, 0, 1), Participation(A, 1, 1, 0))
    assert told.participation_count == ParticipationCount(0, 2, 0, 1)
    before = monitoring(WHOLE, day("2023-02-28"))
    assert [each.municipality for each in before.participation] == [C, B, A]
    assert before.participation_count == ParticipationCount(0, 3, 0, 1)
    assert monitoring(WHOLE, day("2019-01-01")).participation_count == ParticipationCount(3, 0, 0, 0)


def test_amounts_in_another_unit_are_left_out_of_the_sum() -> None:
    renamed = replace(WHOLE.goals["goal:1"].indicator, unit="kt CO2e")
    material = replace(WHOLE, goals={"goal:1": replace(WHOLE.goals["goal:1"], indicator=renamed)})

    assert monitoring(material, NOW).effects == (
        EffectAgainstGap("goal:1", "kt CO2e", 2030, Decimal(800), Decimal(0), 2, 2),
    )
    assert effects_by_year("goal:1", MonitoredDay(material, NOW))[3] == EffectOfYear(2018, Decimal(0), 2, 3)


def test_a_value_from_before_the_baseline_says_nothing_of_the_gap() -> None:
    goal = state_of(proposed(), adopted, recorded(2009, "1300"))
    told = monitoring(county(goals={"goal:1": goal}), NOW)

    assert told.effects[0].gap == Decimal(1000)


def test_what_the_coordination_did_for_each() -> None:
    told = monitoring(WHOLE, NOW)
    none, nothing = ReliefSum(Decimal("0.00"), Money(0)), Money(0)
    visit, letter = OutreachOfKind(OutreachKind.VISIT, 1), OutreachOfKind(OutreachKind.LETTER, 1)
    quarter = ReliefSum(Decimal("1.25"), nothing)
    two = ReliefSum(Decimal("2.00"), Money(12_34))
    assert told.benefits == (
        Benefit(B, 2022, 1, 0, (letter,), Decimal("0.00"), nothing, none, none),
        # The visit to A and to what has become part of it is one.
        Benefit(A, 2022, 2, 1, (visit, letter), Decimal("1.25"), nothing, quarter, none),
        Benefit(A, 2023, 0, 0, (), Decimal("2.00"), Money(12_34), two, none),
    )


def test_what_was_taken_on_in_projects_that_are_not_over() -> None:
    begun = day("2020-02-01")
    shared = (
        ProjectJoined(C, begun, None),
        ProjectResponsibilityAssigned(1, "Daten liefern", C, begun),
        ProjectResponsibilityEnded(1, day("2023-12-31")),
        ProjectResponsibilityAssigned(2, "Gebäude begehen", A, begun),
    )
    material = county(
        projects={
            "project:1": project("Wärme", A, *shared),
            "project:2": project("Abgebrochen", A, *shared, ProjectCancelled(day("2022-01-01"))),
        }
    )

    first = Commitment("project:1", "Wärme", 1, "Daten liefern", C, begun, day("2023-12-31"))
    second = Commitment("project:1", "Wärme", 2, "Gebäude begehen", A, begun, None)
    assert commitments(MonitoredDay(material, day("2022-06-01"), C)) == (first,)
    assert [each.project for each in commitments(MonitoredDay(material, day("2021-06-01")))] == [
        "project:2",
        "project:2",
        "project:1",
        "project:1",
    ]
    # C is part of A by then.
    assert commitments(MonitoredDay(material, day("2023-06-01"), A)) == (replace(first, party=A), second)
    assert commitments(MonitoredDay(material, NOW)) == (second,)
    assert commitments(MonitoredDay(material, day("2019-01-01"))) == ()


def test_a_party_sees_its_own() -> None:
    told = monitoring(WHOLE, NOW, B)
    assert [(each.status, each.count) for each in told.projects if each.count] == [
        (ProjectStatus.IDEA, 1),
        (ProjectStatus.RUNNING, 1),
        (ProjectStatus.COMPLETED, 1),
        (ProjectStatus.CANCELLED, 1),
    ]
    assert sum(each.count for each in told.goals) == 0
    assert told.overdue == ()
    assert told.participation == (Participation(B, 1, 0, 1),)
    assert [each.municipality for each in told.benefits] == [B]
    assert (told.money.spent, told.effects) == (Money(65_25), ())
    utility = monitoring(WHOLE, NOW, PARTNER)
    assert [each.status for each in utility.goals if each.count] == [
        GoalStatus.PROPOSED,
        GoalStatus.ADOPTED,
        GoalStatus.ACHIEVED,
    ]
    assert utility.participation == ()
    assert monitoring(WHOLE, NOW, A).effects == monitoring(WHOLE, NOW).effects
    assert monitoring(WHOLE, NOW, COUNTY).overdue == ()


def test_an_empty_county_has_an_empty_monitoring() -> None:
    told = monitoring(county(), NOW)
    assert sum(each.count for each in told.goals) + sum(each.count for each in told.attainment) == 0
    assert sum(each.count for each in told.projects) == 0
    assert (told.overdue, told.themes, told.money_by_year, told.effects, told.benefits) == ((), (), (), (), ())
    assert told.participation_count == ParticipationCount(2, 0, 0, 0)
