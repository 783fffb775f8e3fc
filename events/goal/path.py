"""The path of a goal: baseline and targets, the methods by which both are measured, and how often."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Any

from events.authority import AuthorisedAct, Resting
from events.dated import added, tells_news
from events.decider import Act, Part, Rejected, World, recorded, require
from events.goal.indicator import MeasuringPlan
from events.goal.lifecycle import adopted_on, check_open, method_named, method_on, paths_from, paths_under
from events.goal.state import (
    Goal,
    GoalBaseline,
    GoalMethod,
    GoalTarget,
    InSeries,
    MethodNumber,
    OfGoal,
    TargetPath,
    Targets,
)
from events.rules import check_in_order, check_not_before, check_reasoned
from events.values import Allotted, Name

# --- What baselines, targets and plans may say -----------------------------------------------------------------


def check_targets(targets: Iterable[GoalTarget], baseline: GoalBaseline | None, field: str) -> None:
    """Raise `Rejected` unless the years rise (NOT_IN_ORDER) and lie after the baseline's (BEFORE_BASELINE)."""
    given = tuple(targets)
    require(
        all(earlier.year < later.year for earlier, later in pairwise(given)),
        "NOT_IN_ORDER",
        field,
        "The target years must be in ascending order, each only once.",
    )
    if baseline is not None and given and given[0].year <= baseline.year:
        raise Rejected(
            "BEFORE_BASELINE",
            field,
            "Targets must lie after the baseline year {year}; leave out the target of {first}, or give it a later "
            "year.",
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
                "With this method there is also a target for {year}, and the baseline must lie before all targets; "
                "give an earlier year, or first adjust or correct the targets from {since} on.",
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
            "From {later} on no targets are recorded, but an adopted goal must have some; correct the goal's target "
            "paths, or abandon the goal.",
            later=later.since,
        )


def check_plan(plan: MeasuringPlan, field: str) -> None:
    """Raise `Rejected` (TOLERANCE_TOO_HIGH) for a tolerance of more than the whole way."""
    require(
        plan.tolerance_percent <= 100,
        "TOLERANCE_TOO_HIGH",
        field,
        "The tolerance can be at most 100 percent of the way from the baseline to the last target.",
    )


# --- Baseline --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Baseline:
    baseline: GoalBaseline
    """The baseline (Ausgangswert)."""


@dataclass(frozen=True)
class GoalBaselineSet(_Baseline, InSeries):
    """The baseline by a goal's method was set (Ausgangswert festgelegt)."""


@dataclass(frozen=True)
class SetGoalBaseline(_Baseline, OfGoal):
    """Set the baseline by a goal's method, where none is set yet; its year lies before those of all targets that apply
    while the goal is measured by that method (Ausgangswert festlegen)."""

    method: MethodNumber | None = None
    """The series; null for that of the method in use today (Nummer der Reihe)."""


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
    return [recorded(GoalBaselineSet, command, method=method.number)]


def _with_baseline(state: Goal, event: GoalBaselineSet) -> Goal:
    methods = (
        replace(method, baseline=event.baseline) if method.number == event.method else method
        for method in state.methods
    )
    return replace(state, methods=tuple(methods))


# --- Targets ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalTargetsAdjusted:
    """A goal's targets were adjusted; the earlier ones still apply to earlier days (Zielwerte angepasst)."""

    targets: Targets
    """All targets from that day on (Zielwerte)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class AdjustGoalTargets(GoalTargetsAdjusted, OfGoal):
    """Adjust a goal's targets from a day on. Once the goal was adopted, this needs a reason and at least one target,
    whatever the day (Zielwerte anpassen)."""


def _adjust(command: AdjustGoalTargets, state: Goal, world: World) -> list[Any]:
    check_open(state)
    check_not_before(command.on, state.steps[0].on, "on")
    check_targets(command.targets, method_on(state, command.on).baseline, "targets")
    if not tells_news(state.paths, TargetPath(command.on, command.targets)):
        return []
    event: GoalTargetsAdjusted = recorded(GoalTargetsAdjusted, command)
    if adopted_on(state) is not None:
        require(
            len(command.targets) > 0,
            "EMPTY",
            "targets",
            "An adopted goal must have a target; to give the goal up, abandon it.",
        )
        check_reasoned(world, "Adjusting the targets of an adopted goal needs a reason; give one.")
        check_lasting(_with_targets(state, event), "targets")
    return [event]


def _with_targets(state: Goal, event: GoalTargetsAdjusted) -> Goal:
    return replace(state, paths=added(state.paths, TargetPath(event.on, event.targets)))


def _rests_adjusting(command: AdjustGoalTargets, state: Goal | None, world: World) -> Resting | None:
    """To adjust the targets of a goal rests on a decision where it was adopted."""
    if state is None or adopted_on(state) is None:
        return None
    return Resting(AuthorisedAct.ADJUST_GOAL, command.id, None, command.on)


# --- Method ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Method:
    name: Name
    """The method (Methode)."""
    on: date
    """The first day (gilt ab)."""
    edition: Name | None = None
    """Its edition (Ausgabe)."""
    baseline: GoalBaseline | None = None
    """The baseline by this method; null if not set yet (Ausgangswert)."""


@dataclass(frozen=True)
class _NumberedSeries:
    number: Annotated[MethodNumber, Allotted("method")]
    """The number of the new series (Nummer der Reihe)."""


@dataclass(frozen=True)
class GoalMethodChanged(_Method, _NumberedSeries):
    """A goal is measured by another method from a day on: its series breaks there (Methode gewechselt)."""


@dataclass(frozen=True)
class ChangeGoalMethod(_Method, OfGoal):
    """Record that a goal is measured by another method from a day on; needs a reason. Its series breaks there, and
    nothing is compared until there is a baseline by the new method, whose year lies before those of all targets that
    apply from that day on (Methode wechseln)."""


def _change_method(command: ChangeGoalMethod, state: Goal, world: World) -> list[Any]:
    check_open(state)
    last = state.methods[-1]
    number = max(each.number for each in state.methods) + 1
    event: GoalMethodChanged = recorded(GoalMethodChanged, command, number=number)
    told = _method(event)
    if any(_is_recorded(told, each) for each in state.methods):
        return []
    require(
        (last.name, last.edition) != (told.name, told.edition),
        "RECORDED_OTHERWISE",
        "on",
        "This method is already recorded from {last} on; if the day is wrong, correct the goal.",
        last=last.since,
    )
    check_not_before(command.on, state.steps[0].on, "on")
    check_in_order(last.since + timedelta(days=1), command.on, "on")
    check_baseline(_with_method(state, event), told, "baseline")
    check_reasoned(world, "Changing the method needs a reason; give one.")
    return [event]


def _method(event: GoalMethodChanged) -> GoalMethod:
    return GoalMethod(event.number, event.on, event.name, event.edition, event.baseline)


def _is_recorded(told: GoalMethod, there: GoalMethod) -> bool:
    """Whether a change of method is one that is recorded. Raises `Rejected` (RECORDED_OTHERWISE) where its baseline is
    another."""
    if (told.name, told.edition, told.since) != (there.name, there.edition, there.since):
        return False
    require(
        told.baseline is None or there.baseline is not None,
        "RECORDED_OTHERWISE",
        "baseline",
        "This change of method is recorded without a baseline; set the baseline separately.",
    )
    require(
        told.baseline in (None, there.baseline),
        "RECORDED_OTHERWISE",
        "baseline",
        "This change of method is recorded with another baseline; if that is wrong, correct the goal.",
    )
    return True


def _with_method(state: Goal, event: GoalMethodChanged) -> Goal:
    return replace(state, methods=(*state.methods, _method(event)))


# --- Measuring plan --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalMeasuringAgreed:
    """How often a goal is measured, or with what tolerance, changes from a day on (Messplan vereinbart)."""

    plan: MeasuringPlan
    """The plan (Messplan)."""


@dataclass(frozen=True)
class AgreeGoalMeasuring(GoalMeasuringAgreed, OfGoal):
    """Agree how often a goal is measured from a day on, and with what tolerance. This needs a reason once the goal was
    adopted (Messplan vereinbaren)."""


def _agree_measuring(command: AgreeGoalMeasuring, state: Goal, world: World) -> list[Any]:
    check_open(state)
    check_not_before(command.plan.since, state.steps[0].on, "plan.since")
    check_plan(command.plan, "plan.tolerance_percent")
    if not tells_news(state.plans, command.plan, "plan.since"):
        return []
    if adopted_on(state) is not None:
        check_reasoned(world, "Measuring an adopted goal differently needs a reason; give one.")
    return [GoalMeasuringAgreed(command.plan)]


PATH = Part(
    (
        Act(SetGoalBaseline, _set_baseline, {GoalBaselineSet: _with_baseline}),
        Act(AdjustGoalTargets, _adjust, {GoalTargetsAdjusted: _with_targets}, rests=_rests_adjusting),
        Act(ChangeGoalMethod, _change_method, {GoalMethodChanged: _with_method}),
        Act(
            AgreeGoalMeasuring,
            _agree_measuring,
            {GoalMeasuringAgreed: lambda state, event: replace(state, plans=added(state.plans, event.plan))},
        ),
    )
)
