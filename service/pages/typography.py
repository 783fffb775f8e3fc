"""How German texts, days, sums and shares are set: quotes, dashes, spaces that hold together what belongs together."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from events.difference import Piece, PieceKind, text_after, text_before
from events.values import Money
from events.when import When
from service.language import Language

HELD = "\u00a0"
"""A space at which no line ends (geschütztes Leerzeichen)."""
_NARROW = "\u202f"

_MONTHS = {
    Language.DE: (
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ),
    Language.EN: (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}  # fmt: skip

# Each finds one character, which another takes the place of, so that a text keeps its length.
_SETTINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=§) (?=\d|[A-Z])"), HELD),
    (re.compile(r"(?<=\bAbs\.) |(?<=\bNr\.) |(?<=\bArt\.) |(?<=\bZiff\.) |(?<=\bBuchst\.) (?=\w)"), HELD),
    (re.compile(r"(?<=\bAbsatz) (?=\d)|(?<=\bSatz) (?=\d)|(?<=\bNummer) (?=\d)|(?<=\bArtikel) (?=\d)"), HELD),
    (
        re.compile(
            r"(?<=\d) (?=(?:[%‰€]|°C|(?:EUR|Euro|Prozent|Mio\.|Mrd\.|Uhr|km|kg|kWh|MWh|GWh|kW|MW|ha|t|m)(?![\w])))"
        ),
        HELD,
    ),
    (re.compile(rf"(?<=\d\.) (?=(?:{'|'.join(_MONTHS[Language.DE])})\b)"), HELD),
    (re.compile(r"(?<=\b[A-Za-zÄÖÜäöü]\.) (?=[A-Za-zÄÖÜäöü]{1,2}\.)"), _NARROW),
    (re.compile(r"(?<=\w) (?=[-–] )"), HELD),
    (re.compile(r"(?<=[ \u00a0])-(?= )"), "–"),
    (re.compile(r'(?<![^\s(\[\u00a0–„])"(?=\S)'), "„"),
    (re.compile(r'"'), "“"),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
)


def typeset(text: str) -> str:
    """A German text as it is printed; each character stands where it stood."""
    for found, set_as in _SETTINGS:
        text = found.sub(set_as, text)
    return text


def typeset_pieces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces of two texts as they are printed: each is set as the text that it stands in."""
    given = tuple(pieces)
    before, after = _letters(text_before(given)), _letters(text_after(given))
    return tuple(Piece(piece.kind, _next(piece, before, after)) for piece in given)


def _letters(text: str) -> Iterator[str]:
    return iter(typeset(text))


def _next(piece: Piece, before: Iterator[str], after: Iterator[str]) -> str:
    old = "" if piece.kind is PieceKind.INSERTED else "".join(next(before) for _ in piece.text)
    new = "" if piece.kind is PieceKind.DELETED else "".join(next(after) for _ in piece.text)
    return new or old


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: its lines that are not empty."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def told_day(day: date, language: Language) -> str:
    """A day in words: `3. März 2016`."""
    month = _MONTHS[language][day.month - 1]
    return f"{day.day}.{HELD}{month} {day.year}" if language is Language.DE else f"{day.day}{HELD}{month} {day.year}"


def told_when(when: When, language: Language) -> str:
    """On which day, or between which: `am 3. März 2016`."""
    if when.known:
        return f"{'am' if language is Language.DE else 'on'} {told_day(when.earliest, language)}"
    earliest, last = told_day(when.earliest, language), told_day(when.last, language)
    if language is Language.DE:
        return f"zwischen dem {earliest} und dem {last}"
    return f"between {earliest} and {last}"


def told_since(when: When, language: Language) -> str:
    """From which day on: `ab 3. März 2016`, or from between which days on."""
    if when.known:
        return f"{'ab' if language is Language.DE else 'from'} {told_day(when.earliest, language)}"
    span = told_when(when, language)
    return f"ab einem Tag {span}" if language is Language.DE else f"from a day {span}"


def told_money(money: Money, language: Language) -> str:
    """A sum: `1.234,50 €`."""
    euros, cents = divmod(money.cents, 100)
    if language is Language.DE:
        return f"{euros:,}".replace(",", ".") + f",{cents:02}{HELD}€"
    return f"€{euros:,}.{cents:02}"


def told_number(number: Fraction, language: Language) -> str:
    """A number as a decimal, where it is one to two places, else as a fraction: `19,5`, `1/3`."""
    hundredths = number * 100
    if hundredths.denominator != 1:
        whole, rest = divmod(number, 1)
        return f"{whole} {rest}" if whole else f"{rest}"
    whole, places = divmod(hundredths.numerator, 100)
    decimals = f"{places:02}".rstrip("0")
    mark = "," if language is Language.DE else "."
    return f"{whole}{mark}{decimals}" if decimals else f"{whole}"


_GERMAN_MARKS = str.maketrans(",.", ".,")


def told_decimal(number: Decimal, language: Language) -> str:
    """An exact decimal with the places it has, in groups of three: `−1.234,50`."""
    told = f"{abs(number):,f}"
    sign = "−" if number < 0 else ""
    return sign + (told.translate(_GERMAN_MARKS) if language is Language.DE else told)
