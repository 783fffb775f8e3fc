"""Proposals: amendments and accessions, consented to or objected to party by party, then adopted or not."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.agreement.carrying_out import carry_out, proposal_of, settle, the_proposal, with_proposal
from events.agreement.conditions import ConsentKind
from events.agreement.conflicts import conflict
from events.agreement.consents import newest_voices, rule_of
from events.agreement.headcount import is_party, party_of
from events.agreement.lifecycle import PARTIES_TOO, check_in_force
from events.agreement.looked_up import every_party
from events.agreement.signing import speaking
from events.agreement.silence import after_silence
from events.agreement.state import Agreement, OfAgreement, Proposal, ProposalKind, ProposalNumber, ProposalStatus, Voice
from events.authority import AuthorisedAct, Resting
from events.decider import Act, Part, Rejected, World, recorded, require
from events.refs import PartyRef
from events.rules import check_in_order
from events.when import Certainty, When, check_not_ahead


@dataclass(frozen=True)
class SettlesProposal:
    """What settles a proposal on a day."""

    proposal: ProposalNumber
    """The proposal (Antrag)."""
    on: date
    """The day (Tag)."""


def proposed(state: Agreement, proposal: Proposal) -> Agreement:
    """The agreement with one more proposal."""
    last = max(state.last_proposal, proposal.number)
    return replace(state, proposals=(*state.proposals, proposal), last_proposal=last)


def is_proposed(state: Agreement, proposed: Proposal) -> bool:
    """Whether the very same is proposed already, whatever has been said of it since."""
    return any(
        replace(each, number=proposed.number, clauses=proposed.clauses, voices=()) == proposed
        for each in state.proposals
    )


# --- Voices ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Statement:
    proposal: ProposalNumber
    """The proposal (Antrag)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProposalConsented(_Statement):
    """A party consents to a proposal (zugestimmt)."""


@dataclass(frozen=True)
class ConsentToProposal(ProposalConsented, OfAgreement):
    """Record that a party consents to a proposed amendment or accession (zustimmen)."""


@dataclass(frozen=True)
class ProposalObjected(_Statement):
    """A party objects to a proposal (abgelehnt)."""


@dataclass(frozen=True)
class ObjectToProposal(ProposalObjected, OfAgreement):
    """Record that a party objects to a proposed amendment or accession; give the reason (ablehnen)."""


def _consent(command: ConsentToProposal, state: Agreement, world: World) -> list[Any]:
    return _speak(command, state, world, consents=True)


def _object(command: ObjectToProposal, state: Agreement, world: World) -> list[Any]:
    return _speak(command, state, world, consents=False)


def _speak(
    command: ConsentToProposal | ObjectToProposal, state: Agreement, world: World, *, consents: bool
) -> list[Any]:
    proposal = open_proposal(state, command.proposal)
    check_not_ahead(When(command.on), world.latest, "on")
    check_in_order(proposal.proposed, command.on, "on")
    party = speaking(state, command.party, world)
    require(
        is_party(state, party, command.on) is Certainty.YES,
        "NOT_A_PARTY",
        "party",
        "It is not certain that the organisation named is a party on {on}, so it has no say then; check when it "
        "joined and left.",
        on=command.on,
    )
    check_current(state, proposal)
    said = newest_voices(proposal).get(party.number)
    if said is not None:
        if said.consents is consents:
            return []
        check_in_order(said.on, command.on, "on")
    return [recorded(ProposalConsented if consents else ProposalObjected, command, party=party.party)]


def _spoken(state: Agreement, event: ProposalConsented | ProposalObjected) -> Agreement:
    proposal, party = the_proposal(state, event.proposal), party_of(state, event.party, {})
    assert party is not None
    voice = Voice(party.number, event.on, isinstance(event, ProposalConsented))
    return with_proposal(state, replace(proposal, voices=(*proposal.voices, voice)))


# --- Settling --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProposalDismissed(SettlesProposal):
    """A proposal was not adopted (Antrag abgelehnt)."""


@dataclass(frozen=True)
class DismissProposal(ProposalDismissed, OfAgreement):
    """Record that a proposal was not adopted; give the reason (Antrag ablehnen)."""


@dataclass(frozen=True)
class ProposalWithdrawn(SettlesProposal):
    """A proposal was withdrawn by those who made it (Antrag zurückgezogen)."""


@dataclass(frozen=True)
class WithdrawProposal(ProposalWithdrawn, OfAgreement):
    """Record that a proposal was withdrawn by those who made it (Antrag zurückziehen)."""


def _settling(command: type[Any], event: type[Any], status: ProposalStatus) -> Act:
    """The act of settling an open proposal of which nothing comes."""

    def decide(given: Any, state: Agreement, world: World) -> list[Any]:
        proposal = open_proposal(state, given.proposal)
        check_not_ahead(When(given.on), world.latest, "on")
        check_in_order(proposal.proposed, given.on, "on")
        return [recorded(event, given)]

    def evolve(state: Agreement, happened: Any) -> Agreement:
        return settle(state, the_proposal(state, happened.proposal), status, happened.on)

    return Act(command, decide, {event: evolve})


def open_proposal(state: Agreement, number: int, kind: ProposalKind | None = None) -> Proposal:
    """A proposal that can still be settled. Raises `Rejected` (NOT_FOUND, SETTLED, ADOPTED, OTHER_KIND)."""
    proposal = proposal_of(state, number)
    if proposal is None and number > state.last_proposal:
        raise Rejected(
            "NOT_FOUND", "proposal", "This agreement has no proposal {number}; check its proposals.", number=number
        )
    if proposal is None:
        raise Rejected(
            "SETTLED",
            "proposal",
            "Proposal {number} is already settled; make a new one if it is still needed.",
            number=number,
        )
    require(
        proposal.adopted is None,
        "ADOPTED",
        "proposal",
        "Proposal {number} is already adopted and awaits approval or publication; record these instead.",
        number=number,
    )
    require(
        kind is None or proposal.kind is kind,
        "OTHER_KIND",
        "proposal",
        "Proposal {number} is of another kind ({kind}); check its number.",
        number=number,
        kind=proposal.kind,
    )
    return proposal


def check_current(state: Agreement, proposal: Proposal) -> None:
    """Raise `Rejected` where something that an amendment changes has changed since."""
    if proposal.changes is None:
        return
    assert proposal.base_version is not None
    against = conflict(state, proposal.changes, proposal.base_version, "proposal", proposal.number)
    if against is not None:
        raise against


def check_adopting(on: date, proposal: Proposal, state: Agreement, world: World) -> None:
    """Raise `Rejected` unless a proposal can be adopted on a day."""
    check_not_ahead(When(on), world.latest, "on")
    check_in_order(proposal.proposed, on, "on")
    check_in_force(state, on, "on")


def adopted(state: Agreement, event: SettlesProposal, effective_from: date | None = None) -> Agreement:
    """The agreement after a proposal was adopted, which is carried out where nothing more is needed."""
    proposal = replace(the_proposal(state, event.proposal), adopted=event.on, effective_from=effective_from)
    state = with_proposal(state, proposal)
    if state.formalities.approval or state.formalities.publication:
        return state
    return carry_out(state, event.proposal, event.on)


def adopting_rests(command: Any, state: Agreement | None, world: World) -> Resting | None:
    """Adopting a proposal by a body's decision rests on one about that proposal."""
    if state is None:
        return None
    state = after_silence(state, world.today)
    proposal = proposal_of(state, command.proposal)
    rule = None if proposal is None else rule_of(state, proposal, command.on)
    if rule is None or rule.kind is not ConsentKind.BODY:
        return None
    return Resting(AuthorisedAct.ADOPT_AMENDMENT, command.id, command.proposal, command.on, body=rule.decided_by)


PROPOSALS = Part(
    (
        Act(ConsentToProposal, _consent, {ProposalConsented: _spoken}, PARTIES_TOO, reads=every_party),
        Act(ObjectToProposal, _object, {ProposalObjected: _spoken}, PARTIES_TOO, reads=every_party),
        _settling(DismissProposal, ProposalDismissed, ProposalStatus.DISMISSED),
        _settling(WithdrawProposal, ProposalWithdrawn, ProposalStatus.WITHDRAWN),
    )
)
