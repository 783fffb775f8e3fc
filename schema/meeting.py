"""Meetings as clients see them: below the bodies that meet, those whose they are, and what is on the agendas."""

from events.meeting import MEETING
from schema.aggregate import Published, Reverse

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
        Reverse("secondMeetings", "second_of", "The second meetings that followed on it (zweite Sitzungen)."),
    ),
)
