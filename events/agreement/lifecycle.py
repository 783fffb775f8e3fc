"""The life of an agreement: what it still needs, from which day on it is in force, when it ends, how far it has come.

All of it follows from what is recorded and the day that is asked for; nothing here depends on when a due effect was
recorded.
"""

from datetime import date, timedelta
from enum import StrEnum

from events.agreement.state import Agreement, Approval, ApprovalOutcome, Completion, Party, Publication
from events.agreement.versions import number_in_force, terms_at
from events.decider import Rejected, require
from events.formalities import Formalities
from events.policy import OFFICE, Grants, Relation, Role
from events.when import Certainty, When, by, latest

DAY = timedelta(days=1)
PARTIES_TOO: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}
"""Who may do what the parties may do themselves."""


class Step(StrEnum):
    """What an agreement needs before it is in force (Schritt bis zum Inkrafttreten)."""

    SIGNATURES = "SIGNATURES"
    """Signatures of all parties (Unterschriften)."""
    APPROVAL = "APPROVAL"
    """Approval by the supervisory authority (Genehmigung)."""
    PUBLICATION = "PUBLICATION"
    """Publication (Bekanntmachung)."""


class AgreementStatus(StrEnum):
    """How far an agreement has come (Stand der Vereinbarung)."""

    DRAFT = "DRAFT"
    """It is being drafted (Entwurf)."""
    SIGNING = "SIGNING"
    """It is being signed (in Unterzeichnung)."""
    SIGNED = "SIGNED"
    """All parties have signed (unterzeichnet)."""
    APPROVAL_PENDING = "APPROVAL_PENDING"
    """Approval by the supervisory authority was applied for (Genehmigung beantragt)."""
    APPROVED = "APPROVED"
    """Approved, or counts as approved (genehmigt)."""
    PUBLISHED = "PUBLISHED"
    """Published, but not in force yet (bekannt gemacht)."""
    IN_FORCE = "IN_FORCE"
    """In force (in Kraft)."""
    TERMINATED = "TERMINATED"
    """Ended before its term was over, or with an unlimited term (beendet)."""
    EXPIRED = "EXPIRED"
    """Its term is over (ausgelaufen)."""
    ABANDONED = "ABANDONED"
    """Given up before it was concluded (aufgegeben)."""
    UNCERTAIN = "UNCERTAIN"
    """A step was taken on a day that is not exactly known, so the status on this day is uncertain (ungewiss)."""


# --- Signatures ------------------------------------------------------------------------------------------------


def unsigned(state: Agreement) -> tuple[Party, ...]:
    """The parties that have to sign and have not: those that conclude the agreement, not those that joined it."""
    signed = {signature.number for signature in state.signing.signatures} if state.signing else set()
    return tuple(party for party in state.parties if party.joined is None and party.number not in signed)


def is_draft(state: Agreement) -> bool:
    """Whether the agreement is a draft, which can be edited."""
    return state.signing is None and state.abandoned is None


def is_signing(state: Agreement) -> bool:
    """Whether the agreement is being signed."""
    return state.signing is not None and state.abandoned is None and len(unsigned(state)) > 0


def is_concluded(state: Agreement) -> bool:
    """Whether all parties have signed."""
    return state.signing is not None and state.abandoned is None and not unsigned(state)


def concluded(state: Agreement) -> When | None:
    """When the last party signed; None: not all have."""
    if state.signing is None or not state.signing.signatures or not is_concluded(state):
        return None
    return latest(signature.when for signature in state.signing.signatures)


# --- Approval and publication ----------------------------------------------------------------------------------


def deemed_day(approval: Approval | None, formalities: Formalities) -> date | None:
    """The first day on which an approval that is not refused counts as granted: the day after the last of the weeks
    since filing, or since the day set for a discussion. None: silence grants nothing, or it was never filed for."""
    if approval is None or formalities.deemed_after_weeks is None:
        return None
    since = approval.discussion or approval.filed.last
    return since + timedelta(weeks=formalities.deemed_after_weeks) + DAY


def approved(completion: Completion, formalities: Formalities) -> When | None:
    """When approval was granted, or counts as granted, which may lie ahead; None: it was refused or is still open."""
    approval = completion.approval
    if approval is None or approval.outcome is ApprovalOutcome.REFUSED:
        return None
    if approval.outcome is not None:
        return approval.decided
    deemed = deemed_day(approval, formalities)
    return When(deemed) if deemed else None


def missing_formality(completion: Completion, formalities: Formalities) -> Step | None:
    """What is needed first of approval and publication and is not there; approval that will be deemed counts as there
    from its day on."""
    if formalities.approval and approved(completion, formalities) is None:
        return Step.APPROVAL
    if formalities.publication and completion.publication is None:
        return Step.PUBLICATION
    return None


def formality_days(completion: Completion, formalities: Formalities) -> tuple[When, ...] | None:
    """The days from which approval and publication let something take effect, of those that are needed; None: one is
    missing."""
    if missing_formality(completion, formalities) is not None:
        return None
    days = (
        approved(completion, formalities) if formalities.approval else None,
        _day_after(completion.publication) if formalities.publication and completion.publication else None,
    )
    return tuple(when for when in days if when is not None)


def _day_after(publication: Publication) -> When:
    when = publication.when
    return When(when.earliest + DAY, when.latest + DAY if when.latest else None)


def shown_approval(approval: Approval | None, formalities: Formalities, on: date) -> Approval | None:
    """The approval as it reads on a day: counted as granted from that very day on, whether or not it is recorded."""
    deemed = deemed_day(approval, formalities)
    if approval is None or deemed is None or approval.outcome not in (None, ApprovalOutcome.DEEMED_GRANTED):
        return approval
    since = approval.decided.earliest if approval.decided else deemed
    held = on >= since
    return Approval(
        supervisory_authority=approval.supervisory_authority,
        filed=approval.filed,
        discussion=approval.discussion,
        outcome=ApprovalOutcome.DEEMED_GRANTED if held else None,
        decided=When(since) if held else None,
    )


# --- In force --------------------------------------------------------------------------------------------------


def missing_step(state: Agreement) -> Step | None:
    """What the agreement needs first before it can be in force; None: all is there."""
    if not is_concluded(state):
        return Step.SIGNATURES
    return missing_formality(state.completion, state.formalities)


def ready(state: Agreement) -> When | None:
    """When all that is needed was there: the last signature, approval, the day after publication. None: not all is."""
    signed, days = concluded(state), formality_days(state.completion, state.formalities)
    return None if signed is None or days is None else latest((signed, *days))


def effective_from(state: Agreement) -> date | None:
    """The first day on which the agreement is in force; None: it is not to be, or the day does not follow exactly from
    what is recorded and has to be recorded itself."""
    if state.entered is not None:
        return state.entered
    since = ready(state)
    if since is None:
        return None
    begun = latest((since, When(state.entry_agreed))) if state.entry_agreed else since
    return begun.earliest if begun.known else None


def expires_on(state: Agreement) -> date | None:
    """The first day after its term; None: it is unlimited or was never in force. A later version may prolong it."""
    begun = effective_from(state)
    if begun is None or all(revision.terms.term.until is None for revision in state.terms):
        return None
    starts = sorted({begun, *(version.effective_from for version in state.versions if version.effective_from > begun)})
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        until = terms_at(state, number_in_force(state, start)).term.until
        if until is not None:
            over = max(until + DAY, start)
            if following is None or over < following:
                return over
    return None


def ends_on(state: Agreement) -> date | None:
    """The first day without the agreement, by termination or by its term; None: no end is known."""
    days = (expires_on(state), state.termination.on if state.termination else None)
    return min((day for day in days if day is not None), default=None)


# --- Status ----------------------------------------------------------------------------------------------------


def status_on(state: Agreement, on: date) -> AgreementStatus:
    """How far the agreement has come by a day; UNCERTAIN within the span of a step whose day is not known."""
    for when, status in reversed(_steps(state)):
        reached = by(when, on)
        if reached is not Certainty.NO:
            return status if reached is Certainty.YES else AgreementStatus.UNCERTAIN
    return AgreementStatus.DRAFT


def _steps(state: Agreement) -> list[tuple[When | None, AgreementStatus]]:
    approval, publication = state.completion.approval, state.completion.publication
    begun, end = effective_from(state), ends_on(state)
    return [
        (state.signing.opened if state.signing else None, AgreementStatus.SIGNING),
        (concluded(state), AgreementStatus.SIGNED),
        (approval.filed if approval else None, AgreementStatus.APPROVAL_PENDING),
        (approved(state.completion, state.formalities), AgreementStatus.APPROVED),
        (publication.when if publication else None, AgreementStatus.PUBLISHED),
        (When(begun) if begun else None, AgreementStatus.IN_FORCE),
        (When(end) if end else None, _ending(state, end)),
        (state.abandoned, AgreementStatus.ABANDONED),
    ]


def _ending(state: Agreement, end: date | None) -> AgreementStatus:
    expired = end is not None and end == expires_on(state)
    return AgreementStatus.EXPIRED if expired else AgreementStatus.TERMINATED


# --- Checks ----------------------------------------------------------------------------------------------------


def check_draft(state: Agreement) -> None:
    """Raise `Rejected` unless the agreement is a draft (ABANDONED, NOT_A_DRAFT)."""
    check_not_abandoned(state)
    if is_signing(state):
        raise Rejected(
            "NOT_A_DRAFT",
            "id",
            "The agreement is being signed; reopen it as a draft first. Signatures given so far then lapse.",
        )
    require(is_draft(state), "NOT_A_DRAFT", "id", "The agreement is concluded; propose an amendment instead.")


def check_not_abandoned(state: Agreement) -> None:
    """Raise `Rejected` (ABANDONED) if the agreement was given up."""
    require(state.abandoned is None, "ABANDONED", "id", "The agreement was given up; draft a new one instead.")


def check_in_force(state: Agreement, on: date, field: str) -> None:
    """Raise `Rejected` unless the agreement is surely in force on the day (ABANDONED, ENDED, NOT_IN_FORCE)."""
    check_not_abandoned(state)
    begun, end = effective_from(state), ends_on(state)
    if end is not None and on >= end:
        raise Rejected(
            "ENDED",
            field,
            "The agreement is no longer in force from {end} on; choose an earlier day.",
            end=end,
        )
    if begun is None:
        raise Rejected(
            "NOT_IN_FORCE",
            "id",
            "The agreement is not in force; conclude it first, or record the day on which it entered into force.",
        )
    require(
        on >= begun,
        "NOT_IN_FORCE",
        field,
        "The agreement is in force only from {begun} on; choose that day or a later one.",
        begun=begun,
    )


def asking_to_join(state: Agreement) -> tuple[str, ...]:
    """Those whose request to join is open."""
    return tuple(proposal.admission.party for proposal in state.proposals if proposal.admission is not None)
