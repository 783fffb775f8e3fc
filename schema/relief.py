"""Relief as clients see it: below the municipalities that it was given to."""

from events.relief import RELIEF
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    RELIEF,
    plural="reliefs",
    description="What the coordination saved municipalities or took over for them (Entlastung).",
    order="on",
    reverse=(
        Reverse("reliefs", "municipality", "What the coordination took off its hands (Entlastung).", followed=True),
        Reverse("reliefs", "project", "What it saved municipalities or took over for them (Entlastung)."),
    ),
)
