"""Meetings as clients see them: on the bodies that meet, on their owners, and on what the agendas name."""

from events.meeting import MEETING
from schema.aggregate import Computed, Published, Reverse
from schema.context import Entity, Operation
from service.refs import split

_FOLDERS = {"body": "bodies", "municipality": "municipalities"}


async def _calendar_url(operation: Operation, entity: Entity) -> str:
    kind, entity_id = split(entity.ref)
    path = f"/calendars/{_FOLDERS[kind]}/{entity_id}.ics" if kind in _FOLDERS else "/calendars/county.ics"
    public = operation.token is None and operation.county_key
    return f"{path}?county={operation.county_key}" if public else path


PUBLISHED = Published(
    MEETING,
    plural="meetings",
    description="The meetings of the record (Sitzungen).",
    order="starts",
    reverse=(
        Reverse("meetings", "body", "Its meetings (Sitzungen)."),
        Reverse("meetings", "holder", "The meetings of its bodies (Sitzungen).", followed=True),
        Reverse("meetings", "projects", "The meetings on whose agenda it stands (Sitzungen)."),
        Reverse("agendas", "decisions", "The meetings on whose agenda it stands (Tagesordnungen)."),
        Reverse("secondMeetings", "second_of", "The second meetings called after it (zweite Sitzungen)."),
    ),
    computed=tuple(
        Computed(
            kind,
            "calendar_url",
            "The path of the calendar of its meetings and due dates (iCalendar). Subscribe with the same token, used "
            "as the password where a program asks for one (Kalender).",
            _calendar_url,
            str,
        )
        for kind in ("county", *_FOLDERS)
    ),
)
