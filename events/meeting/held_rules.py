"""What was at a meeting: what follows from recording who was there, and its minutes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from events.body.lifecycle import members_on
from events.body.state import Body
from events.decider import World, require
from events.meeting.attendance import Attendance, AttendanceRecorded, RecordAttendance
from events.meeting.lifecycle import check_open, check_takes_place, day_of
from events.meeting.minutes import MeetingMinutes, MinutesRecorded, NonPublicMinutesRecorded, RecordMinutes
from events.meeting.state import Meeting
from events.person import check_contact
from events.policy import Visibility
from events.rules import check_known
from events.values import digest_of

# --- What follows ----------------------------------------------------------------------------------------------


def _attend(command: RecordAttendance, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    if command.attendance == state.attendance:
        return []
    check_takes_place(state, world)
    known = {each.person for each in state.attendance}
    for attendee in command.attendance:
        if attendee.person not in known:
            check_contact(attendee.person, "attendance", world)
    check_attendance(command.attendance, state, world.states[state.body], "attendance")
    return [AttendanceRecorded(command.attendance)]


def check_attendance(attendance: Attendance, state: Meeting, body: Body, field: str) -> None:
    """Raise `Rejected` if someone is named twice (TWICE), or as a member whom the body does not have on the day of the
    meeting under this number (NOT_A_MEMBER)."""
    persons = [each.person for each in attendance]
    require(
        len(set(persons)) == len(persons),
        "TWICE",
        field,
        "Someone is named twice; name each person once.",
    )
    members = {each.number: each.person for each in members_on(body, day_of(state))}
    for attendee in attendance:
        require(
            attendee.member is None or members.get(attendee.member) == attendee.person,
            "NOT_A_MEMBER",
            field,
            "Member {member} of the body is another person on that day, or none; look up its members, or leave out "
            "the number for a guest.",
            member=attendee.member,
        )


def _minute(command: RecordMinutes, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    told = (command.text, command.document, command.non_public_text, command.non_public_document)
    require(
        any(each is not None for each in told),
        "EMPTY",
        "text",
        "Give a text or a document of the minutes, of the public or of the non-public part.",
    )
    found: list[Any] = []
    public = MinutesRecorded(command.text, command.document)
    if minuted(state.minutes, public) != state.minutes:
        found.append(public)
    other = NonPublicMinutesRecorded(command.non_public_text, command.non_public_document)
    if minuted(state.non_public_minutes, other) != state.non_public_minutes:
        found.append(other)
    if found:
        check_takes_place(state, world)
        check_known(command.document, "document", world)
        check_confidential(command.non_public_document, "non_public_document", world)
    return found


def check_confidential(document: str | None, field: str, world: World) -> None:
    """Raise `Rejected` for a document that is not in the record (NOT_FOUND), or that others may see than those whom
    non-public minutes are for (DOCUMENT_NOT_CONFIDENTIAL)."""
    check_known(document, field, world)
    require(
        document is None or world.states[document].visibility is Visibility.CONFIDENTIAL,
        "DOCUMENT_NOT_CONFIDENTIAL",
        field,
        "Non-public minutes belong into a confidential document; reclassify it first.",
    )


# --- What is then recorded -------------------------------------------------------------------------------------


def minuted(minutes: MeetingMinutes | None, told: MinutesRecorded | NonPublicMinutesRecorded) -> MeetingMinutes | None:
    """The minutes with what is told of them; what is none stays."""
    if told.text is told.document is None:
        return minutes
    before = minutes or MeetingMinutes()
    text = before.text if told.text is None else digest_of(told.text)
    return MeetingMinutes(text, told.document or before.document)


DECIDES: dict[type[Any], Callable[[Any, Meeting, World], list[Any]]] = {
    RecordAttendance: _attend,
    RecordMinutes: _minute,
}
EVOLVES: dict[type[Any], Callable[[Meeting, Any], Meeting]] = {
    AttendanceRecorded: lambda state, event: replace(state, attendance=event.attendance),
    MinutesRecorded: lambda state, event: replace(state, minutes=minuted(state.minutes, event)),
    NonPublicMinutesRecorded: lambda state, event: replace(
        state, non_public_minutes=minuted(state.non_public_minutes, event)
    ),
}
