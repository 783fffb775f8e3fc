"""Goals as clients see them: below the agreements they belong to and those that answer for them."""

from events.goal import GOAL
from schema.aggregate import Published, Reverse
from schema.monitoring import COMPUTED

PUBLISHED = Published(
    GOAL,
    plural="goals",
    description="The goals of the record (Ziele).",
    order="title",
    reverse=(
        Reverse("goals", "agreement", "The goals that belong to it (Ziele)."),
        Reverse("goals", "responsible", "The goals that it answers for on the day (Ziele).", followed=True),
    ),
    computed=COMPUTED,
)
