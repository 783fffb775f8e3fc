"""Whether a goal is on its way, in plain sentences: the numbers that say so, or why there are none."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from events.dated import first_or_holding
from events.goal.attainment import Attainment, AttainmentStatus, NoDataReason
from events.goal.calculation import attainment, overdue_since, value_due
from events.goal.indicator import GoalDirection
from events.goal.lifecycle import method_on
from events.goal.state import GoalMethod, GoalStatus
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
    day = telling.day(on)
    if goal.status is GoalStatus.PROPOSED:
        return telling.say(
            f"Das Ziel ist am {day} vorgeschlagen worden und noch nicht beschlossen; bewertet werden nur beschlossene "
            "Ziele.",
            f"The goal was proposed on {day} and is not adopted yet; only adopted goals are judged.",
        )
    if goal.status is GoalStatus.ACHIEVED:
        return telling.say(
            f"Das Ziel gilt seit dem {day} als erreicht.", f"The goal has counted as achieved since {day}."
        )
    return telling.say(f"Das Ziel ist am {day} aufgegeben worden.", f"The goal was given up on {day}.")


def _grounds(goal: MonitoredGoal, found: Attainment, telling: Telling) -> Iterator[str]:
    """Why nothing can be compared."""
    method, unit = method_on(goal.state, telling.on), goal.state.indicator.unit
    if found.reason is NoDataReason.SERIES_BROKEN:
        since, name = telling.day(method.since), named(method)
        yield telling.say(
            f"Seit dem {since} wird nach einer anderen Methode gemessen ({name}). Ein Ausgangswert nach dieser Methode "
            "fehlt noch; bis dahin lässt sich nichts vergleichen.",
            f"Since {since} it has been measured by another method ({name}). A baseline by that method is still "
            "missing; until there is one, nothing can be compared.",
        )
        if found.value is not None:
            yield _newest(goal, found, telling)
        return
    if found.reason is NoDataReason.BEFORE_BASELINE and found.value and found.baseline:
        value, baseline = telling.amount(found.value.value, unit), found.baseline.year
        yield telling.say(
            f"Der neueste Messwert ({value} für {found.year}) ist älter als der Ausgangswert von {baseline}; "
            "verglichen wird erst ein späterer.",
            f"The newest value ({value} for {found.year}) is older than the baseline of {baseline}; only a later one "
            "can be compared.",
        )
        return
    missing = {
        NoDataReason.NO_BASELINE: ("ein Ausgangswert", "there is no baseline"),
        NoDataReason.NO_TARGET: ("ein Zielwert nach dem Ausgangswert", "there is no target after the baseline"),
        NoDataReason.NO_VALUE: (
            "ein Messwert für einen Zeitraum, der vorüber ist",
            "there is no value of a period that is over",
        ),
    }
    de, en = missing[found.reason or NoDataReason.NO_VALUE]
    yield telling.say(f"Es fehlt {de}; deshalb lässt sich nichts vergleichen.", f"Nothing can be compared: {en}.")
    if found.value is not None:
        yield _newest(goal, found, telling)


def _newest(goal: MonitoredGoal, found: Attainment, telling: Telling) -> str:
    assert found.value is not None
    value = telling.amount(found.value.value, goal.state.indicator.unit)
    return telling.say(
        f"Der neueste Messwert ist {value} für {found.year}.", f"The newest value is {value} for {found.year}."
    )


def _reckoned(goal: MonitoredGoal, found: Attainment, telling: Telling) -> Iterator[str]:
    """The newest value beside its path."""
    unit = goal.state.indicator.unit
    assert found.expected is not None
    expected = telling.amount(found.expected, unit)
    yield _newest(goal, found, telling)
    yield telling.say(
        f"Der Zielpfad erwartet für {found.year} {expected} ({_how(found, telling)}).",
        f"The target path expects {expected} for {found.year} ({_how(found, telling)}).",
    )
    yield _verdict(goal, found, telling)


def _how(found: Attainment, telling: Telling) -> str:
    """How the path comes to what it expects."""
    before, after = found.before, found.after
    assert before is not None
    assert found.baseline is not None
    first = before.year == found.baseline.year
    if before.year == found.year:
        return telling.say(
            "so der Ausgangswert" if first else "so der Zielwert dieses Jahres",
            "the baseline itself" if first else "the target of that year",
        )
    start = telling.number(before.value)
    if after is None:
        return telling.say(
            f"so viel wie der letzte Zielwert, der von {before.year}", f"as much as the last target, of {before.year}"
        )
    end = telling.number(after.value)
    return telling.say(
        f"auf gerader Linie von {start} im Jahr {before.year} zu {end} im Jahr {after.year}",
        f"on a straight line from {start} in {before.year} to {end} in {after.year}",
    )


def _verdict(goal: MonitoredGoal, found: Attainment, telling: Telling) -> str:
    """Whether the value is ahead, and if not, whether that is tolerated."""
    unit = goal.state.indicator.unit
    assert found.behind is not None
    assert found.tolerance is not None
    assert found.baseline is not None
    away, tolerance = telling.amount(abs(found.behind), unit), _tolerance(goal, found, telling)
    baseline = f"{telling.amount(found.baseline.value, unit)}, {found.baseline.year}"
    if found.status is AttainmentStatus.ON_TRACK:
        if not found.behind:
            told = telling.say("Der Messwert liegt auf dem Pfad", "The value is on the path")
        else:
            told = telling.say(
                f"Der Messwert liegt {away} besser als der Pfad", f"The value is {away} better than the path"
            )
        if found.worse_than_baseline:
            told += telling.say(
                f", wenn auch schlechter als der Ausgangswert ({baseline}): so sieht der Pfad es vor",
                f", if worse than the baseline ({baseline}): the path allows for that",
            )
        return f"{told}."
    within = found.status is AttainmentStatus.AT_RISK or found.behind <= found.tolerance
    if within:
        told = telling.say(
            f"Der Messwert liegt {away} hinter dem Pfad, innerhalb der Toleranz von {tolerance}",
            f"The value is {away} behind the path, within the tolerance of {tolerance}",
        )
    else:
        told = telling.say(
            f"Der Messwert liegt {away} hinter dem Pfad, mehr als die Toleranz von {tolerance}",
            f"The value is {away} behind the path, more than the tolerance of {tolerance}",
        )
    if found.worse_than_baseline:
        link = telling.say("aber" if within else "und", "but" if within else "and")
        told += telling.say(
            f", {link} schlechter als der Ausgangswert ({baseline})", f", {link} worse than the baseline ({baseline})"
        )
    return f"{told}."


def _tolerance(goal: MonitoredGoal, found: Attainment, telling: Telling) -> str:
    """The tolerance, and what it is a share of."""
    unit = goal.state.indicator.unit
    percent = telling.number(first_or_holding(goal.state.plans, telling.on).tolerance_percent)
    gap = telling.amount(found.gap or Decimal(0), unit)
    tolerance = telling.amount(found.tolerance or Decimal(0), unit)
    return telling.say(
        f"{tolerance} ({percent}\u00a0% des Weges von {gap} vom Ausgangswert zum letzten Zielwert)",
        f"{tolerance} ({percent}% of the way of {gap} from the baseline to the last target)",
    )


def _due(goal: MonitoredGoal, telling: Telling) -> Iterator[str]:
    """By when the next value is due, or since when it is overdue."""
    due = value_due(goal.state, telling.on)
    if due is not None:
        yield told_due(due, telling)


def told_due(due: date, telling: Telling) -> str:
    """By when a value is due, or since when it is overdue."""
    day, since = telling.day(due), overdue_since(due, telling.on)
    if since is None:
        return telling.say(f"Der nächste Messwert ist bis zum {day} fällig.", f"The next value is due by {day}.")
    return telling.say(
        f"Der nächste Messwert war bis zum {day} fällig und ist seit dem {telling.day(since)} überfällig.",
        f"The next value was due by {day} and has been overdue since {telling.day(since)}.",
    )


def named(method: GoalMethod) -> str:
    """A method with its edition."""
    return f"{method.name}, {method.edition}" if method.edition else method.name


def aim(goal: MonitoredGoal, telling: Telling) -> str:
    """Which way the indicator is to go."""
    less = goal.state.indicator.direction is GoalDirection.DECREASE
    return telling.say(
        "weniger ist besser" if less else "mehr ist besser", "less is better" if less else "more is better"
    )
