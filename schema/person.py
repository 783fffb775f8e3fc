"""People as clients see them."""

from events.person import PERSON
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    PERSON,
    plural="persons",
    description="The people in the record, as far as the viewer may see them (Personen).",
    reverse=(Reverse("persons", "acts_for", "The people who act for it (Ansprechpersonen)."),),
)
