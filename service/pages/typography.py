"""How texts are set: quotes, dashes, spaces that hold together what belongs together; and how pages speak."""

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Protocol

from babel.dates import get_month_names

from events.difference import Piece, PieceKind, text_after, text_before
from events.message import Message, Value, message
from events.when import When
from service.language import LOCALES, Language, say

HELD = "\u00a0"
"""A space at which no line ends (geschütztes Leerzeichen)."""
_NARROW = "\u202f"

_MONTHS = {language: "|".join(get_month_names("wide", locale=LOCALES[language]).values()) for language in Language}

# Each finds one character, which another takes the place of, so that a text keeps its length.
_SETTINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=§) (?=\d|[A-Z])"), HELD),
    (re.compile(r"(?<=\bAbs\.) |(?<=\bNr\.) |(?<=\bArt\.) |(?<=\bZiff\.) |(?<=\bBuchst\.) (?=\w)"), HELD),
    (re.compile(r"(?<=\bAbsatz) (?=\d)|(?<=\bSatz) (?=\d)|(?<=\bNummer) (?=\d)|(?<=\bArtikel) (?=\d)"), HELD),
    (re.compile(r"(?<=\bFassung) (?=\d)"), HELD),
    (
        re.compile(
            r"(?<=\d) (?=(?:[%‰€]|°C|"
            r"(?:EUR|Euro|Prozent|Mio\.|Mrd\.|Uhr|Stunden|km|kg|kWh|MWh|GWh|kW|MW|ha|t|m)(?![\w])))"
        ),
        HELD,
    ),
    (re.compile(rf"(?<=\d\.) (?=(?:{_MONTHS[Language.DE]})\b)"), HELD),
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


# --- What is said ----------------------------------------------------------------------------------------------

_HELD_IN_ENGLISH = re.compile(rf"(?<=\d) (?=(?:{_MONTHS[Language.EN]})\b)|(?<=\b[Vv]ersion) (?=\d)|(?<=§) (?=\d)")


def printed(said: Value, language: Language) -> str:
    """A sentence, or any other value, in words of the language and as it is printed."""
    words = say(said, language)
    return typeset(words) if language is Language.DE else _HELD_IN_ENGLISH.sub(HELD, words)


class _Reader(Protocol):
    @property
    def language(self) -> Language: ...


class Speaker:
    """Speaks to one reader, in the language of that reader."""

    def say(self: _Reader, text: str | Message, /, **values: Value) -> str:
        """A text with its values, in the reader's language and as it is printed."""
        return printed(message(text, **values), self.language)

    def told(self: _Reader, value: Value) -> str:
        """A day, a sum, a member of an enum or any other value, in the reader's language and as it is printed."""
        return printed(value, self.language)


def capital(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def in_a_row(said: Iterable[Message]) -> Message:
    """Several phrases with commas between them."""
    return reduce(lambda before, after: message("{before}, {after}", before=before, after=after), said)


def when_said(when: When) -> Message:
    """On which day, or between which: `am 3. März 2016`."""
    if when.known:
        return message("on {day}", day=when.earliest)
    return message("between {earliest} and {last}", earliest=when.earliest, last=when.last)


def since_said(when: When) -> Message:
    """From which day on: `ab 3. März 2016`, or from between which days on."""
    if when.known:
        return message("from {day}", day=when.earliest)
    return message("from a day between {earliest} and {last}", earliest=when.earliest, last=when.last)
