"""Who was at a meeting: personal data, for those only whom the meeting concerns."""

from dataclasses import dataclass
from typing import Annotated

from events.refs import MeetingRef, PersonRef
from events.values import Many
from events.voting.cast import MemberNumber


@dataclass(frozen=True)
class Attendee:
    """Someone who was at a meeting (Anwesende, Teilnehmende)."""

    person: PersonRef
    """Who it is (Person)."""
    member: MemberNumber | None = None
    """The number as a member of the body; none: a guest (Mitglied)."""
    coordinator: bool = False
    """Whether the person was there for the county's coordination (Koordinationsstelle)."""


Attendance = Annotated[tuple[Attendee, ...], Many(1_000)]


@dataclass(frozen=True)
class AttendanceRecorded:
    """It was recorded who was at a meeting (Anwesenheit festgehalten)."""

    attendance: Attendance
    """All who were there (Anwesende)."""


@dataclass(frozen=True)
class RecordAttendance:
    """Record who was at a meeting, all of them (Anwesenheit festhalten)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    attendance: Attendance
    """All who were there: members, guests, the coordination (Anwesende)."""
