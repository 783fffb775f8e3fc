"""What can happen in a county's climate cooperation and what follows from it: pure rules, one noun a file."""

from events.authorised import rested
from events.decider import Decider

# The one registry: a line for each aggregate, in the order in which they are told. A new one is added at the end.
# isort: off
from events.county import COUNTY as COUNTY
from events.coordination_office import COORDINATION_OFFICE as COORDINATION_OFFICE
from events.municipality import MUNICIPALITY as MUNICIPALITY
from events.municipal_association import MUNICIPAL_ASSOCIATION as MUNICIPAL_ASSOCIATION
from events.partner import PARTNER as PARTNER
from events.person import PERSON as PERSON
from events.document import DOCUMENT as DOCUMENT
from events.agreement import AGREEMENT as AGREEMENT
from events.goal import GOAL as GOAL
from events.project import PROJECT as PROJECT
from events.outreach import OUTREACH as OUTREACH
from events.relief import RELIEF as RELIEF
from events.body import BODY as BODY
from events.competence import COMPETENCE as COMPETENCE
from events.decision import DECISION as DECISION
from events.meeting import MEETING as MEETING
# isort: on

AGGREGATES: tuple[Decider, ...] = tuple(rested(each) for each in tuple(globals().values()) if isinstance(each, Decider))
"""Every aggregate of the record."""
