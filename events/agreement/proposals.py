"""Proposals: amendments and accessions, consented to or objected to party by party, then adopted or not.

An amendment names the version that it starts from; where a clause that it changes has changed since, it cannot be
adopted. Adoption makes a new numbered version, once approval and publication are there where they are needed.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from events.agreement.approval import Completion, ProposalNumber
from events.agreement.changes import Admission, AmendmentChanges, KeptChanges
from events.agreement.clauses import VersionNumber
from events.agreement.parties import PartyNumber
from events.refs import AgreementRef, PartyRef
from events.values import Kept, Passage, Title
from events.when import When


class AmendmentTrigger(StrEnum):
    """What gave rise to an amendment (Anlass)."""

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
    """Proposed, to be consented to (vorgeschlagen)."""
    OUTDATED = "OUTDATED"
    """Proposed, but a clause that it changes has changed since: to be withdrawn and made anew (überholt)."""
    ADOPTED = "ADOPTED"
    """Adopted; approval or publication is still needed (angenommen)."""
    APPROVAL_PENDING = "APPROVAL_PENDING"
    """Adopted and filed for approval (Genehmigung beantragt)."""
    APPROVED = "APPROVED"
    """Adopted and approved, to be published (genehmigt)."""
    CARRIED_OUT = "CARRIED_OUT"
    """Adopted, with all that it needs: a version or a party came of it (vollzogen)."""
    DISMISSED = "DISMISSED"
    """Not adopted (abgelehnt)."""
    WITHDRAWN = "WITHDRAWN"
    """Withdrawn by those who proposed it (zurückgezogen)."""
    REFUSED = "REFUSED"
    """Adopted, but the supervisory authority refused (Genehmigung versagt)."""


@dataclass(frozen=True)
class Voice:
    """What a party says of a proposal on a day; of several, the newest counts."""

    number: PartyNumber
    on: date
    consents: bool


@dataclass(frozen=True)
class Proposal:
    """An amendment or accession that is not settled yet, or whose formalities are not complete.

    `title`, `trigger`, `base_version` and `changes` are an amendment's, `admission` and `joins` an accession's;
    `effective_from` is the day that adoption gave.
    """

    number: ProposalNumber
    kind: ProposalKind
    title: Title | None
    proposed: date
    rationale: Kept | None = None
    trigger: AmendmentTrigger | None = None
    base_version: VersionNumber | None = None
    changes: KeptChanges | None = None
    admission: Admission | None = None
    joins: When | None = None
    voices: tuple[Voice, ...] = ()
    adopted: date | None = None
    effective_from: date | None = None
    completion: Completion = field(default_factory=Completion)


@dataclass(frozen=True)
class Settled:
    """What became of a proposal; only an amendment has a title.

    Who consented stands in the history, and in the agreement as it was then.
    """

    number: ProposalNumber
    kind: ProposalKind
    title: Title | None
    status: ProposalStatus
    proposed: date
    settled: date
    rationale: Kept | None = None
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
    """The first day on which it holds (gilt ab)."""
    adopted: date
    """The day on which it was adopted (angenommen am)."""
    proposal: ProposalNumber
    """The amendment that made it (Änderung)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AmendmentProposed:
    """A change of the agreement was proposed (Änderung vorgeschlagen)."""

    proposal: ProposalNumber
    """Its number (Nummer)."""
    title: Title
    """What it is called (Titel)."""
    trigger: AmendmentTrigger
    """What gave rise to it (Anlass)."""
    rationale: Passage
    """Why (Begründung)."""
    base_version: VersionNumber
    """The version that it starts from (Ausgangsfassung)."""
    changes: AmendmentChanges
    """What it changes (Inhalt)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class AccessionProposed:
    """It was proposed to admit a party (Beitritt vorgeschlagen)."""

    proposal: ProposalNumber
    """Its number (Nummer)."""
    admission: Admission
    """The party and its role (Beitritt)."""
    joins: When
    """The first day on which it is a party (beigetreten zum)."""
    on: date
    """The day of the proposal (Tag)."""


@dataclass(frozen=True)
class ProposalConsented:
    """A party consents to a proposal (zugestimmt)."""

    proposal: ProposalNumber
    """The proposal (Antrag)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProposalObjected:
    """A party objects to a proposal (abgelehnt)."""

    proposal: ProposalNumber
    """The proposal (Antrag)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class AmendmentAdopted:
    """An amendment was adopted under the agreement's own rule (Änderung angenommen)."""

    proposal: ProposalNumber
    """The amendment (Änderung)."""
    on: date
    """The day (Tag)."""
    effective_from: date
    """The day from which it is to hold (gilt ab)."""


@dataclass(frozen=True)
class AccessionAdopted:
    """A party was admitted under the agreement's own rule (Beitritt angenommen)."""

    proposal: ProposalNumber
    """The accession (Beitritt)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProposalDismissed:
    """A proposal was not adopted (Antrag abgelehnt)."""

    proposal: ProposalNumber
    """The proposal (Antrag)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProposalWithdrawn:
    """A proposal was withdrawn by those who made it (Antrag zurückgezogen)."""

    proposal: ProposalNumber
    """The proposal (Antrag)."""
    on: date
    """The day (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProposeAmendment:
    """Propose to change the agreement (Änderung vorschlagen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    title: Title
    """What it is called (Titel)."""
    trigger: AmendmentTrigger
    """What gave rise to it (Anlass)."""
    rationale: Passage
    """Why (Begründung)."""
    base_version: VersionNumber
    """The version that it starts from (Ausgangsfassung)."""
    changes: AmendmentChanges
    """What it changes (Inhalt)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProposeAccession:
    """Propose to admit a party (Beitritt vorschlagen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    admission: Admission
    """The party and its role (Beitritt)."""
    joins: When
    """The first day on which it is a party (beigetreten zum)."""
    on: date
    """The day of the proposal (Tag)."""


@dataclass(frozen=True)
class ConsentToProposal:
    """Record that a party consents to a proposed amendment or accession (zustimmen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    proposal: ProposalNumber
    """The proposal (Antrag)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ObjectToProposal:
    """Record that a party objects to a proposed amendment or accession; say why as reason (ablehnen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    proposal: ProposalNumber
    """The proposal (Antrag)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class AdoptAmendment:
    """Adopt an amendment that has the consent which the agreement asks for (Änderung annehmen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    proposal: ProposalNumber
    """The amendment (Änderung)."""
    on: date
    """The day of the adoption (Tag)."""
    effective_from: date
    """The day from which it is to hold (gilt ab)."""


@dataclass(frozen=True)
class AdoptAccession:
    """Admit a party that has the consent which the agreement asks for (Beitritt annehmen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    proposal: ProposalNumber
    """The accession (Beitritt)."""
    on: date
    """The day of the adoption (Tag)."""


@dataclass(frozen=True)
class DismissProposal:
    """Record that a proposal was not adopted; say why as reason (Antrag ablehnen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    proposal: ProposalNumber
    """The proposal (Antrag)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class WithdrawProposal:
    """Record that a proposal was withdrawn by those who made it (Antrag zurückziehen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    proposal: ProposalNumber
    """The proposal (Antrag)."""
    on: date
    """The day (Tag)."""
