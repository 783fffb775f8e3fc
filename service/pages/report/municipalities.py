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
class Municipalities:
    """What municipalities have of the cooperation: in the year, in all, and by the projects in which they take part."""

    intro: Sequence[str]
    in_year: Table | None
    in_all: Table | None
    none_in_year: str
    taking_part: Table | None
    by_project: Table | None


def municipalities(telling: Telling) -> Municipalities:
    """What the report says of municipalities."""
    say, year, day = telling.say, telling.year, telling.day(telling.on)
    if not telling.standing.municipalities:
        nothing = say("Hier sind keine Gemeinden verzeichnet.", "No municipalities are recorded here.")
        return Municipalities([], None, None, nothing, None, None)
    in_year = _benefits(telling, say(f"Kontakte und Entlastung {year}", f"Contacts and relief in {year}"), year)
    in_all = _benefits(
        telling, say(f"Kontakte und Entlastung insgesamt, bis {day}", f"Contacts and relief in all, up to {day}")
    )
    nothing = say(
        f"Für {year} sind weder Kontakte noch Entlastungen verzeichnet.",
        f"Neither contacts nor relief are recorded for {year}.",
    )
    if not telling.internal:
        nothing = say(
            "Kontakte und Entlastungen bleiben innerhalb der Zusammenarbeit; dieser Bericht zeigt nur, was seine Leser "
            "davon sehen, hier nichts.",
            "Contacts and relief stay within the cooperation; this report shows only what its readers see of them, "
            "which is nothing here.",
        )
    return Municipalities(
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
            "Was die Koordinationsstelle für die einzelnen Gemeinden getan hat: Besuche, Schreiben, Veranstaltungen "
            "und anderes, und was sie ihnen an Arbeitsstunden und Geld eingespart oder abgenommen hat. Ein Kontakt mit "
            "mehreren Gemeinden zählt bei jeder von ihnen; wer in einer anderen Gemeinde aufgegangen ist, zählt als "
            "diese.",
            "What the coordination office did for each municipality: visits, letters, events and other contacts, and "
            "the working hours and money that it saved them or took over. A contact with several municipalities counts "
            "for each of them; one that has become part of another counts as that.",
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
        say("Besuche", "Visits"),
        say("Schreiben", "Letters"),
        say("Veran\u00adstal\u00adtungen", "Events"),
        say("andere", "other"),
        say("beant\u00adwortet", "answered"),
        say("Stunden", "Hours"),
        say("Betrag", "Sum"),
    )
    names = dict(telling.standing.municipalities)
    told = [[kept(names[ref].name), *_counts(done, telling)] for ref, done in rows.items()]
    sums = [words(say("Summe", "Total")), *_counts(_total(rows.values()), telling)]
    return Table(caption, heads(say("Gemeinde", "Municipality"), numbers=columns), told, sums)


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
        figure(telling.money(done.money) if done.money.cents else "–"),
    ]


# --- Projects --------------------------------------------------------------------------------------------------


def _taking_part(telling: Telling) -> Table:
    """How many municipalities take part in no, one or several projects under way, and which."""
    say, found = telling.say, telling.monitoring.participation
    counts = telling.monitoring.participation_count
    parts: tuple[tuple[str, int, Callable[[Participation], bool]], ...] = (
        (say("in mehreren", "in several"), counts.in_several, lambda each: each.under_way > 1),
        (say("in einem", "in one"), counts.in_one, lambda each: each.under_way == 1),
        (say("in keinem", "in none"), counts.in_none, lambda each: each.under_way == 0),
        (say("davon federführend", "of these leading"), counts.leading, lambda each: each.leading > 0),
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
        say("Gemeinden in Vorhaben, die in Arbeit sind", "Municipalities in projects under way"),
        [
            words(say("Beteiligt", "Taking part")),
            *heads(numbers=(say("Anzahl", "Number"),)),
            words(say("Gemeinden", "Municipalities")),
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
        say("in Arbeit", "under way"),
        say("davon federführend", "of these leading"),
        say("abgeschlossen", "completed"),
    )
    caption = say("Beteiligung an Vorhaben", "Participation in projects")
    return Table(caption, heads(say("Gemeinde", "Municipality"), numbers=columns), rows) if rows else None
