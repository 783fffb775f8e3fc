"""Which acts on an agreement can rest on a decision, and what that decision must be about."""

from typing import Any

from events.agreement.approval_rules import after_silence
from events.agreement.carrying_out import proposal_of
from events.agreement.consents import rule_of
from events.agreement.proposals import AdoptAccession, AdoptAmendment
from events.agreement.signing import RecordSignature
from events.agreement.state import Agreement
from events.agreement.terms import ConsentKind
from events.authority import Act, Resting
from events.decider import World


def rests(command: Any, state: Agreement | None, world: World) -> Resting | None:
    """Adopting a proposal by a body's decision rests on one about that proposal; signing for a municipality on one
    about the agreement that was taken for the municipality."""
    match command:
        case AdoptAmendment() | AdoptAccession() if state is not None:
            return _adopting(command, after_silence(state, world.today))
        case RecordSignature(id=ref, party=party, when=when) if party.startswith("municipality:"):
            return Resting(Act.SIGN_AGREEMENT, ref, None, when.last, party)
        case _:
            return None


def _adopting(command: AdoptAmendment | AdoptAccession, state: Agreement) -> Resting | None:
    proposal = proposal_of(state, command.proposal)
    rule = None if proposal is None else rule_of(state, proposal, command.on)
    if rule is None or rule.kind is not ConsentKind.BODY:
        return None
    return Resting(Act.ADOPT_AMENDMENT, command.id, command.proposal, command.on, body=rule.decided_by)
