"""What projects are expected to do for a goal: beside what is still to be done, and by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

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
    against = _against_gap(goal, telling)
    if not by_year:
        return Effects(
            [telling.say("Von keinem Vorhaben ist eine Wirkung auf dieses Ziel angegeben.",
                         "No project is said to have an effect on this goal.")],
            None,
        )  # fmt: skip
    unit = goal.state.indicator.unit
    rows = [_row(years, telling) for years in _spans(by_year)]
    caption = telling.say("Erwartete Wirkung der Vorhaben", "Expected effect of projects")
    years, amount = telling.say("Jahre", "Years"), telling.say(f"je Jahr ({unit})", f"a year ({unit})")
    return Effects(against, Table(caption, heads(years, numbers=(amount, telling.say("Vorhaben", "Projects"))), rows))


def _against_gap(goal: MonitoredGoal, telling: Telling) -> list[str]:
    found = next((each for each in telling.monitoring.effects if each.goal == goal.ref), None)
    if found is None:
        return []
    gap, expected = telling.amount(plain(found.gap), found.unit), telling.amount(plain(found.expected), found.unit)
    if not found.gap:
        return [
            telling.say(
                f"Der Zielwert für {found.year} ist schon erreicht.", f"The target for {found.year} is reached already."
            )
        ]
    left_out = _left_out(found.left_out, telling)
    told = telling.say(
        f"Bis zum Zielwert für {found.year} fehlen {gap}.",
        f"The target for {found.year} is still {gap} away.",
    )
    if not found.projects:
        return [
            told,
            telling.say(
                "Kein Vorhaben, dessen Wirkung nach dem neuesten Messwert einsetzt, trägt dazu bei.",
                "No project whose effect begins after the newest value contributes to that.",
            ),
        ]
    projects = telling.counted(found.projects, ("Vorhaben", "project"), ("Vorhaben", "projects"))
    if all(effect.amount is None for _, effect in telling.standing.expected.get(goal.ref, ())):
        expected = telling.say("einen nicht bezifferten Betrag", "an amount that is not estimated")
    return [
        told,
        telling.say(
            f"Dazu sollen {projects}, deren Wirkung nach dem neuesten Messwert einsetzt, in jenem Jahr {expected} "
            "beitragen."
            if found.projects > 1
            else f"Dazu soll {projects}, dessen Wirkung nach dem neuesten Messwert einsetzt, in jenem Jahr {expected} "
            "beitragen.",
            f"{projects}, whose effect begins after the newest value, {'are' if found.projects > 1 else 'is'} expected "
            f"to contribute {expected} in that year.",
        ),
        *left_out,
    ]


def _left_out(number: int, telling: Telling) -> list[str]:
    """How much is left out of a sum, where anything is."""
    if not number:
        return []
    return [
        telling.say(
            "Eine Angabe in einer anderen Einheit ist nicht mitgezählt.",
            "One amount in another unit is left out.",
        )
        if number == 1
        else telling.say(
            f"{number} Angaben in einer anderen Einheit sind nicht mitgezählt.",
            f"{number} amounts in another unit are left out.",
        )
    ]


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
