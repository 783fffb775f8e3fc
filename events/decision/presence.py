"""Presence and conflicts of interest at a voting: who is there, and who takes no part."""

from dataclasses import dataclass, replace
from typing import Any

from events.decider import Part, Rejected, World
from events.decision.acting import of_body, of_member
from events.decision.lifecycle import with_voting
from events.decision.state import Decision, OfDecision
from events.decision.voting import check_mode, open_voting, proxy_of, seat_of
from events.voting.cast import MemberNumber, Members
from events.voting.rule import VotingMode

# --- Presence --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VotingPresenceRecorded:
    """The members present at a voting were recorded, as a whole (Anwesenheit festgestellt)."""

    members: Members
    """The members present, by number (anwesend)."""


@dataclass(frozen=True)
class RecordPresence(VotingPresenceRecorded, OfDecision):
    """Record all members with voting rights that are present at a voting in a meeting; this replaces what was recorded
    before. It must include everyone who has voted (Anwesenheit feststellen)."""


def _be_there(command: RecordPresence, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    check_mode(
        voting,
        VotingMode.MEETING,
        "This voting is not held in a meeting, so there is no attendance to record; record votes, answers or "
        "objections.",
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
                "Member {member} has given its vote to a proxy and so counts as absent; revoke the proxy first, or "
                "leave the member out if the proxy has voted.",
                member=member,
            )
    for ballot in voting.ballots:
        voter = proxy_of(voting, ballot.member) or ballot.member
        if voter not in members:
            raise Rejected(
                "VOTED", "members", "Member {voter} has voted and so was present; include this member.", voter=voter
            )
    return [VotingPresenceRecorded(members)]


def _there(state: Decision, event: VotingPresenceRecorded) -> Decision:
    return with_voting(state, replace(state.votings[-1], attendance=event.members))


# --- Conflicts of interest -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ConflictDeclared:
    """A member has a conflict of interest; its vote, its proxy and the votes it cast for others no longer count
    (Befangenheit erklärt)."""

    member: MemberNumber
    """The member, by number (Mitglied)."""


@dataclass(frozen=True)
class DeclareConflict(ConflictDeclared, OfDecision):
    """Record that a member has a conflict of interest in the matter. It does not vote and does not count as entitled;
    its vote, its proxy and the votes it cast for others no longer count (Befangenheit erklären)."""


def _take_no_part(command: DeclareConflict, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    seat_of(voting, command.member, "member")
    return [] if command.member in voting.conflicts else [ConflictDeclared(command.member)]


def _conflicted(state: Decision, event: ConflictDeclared) -> Decision:
    """The member's own vote and what it voted for others fall away, and its proxies."""
    voting, member = state.votings[-1], event.member
    fallen = {member, *(each.principal for each in voting.proxies if each.proxy == member)}
    return with_voting(
        state,
        replace(
            voting,
            conflicts=tuple(sorted({*voting.conflicts, member})),
            proxies=tuple(each for each in voting.proxies if member not in (each.principal, each.proxy)),
            ballots=tuple(each for each in voting.ballots if each.member not in fallen),
            objections=tuple(each for each in voting.objections if each != member),
            agreeing=tuple(each for each in voting.agreeing if each.member != member),
        ),
    )


PRESENCE = Part(
    (
        of_body(RecordPresence, _be_there, {VotingPresenceRecorded: _there}),
        of_member(DeclareConflict, _take_no_part, {ConflictDeclared: _conflicted}, "member"),
    )
)
