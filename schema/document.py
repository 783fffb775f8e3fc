"""Documents as clients see them."""

from events.document import DOCUMENT
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    DOCUMENT,
    plural="documents",
    description="The documents of the record (Dokumente).",
    order="title",
    reverse=(Reverse("documents", "to", "The documents attached to it (Anlagen)."),),
)
