"""Decisions as clients see them: below the bodies that take them, those for whom, what they are about, and meetings."""

from events.decision import DECISION
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    DECISION,
    plural="decisions",
    description="The decisions of the record (Beschlüsse).",
    order="title",
    reverse=(
        Reverse("decisions", "body", "Its decisions (Beschlüsse)."),
        Reverse("decisions", "holder", "The decisions that bodies take for it (Beschlüsse).", followed=True),
        Reverse("decisions", "about", "The decisions about it (Beschlüsse dazu)."),
        Reverse("decisionsAbout", "about_bodies", "The decisions about it (Beschlüsse über das Gremium)."),
        Reverse(
            "decisionsToFollow",
            "owed_by",
            "The decisions after which it has something to do still (offene Folgeaufgaben).",
            followed=True,
        ),
        Reverse("votedOn", "meetings", "The decisions voted on in it, on its agenda or not (Abstimmungen)."),
        Reverse(
            "supersedes", "superseded_by", "The decisions whose place it has taken by the day (ersetzte Beschlüsse)."
        ),
    ),
)
