"""The goals as a list: how far each has come on a day, and the numbers that say so."""

from collections.abc import Sequence
from typing import NamedTuple

from events.goal import GOAL
from events.goal.attainment import Attainment, AttainmentStatus
from events.goal.view import GoalOnDay
from events.monitoring.monitored import MonitoredDay, MonitoredGoal
from service.pages.lists.columns import Column, column, sheet
from service.pages.overview import Overview
from service.refs import split
from service.sheets import Sheet

_NOT_RECKONED = Attainment(AttainmentStatus.NO_DATA)


class _GoalRow(NamedTuple):
    ref: str
    party: str
    goal: GoalOnDay
    reckoned: Attainment


def goals(overview: Overview, of: str | None = None) -> Sheet:
    """The goals that were proposed by the day, or those that a party answers for."""
    standing = MonitoredDay(overview.material, overview.on, of)
    rows = (_row(goal, overview) for goal in standing.goals)
    return sheet(overview.say("Goals"), _columns(overview), rows, overview.language)


def _row(goal: MonitoredGoal, overview: Overview) -> _GoalRow:
    view = GOAL.view(goal.state, overview.on)
    return _GoalRow(goal.ref, goal.party, view, view.arithmetic or _NOT_RECKONED)


def _columns(overview: Overview) -> Sequence[Column[_GoalRow]]:
    return (
        column("Goal id", lambda row: str(split(row.ref)[1])),
        column("Goal", lambda row: row.goal.title),
        column("Status", lambda row: overview.told(row.goal.status)),
        column("Theme", lambda row: overview.theme(row.goal.theme)),
        column("Responsible", lambda row: overview.name(row.party)),
        column("Agreement", lambda row: overview.name(row.goal.agreement)),
        column("Indicator", lambda row: row.goal.indicator.name),
        column("Unit", lambda row: row.goal.indicator.unit),
        column("Direction", lambda row: overview.told(row.goal.indicator.direction)),
        column("Method", lambda row: row.goal.method.name),
        column("Edition", lambda row: row.goal.method.edition),
        column("Baseline year", lambda row: row.goal.baseline.year if row.goal.baseline else None),
        column("Baseline", lambda row: row.goal.baseline.value if row.goal.baseline else None),
        column("Target year", lambda row: row.goal.targets[-1].year if row.goal.targets else None),
        column("Target", lambda row: row.goal.targets[-1].value if row.goal.targets else None),
        column("Attainment", lambda row: overview.told(row.goal.attainment)),
        column("Reason", lambda row: overview.told(row.reckoned.reason)),
        column("Year of the value", lambda row: row.reckoned.year),
        column("Newest value", lambda row: row.reckoned.value.value if row.reckoned.value else None),
        column("Expected", lambda row: row.reckoned.expected),
        column("Behind", lambda row: row.reckoned.behind),
        column("Tolerance", lambda row: row.reckoned.tolerance),
        column("Next value by", lambda row: row.goal.value_due),
        column("Overdue since", lambda row: row.goal.overdue_since),
    )
