"""Baselines, targets, methods and measuring plans: what follows from setting and changing them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from events.dated import added, tells_news
from events.decider import Rejected, World, require
from events.goal.course import GoalStatus
from events.goal.indicator import AgreeGoalMeasuring, GoalMeasuringAgreed, MeasuringPlan
from events.goal.lifecycle import check_open, status_on
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
        "Die Jahre der Zielwerte müssen aufsteigen; jedes darf einmal vorkommen.",
    )
    if baseline is not None and given and given[0].year <= baseline.year:
        raise Rejected(
            "BEFORE_BASELINE",
            field,
            f"Targets lie after the year of the baseline, {baseline.year}.",
            f"Zielwerte liegen nach dem Bezugsjahr {baseline.year}.",
        )


def check_plan(plan: MeasuringPlan, field: str) -> None:
    """Raise `Rejected` (TOLERANCE_TOO_HIGH) for a tolerance of more than the whole way."""
    require(
        plan.tolerance_percent <= 100,
        "TOLERANCE_TOO_HIGH",
        field,
        "The tolerance is at most 100 percent of the way from baseline to last target.",
        "Die Toleranz beträgt höchstens 100 Prozent des Wegs vom Ausgangswert zum letzten Zielwert.",
    )


def method_named(state: Goal, number: int | None, field: str) -> GoalMethod:
    """The method of a number, the newest where none is named. Raises `Rejected` (NOT_FOUND) where there is none."""
    if number is None:
        return state.methods[-1]
    if number > len(state.methods):
        raise Rejected(
            "NOT_FOUND",
            field,
            f"The goal has no series {number}; its newest is {len(state.methods)}.",
            f"Das Ziel hat keine Reihe {number}; die neueste ist {len(state.methods)}.",
        )
    return state.methods[number - 1]


# --- What follows ----------------------------------------------------------------------------------------------


def _set_baseline(command: SetGoalBaseline, state: Goal, world: World) -> list[Any]:
    check_open(state)
    method = method_named(state, command.method, "method")
    if method.baseline == command.baseline:
        return []
    require(
        method.baseline is None,
        "RECORDED_OTHERWISE",
        "baseline",
        "This series has another baseline; if that is wrong, correct the goal.",
        "Diese Reihe hat einen anderen Ausgangswert; falls er falsch ist, bitte das Ziel berichtigen.",
    )
    return [GoalBaselineSet(method.number, command.baseline)]


def _adjust(command: AdjustGoalTargets, state: Goal, world: World) -> list[Any]:
    check_open(state)
    check_not_before(command.on, state.steps[0].on, "on")
    check_targets(command.targets, state.methods[-1].baseline, "targets")
    if not tells_news(state.paths, TargetPath(command.on, command.targets)):
        return []
    if status_on(state, command.on) is not GoalStatus.PROPOSED:
        require(
            len(command.targets) > 0,
            "EMPTY",
            "targets",
            "An adopted goal has a target; to give the goal up, abandon it.",
            "Ein beschlossenes Ziel hat einen Zielwert; soll es entfallen, bitte das Ziel aufgeben.",
        )
        check_reasoned(
            world,
            "To adjust the targets of an adopted goal needs a reason.",
            "Die Zielwerte eines beschlossenen Ziels anzupassen braucht eine Begründung.",
        )
    return [GoalTargetsAdjusted(command.targets, command.on)]


def _change_method(command: ChangeGoalMethod, state: Goal, world: World) -> list[Any]:
    check_open(state)
    last = state.methods[-1]
    if (last.name, last.edition) == (command.name, command.edition):
        return []
    check_in_order(_day_after(last.since), command.on, "on")
    check_reasoned(world, "To change the method needs a reason.", "Die Methode zu wechseln braucht eine Begründung.")
    return [GoalMethodChanged(last.number + 1, command.name, command.edition, command.on, command.baseline)]


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _agree_measuring(command: AgreeGoalMeasuring, state: Goal, world: World) -> list[Any]:
    check_open(state)
    check_not_before(command.plan.since, state.steps[0].on, "plan.since")
    check_plan(command.plan, "plan.tolerance_percent")
    return [GoalMeasuringAgreed(command.plan)] if tells_news(state.plans, command.plan, "plan.since") else []


# --- What is then recorded -------------------------------------------------------------------------------------


def _with_baseline(state: Goal, event: GoalBaselineSet) -> Goal:
    methods = (
        replace(method, baseline=event.baseline) if method.number == event.method else method
        for method in state.methods
    )
    return replace(state, methods=tuple(methods))


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
    GoalTargetsAdjusted: lambda state, event: replace(
        state, paths=added(state.paths, TargetPath(event.on, event.targets))
    ),
    GoalMethodChanged: _with_method,
    GoalMeasuringAgreed: lambda state, event: replace(state, plans=added(state.plans, event.plan)),
}
