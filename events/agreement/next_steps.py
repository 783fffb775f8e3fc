"""Next steps: who has to do what about an agreement, since when and by when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from events.agreement.state import ProposalNumber
from events.message import Message
from events.refs import AgreementRef, PartyRef
from events.values import Name


class NextStepKind(StrEnum):
    """What is to be done (Art des nächsten Schritts)."""

    COMPLETE_DRAFT = "COMPLETE_DRAFT"
    """The draft lacks parties, clauses or a notice period (Entwurf vervollständigen)."""
    OPEN_FOR_SIGNATURE = "OPEN_FOR_SIGNATURE"
    """The draft can be opened for signature (zur Unterzeichnung freigeben)."""
    SIGN = "SIGN"
    """The party is to sign (unterzeichnen)."""
    FILE_FOR_APPROVAL = "FILE_FOR_APPROVAL"
    """Approval is to be asked for (Genehmigung beantragen)."""
    AWAIT_APPROVAL = "AWAIT_APPROVAL"
    """The supervisory authority is to approve (Genehmigung abwarten)."""
    PUBLISH = "PUBLISH"
    """It is to be published (bekannt machen)."""
    STATE_ENTRY_INTO_FORCE = "STATE_ENTRY_INTO_FORCE"
    """The day of its entry into force is to be recorded (Inkrafttreten eintragen)."""
    CONSENT = "CONSENT"
    """The party is to consent or to object (zustimmen oder ablehnen)."""
    ADOPT = "ADOPT"
    """A proposal can be adopted, or is to be decided on by a body (annehmen)."""
    DISMISS = "DISMISS"
    """A proposal cannot get the consent that it needs any more (ablehnen oder zurückziehen)."""
    RENEW_PROPOSAL = "RENEW_PROPOSAL"
    """A proposal is outdated: to be withdrawn and made anew (neu vorschlagen)."""
    REVIEW = "REVIEW"
    """The agreement is to be reviewed (überprüfen)."""
    ADAPT = "ADAPT"
    """A review came to that: a change is to be proposed (Änderung vorschlagen)."""
    END = "END"
    """The agreement is to be ended: too few parties are left, or a review came to that (beenden)."""
    LEAVE = "LEAVE"
    """The party has given notice and leaves (ausscheiden)."""


INTERNAL_STEPS = frozenset(
    {
        NextStepKind.CONSENT,
        NextStepKind.ADOPT,
        NextStepKind.DISMISS,
        NextStepKind.RENEW_PROPOSAL,
        NextStepKind.LEAVE,
    }
)
"""Steps that tell of proposals, voices and notices: internal, even where the agreement is public."""


@dataclass(frozen=True)
class NextStep:
    """What somebody has to do about an agreement (nächster Schritt)."""

    kind: NextStepKind
    """What is to be done (Art)."""
    party: PartyRef | None
    """Which party has to do it; none: the coordination office (wer)."""
    since: date
    """Since when it can be done, as far as is known (seit)."""
    by: date | None
    """The day by which it is to be done, or comes about by itself; none: no day is set (bis)."""
    overdue: bool
    """Whether that day is past (überfällig)."""
    message: Message
    """What is to be done, for people (Meldung)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession that it is about; none: the agreement itself (Antrag)."""
    authority: Name | None = None
    """The supervisory authority that is to approve (Kommunalaufsicht)."""


@dataclass(frozen=True)
class OwedStep:
    """What somebody has to do, and about which agreement (nächster Schritt bei einer Vereinbarung)."""

    agreement: AgreementRef
    """The agreement (Vereinbarung)."""
    step: NextStep
    """What is to be done (Schritt)."""
