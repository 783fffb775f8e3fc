"""What projects are expected to do for goals: beside what is still to be done, and by year."""

from collections.abc import Iterable
from decimal import Decimal

from events.goal.calculation import newest, points
from events.goal.indicator import GoalDirection
from events.goal.lifecycle import method_on, targets_on
from events.goal.state import GoalStatus
from events.monitoring.monitored import MonitoredDay, MonitoredGoal
from events.monitoring.monitoring import EffectAgainstGap, EffectOfYear
from events.project.state import ExpectedEffect

_MOST_YEARS = 150


def effects(monitored: MonitoredDay) -> tuple[EffectAgainstGap, ...]:
    """For each adopted goal with a path: what is still to be done, and what projects are expected to do."""
    found = (_against_gap(goal, monitored) for goal in monitored.goals)
    return tuple(each for each in found if each is not None)


def _against_gap(goal: MonitoredGoal, monitored: MonitoredDay) -> EffectAgainstGap | None:
    baseline = method_on(goal.state, monitored.on).baseline
    if goal.status is not GoalStatus.ADOPTED or baseline is None:
        return None
    path = points(baseline, targets_on(goal.state, monitored.on))
    if len(path) < 2:
        return None
    last, value = path[-1], newest(goal.state, monitored.on)
    where, since = baseline.value, baseline.year
    # What was measured before the baseline says nothing of the way from it.
    if value is not None and value.period.until.year >= baseline.year:
        where, since = value.value, value.period.until.year
    sign = 1 if goal.state.indicator.direction is GoalDirection.DECREASE else -1
    unit = goal.state.indicator.unit
    counting = [
        (project, effect)
        for project, effect in monitored.expected.get(goal.ref, ())
        if since < effect.from_year and _lasts(effect, last.year)
    ]
    return EffectAgainstGap(
        goal=goal.ref,
        unit=unit,
        year=last.year,
        gap=max(Decimal(0), (where - last.value) * sign),
        expected=_sum(unit, (effect for _, effect in counting)),
        projects=len({project for project, _ in counting}),
        left_out=sum(_is_unlike(effect, unit) for _, effect in counting),
    )


def _lasts(effect: ExpectedEffect, year: int) -> bool:
    return effect.from_year <= year and (effect.until_year is None or year <= effect.until_year)


def _is_unlike(effect: ExpectedEffect, unit: str) -> bool:
    """Whether an amount was given in another unit than the indicator has by now."""
    return effect.amount is not None and effect.unit != unit


def _sum(unit: str, counted: Iterable[ExpectedEffect]) -> Decimal:
    return sum((effect.amount for effect in counted if effect.amount is not None and effect.unit == unit), Decimal(0))


def effects_by_year(goal: str, monitored: MonitoredDay) -> tuple[EffectOfYear, ...]:
    """What projects are expected to do for a goal, from the year in which the first begins to that of the last target,
    or of the last beginning if that is later; 150 years at most."""
    expected = monitored.expected.get(goal, ())
    if not expected:
        return ()
    state = monitored.states.goals[goal]
    begins = [effect.from_year for _, effect in expected]
    ends = max([*begins, *(target.year for target in targets_on(state, monitored.on))])
    years = range(min(begins), min(ends, min(begins) + _MOST_YEARS - 1) + 1)
    return tuple(_of_year(year, expected, state.indicator.unit) for year in years)


def _of_year(year: int, expected: Iterable[tuple[str, ExpectedEffect]], unit: str) -> EffectOfYear:
    lasting = [(project, effect) for project, effect in expected if _lasts(effect, year)]
    return EffectOfYear(
        year,
        _sum(unit, (effect for _, effect in lasting)),
        len({project for project, _ in lasting}),
        sum(_is_unlike(effect, unit) for _, effect in lasting),
    )
