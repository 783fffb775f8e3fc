"""Cooperation agreements as clients see them."""

from events.agreement import AGREEMENT
from schema.aggregate import Published

PUBLISHED = Published(
    AGREEMENT,
    plural="agreements",
    description="The cooperation agreements of the record (Kooperationsvereinbarungen).",
    order="title",
)
