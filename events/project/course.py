"""The course of a project: approved, started, paused, resumed, completed or cancelled."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events import authority
from events.authority import Resting
from events.dated import tells_day
from events.decider import Act, Part, Rejected, World, recorded, require
from events.project.acting import by_lead
from events.project.lifecycle import UNDER_WAY, check_open, is_approved
from events.project.state import OfProject, Project, ProjectStatus, ProjectStep
from events.rules import check_in_order, check_reasoned
from events.values import Passage, digest_of
from events.when import HappenedOn, When, check_not_ahead


@dataclass(frozen=True)
class ProjectApproved(HappenedOn):
    """A project was approved and is now planned (genehmigt)."""


@dataclass(frozen=True)
class ApproveProject(ProjectApproved, OfProject):
    """Record the approval of an idea, which is then planned; name the decision as authority (Vorhaben genehmigen)."""


@dataclass(frozen=True)
class ProjectStarted(HappenedOn):
    """A planned project was started (begonnen)."""


@dataclass(frozen=True)
class StartProject(ProjectStarted, OfProject):
    """Record the start of a planned project (beginnen)."""


@dataclass(frozen=True)
class ProjectPaused(HappenedOn):
    """A running project was paused (unterbrochen)."""


@dataclass(frozen=True)
class PauseProject(ProjectPaused, OfProject):
    """Record that a running project is paused; needs a reason (unterbrechen)."""


@dataclass(frozen=True)
class ProjectResumed(HappenedOn):
    """A paused project was resumed (fortgesetzt)."""


@dataclass(frozen=True)
class ResumeProject(ProjectResumed, OfProject):
    """Record that a paused project is resumed (fortsetzen)."""


@dataclass(frozen=True)
class ProjectCompleted(HappenedOn):
    """A project was completed (abgeschlossen)."""

    result: Passage
    """The result (Ergebnis)."""
    lessons: Passage | None = None
    """What was learned, for the benefit of others; null if nothing is recorded (Erfahrungen)."""


@dataclass(frozen=True)
class CompleteProject(ProjectCompleted, OfProject):
    """Record the completion of a running project, with its result (abschließen)."""


@dataclass(frozen=True)
class ProjectCancelled(HappenedOn):
    """A project was given up (abgebrochen)."""


@dataclass(frozen=True)
class CancelProject(ProjectCancelled, OfProject):
    """Record that a project was given up before its completion; needs a reason (abbrechen)."""


# --- When a step can be taken ----------------------------------------------------------------------------------


def _is_news(state: Project, step: ProjectStep, world: World, of: tuple[ProjectStatus, ...]) -> bool:
    """Whether a step is news: what was taken already, on the same day, is none. Raises `Rejected` where it does not
    follow on how far the project has come."""
    last = state.steps[-1]
    if last.status is step.status and state.steps[-2].status in of:
        return tells_day(last.on, step.on)
    check_open(state)
    if last.status not in of:
        raise _out_of_turn(of)
    check_in_order(last.on, step.on, "on")
    check_not_ahead(When(step.on), world.latest, "on")
    return True


def _out_of_turn(of: tuple[ProjectStatus, ...]) -> Rejected:
    match of[0]:
        case ProjectStatus.IDEA:
            return Rejected("APPROVED", "id", "The project is already approved; if that is wrong, correct the project.")
        case ProjectStatus.PLANNED:
            return Rejected(
                "NOT_PLANNED",
                "id",
                "Only a planned project can be started; record its approval first or, if it is paused, record that it "
                "is resumed.",
            )
        case ProjectStatus.PAUSED:
            return Rejected(
                "NOT_PAUSED",
                "id",
                "Only a paused project can be resumed; if it has not started yet, record its start.",
            )
        case _:
            return Rejected(
                "NOT_RUNNING", "id", "The project is not running; first record that it was started or resumed."
            )


def _check_all_before(state: Project, end: date) -> None:
    """Raise `Rejected` (DATES_REVERSED) if something is recorded of the project after the day on which it ends."""
    reached = (each.reached for each in state.milestones if each.reached is not None)
    told = (*reached, *(each.on for each in state.reports), *(each.since for each in state.blocks))
    check_in_order(max(told, default=end), end, "on")


# --- What follows ----------------------------------------------------------------------------------------------


def _approve(command: ApproveProject, state: Project, world: World) -> list[Any]:
    news = _is_news(state, ProjectStep(ProjectStatus.PLANNED, command.on), world, (ProjectStatus.IDEA,))
    return [recorded(ProjectApproved, command)] if news else []


def _start(command: StartProject, state: Project, world: World) -> list[Any]:
    begun = [each for each in state.steps if each.status is ProjectStatus.RUNNING]
    resumed = len(begun) > 1 and state.steps[-1].status is ProjectStatus.RUNNING
    if resumed and not tells_day(begun[0].on, command.on):
        return []
    news = _is_news(state, ProjectStep(ProjectStatus.RUNNING, command.on), world, (ProjectStatus.PLANNED,))
    return [recorded(ProjectStarted, command)] if news else []


def _pause(command: PauseProject, state: Project, world: World) -> list[Any]:
    if not _is_news(state, ProjectStep(ProjectStatus.PAUSED, command.on), world, (ProjectStatus.RUNNING,)):
        return []
    check_reasoned(world, "Pausing a project needs a reason; give one.")
    return [recorded(ProjectPaused, command)]


def _resume(command: ResumeProject, state: Project, world: World) -> list[Any]:
    news = _is_news(state, ProjectStep(ProjectStatus.RUNNING, command.on), world, (ProjectStatus.PAUSED,))
    return [recorded(ProjectResumed, command)] if news else []


def _complete(command: CompleteProject, state: Project, world: World) -> list[Any]:
    result, lessons = _texts(command)
    if not _is_news(state, ProjectStep(ProjectStatus.COMPLETED, command.on), world, (ProjectStatus.RUNNING,)):
        require(
            (state.result, state.lessons) == (result, lessons),
            "RECORDED_OTHERWISE",
            "result" if state.result != result else "lessons",
            "The project is already recorded as completed, with another result or other lessons; if they are wrong, "
            "correct the project.",
        )
        return []
    _check_all_before(state, command.on)
    return [recorded(ProjectCompleted, command)]


def _cancel(command: CancelProject, state: Project, world: World) -> list[Any]:
    step = ProjectStep(ProjectStatus.CANCELLED, command.on)
    if not _is_news(state, step, world, (ProjectStatus.IDEA, *UNDER_WAY)):
        return []
    _check_all_before(state, command.on)
    check_reasoned(world, "Cancelling a project needs a reason; give one.")
    return [recorded(ProjectCancelled, command)]


def _stepped(status: ProjectStatus) -> Callable[[Project, Any], Project]:
    return lambda state, event: replace(state, steps=(*state.steps, ProjectStep(status, event.on)))


def _completed(state: Project, event: ProjectCompleted) -> Project:
    result, lessons = _texts(event)
    return replace(_stepped(ProjectStatus.COMPLETED)(state, event), result=result, lessons=lessons)


def _texts(told: ProjectCompleted) -> tuple[str, str | None]:
    return digest_of(told.result), None if told.lessons is None else digest_of(told.lessons)


def _rests_approval(command: ApproveProject, state: Project, world: World) -> Resting:
    return Resting(authority.AuthorisedAct.APPROVE_PROJECT, command.id, None, command.on)


def _rests_cancellation(command: CancelProject, state: Project | None, world: World) -> Resting | None:
    """To give up an idea needs no decision."""
    if state is None or not is_approved(state):
        return None
    return Resting(authority.AuthorisedAct.CANCEL_PROJECT, command.id, None, command.on)


COURSE = Part(
    (
        Act(ApproveProject, _approve, {ProjectApproved: _stepped(ProjectStatus.PLANNED)}, rests=_rests_approval),
        *by_lead(
            Act(StartProject, _start, {ProjectStarted: _stepped(ProjectStatus.RUNNING)}),
            Act(PauseProject, _pause, {ProjectPaused: _stepped(ProjectStatus.PAUSED)}),
            Act(ResumeProject, _resume, {ProjectResumed: _stepped(ProjectStatus.RUNNING)}),
            Act(CompleteProject, _complete, {ProjectCompleted: _completed}),
        ),
        Act(CancelProject, _cancel, {ProjectCancelled: _stepped(ProjectStatus.CANCELLED)}, rests=_rests_cancellation),
    )
)
