"""What the cooperation brings to each municipality: contacts, relief, and the projects in which it takes part."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from events.monitoring.monitoring import Benefit, Participation
from events.outreach import OutreachKind
from events.values import Money
from service.pages.report.table import Cell, Table, count, figure, heads, kept, words
from service.pages.report.telling import Telling, plain

APART = (OutreachKind.VISIT, OutreachKind.LETTER, OutreachKind.EVENT)
"""The kinds of contact that have a column of their own."""


@dataclass(frozen=True)
class MunicipalityShares:
    """What municipalities have of the cooperation: in the year, in all, and by the projects in which they take part."""

    intro: Sequence[str]
    in_year: Table | None
    in_all: Table | None
    none_in_year: str
    taking_part: Table | None
    by_project: Table | None


def municipalities(telling: Telling) -> MunicipalityShares:
    """What the report says of municipalities."""
    say, year = telling.say, telling.year
    if not telling.standing.municipalities:
        return MunicipalityShares([], None, None, say("No municipalities are recorded here."), None, None)
    in_year = _benefits(telling, say("Contacts and relief in {year}", year=year), year)
    in_all = _benefits(telling, say("Contacts and relief in all, up to {on}", on=telling.on))
    if telling.internal:
        nothing = say("Neither contacts nor relief are recorded for {year}.", year=year)
    else:
        nothing = say(
            "Contacts and relief can be seen only within the cooperation; the readers of this report see none of them."
        )
    return MunicipalityShares(
        _intro(telling) if in_all else [],
        in_year,
        in_all,
        "" if in_year else nothing,
        _taking_part(telling),
        _by_municipality(telling),
    )


def _intro(telling: Telling) -> list[str]:
    return [
        telling.say(
            "What the coordination office did for each municipality: visits, letters, events and other "
            "contacts, and the working hours and money that it saved them or took over. A contact with "
            "several municipalities counts for each of them; a municipality that has become part of "
            "another is counted under that one."
        )
    ]


# --- Contacts and relief ---------------------------------------------------------------------------------------


def _benefits(telling: Telling, caption: str, year: int | None = None) -> Table | None:
    """A row for each municipality for which something was done, in a year or in all; the sums of the columns below."""
    rows = _done(telling, year)
    if not rows:
        return None
    say = telling.say
    columns = (
        say("Visits"),
        say("Letters"),
        say("Events"),
        say("other"),
        say("answered"),
        say("Hours"),
        say("Amount"),
    )
    names = dict(telling.standing.municipalities)
    told = [[kept(names[ref].name), *_counts(done, telling)] for ref, done in rows.items()]
    sums = [words(say("Total")), *_counts(_total(rows.values()), telling)]
    return Table(caption, heads(say("Municipality"), numbers=columns), told, sums)


@dataclass(frozen=True)
class Done:
    """What was done for a municipality: contacts by kind, those answered, hours and money."""

    contacts: tuple[int, ...]
    answered: int
    hours: Decimal
    money: Money


def _done(telling: Telling, year: int | None) -> dict[str, Done]:
    """What was done for each municipality in a year, or in all, by name."""
    found = _by_ref(telling.monitoring.benefits, year)
    return {
        ref: Done(
            contacts=_contacts(told),
            answered=sum(each.answered for each in told),
            hours=sum((each.hours for each in told), Decimal(0)),
            money=Money(sum(each.money.cents for each in told)),
        )
        for ref, told in found.items()
    }


def _contacts(found: Iterable[Benefit]) -> tuple[int, ...]:
    """How often there was contact of each kind that has a column of its own, and of any other."""
    counts: Counter[OutreachKind] = Counter()
    for benefit in found:
        counts.update({each.kind: each.count for each in benefit.outreach_by_kind})
    return (*(counts[kind] for kind in APART), sum(counts[kind] for kind in OutreachKind if kind not in APART))


def _by_ref(found: Iterable[Benefit], year: int | None) -> dict[str, list[Benefit]]:
    told: dict[str, list[Benefit]] = {}
    for benefit in found:
        if year in (None, benefit.year):
            told.setdefault(benefit.municipality, []).append(benefit)
    return told


def _total(found: Iterable[Done]) -> Done:
    every = list(found)
    return Done(
        contacts=tuple(map(sum, zip(*(each.contacts for each in every), strict=True))),
        answered=sum(each.answered for each in every),
        hours=sum((each.hours for each in every), Decimal(0)),
        money=Money(sum(each.money.cents for each in every)),
    )


def in_sum(telling: Telling, year: int) -> Done | None:
    """What was done for all municipalities in a year; none: nothing."""
    found = _done(telling, year)
    return _total(found.values()) if found else None


def _counts(done: Done, telling: Telling) -> list[Cell]:
    return [
        *(count(number, telling.language) for number in (*done.contacts, done.answered)),
        count(plain(done.hours), telling.language),
        figure(telling.told(done.money) if done.money.cents else "–"),
    ]


# --- Projects --------------------------------------------------------------------------------------------------


def _taking_part(telling: Telling) -> Table:
    """How many municipalities take part in no, one or several projects under way, and which."""
    say, found = telling.say, telling.monitoring.participation
    counts = telling.monitoring.participation_count
    parts: tuple[tuple[str, int, Callable[[Participation], bool]], ...] = (
        (say("in several"), counts.in_several, lambda each: each.under_way > 1),
        (say("in one"), counts.in_one, lambda each: each.under_way == 1),
        (say("in none"), counts.in_none, lambda each: each.under_way == 0),
        (say("of these leading"), counts.leading, lambda each: each.leading > 0),
    )
    rows = [
        [
            words(told),
            figure(telling.number(number)),
            kept(telling.names(each.municipality for each in found if holds(each)) or "–"),
        ]
        for told, number, holds in parts
    ]
    return Table(
        say("Municipalities in projects under way"),
        [
            words(say("Taking part")),
            *heads(numbers=(say("Number"),)),
            words(say("Municipalities")),
        ],
        rows,
    )


def _by_municipality(telling: Telling) -> Table | None:
    """In how many projects each takes part, where it does in any."""
    say = telling.say
    rows = [
        [kept(telling.name(each.municipality)),
         *(count(number, telling.language) for number in (each.under_way, each.leading, each.completed))]
        for each in telling.monitoring.participation
        if each.under_way or each.completed
    ]  # fmt: skip
    columns = (
        say("under way"),
        say("of these leading"),
        say("completed"),
    )
    caption = say("Participation in projects")
    return Table(caption, heads(say("Municipality"), numbers=columns), rows) if rows else None
