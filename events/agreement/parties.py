"""Parties that the draft names: the county, municipalities, municipal associations and partners; and numbers of parties
that were published without names.

A merger of municipalities touches no agreement: successors are followed when parties are read and counted, and
parties that have become one count once.
"""

from dataclasses import dataclass, replace
from typing import Any

from events.agreement.changes import Admission
from events.agreement.lifecycle import check_draft
from events.agreement.looked_up import party_named
from events.agreement.state import Agreement, OfAgreement, OfParty, Party, PartyCount
from events.decider import Act, Part, Rejected, World, recorded, require
from events.rules import check_known
from events.values import Name
from events.when import check_not_ahead, check_when

# --- In the draft ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartyAdded(Admission):
    """A party was added to the draft (Vertragspartner aufgenommen)."""


@dataclass(frozen=True)
class AddParty(PartyAdded, OfAgreement):
    """Add a party to the draft (Vertragspartner aufnehmen)."""


def _add(command: AddParty, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_known(command.party, "party", world)
    party = _drafted(state, command.party)
    if party is not None and party.role == command.role:
        return []
    require(party is None, "ALREADY_A_PARTY", "party", "The draft already names this party; change its role instead.")
    return [recorded(PartyAdded, command)]


def _added(state: Agreement, event: PartyAdded) -> Agreement:
    party = Party(state.last_party + 1, event.party, event.role)
    return replace(state, parties=(*state.parties, party), last_party=party.number)


@dataclass(frozen=True)
class PartyRoleChanged(OfParty):
    """The role of a party in the draft was changed (Rolle geändert)."""

    role: Name | None
    """Its role in the agreement; null if it has no special one (Rolle)."""


@dataclass(frozen=True)
class ChangePartyRole(PartyRoleChanged, OfAgreement):
    """Change the role of a party in the draft (Rolle ändern)."""


def _change_role(command: ChangePartyRole, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    party = _named(state, command.party)
    return [] if party.role == command.role else [recorded(PartyRoleChanged, command)]


def _role_changed(state: Agreement, event: PartyRoleChanged) -> Agreement:
    changed = (replace(each, role=event.role) if each.party == event.party else each for each in state.parties)
    return replace(state, parties=tuple(changed))


@dataclass(frozen=True)
class PartyRemoved(OfParty):
    """A party was removed from the draft (Vertragspartner gestrichen)."""


@dataclass(frozen=True)
class RemoveParty(PartyRemoved, OfAgreement):
    """Remove a party from the draft (Vertragspartner streichen)."""


def _remove(command: RemoveParty, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    _named(state, command.party)
    return [PartyRemoved(command.party)]


def _removed(state: Agreement, event: PartyRemoved) -> Agreement:
    return replace(state, parties=tuple(each for each in state.parties if each.party != event.party))


def _drafted(state: Agreement, ref: str) -> Party | None:
    return next((party for party in state.parties if party.party == ref), None)


def _named(state: Agreement, ref: str) -> Party:
    party = _drafted(state, ref)
    if party is None:
        raise Rejected(
            "NOT_A_PARTY",
            "party",
            "The draft does not name this organisation as a party; check the parties of the draft, or add it first.",
        )
    return party


# --- Published numbers -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartiesCounted(PartyCount):
    """A number of parties was published without their names (Anzahl veröffentlicht)."""


@dataclass(frozen=True)
class CountParties(PartyCount, OfAgreement):
    """Record a number of parties that was published without their names (Anzahl eintragen)."""


def _count(command: CountParties, state: Agreement, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.latest, "when")
    return [] if recorded(PartyCount, command) in state.counts else [recorded(PartiesCounted, command)]


def _counted(state: Agreement, event: PartiesCounted) -> Agreement:
    counts = (*state.counts, recorded(PartyCount, event))
    return replace(state, counts=tuple(sorted(counts, key=lambda count: count.when.earliest)))


PARTIES = Part(
    (
        Act(AddParty, _add, {PartyAdded: _added}, reads=party_named),
        Act(ChangePartyRole, _change_role, {PartyRoleChanged: _role_changed}, reads=party_named),
        Act(RemoveParty, _remove, {PartyRemoved: _removed}, reads=party_named),
        Act(CountParties, _count, {PartiesCounted: _counted}),
    )
)
