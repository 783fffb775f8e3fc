"""Whether a goal is on its way, in plain sentences: the numbers that say so, or why there are none."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from events.dated import first_or_holding
from events.goal.attainment import Attainment, AttainmentStatus, NoDataReason
from events.goal.calculation import attainment, overdue_since, value_due
from events.goal.indicator import GoalDirection
from events.goal.lifecycle import method_on
from events.goal.state import GoalMethod, GoalStatus
from events.message import Message, Value, message
from events.monitoring.monitored import MonitoredGoal
from service.pages.report.telling import Telling


def sentences(goal: MonitoredGoal, telling: Telling) -> list[str]:
    """How far the goal has come, with the arithmetic, and by when the next value is due."""
    found = attainment(goal.state, telling.on)
    if found is None:
        return [_settled(goal, telling)]
    told = _grounds(goal, found, telling) if found.reason else _reckoned(goal, found, telling)
    return [*told, *_due(goal, telling)]


def _settled(goal: MonitoredGoal, telling: Telling) -> str:
    """Why a goal is not judged."""
    on = max(step.on for step in goal.state.steps if step.on <= telling.on)
    if goal.status is GoalStatus.PROPOSED:
        return telling.say(
            "The goal was proposed on {on} and is not adopted yet; only adopted goals are judged.", on=on
        )
    if goal.status is GoalStatus.ACHIEVED:
        return telling.say("The goal has counted as achieved since {on}.", on=on)
    return telling.say("The goal was given up on {on}.", on=on)


def _grounds(goal: MonitoredGoal, found: Attainment, telling: Telling) -> Iterator[str]:
    """Why nothing can be compared."""
    match found.reason:
        case NoDataReason.SERIES_BROKEN:
            method = method_on(goal.state, telling.on)
            yield telling.say(
                "Another method ({method}) has been in use since {since}. A baseline by that method is "
                "still missing; until there is one, nothing can be compared.",
                since=method.since,
                method=named(method),
            )
        case NoDataReason.BEFORE_BASELINE if found.value and found.baseline:
            yield telling.say(
                "The newest value ({value} for {year}) is older than the baseline of {baseline}; only a later one can "
                "be compared.",
                value=telling.amount(found.value.value, goal.state.indicator.unit),
                year=found.year,
                baseline=found.baseline.year,
            )
            return
        case NoDataReason.NO_BASELINE:
            yield telling.say("Nothing can be compared: there is no baseline.")
        case NoDataReason.NO_TARGET:
            yield telling.say("Nothing can be compared: there is no target after the baseline.")
        case _:
            yield telling.say("Nothing can be compared: there is no value of a period that is over.")
    if found.value is not None:
        yield _newest(goal, found, telling)


def _newest(goal: MonitoredGoal, found: Attainment, telling: Telling) -> str:
    assert found.value is not None
    value = telling.amount(found.value.value, goal.state.indicator.unit)
    return telling.say("The newest value is {value} for {year}.", value=value, year=found.year)


def _reckoned(goal: MonitoredGoal, found: Attainment, telling: Telling) -> Iterator[str]:
    """The newest value beside its path."""
    assert found.expected is not None
    yield _newest(goal, found, telling)
    yield telling.say(
        "The target path expects {expected} for {year} ({how}).",
        expected=telling.amount(found.expected, goal.state.indicator.unit),
        year=found.year,
        how=_how(found),
    )
    yield telling.told(_verdict(goal, found, telling))


def _how(found: Attainment) -> Message:
    """How the path comes to what it expects."""
    before, after = found.before, found.after
    assert before is not None
    assert found.baseline is not None
    if before.year == found.year:
        return message("the baseline itself" if before.year == found.baseline.year else "the target of that year")
    if after is None:
        return message("as much as the last target, of {year}", year=before.year)
    return message(
        "on a straight line from {start} in {begin} to {target} in {end}",
        start=before.value,
        begin=before.year,
        target=after.value,
        end=after.year,
    )


def _verdict(goal: MonitoredGoal, found: Attainment, telling: Telling) -> Message:
    """Whether the value is ahead, and if not, whether that is tolerated."""
    unit = goal.state.indicator.unit
    assert found.behind is not None
    assert found.tolerance is not None
    assert found.baseline is not None
    values: dict[str, Value] = {"away": telling.amount(abs(found.behind), unit)}
    if found.worse_than_baseline:
        values["baseline"] = telling.amount(found.baseline.value, unit)
        values["year"] = found.baseline.year
    if found.status is AttainmentStatus.ON_TRACK:
        return _on_track(found, values)
    values["tolerance"] = _tolerance(goal, found, telling)
    if found.status is AttainmentStatus.AT_RISK or found.behind <= found.tolerance:
        if found.worse_than_baseline:
            return message(
                "The value is {away} behind the path, within the tolerance of {tolerance}, but worse than the baseline "
                "({baseline}, {year}).",
                **values,
            )
        return message("The value is {away} behind the path, within the tolerance of {tolerance}.", **values)
    if found.worse_than_baseline:
        return message(
            "The value is {away} behind the path, more than the tolerance of {tolerance}, and worse than the baseline "
            "({baseline}, {year}).",
            **values,
        )
    return message("The value is {away} behind the path, more than the tolerance of {tolerance}.", **values)


def _on_track(found: Attainment, values: Mapping[str, Value]) -> Message:
    if not found.worse_than_baseline:
        if not found.behind:
            return message("The value is on the path.")
        return message("The value is {away} better than the path.", **values)
    if not found.behind:
        return message(
            "The value is on the path, though worse than the baseline ({baseline}, {year}): the path allows for that.",
            **values,
        )
    return message(
        "The value is {away} better than the path, though worse than the baseline ({baseline}, {year}): the path "
        "allows for that.",
        **values,
    )


def _tolerance(goal: MonitoredGoal, found: Attainment, telling: Telling) -> Message:
    """The tolerance, and what it is a share of."""
    unit = goal.state.indicator.unit
    return message(
        "{tolerance} ({percent}% of the {gap} between the baseline and the last target)",
        tolerance=telling.amount(found.tolerance or Decimal(0), unit),
        percent=Decimal(first_or_holding(goal.state.plans, telling.on).tolerance_percent),
        gap=telling.amount(found.gap or Decimal(0), unit),
    )


def _due(goal: MonitoredGoal, telling: Telling) -> Iterator[str]:
    """By when the next value is due, or since when it is overdue."""
    due = value_due(goal.state, telling.on)
    if due is None:
        return
    since = overdue_since(due, telling.on)
    if since is None:
        yield telling.say("The next value is due by {due}.", due=due)
    else:
        yield telling.say("The next value was due by {due} and has been overdue since {since}.", due=due, since=since)


def named(method: GoalMethod) -> str:
    """A method with its edition."""
    return f"{method.name}, {method.edition}" if method.edition else method.name


def aim(goal: MonitoredGoal, telling: Telling) -> str:
    """Which way the indicator is to go."""
    less = goal.state.indicator.direction is GoalDirection.DECREASE
    return telling.say("less is better" if less else "more is better")
