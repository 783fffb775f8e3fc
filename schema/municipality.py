"""Municipalities as clients see them."""

from events.municipality import MUNICIPALITY
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    MUNICIPALITY,
    plural="municipalities",
    description="The municipalities of the record (Kommunen).",
    order="name",
    lookups=("ags", "ars"),
    reverse=(
        Reverse("municipalities", "association", "The municipalities that belong to it (Gemeinden)."),
        Reverse("predecessors", "successor", "The municipalities that became part of it (Rechtsvorgängerinnen)."),
    ),
)
