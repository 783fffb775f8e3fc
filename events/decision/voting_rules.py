"""Opening a voting: by which rule, with which members, in which of the ways that the rule allows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.body.lifecycle import electorate_on, terms_on
from events.body.rule_terms import RuleTerms, rule_of
from events.body.state import Body
from events.decider import Rejected, World, require
from events.decision.competence_rules import check_competent
from events.decision.course import DecisionStatus
from events.decision.course_rules import check_day, check_status
from events.decision.drafting_rules import parties_of
from events.decision.lifecycle import DAY, result_of, running, with_step
from events.decision.state import Decision
from events.decision.voting import OpenVoting, Voting, VotingOpened
from events.meeting.lifecycle import day_in_berlin, day_of, status_of
from events.meeting.scheduling import MeetingStatus
from events.meeting.state import Meeting
from events.rules import check_in_order, check_known
from events.voting.cast import Electorate, VotingSeat
from events.voting.outcome import VotingResult
from events.voting.rule import VotingMode


@dataclass(frozen=True)
class Setting:
    """How a voting is held, besides its rule: what opening one and correcting one both tell."""

    mode: VotingMode
    opened: date
    deadline: date | None
    meeting: str | None
    second_of: int | None
    secret: bool


# --- What follows ----------------------------------------------------------------------------------------------


def _open(command: OpenVoting, state: Decision, world: World) -> list[Any]:
    told = Setting(command.mode, command.on, command.deadline, command.meeting, command.second_of, command.secret)
    voting = running(state)
    if voting is not None and setting_of(voting) == told:
        return []
    check_status(state, DecisionStatus.SUBMITTED)
    check_day(state, command.on, world)
    check_setting(told, state, world)
    check_competent(state, command.on, "on", world)
    if told.mode is VotingMode.SILENT and told.deadline is not None:
        # What silence brings about rests on what is recorded when it is opened: nobody acts when it ends.
        check_competent(state, told.deadline + DAY, "deadline", world)
    rule, electorate = frozen(state, told, world, "mode")
    return [
        VotingOpened(
            number=len(state.votings) + 1,
            mode=told.mode,
            on=told.opened,
            deadline=told.deadline,
            meeting=told.meeting,
            second_of=told.second_of,
            secret=told.secret,
            rule=rule,
            electorate=electorate,
        )
    ]


def setting_of(voting: Voting) -> Setting:
    """How a voting is held."""
    return Setting(voting.mode, voting.opened, voting.deadline, voting.meeting, voting.second_of, voting.secret)


def frozen(state: Decision, setting: Setting, world: World, field: str) -> tuple[RuleTerms, Electorate]:
    """The rule and the members of the day on which a voting is opened. Raises `Rejected` where the body has no rule for
    it (NO_RULE), the rule does not allow to decide so (MODE_NOT_ALLOWED), nobody has a vote (NOBODY_ENTITLED), or more
    votes can be cast than the body's statutes know of (STATUTES_TOO_SMALL)."""
    body: Body = world.states[state.body]
    on = setting.opened
    rule = terms_on(body, state.matter, on) or terms_on(body, None, on)
    if rule is None:
        raise Rejected(
            "NO_RULE",
            field,
            "The body has no rule for this matter on {on}; record its rule of decision first.",
            on=on,
        )
    modes = rule_of(rule).modes
    require(
        setting.mode in modes,
        "MODE_NOT_ALLOWED",
        field,
        "The body's rule allows to decide by {modes} only; choose one of these.",
        modes=modes,
    )
    electorate = electorate_on(body, on)
    require(
        len(electorate.seats) > 0,
        "NOBODY_ENTITLED",
        field,
        "The body has no member with voting right on {on}; record its members first.",
        on=on,
    )
    _check_within_statutes(electorate, on, field)
    return rule, electorate


def _check_within_statutes(electorate: Electorate, on: date, field: str) -> None:
    """A majority of a statutory number or weight means something only if no more votes can be cast than that."""
    weight = electorate.statutory_weight
    require(
        len(electorate.seats) <= electorate.statutory
        and sum(seat.weight for seat in electorate.seats) <= (electorate.statutory if weight is None else weight),
        "STATUTES_TOO_SMALL",
        field,
        "On {on} the body has more members with voting right, or more weight of votes, than its statutes say; change "
        "or correct the statutes, their statutory weight too where votes weigh more than one.",
        on=on,
    )


def check_setting(setting: Setting, state: Decision, world: World, at: str = "") -> None:
    """Raise `Rejected` unless deadline, meeting and secrecy go with the way of deciding, and a second meeting follows
    on one that lacked the quorum. `at` is the field of a correction; otherwise each has its own."""
    meets = setting.mode is VotingMode.MEETING
    if setting.mode is VotingMode.SILENT and setting.deadline is None:
        raise Rejected(
            "DEADLINE_MISSING",
            at or "deadline",
            "A silent procedure needs a deadline; give the last day on which one can object.",
        )
    require(
        setting.deadline is None or not meets,
        "NO_DEADLINE",
        at or "deadline",
        "In a meeting it is voted at once; leave the deadline out.",
    )
    check_in_order(setting.opened, setting.deadline, at or "deadline")
    require(
        setting.meeting is None or meets,
        "NO_MEETING",
        at or "meeting",
        "It is not decided in a meeting; leave the meeting out, or choose that way.",
    )
    require(
        not setting.secret or setting.mode is not VotingMode.SILENT,
        "NOT_SECRET",
        at or "secret",
        "Who objects to a silent procedure is named; it cannot be secret.",
    )
    _check_meeting(setting, state, world, at or "meeting")
    if setting.second_of is not None:
        _check_second(setting, state, world, at or "second_of")


def _check_meeting(setting: Setting, state: Decision, world: World, field: str) -> None:
    check_known(setting.meeting, field, world)
    if setting.meeting is None:
        return
    meeting: Meeting = world.states[setting.meeting]
    require(
        meeting.body == state.body,
        "OTHER_BODY",
        field,
        "That is a meeting of another body; name one of the body that decides.",
    )
    status, day = status_of(meeting), day_of(meeting)
    require(
        status is not MeetingStatus.CANCELLED,
        "MEETING_CANCELLED",
        field,
        "That meeting was cancelled; name the one in which it is decided.",
    )
    require(
        status is not MeetingStatus.SCHEDULED,
        "NOT_INVITED",
        field,
        "Nobody is invited to that meeting by the record; record the invitation first.",
    )
    # A meeting may go on past midnight, whatever its invitation said of its end.
    last = day + DAY if meeting.ends is None else max(day + DAY, day_in_berlin(meeting.ends))
    require(
        day <= setting.opened <= last,
        "OTHER_DAY",
        field,
        "That meeting is held on {day}, not on {opened}; name another meeting or none, or put the day right.",
        day=day,
        opened=setting.opened,
    )


def _check_second(setting: Setting, state: Decision, world: World, field: str) -> None:
    first = next((each for each in state.votings if each.number == setting.second_of), None)
    lacked = first is not None and (first.mode, result_of(first)) == (VotingMode.MEETING, VotingResult.NO_QUORUM)
    require(
        setting.mode is VotingMode.MEETING and lacked and first is not None and first.opened <= setting.opened,
        "NOT_SECOND",
        field,
        "A second meeting follows on one before it that lacked the quorum for this decision; name that voting, or "
        "leave it out.",
    )
    meeting: Meeting | None = None if setting.meeting is None else world.states[setting.meeting]
    announced = None if meeting is None or meeting.invitation is None else meeting.invitation.second_of
    # Where no meeting is recorded, whoever opens the voting answers for it.
    recorded = first is not None and (first.meeting is not None or meeting is not None)
    require(
        not recorded or (announced is not None and first is not None and first.meeting in (None, announced)),
        "NOT_ANNOUNCED",
        field,
        "It is not recorded that the invitation to this meeting announces it as the second one after the first; name "
        "the meeting whose invitation does, or leave this out: then the usual quorum holds.",
    )
    require(
        first is None or setting.meeting is None or setting.meeting != first.meeting,
        "NOT_SECOND",
        field,
        "That is the first meeting itself; name the one that was held after it.",
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
            "The voting is over since {closed}; if something in it is wrong, correct the decision.",
            closed=closed,
        )
    raise Rejected(
        "NOT_OPEN",
        "id",
        "No voting on this decision is open; open the next one first.",
    )


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
        "Number {member} was no member with voting right on {opened}, when the voting was opened; look up who was "
        "and leave others out, and if that is wrong, correct the body.",
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
        "Number {member} has a conflict of interest by the record and takes no part; if that is wrong, correct it.",
        member=member,
    )


def proxy_of(voting: Voting, principal: int) -> int | None:
    """Who votes in the place of a member; None: nobody does."""
    return next((each.proxy for each in voting.proxies if each.principal == principal), None)


def has_voted(voting: Voting, member: int) -> bool:
    """Whether the vote of a member is recorded by name."""
    return any(ballot.member == member for ballot in voting.ballots)


# --- What is then recorded -------------------------------------------------------------------------------------


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


DECIDES: dict[type[Any], Callable[[Any, Decision, World], list[Any]]] = {OpenVoting: _open}
EVOLVES: dict[type[Any], Callable[[Decision, Any], Decision]] = {VotingOpened: _opened}
