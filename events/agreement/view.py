"""An agreement as it reads on a day: its status, the version that holds, its parties and clauses."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from events.agreement.approval import Approval, Publication
from events.agreement.clauses import ClauseEdit, ClauseKey, ClauseKind, ClauseNumber, VersionNumber
from events.agreement.parties import Notice, PartyCount, PartyNumber
from events.agreement.proposals import AgreementVersion
from events.agreement.reviews import AgreementReview, Termination
from events.agreement.terms import AgreementTerms
from events.formalities import Formalities, LegalForm
from events.refs import DocumentRef, PartyRef, PersonRef
from events.terms import Code
from events.values import Kept, Name, Title
from events.when import Certainty, When


class AgreementStatus(StrEnum):
    """How far an agreement has come (Stand der Vereinbarung)."""

    DRAFT = "DRAFT"
    """It is being drafted (Entwurf)."""
    SIGNING = "SIGNING"
    """It is being signed (in Unterzeichnung)."""
    SIGNED = "SIGNED"
    """All parties have signed (unterzeichnet)."""
    APPROVAL_PENDING = "APPROVAL_PENDING"
    """The supervisory authority was asked to approve (Genehmigung beantragt)."""
    APPROVED = "APPROVED"
    """Approved, or deemed to be (genehmigt)."""
    PUBLISHED = "PUBLISHED"
    """Published, but not in force yet (bekannt gemacht)."""
    IN_FORCE = "IN_FORCE"
    """In force (in Kraft)."""
    TERMINATED = "TERMINATED"
    """Ended before its term, or of an unlimited term (beendet)."""
    EXPIRED = "EXPIRED"
    """Its term is over (ausgelaufen)."""
    ABANDONED = "ABANDONED"
    """Given up before it was concluded (aufgegeben)."""
    UNCERTAIN = "UNCERTAIN"
    """The day lies in the span of a step whose day is not known (ungewiss)."""


@dataclass(frozen=True)
class AgreementClause:
    """A clause as it reads in a version of the agreement (Paragraph)."""

    clause: ClauseKey
    """The clause's own number, for ever (Kennung)."""
    number: ClauseNumber
    """The number under which it is printed (Nummer)."""
    heading: Name
    """Its heading (Überschrift)."""
    kind: ClauseKind
    """What it is about (Art)."""
    text: Kept
    """Its text (Text)."""
    since_version: VersionNumber
    """The version that made it read so (seit Fassung)."""
    clause_version: ClauseEdit
    """How often it was edited while drafted: what an edit names as expected (Stand des Paragraphen)."""


@dataclass(frozen=True)
class AgreementParty:
    """A party to the agreement (Vertragspartner)."""

    number: PartyNumber
    """Its number in the agreement (Nummer)."""
    party: PartyRef
    """The party as it was named (Vertragspartner)."""
    role: Name | None
    """Its role in the agreement (Rolle)."""
    is_party: Certainty
    """Whether it is a party on the day (Vertragspartner am Tag)."""
    joined: When | None
    """When it became a party; none while the agreement is not in force (beigetreten)."""
    left: When | None
    """The first day without it, as far as is known (ausgeschieden ab)."""
    notice: Notice | None
    """Its notice (Kündigung)."""
    now: PartyRef
    """Who it has become by the day: itself, or its successor after mergers (Rechtsnachfolge)."""


@dataclass(frozen=True)
class Signature:
    """A party's signature (Unterschrift)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    when: When
    """When it signed (Tag)."""
    signatory: PersonRef | None
    """Who signed for it (unterzeichnet durch)."""
    document: DocumentRef | None
    """The signed paper (unterzeichnete Urkunde)."""


@dataclass(frozen=True)
class AgreementOnDay:
    """A cooperation agreement of several parties, as it stands on a day (Kooperationsvereinbarung)."""

    title: Title
    """Its title (Titel)."""
    status: AgreementStatus
    """How far it has come by the day (Stand)."""
    purpose: Kept
    """What it is for (Zweck)."""
    form: LegalForm
    """Its legal form (Rechtsform)."""
    formalities: Formalities
    """What it needs besides signatures (Förmlichkeiten)."""
    themes: tuple[Code, ...]
    """The codes of the county's themes that it is about (Themen)."""
    parties: tuple[PartyRef, ...]
    """Those named as parties that are, or may be, parties on the day; before it is in force, those of the draft
    (Vertragspartner)."""
    current_version: VersionNumber
    """The number of the version that holds on the day; before it is in force 1 (Fassung)."""
    clauses: tuple[AgreementClause, ...]
    """The clauses of that version, in order (Paragraphen)."""
    terms: AgreementTerms
    """The terms of that version (Bedingungen)."""
    drafted: When
    """When drafting began (Entwurf vom)."""
    opened_for_signature: When | None
    """When it was opened for signature (zur Unterzeichnung freigegeben)."""
    concluded: When | None
    """When the last party signed (unterzeichnet)."""
    signatures: tuple[Signature, ...]
    """The signatures (Unterschriften)."""
    approval: Approval | None
    """Approval by the supervisory authority (Genehmigung)."""
    publication: Publication | None
    """Publication (Bekanntmachung)."""
    effective_from: date | None
    """The first day on which it is or was in force, as far as is known (Inkrafttreten)."""
    ends_on: date | None
    """The first day without it, as far as is known (Ende)."""
    termination: Termination | None
    """Its end, where it did not simply expire (Beendigung)."""
    versions: tuple[AgreementVersion, ...]
    """The numbered versions after the first, by number; adopted ones that take effect later too (Fassungen)."""
    review_due: date | None
    """The day by which the next review is due, while it is in force (nächste Überprüfung bis)."""
    review_overdue: bool
    """Whether that day is past (Überprüfung überfällig)."""
    reviews: tuple[AgreementReview, ...]
    """Its reviews, oldest first (Überprüfungen)."""
    party_counts: tuple[PartyCount, ...]
    """Numbers of parties that were published without names (veröffentlichte Anzahlen)."""
