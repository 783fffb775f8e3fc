"""The county's own lists of words: the themes of its climate work, and the matters that can be decided on."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.county.state import County, OfCounty
from events.decider import Act, Part, World, recorded, require
from events.rules import check_not_before
from events.terms import Code, Term, find, listed
from events.values import Name


@dataclass(frozen=True)
class _Word:
    code: Code
    """Its code, for ever (Kürzel)."""
    de: Name
    """In German (deutsche Bezeichnung)."""
    en: Name
    """In English (englische Bezeichnung)."""


@dataclass(frozen=True)
class _Retirement:
    code: Code
    """Its code (Kürzel)."""
    on: date
    """The first day on which it can no longer be chosen (nicht mehr wählbar ab)."""


@dataclass(frozen=True)
class ThemeAdded(_Word):
    """A theme entered the county's list (Thema aufgenommen)."""


@dataclass(frozen=True)
class AddTheme(_Word, OfCounty):
    """Enter a theme into the county's list (Thema aufnehmen)."""


@dataclass(frozen=True)
class ThemeRenamed(_Word):
    """A theme of the county's list has other words (Thema umbenannt)."""


@dataclass(frozen=True)
class RenameTheme(_Word, OfCounty):
    """Give a theme of the county's list other words (Thema umbenennen)."""


@dataclass(frozen=True)
class ThemeRetired(_Retirement):
    """A theme can no longer be chosen from a day on (Thema außer Gebrauch)."""


@dataclass(frozen=True)
class RetireTheme(_Retirement, OfCounty):
    """Let a theme be chosen no more from a day on; what names it stays (Thema außer Gebrauch setzen)."""


@dataclass(frozen=True)
class MatterAdded(_Word):
    """A matter entered the county's list of what can be decided (Angelegenheit aufgenommen)."""


@dataclass(frozen=True)
class AddMatter(_Word, OfCounty):
    """Enter a matter into the county's list of what can be decided (Angelegenheit aufnehmen)."""


@dataclass(frozen=True)
class MatterRenamed(_Word):
    """A matter of the county's list has other words (Angelegenheit umbenannt)."""


@dataclass(frozen=True)
class RenameMatter(_Word, OfCounty):
    """Give a matter of the county's list other words (Angelegenheit umbenennen)."""


@dataclass(frozen=True)
class MatterRetired(_Retirement):
    """A matter can no longer be chosen from a day on (Angelegenheit außer Gebrauch)."""


@dataclass(frozen=True)
class RetireMatter(_Retirement, OfCounty):
    """Let a matter be chosen no more from a day on; what names it stays (Angelegenheit außer Gebrauch setzen)."""


def _changed(terms: tuple[Term, ...], code: str, **now: Any) -> tuple[Term, ...]:
    """The list with one of its words changed."""
    changed = replace(listed(terms, code, "code"), **now)
    return tuple(changed if term.code == code else term for term in terms)


def _having(state: Any, field: str, terms: tuple[Term, ...]) -> County:
    """The county with one of its lists as it is now."""
    county: County = replace(state, **{field: terms})
    return county


def _adding(field: str, command: type[Any], event: type[Any]) -> Act:
    def decide(given: _Word, state: County, world: World) -> list[Any]:
        term = find(getattr(state, field), given.code)
        require(
            term in (None, Term(given.code, given.de, given.en)),
            "CODE_TAKEN",
            "code",
            "The code {key} is in the list already, and a code is never used twice; choose another.",
            key=given.code,
        )
        return [recorded(event, given)] if term is None else []

    def evolve(state: Any, added: _Word) -> County:
        return _having(state, field, (*getattr(state, field), Term(added.code, added.de, added.en)))

    return Act(command, decide, {event: evolve})


def _renaming(field: str, command: type[Any], event: type[Any]) -> Act:
    def decide(given: _Word, state: County, world: World) -> list[Any]:
        term = listed(getattr(state, field), given.code, "code")
        return [] if (term.de, term.en) == (given.de, given.en) else [recorded(event, given)]

    def evolve(state: Any, renamed: _Word) -> County:
        return _having(state, field, _changed(getattr(state, field), renamed.code, de=renamed.de, en=renamed.en))

    return Act(command, decide, {event: evolve})


def _retiring(field: str, command: type[Any], event: type[Any]) -> Act:
    def decide(given: _Retirement, state: County, world: World) -> list[Any]:
        term = listed(getattr(state, field), given.code, "code")
        check_not_before(given.on, state.since, "on")
        require(
            term.retired in (None, given.on),
            "RETIRED",
            "code",
            "{key} is already retired from {retired} on; if that is wrong, correct it.",
            key=given.code,
            retired=term.retired,
        )
        return [] if term.retired == given.on else [recorded(event, given)]

    def evolve(state: Any, retired: _Retirement) -> County:
        return _having(state, field, _changed(getattr(state, field), retired.code, retired=retired.on))

    return Act(command, decide, {event: evolve})


def check_kept(state: County, before: County) -> None:
    """Raise `Rejected` (DROPPED) where a correction drops a word of a list: others may refer to it."""
    for terms, listed_before in ((state.themes, before.themes), (state.matters, before.matters)):
        require(
            all(find(terms, term.code) for term in listed_before),
            "DROPPED",
            "acts",
            "A code once listed stays, since others may refer to it; retire it instead.",
        )


LISTS = Part(
    (
        _adding("themes", AddTheme, ThemeAdded),
        _renaming("themes", RenameTheme, ThemeRenamed),
        _retiring("themes", RetireTheme, ThemeRetired),
        _adding("matters", AddMatter, MatterAdded),
        _renaming("matters", RenameMatter, MatterRenamed),
        _retiring("matters", RetireMatter, MatterRetired),
    )
)
