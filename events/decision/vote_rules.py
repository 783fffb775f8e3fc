"""Votes: what follows from voting by name, from a count, from agreeing to a circulation and from objecting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.decider import World, require
from events.decision.acting import is_one_of
from events.decision.counting import check_count
from events.decision.lifecycle import with_voting
from events.decision.proxy_rules import check_not_voted_by_proxy
from events.decision.state import Decision
from events.decision.votes import (
    AgreeToCircular,
    CastVote,
    CircularAgreed,
    ObjectionRaised,
    RaiseObjection,
    RecordCount,
    VoteCast,
    VotesCounted,
)
from events.decision.voting import Voting
from events.decision.voting_rules import check_entitled, check_mode, open_voting, proxy_of
from events.rules import check_in_order
from events.voting.cast import Ballot, Vote
from events.voting.rule import VotingMode
from events.when import When, check_not_ahead

# --- What follows ----------------------------------------------------------------------------------------------


def _cast(command: CastVote, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    _check_by_name(voting)
    check_entitled(voting, command.member, "member")
    _check_voter(command, voting)
    require(
        command.vote is not Vote.ABSTAIN or voting.rule.abstention,
        "NO_ABSTENTION",
        "vote",
        "The body's rule does not allow to abstain; vote yes or no.",
    )
    _check_given_in_time(command.on, voting, state.of, world)
    if Ballot(command.member, command.vote) in voting.ballots:
        return []
    return [VoteCast(command.member, command.vote, command.proxy, _day_told(command.on, voting, world))]


def _day_told(on: date | None, voting: Voting, world: World) -> date | None:
    """On which day it was said: in a meeting only where it is told, otherwise today unless told."""
    return on if voting.mode is VotingMode.MEETING else on or world.today


def _check_by_name(voting: Voting) -> None:
    require(
        voting.mode is not VotingMode.SILENT,
        "OTHER_MODE",
        "id",
        "Nobody votes in a silent procedure; whoever is against it raises an objection.",
    )
    require(
        not voting.secret,
        "SECRET",
        "id",
        "The ballot is secret; record its count, without names.",
    )
    require(
        voting.count is None,
        "COUNTED",
        "id",
        "The votes are recorded as a count, so they are not recorded by name too; put the count right if it is wrong.",
    )


def _check_voter(command: CastVote, voting: Voting) -> None:
    """Raise `Rejected` unless a member votes itself, or the one to whom it gave its vote does, who is there."""
    proxy = proxy_of(voting, command.member)
    if command.proxy is None and proxy is not None:
        check_not_voted_by_proxy(voting, command.member, "member")
    require(
        command.proxy is not None or proxy is None,
        "PROXY_GIVEN",
        "member",
        "That member has given its vote to a proxy; let that one vote, or revoke the proxy first.",
    )
    require(
        command.proxy in (None, proxy),
        "NOT_PROXY",
        "proxy",
        "That member has not given its vote to the one who is to vote for it; record the proxy first.",
    )
    require(
        voting.mode is not VotingMode.MEETING or (proxy or command.member) in voting.attendance,
        "NOT_PRESENT",
        "member" if proxy is None else "proxy",
        "The one who votes is not there by the record; record who is there first.",
    )


def _check_given_in_time(on: date | None, voting: Voting, of: str, world: World) -> None:
    """Raise `Rejected` unless a vote was given while the voting was open, by its deadline (DEADLINE_OVER), and not on
    an earlier day by what those say who vote themselves (BACKDATED)."""
    day = on or world.today
    check_in_order(voting.opened, day, "on")
    check_not_ahead(When(day), world.today, "on")
    require(
        on in (None, world.today) or is_one_of((of,), world),
        "BACKDATED",
        "on",
        "Whoever a member represents records its answer on the day; ask those whose body it is, or the county's "
        "coordination, to record what was given earlier.",
    )
    require(
        voting.deadline is None or day <= voting.deadline,
        "DEADLINE_OVER",
        "on",
        "Votes could be given until {deadline}; a later one does not count. If it was given in time, say on which day.",
        deadline=voting.deadline,
    )


def _count(command: RecordCount, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    require(
        voting.mode is not VotingMode.SILENT,
        "OTHER_MODE",
        "id",
        "Nobody votes in a silent procedure, so nothing is counted; record objections.",
    )
    require(
        not voting.ballots,
        "CAST_BY_NAME",
        "id",
        "Votes are recorded by name, so they are not counted without names too; record the others by name.",
    )
    if voting.count == command.count:
        return []
    check_count(replace(voting, count=command.count), "count")
    return [VotesCounted(command.count)]


def _agree(command: AgreeToCircular, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    require(
        voting.mode is VotingMode.CIRCULAR and voting.rule.circular_consent is not None,
        "NOT_ASKED",
        "id",
        "Nobody is asked to agree: it is not decided by circulation, or the rule asks for no consent to that.",
    )
    check_entitled(voting, command.member, "member")
    _check_given_in_time(command.on, voting, state.of, world)
    if command.member in voting.agreeing:
        return []
    return [CircularAgreed(command.member, command.on or world.today)]


def _object(command: RaiseObjection, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    check_mode(
        voting,
        VotingMode.SILENT,
        "It is voted on; whoever is against it votes no.",
    )
    check_entitled(voting, command.member, "member")
    _check_given_in_time(command.on, voting, state.of, world)
    return [] if command.member in voting.objections else [ObjectionRaised(command.member, command.on)]


# --- What is then recorded -------------------------------------------------------------------------------------


def by_member(ballots: tuple[Ballot, ...]) -> tuple[Ballot, ...]:
    """The votes in order of the members."""
    return tuple(sorted(ballots, key=lambda each: each.member))


def _latest(*days: date | None) -> date | None:
    """The latest of the days that are told."""
    return max((day for day in days if day is not None), default=None)


def _voted(state: Decision, event: VoteCast) -> Decision:
    voting = state.votings[-1]
    others = tuple(each for each in voting.ballots if each.member != event.member)
    ballots = by_member((*others, Ballot(event.member, event.vote)))
    return with_voting(state, replace(voting, ballots=ballots, answered=_latest(voting.answered, event.on)))


def _counted(state: Decision, event: VotesCounted) -> Decision:
    return with_voting(state, replace(state.votings[-1], count=event.count))


def _agreed(state: Decision, event: CircularAgreed) -> Decision:
    voting = state.votings[-1]
    agreeing = tuple(sorted((*voting.agreeing, event.member)))
    return with_voting(state, replace(voting, agreeing=agreeing, answered=_latest(voting.answered, event.on)))


def _objected(state: Decision, event: ObjectionRaised) -> Decision:
    voting = state.votings[-1]
    return with_voting(state, replace(voting, objections=tuple(sorted((*voting.objections, event.member)))))


DECIDES: dict[type[Any], Callable[[Any, Decision, World], list[Any]]] = {
    CastVote: _cast,
    RecordCount: _count,
    AgreeToCircular: _agree,
    RaiseObjection: _object,
}
EVOLVES: dict[type[Any], Callable[[Decision, Any], Decision]] = {
    VoteCast: _voted,
    VotesCounted: _counted,
    CircularAgreed: _agreed,
    ObjectionRaised: _objected,
}
