"""A project as the tests of projects tell it: proposed, approved and started, with money and milestones if asked."""

from fractions import Fraction
from typing import Any

import pytest

from events.decider import Rejected
from events.municipality.entry import MunicipalityRegistered
from events.municipality.merger import MunicipalityMerged
from events.municipality.state import Designation, Origin
from events.partner import PartnerRegistered, Sector
from events.person import PersonRegistered
from events.project.course import ProjectApproved, ProjectStarted
from events.project.funding import FundingAppliedFor, FundingGranted
from events.project.milestones import MilestoneAdded
from events.project.outline import ProjectProposed, ProposeProject
from events.project.participants import ProjectJoined
from events.values import Money
from tests.events.goal.story import DRAFT
from tests.events.goal.story import adopted as goal_adopted
from tests.events.goal.story import proposed as goal_proposed
from tests.spec import Given, Outcome, day, given, sealed

HERE = "project:1"
A, B, C = "municipality:1", "municipality:2", "municipality:3"
PROPOSED, APPROVED, STARTED = day("2020-01-06"), day("2020-03-02"), day("2020-06-01")
DAY, LATER, BEFORE, AHEAD = day("2021-01-04"), day("2022-01-10"), day("2020-01-05"), day("2024-06-02")

proposed = ProjectProposed("Wärmeplan", "Zusammen.", A, PROPOSED, ("heat",), None)
approved, started = ProjectApproved(APPROVED), ProjectStarted(STARTED)
joined = ProjectJoined(B, PROPOSED, "Daten")
running: tuple[Any, ...] = (proposed, joined, approved, started)


def propose(**changes: Any) -> ProposeProject:
    """A proposal, otherwise where it is said."""
    return ProposeProject(**{"title": "Neu", "description": "Text.", "lead": A, "on": PROPOSED, **changes})


def milestone(number: int, *after: int, party: str | None = None) -> MilestoneAdded:
    """A milestone was added."""
    return MilestoneAdded(number, f"Schritt {number}", DAY, after, party)


def applied(number: int = 1, costs: int = 10_000_00, amount: int = 9_000_00) -> FundingAppliedFor:
    """Funding at nine tenths was applied for."""
    return FundingAppliedFor(number, "Richtlinie", Money(costs), Fraction(9, 10), Money(amount), APPROVED)


def granted(number: int = 1, amount: int = 8_000_00) -> FundingGranted:
    """Funding was granted."""
    return FundingGranted(number, Money(amount), STARTED, "03KP")


def municipality(number: int) -> MunicipalityRegistered:
    """A municipality was registered."""
    ags, ars = f"01059{number:03}", f"010590000{number:03}"
    since = day("2000-01-01")
    return MunicipalityRegistered(Origin.OWN, ags, ars, f"Ort {number}", Designation.MUNICIPALITY, since)


def beside(these: Given) -> Given:
    """In a record with municipalities (the third became part of the first), a partner, a person, an agreement and a
    goal."""
    return these.beside(
        municipality_1=(municipality(1),),
        municipality_2=(municipality(2),),
        municipality_3=(municipality(3), MunicipalityMerged(A, day("2023-03-01"))),
        partner_1=(PartnerRegistered("Stadtwerke", Sector.ENERGY, "Kreis", day("2000-01-01")),),
        person_1=(PersonRegistered(sealed("Ada Muster")),),
        agreement_1=(DRAFT,),
        goal_1=(goal_proposed(), goal_adopted),
    )


def project(*events: Any) -> Given:
    """These events have happened to the project, in such a record."""
    return beside(given(*events))


def refusal(outcome: Outcome) -> Rejected:
    """What is said where a command is refused."""
    with pytest.raises(Rejected) as caught:
        outcome.decided(outcome.state)
    return caught.value
