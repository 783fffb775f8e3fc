"""How a project reads on a day, and what a correction may say of it."""

from fractions import Fraction
from typing import Any

import pytest

from events.project.budget import BudgetYear
from events.project.correction import CorrectProject, ProjectCorrected
from events.project.course import (
    BlockCause,
    ProgressReported,
    ProjectBlocked,
    ProjectCompleted,
    ProjectPaused,
    ProjectResumed,
    ProjectStatus,
    ProjectStep,
    ProjectUnblocked,
    ReportingAgreed,
    ReportingPlan,
)
from events.project.funding import FundingDrawn, FundingStatus, ProjectFunding
from events.project.lifecycle import open_milestones, report_due
from events.project.milestones import Milestone, MilestoneReached
from events.project.participants import ProjectLead, ProjectLeadChanged, ProjectParticipant, ProjectResponsibility
from events.project.view_rules import view
from events.values import Money
from tests.events.project.story import (
    APPROVED,
    BEFORE,
    DAY,
    HERE,
    LATER,
    PROPOSED,
    STARTED,
    A,
    B,
    C,
    applied,
    granted,
    milestone,
    project,
    running,
)
from tests.spec import EVENT, day, state_of

N, P, R, Q, F, X = ProjectStatus


def test_a_project_reads_as_of_its_day() -> None:
    state = state_of(
        *running,
        milestone(1),
        milestone(2),
        MilestoneReached(1, LATER),
        applied(),
        granted(),
        FundingDrawn(1, Money(1), DAY),
        FundingDrawn(1, Money(2), LATER),
        ProgressReported(DAY, "Läuft.", 30),
        ProgressReported(LATER, "Weiter.", None),
        ProjectBlocked(DAY, BlockCause.STAFF, None),
        ProjectUnblocked(LATER),
        ProjectLeadChanged(C, LATER),
        ProjectCompleted(day("2023-01-01"), "Fertig.", "Gelernt."),
    )
    days = (BEFORE, PROPOSED, APPROVED, STARTED, DAY, LATER, day("2023-01-01"))
    told = [view(state, on) for on in days]
    assert [each.status for each in told] == [N, N, P, R, R, R, F]
    assert [each.lead for each in told] == [A, A, A, A, A, C, C]
    assert [each.parties for each in told] == [(A,), (A, B), (A, B), (A, B), (A, B), (C, B), (C, B)]
    assert [each.percent for each in told] == [None, None, None, None, 30, 30, 30]
    assert [len(each.reports) for each in told] == [0, 0, 0, 0, 1, 2, 2]
    assert [each.blocked_since for each in told] == [None, None, None, None, DAY, DAY, None]
    assert [each.block_cause for each in told][4:] == [BlockCause.STAFF, BlockCause.STAFF, None]
    assert [[each.status for each in at.fundings] for at in told] == [
        [],
        [],
        [FundingStatus.APPLIED],
        [FundingStatus.GRANTED],
        [FundingStatus.GRANTED],
        [FundingStatus.GRANTED],
        [FundingStatus.GRANTED],
    ]
    assert [each.drawn.cents for each in told] == [0, 0, 0, 0, 1, 3, 3]
    assert [each.granted.cents for each in told][2:4] == [0, 8_000_00]
    assert [[each.reached for each in at.milestones] for at in told][-3:] == [
        [None, None],
        [LATER, None],
        [LATER, None],
    ]
    assert [each.milestone_due for each in told] == [None, None, DAY, DAY, DAY, DAY, None]
    assert [each.result is None for each in told] == [True] * 6 + [False]
    assert [each.lessons is None for each in told] == [True] * 6 + [False]
    assert [each.number for each in open_milestones(state, LATER)] == [2]


def test_the_next_report_is_due_after_the_newest_the_start_or_the_plan() -> None:
    agreed = (*running, ReportingAgreed(6, PROPOSED))
    assert report_due(state_of(*running), DAY) is None
    assert report_due(state_of(*agreed), APPROVED) is None
    assert report_due(state_of(*agreed), STARTED) == day("2020-12-01")
    reported = (*agreed, ProgressReported(DAY, "x", None))
    assert report_due(state_of(*reported), DAY) == day("2021-07-04")
    assert report_due(state_of(*reported), STARTED) == day("2020-12-01"), "not reported by then"
    assert report_due(state_of(*reported, ReportingAgreed(3, LATER)), LATER) == day("2022-04-10")
    assert report_due(state_of(*reported, ReportingAgreed(None, LATER)), LATER) is None
    paused = (*reported, ProjectPaused(LATER))
    assert report_due(state_of(*paused), LATER) is None
    again = (*paused, ProjectResumed(day("2023-01-31")))
    assert report_due(state_of(*again), day("2023-06-01")) == day("2023-07-31")


FUNDING = ProjectFunding(1, "Richtlinie", Money(100), Fraction(1, 2), Money(50), APPROVED)
MILESTONE = Milestone(1, "Neu", DAY)
SEEN_TO = ProjectResponsibility(1, "Daten", B, PROPOSED)


def steps(*told: tuple[ProjectStatus, str]) -> tuple[ProjectStep, ...]:
    return tuple(ProjectStep(status, day(on)) for status, on in told)


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"steps": ()}, "EMPTY", "steps"),
        ({"leads": ()}, "EMPTY", "leads"),
        ({"steps": steps((P, "2020-01-01"))}, "NOT_IN_ORDER", "steps"),
        ({"steps": steps((N, "2020-01-01"), (R, "2020-02-01"))}, "NOT_IN_ORDER", "steps"),
        ({"steps": steps((N, "2020-01-01"), (N, "2020-02-01"))}, "NOT_IN_ORDER", "steps"),
        ({"steps": steps((N, "2020-02-01"), (P, "2020-01-01"))}, "DATES_REVERSED", "steps"),
        ({"steps": steps((N, "2020-02-01"), (P, "2024-06-02"))}, "IN_FUTURE", "steps"),
        ({"leads": (ProjectLead(DAY, A), ProjectLead(PROPOSED, B))}, "NOT_IN_ORDER", "leads"),
        ({"leads": (ProjectLead(DAY, "partner:9"),)}, "NOT_FOUND", "leads"),
        ({"reporting": (ReportingPlan(DAY, 6), ReportingPlan(PROPOSED, 3))}, "NOT_IN_ORDER", "reporting"),
        ({"participants": (ProjectParticipant("partner:9", DAY),)}, "NOT_FOUND", "participants"),
        ({"participants": (ProjectParticipant(B, DAY, PROPOSED),)}, "DATES_REVERSED", "participants"),
        (
            {"participants": (ProjectParticipant(B, PROPOSED), ProjectParticipant(B, DAY))},
            "ALREADY_PART",
            "participants",
        ),
        ({"responsibilities": (ProjectResponsibility(1, "x", "partner:9", DAY),)}, "NOT_FOUND", "responsibilities"),
        ({"responsibilities": (SEEN_TO, SEEN_TO)}, "NOT_IN_ORDER", "responsibilities"),
        ({"milestones": (MILESTONE, MILESTONE)}, "NOT_IN_ORDER", "milestones"),
        ({"milestones": (Milestone(1, "x", DAY, (2,)), Milestone(2, "x", DAY, (1,)))}, "CIRCLE", "milestones"),
        ({"budget": (BudgetYear(2020, Money(1), Money(1)), BudgetYear(2020, Money(2), Money(1)))}, "TWICE", "budget"),
        ({"fundings": (FUNDING, FUNDING)}, "NOT_IN_ORDER", "fundings"),
        ({"fundings": (ProjectFunding(1, "x", Money(100), Fraction(1, 2), Money(51), DAY),)}, "TOO_MUCH", None),
    ],
)
def test_what_no_correction_can_say(facts: dict[str, Any], code: str, field: str | None) -> None:
    outcome = project(*running).when(CorrectProject(HERE, EVENT, **facts))
    if field is None:
        with pytest.raises(Exception, match=code):
            outcome.decided(state_of(*running))
    else:
        outcome.rejects(code, field)


@pytest.mark.parametrize(
    "facts",
    [
        {"steps": steps((N, "2020-01-01"), (P, "2020-01-01"), (R, "2020-02-01"), (Q, "2020-03-01"), (R, "2020-04-01"))},
        {"steps": steps((N, "2020-01-01"), (X, "2020-02-01"))},
        {"leads": (ProjectLead(PROPOSED, B), ProjectLead(DAY, A))},
        {"participants": (ProjectParticipant(B, PROPOSED, DAY), ProjectParticipant(B, LATER))},
        {"participants": ()},
        {"responsibilities": (SEEN_TO,)},
        {"milestones": (MILESTONE, Milestone(7, "Spät", LATER, (1,)))},
        {"budget": (BudgetYear(2020, Money(1), Money(2)), BudgetYear(2021, Money(1), Money(2)))},
        {"fundings": (FUNDING,)},
        {"reporting": (ReportingPlan(PROPOSED, 6),)},
    ],
)
def test_what_a_correction_can_say(facts: dict[str, Any]) -> None:
    project(*running).when(CorrectProject(HERE, EVENT, **facts)).then(ProjectCorrected(EVENT, **facts))


def test_a_correction_puts_years_and_participants_in_order_and_numbers_stay_given() -> None:
    years = (BudgetYear(2021, Money(1), Money(2)), BudgetYear(2020, Money(1), Money(2)))
    parts = (ProjectParticipant(C, DAY), ProjectParticipant(B, PROPOSED))
    command = CorrectProject(HERE, EVENT, budget=years, participants=parts, milestones=(Milestone(7, "x", DAY),))
    (event,) = project(*running).when(command).decided(state_of(*running))
    assert (event.budget, event.participants) == (years[::-1], parts[::-1])
    assert state_of(*running, event).last_milestone == 7
    project(*running).when(
        CorrectProject(HERE, EVENT, participants=(ProjectParticipant(B, PROPOSED, None, "Daten"),))
    ).then_nothing()
    project(*running).when(command, reason=False).rejects("REASON_REQUIRED", "reason")
