"""Approval and publication: what an agreement, an amendment or an accession needs beyond consent.

Where silence grants (GkG NRW § 24), an approval that was not refused within the weeks after filing, or after the date
set for a discussion, counts as granted on the day after the last of them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.refs import AgreementRef
from events.values import Name, Text, Whole
from events.when import When

ProposalNumber = Annotated[int, Whole(1, 100_000)]
"""The number of a proposed amendment or accession in its agreement (Nummer des Antrags)."""
Where = Annotated[str, Text(2_000)]


class ApprovalOutcome(StrEnum):
    """What came of a filing for approval (Ergebnis der Genehmigung)."""

    GRANTED = "GRANTED"
    """Granted (erteilt)."""
    REFUSED = "REFUSED"
    """Refused (versagt)."""
    DEEMED_GRANTED = "DEEMED_GRANTED"
    """Counts as granted by lapse of time (gilt als erteilt)."""


@dataclass(frozen=True)
class Approval:
    """A filing for approval by the supervisory authority, and what came of it (Genehmigung)."""

    supervisory_authority: Name
    """The supervisory authority (Kommunalaufsicht)."""
    filed: When
    """When it was filed (eingereicht)."""
    discussion: date | None = None
    """The day set for a discussion (Erörterungstermin)."""
    outcome: ApprovalOutcome | None = None
    """What came of it; none: nothing yet (Ergebnis)."""
    decided: When | None = None
    """When (entschieden)."""


@dataclass(frozen=True)
class Publication:
    """A publication (Bekanntmachung)."""

    when: When
    """When (Tag)."""
    where: Where
    """Where, such as the official gazette and its number, or an address (Fundstelle)."""


@dataclass(frozen=True)
class Completion:
    """How far approval and publication have come (Stand der Förmlichkeiten)."""

    approval: Approval | None = None
    """The approval, once filed for (Genehmigung)."""
    publication: Publication | None = None
    """The publication (Bekanntmachung)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ApprovalFiled:
    """The supervisory authority was asked to approve (Genehmigung beantragt)."""

    supervisory_authority: Name
    """The supervisory authority (Kommunalaufsicht)."""
    when: When
    """When (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class ApprovalDiscussionSet:
    """The supervisory authority set a day for a discussion (Erörterungstermin)."""

    on: date
    """The day of the discussion (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class ApprovalGranted:
    """The supervisory authority approved (genehmigt)."""

    when: When
    """When (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class ApprovalRefused:
    """The supervisory authority refused: the agreement is a draft again, a proposal has failed (versagt)."""

    when: When
    """When (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class ApprovalDeemedGranted:
    """The approval counts as granted, since it was not refused in time (gilt als erteilt)."""

    on: date
    """The first day on which it counts as granted (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class AgreementPublished:
    """The agreement, amendment or accession was published (bekannt gemacht)."""

    when: When
    """When (Tag)."""
    where: Where
    """Where (Fundstelle)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class AgreementEnteredIntoForce:
    """The agreement is in force from a day on (in Kraft getreten)."""

    on: date
    """The first day (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FileForApproval:
    """Record that the supervisory authority was asked to approve (Genehmigung beantragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    supervisory_authority: Name
    """The supervisory authority (Kommunalaufsicht)."""
    when: When
    """When (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class SetApprovalDiscussion:
    """Record the day that the supervisory authority set for a discussion; the weeks then run from it
    (Erörterungstermin eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    on: date
    """The day of the discussion (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class GrantApproval:
    """Record that the supervisory authority approved (Genehmigung eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    when: When
    """When (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class RefuseApproval:
    """Record that the supervisory authority refused; say why as reason (Versagung eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    when: When
    """When (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class PublishAgreement:
    """Record that the agreement, amendment or accession was published (Bekanntmachung eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    when: When
    """When (Tag)."""
    where: Where
    """Where, such as the official gazette and its number, or an address (Fundstelle)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; none: the agreement itself (Antrag)."""


@dataclass(frozen=True)
class EnterIntoForce:
    """Record the day from which the agreement is in force, where it does not follow from the days of signatures,
    approval and publication, or is a later one (Inkrafttreten eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    on: date
    """The first day (Tag)."""
