"""Approval and publication: what follows from filing, granting, refusing and publishing, of the agreement itself and of
adopted proposals; what follows from silence; entry into force."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from events.agreement.approval import (
    AgreementEnteredIntoForce,
    AgreementPublished,
    Approval,
    ApprovalDeemedGranted,
    ApprovalDiscussionSet,
    ApprovalFiled,
    ApprovalGranted,
    ApprovalOutcome,
    ApprovalRefused,
    Completion,
    EnterIntoForce,
    FileForApproval,
    GrantApproval,
    Publication,
    PublishAgreement,
    RefuseApproval,
    SetApprovalDiscussion,
)
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
from events.agreement.signing_rules import check_happened, draft_again
from events.agreement.state import Agreement
from events.decider import Due, Rejected, World, require
from events.message import message
from events.rules import check_in_order
from events.when import When, berlin_midnight


@dataclass(frozen=True)
class Filing:
    """What approval or publication is about: the agreement itself (no number), or an adopted proposal."""

    proposal: int | None
    since: When
    completion: Completion


# --- What follows ----------------------------------------------------------------------------------------------


def _file(command: FileForApproval, state: Agreement, world: World) -> list[Any]:
    filing = _filing(state, command.proposal)
    require(
        state.formalities.approval,
        "NOT_NEEDED",
        "id",
        "The agreement was drafted as one that needs no approval, so there is nothing to record; what is needed is "
        "agreed in the draft, by its formalities.",
    )
    before = filing.completion.approval
    if before is not None:
        if (before.supervisory_authority, before.filed) == (command.supervisory_authority, command.when):
            return []
        raise Rejected(
            "FILED",
            "when",
            "Approval was filed for on {filed} already; if that is wrong, correct it.",
            filed=before.filed.earliest,
        )
    check_happened(command.when, filing.since, world)
    return [ApprovalFiled(command.supervisory_authority, command.when, command.proposal)]


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
    return [ApprovalDiscussionSet(command.on, command.proposal)]


def _grant(command: GrantApproval, state: Agreement, world: World) -> list[Any]:
    filing = _filing(state, command.proposal)
    approval = _filed(filing)
    if approval.outcome is ApprovalOutcome.GRANTED and approval.decided == command.when:
        return []
    _check_decided(approval, command.when, state, world)
    return [ApprovalGranted(command.when, command.proposal)]


def _refuse(command: RefuseApproval, state: Agreement, world: World) -> list[Any]:
    filing = _filing(state, command.proposal)
    approval = _filed(filing)
    _check_decided(approval, command.when, state, world)
    require(
        command.proposal is not None or not worked_with(state),
        "IN_FORCE",
        "id",
        "The agreement counted as approved and has been worked with since; end it instead.",
    )
    return [ApprovalRefused(command.when, command.proposal)]


def _publish(command: PublishAgreement, state: Agreement, world: World) -> list[Any]:
    filing = _filing(state, command.proposal)
    require(
        state.formalities.publication,
        "NOT_NEEDED",
        "id",
        "The agreement was drafted as one that needs no publication, so there is nothing to record; what is needed "
        "is agreed in the draft, by its formalities.",
    )
    publication, before = Publication(command.when, command.where), filing.completion.publication
    if before == publication:
        return []
    if before is not None:
        raise Rejected(
            "PUBLISHED",
            "when",
            "It was published on {day} already; if that is wrong, correct it.",
            day=before.when.earliest,
        )
    _check_approved(filing.completion, command.when.last, state, "when")
    check_happened(command.when, filing.since, world)
    return [AgreementPublished(command.when, command.where, command.proposal)]


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
            "Another day of entry into force follows from what is recorded; if it is wrong, correct that of version 1.",
        )
    require(
        command.on >= since.earliest,
        "MISSING_STEP",
        "on",
        "All that is needed is there from {since} on; it cannot be in force before.",
        since=since.earliest,
    )
    until = state.terms[0].terms.term.until
    require(
        until is None or command.on <= until,
        "TERM_OVER",
        "on",
        "The term ends on {until}; the day must not be later.",
        until=until,
    )
    return [AgreementEnteredIntoForce(command.on)]


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
        "Proposal {number} is not adopted yet; adopt it first.",
        number=number,
    )
    require(
        number > state.last_proposal,
        "SETTLED",
        "proposal",
        "Proposal {number} is settled already; look up what became of it.",
        number=number,
    )
    raise Rejected(
        "NOT_FOUND",
        "proposal",
        "There is no proposal {number} of this agreement.",
        number=number,
    )


def _filed(filing: Filing) -> Approval:
    if filing.completion.approval is None:
        raise Rejected(
            "NOT_FILED",
            "id",
            "Approval has not been filed for; record that first.",
        )
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
    check_happened(when, approval.filed, world)
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
        "The supervisory authority has decided otherwise, by what is recorded; if that is wrong, correct it.",
    )


def _deemed(since: date, field: str) -> Rejected:
    return Rejected(
        "DEEMED_GRANTED",
        field,
        "The approval counts as granted from {since} on, since it was not refused before; if that is wrong, correct "
        "approval and publication.",
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
        "The approval is granted, or counts as granted, from {since} on only; record it from that day on.",
        since=since,
    )


# --- Silence ---------------------------------------------------------------------------------------------------


def silent(state: Agreement, on: date) -> list[ApprovalDeemedGranted]:
    """The approvals that count as granted by a day and are not recorded so, by their days."""
    granted = []
    for number, completion in _completions(state):
        deemed = deemed_day(completion.approval, state.formalities)
        if deemed is not None and deemed <= on and completion.approval and completion.approval.outcome is None:
            granted.append(ApprovalDeemedGranted(deemed, number))
    return sorted(granted, key=lambda each: each.on)


def _completions(state: Agreement) -> list[tuple[int | None, Completion]]:
    return [(None, state.completion), *((each.number, each.completion) for each in state.proposals)]


def after_silence(state: Agreement, on: date) -> Agreement:
    """The agreement with all that silence has brought about by a day, whether or not it is recorded."""
    for event in silent(state, on):
        state = _after_grant(state, event)
    return state


def due(ref: str, state: Agreement, world: World) -> list[Due]:
    """What silence has brought about by now and is not recorded; what began on one day is recorded together."""
    return [
        Due(berlin_midnight(day), tuple(events))
        for day, events in groupby(silent(state, world.today), key=lambda event: event.on)
    ]


# --- What is then recorded -------------------------------------------------------------------------------------


def _completed(state: Agreement, number: int | None, step: Callable[[Completion], Completion]) -> Agreement:
    if number is None:
        return replace(state, completion=step(state.completion))
    proposals = tuple(
        replace(each, completion=step(each.completion)) if each.number == number else each for each in state.proposals
    )
    return replace(state, proposals=proposals)


def _with_approval(state: Agreement, number: int | None, **parts: Any) -> Agreement:
    def step(completion: Completion) -> Completion:
        assert completion.approval is not None
        return replace(completion, approval=replace(completion.approval, **parts))

    return _completed(state, number, step)


def _after_filing(state: Agreement, event: ApprovalFiled) -> Agreement:
    approval = Approval(event.supervisory_authority, event.when)
    return _completed(state, event.proposal, lambda completion: replace(completion, approval=approval))


def _after_grant(state: Agreement, event: ApprovalGranted | ApprovalDeemedGranted) -> Agreement:
    if isinstance(event, ApprovalGranted):
        outcome, decided = ApprovalOutcome.GRANTED, event.when
    else:
        outcome, decided = ApprovalOutcome.DEEMED_GRANTED, When(event.on)
    state = _with_approval(state, event.proposal, outcome=outcome, decided=decided)
    if event.proposal is None or state.formalities.publication:
        return state
    return carry_out(state, event.proposal, decided.last)


def _after_refusal(state: Agreement, event: ApprovalRefused) -> Agreement:
    if event.proposal is None:
        return draft_again(state)
    state = _with_approval(state, event.proposal, outcome=ApprovalOutcome.REFUSED, decided=event.when)
    return refuse(state, event.proposal, event.when.last)


def _after_publication(state: Agreement, event: AgreementPublished) -> Agreement:
    publication = Publication(event.when, event.where)
    state = _completed(state, event.proposal, lambda completion: replace(completion, publication=publication))
    return state if event.proposal is None else carry_out(state, event.proposal, event.when.last + DAY)


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    FileForApproval: _file,
    SetApprovalDiscussion: _discuss,
    GrantApproval: _grant,
    RefuseApproval: _refuse,
    PublishAgreement: _publish,
    EnterIntoForce: _enter,
}
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    ApprovalFiled: _after_filing,
    ApprovalDiscussionSet: lambda state, event: _with_approval(state, event.proposal, discussion=event.on),
    ApprovalGranted: _after_grant,
    ApprovalDeemedGranted: _after_grant,
    ApprovalRefused: _after_refusal,
    AgreementPublished: _after_publication,
    AgreementEnteredIntoForce: lambda state, event: replace(state, entered=event.on),
}
