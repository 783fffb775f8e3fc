"""Approval and publication, of the agreement itself and of adopted proposals; entry into force."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.agreement.carrying_out import carry_out, refuse
from events.agreement.lifecycle import (
    DAY,
    Step,
    approved,
    check_not_abandoned,
    concluded,
    deemed_day,
    effective_from,
    missing_step,
    ready,
)
from events.agreement.signing import draft_again
from events.agreement.silence import completed, with_approval, with_grant
from events.agreement.state import (
    AboutProposal,
    Agreement,
    Approval,
    ApprovalOutcome,
    Completion,
    OfAgreement,
    OnADay,
    ProposalNumber,
    Publication,
)
from events.decider import Act, Part, Rejected, World, recorded, require
from events.message import message
from events.rules import check_in_order
from events.values import Name
from events.when import When, check_happened

# --- Approval --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Supervised:
    supervisory_authority: Name
    """The supervisory authority (Kommunalaufsicht)."""


@dataclass(frozen=True)
class ApprovalFiled(AboutProposal, OnADay, _Supervised):
    """Approval by the supervisory authority was applied for (Genehmigung beantragt)."""


@dataclass(frozen=True)
class FileForApproval(ApprovalFiled, OfAgreement):
    """Record that approval by the supervisory authority was applied for (Genehmigung beantragen)."""


def _file(command: FileForApproval, state: Agreement, world: World) -> list[Any]:
    filing = _filing(state, command.proposal)
    require(
        state.formalities.approval,
        "NOT_NEEDED",
        "id",
        "The agreement needs no approval, so there is nothing to record; whether it needs one is set in the draft, "
        "under formalities.",
    )
    before = filing.completion.approval
    if before is not None:
        if (before.supervisory_authority, before.filed) == (command.supervisory_authority, command.when):
            return []
        raise Rejected(
            "FILED",
            "when",
            "Approval was already applied for on {filed}; if that is wrong, correct it.",
            filed=before.filed.earliest,
        )
    check_happened(command.when, filing.since, world.latest, "when")
    return [recorded(ApprovalFiled, command)]


def _after_filing(state: Agreement, event: ApprovalFiled) -> Agreement:
    approval = Approval(event.supervisory_authority, event.when)
    return completed(state, event.proposal, lambda completion: replace(completion, approval=approval))


@dataclass(frozen=True)
class ApprovalDiscussionSet:
    """The supervisory authority set a day for a discussion (Erörterungstermin)."""

    on: date
    """The day of the discussion (Tag)."""
    proposal: ProposalNumber | None = None
    """The amendment or accession; null for the agreement itself (Antrag)."""


@dataclass(frozen=True)
class SetApprovalDiscussion(ApprovalDiscussionSet, OfAgreement):
    """Record the day that the supervisory authority set for a discussion; the weeks after which approval counts as
    granted then run from that day (Erörterungstermin eintragen)."""


def _discuss(command: SetApprovalDiscussion, state: Agreement, world: World) -> list[Any]:
    filing = _filing(state, command.proposal)
    approval = _filed(filing)
    if command.on == approval.discussion:
        return []
    _check_open(approval, "on")
    check_in_order(approval.filed.earliest, command.on, "on")
    deemed = deemed_day(approval, state.formalities)
    # A day that lies within the weeks was set within them, however late it is recorded.
    if deemed is not None and min(command.on, world.today) >= deemed:
        raise _deemed(deemed, "on")
    return [recorded(ApprovalDiscussionSet, command)]


@dataclass(frozen=True)
class ApprovalGranted(AboutProposal, OnADay):
    """The supervisory authority approved (genehmigt)."""


@dataclass(frozen=True)
class GrantApproval(ApprovalGranted, OfAgreement):
    """Record that the supervisory authority approved (Genehmigung eintragen)."""


def _grant(command: GrantApproval, state: Agreement, world: World) -> list[Any]:
    filing = _filing(state, command.proposal)
    approval = _filed(filing)
    if approval.outcome is ApprovalOutcome.GRANTED and approval.decided == command.when:
        return []
    _check_decided(approval, command.when, state, world)
    return [recorded(ApprovalGranted, command)]


@dataclass(frozen=True)
class ApprovalRefused(AboutProposal, OnADay):
    """The supervisory authority refused approval: the agreement becomes a draft again, or the proposal has failed
    (versagt)."""


@dataclass(frozen=True)
class RefuseApproval(ApprovalRefused, OfAgreement):
    """Record that the supervisory authority refused approval; give the reason (Versagung eintragen)."""


def _refuse(command: RefuseApproval, state: Agreement, world: World) -> list[Any]:
    filing = _filing(state, command.proposal)
    approval = _filed(filing)
    _check_decided(approval, command.when, state, world)
    require(
        command.proposal is not None or not worked_with(state),
        "IN_FORCE",
        "id",
        "The agreement counted as approved, and later steps are based on that; terminate it instead.",
    )
    return [recorded(ApprovalRefused, command)]


def _after_refusal(state: Agreement, event: ApprovalRefused) -> Agreement:
    if event.proposal is None:
        return draft_again(state)
    state = with_approval(state, event.proposal, outcome=ApprovalOutcome.REFUSED, decided=event.when)
    return refuse(state, event.proposal, event.when.last)


# --- Publication and entry into force --------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementPublished(AboutProposal, Publication):
    """The agreement, amendment or accession was published (bekannt gemacht)."""


@dataclass(frozen=True)
class PublishAgreement(AgreementPublished, OfAgreement):
    """Record that the agreement, amendment or accession was published (Bekanntmachung eintragen)."""


def _publish(command: PublishAgreement, state: Agreement, world: World) -> list[Any]:
    filing = _filing(state, command.proposal)
    require(
        state.formalities.publication,
        "NOT_NEEDED",
        "id",
        "The agreement needs no publication, so there is nothing to record; whether it needs one is set in the draft, "
        "under formalities.",
    )
    publication, before = recorded(Publication, command), filing.completion.publication
    if before == publication:
        return []
    if before is not None:
        raise Rejected(
            "PUBLISHED",
            "when",
            "The publication on {day} is already recorded; if that is wrong, correct it.",
            day=before.when.earliest,
        )
    _check_approved(filing.completion, command.when.last, state, "when")
    check_happened(command.when, filing.since, world.latest, "when")
    return [recorded(AgreementPublished, command)]


def _after_publication(state: Agreement, event: AgreementPublished) -> Agreement:
    publication = recorded(Publication, event)
    state = completed(state, event.proposal, lambda completion: replace(completion, publication=publication))
    return state if event.proposal is None else carry_out(state, event.proposal, event.when.last + DAY)


@dataclass(frozen=True)
class AgreementEnteredIntoForce:
    """The first day on which the agreement is in force was recorded (in Kraft getreten)."""

    on: date
    """The first day (Tag)."""


@dataclass(frozen=True)
class EnterIntoForce(AgreementEnteredIntoForce, OfAgreement):
    """Record the first day on which the agreement is in force, if it does not follow from the days of signature,
    approval and publication, or is later than they imply (Inkrafttreten eintragen)."""


def _enter(command: EnterIntoForce, state: Agreement, world: World) -> list[Any]:
    check_not_abandoned(state)
    missing, since = missing_step(state), ready(state)
    if missing is not None or since is None:
        raise _missing(missing or Step.SIGNATURES, None, "id")
    _check_approved(state.completion, world.today, state, "id")
    if command.on == effective_from(state):
        return []
    if state.entered is not None or worked_with(state):
        raise Rejected(
            "RECORDED_OTHERWISE",
            "on",
            "The recorded facts give another day of entry into force; if it is wrong, correct the first day of "
            "version 1.",
        )
    require(
        command.on >= since.earliest,
        "MISSING_STEP",
        "on",
        "The requirements are met only from {since} on; choose that day or a later one.",
        since=since.earliest,
    )
    until = state.terms[0].terms.term.until
    require(
        until is None or command.on <= until,
        "TERM_OVER",
        "on",
        "The term ends on {until}; choose that day or an earlier one.",
        until=until,
    )
    return [AgreementEnteredIntoForce(command.on)]


def _entered(state: Agreement, event: AgreementEnteredIntoForce) -> Agreement:
    """The day is kept where it does not follow anyway."""
    return state if effective_from(state) == event.on else replace(state, entered=event.on)


# --- What all of them look at ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filing:
    """What approval or publication is about: the agreement itself (no number), or an adopted proposal."""

    proposal: int | None
    since: When
    completion: Completion


def worked_with(state: Agreement) -> bool:
    """Whether something is recorded that rests on the agreement's being in force."""
    moved = any(party.joined or party.left or party.notice for party in state.parties)
    return moved or state.last_proposal > 0 or len(state.reviews) > 0 or state.termination is not None


def _filing(state: Agreement, number: int | None) -> Filing:
    check_not_abandoned(state)
    if number is None:
        signed = concluded(state)
        if signed is None:
            raise _missing(Step.SIGNATURES, None, "id")
        return Filing(None, signed, state.completion)
    proposal = next((each for each in state.proposals if each.number == number), None)
    if proposal is not None and proposal.adopted is not None:
        return Filing(number, When(proposal.adopted), proposal.completion)
    require(
        proposal is None,
        "NOT_ADOPTED",
        "proposal",
        "Proposal {number} has not been adopted yet; adopt it first.",
        number=number,
    )
    require(
        number > state.last_proposal,
        "SETTLED",
        "proposal",
        "Proposal {number} is already settled; check what became of it.",
        number=number,
    )
    raise Rejected(
        "NOT_FOUND", "proposal", "This agreement has no proposal {number}; check its proposals.", number=number
    )


def _filed(filing: Filing) -> Approval:
    if filing.completion.approval is None:
        raise Rejected("NOT_FILED", "id", "Approval has not been applied for; record the application first.")
    return filing.completion.approval


def _check_approved(completion: Completion, on: date, state: Agreement, field: str) -> None:
    """Raise `Rejected` (MISSING_STEP) unless approval, where it is needed, was granted by the day."""
    if state.formalities.approval:
        granted = approved(completion, state.formalities)
        if granted is None or on < granted.earliest:
            raise _missing(Step.APPROVAL, granted.earliest if granted else None, field)


def _check_decided(approval: Approval, when: When, state: Agreement, world: World) -> None:
    """Raise `Rejected` unless the authority could decide so: nothing else is recorded, and silence has not decided."""
    _check_open(approval, "when")
    check_happened(when, approval.filed, world.latest, "when")
    deemed = deemed_day(approval, state.formalities)
    if deemed is not None and when.last >= deemed:
        raise _deemed(deemed, "when")


def _check_open(approval: Approval, field: str) -> None:
    if approval.outcome is ApprovalOutcome.DEEMED_GRANTED and approval.decided is not None:
        raise _deemed(approval.decided.earliest, field)
    require(
        approval.outcome is None,
        "RECORDED_OTHERWISE",
        field,
        "Another decision of the supervisory authority is already recorded; if it is wrong, correct it.",
    )


def _deemed(since: date, field: str) -> Rejected:
    return Rejected(
        "DEEMED_GRANTED",
        field,
        "Approval counts as granted from {since} on because it was not refused before that day; if that is wrong, "
        "correct approval and publication.",
        since=since,
    )


_MISSING = {
    Step.SIGNATURES: message("Signatures are missing; record them first."),
    Step.APPROVAL: message("The approval of the supervisory authority is missing; record it first."),
    Step.PUBLICATION: message("Publication is missing; record it first."),
}


def _missing(step: Step, since: date | None, field: str) -> Rejected:
    if since is None:
        return Rejected("MISSING_STEP", field, _MISSING[step])
    return Rejected(
        "MISSING_STEP",
        field,
        "Approval is granted, or counts as granted, only from {since} on; the next step is possible only from that "
        "day on.",
        since=since,
    )


APPROVAL = Part(
    (
        Act(FileForApproval, _file, {ApprovalFiled: _after_filing}),
        # These say what the authority did before silence could grant anything, however late they are recorded.
        Act(
            SetApprovalDiscussion,
            _discuss,
            {ApprovalDiscussionSet: lambda state, event: with_approval(state, event.proposal, discussion=event.on)},
            ahead=True,
        ),
        Act(
            GrantApproval,
            _grant,
            {
                ApprovalGranted: lambda state, event: with_grant(
                    state, event.proposal, ApprovalOutcome.GRANTED, event.when
                )
            },
            ahead=True,
        ),
        Act(RefuseApproval, _refuse, {ApprovalRefused: _after_refusal}, ahead=True),
        Act(PublishAgreement, _publish, {AgreementPublished: _after_publication}),
        Act(EnterIntoForce, _enter, {AgreementEnteredIntoForce: _entered}),
    )
)
