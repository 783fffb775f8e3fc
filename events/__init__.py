"""What can happen in a county's climate cooperation and what follows from it: pure rules, one noun a file."""

from events.county import COUNTY
from events.decider import Decider
from events.municipality import MUNICIPALITY

AGGREGATES: tuple[Decider, ...] = (COUNTY, MUNICIPALITY)
"""Every aggregate of the record: the one registry."""
