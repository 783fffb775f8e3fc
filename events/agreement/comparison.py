"""Comparison of two versions of an agreement, clause by clause and word by word, and of their terms (Synopse)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from events.agreement.conditions import AgreementTerms
from events.agreement.versions import AgreementClause
from events.agreement.wording import ClauseHead, ClauseKey, VersionNumber
from events.difference import Piece, difference


class ClauseFate(StrEnum):
    """How a clause differs between two versions (Abweichung eines Paragraphen)."""

    ADDED = "ADDED"
    """It is new (neu)."""
    REMOVED = "REMOVED"
    """It is gone (gestrichen)."""
    CHANGED = "CHANGED"
    """Its text, heading or kind differs (geändert)."""
    RENUMBERED = "RENUMBERED"
    """Only its number differs (neu nummeriert)."""
    UNCHANGED = "UNCHANGED"
    """It is the same (unverändert)."""


class TermsPart(StrEnum):
    """A part of the terms (Teil der Bedingungen)."""

    TERM = "TERM"
    """How long the agreement lasts (Laufzeit)."""
    REVIEW = "REVIEW"
    """How often it is reviewed (Überprüfungsklausel)."""
    AMENDMENT_RULE = "AMENDMENT_RULE"
    """Whose consent an amendment needs (Änderungsregel)."""
    ACCESSION_RULE = "ACCESSION_RULE"
    """Whose consent an accession needs (Beitrittsregel)."""
    RESOURCES = "RESOURCES"
    """What the parties provide (Ausstattung)."""


@dataclass(frozen=True)
class PrintedClause:
    """A clause as it is printed, with its text in full (Paragraph im Wortlaut)."""

    clause: ClauseKey
    head: ClauseHead
    text: str


@dataclass(frozen=True)
class ComparedClause:
    """A clause in two versions (Paragraph in zwei Fassungen)."""

    clause: ClauseKey
    """The clause (Paragraph)."""
    fate: ClauseFate
    """How it differs (Abweichung)."""
    before: ClauseHead | None
    """Its number, heading and kind in the first version; null if it is not in that version (vorher)."""
    after: ClauseHead | None
    """Its number, heading and kind in the second version; null if it is not in that version (nachher)."""
    text: tuple[Piece, ...]
    """Its text in pieces: those in both versions, and those in only one of them (Text)."""


@dataclass(frozen=True)
class ComparedTerms:
    """The terms of two versions (Bedingungen zweier Fassungen)."""

    before: AgreementTerms
    """The terms of the first version (vorher)."""
    after: AgreementTerms
    """The terms of the second version (nachher)."""
    changed: tuple[TermsPart, ...]
    """Which parts differ (geändert)."""


@dataclass(frozen=True)
class AgreementComparison:
    """Two versions of an agreement, side by side (Synopse)."""

    from_version: VersionNumber
    """The first version (Ausgangsfassung)."""
    to_version: VersionNumber
    """The second version (Vergleichsfassung)."""
    clauses: tuple[ComparedClause, ...]
    """The clauses, in the order of the second version; struck clauses keep their place (Paragraphen)."""
    terms: ComparedTerms
    """The terms (Bedingungen)."""


def printed(wording: Iterable[AgreementClause], texts: Mapping[str, str]) -> tuple[PrintedClause, ...]:
    """The clauses of a version with their texts in full, which are given by their digests."""
    return tuple(
        PrintedClause(each.clause, ClauseHead(each.number, each.heading, each.kind), texts[each.text])
        for each in wording
    )


def compare(before: Iterable[PrintedClause], after: Iterable[PrintedClause]) -> tuple[ComparedClause, ...]:
    """What becomes of each clause of the first version in the second, and which are new."""
    old = {each.clause: each for each in before}
    new = {each.clause: each for each in after}
    return tuple(_compared(key, old.get(key), new.get(key)) for key in _in_order(old, new))


def compare_terms(before: AgreementTerms, after: AgreementTerms) -> ComparedTerms:
    """Which parts of the terms differ."""
    names = [field.name for field in fields(AgreementTerms)]
    changed = [TermsPart[name.upper()] for name in names if getattr(before, name) != getattr(after, name)]
    return ComparedTerms(before, after, tuple(changed))


def _compared(key: int, old: PrintedClause | None, new: PrintedClause | None) -> ComparedClause:
    return ComparedClause(
        key,
        _fate(old, new),
        old.head if old else None,
        new.head if new else None,
        difference(old.text if old else "", new.text if new else ""),
    )


def _fate(old: PrintedClause | None, new: PrintedClause | None) -> ClauseFate:
    if old is None or new is None:
        return ClauseFate.ADDED if old is None else ClauseFate.REMOVED
    if (old.text, old.head.heading, old.head.kind) != (new.text, new.head.heading, new.head.kind):
        return ClauseFate.CHANGED
    return ClauseFate.UNCHANGED if old.head.number == new.head.number else ClauseFate.RENUMBERED


def _in_order(old: Mapping[int, PrintedClause], new: Mapping[int, PrintedClause]) -> list[int]:
    """The keys in the order of the second; those that are gone follow the one that they followed."""
    followers: dict[int | None, list[int]] = {}
    last: int | None = None
    for key in old:
        if key in new:
            last = key
        else:
            followers.setdefault(last, []).append(key)
    order = followers.get(None, [])
    for key in new:
        order += [key, *followers.get(key, [])]
    return order
