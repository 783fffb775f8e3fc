"""What projects are expected to do for a goal: beside what is still to be done, and by year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from events.message import Message, message, plural
from events.monitoring.effects import effects_by_year
from events.monitoring.monitored import MonitoredGoal
from events.monitoring.monitoring import EffectOfYear
from service.pages.report.table import Cell, Table, figure, heads, words
from service.pages.report.telling import Telling, plain


@dataclass(frozen=True)
class Effects:
    """What projects are expected to do for a goal: in sentences, and by year."""

    sentences: Sequence[str]
    table: Table | None


def effects_of(goal: MonitoredGoal, telling: Telling) -> Effects:
    """The effects expected for a goal."""
    by_year = effects_by_year(goal.ref, telling.standing)
    say, unit = telling.say, goal.state.indicator.unit
    if not by_year:
        return Effects([say("No project is said to have an effect on this goal.")], None)
    table = Table(
        say("Expected effect of projects"),
        heads(say("Years"), numbers=(say("per year ({unit})", unit=unit), say("Projects"))),
        [_row(years, telling) for years in _spans(by_year)],
    )
    return Effects([telling.told(each) for each in _against_gap(goal, telling)], table)


def _against_gap(goal: MonitoredGoal, telling: Telling) -> Iterator[Message]:
    found = next((each for each in telling.monitoring.effects if each.goal == goal.ref), None)
    if found is None:
        return
    if not found.gap:
        yield message("The target for {year} is reached already.", year=found.year)
        return
    gap = telling.amount(plain(found.gap), found.unit)
    yield message("The target for {year} is still {gap} away.", year=found.year, gap=gap)
    if not found.projects:
        yield message(
            "No project whose effect begins after the newest value or the baseline is expected to help close this gap."
        )
        return
    if all(effect.amount is None for _, effect in telling.standing.expected.get(goal.ref, ())):
        yield plural(
            found.projects,
            "One project whose effect begins after the newest value or the baseline is expected to help"
            " close this gap in that year; by how much is not estimated.",
            "{count} projects whose effect begins after the newest value or the baseline are expected "
            "to help close this gap in that year; by how much is not estimated.",
        )
    else:
        yield plural(
            found.projects,
            "One project whose effect begins after the newest value or the baseline is expected to "
            "contribute {expected} in that year.",
            "{count} projects whose effect begins after the newest value or the baseline are expected "
            "to contribute {expected} in that year.",
            expected=telling.amount(plain(found.expected), found.unit),
        )
    if found.left_out:
        yield plural(
            found.left_out, "One amount in another unit is left out.", "{count} amounts in another unit are left out."
        )


def _spans(by_year: Sequence[EffectOfYear]) -> list[list[EffectOfYear]]:
    """Years in a row in which the same is expected, together."""
    return [list(same) for _, same in groupby(by_year, key=lambda each: (each.amount, each.projects))]


def _row(years: Sequence[EffectOfYear], telling: Telling) -> list[Cell]:
    first, last = years[0], years[-1]
    told = str(first.year) if first is last else f"{first.year}–{last.year}"
    return [
        words(told),
        figure(telling.number(plain(first.amount)) if first.amount else "–"),
        figure(telling.number(first.projects)),
    ]
