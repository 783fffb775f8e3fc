"""When and where a meeting is held: what follows from scheduling, putting off, inviting, closing and cancelling."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from events.body.lifecycle import exists_on, statutes_on
from events.decider import Rejected, World, require
from events.meeting.acting import check_acts
from events.meeting.agenda_rules import check_not_voted
from events.meeting.correction import CorrectMeeting
from events.meeting.lifecycle import (
    DAY,
    check_body_exists,
    check_open,
    check_takes_place,
    day_in_berlin,
    day_of,
    is_held,
    parties_then,
    status_of,
    stepped,
)
from events.meeting.scheduling import (
    CancelMeeting,
    CloseMeeting,
    InviteToMeeting,
    MeetingCancelled,
    MeetingClosed,
    MeetingInvitation,
    MeetingInvited,
    MeetingPartiesChanged,
    MeetingRescheduled,
    MeetingScheduled,
    MeetingStatus,
    MeetingStep,
    RescheduleMeeting,
    ScheduleMeeting,
)
from events.meeting.state import Meeting
from events.message import plural
from events.rules import check_in_order, check_known, check_reasoned
from events.when import When, check_not_ahead

# --- What follows ----------------------------------------------------------------------------------------------


def schedule(command: ScheduleMeeting, world: World) -> list[Any]:
    """What follows from setting the time of a meeting."""
    check_known(command.body, "body", world)
    body, day = world.states[command.body], day_in_berlin(command.starts)
    check_acts(body.of, "body", world)
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(command.on, day, "starts")
    check_ends(command.starts, command.ends, "ends")
    check_body_exists(body, day, "starts")
    check_second(command.second_of, command.body, command.starts, world)
    return [
        MeetingScheduled(
            body=command.body,
            holder=body.of,
            title=command.title,
            starts=command.starts,
            ends=command.ends,
            place=command.place,
            online=command.online,
            public=command.public,
            on=command.on,
            second_of=command.second_of,
            parties=parties_then(body, day),
        )
    ]


def check_ends(starts: datetime, ends: datetime | None, field: str) -> None:
    """Raise `Rejected` (ENDS_BEFORE) unless a meeting ends, where that is said, after it begins."""
    require(
        ends is None or ends > starts,
        "ENDS_BEFORE",
        field,
        "The meeting must end after it begins; give a later end, or leave it open.",
    )


def check_second(first: str | None, body: str, starts: datetime, world: World, field: str = "second_of") -> None:
    """Raise `Rejected` unless what is called the first meeting is neither this one nor the second of it (ITSELF), was
    one of the same body (OTHER_BODY), before this one (NOT_AFTER_FIRST), and not cancelled (FIRST_CANCELLED)."""
    if first is None:
        return
    check_known(first, field, world)
    state: Meeting = world.states[first]
    require(
        world.ref not in (first, state.second_of),
        "ITSELF",
        field,
        "A meeting is not the second of itself, nor of its own second; leave it out, or name the one before.",
    )
    require(
        state.body == body,
        "OTHER_BODY",
        field,
        "The first meeting was one of another body; name the one of this body that lacked the quorum.",
    )
    require(
        state.starts < starts,
        "NOT_AFTER_FIRST",
        field,
        "A second meeting comes after the first; choose a later time, or name another one.",
    )
    require(
        status_of(state) is not MeetingStatus.CANCELLED,
        "FIRST_CANCELLED",
        field,
        "The first meeting was cancelled: it did not lack the quorum. Leave it out, or name another one.",
    )


def _reschedule(command: RescheduleMeeting, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    now = (state.starts, state.ends, state.place, state.online)
    if now == (command.starts, command.ends, command.place, command.online):
        return []
    _check_not_held(state)
    if command.starts != state.starts:
        check_not_voted(state.agenda, world, "starts")
    if status_of(state) is MeetingStatus.INVITED:
        check_reasoned(
            world,
            "To reschedule a meeting to which its members are invited needs a reason.",
        )
    body, day = world.states[state.body], day_in_berlin(command.starts)
    _check_step(state, command.on, world)
    check_in_order(command.on, day, "starts")
    check_ends(command.starts, command.ends, "ends")
    check_body_exists(body, day, "starts")
    check_later_than_first(state.second_of, command.starts, world)
    return [
        MeetingRescheduled(
            starts=command.starts,
            ends=command.ends,
            place=command.place,
            online=command.online,
            on=command.on,
            parties=parties_then(body, day),
        )
    ]


def check_later_than_first(first: str | None, starts: datetime, world: World) -> None:
    """Raise `Rejected` (NOT_AFTER_FIRST) for a second meeting that does not begin after the first."""
    require(
        first is None or world.states[first].starts < starts,
        "NOT_AFTER_FIRST",
        "starts",
        "A second meeting comes after the first; choose a later time.",
    )


def _check_step(state: Meeting, on: date, world: World) -> None:
    check_not_ahead(When(on), world.today, "on")
    check_in_order(state.steps[-1].on, on, "on")


def _check_not_held(state: Meeting) -> None:
    require(
        not is_held(state),
        "HELD",
        "id",
        "Attendance or minutes of this meeting are recorded: it was held. If that is wrong, correct it.",
    )


def whole_days(on: date, day: date) -> int:
    """How many whole days lie between an invitation and the meeting: neither its own day nor the meeting's counts."""
    return (day - on - DAY).days


def _invite(command: InviteToMeeting, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    if state.invitation is not None:
        if (state.invitation.on, state.invitation.documents) == (command.on, command.documents):
            return []
        raise Rejected(
            "INVITED",
            "on",
            "An invitation of {invited} is recorded; if it or its documents are wrong, correct it.",
            invited=state.invitation.on,
        )
    _check_step(state, command.on, world)
    check_second(state.second_of, state.body, state.starts, world, "id")
    body, day = world.states[state.body], day_of(state)
    check_in_order(command.on, day, "on")
    for document in command.documents:
        check_known(document, "documents", world)
    prescribed = statutes_on(body, command.on).notice_days
    if prescribed is not None and whole_days(command.on, day) < prescribed:
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
    return [MeetingInvited(command.on, command.documents, prescribed, state.second_of, parties_then(body, day))]


def _close(command: CloseMeeting, state: Meeting, world: World) -> list[Any]:
    if _is_repeated(state, MeetingStatus.CLOSED, command.on):
        return []
    check_takes_place(state, world)
    check_in_order(day_of(state), command.on, "on")
    _check_step(state, command.on, world)
    return [MeetingClosed(command.on)]


def _cancel(command: CancelMeeting, state: Meeting, world: World) -> list[Any]:
    if _is_repeated(state, MeetingStatus.CANCELLED, command.on):
        return []
    check_open(state)
    _check_not_held(state)
    check_not_voted(state.agenda, world, "id")
    _check_step(state, command.on, world)
    check_reasoned(world, "To cancel a meeting needs a reason.")
    return [MeetingCancelled(command.on)]


_SENT_AGAIN = (InviteToMeeting, CorrectMeeting)
"""What is recorded nothing of where it changes nothing, but whom the meeting concerns."""


def parties_changed(command: Any, events: list[Any], state: Meeting, world: World) -> list[Any]:
    """Whom the body's members represent on the day of the meeting, told before what is recorded of it now, where that
    is not as recorded: who has left the body by then learns nothing more, who has come in does."""
    body, day = world.states[state.body], day_of(state)
    told = any(getattr(event, "parties", None) is not None for event in events)
    parties = state.parties if told or not exists_on(body, day) else parties_then(body, day)
    if (body.of, parties) == (state.holder, state.parties) or not (events or isinstance(command, _SENT_AGAIN)):
        return []
    return [MeetingPartiesChanged(body.of, parties)]


def _is_repeated(state: Meeting, status: MeetingStatus, on: date) -> bool:
    """Whether the step is recorded already. Raises `Rejected` (RECORDED_OTHERWISE) if it is for another day."""
    last = state.steps[-1]
    if last.status is not status:
        return False
    require(
        last.on == on,
        "RECORDED_OTHERWISE",
        "on",
        "That happened on {last} by the record; if the day is wrong, correct the meeting.",
        last=last.on,
    )
    return True


# --- What is then recorded -------------------------------------------------------------------------------------


def scheduled(event: MeetingScheduled) -> Meeting:
    """The meeting as its time was first set."""
    return Meeting(
        body=event.body,
        holder=event.holder,
        title=event.title,
        starts=event.starts,
        steps=(MeetingStep(MeetingStatus.SCHEDULED, event.on),),
        ends=event.ends,
        place=event.place,
        online=event.online,
        public=event.public,
        parties=event.parties,
        second_of=event.second_of,
    )


def _rescheduled(state: Meeting, event: MeetingRescheduled) -> Meeting:
    moved = replace(
        state, starts=event.starts, ends=event.ends, place=event.place, online=event.online, parties=event.parties
    )
    if event.starts == state.starts or state.invitation is None:
        return moved
    return stepped(replace(moved, invitation=None), MeetingStatus.SCHEDULED, event.on)


def _invited(state: Meeting, event: MeetingInvited) -> Meeting:
    invitation = MeetingInvitation(event.on, event.documents, event.prescribed, event.second_of)
    return stepped(replace(state, invitation=invitation, parties=event.parties), MeetingStatus.INVITED, event.on)


DECIDES: dict[type[Any], Callable[[Any, Meeting, World], list[Any]]] = {
    RescheduleMeeting: _reschedule,
    InviteToMeeting: _invite,
    CloseMeeting: _close,
    CancelMeeting: _cancel,
}
EVOLVES: dict[type[Any], Callable[[Meeting, Any], Meeting]] = {
    MeetingRescheduled: _rescheduled,
    MeetingInvited: _invited,
    MeetingPartiesChanged: lambda state, event: replace(state, holder=event.holder, parties=event.parties),
    MeetingClosed: lambda state, event: stepped(state, MeetingStatus.CLOSED, event.on),
    MeetingCancelled: lambda state, event: stepped(state, MeetingStatus.CANCELLED, event.on),
}
