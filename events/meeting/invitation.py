"""How the members are invited to a meeting, and with how much notice."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.body.lifecycle import statutes_on
from events.body.state import NoticeDays
from events.body.statutes import HOLDING
from events.decider import Act, Part, Rejected, World, recorded, require
from events.meeting.lifecycle import DAY, check_open, check_second, check_step, day_of, stepped
from events.meeting.state import Meeting, MeetingDocuments, MeetingInvitation, MeetingStatus, OfMeeting
from events.message import plural
from events.rules import check_in_order, check_known


@dataclass(frozen=True)
class _Invitation:
    on: date
    """The day on which the invitation went out (eingeladen am)."""
    documents: MeetingDocuments = ()
    """What went out with it (Unterlagen)."""
    announces_second: bool = True
    """Whether it says so where the meeting is a second one (als zweite Sitzung angekündigt)."""


@dataclass(frozen=True, kw_only=True)
class MeetingInvited(_Invitation):
    """The members were invited to a meeting (zur Sitzung eingeladen)."""

    prescribed: NoticeDays | None
    """The period of notice that the body's statutes prescribed, in whole days; null if none (Ladungsfrist)."""


@dataclass(frozen=True)
class InviteToMeeting(_Invitation, OfMeeting):
    """Record that the members were invited to a meeting; needs a reason where the period of notice of the body's
    statutes is not kept (einladen)."""


def _invite(command: InviteToMeeting, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    if state.invitation is not None:
        if state.invitation == replace(_invitation(command, state), prescribed=state.invitation.prescribed):
            return []
        raise Rejected(
            "INVITED",
            "on",
            "An invitation of {invited} is already recorded; if it or its documents are wrong, correct it.",
            invited=state.invitation.on,
        )
    check_step(state, command.on, world)
    check_second(state.second_of, state.body, state.starts, world, "id")
    check_in_order(command.on, day_of(state), "on")
    for document in command.documents:
        check_known(document, "documents", world)
    prescribed = statutes_on(world.states[state.body], command.on).notice_days
    if prescribed is not None and whole_days(command.on, day_of(state)) < prescribed:
        require(
            world.reasoned,
            "REASON_REQUIRED",
            "reason",
            plural(
                prescribed,
                "The statutes ask for one whole day between invitation and meeting; a shorter notice needs a reason.",
                "The statutes ask for {count} whole days between invitation and meeting; a shorter notice needs a "
                "reason.",
            ),
        )
    return [recorded(MeetingInvited, command, prescribed=prescribed)]


def _invitation(told: _Invitation, state: Meeting) -> MeetingInvitation:
    return MeetingInvitation(told.on, told.documents, second_of=state.second_of if told.announces_second else None)


def whole_days(on: date, day: date) -> int:
    """How many whole days lie between an invitation and the meeting: neither its own day nor the meeting's counts."""
    return (day - on - DAY).days


def _first_meeting(state: Meeting, command: InviteToMeeting, world: World) -> tuple[str, ...]:
    return () if state.second_of is None else (state.second_of,)


def _invited(state: Meeting, event: MeetingInvited) -> Meeting:
    invitation = replace(_invitation(event, state), prescribed=event.prescribed)
    return stepped(replace(state, invitation=invitation), MeetingStatus.INVITED, event.on)


INVITATION = Part((Act(InviteToMeeting, _invite, {MeetingInvited: _invited}, HOLDING, _first_meeting),))
