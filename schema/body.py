"""Bodies as clients see them: on their owners, on those represented in them, and on their members."""

from events.body import BODY
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    BODY,
    plural="bodies",
    description="The bodies of the record: councils, committees, groups (Gremien).",
    order="name",
    reverse=(
        Reverse("bodies", "of", "Its own bodies (Gremien).", followed=True),
        Reverse(
            "representedIn", "parties", "The bodies in which it is represented on the day (Gremien).", followed=True
        ),
        Reverse("bodies", "people", "The bodies of which the person is a member on the day (Gremien)."),
    ),
)
