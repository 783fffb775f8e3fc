"""Coordination offices as clients see them."""

from events.coordination_office import COORDINATION_OFFICE
from schema.aggregate import Published, Reverse

PUBLISHED = Published(
    COORDINATION_OFFICE,
    plural="coordinationOffices",
    description="The coordination offices of the record (Koordinationsstellen).",
    order="name",
    reverse=(Reverse("coordinationOffices", "municipalities", "The offices that serve it (Koordinationsstellen)."),),
)
