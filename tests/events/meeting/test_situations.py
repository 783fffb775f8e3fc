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
from events.meeting.attendance import AttendanceRecorded, Attendee, RecordAttendance
from events.meeting.correction import CorrectMeeting, MeetingCorrected
from events.meeting.minutes import MinutesRecorded, NonPublicMinutesRecorded, RecordMinutes
from events.meeting.scheduling import (
    CancelMeeting,
    CloseMeeting,
    InviteToMeeting,
    MeetingCancelled,
    MeetingClosed,
    MeetingRescheduled,
    RescheduleMeeting,
    ScheduleMeeting,
)
from tests.events.meeting.story import (
    ADA,
    BODY,
    CLEO,
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
    item,
    meeting,
    scheduled,
    sent,
)
from tests.spec import EVENT, Expected, every, outcome_is

schedule = ScheduleMeeting(BODY, "Lenkungsgruppe", STARTS, SET, place="Kreishaus")
alone = RecordAttendance(HERE, (Attendee(ADA, 1),))


def table(**expected: Expected) -> dict[str, Expected]:
    """What is expected in each situation: of an absent meeting it is nowhere else than not found."""
    return {"absent": "NOT_FOUND", "closed": "CLOSED", "cancelled": "CANCELLED", **expected}


TABLE: dict[Any, dict[str, Expected]] = {
    schedule: dict.fromkeys(SITUATIONS, "EXISTS") | {"absent": (scheduled(),)},
    RescheduleMeeting(HERE, LATER, SHUT.replace(day=28), place="Kreishaus"): table(
        scheduled=(MeetingRescheduled(LATER, None, "Kreishaus", False, SHUT.replace(day=28), (TOWN,)),),
        invited=(MeetingRescheduled(LATER, None, "Kreishaus", False, SHUT.replace(day=28), (TOWN,)),),
        held="HELD",
    ),
    RescheduleMeeting(HERE, STARTS, SENT, place="Kreishaus"): table(scheduled=(), invited=(), held=()),
    RescheduleMeeting(HERE, LATER, SHUT, place="Kreishaus"): table(
        scheduled="DATES_REVERSED", invited="DATES_REVERSED", held="HELD"
    ),
    InviteToMeeting(HERE, SENT, (PLANS,)): table(scheduled=(sent,), invited=(), held=()),
    InviteToMeeting(HERE, SENT): table(
        scheduled=(type(sent)(SENT, (), 7, None, sent.parties),), invited="INVITED", held="INVITED"
    ),
    AddAgendaItem(HERE, "Verschiedenes"): table(
        scheduled=(item(3, "Verschiedenes"),), invited=(item(3, "Verschiedenes"),), held=(item(3, "Verschiedenes"),)
    ),
    AddAgendaItem(HERE, "Grundstück", public=False): table(scheduled=(), invited=(), held=()),
    ReviseAgendaItem(HERE, 2, "Grundstückskauf", public=False): {
        **table(),
        **{
            name: (AgendaItemRevised(2, "Grundstückskauf", False, None, None, None),)
            for name in ("scheduled", "invited", "held")
        },
    },
    ReviseAgendaItem(HERE, 2, "Grundstück", public=False): table(scheduled=(), invited=(), held=()),
    ReviseAgendaItem(HERE, 3, "Neu"): table(scheduled="NOT_FOUND", invited="NOT_FOUND", held="NOT_FOUND"),
    RemoveAgendaItem(HERE, 2): {
        **table(),
        **{name: (AgendaItemRemoved(2, False),) for name in ("scheduled", "invited", "held")},
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
    RecordMinutes(HERE, "Es wurde beraten.", PLANS, "Kauf", SECRETS): table(
        scheduled="NOT_INVITED",
        invited=(MinutesRecorded("Es wurde beraten.", PLANS), NonPublicMinutesRecorded("Kauf", SECRETS)),
        held=(),
    ),
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
    CorrectMeeting(HERE, EVENT, title="Lenkungskreis"): {
        name: (MeetingCorrected(EVENT, title="Lenkungskreis"),) for name in SITUATIONS
    }
    | {"absent": "NOT_FOUND"},
    CorrectMeeting(HERE, EVENT): dict.fromkeys(SITUATIONS, ()) | {"absent": "NOT_FOUND"},
    CorrectMeeting(HERE, EVENT, attendance=(Attendee(CLEO),)): {
        "absent": "NOT_FOUND",
        "scheduled": "HELD",
        "cancelled": "HELD",
        **{name: (MeetingCorrected(EVENT, attendance=(Attendee(CLEO),)),) for name in ("invited", "held", "closed")},
    },
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("meeting", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(meeting(*SITUATIONS[situation]).when(command), expected)
