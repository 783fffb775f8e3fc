"""Values: what follows from recording, correcting and withdrawing them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from events.decider import Rejected, World, require
from events.goal.course import GoalStatus
from events.goal.measured import (
    CorrectGoalValue,
    GoalValue,
    GoalValueCorrected,
    GoalValueRecorded,
    GoalValueWithdrawn,
    RecordGoalValue,
    ValuePeriod,
    WithdrawGoalValue,
)
from events.goal.path_rules import method_named
from events.goal.reckoning import is_compared
from events.goal.responsibility import check_answers
from events.goal.state import Goal
from events.message import Message, message
from events.months import after_months
from events.rules import check_in_order, check_reasoned

_LONGEST = 120
"""Months."""


def check_value_period(period: ValuePeriod, today: date, field: str) -> None:
    """Raise `Rejected` unless the period is of whole months (PERIOD_UNEVEN), ends after it begins (DATES_REVERSED), is
    not too long (PERIOD_TOO_LONG) and is over (NOT_OVER)."""
    check_in_order(period.since, period.until, f"{field}.until")
    after = period.until + timedelta(days=1)
    require(
        period.since.day == 1 and after.day == 1,
        "PERIOD_UNEVEN",
        field,
        "A period is of whole months: from the first day of one to the last day of one.",
    )
    require(
        after <= after_months(period.since, _LONGEST),
        "PERIOD_TOO_LONG",
        field,
        "A period is ten years long at most.",
    )
    require(
        period.until < today,
        "NOT_OVER",
        field,
        "The period is not over yet; record its value afterwards.",
    )


def _key(value: GoalValue) -> tuple[Any, ...]:
    return value.method, value.period.until, value.period.since, value.mix or ""


def _recorded(state: Goal, method: int, period: ValuePeriod, mix: Any) -> GoalValue | None:
    """The value of a series, period and electricity mix."""
    return next((each for each in state.values if (each.method, each.period, each.mix) == (method, period, mix)), None)


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


# --- What follows ----------------------------------------------------------------------------------------------


def _record(command: RecordGoalValue, state: Goal, world: World) -> list[Any]:
    value = _told(command, state, world)
    there = _recorded(state, value.method, value.period, value.mix)
    if there == value:
        return []
    check_answers(state, world)
    _check_measured(state)
    check_value_period(value.period, world.today, "period")
    require(
        there is None,
        "RECORDED_OTHERWISE",
        "value",
        "Another value is recorded for this period; if it is wrong, correct it with a reason.",
    )
    check_apart(state.values, value, "period")
    return [GoalValueRecorded(value)]


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
            "A value is recorded from {since} to {until}, and periods of a series must not overlap; correct that "
            "value, or have it withdrawn, or give another period.",
            since=since,
            until=until,
        )
    if there.mix is None:
        return message(
            "A value is recorded from {since} to {until} without an electricity mix, which counts as one by the "
            "federal mix, and periods of a series must not overlap; correct that value, or have it withdrawn, or "
            "give another period.",
            since=since,
            until=until,
        )
    return message(
        "A value is recorded from {since} to {until} by the federal mix, which counts as one without a mix, and "
        "periods of a series must not overlap; correct that value, or have it withdrawn, or give another period.",
        since=since,
        until=until,
    )


def _overlap(one: ValuePeriod, other: ValuePeriod) -> bool:
    return one.since <= other.until and other.since <= one.until


def _told(command: RecordGoalValue | CorrectGoalValue, state: Goal, world: World) -> GoalValue:
    method = method_named(state, command.method, "method", world.today).number
    return GoalValue(method, command.period, command.value, command.quality, command.source, command.mix)


def _correct(command: CorrectGoalValue, state: Goal, world: World) -> list[Any]:
    value = _told(command, state, world)
    if _recorded(state, value.method, value.period, value.mix) == value:
        return []
    check_answers(state, world)
    _check_there(state, value.method, value.period, value.mix)
    check_reasoned(world, "To correct a value needs a reason.")
    return [GoalValueCorrected(value)]


def _check_there(state: Goal, method: int, period: ValuePeriod, mix: Any) -> None:
    require(
        _recorded(state, method, period, mix) is not None,
        "NOT_FOUND",
        "period",
        "No value is recorded for this series, period and electricity mix; record it.",
    )


def _withdraw(command: WithdrawGoalValue, state: Goal, world: World) -> list[Any]:
    method = method_named(state, command.method, "method", world.today).number
    _check_there(state, method, command.period, command.mix)
    check_reasoned(world, "To withdraw a value needs a reason.")
    return [GoalValueWithdrawn(method, command.period, command.mix)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _without(state: Goal, method: int, period: ValuePeriod, mix: Any) -> list[GoalValue]:
    return [each for each in state.values if (each.method, each.period, each.mix) != (method, period, mix)]


def _with(state: Goal, event: GoalValueRecorded | GoalValueCorrected) -> Goal:
    value = event.value
    values = [*_without(state, value.method, value.period, value.mix), value]
    return replace(state, values=tuple(sorted(values, key=_key)))


DECIDES: dict[type[Any], Callable[[Any, Goal, World], list[Any]]] = {
    RecordGoalValue: _record,
    CorrectGoalValue: _correct,
    WithdrawGoalValue: _withdraw,
}
EVOLVES: dict[type[Any], Callable[[Goal, Any], Goal]] = {
    GoalValueRecorded: _with,
    GoalValueCorrected: _with,
    GoalValueWithdrawn: lambda state, event: replace(
        state, values=tuple(_without(state, event.method, event.period, event.mix))
    ),
}
