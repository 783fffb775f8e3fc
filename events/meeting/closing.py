"""How a meeting ends: its record is closed after it was held, or it is cancelled."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from events.body.statutes import HOLDING
from events.dated import tells_day
from events.decider import Act, Part, World
from events.meeting.agenda import check_not_voted, decisions_on_agenda
from events.meeting.lifecycle import (
    check_not_held,
    check_open,
    check_step,
    check_takes_place,
    day_of,
    status_of,
    stepped,
)
from events.meeting.state import Meeting, MeetingStatus, OfMeeting
from events.rules import check_in_order, check_reasoned
from events.when import HappenedOn


@dataclass(frozen=True)
class MeetingClosed(HappenedOn):
    """A meeting was held and its record is closed (Sitzung geschlossen)."""


@dataclass(frozen=True)
class CloseMeeting(MeetingClosed, OfMeeting):
    """Close the record of a meeting that was held: from then on it is corrected only (Sitzung schließen)."""


def _close(command: CloseMeeting, state: Meeting, world: World) -> list[Any]:
    if _is_repeated(state, MeetingStatus.CLOSED, command.on):
        return []
    check_takes_place(state, world)
    check_in_order(day_of(state), command.on, "on")
    check_step(state, command.on, world)
    return [MeetingClosed(command.on)]


def _closed(state: Meeting, event: MeetingClosed) -> Meeting:
    return stepped(state, MeetingStatus.CLOSED, event.on)


@dataclass(frozen=True)
class MeetingCancelled(HappenedOn):
    """A meeting is not held (Sitzung abgesagt)."""


@dataclass(frozen=True)
class CancelMeeting(MeetingCancelled, OfMeeting):
    """Record that a meeting is not held; needs a reason (Sitzung absagen)."""


def _cancel(command: CancelMeeting, state: Meeting, world: World) -> list[Any]:
    if _is_repeated(state, MeetingStatus.CANCELLED, command.on):
        return []
    check_open(state)
    check_not_held(state)
    check_not_voted(state.agenda, world, "id")
    check_step(state, command.on, world)
    check_reasoned(world, "Cancelling a meeting needs a reason; give one.")
    return [MeetingCancelled(command.on)]


def _cancelled(state: Meeting, event: MeetingCancelled) -> Meeting:
    return stepped(state, MeetingStatus.CANCELLED, event.on)


def _is_repeated(state: Meeting, status: MeetingStatus, on: date) -> bool:
    """Whether the step is recorded already. Raises `Rejected` (RECORDED_OTHERWISE) if it is for another day."""
    last = state.steps[-1]
    return last.status is status and not tells_day(last.on, on)


def check_votings(state: Meeting, world: World) -> None:
    """Raise `Rejected` (HELD) where a correction leaves no meeting in which there can have been the votings that name
    it: they are recorded of the decisions, so no act of the meeting follows from them."""
    before: Meeting = world.states[world.ref]
    if (day_of(state), _is_held(state)) != (day_of(before), _is_held(before)):
        check_not_voted((*before.agenda, *state.agenda), world, "acts")
    there = {item.decision for item in state.agenda}
    check_not_voted((item for item in before.agenda if item.decision not in there), world, "acts")


def _is_held(state: Meeting) -> bool:
    return status_of(state) in (MeetingStatus.INVITED, MeetingStatus.CLOSED)


CLOSING = Part(
    (
        Act(CloseMeeting, _close, {MeetingClosed: _closed}, HOLDING),
        Act(CancelMeeting, _cancel, {MeetingCancelled: _cancelled}, HOLDING, decisions_on_agenda),
    )
)
