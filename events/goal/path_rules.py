"""Baselines, targets, methods and measuring plans: what follows from setting and changing them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from events.dated import added, tells_news
from events.decider import Rejected, World, require
from events.goal.indicator import AgreeGoalMeasuring, GoalMeasuringAgreed, MeasuringPlan
from events.goal.lifecycle import adopted_on, check_open, method_on, paths_from, paths_under
from events.goal.path import (
    AdjustGoalTargets,
    ChangeGoalMethod,
    GoalBaseline,
    GoalBaselineSet,
    GoalMethod,
    GoalMethodChanged,
    GoalTarget,
    GoalTargetsAdjusted,
    SetGoalBaseline,
    TargetPath,
)
from events.goal.state import Goal
from events.rules import check_in_order, check_not_before, check_reasoned

# --- What baselines, targets and plans may say -----------------------------------------------------------------


def check_targets(targets: Iterable[GoalTarget], baseline: GoalBaseline | None, field: str) -> None:
    """Raise `Rejected` unless the years rise (NOT_IN_ORDER) and lie after the baseline's (BEFORE_BASELINE)."""
    given = tuple(targets)
    require(
        all(earlier.year < later.year for earlier, later in pairwise(given)),
        "NOT_IN_ORDER",
        field,
        "The years of the targets must rise; each may stand once.",
    )
    if baseline is not None and given and given[0].year <= baseline.year:
        raise Rejected(
            "BEFORE_BASELINE",
            field,
            "Targets lie after the year of the baseline, {year}; leave out that of {first}, or give it a later year.",
            year=baseline.year,
            first=given[0].year,
        )


def check_baseline(state: Goal, method: GoalMethod, field: str) -> None:
    """Raise `Rejected` (BEFORE_BASELINE) if a target that holds while a method does is not after its baseline."""
    for path in paths_under(state, method):
        if method.baseline is not None and path.targets and path.targets[0].year <= method.baseline.year:
            raise Rejected(
                "BEFORE_BASELINE",
                field,
                "While this method holds, so does a target for {year}, and a baseline lies before all targets; give "
                "an earlier year, or first adjust or correct the targets from {since} on.",
                year=path.targets[0].year,
                since=path.since,
            )


def check_lasting(state: Goal, field: str) -> None:
    """Raise `Rejected` (EMPTY) if a goal that was adopted would lose its targets on a later day."""
    adopted = adopted_on(state)
    held = () if adopted is None else paths_from(state, adopted)
    for earlier, later in pairwise(held):
        require(
            len(later.targets) > 0 or not earlier.targets,
            "EMPTY",
            field,
            "From {later} on no targets are recorded, but an adopted goal keeps some; correct the goal's target "
            "paths, or abandon the goal.",
            later=later.since,
        )


def check_plan(plan: MeasuringPlan, field: str) -> None:
    """Raise `Rejected` (TOLERANCE_TOO_HIGH) for a tolerance of more than the whole way."""
    require(
        plan.tolerance_percent <= 100,
        "TOLERANCE_TOO_HIGH",
        field,
        "The tolerance is at most 100 percent of the way from baseline to last target.",
    )


def method_named(state: Goal, number: int | None, field: str, on: date) -> GoalMethod:
    """The method of a number; where none is named, that which holds on the day. Raises `Rejected` (NOT_FOUND) where
    there is none."""
    if number is None:
        return method_on(state, on)
    if number > len(state.methods):
        raise Rejected(
            "NOT_FOUND",
            field,
            "The goal has no series {number}; its newest is {known}.",
            number=number,
            known=len(state.methods),
        )
    return state.methods[number - 1]


# --- What follows ----------------------------------------------------------------------------------------------


def _set_baseline(command: SetGoalBaseline, state: Goal, world: World) -> list[Any]:
    check_open(state)
    method = method_named(state, command.method, "method", world.today)
    if method.baseline == command.baseline:
        return []
    require(
        method.baseline is None,
        "RECORDED_OTHERWISE",
        "baseline",
        "This series has another baseline; if that is wrong, correct the goal.",
    )
    check_baseline(state, replace(method, baseline=command.baseline), "baseline")
    return [GoalBaselineSet(method.number, command.baseline)]


def _adjust(command: AdjustGoalTargets, state: Goal, world: World) -> list[Any]:
    check_open(state)
    check_not_before(command.on, state.steps[0].on, "on")
    check_targets(command.targets, method_on(state, command.on).baseline, "targets")
    if not tells_news(state.paths, TargetPath(command.on, command.targets)):
        return []
    event = GoalTargetsAdjusted(command.targets, command.on)
    if adopted_on(state) is not None:
        require(
            len(command.targets) > 0,
            "EMPTY",
            "targets",
            "An adopted goal has a target; to give the goal up, abandon it.",
        )
        check_reasoned(
            world,
            "To adjust the targets of an adopted goal needs a reason.",
        )
        check_lasting(_with_targets(state, event), "targets")
    return [event]


def _change_method(command: ChangeGoalMethod, state: Goal, world: World) -> list[Any]:
    check_open(state)
    last = state.methods[-1]
    told = GoalMethod(last.number + 1, command.on, command.name, command.edition, command.baseline)
    if any(_is_recorded(told, each) for each in state.methods):
        return []
    require(
        (last.name, last.edition) != (told.name, told.edition),
        "RECORDED_OTHERWISE",
        "on",
        "The goal is measured by this method from {last} on by the record; if the day is wrong, correct the goal.",
        last=last.since,
    )
    check_not_before(command.on, state.steps[0].on, "on")
    check_in_order(_day_after(last.since), command.on, "on")
    check_baseline(replace(state, methods=(*state.methods, told)), told, "baseline")
    check_reasoned(world, "To change the method needs a reason.")
    return [GoalMethodChanged(told.number, told.name, told.edition, told.since, told.baseline)]


def _is_recorded(told: GoalMethod, there: GoalMethod) -> bool:
    """Whether a change of method is one that is recorded. Raises `Rejected` (RECORDED_OTHERWISE) where its baseline is
    another."""
    if (told.name, told.edition, told.since) != (there.name, there.edition, there.since):
        return False
    require(
        told.baseline is None or there.baseline is not None,
        "RECORDED_OTHERWISE",
        "baseline",
        "This change of method is recorded without a baseline; set the baseline by a command of its own.",
    )
    require(
        told.baseline in (None, there.baseline),
        "RECORDED_OTHERWISE",
        "baseline",
        "This change of method is recorded with another baseline; if that is wrong, correct the goal.",
    )
    return True


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _agree_measuring(command: AgreeGoalMeasuring, state: Goal, world: World) -> list[Any]:
    check_open(state)
    check_not_before(command.plan.since, state.steps[0].on, "plan.since")
    check_plan(command.plan, "plan.tolerance_percent")
    if not tells_news(state.plans, command.plan, "plan.since"):
        return []
    if adopted_on(state) is not None:
        check_reasoned(
            world,
            "To measure an adopted goal otherwise needs a reason.",
        )
    return [GoalMeasuringAgreed(command.plan)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _with_baseline(state: Goal, event: GoalBaselineSet) -> Goal:
    methods = (
        replace(method, baseline=event.baseline) if method.number == event.method else method
        for method in state.methods
    )
    return replace(state, methods=tuple(methods))


def _with_targets(state: Goal, event: GoalTargetsAdjusted) -> Goal:
    return replace(state, paths=added(state.paths, TargetPath(event.on, event.targets)))


def _with_method(state: Goal, event: GoalMethodChanged) -> Goal:
    method = GoalMethod(event.number, event.on, event.name, event.edition, event.baseline)
    return replace(state, methods=(*state.methods, method))


DECIDES: dict[type[Any], Callable[[Any, Goal, World], list[Any]]] = {
    SetGoalBaseline: _set_baseline,
    AdjustGoalTargets: _adjust,
    ChangeGoalMethod: _change_method,
    AgreeGoalMeasuring: _agree_measuring,
}
EVOLVES: dict[type[Any], Callable[[Goal, Any], Goal]] = {
    GoalBaselineSet: _with_baseline,
    GoalTargetsAdjusted: _with_targets,
    GoalMethodChanged: _with_method,
    GoalMeasuringAgreed: lambda state, event: replace(state, plans=added(state.plans, event.plan)),
}
