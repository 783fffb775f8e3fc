"""What an amendment is to change: clauses, terms, and who is a party."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from events.agreement.conditions import AgreementDuration, AgreementResources, AgreementTerms, ConsentRule, ReviewClause
from events.agreement.wording import ClauseKey, ClauseKind, ClauseNumber, ClauseWording, KeptWording, kept
from events.refs import PartyRef
from events.values import Many, Name, Passage, TextDigest, digest_of


@dataclass(frozen=True)
class _HeadChange:
    clause: ClauseKey
    """The clause (Paragraph)."""
    number: ClauseNumber | None = None
    """Its number (Nummer)."""
    heading: Name | None = None
    """Its heading (Überschrift)."""
    kind: ClauseKind | None = None
    """What it is about (Art)."""


@dataclass(frozen=True)
class ClauseChange(_HeadChange):
    """How an amendment changes a clause; fields that are left out stay as they are (Änderung eines Paragraphen)."""

    text: Passage | None = None
    """Its text (Text)."""


@dataclass(frozen=True)
class KeptClauseChange(_HeadChange):
    """How an amendment changes a clause; fields that are null stay as they are (Änderung eines Paragraphen)."""

    text: TextDigest | None = None
    """Its text (Text)."""


@dataclass(frozen=True)
class TermsChange:
    """How an amendment changes the terms; parts that are null stay as they are (Änderung der Bedingungen)."""

    term: AgreementDuration | None = None
    """How long the agreement lasts (Laufzeit)."""
    review: ReviewClause | None = None
    """How often it is reviewed (Überprüfungsklausel)."""
    review_struck: bool = False
    """Whether the review clause is struck; the agreement is then no longer reviewed at intervals (Überprüfungsklausel
    gestrichen)."""
    amendment_rule: ConsentRule | None = None
    """Whose consent an amendment needs (Änderungsregel)."""
    accession_rule: ConsentRule | None = None
    """Whose consent an accession needs (Beitrittsregel)."""
    resources: AgreementResources | None = None
    """What the parties provide (Ausstattung)."""

    @property
    def parts(self) -> Mapping[str, Any]:
        """The parts of the terms that change, as they are to be."""
        given = {name: part for name, part in vars(self).items() if name != "review_struck" and part is not None}
        return {**given, "review": self.review} if self.review_struck else given


@dataclass(frozen=True)
class Admission:
    """A party that is to join, and its role (Beitritt)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    role: Name | None = None
    """Its role in the agreement; null if it has no special one (Rolle)."""


@dataclass(frozen=True)
class _OtherChanges:
    removed: Annotated[tuple[ClauseKey, ...], Many(1_000)] = ()
    """Clauses that are struck (gestrichene Paragraphen)."""
    terms: TermsChange | None = None
    """Changes to the terms; null if the terms stay as they are (geänderte Bedingungen)."""
    admitted: Annotated[tuple[Admission, ...], Many(1_000)] = ()
    """Parties that join on the version's first day (beitretende Vertragspartner)."""
    released: Annotated[tuple[PartyRef, ...], Many(1_000)] = ()
    """Parties that are no longer parties from the version's first day on (ausscheidende Vertragspartner)."""


@dataclass(frozen=True)
class AmendmentChanges(_OtherChanges):
    """What an amendment changes (Inhalt der Änderung)."""

    added: Annotated[tuple[ClauseWording, ...], Many(1_000)] = ()
    """Clauses that are added (neue Paragraphen)."""
    revised: Annotated[tuple[ClauseChange, ...], Many(1_000)] = ()
    """Clauses that are changed (geänderte Paragraphen)."""


@dataclass(frozen=True)
class KeptChanges(_OtherChanges):
    """What an amendment changes (Inhalt der Änderung)."""

    added: tuple[KeptWording, ...] = ()
    """Clauses that are added (neue Paragraphen)."""
    revised: tuple[KeptClauseChange, ...] = ()
    """Clauses that are changed (geänderte Paragraphen)."""


def kept_changes(changes: AmendmentChanges) -> KeptChanges:
    """What an amendment changes, as states hold it: texts by their digests."""
    return KeptChanges(
        added=tuple(kept(wording) for wording in changes.added),
        revised=tuple(kept_change(change) for change in changes.revised),
        removed=changes.removed,
        terms=changes.terms,
        admitted=changes.admitted,
        released=changes.released,
    )


def kept_change(change: ClauseChange) -> KeptClauseChange:
    """What an amendment makes of a clause, as states hold it."""
    text = None if change.text is None else digest_of(change.text)
    return KeptClauseChange(change.clause, change.number, change.heading, change.kind, text)


def reworded(wording: KeptWording, change: KeptClauseChange) -> KeptWording:
    """A clause after a change; what the change leaves out stays."""
    return KeptWording(
        change.number or wording.number,
        change.heading or wording.heading,
        change.kind or wording.kind,
        change.text or wording.text,
    )


def changed_terms(terms: AgreementTerms, change: TermsChange) -> AgreementTerms:
    """The terms after a change; what the change leaves out stays."""
    return replace(terms, **change.parts)


def touched(changes: AmendmentChanges | KeptChanges) -> frozenset[int]:
    """The clauses that an amendment changes or strikes."""
    return frozenset((*(change.clause for change in changes.revised), *changes.removed))


def moving(changes: AmendmentChanges | KeptChanges | None) -> tuple[str, ...]:
    """Those that join or leave by an amendment."""
    return () if changes is None else (*(admission.party for admission in changes.admitted), *changes.released)
