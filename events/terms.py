"""The county's own lists of words: themes and matters, each word with a code, in German and English."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.decider import Rejected, require
from events.values import Name, Text

Code = Annotated[
    str,
    Text(
        40,
        pattern="[a-z0-9]+(-[a-z0-9]+)*",
        form="up to 40 lower-case letters and digits, words joined by single hyphens",
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
    """The first day on which it can no longer be chosen; none: it can (nicht mehr wählbar ab)."""


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
            f"The county's list has no entry {code}.",
            f"Die Liste des Landkreises hat keinen Eintrag {code}.",
        )
    return term


def check_choosable(terms: Iterable[Term], code: str, on: date, field: str) -> None:
    """Raise `Rejected` unless the word is listed (NOT_LISTED) and not retired by the day (RETIRED)."""
    term = listed(terms, code, field)
    require(
        term.retired is None or on < term.retired,
        "RETIRED",
        field,
        f"{code} is retired since {term.retired}; choose another.",
        f"{code} steht nicht mehr zur Wahl; bitte einen anderen Eintrag wählen.",
    )


def changed(terms: tuple[Term, ...], after: Term) -> tuple[Term, ...]:
    """The list with the word of the same code replaced."""
    return tuple(after if term.code == after.code else term for term in terms)


def check_terms(before: Iterable[Term], after: tuple[Term, ...], field: str) -> None:
    """Raise `Rejected` if a list names a code twice (TWICE) or drops one (DROPPED): others may refer to it."""
    codes = {term.code for term in after}
    require(
        len(codes) == len(after),
        "TWICE",
        field,
        "Each code may stand in the list once only.",
        "Jedes Kürzel darf nur einmal in der Liste stehen.",
    )
    require(
        all(term.code in codes for term in before),
        "DROPPED",
        field,
        "A code once listed stays, since others may refer to it; retire it instead.",
        "Ein vergebenes Kürzel bleibt, weil andere darauf verweisen können; es lässt sich außer Gebrauch setzen.",
    )
