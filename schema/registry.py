"""The aggregates that are published."""

# ruff: noqa: F401 - what is imported here is registered by that

from schema.aggregate import Published

# The one registry: a line for each aggregate. Add a new one at the end.
# isort: off
from schema.county import PUBLISHED as COUNTY
from schema.coordination_office import PUBLISHED as COORDINATION_OFFICE
from schema.municipality import PUBLISHED as MUNICIPALITY
from schema.municipal_association import PUBLISHED as MUNICIPAL_ASSOCIATION
from schema.partner import PUBLISHED as PARTNER
from schema.person import PUBLISHED as PERSON
from schema.document import PUBLISHED as DOCUMENT
from schema.agreement import PUBLISHED as AGREEMENT
from schema.goal import PUBLISHED as GOAL
from schema.project import PUBLISHED as PROJECT
from schema.outreach import PUBLISHED as OUTREACH
from schema.relief import PUBLISHED as RELIEF
from schema.body import PUBLISHED as BODY
from schema.competence import PUBLISHED as COMPETENCE
from schema.decision import PUBLISHED as DECISION
from schema.meeting import PUBLISHED as MEETING
# isort: on

REGISTRY: tuple[Published, ...] = tuple(each for each in tuple(globals().values()) if isinstance(each, Published))
"""Every aggregate as clients see it."""
