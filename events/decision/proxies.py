"""Proxies in a voting: a member lets another vote in its place, or takes that back."""

from dataclasses import dataclass, replace
from typing import Any

from events.county.procedures import silent_procedure
from events.decider import Part, Rejected, World, recorded, require
from events.decision.acting import of_member
from events.decision.lifecycle import with_voting
from events.decision.state import Decision, OfDecision, Voting
from events.decision.voting import check_entitled, has_voted, open_voting, proxy_of
from events.voting.cast import MemberNumber, Proxy
from events.voting.rule import VotingMode

# --- Given -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProxyGiven(Proxy):
    """A member lets another member vote for it (Stimme übertragen)."""


@dataclass(frozen=True)
class GiveProxy(ProxyGiven, OfDecision):
    """Record that a member lets another member vote for it, if the rule allows this; the member must be absent and must
    not have voted. A proxy cannot pass the vote on (Stimme übertragen)."""


def _give(command: GiveProxy, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    require(
        voting.rule.proxies and voting.mode is not VotingMode.SILENT,
        "NO_PROXIES",
        "id",
        "Members cannot vote by proxy here: the rule does not allow it, or it is a {procedure}. Record votes or "
        "objections of the members themselves.",
        procedure=silent_procedure(world.states[world.county]),
    )
    check_entitled(voting, command.principal, "principal")
    check_entitled(voting, command.proxy, "proxy")
    if Proxy(command.principal, command.proxy) in voting.proxies:
        return []
    if proxy_of(voting, command.principal) is not None:
        check_not_voted_by_proxy(voting, command.principal, "principal")
        raise Rejected(
            "PROXY_GIVEN",
            "principal",
            "That member has already given its vote to another proxy; revoke that proxy first.",
        )
    _check_passes_nothing_on(voting, command)
    require(
        not has_voted(voting, command.principal),
        "VOTED",
        "principal",
        "That member has already voted in person; its vote can be changed, but not given to a proxy.",
    )
    require(
        command.principal not in voting.attendance,
        "PRESENT",
        "principal",
        "That member is recorded as present and votes in person; if it has left, record again who is present.",
    )
    return [recorded(ProxyGiven, command)]


def _check_passes_nothing_on(voting: Voting, command: GiveProxy) -> None:
    """Nobody votes for itself by proxy, and what was given to one is not passed on to another."""
    require(
        command.principal != command.proxy,
        "OWN_PROXY",
        "proxy",
        "A member cannot be its own proxy; record its vote instead.",
    )
    require(
        proxy_of(voting, command.proxy) is None and all(each.proxy != command.principal for each in voting.proxies),
        "PASSED_ON",
        "proxy",
        "A vote cannot be passed on: the proxy has given its own vote to a proxy, or the member is itself a proxy for "
        "another. Name another proxy, or revoke that one first.",
    )


def check_not_voted_by_proxy(voting: Voting, principal: int, field: str) -> None:
    """Raise `Rejected` (PROXY_VOTED) if a member has voted through a proxy already."""
    require(
        not has_voted(voting, principal),
        "PROXY_VOTED",
        field,
        "Member {principal} has already voted through its proxy, member {proxy}, and cannot vote as well; only the "
        "proxy can still change that vote.",
        principal=principal,
        proxy=proxy_of(voting, principal),
    )


def _given(state: Decision, event: ProxyGiven) -> Decision:
    voting = state.votings[-1]
    proxies = sorted((*voting.proxies, Proxy(event.principal, event.proxy)), key=lambda each: each.principal)
    return with_voting(state, replace(voting, proxies=tuple(proxies)))


# --- Taken back ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProxyRevoked:
    """A member votes in person again (Stimmübertragung widerrufen)."""

    principal: MemberNumber
    """The member that had given the vote to a proxy (Vollmachtgeber)."""


@dataclass(frozen=True)
class RevokeProxy(ProxyRevoked, OfDecision):
    """Record that a member votes in person again; impossible once the proxy has voted (Stimmübertragung widerrufen)."""


def _revoke(command: RevokeProxy, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    check_entitled(voting, command.principal, "principal")
    if proxy_of(voting, command.principal) is None:
        return []
    check_not_voted_by_proxy(voting, command.principal, "principal")
    return [ProxyRevoked(command.principal)]


def _revoked(state: Decision, event: ProxyRevoked) -> Decision:
    voting = state.votings[-1]
    proxies = tuple(each for each in voting.proxies if each.principal != event.principal)
    return with_voting(state, replace(voting, proxies=proxies))


PROXIES = Part(
    (
        of_member(GiveProxy, _give, {ProxyGiven: _given}, "principal"),
        of_member(RevokeProxy, _revoke, {ProxyRevoked: _revoked}, "principal"),
    )
)
