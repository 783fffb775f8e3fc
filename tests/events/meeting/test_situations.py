"""Every command on a meeting in every situation: what follows, or why not."""

from typing import Any

import pytest

from events.meeting.agenda import (
    AddAgendaItem,
    AgendaItemRemoved,
    AgendaItemRevised,
    AgendaReordered,
    RemoveAgendaItem,
    ReorderAgenda,
    ReviseAgendaItem,
)
from events.meeting.attendance import AttendanceRecorded, RecordAttendance
from events.meeting.closing import CancelMeeting, CloseMeeting, MeetingCancelled, MeetingClosed
from events.meeting.invitation import InviteToMeeting
from events.meeting.minutes import (
    MinutesRecorded,
    NonPublicMinutesRecorded,
    RecordMinutes,
    RecordNonPublicMinutes,
)
from events.meeting.scheduling import (
    MeetingPartiesChanged,
    MeetingRescheduled,
    RefreshMeetingParties,
    RescheduleMeeting,
    ScheduleMeeting,
)
from events.meeting.state import Attendee
from tests.events.meeting.story import (
    ADA,
    BODY,
    GUESTS,
    HELD,
    HERE,
    LATER,
    PLANS,
    SECRETS,
    SENT,
    SET,
    SHUT,
    SITUATIONS,
    STARTS,
    TOWN,
    invitation,
    item,
    meeting,
    scheduled,
    sent,
)
from tests.spec import HOME, Expected, every, outcome_is

MOVED = (
    MeetingPartiesChanged(HOME, (TOWN,)),
    MeetingRescheduled(LATER, SHUT.replace(day=28), place="Kreishaus"),
)
schedule = ScheduleMeeting(BODY, "Lenkungsgruppe", STARTS, SET, place="Kreishaus")
alone = RecordAttendance(HERE, (Attendee(ADA, 1),))


def table(**expected: Expected) -> dict[str, Expected]:
    """What is expected in each situation: of an absent meeting it is nowhere else than not found."""
    return {"absent": "NOT_FOUND", "closed": "CLOSED", "cancelled": "CANCELLED", **expected}


TABLE: dict[Any, dict[str, Expected]] = {
    schedule: dict.fromkeys(SITUATIONS, "EXISTS") | {"absent": (scheduled(),)},
    RescheduleMeeting(HERE, LATER, SHUT.replace(day=28), place="Kreishaus"): table(
        scheduled=MOVED,
        invited=MOVED,
        held="HELD",
    ),
    RescheduleMeeting(HERE, STARTS, SENT, place="Kreishaus"): table(scheduled=(), invited=(), held=()),
    RescheduleMeeting(HERE, LATER, SHUT, place="Kreishaus"): table(
        scheduled="DATES_REVERSED", invited="DATES_REVERSED", held="HELD"
    ),
    InviteToMeeting(HERE, SENT, (PLANS,)): table(scheduled=(sent,), invited=(), held=()),
    InviteToMeeting(HERE, SENT): table(scheduled=(invitation(),), invited="INVITED", held="INVITED"),
    AddAgendaItem(HERE, "Verschiedenes"): table(
        scheduled=(item(3, "Verschiedenes"),), invited=(item(3, "Verschiedenes"),), held=(item(3, "Verschiedenes"),)
    ),
    AddAgendaItem(HERE, "Grundstück", public=False): table(scheduled=(), invited=(), held=()),
    ReviseAgendaItem(HERE, 2, "Grundstückskauf", public=False): {
        **table(),
        **{name: (AgendaItemRevised(2, "Grundstückskauf", False),) for name in ("scheduled", "invited", "held")},
    },
    ReviseAgendaItem(HERE, 2, "Grundstück", public=False): table(scheduled=(), invited=(), held=()),
    ReviseAgendaItem(HERE, 3, "Neu"): table(scheduled="NOT_FOUND", invited="NOT_FOUND", held="NOT_FOUND"),
    RemoveAgendaItem(HERE, 2): {
        **table(),
        **{name: (AgendaItemRemoved(2, public=False),) for name in ("scheduled", "invited", "held")},
    },
    RemoveAgendaItem(HERE, 3): table(scheduled="NOT_FOUND", invited="NOT_FOUND", held="NOT_FOUND"),
    ReorderAgenda(HERE, (2, 1)): {
        **table(),
        **{name: (AgendaReordered((2, 1)),) for name in ("scheduled", "invited", "held")},
    },
    ReorderAgenda(HERE, (1, 2)): table(scheduled=(), invited=(), held=()),
    ReorderAgenda(HERE, (1,)): table(scheduled="NOT_ALL", invited="NOT_ALL", held="NOT_ALL"),
    RecordAttendance(HERE, GUESTS): table(scheduled="NOT_INVITED", invited=(AttendanceRecorded(GUESTS),), held=()),
    alone: table(
        scheduled="NOT_INVITED",
        invited=(AttendanceRecorded(alone.attendance),),
        held=(AttendanceRecorded(alone.attendance),),
    ),
    RecordMinutes(HERE, "Es wurde beraten.", PLANS): table(
        scheduled="NOT_INVITED", invited=(MinutesRecorded("Es wurde beraten.", PLANS),), held=()
    ),
    RecordNonPublicMinutes(HERE, "Kauf", SECRETS): table(
        scheduled="NOT_INVITED", invited=(NonPublicMinutesRecorded("Kauf", SECRETS),), held=()
    ),
    RecordNonPublicMinutes(HERE): table(scheduled="EMPTY", invited="EMPTY", held="EMPTY"),
    RecordMinutes(HERE, "Es wurde lange beraten."): table(
        scheduled="NOT_INVITED",
        invited=(MinutesRecorded("Es wurde lange beraten.", None),),
        held=(MinutesRecorded("Es wurde lange beraten.", None),),
    ),
    RecordMinutes(HERE): table(scheduled="EMPTY", invited="EMPTY", held="EMPTY"),
    CloseMeeting(HERE, SHUT): table(
        scheduled="NOT_INVITED", invited=(MeetingClosed(SHUT),), held=(MeetingClosed(SHUT),), closed=()
    ),
    CloseMeeting(HERE, HELD): table(
        scheduled="NOT_INVITED",
        invited=(MeetingClosed(HELD),),
        held=(MeetingClosed(HELD),),
        closed="RECORDED_OTHERWISE",
    ),
    CancelMeeting(HERE, HELD): table(
        scheduled=(MeetingCancelled(HELD),), invited=(MeetingCancelled(HELD),), held="HELD", cancelled=()
    ),
    CancelMeeting(HERE, SHUT): table(
        scheduled=(MeetingCancelled(SHUT),),
        invited=(MeetingCancelled(SHUT),),
        held="HELD",
        cancelled="RECORDED_OTHERWISE",
    ),
    RefreshMeetingParties(HERE): dict.fromkeys(SITUATIONS, ()) | {"absent": "NOT_FOUND"},
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("meeting", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(meeting(*SITUATIONS[situation]).when(command), expected)
