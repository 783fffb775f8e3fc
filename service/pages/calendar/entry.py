"""What stands in a calendar: entries at a time or of a whole day, and the file that holds them (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from icalendar import CLASS, STATUS, TRANSP, Calendar, Event, vDuration

MEDIA_TYPE = "text/calendar; charset=utf-8"
_DAY = timedelta(days=1)
_OFTEN = timedelta(hours=1)
"""How often calendar programs are asked to look again."""


class Certain(Enum):
    """How sure it is that something takes place, as calendars tell it."""

    TENTATIVE = STATUS.TENTATIVE
    CONFIRMED = STATUS.CONFIRMED
    CANCELLED = STATUS.CANCELLED


@dataclass(frozen=True)
class CalendarEntry:
    """An entry of a calendar.

    `uid` stays the same whatever becomes of it, `version` rises with each change of what it is about, which was last
    recorded at `recorded_at`. One that begins on a day and not at a moment is of the whole day.
    """

    uid: str
    version: int
    recorded_at: datetime
    summary: str
    description: str
    starts: datetime | date
    ends: datetime | None = None
    place: str | None = None
    certain: Certain = Certain.CONFIRMED
    public: bool = True

    @property
    def of_a_day(self) -> bool:
        """Whether it is of a whole day."""
        return not isinstance(self.starts, datetime)


def calendar_file(name: str, uid: str, entries: Iterable[CalendarEntry]) -> bytes:
    """The calendar of this name with its entries, in the order of their times."""
    calendar = Calendar()
    calendar.add("prodid", "-//Klimakreis//Kalender//DE")
    calendar.add("version", "2.0")
    calendar.add("uid", uid)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _OFTEN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_OFTEN))
    for entry in sorted(entries, key=_place):
        calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def _place(entry: CalendarEntry) -> tuple[str, str]:
    return entry.starts.isoformat(), entry.uid


def _event(entry: CalendarEntry) -> Event:
    return Event.new(
        uid=entry.uid,
        stamp=entry.recorded_at,
        last_modified=entry.recorded_at,
        sequence=entry.version,
        start=entry.starts,
        end=entry.starts + _DAY if entry.of_a_day else entry.ends,
        summary=entry.summary,
        description=entry.description,
        location=entry.place,
        status=entry.certain.value,
        classification=CLASS.PUBLIC if entry.public else CLASS.CONFIDENTIAL,
        # What is due on a day does not take the day up.
        transparency=TRANSP.TRANSPARENT if entry.of_a_day else TRANSP.OPAQUE,
    )
