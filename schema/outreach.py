"""Outreach as clients see it: below the municipalities that it reached."""

from events.outreach import OUTREACH
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    OUTREACH,
    plural="outreaches",
    description="What the coordination did to reach municipalities (Kontakte).",
    order="on",
    reverse=(
        Reverse("outreaches", "municipalities", "What the coordination did to reach it (Kontakte).", followed=True),
    ),
)
