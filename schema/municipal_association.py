"""Municipal associations as clients see them."""

from events.municipal_association import MUNICIPAL_ASSOCIATION
from schema.aggregate import Published

PUBLISHED = Published(
    MUNICIPAL_ASSOCIATION,
    plural="municipalAssociations",
    description="The municipal associations of the record (Ämter, Verbandsgemeinden).",
    order="name",
    lookups=("prefix",),
)
