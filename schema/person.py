"""People as clients see them."""

from events.person import PERSON
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    PERSON,
    plural="persons",
    description="The people of the record, of whom one sees what one may (Personen).",
    reverse=(Reverse("persons", "acts_for", "The people who act for it (Ansprechpersonen)."),),
)
