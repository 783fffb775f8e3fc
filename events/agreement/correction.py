"""Corrections: what was recorded wrongly of an agreement is put right, with a reason; the event stays.

A wording is corrected in the version that has it; later versions that kept it have it corrected too.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.agreement.approval import Approval, ProposalNumber, Publication
from events.agreement.clauses import ClauseKey, ClauseWording, VersionNumber
from events.agreement.parties import Notice, PartyCount
from events.agreement.reviews import ReviewOutcome
from events.agreement.terms import AgreementTerms
from events.refs import AgreementRef, DocumentRef, PartyRef, PersonRef
from events.terms import Code
from events.values import EventId, Many, Name, Passage, Title
from events.when import When


@dataclass(frozen=True)
class CorrectedParty:
    """All that is right of a party (Vertragspartner, berichtigt)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    role: Name | None = None
    """Its role in the agreement (Rolle)."""
    joined: When | None = None
    """When it joined; none: it concluded the agreement (beigetreten)."""
    left: When | None = None
    """The first day without it; none: it has not left (ausgeschieden ab)."""
    notice: Notice | None = None
    """Its notice (Kündigung)."""


@dataclass(frozen=True)
class CorrectedSignature:
    """All that is right of a signature (Unterschrift, berichtigt)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    when: When
    """When (Tag)."""
    signatory: PersonRef | None = None
    """Who signed for it (unterzeichnet durch)."""
    document: DocumentRef | None = None
    """The signed paper (unterzeichnete Urkunde)."""


@dataclass(frozen=True)
class CorrectedClause:
    """How a clause rightly reads in a version that brought it (Wortlaut, berichtigt)."""

    clause: ClauseKey
    """The clause (Paragraph)."""
    version: VersionNumber
    """The version that brought the wording (Fassung)."""
    wording: ClauseWording
    """How it rightly reads (Wortlaut)."""


@dataclass(frozen=True)
class CorrectedTerms:
    """What the terms rightly are in a version that brought them (Bedingungen, berichtigt)."""

    version: VersionNumber
    """The version that brought them; 1: as concluded (Fassung)."""
    terms: AgreementTerms
    """All the terms, as they rightly are (Bedingungen)."""


@dataclass(frozen=True)
class CorrectedReview:
    """A review as it rightly was (Überprüfung, berichtigt)."""

    on: date
    """The day (Tag)."""
    findings: Passage
    """What was found (Feststellungen)."""
    outcome: ReviewOutcome
    """What follows (Ergebnis)."""
    next_due: date | None = None
    """The day by which the next one is due; none: as the review clause says (nächste Überprüfung bis)."""


@dataclass(frozen=True)
class CorrectedVersion:
    """The day from which a version rightly holds (Geltung, berichtigt)."""

    version: VersionNumber
    """The version (Fassung)."""
    effective_from: date
    """The first day on which it holds (gilt ab)."""


@dataclass(frozen=True)
class CorrectedCompletion:
    """What is right of approval and publication (Förmlichkeiten, berichtigt)."""

    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""
    approval: Approval | None = None
    """The approval (Genehmigung)."""
    publication: Publication | None = None
    """The publication (Bekanntmachung)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementCorrected:
    """Something recorded wrongly of an agreement was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """Its title (Titel)."""
    purpose: Passage | None = None
    """Its purpose (Zweck)."""
    themes: tuple[Code, ...] | None = None
    """The codes of the county's themes that it is about (Themen)."""
    parties: tuple[CorrectedParty, ...] | None = None
    """Parties that were recorded wrongly; the others stay (Vertragspartner)."""
    signatures: tuple[CorrectedSignature, ...] | None = None
    """Signatures that were recorded wrongly; the others stay (Unterschriften)."""
    clauses: tuple[CorrectedClause, ...] | None = None
    """Clauses that were recorded wrongly; the others stay (Paragraphen)."""
    versions: tuple[CorrectedVersion, ...] | None = None
    """Versions whose day was recorded wrongly; the others stay (Fassungen)."""
    terms: tuple[CorrectedTerms, ...] | None = None
    """Terms that were recorded wrongly; the others stay (Bedingungen)."""
    reviews: tuple[CorrectedReview, ...] | None = None
    """All its reviews, oldest first (alle Überprüfungen)."""
    counts: tuple[PartyCount, ...] | None = None
    """All numbers of parties that were published without names (alle veröffentlichten Anzahlen)."""
    completion: CorrectedCompletion | None = None
    """Approval and publication as they rightly are (Förmlichkeiten)."""
    termination_withdrawn: bool = False
    """Whether it was not to end (Beendigung zurückgenommen)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CorrectAgreement:
    """Put right what was recorded wrongly of an agreement; needs a reason. What is left out stays (Berichtigung)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """Its title (Titel)."""
    purpose: Passage | None = None
    """Its purpose (Zweck)."""
    themes: Annotated[tuple[Code, ...], Many(100)] | None = None
    """The codes of the county's themes that it is about (Themen)."""
    parties: Annotated[tuple[CorrectedParty, ...], Many(1_000)] | None = None
    """Parties that were recorded wrongly; the others stay (Vertragspartner)."""
    signatures: Annotated[tuple[CorrectedSignature, ...], Many(1_000)] | None = None
    """Signatures that were recorded wrongly; the others stay (Unterschriften)."""
    clauses: Annotated[tuple[CorrectedClause, ...], Many(1_000)] | None = None
    """Clauses that were recorded wrongly; the others stay (Paragraphen)."""
    versions: Annotated[tuple[CorrectedVersion, ...], Many(1_000)] | None = None
    """Versions whose day was recorded wrongly; the others stay (Fassungen)."""
    terms: Annotated[tuple[CorrectedTerms, ...], Many(1_000)] | None = None
    """Terms that were recorded wrongly; the others stay (Bedingungen)."""
    reviews: Annotated[tuple[CorrectedReview, ...], Many(1_000)] | None = None
    """All its reviews, oldest first (alle Überprüfungen)."""
    counts: Annotated[tuple[PartyCount, ...], Many(1_000)] | None = None
    """All numbers of parties that were published without names (alle veröffentlichten Anzahlen)."""
    completion: CorrectedCompletion | None = None
    """Approval and publication as they rightly are (Förmlichkeiten)."""
    termination_withdrawn: bool = False
    """True: it was not to end (Beendigung zurückgenommen)."""
