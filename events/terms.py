"""The county's own lists of words: themes and matters, each word with a code, in German and English."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from events.decider import Rejected, require
from events.message import message
from events.refs import CountyRef
from events.rules import check_not_before
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
    """The first day on which it can no longer be chosen; none: it can (nicht mehr wählbar ab)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThemeAdded:
    """A theme entered the county's list (Thema aufgenommen)."""

    code: Code
    """Its code, for ever (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""


@dataclass(frozen=True)
class ThemeRenamed:
    """A theme of the county's list has other words (Thema umbenannt)."""

    code: Code
    """The theme's code (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""


@dataclass(frozen=True)
class ThemeRetired:
    """A theme can no longer be chosen from a day on (Thema außer Gebrauch)."""

    code: Code
    """The theme's code (Kürzel)."""
    on: date
    """The first day on which it can no longer be chosen (nicht mehr wählbar ab)."""


@dataclass(frozen=True)
class MatterAdded:
    """A matter entered the county's list of what can be decided (Angelegenheit aufgenommen)."""

    code: Code
    """Its code, for ever (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""


@dataclass(frozen=True)
class MatterRenamed:
    """A matter of the county's list has other words (Angelegenheit umbenannt)."""

    code: Code
    """The matter's code (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""


@dataclass(frozen=True)
class MatterRetired:
    """A matter can no longer be chosen from a day on (Angelegenheit außer Gebrauch)."""

    code: Code
    """The matter's code (Kürzel)."""
    on: date
    """The first day on which it can no longer be chosen (nicht mehr wählbar ab)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddTheme:
    """Enter a theme into the county's list (Thema aufnehmen)."""

    id: CountyRef
    """The county (Landkreis)."""
    code: Code
    """Its code, for ever (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""


@dataclass(frozen=True)
class RenameTheme:
    """Give a theme of the county's list other words (Thema umbenennen)."""

    id: CountyRef
    """The county (Landkreis)."""
    code: Code
    """The theme's code (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""


@dataclass(frozen=True)
class RetireTheme:
    """Let a theme be chosen no more from a day on; what names it stays (Thema außer Gebrauch setzen)."""

    id: CountyRef
    """The county (Landkreis)."""
    code: Code
    """The theme's code (Kürzel)."""
    on: date
    """The first day on which it can no longer be chosen (nicht mehr wählbar ab)."""


@dataclass(frozen=True)
class AddMatter:
    """Enter a matter into the county's list of what can be decided (Angelegenheit aufnehmen)."""

    id: CountyRef
    """The county (Landkreis)."""
    code: Code
    """Its code, for ever (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""


@dataclass(frozen=True)
class RenameMatter:
    """Give a matter of the county's list other words (Angelegenheit umbenennen)."""

    id: CountyRef
    """The county (Landkreis)."""
    code: Code
    """The matter's code (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""


@dataclass(frozen=True)
class RetireMatter:
    """Let a matter be chosen no more from a day on; what names it stays (Angelegenheit außer Gebrauch setzen)."""

    id: CountyRef
    """The county (Landkreis)."""
    code: Code
    """The matter's code (Kürzel)."""
    on: date
    """The first day on which it can no longer be chosen (nicht mehr wählbar ab)."""


# --- Rules -----------------------------------------------------------------------------------------------------


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
            "The county's list has no entry {key}.",
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
        "{key} is retired since {retired}; choose another.",
        key=code,
        retired=term.retired,
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
    )
    require(
        all(term.code in codes for term in before),
        "DROPPED",
        field,
        "A code once listed stays, since others may refer to it; retire it instead.",
    )


def listing(terms: Sequence[Term], added: ThemeAdded | MatterAdded) -> list[Any]:
    """What follows from entering a word: nothing if it stands there already, in the same words."""
    term = find(terms, added.code)
    require(
        term is None or term == Term(added.code, added.de, added.en),
        "CODE_TAKEN",
        "code",
        "The code {key} is in the list already, and a code is never used twice.",
        key=added.code,
    )
    return [added] if term is None else []


def renaming(terms: Sequence[Term], renamed: ThemeRenamed | MatterRenamed) -> list[Any]:
    """What follows from giving a word other words."""
    term = listed(terms, renamed.code, "code")
    return [] if (term.de, term.en) == (renamed.de, renamed.en) else [renamed]


def retiring(terms: Sequence[Term], retired: ThemeRetired | MatterRetired, since: date) -> list[Any]:
    """What follows from letting a word be chosen no more, in the list of a county recorded since a day."""
    term = listed(terms, retired.code, "code")
    check_not_before(retired.on, since, "on")
    require(
        term.retired in (None, retired.on),
        "RETIRED",
        "code",
        "{key} is retired already, from {retired} on.",
        key=retired.code,
        retired=term.retired,
    )
    return [] if term.retired == retired.on else [retired]


def after(terms: tuple[Term, ...], event: Any) -> tuple[Term, ...]:
    """The list after one of its events."""
    match event:
        case ThemeAdded(code=code, de=de, en=en) | MatterAdded(code=code, de=de, en=en):
            return (*terms, Term(code, de, en))
        case ThemeRenamed(code=code, de=de, en=en) | MatterRenamed(code=code, de=de, en=en):
            return changed(terms, replace(listed(terms, code, "code"), de=de, en=en))
        case _:
            return changed(terms, replace(listed(terms, event.code, "code"), retired=event.on))
