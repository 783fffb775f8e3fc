"""Acts of a project told again as they should have been, or withdrawn; what was recorded later must still follow."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from events.correction import ActCorrection
from events.goal.course import GoalAbandoned
from events.project import PROJECT
from events.project.budget import BudgetPlanned, PlanBudget, RecordSpending, SpendingRecorded
from events.project.course import (
    ApproveProject,
    CancelProject,
    CompleteProject,
    PauseProject,
    ProjectApproved,
    ProjectCancelled,
    ProjectCompleted,
    ProjectPaused,
    ProjectResumed,
    ProjectStarted,
    ResumeProject,
    StartProject,
)
from events.project.effects import DropEffect, EffectDropped, EffectExpected, ExpectEffect
from events.project.funding import (
    ApplyForFunding,
    DrawFunding,
    FundingDrawn,
    FundingGranted,
    FundingRefused,
    GrantFunding,
    RefuseFunding,
)
from events.project.milestones import (
    AddMilestone,
    MilestoneAdded,
    MilestoneReached,
    MilestoneRemoved,
    MilestoneReopened,
    MilestoneReordered,
    MilestoneRescheduled,
    MilestoneRestated,
    ReachMilestone,
    RemoveMilestone,
    ReorderMilestone,
    RescheduleMilestone,
    RestateMilestone,
)
from events.project.outline import (
    AssignProjectThemes,
    ProjectAgreementAssigned,
    ProjectContactsAppointed,
    ProjectProposed,
    ProjectRestated,
    ProjectThemesAssigned,
    ProposeProject,
    RestateProject,
)
from events.project.participants import (
    AssignProjectResponsibility,
    ChangeProjectLead,
    EndProjectResponsibility,
    JoinProject,
    LeaveProject,
    ProjectJoined,
    ProjectLeadChanged,
    ProjectLeft,
    ProjectResponsibilityAssigned,
    ProjectResponsibilityEnded,
)
from events.project.progress import (
    AgreeReporting,
    BlockProject,
    ProgressReported,
    ProjectBlocked,
    ProjectUnblocked,
    ReportingAgreed,
    ReportProgress,
    UnblockProject,
)
from events.project.state import BlockCause, ExpectedEffect
from events.retelling import CannotFollow
from events.values import Money
from tests.corrections import Life as Lived
from tests.events.goal.story import adopted, proposed
from tests.events.project.lives import BEGINNINGS, MOVES, RECORD, TRIED, Life
from tests.events.project.moves import Move
from tests.events.project.story import (
    APPROVED,
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
    joined,
    milestone,
    project,
    running,
    started,
)
from tests.events.project.test_lives import check_sound
from tests.spec import at, day, sealed, state_of

EFFECT = ExpectedEffect("goal:1", 2022, Decimal(5), "t CO2e")
LATE_EFFECT = replace(EFFECT, from_year=2030)
SUM, MORE = Money(100), Money(200)
SEEN_TO = ProjectResponsibilityAssigned(1, "Daten", B, PROPOSED)
REACHED = MilestoneReached(1, STARTED)
NOTE = sealed("Stelle leer")
BLOCKED = ProjectBlocked(DAY, BlockCause.STAFF, NOTE)
GRANTED = FundingGranted(1, Money(8_000_00), STARTED)

OTHERWISE: list[tuple[tuple[Any, ...], Any, Any]] = [
    ((), ProjectRestated("x", "y"), RestateProject(HERE, "Titel", "Text.")),
    ((), ProjectThemesAssigned(()), AssignProjectThemes(HERE, ("mobility", "heat"))),
    ((ProjectAgreementAssigned("agreement:1"),), ProjectAgreementAssigned(None), RestateProject(HERE, "x", "y")),
    ((), ProjectAgreementAssigned("agreement:1"), None),
    ((), ProjectContactsAppointed(("person:1",)), None),
    ((), ProjectLeadChanged(B, LATER), ChangeProjectLead(HERE, C, LATER)),
    ((), ProjectJoined(C, DAY), JoinProject(HERE, C, LATER, "Karten")),
    ((), ProjectLeft(B, DAY), LeaveProject(HERE, B, LATER)),
    ((), SEEN_TO, AssignProjectResponsibility(HERE, "Geld", A, DAY, LATER)),
    ((SEEN_TO,), ProjectResponsibilityEnded(1, DAY), EndProjectResponsibility(HERE, 1, LATER)),
    ((), milestone(1), AddMilestone(HERE, "Anders", LATER, (), B)),
    ((milestone(1),), MilestoneRescheduled(1, LATER), RescheduleMilestone(HERE, 1, STARTED)),
    ((milestone(1), milestone(2)), MilestoneReordered(1, (2,)), ReorderMilestone(HERE, 2, (1,))),
    ((milestone(1),), MilestoneRestated(1, "x", B), RestateMilestone(HERE, 1, "y", A)),
    ((milestone(1),), MilestoneReached(1, STARTED), ReachMilestone(HERE, 1, DAY)),
    ((milestone(1), REACHED, milestone(2)), MilestoneReopened(1), RemoveMilestone(HERE, 2)),
    ((milestone(1), milestone(2)), MilestoneRemoved(1), RemoveMilestone(HERE, 2)),
    ((), BudgetPlanned(2020, SUM), PlanBudget(HERE, 2021, MORE)),
    ((), SpendingRecorded(2020, SUM), RecordSpending(HERE, 2021, MORE)),
    ((), applied(), ApplyForFunding(HERE, "Andere", MORE, Fraction(1, 2), SUM, DAY)),
    ((applied(),), GRANTED, GrantFunding(HERE, 1, SUM, DAY, "03KP")),
    ((applied(),), FundingRefused(1, STARTED), RefuseFunding(HERE, 1, DAY)),
    ((applied(), GRANTED), FundingDrawn(1, SUM, DAY), DrawFunding(HERE, 1, MORE, LATER)),
    ((), EffectExpected(EFFECT), ExpectEffect(HERE, LATE_EFFECT)),
    (
        (EffectExpected(EFFECT), EffectExpected(LATE_EFFECT)),
        EffectDropped("goal:1", 2022),
        DropEffect(HERE, "goal:1", 2030),
    ),
    ((), ProjectPaused(DAY), PauseProject(HERE, LATER)),
    ((), ProjectPaused(DAY), CompleteProject(HERE, DAY, "Fertig.")),
    ((ProjectPaused(DAY),), ProjectResumed(DAY), ResumeProject(HERE, LATER)),
    ((), ProjectCompleted(DAY, "Fertig.", "Gelernt."), CompleteProject(HERE, LATER, "Gut.")),
    ((), ProjectCompleted(DAY, "Fertig.", "Gelernt."), None),
    ((), ProjectCancelled(DAY), CancelProject(HERE, LATER)),
    ((), BLOCKED, BlockProject(HERE, DAY, BlockCause.LAND, NOTE)),
    ((BLOCKED,), ProjectUnblocked(DAY), UnblockProject(HERE, LATER)),
    ((), ReportingAgreed(6, DAY), AgreeReporting(HERE, 3, STARTED)),
    ((), ProgressReported(DAY, "Läuft.", 30), ReportProgress(HERE, DAY, "Läuft.", 35)),
]
"""What happened before to a running project, an act, and how it should have been."""


@pytest.mark.parametrize(("before", "wrong", "right"), OTHERWISE)
def test_an_act_is_told_otherwise_or_withdrawn(before: tuple[Any, ...], wrong: Any, right: Any) -> None:
    those = (*running, *before)
    stands = [] if right is None else project(*those).when(right).decided(state_of(*those))
    assert stands != [wrong]
    project(*those, wrong).corrected(ActCorrection(at(len(those)), right)).stands(*those, *stands)


def test_every_kind_of_act_is_told_otherwise() -> None:
    """The first acts of a project are told otherwise below."""
    told = {type(wrong) for _, wrong, _ in OTHERWISE} | {ProjectProposed, ProjectApproved, ProjectStarted}
    assert told == {event for act in PROJECT.acts.values() for event in act.events}


def test_the_beginning_is_told_otherwise_and_all_that_follows_still_does() -> None:
    right = ProposeProject("Wärmeplan", "Zu dritt.", C, day("2020-01-02"), ("mobility", "heat"), "agreement:1")
    these = (*running, milestone(1), applied())
    (begun, *_) = project().when(right).decided(None)
    project(*these).corrected(ActCorrection(at(0), right)).stands(begun, *these[1:])
    project(*these).corrected(ActCorrection(at(0), replace(right, lead=B))).rejects("CANNOT_FOLLOW", "acts")


@pytest.mark.parametrize(
    ("later", "wrong", "right"),
    [
        (MilestoneReached(1, APPROVED), 2, ApproveProject(HERE, day("2020-04-01"))),
        (started, 2, ApproveProject(HERE, DAY)),
        (ProjectBlocked(APPROVED, BlockCause.LAND), 2, ApproveProject(HERE, day("2020-04-01"))),
        (ProgressReported(STARTED, "x"), 3, StartProject(HERE, DAY)),
        (ProjectResponsibilityAssigned(1, "Daten", B, PROPOSED), 1, None),
        (ProjectResponsibilityAssigned(1, "Daten", B, PROPOSED), 1, JoinProject(HERE, B, DAY)),
        (MilestoneRestated(1, "Anders", B), 1, JoinProject(HERE, C, PROPOSED)),
        (milestone(2, 1), 4, None),
        (MilestoneReached(1, DAY), 4, None),
        (FundingDrawn(1, Money(8_000_00), DAY), 6, GrantFunding(HERE, 1, Money(7_999_99), STARTED)),
        (FundingDrawn(1, Money(1), STARTED), 6, GrantFunding(HERE, 1, Money(1), DAY)),
        (
            granted(),
            5,
            ApplyForFunding(HERE, "x", Money(5_000_00), Fraction(1), Money(1), APPROVED),
        ),
        (ProjectLeft(B, DAY), 1, JoinProject(HERE, B, LATER)),
        (joined, 0, ProposeProject("x", "y", A, day("2020-02-01"))),
    ],
)
def test_a_later_act_that_follows_no_longer_is_named(later: Any, wrong: int, right: Any) -> None:
    these = (*running, milestone(1), applied(), granted())
    events = these if later in these else (*these, later)
    refused = project(*events).corrected(ActCorrection(at(wrong), right)).rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert (refused.what, refused.event) == (type(later), at(events.index(later)))


def test_acts_that_depend_on_each_other_are_put_right_together() -> None:
    drawn = FundingDrawn(1, Money(8_000_00), DAY)
    these = (*running, applied(), granted(), drawn, milestone(1), MilestoneReached(1, STARTED))
    project(*these).corrected(
        ActCorrection(at(5), GrantFunding(HERE, 1, Money(7_000_00), DAY)),
        ActCorrection(at(6), DrawFunding(HERE, 1, Money(7_000_00), LATER)),
        ActCorrection(at(2), ApproveProject(HERE, DAY)),
        ActCorrection(at(3), StartProject(HERE, LATER)),
        ActCorrection(at(8)),
    ).stands(
        *running[:2],
        ProjectApproved(DAY),
        ProjectStarted(LATER),
        applied(),
        FundingGranted(1, Money(7_000_00), DAY),
        FundingDrawn(1, Money(7_000_00), LATER),
        milestone(1),
    )


def test_the_rules_of_an_act_hold_for_it_as_it_should_have_been() -> None:
    these = project(*running, milestone(1), milestone(2, 1))
    these.corrected(ActCorrection(at(4), AddMilestone(HERE, "Neu", DAY, (2,)))).rejects(
        "NOT_FOUND", "acts.0.instead.addMilestone.after"
    )
    these.corrected(ActCorrection(at(1), JoinProject(HERE, A, PROPOSED))).rejects(
        "ALREADY_PART", "acts.0.instead.joinProject.party"
    )
    these.corrected(ActCorrection(at(0))).rejects("CANNOT_FOLLOW", "acts")
    these.corrected(ActCorrection(at(1)), reason=False).rejects("REASON_REQUIRED", "reason")


def test_what_is_expected_for_a_goal_given_up_since_is_still_put_right() -> None:
    expected = ExpectedEffect("goal:2", 2022)
    correction = ActCorrection(at(4), ExpectEffect(HERE, replace(expected, from_year=2023)))
    these = project(*running, EffectExpected(expected))
    since, before = GoalAbandoned(day("2024-09-01")), GoalAbandoned(day("2024-05-01"))
    these.beside(goal_2=(proposed(), adopted, since)).corrected(correction).stands(
        *running, EffectExpected(replace(expected, from_year=2023))
    )
    these.beside(goal_2=(proposed(), adopted, before)).corrected(correction).rejects(
        "ABANDONED", "acts.0.instead.expectEffect.effect.goal"
    )


# --- Numbers ---------------------------------------------------------------------------------------------------


def test_numbers_stay_given_where_an_earlier_one_is_withdrawn() -> None:
    these = (*running, applied(), applied(2, 5_000_00, 1_00), granted(2, 1_00), milestone(1), milestone(2))
    state = project(*these).corrected(ActCorrection(at(4)), ActCorrection(at(7))).decided().after
    assert [each.number for each in (*state.fundings, *state.milestones)] == [2, 2]
    assert state.last_milestone == 2


def test_an_act_does_not_get_a_number_that_was_given_since() -> None:
    contacts = ProjectContactsAppointed(("person:1",))
    these, add = project(*running, contacts, milestone(1)), AddMilestone(HERE, "Neu", DAY)
    these.corrected(ActCorrection(at(4), add)).stands(*running, MilestoneAdded(2, "Neu", DAY, (), None), milestone(1))
    state = these.corrected(ActCorrection(at(4), add)).decided().after
    assert ([each.number for each in state.milestones], state.last_milestone) == ([1, 2], 2)


# --- Random lives ----------------------------------------------------------------------------------------------


@drawn(BEGINNINGS, st.lists(MOVES, max_size=25), st.integers(0, 100), st.none() | MOVES)
def test_a_correction_reads_as_if_it_had_been_recorded_right(
    life: Life, moves: list[Move], wrong: int, instead: Move | None
) -> None:
    for move in moves:
        life.play(move)
    lived = Lived("project", RECORD, acts=life.acts)
    right = None if instead is None else TRIED[instead.what](life, instead)
    state = lived.correct(wrong % len(life.acts), right)
    if state is not None:
        check_sound(state, lived.now)
