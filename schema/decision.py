"""Decisions as clients see them: on the bodies that take them, their holders, their subjects, and meetings."""

from events.decision import DECISION
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    DECISION,
    plural="decisions",
    description="The decisions of the record (Beschlüsse).",
    order="title",
    reverse=(
        Reverse("decisions", "body", "Its decisions (Beschlüsse)."),
        Reverse("decisions", "holder", "The decisions that bodies take on its behalf (Beschlüsse).", followed=True),
        Reverse("decisions", "about", "The decisions about it (Beschlüsse dazu)."),
        Reverse("decisionsAbout", "about_bodies", "The decisions about it (Beschlüsse über das Gremium)."),
        Reverse(
            "decisionsToFollow",
            "owed_by",
            "The decisions that it still has to follow up (offene Folgeaufgaben).",
            followed=True,
        ),
        Reverse(
            "votedOn", "meetings", "The decisions voted on in the meeting, whether or not on its agenda (Abstimmungen)."
        ),
        Reverse(
            "supersedes", "superseded_by", "The decisions that it has superseded by the day (ersetzte Beschlüsse)."
        ),
    ),
)
