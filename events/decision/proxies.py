"""Proxies in a voting: a member lets another vote in its place, or takes that back."""

from dataclasses import dataclass, replace
from typing import Any

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
    """A member lets another vote for it (Stimme übertragen)."""


@dataclass(frozen=True)
class GiveProxy(ProxyGiven, OfDecision):
    """Record that a member lets another vote for it, where the rule allows this; the member is absent and has not
    voted. A proxy cannot pass the vote on (Stimme übertragen)."""


def _give(command: GiveProxy, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    require(
        voting.rule.proxies and voting.mode is not VotingMode.SILENT,
        "NO_PROXIES",
        "id",
        "Nobody can vote for another in this voting: its rule does not allow it, or no votes are cast in it.",
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
            "That member has given its vote to another already; revoke that first.",
        )
    _check_passes_nothing_on(voting, command)
    require(
        not has_voted(voting, command.principal),
        "VOTED",
        "principal",
        "That member has voted itself already; its vote can be changed, but not given to another.",
    )
    require(
        command.principal not in voting.attendance,
        "PRESENT",
        "principal",
        "That member is there by the record and votes itself; record who is there anew if it has left.",
    )
    return [recorded(ProxyGiven, command)]


def _check_passes_nothing_on(voting: Voting, command: GiveProxy) -> None:
    """Nobody votes for itself by proxy, and what was given to one is not passed on to another."""
    require(
        command.principal != command.proxy,
        "OWN_PROXY",
        "proxy",
        "A member cannot be its own proxy; it just votes.",
    )
    require(
        proxy_of(voting, command.proxy) is None and all(each.proxy != command.principal for each in voting.proxies),
        "PASSED_ON",
        "proxy",
        "Votes are not passed on: the proxy has given its own vote away, or the principal holds one of another; name "
        "another proxy, or revoke that first.",
    )


def check_not_voted_by_proxy(voting: Voting, principal: int, field: str) -> None:
    """Raise `Rejected` (PROXY_VOTED) if a member has voted through a proxy already."""
    require(
        not has_voted(voting, principal),
        "PROXY_VOTED",
        field,
        "Number {principal} has already voted through its proxy, number {proxy}, and cannot vote too; only the proxy "
        "can still change that vote.",
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
    """A member votes for itself again (Stimmübertragung widerrufen)."""

    principal: MemberNumber
    """Who had given the vote away (Vollmachtgeber)."""


@dataclass(frozen=True)
class RevokeProxy(ProxyRevoked, OfDecision):
    """Record that a member votes for itself again; impossible once the proxy has voted (Stimmübertragung
    widerrufen)."""


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
