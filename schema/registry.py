"""The aggregates that are published, one line each."""

from schema import coordination_office, county, document, municipal_association, municipality, partner, person
from schema.aggregate import Published

REGISTRY: tuple[Published, ...] = (
    county.PUBLISHED,
    coordination_office.PUBLISHED,
    municipality.PUBLISHED,
    municipal_association.PUBLISHED,
    partner.PUBLISHED,
    person.PUBLISHED,
    document.PUBLISHED,
)
