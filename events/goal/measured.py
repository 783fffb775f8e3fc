"""What is measured for a goal: values by period, with their quality and source."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from events.decider import Act, Part, Rejected, World, recorded, require
from events.goal.calculation import is_compared
from events.goal.lifecycle import method_named
from events.goal.responsibility import ANSWERING, check_answers, looked_at
from events.goal.state import Goal, GoalStatus, GoalValue, Measurement, MethodNumber, OfGoal, ValuePeriod
from events.message import Message, message
from events.months import after_months
from events.rules import check_in_order

_LONGEST = 120
"""Months."""


@dataclass(frozen=True)
class GoalValueRecorded(GoalValue):
    """A value was measured for a goal (Messwert eingetragen)."""


@dataclass(frozen=True)
class RecordGoalValue(Measurement, OfGoal):
    """Record a value measured for a goal. Whoever acts for a party may do so while that party is responsible for the
    goal (Messwert eintragen)."""

    method: MethodNumber | None = None
    """The series that it belongs to; null for that of the method in use today (Nummer der Reihe)."""


def _record(command: RecordGoalValue, state: Goal, world: World) -> list[Any]:
    method = method_named(state, command.method, "method", world.today)
    value: GoalValue = recorded(GoalValue, command, method=method.number)
    there = next((each for each in state.values if key(each) == key(value)), None)
    if there == value:
        return []
    _check_measured(state)
    check_value_period(value.period, world.latest, "period")
    require(
        there is None,
        "RECORDED_OTHERWISE",
        "value",
        "Another value is recorded for this period; if it is wrong, correct it with a reason.",
    )
    check_apart(state.values, value, "period")
    return [recorded(GoalValueRecorded, value)]


def key(value: GoalValue) -> tuple[Any, ...]:
    """What a value is known by: its series, period and electricity mix."""
    return value.method, value.period, value.mix


def _check_measured(state: Goal) -> None:
    """Values of an abandoned goal are of no use (SETTLED)."""
    last = state.steps[-1]
    require(
        last.status is not GoalStatus.ABANDONED,
        "SETTLED",
        "id",
        "The goal was abandoned on {last}; nothing is measured for it any more.",
        last=last.on,
    )


def check_value_period(period: ValuePeriod, today: date, field: str) -> None:
    """Raise `Rejected` unless the period is of whole months (PERIOD_UNEVEN), ends after it begins (DATES_REVERSED), is
    not too long (PERIOD_TOO_LONG) and is over (NOT_OVER)."""
    check_in_order(period.since, period.until, f"{field}.until")
    after = period.until + timedelta(days=1)
    require(
        period.since.day == 1 and after.day == 1,
        "PERIOD_UNEVEN",
        field,
        "A period must consist of whole months, from the first day of one to the last day of one.",
    )
    require(
        after <= after_months(period.since, _LONGEST),
        "PERIOD_TOO_LONG",
        field,
        "A period can be at most ten years long.",
    )
    require(period.until < today, "NOT_OVER", field, "The period is not over yet; record its value afterwards.")


def check_apart(values: tuple[GoalValue, ...], value: GoalValue, field: str) -> None:
    """Raise `Rejected` (OVERLAP) if another value of the same series covers some of the time; values by the territory's
    own electricity mix stand apart from all others, which are one series whether or not they name the federal mix."""
    for each in values:
        if (each.method, is_compared(each)) != (value.method, is_compared(value)):
            continue
        if _overlap(each.period, value.period):
            raise Rejected("OVERLAP", field, _overlapping(each, value))


def _overlapping(there: GoalValue, value: GoalValue) -> Message:
    since, until = there.period.since, there.period.until
    if there.mix == value.mix:
        return message(
            "A value from {since} to {until} is already recorded, and periods of a series must not overlap; correct "
            "that value, have it withdrawn, or give another period.",
            since=since,
            until=until,
        )
    if there.mix is None:
        return message(
            "A value from {since} to {until} without an electricity mix is already recorded; it counts as one with "
            "the federal mix, and periods of a series must not overlap. Correct that value, have it withdrawn, or "
            "give another period.",
            since=since,
            until=until,
        )
    return message(
        "A value from {since} to {until} with the federal mix is already recorded; it counts as one without a mix, "
        "and periods of a series must not overlap. Correct that value, have it withdrawn, or give another period.",
        since=since,
        until=until,
    )


def _overlap(one: ValuePeriod, other: ValuePeriod) -> bool:
    return one.since <= other.until and other.since <= one.until


def _with_value(state: Goal, event: GoalValueRecorded) -> Goal:
    values = [*state.values, recorded(GoalValue, event)]
    return replace(state, values=tuple(sorted(values, key=_place)))


def _place(value: GoalValue) -> tuple[Any, ...]:
    return value.method, value.period.until, value.period.since, value.mix or ""


MEASURED = Part(
    (
        Act(
            RecordGoalValue,
            _record,
            {GoalValueRecorded: _with_value},
            may=ANSWERING,
            reads=looked_at,
            theirs=check_answers,
            office_withdraws=True,
        ),
    )
)
