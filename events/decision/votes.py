"""Votes: by name or counted without names; agreement to a circulation; objections to a silent procedure."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.acting import acts_for_one_of
from events.county.procedures import silent_procedure
from events.decider import Part, World, recorded, require
from events.decision.acting import of_body, of_member
from events.decision.counting import check_count
from events.decision.lifecycle import with_voting
from events.decision.proxies import check_not_voted_by_proxy
from events.decision.state import CircularConsent, Decision, OfDecision, Voting
from events.decision.voting import check_entitled, check_mode, open_voting, proxy_of
from events.rules import check_in_order
from events.voting.cast import Ballot, MemberNumber, Vote, VoteCount
from events.voting.rule import VotingMode
from events.when import HappenedOn, When, check_not_ahead


@dataclass(frozen=True)
class _OfMember:
    member: MemberNumber
    """The member, by number (Mitglied)."""


# --- By name ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VoteCast(_OfMember):
    """A member voted, in person or by proxy; this replaces its earlier vote (Stimme abgegeben)."""

    vote: Vote
    """The vote (Stimme)."""
    proxy: MemberNumber | None = None
    """The member that votes as its proxy; null if the member votes in person (Bevollmächtigte)."""
    on: date | None = None
    """The day on which the vote was given, if it is recorded later; null for today, except in a meeting, where no day
    is recorded (Tag)."""


@dataclass(frozen=True)
class CastVote(VoteCast, OfDecision):
    """Record the vote of a member by name. Until the voting is closed, a later vote of the member replaces the earlier
    one; the same vote with another day does so too. In a meeting, whoever votes is present (abstimmen)."""


def _cast(command: CastVote, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    _check_by_name(voting, world)
    check_entitled(voting, command.member, "member")
    _check_voter(command, voting)
    require(
        command.vote is not Vote.ABSTAIN or voting.rule.abstention,
        "NO_ABSTENTION",
        "vote",
        "The body's rule does not allow abstention; vote yes or no.",
    )
    _check_given_in_time(command.on, voting, state.of, world)
    known = next((each for each in voting.ballots if each.member == command.member), None)
    if known is not None and known.vote is command.vote and command.on in (None, known.on):
        return []
    on = command.on if voting.mode is VotingMode.MEETING else command.on or world.today
    return [recorded(VoteCast, command, on=on)]


def _check_by_name(voting: Voting, world: World) -> None:
    require(
        voting.mode is not VotingMode.SILENT,
        "OTHER_MODE",
        "id",
        "No votes are cast in a {procedure}; if the member is against it, record an objection.",
        procedure=silent_procedure(world.states[world.county]),
    )
    require(not voting.secret, "SECRET", "id", "The ballot is secret; record the count without names.")
    require(
        voting.count is None,
        "COUNTED",
        "id",
        "The votes are recorded as a count, so they cannot be recorded by name as well; if the count is wrong, record "
        "it again.",
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
        "That member has given its vote to a proxy; record the vote of the proxy, or revoke the proxy first.",
    )
    require(
        command.proxy in (None, proxy),
        "NOT_PROXY",
        "proxy",
        "That member has not given its vote to the proxy named; record the proxy first.",
    )
    require(
        voting.mode is not VotingMode.MEETING or (proxy or command.member) in voting.attendance,
        "NOT_PRESENT",
        "member" if proxy is None else "proxy",
        "The member who votes is not recorded as present; record who is present first.",
    )


def _check_given_in_time(on: date | None, voting: Voting, of: str, world: World) -> None:
    """Raise `Rejected` unless a vote was given while the voting was open, by its deadline (DEADLINE_OVER), and not on
    an earlier day by what those say who vote themselves (BACKDATED)."""
    day = on or world.today
    check_in_order(voting.opened, day, "on")
    check_not_ahead(When(day), world.latest, "on")
    require(
        on in (None, world.today) or acts_for_one_of((of,), world),
        "BACKDATED",
        "on",
        "Those whom a member represents can record its answer only on the same day; ask the body's owner, or the "
        "coordination office, to record an earlier answer.",
    )
    require(
        voting.deadline is None or day <= voting.deadline,
        "DEADLINE_OVER",
        "on",
        "Votes could be given until {deadline}; a later vote does not count. If it was given in time, enter the day.",
        deadline=voting.deadline,
    )


def _voted(state: Decision, event: VoteCast) -> Decision:
    voting = state.votings[-1]
    others = (each for each in voting.ballots if each.member != event.member)
    ballots = sorted((*others, Ballot(event.member, event.vote, event.on)), key=lambda each: each.member)
    return with_voting(state, replace(voting, ballots=tuple(ballots)))


# --- Counted ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VotesCounted:
    """The votes were counted without names (ausgezählt)."""

    count: VoteCount
    """The count (Auszählung)."""


@dataclass(frozen=True)
class RecordCount(VotesCounted, OfDecision):
    """Record votes counted without names: of a secret ballot, or from a paper record. This replaces an earlier count
    (auszählen)."""


def _count(command: RecordCount, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    require(
        voting.mode is not VotingMode.SILENT,
        "OTHER_MODE",
        "id",
        "No votes are cast in a {procedure}, so there is nothing to count; record objections.",
        procedure=silent_procedure(world.states[world.county]),
    )
    require(
        not voting.ballots,
        "CAST_BY_NAME",
        "id",
        "Votes are recorded by name, so they cannot be counted without names as well; record the remaining votes by "
        "name.",
    )
    if voting.count == command.count:
        return []
    check_count(replace(voting, count=command.count), "count")
    return [VotesCounted(command.count)]


def _counted(state: Decision, event: VotesCounted) -> Decision:
    return with_voting(state, replace(state.votings[-1], count=event.count))


# --- Agreed to a circulation -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class CircularAgreed(HappenedOn, _OfMember):
    """A member agrees to decide by circulation (Umlaufverfahren zugestimmt)."""


@dataclass(frozen=True)
class AgreeToCircular(_OfMember, OfDecision):
    """Record that a member agrees to decide by circulation, no later than the deadline, if the rule requires agreement.
    Another day replaces the one recorded before (Umlaufverfahren zustimmen)."""

    on: date | None = None
    """The day on which it agreed, if it is recorded later; null for today (Tag)."""


def _agree(command: AgreeToCircular, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    require(
        voting.mode is VotingMode.CIRCULAR and voting.rule.circular_consent is not None,
        "NOT_ASKED",
        "id",
        "There is no agreement to record: this voting is not a circulation, or the rule requires no agreement to it.",
    )
    check_entitled(voting, command.member, "member")
    _check_given_in_time(command.on, voting, state.of, world)
    known = next((each for each in voting.agreeing if each.member == command.member), None)
    if known is not None and command.on in (None, known.on):
        return []
    return [CircularAgreed(command.member, command.on or world.today)]


def _agreed(state: Decision, event: CircularAgreed) -> Decision:
    voting = state.votings[-1]
    others = (each for each in voting.agreeing if each.member != event.member)
    agreeing = sorted((*others, CircularConsent(event.member, event.on)), key=lambda each: each.member)
    return with_voting(state, replace(voting, agreeing=tuple(agreeing)))


# --- Objected to silence ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ObjectionRaised(_OfMember):
    """A member objects to a silent procedure (Einwand erhoben)."""

    on: date
    """The day, not a future one (Tag)."""


@dataclass(frozen=True)
class RaiseObjection(ObjectionRaised, OfDecision):
    """Record that a member objects to a silent procedure, no later than the end of the deadline day, Berlin time. If an
    objection came in time but is recorded late, correct the end of the procedure and put the objection in its place
    (Einwand erheben)."""


def _object(command: RaiseObjection, state: Decision, world: World) -> list[Any]:
    voting = open_voting(state)
    check_mode(
        voting,
        VotingMode.SILENT,
        "This voting is not a silent procedure; if the member is against it, record a no vote.",
    )
    check_entitled(voting, command.member, "member")
    _check_given_in_time(command.on, voting, state.of, world)
    return [] if command.member in voting.objections else [recorded(ObjectionRaised, command)]


def _objected(state: Decision, event: ObjectionRaised) -> Decision:
    voting = state.votings[-1]
    return with_voting(state, replace(voting, objections=tuple(sorted((*voting.objections, event.member)))))


VOTES = Part(
    (
        of_member(CastVote, _cast, {VoteCast: _voted}, "proxy", "member"),
        of_body(RecordCount, _count, {VotesCounted: _counted}),
        of_member(AgreeToCircular, _agree, {CircularAgreed: _agreed}, "member"),
        of_member(RaiseObjection, _object, {ObjectionRaised: _objected}, "member"),
    )
)
