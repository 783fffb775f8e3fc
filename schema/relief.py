"""Relief as clients see it: on the municipalities that benefited."""

from events.relief import RELIEF
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    RELIEF,
    plural="reliefs",
    description="The work that the coordination office saved municipalities or took over for them (Entlastung).",
    order="on",
    reverse=(
        Reverse(
            "reliefs",
            "municipality",
            "The work that the coordination office took off its hands (Entlastung).",
            followed=True,
        ),
        Reverse("reliefs", "project", "The work that it saved municipalities or took over for them (Entlastung)."),
    ),
)
