"""What can happen in a county's climate cooperation and what follows from it: pure rules, one noun a file."""

from events.coordination_office import COORDINATION_OFFICE
from events.county import COUNTY
from events.decider import Decider
from events.document import DOCUMENT
from events.municipal_association import MUNICIPAL_ASSOCIATION
from events.municipality import MUNICIPALITY
from events.partner import PARTNER
from events.person import PERSON

AGGREGATES: tuple[Decider, ...] = (
    COUNTY,
    COORDINATION_OFFICE,
    MUNICIPALITY,
    MUNICIPAL_ASSOCIATION,
    PARTNER,
    PERSON,
    DOCUMENT,
)
"""Every aggregate of the record: the one registry."""
