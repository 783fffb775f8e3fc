"""What a project's commands may not say, what changes nothing, and who may give them."""

from decimal import Decimal
from typing import Any

import pytest

from events.goal.course import GoalAbandoned
from events.project.budget import PlanBudget, RecordSpending, SpendingRecorded
from events.project.course import (
    ApproveProject,
    CancelProject,
    CompleteProject,
    PauseProject,
    ProjectCompleted,
    ProjectPaused,
    ProjectResumed,
    ResumeProject,
    StartProject,
)
from events.project.effects import DropEffect, EffectExpected, ExpectEffect
from events.project.milestones import AddMilestone, MilestoneReached, ReachMilestone, ReorderMilestone
from events.project.outline import AppointProjectContacts, AssignProjectThemes, AssignProjectToAgreement, RestateProject
from events.project.participants import (
    AssignProjectResponsibility,
    ChangeProjectLead,
    EndProjectResponsibility,
    JoinProject,
    LeaveProject,
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
from events.values import Money
from tests.events.goal.story import adopted as goal_adopted
from tests.events.goal.story import proposed as goal_proposed
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
    milestone,
    project,
    propose,
    refusal,
    running,
)
from tests.said import english
from tests.spec import day, sealed, state_of

effect = ExpectedEffect("goal:1", 2022, Decimal(5), "t CO2e")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"on": AHEAD}, "IN_FUTURE", "on"),
        ({"lead": "partner:9"}, "NOT_FOUND", "lead"),
        ({"agreement": "agreement:9"}, "NOT_FOUND", "agreement"),
        ({"themes": ("cold",)}, "NOT_LISTED", "themes"),
        ({"themes": ("heat", "peat")}, "RETIRED", "themes"),
    ],
)
def test_what_cannot_be_proposed(changes: dict[str, Any], code: str, field: str) -> None:
    project().when(propose(**changes)).rejects(code, field)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (AssignProjectThemes(HERE, ("cold",)), "NOT_LISTED", "themes"),
        (AssignProjectToAgreement(HERE, "agreement:9"), "NOT_FOUND", "agreement"),
        (AppointProjectContacts(HERE, ("person:9",)), "NOT_FOUND", "contacts"),
        (ChangeProjectLead(HERE, "partner:9", DAY), "NOT_FOUND", "party"),
        (ChangeProjectLead(HERE, B, BEFORE), "BEFORE_BEGINNING", "on"),
        (ChangeProjectLead(HERE, B, PROPOSED), "RECORDED_OTHERWISE", "on"),
        (JoinProject(HERE, "partner:9", DAY), "NOT_FOUND", "party"),
        (JoinProject(HERE, C, BEFORE), "BEFORE_BEGINNING", "since"),
        (JoinProject(HERE, A, DAY), "ALREADY_PART", "party"),
        (JoinProject(HERE, B, DAY), "ALREADY_PART", "party"),
        (LeaveProject(HERE, C, DAY), "NOT_A_PARTICIPANT", "party"),
        (LeaveProject(HERE, B, BEFORE), "DATES_REVERSED", "until"),
        (AssignProjectResponsibility(HERE, "Geld", C, DAY), "NOT_A_PARTICIPANT", "party"),
        (EndProjectResponsibility(HERE, 1, DAY), "NOT_FOUND", "number"),
        (RecordSpending(HERE, 2025, Money(1)), "IN_FUTURE", "year"),
        (ExpectEffect(HERE, ExpectedEffect("goal:9", 2022)), "NOT_FOUND", "effect.goal"),
        (ExpectEffect(HERE, ExpectedEffect("goal:1", 2022, Decimal(1))), "UNIT_MISSING", "effect.unit"),
        (ExpectEffect(HERE, ExpectedEffect("goal:1", 2022, None, "t CO2e")), "UNIT_MISSING", "effect.unit"),
        (ExpectEffect(HERE, ExpectedEffect("goal:1", 2022, Decimal(1), "MWh")), "UNIT_DIFFERS", "effect.unit"),
        (
            ExpectEffect(HERE, ExpectedEffect("goal:1", 2022, until_year=2021)),
            "DATES_REVERSED",
            "effect.until_year",
        ),
        (PauseProject(HERE, APPROVED), "DATES_REVERSED", "on"),
        (PauseProject(HERE, AHEAD), "IN_FUTURE", "on"),
        (StartProject(HERE, DAY), "RECORDED_OTHERWISE", "on"),
        (ApproveProject(HERE, DAY), "APPROVED", "id"),
        (ResumeProject(HERE, STARTED.replace(day=2)), "NOT_PAUSED", "id"),
        (ResumeProject(HERE, STARTED), "NOT_PAUSED", "id"),
        (BlockProject(HERE, AHEAD, BlockCause.LAND), "IN_FUTURE", "on"),
        (BlockProject(HERE, PROPOSED, BlockCause.LAND), "NOT_PLANNED", "on"),
        (UnblockProject(HERE, DAY), "NOT_BLOCKED", "id"),
        (AgreeReporting(HERE, 6, BEFORE), "BEFORE_BEGINNING", "on"),
        (ReportProgress(HERE, AHEAD, "x"), "IN_FUTURE", "on"),
        (ReportProgress(HERE, APPROVED, "x"), "NOT_RUNNING", "on"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    project(*running).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "command",
    [PauseProject(HERE, DAY), CancelProject(HERE, DAY), RecordSpending(HERE, 2020, Money(1))],
)
def test_what_needs_a_reason(command: Any) -> None:
    given = project(*running, SpendingRecorded(2020, Money(2)))
    given.when(command, reason=False).rejects("REASON_REQUIRED", "reason")


@pytest.mark.parametrize(
    "command",
    [
        RestateProject(HERE, "Wärmeplan", "Zusammen."),
        AssignProjectThemes(HERE, ("heat",)),
        AssignProjectToAgreement(HERE, None),
        AppointProjectContacts(HERE, ()),
        ChangeProjectLead(HERE, A, DAY),
        JoinProject(HERE, B, PROPOSED, "Daten"),
        PlanBudget(HERE, 2020, Money(0)),
        RecordSpending(HERE, 2020, Money(0)),
        DropEffect(HERE, "goal:1", 2030),
        ExpectEffect(HERE, effect),
        StartProject(HERE, STARTED),
        AgreeReporting(HERE, None, DAY),
    ],
)
def test_what_is_so_already_changes_nothing(command: Any) -> None:
    project(*running, EffectExpected(effect)).when(command).then_nothing()


def test_what_is_expected_for_a_goal_from_a_year_takes_the_place_of_what_was() -> None:
    more = ExpectedEffect("goal:1", 2022, Decimal(7), "t CO2e")
    project(*running, EffectExpected(effect)).when(ExpectEffect(HERE, more)).then(EffectExpected(more))
    assert state_of(*running, EffectExpected(effect), EffectExpected(more)).effects == (more,)


# --- Its course ------------------------------------------------------------------------------------------------


def test_what_blocks_a_project_is_recorded_once_at_a_time() -> None:
    blocked = ProjectBlocked(DAY, BlockCause.STAFF, sealed("Stelle leer"))
    given = (*running, blocked)
    project(*given).when(BlockProject(HERE, DAY, BlockCause.STAFF, sealed("Stelle leer"))).then_nothing()
    project(*given).when(UnblockProject(HERE, BEFORE)).rejects("DATES_REVERSED", "until")
    project(*given).when(UnblockProject(HERE, AHEAD)).rejects("IN_FUTURE", "until")
    free = (*given, ProjectUnblocked(LATER))
    project(*free).when(UnblockProject(HERE, LATER)).then_nothing()
    project(*free).when(BlockProject(HERE, DAY, BlockCause.LAND)).rejects("DATES_REVERSED", "on")
    project(*free).when(BlockProject(HERE, day("2023-01-01"), BlockCause.LAND)).then(
        ProjectBlocked(day("2023-01-01"), BlockCause.LAND, None)
    )


def test_reports_are_one_a_day_and_kept_in_order() -> None:
    given = (*running, ProgressReported(LATER, "Weiter.", None), ProgressReported(DAY, "Läuft.", 30))
    project(*given).when(ReportProgress(HERE, DAY, "Läuft.", 30)).then_nothing()
    project(*given).when(ReportProgress(HERE, DAY, "Anders.")).rejects("RECORDED_OTHERWISE", "on")
    assert [report.on for report in state_of(*given).reports] == [DAY, LATER]
    paused = (*running, ProjectPaused(DAY))
    project(*paused).when(ReportProgress(HERE, LATER, "Ruht.")).then(ProgressReported(LATER, "Ruht.", None))


def test_reports_can_be_asked_for_no_more() -> None:
    given = (*running, ReportingAgreed(6, STARTED))
    project(*given).when(AgreeReporting(HERE, None, DAY)).then(ReportingAgreed(None, DAY))


def test_a_project_is_completed_with_what_came_of_it() -> None:
    command = CompleteProject(HERE, LATER, "Drei Pläne.", "Früh anfangen.")
    (event,) = project(*running).when(command).decided(state_of(*running))
    state = state_of(*running, event)
    assert (state.result is None, state.lessons is None) == (False, False)


def test_a_project_is_completed_once_with_one_result() -> None:
    given = project(*running, ProjectCompleted(LATER, "Fertig.", "Gelernt."))
    given.when(CompleteProject(HERE, LATER, "Fertig.", "Gelernt.")).then_nothing()
    given.when(CompleteProject(HERE, LATER, "Anders.", "Gelernt.")).rejects("RECORDED_OTHERWISE", "result")
    given.when(CompleteProject(HERE, LATER, "Fertig.")).rejects("RECORDED_OTHERWISE", "lessons")
    given.when(CompleteProject(HERE, DAY, "Fertig.", "Gelernt.")).rejects("RECORDED_OTHERWISE", "on")


def test_a_project_that_rested_has_begun_once() -> None:
    given = project(*running, ProjectPaused(DAY), ProjectResumed(LATER))
    given.when(StartProject(HERE, STARTED)).then_nothing()
    given.when(StartProject(HERE, LATER)).rejects("RECORDED_OTHERWISE", "on")
    given.when(ResumeProject(HERE, LATER)).then_nothing()
    given.when(ResumeProject(HERE, DAY)).rejects("RECORDED_OTHERWISE", "on")


@pytest.mark.parametrize(
    "told",
    [
        ProgressReported(LATER, "Läuft.", None),
        MilestoneReached(1, LATER),
        ProjectBlocked(LATER, BlockCause.LAND, None),
    ],
)
@pytest.mark.parametrize("command", [CompleteProject(HERE, DAY, "Fertig."), CancelProject(HERE, DAY)])
def test_a_project_does_not_end_before_what_is_recorded_of_it(command: Any, told: Any) -> None:
    project(*running, milestone(1), told).when(command).rejects("DATES_REVERSED", "on")


def test_what_is_reported_of_the_day_of_a_step_is_of_the_project_before_it_too() -> None:
    given = project(*running, ProgressReported(DAY, "Läuft.", None))
    given.when(CompleteProject(HERE, DAY, "Fertig.")).then(ProjectCompleted(DAY, "Fertig.", None))


def test_nothing_is_expected_for_a_goal_that_was_given_up() -> None:
    given_up = (goal_proposed(), goal_adopted, GoalAbandoned(day("2014-01-01")))
    command = ExpectEffect(HERE, ExpectedEffect("goal:2", 2022))
    project(*running).beside(goal_2=given_up).when(command).rejects("ABANDONED", "effect.goal")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (JoinProject(HERE, B, DAY), "correct the project"),
        (LeaveProject(HERE, C, DAY), "correct the project"),
        (EndProjectResponsibility(HERE, 1, DAY), "check its responsibilities"),
        (ReportProgress(HERE, STARTED, "Anders."), "correct the project"),
        (UnblockProject(HERE, DAY), "correct the project"),
        (ReachMilestone(HERE, 2, APPROVED), "Record first when"),
        (AddMilestone(HERE, "Neu", DAY, (9,)), "Add them first"),
        (ReorderMilestone(HERE, 1, (2,)), "Remove one of the dependencies"),
    ],
)
def test_what_is_refused_says_what_to_do(command: Any, told: str) -> None:
    events = (*running, milestone(1), milestone(2, 1), ProgressReported(STARTED, "Läuft.", None))
    assert told in english(refusal(project(*events).when(command)))
