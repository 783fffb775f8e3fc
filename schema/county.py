"""The county as clients see it: the root of every view."""

from events.county import COUNTY
from schema.aggregate import Published

PUBLISHED = Published(COUNTY, plural="counties", description="The county itself (Landkreis).", order="name")
