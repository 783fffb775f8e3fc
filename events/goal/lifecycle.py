"""The course of a goal by its days, and which of its dated facts hold on one."""

from datetime import date

from events.dated import first_or_holding
from events.decider import Rejected, require
from events.goal.state import Goal, GoalMethod, GoalStatus, TargetPath, Targets


def status_on(state: Goal, on: date) -> GoalStatus:
    """How far a goal has come by a day; before it was proposed, as it began."""
    begun = [step.status for step in state.steps if step.on <= on]
    return begun[-1] if begun else state.steps[0].status


def adopted_on(state: Goal) -> date | None:
    """The day on which a goal was adopted, if it ever was."""
    return next((step.on for step in state.steps if step.status is GoalStatus.ADOPTED), None)


def method_on(state: Goal, on: date) -> GoalMethod:
    """The method by which a goal is measured on a day; before the first, the first."""
    return first_or_holding(state.methods, on)


def method_named(state: Goal, number: int | None, field: str, on: date) -> GoalMethod:
    """The method of a number; where none is named, that which holds on the day. Raises `Rejected` (NOT_FOUND) where
    there is none."""
    if number is None:
        return method_on(state, on)
    for method in state.methods:
        if method.number == number:
            return method
    raise Rejected(
        "NOT_FOUND",
        field,
        "The goal has no series {number}; its newest is {known}.",
        number=number,
        known=max(each.number for each in state.methods),
    )


def targets_on(state: Goal, on: date) -> Targets:
    """The targets that hold on a day; before the first, the first."""
    return first_or_holding(state.paths, on).targets


def paths_under(state: Goal, method: GoalMethod) -> tuple[TargetPath, ...]:
    """The target paths that hold on any day of a method; what comes before the first of either counts to it."""
    begins = date.min if method == state.methods[0] else method.since
    ends = min((each.since for each in state.methods if each.since > method.since), default=date.max)
    return (
        first_or_holding(state.paths, begins),
        *(path for path in state.paths[1:] if begins < path.since < ends),
    )


def paths_from(state: Goal, on: date) -> tuple[TargetPath, ...]:
    """The target path that holds on a day, and those after it."""
    held = first_or_holding(state.paths, on)
    return (held, *(path for path in state.paths if path.since > max(on, held.since)))


def responsible_on(state: Goal, on: date) -> str:
    """Who answers for a goal on a day; before the first, the first."""
    return first_or_holding(state.responsibilities, on).party


def check_open(state: Goal) -> None:
    """Raise `Rejected` (SETTLED) for a goal that is achieved or abandoned."""
    last = state.steps[-1]
    require(
        last.status in (GoalStatus.PROPOSED, GoalStatus.ADOPTED),
        "SETTLED",
        "id",
        "The goal was {status} on {last}; propose another, or correct this one.",
        status=last.status,
        last=last.on,
    )
