"""The course of a project: what follows from approving, starting, pausing, completing and cancelling it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from events.decider import Rejected, World, require
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
    ProjectStatus,
    ProjectStep,
    ResumeProject,
    StartProject,
)
from events.project.lifecycle import check_open
from events.project.state import Project
from events.rules import check_in_order, check_reasoned
from events.values import digest_of
from events.when import When, check_not_ahead

FOLLOWS = {
    ProjectStatus.PLANNED: (ProjectStatus.IDEA,),
    ProjectStatus.RUNNING: (ProjectStatus.PLANNED, ProjectStatus.PAUSED),
    ProjectStatus.PAUSED: (ProjectStatus.RUNNING,),
    ProjectStatus.COMPLETED: (ProjectStatus.RUNNING,),
    ProjectStatus.CANCELLED: (
        ProjectStatus.IDEA,
        ProjectStatus.PLANNED,
        ProjectStatus.RUNNING,
        ProjectStatus.PAUSED,
    ),
}
"""After what each step may come."""


def check_steps(steps: tuple[ProjectStep, ...], today: date, field: str) -> None:
    """Raise `Rejected` unless the steps of a course follow on each other (NOT_IN_ORDER), on rising days
    (DATES_REVERSED) that are not to come (IN_FUTURE)."""
    require(
        steps[0].status is ProjectStatus.IDEA
        and all(earlier.status in FOLLOWS.get(later.status, ()) for earlier, later in pairwise(steps)),
        "NOT_IN_ORDER",
        field,
        "A project is an idea, planned, running, perhaps paused, then completed; or cancelled before it is completed.",
    )
    for earlier, later in pairwise(steps):
        check_in_order(earlier.on, later.on, field)
    check_not_ahead(When(steps[-1].on), today, field)


def _step(state: Project, step: ProjectStep, world: World, of: tuple[ProjectStatus, ...]) -> bool:
    """Whether a step is news: what was taken already, on the same day, is none. Raises `Rejected` where it does not
    follow on how far the project has come."""
    last = state.steps[-1]
    if last.status is step.status and state.steps[-2].status in of:
        if last.on == step.on:
            return False
        raise _on_another_day(last)
    check_open(state)
    if last.status not in of:
        raise _out_of_turn(of)
    check_in_order(last.on, step.on, "on")
    check_not_ahead(When(step.on), world.today, "on")
    return True


def _on_another_day(step: ProjectStep) -> Rejected:
    return Rejected(
        "RECORDED_OTHERWISE",
        "on",
        "That happened on {on} by the record; if the day is wrong, correct the project.",
        on=step.on,
    )


def _check_all_before(state: Project, end: date) -> None:
    """Raise `Rejected` (DATES_REVERSED) if something is recorded of the project after the day on which it ends."""
    reached = (each.reached for each in state.milestones if each.reached is not None)
    told = (*reached, *(each.on for each in state.reports), *(each.since for each in state.blocks))
    check_in_order(max(told, default=end), end, "on")


def _out_of_turn(of: tuple[ProjectStatus, ...]) -> Rejected:
    match of[0]:
        case ProjectStatus.IDEA:
            return Rejected(
                "APPROVED",
                "id",
                "It is approved already; if that is wrong, correct the project.",
            )
        case ProjectStatus.PLANNED:
            return Rejected(
                "NOT_PLANNED",
                "id",
                "Only a planned project can begin: record its approval first, or that it goes on after a pause.",
            )
        case ProjectStatus.PAUSED:
            return Rejected(
                "NOT_PAUSED",
                "id",
                "Only a project that rests can go on; if it has not begun yet, record its start.",
            )
        case _:
            return Rejected(
                "NOT_RUNNING",
                "id",
                "The project is not running; record its start, or that it goes on.",
            )


# --- What follows ----------------------------------------------------------------------------------------------


def _approve(command: ApproveProject, state: Project, world: World) -> list[Any]:
    step = ProjectStep(ProjectStatus.PLANNED, command.on)
    return [ProjectApproved(command.on)] if _step(state, step, world, (ProjectStatus.IDEA,)) else []


def _start(command: StartProject, state: Project, world: World) -> list[Any]:
    begun = [each for each in state.steps if each.status is ProjectStatus.RUNNING]
    if len(begun) > 1 and state.steps[-1].status is ProjectStatus.RUNNING:
        if begun[0].on == command.on:
            return []
        raise _on_another_day(begun[0])
    step = ProjectStep(ProjectStatus.RUNNING, command.on)
    return [ProjectStarted(command.on)] if _step(state, step, world, (ProjectStatus.PLANNED,)) else []


def _pause(command: PauseProject, state: Project, world: World) -> list[Any]:
    if not _step(state, ProjectStep(ProjectStatus.PAUSED, command.on), world, (ProjectStatus.RUNNING,)):
        return []
    check_reasoned(world, "To pause a project needs a reason.")
    return [ProjectPaused(command.on)]


def _resume(command: ResumeProject, state: Project, world: World) -> list[Any]:
    step = ProjectStep(ProjectStatus.RUNNING, command.on)
    return [ProjectResumed(command.on)] if _step(state, step, world, (ProjectStatus.PAUSED,)) else []


def _complete(command: CompleteProject, state: Project, world: World) -> list[Any]:
    told = (digest_of(command.result), None if command.lessons is None else digest_of(command.lessons))
    if not _step(state, ProjectStep(ProjectStatus.COMPLETED, command.on), world, (ProjectStatus.RUNNING,)):
        require(
            (state.result, state.lessons) == told,
            "RECORDED_OTHERWISE",
            "result" if state.result != told[0] else "lessons",
            "It is recorded as completed with another result or other lessons; if they are wrong, correct the project.",
        )
        return []
    _check_all_before(state, command.on)
    return [ProjectCompleted(command.on, command.result, command.lessons)]


def _cancel(command: CancelProject, state: Project, world: World) -> list[Any]:
    step = ProjectStep(ProjectStatus.CANCELLED, command.on)
    if not _step(state, step, world, FOLLOWS[ProjectStatus.CANCELLED]):
        return []
    _check_all_before(state, command.on)
    check_reasoned(world, "To cancel a project needs a reason.")
    return [ProjectCancelled(command.on)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _stepped(status: ProjectStatus) -> Callable[[Project, Any], Project]:
    return lambda state, event: replace(state, steps=(*state.steps, ProjectStep(status, event.on)))


def _completed(state: Project, event: ProjectCompleted) -> Project:
    return replace(
        state,
        steps=(*state.steps, ProjectStep(ProjectStatus.COMPLETED, event.on)),
        result=digest_of(event.result),
        lessons=None if event.lessons is None else digest_of(event.lessons),
    )


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {
    ApproveProject: _approve,
    StartProject: _start,
    PauseProject: _pause,
    ResumeProject: _resume,
    CompleteProject: _complete,
    CancelProject: _cancel,
}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    ProjectApproved: _stepped(ProjectStatus.PLANNED),
    ProjectStarted: _stepped(ProjectStatus.RUNNING),
    ProjectPaused: _stepped(ProjectStatus.PAUSED),
    ProjectResumed: _stepped(ProjectStatus.RUNNING),
    ProjectCompleted: _completed,
    ProjectCancelled: _stepped(ProjectStatus.CANCELLED),
}
