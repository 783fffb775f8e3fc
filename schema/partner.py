"""Partners as clients see them."""

from events.partner import PARTNER
from schema.aggregate import Published

PUBLISHED = Published(
    PARTNER,
    plural="partners",
    description="The regional partners of the record (Partner).",
    order="name",
)
