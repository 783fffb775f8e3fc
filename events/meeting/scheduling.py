"""When and where a meeting is held: its time is set, it is put off; and whom the members then represent."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from events.body.acting import check_acts, looked_at
from events.body.lifecycle import exists_on
from events.body.state import Body
from events.body.statutes import HOLDING
from events.decider import Act, Part, World, recorded, require
from events.meeting.agenda import check_not_voted, decisions_on_agenda
from events.meeting.lifecycle import (
    check_not_held,
    check_open,
    check_second,
    check_step,
    day_in_berlin,
    day_of,
    parties_then,
    status_of,
    stepped,
)
from events.meeting.state import Meeting, MeetingParties, MeetingStatus, MeetingStep, OfMeeting
from events.refs import BodyRef, HolderRef, MeetingRef
from events.rules import check_in_order, check_known, check_reasoned
from events.values import Name, Title
from events.when import When, check_not_ahead

# --- Scheduling ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Scheduling:
    body: BodyRef
    """Which body meets (Gremium)."""
    title: Title
    """What it is called (Bezeichnung)."""
    starts: datetime
    """When it begins (Beginn)."""
    on: date
    """The day on which its time was set (Tag)."""
    ends: datetime | None = None
    """When it is to end; null if that is open (Ende)."""
    place: Name | None = None
    """Where it is (Ort)."""
    online: bool = False
    """Whether one can take part by video (online)."""
    public: bool = True
    """Whether it is public, but for the items that are not; one that is not is known to those only whom it concerns
    (öffentliche Sitzung)."""
    second_of: MeetingRef | None = None
    """The meeting that lacked the quorum, where this is the second one on the same matters; the invitation says so
    (zweite Sitzung nach)."""


@dataclass(frozen=True)
class MeetingRepresented:
    """Whose body meets, and whom its members represent (Vertretung)."""

    holder: HolderRef
    """Whose body meets (Träger des Gremiums)."""
    parties: MeetingParties
    """Whom the body's members represent on the day of the meeting (vertreten)."""


@dataclass(frozen=True)
class MeetingScheduled(_Scheduling, MeetingRepresented):
    """The time of a meeting was set (Sitzung angesetzt)."""


@dataclass(frozen=True)
class ScheduleMeeting(_Scheduling):
    """Set the time of a meeting of a body (Sitzung ansetzen)."""


def _schedule(command: ScheduleMeeting, state: None, world: World) -> list[Any]:
    check_known(command.body, "body", world)
    body: Body = world.states[command.body]
    check_acts(body.of, "body", world)
    check_not_ahead(When(command.on), world.latest, "on")
    _check_time(command.starts, command.ends, command.on, body)
    check_second(command.second_of, command.body, command.starts, world, "second_of")
    parties = parties_then(body, day_in_berlin(command.starts))
    return [recorded(MeetingScheduled, command, holder=body.of, parties=parties)]


def _check_time(starts: datetime, ends: datetime | None, on: date, body: Body) -> None:
    """Raise `Rejected` unless a meeting is not held before it was settled, ends after it begins (ENDS_BEFORE), and is
    one of a body that exists on the day (NO_SUCH_BODY)."""
    day = day_in_berlin(starts)
    check_in_order(on, day, "starts")
    require(
        ends is None or ends > starts,
        "ENDS_BEFORE",
        "ends",
        "The meeting must end after it begins; give a later end, or leave it open.",
    )
    require(
        exists_on(body, day),
        "NO_SUCH_BODY",
        "starts",
        "The body does not exist on {on}: choose a day between its establishment and its dissolution.",
        on=day,
    )


def _looked_at_first(state: None, command: ScheduleMeeting, world: World) -> tuple[str, ...]:
    body = world.states.get(command.body)
    return () if body is None else tuple(looked_at(body.of, world))


def _scheduled(state: None, event: MeetingScheduled) -> Meeting:
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


# --- Putting off -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingRescheduled:
    """A meeting is held at another time or place; an invitation to another beginning holds no more (verlegt)."""

    starts: datetime
    """When it begins (Beginn)."""
    on: date
    """The day on which that was settled (Tag)."""
    ends: datetime | None = None
    """When it is to end; null if that is open (Ende)."""
    place: Name | None = None
    """Where it is held; null if that is open (Ort)."""
    online: bool = False
    """Whether one can take part by video (online)."""


@dataclass(frozen=True)
class RescheduleMeeting(MeetingRescheduled, OfMeeting):
    """Put a meeting to another time or place, all given anew; needs a reason once its members are invited, and a new
    invitation if it begins at another time (Sitzung verlegen)."""


def _reschedule(command: RescheduleMeeting, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    now = (state.starts, state.ends, state.place, state.online)
    if now == (command.starts, command.ends, command.place, command.online):
        return []
    check_not_held(state)
    if command.starts != state.starts:
        check_not_voted(state.agenda, world, "starts")
    if status_of(state) is MeetingStatus.INVITED:
        check_reasoned(
            world, "The members have been invited; rescheduling the meeting now needs a reason, so give one."
        )
    check_step(state, command.on, world)
    _check_time(command.starts, command.ends, command.on, world.states[state.body])
    require(
        state.second_of is None or world.states[state.second_of].starts < command.starts,
        "NOT_AFTER_FIRST",
        "starts",
        "A second meeting must come after the first; choose a later time.",
    )
    return [recorded(MeetingRescheduled, command)]


def _first_and_decisions(state: Meeting, command: RescheduleMeeting, world: World) -> tuple[str, ...]:
    first = () if state.second_of is None else (state.second_of,)
    return (*first, *decisions_on_agenda(state, command, world))


def _rescheduled(state: Meeting, event: MeetingRescheduled) -> Meeting:
    moved = replace(state, starts=event.starts, ends=event.ends, place=event.place, online=event.online)
    if event.starts == state.starts or state.invitation is None:
        return moved
    return stepped(replace(moved, invitation=None), MeetingStatus.SCHEDULED, event.on)


# --- Whom the members represent --------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingPartiesChanged(MeetingRepresented):
    """The body's members represent others on the day of a meeting than was recorded, or it is another's body: who is
    represented no more is told nothing further of what is not public, and who newly is can read it (Vertretene
    geändert)."""


@dataclass(frozen=True)
class RefreshMeetingParties(OfMeeting):
    """Bring up to date whom the body's members represent on the day of a meeting. Whatever else is recorded of the
    meeting does so too; this lets those read the agenda who have come to be represented since (Vertretene
    aktualisieren)."""


def _refresh(command: RefreshMeetingParties, state: Meeting, world: World) -> list[Any]:
    """Nothing of its own follows: whom the members represent is told beside any act."""
    return []


def parties_changed(command: Any, state: Meeting, world: World) -> list[Any]:
    """Whose body meets and whom its members represent on the day of the meeting, where that is not as recorded: it is
    told before anything else is recorded, so that who has left the body by then learns nothing more."""
    body: Body = world.states[state.body]
    day = day_in_berlin(command.starts) if isinstance(command, RescheduleMeeting) else day_of(state)
    parties = parties_then(body, day) if exists_on(body, day) else state.parties
    return [] if (body.of, parties) == (state.holder, state.parties) else [MeetingPartiesChanged(body.of, parties)]


def _represented(state: Meeting, event: MeetingPartiesChanged) -> Meeting:
    return replace(state, holder=event.holder, parties=event.parties)


SCHEDULING = Part(
    (
        Act(
            ScheduleMeeting,
            _schedule,
            {MeetingScheduled: _scheduled},
            HOLDING,
            _looked_at_first,
            begins=True,
        ),
        Act(RescheduleMeeting, _reschedule, {MeetingRescheduled: _rescheduled}, HOLDING, _first_and_decisions),
    )
)
PARTIES = Part(
    (Act(RefreshMeetingParties, _refresh, {MeetingPartiesChanged: _represented}, HOLDING),),
    besides={MeetingPartiesChanged: _represented},
)
