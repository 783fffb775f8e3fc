"""Amendments and accessions: what follows from proposing, consenting, adopting, dismissing and withdrawing them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.admissions import admitted_by, check_admission, check_joining
from events.agreement.amending import checked, kept_changes
from events.agreement.carrying_out import carry_out, proposal_of, settle, with_proposal
from events.agreement.conflicts import conflict
from events.agreement.consents import check_consent, newest_voices
from events.agreement.headcount import is_party, party_of
from events.agreement.lifecycle import check_in_force
from events.agreement.proposals import (
    AccessionAdopted,
    AccessionProposed,
    AdoptAccession,
    AdoptAmendment,
    AmendmentAdopted,
    AmendmentProposed,
    ConsentToProposal,
    DismissProposal,
    ObjectToProposal,
    Proposal,
    ProposalConsented,
    ProposalDismissed,
    ProposalKind,
    ProposalObjected,
    ProposalStatus,
    ProposalWithdrawn,
    ProposeAccession,
    ProposeAmendment,
    Voice,
    WithdrawProposal,
)
from events.agreement.signing_rules import speaking
from events.agreement.state import Agreement
from events.agreement.versions import newest
from events.decider import Rejected, World, require
from events.rules import check_in_order
from events.successors import mergers_in
from events.values import digest_of
from events.when import Certainty, When, check_not_ahead, check_when

# --- Proposing -------------------------------------------------------------------------------------------------


def _propose(command: ProposeAmendment, state: Agreement, world: World) -> list[Any]:
    check_not_ahead(When(command.on), world.today, "on")
    check_in_force(state, command.on, "on")
    require(
        command.base_version <= newest(state),
        "UNKNOWN_VERSION",
        "base_version",
        "There is no version {version}; the newest is {newest}.",
        version=command.base_version,
        newest=newest(state),
    )
    changes = checked(command.changes, state, command.base_version, command.on, world)
    against = conflict(state, changes, command.base_version, "changes")
    if against is not None:
        raise against
    event = AmendmentProposed(
        proposal=state.last_proposal + 1,
        title=command.title,
        trigger=command.trigger,
        rationale=command.rationale,
        base_version=command.base_version,
        changes=changes,
        on=command.on,
    )
    return [] if any(_same(proposal, _amendment(event)) for proposal in state.proposals) else [event]


def _same(proposal: Proposal, proposed: Proposal) -> bool:
    """Whether the very same is proposed already, whatever has been said of it since."""
    return replace(proposal, number=proposed.number, voices=()) == proposed


def _propose_accession(command: ProposeAccession, state: Agreement, world: World) -> list[Any]:
    check_not_ahead(When(command.on), world.today, "on")
    check_when(command.joins, "joins")
    check_in_force(state, command.on, "on")
    check_in_force(state, command.joins.last, "joins")
    event = AccessionProposed(state.last_proposal + 1, command.admission, command.joins, command.on)
    if any(_same(proposal, _accession(event)) for proposal in state.proposals):
        return []
    check_admission(command.admission, command.joins, state, "admission.party", world)
    require(
        all(command.admission.party not in admitted_by(proposal) for proposal in state.proposals),
        "ALREADY_PROPOSED",
        "admission.party",
        "Its accession is proposed already; settle or withdraw that proposal first.",
    )
    return [event]


# --- Voices ----------------------------------------------------------------------------------------------------


def _consent(command: ConsentToProposal, state: Agreement, world: World) -> list[Any]:
    return _speak(command, state, world, consents=True)


def _object(command: ObjectToProposal, state: Agreement, world: World) -> list[Any]:
    return _speak(command, state, world, consents=False)


def _speak(
    command: ConsentToProposal | ObjectToProposal, state: Agreement, world: World, *, consents: bool
) -> list[Any]:
    proposal = _open(state, command.proposal)
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(proposal.proposed, command.on, "on")
    party = speaking(state, command.party, world)
    require(
        is_party(state, party, command.on) is Certainty.YES,
        "NOT_A_PARTY",
        "party",
        "It is not surely a party on {on}, so it has no say then; look up when it joined and left.",
        on=command.on,
    )
    _check_current(state, proposal)
    said = newest_voices(proposal).get(party.number)
    if said is not None:
        if said.consents is consents:
            return []
        check_in_order(said.on, command.on, "on")
    happened = ProposalConsented if consents else ProposalObjected
    return [happened(command.proposal, party.party, command.on)]


def _open(state: Agreement, number: int, kind: ProposalKind | None = None) -> Proposal:
    """A proposal that can still be settled. Raises `Rejected` (NOT_FOUND, SETTLED, ADOPTED, OTHER_KIND)."""
    proposal = proposal_of(state, number)
    if proposal is None and number > state.last_proposal:
        raise Rejected(
            "NOT_FOUND",
            "proposal",
            "There is no proposal {number} of this agreement.",
            number=number,
        )
    if proposal is None:
        raise Rejected(
            "SETTLED",
            "proposal",
            "Proposal {number} is settled already; make a new one if it is still wanted.",
            number=number,
        )
    require(
        proposal.adopted is None,
        "ADOPTED",
        "proposal",
        "Proposal {number} is adopted and waits for approval or publication.",
        number=number,
    )
    require(
        kind is None or proposal.kind is kind,
        "OTHER_KIND",
        "proposal",
        "Proposal {number} is of another kind: {kind}.",
        number=number,
        kind=proposal.kind,
    )
    return proposal


def _check_current(state: Agreement, proposal: Proposal) -> None:
    if proposal.changes is None:
        return
    assert proposal.base_version is not None
    against = conflict(state, proposal.changes, proposal.base_version, "proposal", proposal.number)
    if against is not None:
        raise against


# --- Settling --------------------------------------------------------------------------------------------------


def _adopt(command: AdoptAmendment, state: Agreement, world: World) -> list[Any]:
    proposal = _open(state, command.proposal, ProposalKind.AMENDMENT)
    _check_settling(command.on, proposal, state, world)
    check_in_order(command.on, command.effective_from, "effective_from")
    check_in_force(state, command.effective_from, "effective_from")
    _check_current(state, proposal)
    for ref in admitted_by(proposal):
        check_joining(ref, When(command.effective_from), state, "proposal", world)
    check_consent(state, proposal, command.on, mergers_in(world.states), world)
    return [AmendmentAdopted(command.proposal, command.on, command.effective_from)]


def _admit(command: AdoptAccession, state: Agreement, world: World) -> list[Any]:
    proposal = _open(state, command.proposal, ProposalKind.ACCESSION)
    _check_settling(command.on, proposal, state, world)
    assert proposal.admission is not None
    assert proposal.joins is not None
    check_in_force(state, proposal.joins.last, "proposal")
    check_joining(proposal.admission.party, proposal.joins, state, "proposal", world)
    check_consent(state, proposal, command.on, mergers_in(world.states), world)
    return [AccessionAdopted(command.proposal, command.on)]


def _check_settling(on: date, proposal: Proposal, state: Agreement, world: World) -> None:
    check_not_ahead(When(on), world.today, "on")
    check_in_order(proposal.proposed, on, "on")
    check_in_force(state, on, "on")


def _dismiss(command: DismissProposal, state: Agreement, world: World) -> list[Any]:
    proposal = _open(state, command.proposal)
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(proposal.proposed, command.on, "on")
    return [ProposalDismissed(command.proposal, command.on)]


def _withdraw(command: WithdrawProposal, state: Agreement, world: World) -> list[Any]:
    proposal = _open(state, command.proposal)
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(proposal.proposed, command.on, "on")
    return [ProposalWithdrawn(command.proposal, command.on)]


# --- What is recorded ------------------------------------------------------------------------------------------


def _amendment(event: AmendmentProposed) -> Proposal:
    return Proposal(
        number=event.proposal,
        kind=ProposalKind.AMENDMENT,
        title=event.title,
        proposed=event.on,
        rationale=digest_of(event.rationale),
        trigger=event.trigger,
        base_version=event.base_version,
        changes=kept_changes(event.changes),
    )


def _accession(event: AccessionProposed) -> Proposal:
    return Proposal(
        number=event.proposal,
        kind=ProposalKind.ACCESSION,
        title=None,
        proposed=event.on,
        admission=event.admission,
        joins=event.joins,
    )


def _proposed(state: Agreement, proposal: Proposal) -> Agreement:
    return replace(state, proposals=(*state.proposals, proposal), last_proposal=proposal.number)


def _spoken(state: Agreement, event: ProposalConsented | ProposalObjected) -> Agreement:
    proposal, party = proposal_of(state, event.proposal), party_of(state, event.party, {})
    assert proposal is not None
    assert party is not None
    voice = Voice(party.number, event.on, isinstance(event, ProposalConsented))
    return with_proposal(state, replace(proposal, voices=(*proposal.voices, voice)))


def _adopted(state: Agreement, event: AmendmentAdopted | AccessionAdopted) -> Agreement:
    proposal = proposal_of(state, event.proposal)
    assert proposal is not None
    effective = event.effective_from if isinstance(event, AmendmentAdopted) else None
    state = with_proposal(state, replace(proposal, adopted=event.on, effective_from=effective))
    if state.formalities.approval or state.formalities.publication:
        return state
    return carry_out(state, event.proposal, event.on)


def _dismissed(state: Agreement, event: ProposalDismissed) -> Agreement:
    proposal = proposal_of(state, event.proposal)
    assert proposal is not None
    return settle(state, proposal, ProposalStatus.DISMISSED, event.on)


def _withdrawn(state: Agreement, event: ProposalWithdrawn) -> Agreement:
    proposal = proposal_of(state, event.proposal)
    assert proposal is not None
    return settle(state, proposal, ProposalStatus.WITHDRAWN, event.on)


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    ProposeAmendment: _propose,
    ProposeAccession: _propose_accession,
    ConsentToProposal: _consent,
    ObjectToProposal: _object,
    AdoptAmendment: _adopt,
    AdoptAccession: _admit,
    DismissProposal: _dismiss,
    WithdrawProposal: _withdraw,
}
"""What follows from the commands about proposals."""
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    AmendmentProposed: lambda state, event: _proposed(state, _amendment(event)),
    AccessionProposed: lambda state, event: _proposed(state, _accession(event)),
    ProposalConsented: _spoken,
    ProposalObjected: _spoken,
    AmendmentAdopted: _adopted,
    AccessionAdopted: _adopted,
    ProposalDismissed: _dismissed,
    ProposalWithdrawn: _withdrawn,
}
"""The agreement after what happened to proposals."""
