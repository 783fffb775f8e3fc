"""Whether a goal is on its way: its newest value beside straight lines through baseline and targets, all exact.

Definitions: docs/decisions/0014. A value stands at the last year of its period; nothing is rounded before it is shown.
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from events.dated import first_or_holding
from events.goal.attainment import Attainment, AttainmentStatus, ExpectedValue, NoDataReason
from events.goal.indicator import GoalDirection
from events.goal.lifecycle import adopted_on, method_on, status_on, targets_on
from events.goal.state import (
    ElectricityMix,
    Goal,
    GoalBaseline,
    GoalStatus,
    GoalTarget,
    GoalValue,
    Targets,
    ValuePeriod,
)
from events.months import after_months, months_between

DAY = timedelta(days=1)


def points(baseline: GoalBaseline, targets: Targets) -> tuple[GoalTarget, ...]:
    """The points of a path in order of their years: the baseline and the targets after it."""
    later = sorted((each for each in targets if each.year > baseline.year), key=lambda each: each.year)
    return (GoalTarget(baseline.year, baseline.value), *later)


def expected(path: tuple[GoalTarget, ...], year: int) -> Fraction:
    """What a path expects at a year not before its first point: straight between two points, level after the last."""
    for before, after in pairwise(path):
        if before.year <= year < after.year:
            share = Fraction(year - before.year, after.year - before.year)
            return Fraction(before.value) + (Fraction(after.value) - Fraction(before.value)) * share
    return Fraction(path[-1].value)


def expected_value(state: Goal, on: date, year: int) -> ExpectedValue | None:
    """What the path that holds on a day expects at a year; None where it says nothing: without a baseline or a target,
    or before the baseline."""
    method = method_on(state, on)
    path = points(method.baseline, targets_on(state, on)) if method.baseline else ()
    if len(path) < 2 or year < path[0].year:
        return None
    before, after = _between(path, year)
    return ExpectedValue(year, rounded(expected(path, year), state.indicator.decimals), before, after, method.number)


def _between(path: tuple[GoalTarget, ...], year: int) -> tuple[GoalTarget, GoalTarget | None]:
    """The point of a path at or before a year, and the next one after it, if there is one."""
    before = [point for point in path if point.year <= year][-1]
    return before, next((point for point in path if point.year > year), None)


def is_compared(value: GoalValue) -> bool:
    """Whether a value is compared with the path: by the federal mix or where the mix does not matter, which together
    are one series; those by the territory's own mix are shown apart."""
    return value.mix is not ElectricityMix.TERRITORIAL


def newest(state: Goal, on: date) -> GoalValue | None:
    """The newest value that counts on a day: by the day's method, of the latest period that is over."""
    number = method_on(state, on).number
    counting = (
        value for value in state.values if value.method == number and value.period.until < on and is_compared(value)
    )
    return max(counting, key=lambda value: (value.period.until, value.period.since), default=None)


def attainment(state: Goal, on: date) -> Attainment | None:
    """Whether a goal is on its way on a day, with the arithmetic; None: it is not adopted then."""
    if status_on(state, on) is not GoalStatus.ADOPTED:
        return None
    method, value = method_on(state, on), newest(state, on)
    baseline, year = method.baseline, value.period.until.year if value else None
    path = points(baseline, targets_on(state, on)) if baseline else ()
    reason = None
    if baseline is None:
        reason = NoDataReason.SERIES_BROKEN if method != state.methods[0] else NoDataReason.NO_BASELINE
    elif len(path) < 2:
        reason = NoDataReason.NO_TARGET
    elif value is None or year is None:
        reason = NoDataReason.NO_VALUE
    elif year < baseline.year:
        reason = NoDataReason.BEFORE_BASELINE
    if reason is not None or baseline is None or value is None or year is None:
        last = path[-1] if len(path) > 1 else None
        return Attainment(AttainmentStatus.NO_DATA, reason, method.number, value, year, baseline, last=last)
    return _judged(state, on, value, baseline, path)


def _judged(
    state: Goal, on: date, value: GoalValue, baseline: GoalBaseline, path: tuple[GoalTarget, ...]
) -> Attainment:
    year, last = value.period.until.year, path[-1]
    sign = 1 if state.indicator.direction is GoalDirection.DECREASE else -1
    wanted = expected(path, year)
    behind = (Fraction(value.value) - wanted) * sign
    gap = abs(last.value - baseline.value)
    tolerance = Fraction(gap) * Fraction(first_or_holding(state.plans, on).tolerance_percent) / 100
    worse = (value.value - baseline.value) * sign > 0
    if behind <= 0:
        status = AttainmentStatus.ON_TRACK
    elif behind > tolerance or worse:
        status = AttainmentStatus.OFF_TRACK
    else:
        status = AttainmentStatus.AT_RISK
    places = state.indicator.decimals
    before, after = _between(path, year)
    return Attainment(
        status=status,
        method=value.method,
        value=value,
        year=year,
        baseline=baseline,
        before=before,
        after=after,
        last=last,
        expected=rounded(wanted, places),
        behind=rounded(behind, places),
        gap=gap,
        tolerance=rounded(tolerance, places),
        worse_than_baseline=worse,
    )


def rounded(exact: Fraction, places: int) -> Decimal:
    """A number with so many decimals, rounded half up: away from zero at a tie."""
    scaled = abs(exact) * 10**places
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return (Decimal(whole) if exact >= 0 or not whole else -Decimal(whole)).scaleb(-places)


def value_due(state: Goal, on: date) -> date | None:
    """The day by which the next value is due, as it stands on a day; None: the goal is not adopted then."""
    if status_on(state, on) is not GoalStatus.ADOPTED:
        return None
    plan = first_or_holding(state.plans, on)
    return after_months(_counted_from(state, on), plan.cadence_months + plan.lag_months) - DAY


def next_period(state: Goal, on: date) -> ValuePeriod:
    """The period for which the next value is expected, as it stands on a day: it ends the lag before that value is due
    and is as long as the newest one without reaching into it; where there is none, as long as the cadence, a year at
    most."""
    cadence, value = first_or_holding(state.plans, on).cadence_months, newest(state, on)
    after = after_months(_counted_from(state, on), cadence)
    if value is None:
        return ValuePeriod(after_months(after, -min(cadence, 12)), after - DAY)
    recorded = value.period.until + DAY
    length = months_between(value.period.since, recorded)
    return ValuePeriod(max(after_months(after, -length), recorded), after - DAY)


def _counted_from(state: Goal, on: date) -> date:
    """The month from which the next value is counted: after the newest period that is over, and not before the first
    from which values are expected at all."""
    value, first = newest(state, on), _first_period(state, on)
    return first if value is None else max(first, value.period.until + DAY)


def _first_period(state: Goal, on: date) -> date:
    """The first month from which values of the series are expected: after the baseline's year, from adoption and from
    the beginning of the method on."""
    method, adopted = method_on(state, on), adopted_on(state)
    days = [method.since, *([adopted] if adopted else [])]
    if method.baseline is not None:
        days.append(date(method.baseline.year, 12, 31) + DAY)
    latest = max(days)
    return latest if latest.day == 1 else after_months(latest.replace(day=1), 1)


def overdue_since(due: date | None, on: date) -> date | None:
    """The first day on which what is due is overdue, if it is on the day."""
    return due + DAY if due is not None and on > due else None
