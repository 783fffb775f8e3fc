"""Outreach as clients see it: on the municipalities that it reached."""

from events.outreach import OUTREACH
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    OUTREACH,
    plural="outreaches",
    description="The coordination office's contacts with municipalities (Kontakte).",
    order="on",
    reverse=(
        Reverse(
            "outreaches", "municipalities", "The coordination office's contacts with it (Kontakte).", followed=True
        ),
    ),
)
