"""What is recorded of a cooperation agreement: all dated facts and all versions, but not the record's history."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.agreement.changes import Admission, KeptChanges
from events.agreement.conditions import AgreementTerms, TermsRevision
from events.agreement.wording import Clause, ClauseKey, VersionNumber
from events.formalities import Formalities, LegalForm
from events.refs import AgreementRef, DocumentRef, PartyRef, PersonRef
from events.terms import Code
from events.values import Name, Text, TextDigest, Title, Whole
from events.when import HappenedOn, When


@dataclass(frozen=True)
class OfAgreement:
    """What is done to an agreement."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""


@dataclass(frozen=True)
class OfParty:
    """What a party does, or what is done about it."""

    party: PartyRef
    """The party (Vertragspartner)."""


@dataclass(frozen=True)
class OnADay:
    """What happened on a day that may not be known."""

    when: When
    """When (Tag)."""


# --- Parties ---------------------------------------------------------------------------------------------------

PartyNumber = Annotated[int, Whole(1, 10_000)]
"""The party's number in its agreement (Nummer des Vertragspartners)."""


@dataclass(frozen=True)
class Notice:
    """A party's notice that it will leave (Kündigung eines Vertragspartners)."""

    given: date
    """The day on which the notice arrived (eingegangen am)."""
    leaves: date
    """The first day on which it is no longer a party (ausgeschieden ab)."""


@dataclass(frozen=True)
class Party:
    """A party with its role. `joined` is none for one that concluded the agreement; `left` is the first day without
    it, none where only a notice says so or nothing."""

    number: PartyNumber
    party: PartyRef
    role: Name | None = None
    joined: When | None = None
    left: When | None = None
    notice: Notice | None = None


@dataclass(frozen=True)
class PartyCount:
    """A number of parties that was published without their names (veröffentlichte Anzahl der Vertragspartner)."""

    count: PartyNumber
    """How many (Anzahl)."""
    when: When
    """When the agreement had that many parties (Zeitpunkt)."""
    source: Annotated[str, Text(500)]
    """Where it was published (Quelle)."""


# --- Signing, approval, publication ----------------------------------------------------------------------------


@dataclass(frozen=True)
class PartySignature:
    """A party's signature."""

    number: PartyNumber
    when: When
    signatory: PersonRef | None = None
    document: DocumentRef | None = None


@dataclass(frozen=True)
class Signing:
    """The signing of an agreement: when it was opened, and who has signed so far."""

    opened: When
    signatures: tuple[PartySignature, ...] = ()


class ApprovalOutcome(StrEnum):
    """The outcome of an application for approval (Ergebnis der Genehmigung)."""

    GRANTED = "GRANTED"
    """Granted (erteilt)."""
    REFUSED = "REFUSED"
    """Refused (versagt)."""
    DEEMED_GRANTED = "DEEMED_GRANTED"
    """Counts as granted because it was not refused in time (gilt als erteilt)."""


@dataclass(frozen=True)
class Approval:
    """An application for approval by the supervisory authority, and its outcome (Genehmigung)."""

    supervisory_authority: Name
    """The supervisory authority (Kommunalaufsicht)."""
    filed: When
    """When the application was filed (eingereicht)."""
    discussion: date | None = None
    """The day set for a discussion; null if none was set (Erörterungstermin)."""
    outcome: ApprovalOutcome | None = None
    """The outcome; null if there is none yet (Ergebnis)."""
    decided: When | None = None
    """When approval was granted or refused, or began to count as granted; null if there is no outcome yet
    (entschieden)."""


@dataclass(frozen=True)
class Publication:
    """A publication (Bekanntmachung)."""

    when: When
    """When (Tag)."""
    where: Annotated[str, Text(2_000)]
    """Where it was published, for example the official gazette and its number, or a web address (Fundstelle)."""


@dataclass(frozen=True)
class Completion:
    """How far approval and publication have come (Stand der Förmlichkeiten)."""

    approval: Approval | None = None
    """The approval; null until it is applied for (Genehmigung)."""
    publication: Publication | None = None
    """The publication; null if none is recorded (Bekanntmachung)."""


# --- Proposals -------------------------------------------------------------------------------------------------

ProposalNumber = Annotated[int, Whole(1, 100_000)]
"""The number of a proposed amendment or accession in its agreement (Nummer des Antrags)."""


@dataclass(frozen=True)
class AboutProposal:
    """What is about the agreement itself, or about a proposal."""

    proposal: ProposalNumber | None = None
    """The amendment or accession; null for the agreement itself (Antrag)."""


class AmendmentTrigger(StrEnum):
    """What gave rise to an amendment; null for an accession (Anlass)."""

    LAW_CHANGE = "LAW_CHANGE"
    """The law changed (Rechtsänderung)."""
    FUNDING_CHANGE = "FUNDING_CHANGE"
    """Funding changed (geänderte Förderung)."""
    GOAL_MISSED = "GOAL_MISSED"
    """A goal was missed (Ziel verfehlt)."""
    AREA_CHANGE = "AREA_CHANGE"
    """The area grew or shrank (geändertes Gebiet)."""
    TERRITORIAL_REFORM = "TERRITORIAL_REFORM"
    """A territorial reform (Gebietsreform)."""
    REVIEW = "REVIEW"
    """A review (Überprüfung)."""
    OTHER = "OTHER"
    """Anything else (Sonstiges)."""


class ProposalKind(StrEnum):
    """What is proposed (Art des Antrags)."""

    AMENDMENT = "AMENDMENT"
    """To change the agreement (Änderung)."""
    ACCESSION = "ACCESSION"
    """To admit a party (Beitritt)."""


class ProposalStatus(StrEnum):
    """How far a proposal has come (Stand des Antrags)."""

    PROPOSED = "PROPOSED"
    """Proposed; the parties can consent or object (vorgeschlagen)."""
    OUTDATED = "OUTDATED"
    """Proposed, but what it changes has changed since; it is to be withdrawn and made again (überholt)."""
    ADOPTED = "ADOPTED"
    """Adopted; approval or publication is still needed (angenommen)."""
    APPROVAL_PENDING = "APPROVAL_PENDING"
    """Adopted; approval was applied for (Genehmigung beantragt)."""
    APPROVED = "APPROVED"
    """Adopted and approved; publication may still be needed (genehmigt)."""
    CARRIED_OUT = "CARRIED_OUT"
    """Adopted and complete; it made a version or admitted a party (vollzogen)."""
    DISMISSED = "DISMISSED"
    """Not adopted (abgelehnt)."""
    WITHDRAWN = "WITHDRAWN"
    """Withdrawn by those who proposed it (zurückgezogen)."""
    REFUSED = "REFUSED"
    """Adopted, but the supervisory authority refused approval (Genehmigung versagt)."""


@dataclass(frozen=True)
class Voice:
    """What a party says of a proposal on a day; of several, the newest counts."""

    number: PartyNumber
    on: date
    consents: bool


@dataclass(frozen=True)
class Proposal:
    """An amendment or accession that is not settled yet, or whose formalities are not complete.

    `title`, `trigger`, `base_version`, `changes` and `clauses`, the keys of those that are added, are an amendment's,
    `admission` and `joins` an accession's; `effective_from` is the day that adoption gave.
    """

    number: ProposalNumber
    kind: ProposalKind
    proposed: date
    title: Title | None = None
    rationale: TextDigest | None = None
    trigger: AmendmentTrigger | None = None
    base_version: VersionNumber | None = None
    changes: KeptChanges | None = None
    clauses: tuple[ClauseKey, ...] = ()
    admission: Admission | None = None
    joins: When | None = None
    voices: tuple[Voice, ...] = ()
    adopted: date | None = None
    effective_from: date | None = None
    completion: Completion = field(default_factory=Completion)


@dataclass(frozen=True)
class Settled:
    """What became of a proposal; who consented stands in the history, and in the agreement as it was then."""

    number: ProposalNumber
    kind: ProposalKind
    status: ProposalStatus
    proposed: date
    settled: date
    title: Title | None = None
    rationale: TextDigest | None = None
    trigger: AmendmentTrigger | None = None
    version: VersionNumber | None = None
    party: PartyRef | None = None
    consents: int = 0
    objections: int = 0
    completion: Completion | None = None


@dataclass(frozen=True)
class AgreementVersion:
    """A numbered version of the agreement after the first (Fassung)."""

    number: VersionNumber
    """Its number (Nummer)."""
    effective_from: date
    """The first day on which it applies (gilt ab)."""
    adopted: date
    """The day on which it was adopted (angenommen am)."""
    proposal: ProposalNumber
    """The amendment that made it (Änderung)."""


# --- Reviews and the end ---------------------------------------------------------------------------------------


class ReviewOutcome(StrEnum):
    """What follows from a review (Ergebnis der Überprüfung)."""

    CONTINUE = "CONTINUE"
    """The agreement goes on as it is (fortführen)."""
    ADAPT = "ADAPT"
    """It is to be changed (anpassen)."""
    TERMINATE = "TERMINATE"
    """It is to be ended (beenden)."""


class TerminationCause(StrEnum):
    """Why an agreement ends (Beendigungsgrund)."""

    AGREED = "AGREED"
    """The parties agreed to end it (Aufhebung)."""
    NOTICE = "NOTICE"
    """Notice was given (Kündigung)."""
    REVIEW = "REVIEW"
    """A review called for it (Überprüfung)."""
    TOO_FEW_PARTIES = "TOO_FEW_PARTIES"
    """Fewer than two parties are left (weniger als zwei Vertragspartner)."""
    OTHER = "OTHER"
    """Anything else (Sonstiges)."""


@dataclass(frozen=True)
class AgreementReview(HappenedOn):
    """A review of the agreement (Überprüfung)."""

    findings: TextDigest
    """What was found (Feststellungen)."""
    outcome: ReviewOutcome
    """What follows from it (Ergebnis)."""
    next_due: date | None
    """The day by which the next review is due; null if the review clause sets it (nächste Überprüfung bis)."""


@dataclass(frozen=True)
class Termination:
    """The end of the agreement (Beendigung)."""

    on: date
    """The first day on which it is no longer in force (beendet zum)."""
    cause: TerminationCause
    """The reason (Grund)."""


# --- The agreement ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Agreement:
    """All that is recorded of an agreement.

    - Version 1 is the draft and what was concluded; `versions` holds those after it. Clauses and terms hold what each
      version made of them, so that every version can be told from here.
    - `entry_agreed` is the day of entry into force that the draft names, `entered` the one that was recorded.
    - `signing` is None while it is a draft; `abandoned` tells when it was given up.
    - `proposals` are open or wait for formalities, `settled` tells in brief what became of the others.
    - `last_clause`, `last_proposal` and `last_party` are the highest keys given out.
    """

    drafted: When
    title: str
    purpose: TextDigest
    form: LegalForm
    formalities: Formalities
    themes: tuple[Code, ...] = ()
    parties: tuple[Party, ...] = ()
    clauses: tuple[Clause, ...] = ()
    terms: tuple[TermsRevision, ...] = (TermsRevision(1, AgreementTerms()),)
    entry_agreed: date | None = None
    signing: Signing | None = None
    completion: Completion = field(default_factory=Completion)
    entered: date | None = None
    abandoned: When | None = None
    versions: tuple[AgreementVersion, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    settled: tuple[Settled, ...] = ()
    reviews: tuple[AgreementReview, ...] = ()
    counts: tuple[PartyCount, ...] = ()
    termination: Termination | None = None
    last_clause: int = 0
    last_proposal: int = 0
    last_party: int = 0
