"""Who was at a meeting: personal data, for those only whom the meeting concerns."""

from dataclasses import dataclass, replace
from typing import Any

from events.body.lifecycle import members_on
from events.body.state import Body
from events.body.statutes import HOLDING
from events.decider import Act, Part, World, require
from events.meeting.lifecycle import check_open, check_takes_place, day_of
from events.meeting.state import Attendance, Attendee, Meeting, OfMeeting
from events.person import check_contact


@dataclass(frozen=True)
class AttendanceRecorded:
    """It was recorded who was at a meeting (Anwesenheit festgehalten)."""

    attendance: Attendance
    """All who were there: members, guests, the coordination (Anwesende)."""


@dataclass(frozen=True)
class RecordAttendance(AttendanceRecorded, OfMeeting):
    """Record who was at a meeting, all of them (Anwesenheit festhalten)."""


def _attend(command: RecordAttendance, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    if command.attendance == state.attendance:
        return []
    check_takes_place(state, world)
    known = {each.person for each in (*state.attendance, *_told_before(world))}
    for attendee in command.attendance:
        if attendee.person not in known:
            check_contact(attendee.person, "attendance", world)
    _check_members(command.attendance, state, world.states[state.body])
    return [AttendanceRecorded(command.attendance)]


def _told_before(world: World) -> list[Attendee]:
    """Who is named by the act that is told again: whoever was erased since may stay."""
    return [each for event in world.retold if isinstance(event, AttendanceRecorded) for each in event.attendance]


def _check_members(attendance: Attendance, state: Meeting, body: Body) -> None:
    """Raise `Rejected` if someone is named twice (TWICE), or as a member whom the body does not have on the day of the
    meeting under this number (NOT_A_MEMBER)."""
    persons = [each.person for each in attendance]
    require(len(set(persons)) == len(persons), "TWICE", "attendance", "Someone is named twice; name each person once.")
    members = {each.number: each.person for each in members_on(body, day_of(state))}
    for attendee in attendance:
        require(
            attendee.member is None or members.get(attendee.member) == attendee.person,
            "NOT_A_MEMBER",
            "attendance",
            "On that day member {member} of the body is another person, or nobody; check the body's members, or "
            "leave the number out for a guest.",
            member=attendee.member,
        )


def _attended(state: Meeting, event: AttendanceRecorded) -> Meeting:
    return replace(state, attendance=event.attendance)


ATTENDANCE = Part((Act(RecordAttendance, _attend, {AttendanceRecorded: _attended}, HOLDING),))
