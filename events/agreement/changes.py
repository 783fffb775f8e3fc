"""What a proposal is to change: clauses, terms, and who is a party."""

from dataclasses import dataclass
from typing import Annotated

from events.agreement.clauses import ClauseKey, ClauseKind, ClauseNumber, ClauseWording, KeptWording
from events.agreement.terms import AgreementDuration, AgreementResources, ConsentRule, ReviewClause
from events.refs import PartyRef
from events.values import Kept, Many, Name, Passage


@dataclass(frozen=True)
class ClauseChange:
    """What an amendment makes of a clause; what is left out stays (Änderung eines Paragraphen)."""

    clause: ClauseKey
    """The clause (Paragraph)."""
    number: ClauseNumber | None = None
    """Its number (Nummer)."""
    heading: Name | None = None
    """Its heading (Überschrift)."""
    kind: ClauseKind | None = None
    """What it is about (Art)."""
    text: Passage | None = None
    """Its text (Text)."""


@dataclass(frozen=True)
class KeptClauseChange:
    """What an amendment makes of a clause; what is none stays (Änderung eines Paragraphen)."""

    clause: ClauseKey
    """The clause (Paragraph)."""
    number: ClauseNumber | None = None
    """Its number (Nummer)."""
    heading: Name | None = None
    """Its heading (Überschrift)."""
    kind: ClauseKind | None = None
    """What it is about (Art)."""
    text: Kept | None = None
    """Its text (Text)."""


@dataclass(frozen=True)
class TermsChange:
    """What an amendment makes of the terms; what is left out stays (Änderung der Bedingungen)."""

    term: AgreementDuration | None = None
    """How long the agreement holds (Laufzeit)."""
    review: ReviewClause | None = None
    """How often it is looked at (Überprüfungsklausel)."""
    amendment_rule: ConsentRule | None = None
    """Whose consent a change takes (Änderungsregel)."""
    accession_rule: ConsentRule | None = None
    """Whose consent joining takes (Beitrittsregel)."""
    resources: AgreementResources | None = None
    """What the parties provide (Ausstattung)."""


@dataclass(frozen=True)
class Admission:
    """A party that is to join, and its role (Beitritt)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    role: Name | None = None
    """Its role in the agreement (Rolle)."""


@dataclass(frozen=True)
class AmendmentChanges:
    """All that an amendment changes (Inhalt der Änderung)."""

    added: Annotated[tuple[ClauseWording, ...], Many(1_000)] = ()
    """Clauses that are added (neue Paragraphen)."""
    revised: Annotated[tuple[ClauseChange, ...], Many(1_000)] = ()
    """Clauses that read otherwise (geänderte Paragraphen)."""
    removed: Annotated[tuple[ClauseKey, ...], Many(1_000)] = ()
    """Clauses that are struck (gestrichene Paragraphen)."""
    terms: TermsChange | None = None
    """Terms that change (geänderte Bedingungen)."""
    admitted: Annotated[tuple[Admission, ...], Many(1_000)] = ()
    """Parties that join from the version's first day on (beitretende Vertragspartner)."""
    released: Annotated[tuple[PartyRef, ...], Many(1_000)] = ()
    """Parties that leave from the version's first day on (ausscheidende Vertragspartner)."""


@dataclass(frozen=True)
class KeptChanges:
    """All that an amendment changes (Inhalt der Änderung)."""

    added: tuple[KeptWording, ...] = ()
    """Clauses that are added (neue Paragraphen)."""
    revised: tuple[KeptClauseChange, ...] = ()
    """Clauses that read otherwise (geänderte Paragraphen)."""
    removed: tuple[ClauseKey, ...] = ()
    """Clauses that are struck (gestrichene Paragraphen)."""
    terms: TermsChange | None = None
    """Terms that change (geänderte Bedingungen)."""
    admitted: tuple[Admission, ...] = ()
    """Parties that join from the version's first day on (beitretende Vertragspartner)."""
    released: tuple[PartyRef, ...] = ()
    """Parties that leave from the version's first day on (ausscheidende Vertragspartner)."""
