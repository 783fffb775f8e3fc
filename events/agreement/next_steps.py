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
    """Approval is to be applied for (Genehmigung beantragen)."""
    AWAIT_APPROVAL = "AWAIT_APPROVAL"
    """The supervisory authority is to approve (Genehmigung abwarten)."""
    PUBLISH = "PUBLISH"
    """The agreement, amendment or accession is to be published (bekannt machen)."""
    STATE_ENTRY_INTO_FORCE = "STATE_ENTRY_INTO_FORCE"
    """The day of its entry into force is to be recorded (Inkrafttreten eintragen)."""
    CONSENT = "CONSENT"
    """The party is to consent or to object (zustimmen oder ablehnen)."""
    ADOPT = "ADOPT"
    """A proposal can be adopted, or is to be decided on by a body (annehmen)."""
    DISMISS = "DISMISS"
    """A proposal can no longer get the consent that it needs (ablehnen oder zurückziehen)."""
    RENEW_PROPOSAL = "RENEW_PROPOSAL"
    """A proposal is outdated and is to be withdrawn and made again (neu vorschlagen)."""
    REVIEW = "REVIEW"
    """The agreement is to be reviewed (überprüfen)."""
    ADAPT = "ADAPT"
    """An amendment is to be proposed because a review called for it (Änderung vorschlagen)."""
    END = "END"
    """The agreement is to be ended because too few parties are left or a review called for it (beenden)."""
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
    """Something that is to be done about an agreement (nächster Schritt)."""

    kind: NextStepKind
    """What is to be done (Art)."""
    party: PartyRef | None
    """The party that has to do it; null for the coordination office (wer)."""
    since: date
    """The day since which it can be done, as far as is known (seit)."""
    by: date | None
    """The day by which it is to be done or happens by itself; null if no day is set (bis)."""
    overdue: bool
    """Whether that day is past (überfällig)."""
    message: Message
    """What is to be done, as a sentence to display (Meldung)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession that it is about; null for the agreement itself (Antrag)."""
    authority: Name | None = None
    """The supervisory authority that is to approve; null for other steps (Kommunalaufsicht)."""


@dataclass(frozen=True)
class OwedStep:
    """A next step, with the agreement that it belongs to (nächster Schritt bei einer Vereinbarung)."""

    agreement: AgreementRef
    """The agreement (Vereinbarung)."""
    step: NextStep
    """What is to be done (Schritt)."""
