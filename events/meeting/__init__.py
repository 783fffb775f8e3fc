"""Meeting (Sitzung) of a body: when and where it is held, what is on its agenda, who was there, what was minuted.

A folder of its own: the words stand in `scheduling`, `agenda`, `attendance`, `minutes` and `correction`, the rules
beside them in modules that end in `_rules`, what is recorded in `state`, what follows from that in `lifecycle`, who may
record what in `acting`, and what holds of every meeting in `soundness`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from events.body.state import Body
from events.decider import Decider, World
from events.meeting import agenda_rules, correction_rules, held_rules, scheduling_rules
from events.meeting.acting import check_acts, looked_at
from events.meeting.agenda import (
    AddAgendaItem,
    AgendaItemAdded,
    AgendaItemRemoved,
    AgendaItemRevised,
    AgendaReordered,
    RemoveAgendaItem,
    ReorderAgenda,
    ReviseAgendaItem,
)
from events.meeting.attendance import AttendanceRecorded, RecordAttendance
from events.meeting.correction import CorrectMeeting, MeetingCorrected
from events.meeting.disclosure import DISCLOSURE
from events.meeting.minutes import MinutesRecorded, NonPublicMinutesRecorded, RecordMinutes
from events.meeting.scheduling import (
    CancelMeeting,
    CloseMeeting,
    InviteToMeeting,
    MeetingCancelled,
    MeetingClosed,
    MeetingInvited,
    MeetingPartiesChanged,
    MeetingRescheduled,
    MeetingScheduled,
    RescheduleMeeting,
    ScheduleMeeting,
)
from events.meeting.state import Meeting, MeetingOnDay
from events.meeting.view_rules import view
from events.policy import OFFICE, Grants, Policy, Relation, Role
from events.rules import check_absent, existing

_RULES = (scheduling_rules, agenda_rules, held_rules, correction_rules)
_DECIDES: Mapping[type[Any], Callable[[Any, Meeting, World], list[Any]]] = {
    command: decides for rules in _RULES for command, decides in rules.DECIDES.items()
}
_EVOLVES: Mapping[type[Any], Callable[[Meeting, Any], Meeting]] = {
    event: evolves for rules in _RULES for event, evolves in rules.EVOLVES.items()
}
_BY_HOLDER: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}


def decide(command: Any, state: Meeting | None, world: World) -> list[Any]:
    """The events that follow from a command on a meeting."""
    if isinstance(command, ScheduleMeeting):
        check_absent(state)
        return scheduling_rules.schedule(command, world)
    state = existing(state)
    check_acts(world.states[state.body].of, "id", world)
    events = _DECIDES[type(command)](command, state, world)
    return [*scheduling_rules.parties_changed(command, events, state, world), *events]


def evolve(state: Meeting | None, event: Any) -> Meeting:
    """The meeting after the event."""
    if isinstance(event, MeetingScheduled):
        return scheduling_rules.scheduled(event)
    return _EVOLVES[type(event)](existing(state), event)


def reads(state: Meeting | None, command: Any, world: World) -> Iterable[str]:
    """The body, whose statutes and members matter; whose body it is, with its successors, where only these may act; the
    first meeting, where this is to follow on it; the decisions on its agenda, where items go or the meeting is moved or
    cancelled, and with the projects where it is put right."""
    if state is None:
        body: Body | None = world.states.get(getattr(command, "body", ""))
        return () if body is None else looked_at(body.of, world)
    met: Body | None = world.states.get(state.body)
    named: list[str | None] = [state.body, *(() if met is None else looked_at(met.of, world))]
    if isinstance(command, RescheduleMeeting | InviteToMeeting | CorrectMeeting):
        named.append(state.second_of)
    if isinstance(command, CorrectMeeting | RescheduleMeeting | CancelMeeting | ReviseAgendaItem | RemoveAgendaItem):
        named += [item.decision for item in state.agenda]
    if isinstance(command, CorrectMeeting):
        named += [item.project for item in state.agenda]
    return (ref for ref in named if ref is not None)


MEETING = Decider(
    kind="meeting",
    state=Meeting,
    shown=MeetingOnDay,
    commands=(
        ScheduleMeeting,
        RescheduleMeeting,
        InviteToMeeting,
        AddAgendaItem,
        ReviseAgendaItem,
        RemoveAgendaItem,
        ReorderAgenda,
        RecordAttendance,
        RecordMinutes,
        CloseMeeting,
        CancelMeeting,
        CorrectMeeting,
    ),
    events={
        "MeetingScheduled": MeetingScheduled,
        "MeetingRescheduled": MeetingRescheduled,
        "MeetingInvited": MeetingInvited,
        "MeetingPartiesChanged": MeetingPartiesChanged,
        "AgendaItemAdded": AgendaItemAdded,
        "AgendaItemRevised": AgendaItemRevised,
        "AgendaItemRemoved": AgendaItemRemoved,
        "AgendaReordered": AgendaReordered,
        "AttendanceRecorded": AttendanceRecorded,
        "MinutesRecorded": MinutesRecorded,
        "NonPublicMinutesRecorded": NonPublicMinutesRecorded,
        "MeetingClosed": MeetingClosed,
        "MeetingCancelled": MeetingCancelled,
        "MeetingCorrected": MeetingCorrected,
    },
    decide=decide,
    evolve=evolve,
    reads=reads,
    view=view,
    disclosure=DISCLOSURE,
    policy=Policy(
        may={
            ScheduleMeeting: _BY_HOLDER,
            RescheduleMeeting: _BY_HOLDER,
            InviteToMeeting: _BY_HOLDER,
            AddAgendaItem: _BY_HOLDER,
            ReviseAgendaItem: _BY_HOLDER,
            RemoveAgendaItem: _BY_HOLDER,
            ReorderAgenda: _BY_HOLDER,
            RecordAttendance: _BY_HOLDER,
            RecordMinutes: _BY_HOLDER,
            CloseMeeting: _BY_HOLDER,
            CancelMeeting: _BY_HOLDER,
            CorrectMeeting: OFFICE,
        }
    ),
)
