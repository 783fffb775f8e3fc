"""What a correction may say of a project: whatever could have been recorded, and nothing else."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from events.project.correction import CorrectedReport, CorrectProject, ProjectCorrected

from events.goal.course import GoalAbandoned
from events.project.course import ProjectCompleted
from events.project.effects import EffectExpected
from events.project.funding import FundingDrawn
from events.project.milestones import MilestoneReached, MilestoneRemoved
from events.project.outline import ProjectAgreementAssigned
from events.project.participants import ProjectJoined, ProjectResponsibilityAssigned
from events.project.progress import ProgressReported, ProjectBlocked, ProjectUnblocked
from events.project.state import (
    BlockCause,
    BudgetYear,
    Drawdown,
    ExpectedEffect,
    FundingStatus,
    Milestone,
    ProjectBlock,
    ProjectFunding,
    ProjectLead,
    ProjectParticipant,
    ProjectResponsibility,
    ProjectStatus,
    ProjectStep,
    ReportingPlan,
)
from events.values import Money, digest_of
from tests.events.goal.story import adopted, proposed
from tests.events.project.story import (
    AHEAD,
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
from tests.spec import EVENT, day, sealed, state_of

N, P, R, Q, F, X = ProjectStatus
SEEN_TO_BY_A = ProjectResponsibilityAssigned(1, "Daten", A, PROPOSED)
RECORDED = (*running, SEEN_TO_BY_A, milestone(1), milestone(2, 1), milestone(7), MilestoneRemoved(7), applied())
FUNDING = ProjectFunding(1, "Richtlinie", Money(100), Fraction(1, 2), Money(50), APPROVED)
MILESTONE = Milestone(1, "Neu", DAY)
SEEN_TO = ProjectResponsibility(1, "Daten", B, PROPOSED)


TWO = ProjectFunding(2, "Richtlinie", Money(100), Fraction(1, 2), Money(50), APPROVED)
EFFECT = ExpectedEffect("goal:1", 2022, Decimal(5), "t CO2e")
ABANDONED = (proposed(), adopted, GoalAbandoned(day("2014-01-01")))


def funding(**changes: Any) -> ProjectFunding:
    """A grant of 50 out of 100, otherwise where it is said."""
    told = {"status": FundingStatus.GRANTED, "decided_on": STARTED, "granted": Money(50), **changes}
    return replace(FUNDING, **told)


def steps(*told: tuple[ProjectStatus, str]) -> tuple[ProjectStep, ...]:
    return tuple(ProjectStep(status, day(on)) for status, on in told)


COMPLETED = steps((N, "2020-01-06"), (P, "2020-03-02"), (R, "2020-06-01"), (F, "2022-01-10"))


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
        ({"fundings": (ProjectFunding(1, "x", Money(100), Fraction(1, 2), Money(51), DAY),)}, "TOO_MUCH", "fundings"),
        ({"fundings": (ProjectFunding(1, "x", Money(100), Fraction(2), Money(51), DAY),)}, "NOT_A_SHARE", "fundings"),
        ({"fundings": ()}, "DROPPED", "fundings"),
        ({"fundings": (FUNDING, TWO)}, "NOT_FOUND", "fundings"),
        ({"responsibilities": ()}, "DROPPED", "responsibilities"),
        ({"responsibilities": (SEEN_TO, ProjectResponsibility(2, "x", A, DAY))}, "NOT_FOUND", "responsibilities"),
        ({"milestones": (Milestone(8, "x", DAY),)}, "NOT_FOUND", "milestones"),
        ({"milestones": (Milestone(1, "x", DAY, (2,)),)}, "NOT_FOUND", "milestones"),
        ({"milestones": (Milestone(1, "x", DAY, (), "partner:9"),)}, "NOT_FOUND", "milestones"),
        ({"milestones": (Milestone(1, "x", DAY, (), "partner:1"),)}, "NOT_A_PARTICIPANT", "milestones"),
        ({"milestones": (Milestone(1, "x", DAY, reached=day("2024-06-02")),)}, "IN_FUTURE", "milestones"),
        ({"milestones": (Milestone(1, "x", DAY, reached=day("2020-03-01")),)}, "NOT_PLANNED", "milestones"),
        (
            {"milestones": (Milestone(1, "x", DAY, (), None, LATER), Milestone(2, "y", DAY, (1,), None, DAY))},
            "DEPENDS_ON_OPEN",
            "milestones",
        ),
        ({"budget": (BudgetYear(2025, Money(1), Money(1)),)}, "IN_FUTURE", "budget"),
        ({"fundings": (funding(decided_on=BEFORE),)}, "DATES_REVERSED", "fundings"),
        ({"fundings": (funding(decided_on=AHEAD),)}, "IN_FUTURE", "fundings"),
        ({"fundings": (funding(drawdowns=(Drawdown(AHEAD, Money(1)),)),)}, "IN_FUTURE", "fundings"),
        ({"fundings": (funding(drawdowns=(Drawdown(APPROVED, Money(1)),)),)}, "DATES_REVERSED", "fundings"),
        ({"fundings": (funding(drawdowns=(Drawdown(DAY, Money(51)),)),)}, "OVERDRAWN", "fundings"),
        ({"fundings": (funding(granted=Money(0)),)}, "NOTHING", "fundings"),
        ({"steps": COMPLETED}, "RESULT_MISSING", "result"),
        ({"result": "Fertig."}, "NOT_COMPLETED", "result"),
        ({"lessons": "Gelernt."}, "NOT_COMPLETED", "lessons"),
        ({"steps": COMPLETED, "lessons": "x", "lessons_withdrawn": True}, "CONTRADICTION", "lessons_withdrawn"),
        ({"agreement": "agreement:1", "agreement_withdrawn": True}, "CONTRADICTION", "agreement_withdrawn"),
        ({"agreement": "agreement:9"}, "NOT_FOUND", "agreement"),
        ({"themes": ("cold",)}, "NOT_LISTED", "themes"),
        ({"themes": ("heat", "peat")}, "RETIRED", "themes"),
        ({"leads": (ProjectLead(BEFORE, A),)}, "BEFORE_BEGINNING", "leads"),
        ({"leads": (ProjectLead(PROPOSED, A), ProjectLead(DAY, B))}, "ALREADY_PART", "participants"),
        ({"participants": (ProjectParticipant(C, BEFORE),)}, "BEFORE_BEGINNING", "participants"),
        ({"participants": (ProjectParticipant(A, DAY),)}, "ALREADY_PART", "participants"),
        (
            {"participants": (ProjectParticipant(B, PROPOSED, LATER),), "responsibilities": (SEEN_TO,)},
            "OUTLASTS",
            "responsibilities",
        ),
        ({"participants": (), "responsibilities": (SEEN_TO,)}, "NOT_A_PARTICIPANT", "responsibilities"),
        (
            {"responsibilities": (ProjectResponsibility(1, "x", A, DAY, PROPOSED),)},
            "DATES_REVERSED",
            "responsibilities",
        ),
        ({"responsibilities": (ProjectResponsibility(1, "x", A, BEFORE),)}, "BEFORE_BEGINNING", "responsibilities"),
        ({"reporting": (ReportingPlan(BEFORE, 6),)}, "BEFORE_BEGINNING", "reporting"),
        ({"effects": (EFFECT, ExpectedEffect("goal:1", 2022))}, "TWICE", "effects"),
        ({"effects": (ExpectedEffect("goal:9", 2022),)}, "NOT_FOUND", "effects"),
        ({"effects": (ExpectedEffect("goal:1", 2022, Decimal(1), "MWh"),)}, "UNIT_DIFFERS", "effects"),
        ({"effects": (ExpectedEffect("goal:2", 2022),)}, "ABANDONED", "effects"),
        ({"blocks": (ProjectBlock(PROPOSED, BlockCause.LAND),)}, "NOT_PLANNED", "blocks"),
        ({"blocks": (ProjectBlock(DAY, BlockCause.LAND, None, BEFORE),)}, "DATES_REVERSED", "blocks"),
        ({"blocks": (ProjectBlock(DAY, BlockCause.LAND, None, AHEAD),)}, "IN_FUTURE", "blocks"),
        (
            {"blocks": (ProjectBlock(DAY, BlockCause.LAND), ProjectBlock(LATER, BlockCause.LAND))},
            "NOT_IN_ORDER",
            "blocks",
        ),
        (
            {"blocks": (ProjectBlock(DAY, BlockCause.LAND, None, LATER), ProjectBlock(DAY, BlockCause.STAFF))},
            "DATES_REVERSED",
            "blocks",
        ),
        ({"reports": (CorrectedReport(DAY, "x"), CorrectedReport(DAY, "y"))}, "TWICE", "reports"),
        ({"reports": (CorrectedReport(DAY),)}, "SUMMARY_MISSING", "reports"),
        ({"reports": (CorrectedReport(APPROVED, "x"),)}, "NOT_RUNNING", "reports"),
        ({"reports": (CorrectedReport(AHEAD, "x"),)}, "IN_FUTURE", "reports"),
    ],
)
def test_what_no_correction_can_say(facts: dict[str, Any], code: str, field: str) -> None:
    project(*RECORDED).beside(goal_2=ABANDONED).when(CorrectProject(HERE, EVENT, **facts)).rejects(code, field)


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        (MilestoneReached(1, DAY), "NOT_PLANNED", "milestones"),
        (ProjectBlocked(DAY, BlockCause.LAND, None), "NOT_PLANNED", "blocks"),
        (ProgressReported(DAY, "x", None), "NOT_RUNNING", "reports"),
        (ProjectJoined(C, PROPOSED, None), "BEFORE_BEGINNING", "leads"),
    ],
)
def test_what_is_recorded_must_fit_other_steps(told: Any, code: str, field: str) -> None:
    late = steps((N, "2020-02-01"), (P, "2020-03-01")) if field == "leads" else steps((N, "2020-01-06"))
    project(*RECORDED, told).when(CorrectProject(HERE, EVENT, steps=late)).rejects(code, field)


def test_what_is_recorded_must_lie_before_another_end() -> None:
    ended = CorrectProject(HERE, EVENT, steps=(*COMPLETED[:-1], ProjectStep(X, DAY)))
    project(*RECORDED, MilestoneReached(1, LATER)).when(ended).rejects("DATES_REVERSED", "milestones")
    project(*RECORDED, MilestoneReached(1, DAY)).when(ended).then(ProjectCorrected(EVENT, steps=ended.steps))


@pytest.mark.parametrize(
    "facts",
    [
        {"steps": steps((N, "2020-01-01"), (P, "2020-01-01"), (R, "2020-02-01"), (Q, "2020-03-01"), (R, "2020-04-01"))},
        {"steps": steps((N, "2020-01-01"), (X, "2020-02-01"))},
        {
            "leads": (ProjectLead(PROPOSED, B), ProjectLead(DAY, A)),
            "participants": (),
            "responsibilities": (ProjectResponsibility(1, "Daten", B, PROPOSED, day("2021-01-03")),),
        },
        {"participants": (ProjectParticipant(B, PROPOSED, DAY), ProjectParticipant(B, LATER))},
        {"participants": ()},
        {"responsibilities": (SEEN_TO,)},
        {"milestones": (MILESTONE, Milestone(7, "Spät", LATER, (1,)))},
        {"budget": (BudgetYear(2020, Money(1), Money(2)), BudgetYear(2021, Money(1), Money(2)))},
        {"budget": (BudgetYear(2030, Money(1), Money(0)),)},
        {"fundings": (FUNDING,)},
        {"fundings": (funding(drawdowns=(Drawdown(DAY, Money(20)), Drawdown(LATER, Money(30)))),)},
        {"reporting": (ReportingPlan(PROPOSED, 6),)},
        {"title": "Anders"},
        {"description": "Anders."},
        {"themes": ("heat", "mobility")},
        {"themes": ()},
        {"agreement": "agreement:1"},
        {"effects": (EFFECT, ExpectedEffect("goal:1", 2030))},
        {"blocks": (ProjectBlock(APPROVED, BlockCause.LAND, None, DAY), ProjectBlock(DAY, BlockCause.STAFF))},
        {"reports": (CorrectedReport(STARTED, "Läuft.", 10), CorrectedReport(DAY, "Weiter."))},
        {"steps": COMPLETED, "result": "Fertig.", "lessons": "Gelernt."},
        {"milestones": (Milestone(1, "Neu", DAY, (), B), Milestone(2, "x", DAY, (1,), A))},
        {"milestones": ()},
    ],
)
def test_what_a_correction_can_say(facts: dict[str, Any]) -> None:
    project(*RECORDED).when(CorrectProject(HERE, EVENT, **facts)).then(ProjectCorrected(EVENT, **facts))


def test_a_correction_puts_what_is_given_in_order_and_numbers_stay_given() -> None:
    given = {
        "budget": (BudgetYear(2021, Money(1), Money(2)), BudgetYear(2020, Money(1), Money(2))),
        "participants": (ProjectParticipant(C, DAY), ProjectParticipant(B, PROPOSED)),
        "effects": (ExpectedEffect("goal:1", 2030), EFFECT),
        "reports": (CorrectedReport(LATER, "x"), CorrectedReport(DAY, "y")),
        "themes": ("mobility", "heat"),
    }
    milestones = (Milestone(1, "x", DAY), Milestone(2, "x", DAY), Milestone(7, "x", DAY, (2, 1)))
    drawn = (Drawdown(LATER, Money(20)), Drawdown(DAY, Money(30)))
    command = CorrectProject(
        HERE,
        EVENT,
        milestones=milestones,
        fundings=(funding(drawdowns=drawn),),
        **given,  # type: ignore[arg-type]
    )
    (event,) = project(*RECORDED).when(command).decided(state_of(*RECORDED))
    assert {name: getattr(event, name) for name in given} == {name: those[::-1] for name, those in given.items()}
    assert (event.milestones[-1].after, event.fundings[0].drawdowns) == ((1, 2), drawn[::-1])
    assert state_of(*RECORDED, event).last_milestone == 7
    project(*RECORDED).when(command, reason=False).rejects("REASON_REQUIRED", "reason")


@pytest.mark.parametrize(
    "facts",
    [
        {"participants": (ProjectParticipant(B, PROPOSED, None, "Daten"),)},
        {"title": "Wärmeplan", "description": "Zusammen.", "themes": ("heat",), "agreement_withdrawn": True},
        {"lessons_withdrawn": True},
        {"reports": (), "blocks": (), "effects": ()},
    ],
)
def test_what_is_so_already_is_no_correction(facts: dict[str, Any]) -> None:
    project(*RECORDED).when(CorrectProject(HERE, EVENT, **facts)).then_nothing()


def corrected(*events: Any, **facts: Any) -> Any:
    """The project after such a correction of what has happened."""
    given = project(*events)
    (event,) = given.when(CorrectProject(HERE, EVENT, **facts)).decided(state_of(*events))
    return state_of(*events, event)


def test_a_project_is_put_right_to_stand_alone() -> None:
    under = (*running, ProjectAgreementAssigned("agreement:1"))
    assert corrected(*under, agreement_withdrawn=True).agreement is None
    assert corrected(*under, title="Anders").agreement == "agreement:1"


def test_what_came_of_a_completed_project_is_put_right() -> None:
    completed = (*running, EffectExpected(EFFECT), ProjectCompleted(LATER, "Fertig.", "Gelernt."))
    state = corrected(*completed, result="Drei Pläne.")
    assert (state.result, state.lessons) == (digest_of("Drei Pläne."), digest_of("Gelernt."))
    assert corrected(*completed, lessons="Früh.").lessons == digest_of("Früh.")
    assert corrected(*completed, lessons_withdrawn=True).lessons is None
    more = ExpectedEffect("goal:1", 2022, Decimal(7), "t CO2e")
    assert corrected(*completed, effects=(more,)).effects == (more,)
    reopened = corrected(*completed, steps=COMPLETED[:-1])
    assert (reopened.result, reopened.lessons) == (None, None)


def test_what_is_expected_for_a_goal_given_up_since_may_stay() -> None:
    events = (*running, EffectExpected(ExpectedEffect("goal:2", 2022)))
    command = CorrectProject(HERE, EVENT, effects=(EFFECT, ExpectedEffect("goal:2", 2022)))
    project(*events).beside(goal_2=ABANDONED).when(command).then(ProjectCorrected(EVENT, effects=command.effects))


def test_notes_and_reports_that_are_left_out_stay_as_they_were_of_that_day() -> None:
    blocked = (ProjectBlocked(DAY, BlockCause.STAFF, sealed("Stelle leer")), ProjectUnblocked(LATER))
    blocks = (ProjectBlock(DAY, BlockCause.LAND, None, LATER), ProjectBlock(LATER, BlockCause.PERMIT, sealed("Amt")))
    state = corrected(*running, *blocked, blocks=blocks)
    assert [each.note for each in state.blocks] == [sealed("Stelle leer"), sealed("Amt")]
    assert [each.cause for each in state.blocks] == [BlockCause.LAND, BlockCause.PERMIT]
    reported = (*running, ProgressReported(DAY, "Läuft.", 30))
    state = corrected(*reported, reports=(CorrectedReport(STARTED, "Beginnt."), CorrectedReport(DAY, None, 35)))
    told = [(each.on, each.summary, each.percent) for each in state.reports]
    assert told == [(STARTED, digest_of("Beginnt."), None), (DAY, digest_of("Läuft."), 35)]


def test_money_drawn_is_put_right() -> None:
    drawn = (*running, applied(), granted(), FundingDrawn(1, Money(100), DAY))
    (funded,) = state_of(*drawn).fundings
    state = corrected(*drawn, fundings=(replace(funded, drawdowns=(Drawdown(LATER, Money(100)),)),))
    assert [each.on for each in state.fundings[0].drawdowns] == [LATER]
