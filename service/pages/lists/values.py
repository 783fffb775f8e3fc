"""The values of goals as a list, and the template for more: what it says comes back as an import."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from events.goal.calculation import next_period
from events.goal.lifecycle import method_on
from events.goal.state import GoalMethod, GoalStatus, GoalValue
from events.message import message
from events.monitoring.monitored import MonitoredDay, MonitoredGoal
from service.pages.lists.columns import Column, sheet
from service.pages.overview import Overview
from service.refs import split
from service.sheets import Sheet

GOAL_ID = message("Goal id")
GOAL = message("Goal")
SERIES = message("Series")
METHOD = message("Method")
SINCE = message("From")
UNTIL = message("To")
VALUE = message("Value")
UNIT = message("Unit")
QUALITY = message("Data quality")
SOURCE = message("Source")
MIX = message("Electricity mix")


@dataclass(frozen=True)
class _ValueRow:
    """A value that is recorded for a goal, or the period of one that is still to be."""

    goal: MonitoredGoal
    method: GoalMethod
    since: date | None = None
    until: date | None = None
    value: GoalValue | None = None


def _columns(overview: Overview) -> Sequence[Column[_ValueRow]]:
    def source(row: _ValueRow) -> str | None:
        return row.value.source if row.value else None

    return (
        Column(GOAL_ID, lambda row: str(split(row.goal.ref)[1])),
        Column(GOAL, lambda row: row.goal.state.title),
        Column(SERIES, lambda row: row.method.number),
        Column(METHOD, lambda row: " ".join(filter(None, (row.method.name, row.method.edition)))),
        Column(SINCE, lambda row: row.since),
        Column(UNTIL, lambda row: row.until),
        Column(VALUE, lambda row: row.value.value if row.value else None),
        Column(UNIT, lambda row: row.goal.state.indicator.unit),
        Column(QUALITY, lambda row: row.value.quality.value if row.value else None),
        Column(SOURCE, source),
        Column(MIX, lambda row: overview.told(row.value.mix if row.value else None)),
    )


def values(overview: Overview, of: str | None = None) -> Sheet:
    """Every value of a period that is over on the day, of all goals or of those that a party answers for."""
    goals = MonitoredDay(overview.material, overview.on, of).goals
    return _sheet(overview, (row for goal in goals for row in _recorded(goal, overview.on)))


def template(overview: Overview, of: str | None = None) -> Sheet:
    """A table to fill in: for each adopted goal the next period for which a value is expected."""
    goals = MonitoredDay(overview.material, overview.on, of).goals
    adopted = (goal for goal in goals if goal.status is GoalStatus.ADOPTED)
    return _sheet(overview, (_wanted(goal, overview.on) for goal in adopted))


def _sheet(overview: Overview, rows: Iterable[_ValueRow]) -> Sheet:
    return sheet(overview.say("Values"), _columns(overview), rows, overview.language)


def _recorded(goal: MonitoredGoal, on: date) -> Iterator[_ValueRow]:
    methods = {method.number: method for method in goal.state.methods}
    for value in goal.state.values:
        if value.period.until < on:
            yield _ValueRow(goal, methods[value.method], value.period.since, value.period.until, value)


def _wanted(goal: MonitoredGoal, on: date) -> _ValueRow:
    period = next_period(goal.state, on)
    return _ValueRow(goal, method_on(goal.state, on), period.since, period.until)
