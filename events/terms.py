"""Words of the county's own lists: each with a code by which others name it, in German and English."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.decider import Rejected, require
from events.message import message
from events.values import Name, Text

Code = Annotated[
    str,
    Text(
        40,
        pattern="[a-z0-9]+(-[a-z0-9]+)*",
        form=message("up to 40 lower-case letters and digits, words joined by single hyphens"),
    ),
]
"""The code of a word in a list of the county: it never changes and is never used twice."""


@dataclass(frozen=True)
class Term:
    """A word in a list of the county (Eintrag einer Liste)."""

    code: Code
    """The code by which others name it; it never changes (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""
    retired: date | None = None
    """The first day on which it can no longer be chosen; null if it can be (nicht mehr wählbar ab)."""


def find(terms: Iterable[Term], code: str) -> Term | None:
    """The word with this code."""
    return next((term for term in terms if term.code == code), None)


def listed(terms: Iterable[Term], code: str, field: str) -> Term:
    """The word with this code. Raises `Rejected` (NOT_LISTED) where there is none."""
    term = find(terms, code)
    if term is None:
        raise Rejected(
            "NOT_LISTED",
            field,
            "The county's list has no entry {key}; choose one from the list, or add it there first.",
            key=code,
        )
    return term


def check_choosable(terms: Iterable[Term], code: str, on: date, field: str) -> None:
    """Raise `Rejected` unless the word is listed (NOT_LISTED) and not retired by the day (RETIRED)."""
    term = listed(terms, code, field)
    require(
        term.retired is None or on < term.retired,
        "RETIRED",
        field,
        "{key} has been retired since {retired}; choose another.",
        key=code,
        retired=term.retired,
    )
