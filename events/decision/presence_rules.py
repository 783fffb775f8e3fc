"""Presence and conflicts of interest: what follows from recording who is there, and who takes no part."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from events.decider import Rejected, World
from events.decision.conflicts import ConflictDeclared, DeclareConflict
from events.decision.lifecycle import with_voting
from events.decision.presence import RecordPresence, VotingPresenceRecorded
from events.decision.state import Decision
from events.decision.voting_rules import check_mode, open_voting, proxy_of, seat_of
from events.voting.rule import VotingMode

# --- What follows ----------------------------------------------------------------------------------------------


def _be_there(command: RecordPresence, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    check_mode(
        voting,
        VotingMode.MEETING,
        "It is not voted in a meeting, so nobody is there; record votes, answers or objections.",
    )
    for member in command.members:
        seat_of(voting, member, "members")
    members = tuple(sorted(command.members))
    if members == voting.attendance:
        return []
    for member in members:
        if proxy_of(voting, member) is not None:
            raise Rejected(
                "PROXY_GIVEN",
                "members",
                "Number {member} has given its vote to a proxy, as one that is not there; revoke that first, or "
                "leave it out if the proxy has voted.",
                member=member,
            )
    for ballot in voting.ballots:
        voter = proxy_of(voting, ballot.member) or ballot.member
        if voter not in members:
            raise Rejected(
                "VOTED",
                "members",
                "Number {voter} has voted, so it was there; name it too.",
                voter=voter,
            )
    return [VotingPresenceRecorded(members)]


def _take_no_part(command: DeclareConflict, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    seat_of(voting, command.member, "member")
    return [] if command.member in voting.conflicts else [ConflictDeclared(command.member)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _there(state: Decision, event: VotingPresenceRecorded) -> Decision:
    return with_voting(state, replace(state.votings[-1], attendance=event.members))


def _conflicted(state: Decision, event: ConflictDeclared) -> Decision:
    """The member's own vote and what it voted for others fall away, and its proxies."""
    voting = state.votings[-1]
    fallen = {event.member, *(each.principal for each in voting.proxies if each.proxy == event.member)}
    return with_voting(
        state,
        replace(
            voting,
            conflicts=tuple(sorted({*voting.conflicts, event.member})),
            proxies=tuple(each for each in voting.proxies if event.member not in (each.principal, each.proxy)),
            ballots=tuple(each for each in voting.ballots if each.member not in fallen),
            objections=without(voting.objections, event.member),
            agreeing=without(voting.agreeing, event.member),
        ),
    )


def without(members: tuple[int, ...], member: int) -> tuple[int, ...]:
    """The members without one."""
    return tuple(each for each in members if each != member)


DECIDES: dict[type[Any], Callable[[Any, Decision, World], list[Any]]] = {
    RecordPresence: _be_there,
    DeclareConflict: _take_no_part,
}
EVOLVES: dict[type[Any], Callable[[Decision, Any], Decision]] = {
    VotingPresenceRecorded: _there,
    ConflictDeclared: _conflicted,
}
