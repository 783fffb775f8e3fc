"""Opening a voting: by which rule, with which members, in which of the ways that the rule allows; and who may vote."""

from dataclasses import KW_ONLY, dataclass, replace
from datetime import date
from typing import Annotated, Any

from events.body.lifecycle import electorate_on, rule_on
from events.body.rule_terms import RuleTerms, rule_of
from events.body.state import Body
from events.county.procedures import silent_procedure
from events.decider import Part, Rejected, World, recorded, require
from events.decision.acting import of_body
from events.decision.competence import check_competent, looked_at
from events.decision.course import check_day, check_status
from events.decision.lifecycle import DAY, parties_of, result_of, running, with_step
from events.decision.state import Decision, DecisionStatus, OfDecision, Voting, VotingNumber
from events.meeting.lifecycle import day_in_berlin, day_of, status_of
from events.meeting.state import Meeting, MeetingStatus
from events.refs import MeetingRef
from events.rules import check_in_order, check_known
from events.values import Allotted
from events.voting.cast import Electorate, VotingSeat
from events.voting.outcome import VotingResult
from events.voting.rule import VotingMode


@dataclass(frozen=True)
class _Opening:
    mode: VotingMode
    """How the decision is taken; the rule must allow it (Verfahren)."""
    on: date
    """The day, not a future one (eröffnet am)."""
    deadline: date | None = None
    """The last day to object to a silent procedure or to answer a circulation; required for a silent procedure
    (Frist)."""
    meeting: MeetingRef | None = None
    """The meeting of the body in which the decision is taken; null if none is recorded (Sitzung)."""
    second_of: VotingNumber | None = None
    """The number of an earlier voting on the decision that lacked a quorum in a meeting, if this is the second meeting
    announced for it; null otherwise (zweite Sitzung zu Abstimmung)."""
    secret: bool = False
    """Whether the ballot is secret; if so, only the count is recorded (geheim)."""


@dataclass(frozen=True)
class VotingOpened(_Opening):
    """A voting was opened, with the rule and the members of that day (Abstimmung eröffnet)."""

    _: KW_ONLY
    number: Annotated[VotingNumber, Allotted("voting")]
    """Its number in the decision (Nummer)."""
    rule: RuleTerms
    """The rule (Abstimmungsregel)."""
    electorate: Electorate
    """Who can vote (Stimmberechtigte)."""


@dataclass(frozen=True)
class OpenVoting(_Opening, OfDecision):
    """Open the voting on a submitted decision; the body must be competent. The voting keeps the body's rule for the
    matter and its members with voting rights as of that day. A silent procedure ends by itself at the end of the
    deadline day, Berlin time, even if that day is past when the voting is recorded (Abstimmung eröffnen)."""


def _open(command: OpenVoting, state: Decision, world: World) -> list[Any]:
    voting = running(state)
    if voting is not None and _is_held_so(voting, command):
        return []
    check_status(state, DecisionStatus.SUBMITTED)
    check_day(state, command.on, world)
    _check_setting(command, state, world)
    check_competent(state, command.on, "on", world)
    if command.mode is VotingMode.SILENT and command.deadline is not None:
        # What silence brings about rests on what is recorded when it is opened: nobody acts when it ends.
        check_competent(state, command.deadline + DAY, "deadline", world)
    rule, electorate = _frozen(command, state, world)
    number = max((each.number for each in state.votings), default=0) + 1
    return [recorded(VotingOpened, command, number=number, rule=rule, electorate=electorate)]


def _is_held_so(voting: Voting, told: OpenVoting) -> bool:
    return (voting.mode, voting.opened, voting.deadline, voting.meeting, voting.second_of, voting.secret) == (
        told.mode, told.on, told.deadline, told.meeting, told.second_of, told.secret
    )  # fmt: skip


def _opened(state: Decision, event: VotingOpened) -> Decision:
    voting = Voting(
        number=event.number,
        mode=event.mode,
        opened=event.on,
        rule=event.rule,
        electorate=event.electorate,
        deadline=event.deadline,
        meeting=event.meeting,
        second_of=event.second_of,
        secret=event.secret,
    )
    after = replace(state, votings=(*state.votings, voting), entitled=parties_of(event.electorate))
    return with_step(after, DecisionStatus.VOTING, event.on)


# --- Rule and members ------------------------------------------------------------------------------------------


def _frozen(command: OpenVoting, state: Decision, world: World) -> tuple[RuleTerms, Electorate]:
    """The rule and the members of the day on which a voting is opened. Raises `Rejected` where the body has no rule for
    it (NO_RULE), the rule does not allow to decide so (MODE_NOT_ALLOWED), nobody has a vote (NOBODY_ENTITLED), or more
    votes can be cast than the body's statutes know of (STATUTES_TOO_SMALL)."""
    body: Body = world.states[state.body]
    on = command.on
    rule = rule_on(body, state.matter, on)
    if rule is None:
        raise Rejected(
            "NO_RULE",
            "mode",
            "The body has no rule for this matter on {on}; record its decision rule first.",
            on=on,
        )
    modes, procedure = rule_of(rule).modes, silent_procedure(world.states[world.county])
    require(
        command.mode in modes,
        "MODE_NOT_ALLOWED",
        "mode",
        "The body's rule allows only these ways of deciding: {modes}. Choose one of them.",
        modes=tuple(procedure if mode is VotingMode.SILENT else mode for mode in modes),
    )
    electorate = electorate_on(body, on)
    require(
        len(electorate.seats) > 0,
        "NOBODY_ENTITLED",
        "mode",
        "The body has no members with voting rights on {on}; record its members first.",
        on=on,
    )
    _check_within_statutes(electorate, on)
    return rule, electorate


def _check_within_statutes(electorate: Electorate, on: date) -> None:
    """A majority of a statutory number or weight means something only if no more votes can be cast than that."""
    weight = electorate.statutory_weight
    require(
        len(electorate.seats) <= electorate.statutory
        and sum(seat.weight for seat in electorate.seats) <= (electorate.statutory if weight is None else weight),
        "STATUTES_TOO_SMALL",
        "mode",
        "On {on} the body has more members with voting rights, or votes of more weight, than its statutes provide "
        "for; change or correct the statutes, including the statutory weight if votes have weights.",
        on=on,
    )


def _check_setting(command: OpenVoting, state: Decision, world: World) -> None:
    """Raise `Rejected` unless deadline, meeting and secrecy go with the way of deciding, and a second meeting follows
    on one that lacked the quorum."""
    meets = command.mode is VotingMode.MEETING
    if command.mode is VotingMode.SILENT and command.deadline is None:
        raise Rejected(
            "DEADLINE_MISSING",
            "deadline",
            "A {procedure} needs a deadline; give the last day for objections.",
            procedure=silent_procedure(world.states[world.county]),
        )
    require(
        command.deadline is None or not meets,
        "NO_DEADLINE",
        "deadline",
        "A voting in a meeting has no deadline, because votes are cast at once; leave the deadline out.",
    )
    check_in_order(command.on, command.deadline, "deadline")
    require(
        command.meeting is None or meets,
        "NO_MEETING",
        "meeting",
        "This voting is not held in a meeting; leave the meeting out, or choose to vote in a meeting.",
    )
    require(
        not command.secret or command.mode is not VotingMode.SILENT,
        "NOT_SECRET",
        "secret",
        "A {procedure} cannot be secret, because objections are recorded by name; leave this out, or choose another "
        "way of deciding.",
        procedure=silent_procedure(world.states[world.county]),
    )
    _check_meeting(command, state, world)
    if command.second_of is not None:
        _check_second(command, state, world)


def _check_meeting(command: OpenVoting, state: Decision, world: World) -> None:
    check_known(command.meeting, "meeting", world)
    if command.meeting is None:
        return
    meeting: Meeting = world.states[command.meeting]
    require(
        meeting.body == state.body,
        "OTHER_BODY",
        "meeting",
        "That is a meeting of another body; name a meeting of the body that decides.",
    )
    status, day = status_of(meeting), day_of(meeting)
    require(
        status is not MeetingStatus.CANCELLED,
        "MEETING_CANCELLED",
        "meeting",
        "That meeting was cancelled; name the meeting in which the decision is taken.",
    )
    require(
        status is not MeetingStatus.SCHEDULED,
        "NOT_INVITED",
        "meeting",
        "No invitation to that meeting is recorded; record it first.",
    )
    # A meeting may go on past midnight, whatever its invitation said of its end.
    last = day + DAY if meeting.ends is None else max(day + DAY, day_in_berlin(meeting.ends))
    require(
        day <= command.on <= last,
        "OTHER_DAY",
        "meeting",
        "That meeting is held on {day}, not on {opened}; name another meeting or none, or correct the day.",
        day=day,
        opened=command.on,
    )


def _check_second(command: OpenVoting, state: Decision, world: World) -> None:
    first = next((each for each in state.votings if each.number == command.second_of), None)
    lacked = first is not None and (first.mode, result_of(first)) == (VotingMode.MEETING, VotingResult.NO_QUORUM)
    require(
        command.mode is VotingMode.MEETING and lacked and first is not None and first.opened <= command.on,
        "NOT_SECOND",
        "second_of",
        "A second meeting follows an earlier one that lacked a quorum for this decision; name the voting of that "
        "earlier meeting, or leave it out.",
    )
    meeting: Meeting | None = None if command.meeting is None else world.states[command.meeting]
    announced = None if meeting is None or meeting.invitation is None else meeting.invitation.second_of
    # Where no meeting is recorded, whoever opens the voting answers for it.
    met = first is not None and (first.meeting is not None or meeting is not None)
    require(
        not met or (announced is not None and first is not None and first.meeting in (None, announced)),
        "NOT_ANNOUNCED",
        "second_of",
        "It is not recorded that the invitation to this meeting announced it as the second meeting after the first. "
        "Name the meeting whose invitation did, or leave this out; the usual quorum then applies.",
    )
    require(
        first is None or command.meeting is None or command.meeting != first.meeting,
        "NOT_SECOND",
        "second_of",
        "That is the first meeting itself; name the meeting that was held after it.",
    )


# --- Who may vote ----------------------------------------------------------------------------------------------


def open_voting(state: Decision) -> Voting:
    """The voting that is open. Raises `Rejected` where it was closed (CLOSED) or none was ever opened (NOT_OPEN)."""
    voting = running(state)
    if voting is not None:
        return voting
    closed = state.votings[-1].closed if state.votings else None
    if closed is not None and state.steps[-1].status is not DecisionStatus.SUBMITTED:
        raise Rejected(
            "CLOSED",
            "id",
            "The voting has been over since {closed}; if something in it is wrong, correct the decision.",
            closed=closed,
        )
    raise Rejected("NOT_OPEN", "id", "No voting on this decision is open; open the next one first.")


def check_mode(voting: Voting, mode: VotingMode, text: str) -> None:
    """Raise `Rejected` (OTHER_MODE) unless it is decided in this way, in these words."""
    require(voting.mode is mode, "OTHER_MODE", "id", text)


def seat_of(voting: Voting, member: int, field: str) -> VotingSeat:
    """The seat of a member with voting right. Raises `Rejected` (NOT_ENTITLED) for one that had none on the day on
    which the voting was opened."""
    for seat in voting.electorate.seats:
        if seat.member == member:
            return seat
    raise Rejected(
        "NOT_ENTITLED",
        field,
        "Member {member} had no voting right on {opened}, when the voting was opened; leave this member out or, if "
        "that is wrong, correct the body.",
        member=member,
        opened=voting.opened,
    )


def check_entitled(voting: Voting, member: int, field: str) -> None:
    """Raise `Rejected` unless a member has a vote: with voting right (NOT_ENTITLED) and no conflict (CONFLICT)."""
    seat_of(voting, member, field)
    require(
        member not in voting.conflicts,
        "CONFLICT",
        field,
        "Member {member} is recorded as having a conflict of interest and takes no part; if that is wrong, correct it.",
        member=member,
    )


def proxy_of(voting: Voting, principal: int) -> int | None:
    """Who votes in the place of a member; None: nobody does."""
    return next((each.proxy for each in voting.proxies if each.principal == principal), None)


def has_voted(voting: Voting, member: int) -> bool:
    """Whether the vote of a member is recorded by name."""
    return any(ballot.member == member for ballot in voting.ballots)


VOTING = Part((of_body(OpenVoting, _open, {VotingOpened: _opened}, reads=looked_at),))
