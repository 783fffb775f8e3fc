"""A body as the tests of bodies tell it: a county's council with three members, of whom the first has the chair."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from events.body.chair import BodyChairAppointed
from events.body.members import BodyMemberAppointed
from events.body.rule_terms import QuorumTerms, RuleTerms, taken
from events.body.rules import DecisionRuleAdopted
from events.body.state import BodyKind
from events.body.statutes import BodyDissolved, BodyEstablished
from events.county.lists import MatterAdded, MatterRetired
from events.decider import Rejected
from events.municipal_association import AssociationForm, MunicipalAssociationDissolved, MunicipalAssociationRegistered
from events.municipality.entry import MunicipalityRegistered
from events.municipality.merger import MunicipalityMerged
from events.municipality.state import Designation, Origin
from events.partner import PartnerRegistered, Sector
from events.person import PersonErased, PersonRegistered
from events.voting.rule import RulePreset, VotingMode
from tests.spec import HOME, LANDKREIS, Given, Outcome, day, given, sealed

HERE = "body:1"
A, B, C = "municipality:1", "municipality:2", "municipality:3"
P, Q, R, S, ERASED = (f"person:{number}" for number in range(1, 6))
BEGUN, DAY, LATER, END = day("2018-06-01"), day("2020-01-06"), day("2022-01-10"), day("2023-06-01")
BEFORE, AHEAD = day("2018-05-31"), day("2030-01-01")

established = BodyEstablished(HOME, BodyKind.COUNTY_COUNCIL, "Kreistag", BEGUN, 49)
ada = BodyMemberAppointed(1, P, BEGUN, None, A)
ben = BodyMemberAppointed(2, Q, BEGUN, END, B, weight=2)
cleo = BodyMemberAppointed(3, R, DAY, None, None, voting=False)
chaired = BodyChairAppointed(1, BEGUN)
dissolved = BodyDissolved(END)
council: tuple[Any, ...] = (established, ada, ben, cleo, chaired)

SIMPLE = taken(RuleTerms(preset=RulePreset.SIMPLE), str)
BUDGET = taken(
    RuleTerms(
        preset=RulePreset.TWO_THIRDS,
        modes=(VotingMode.MEETING, VotingMode.CIRCULAR),
        quorum=QuorumTerms(share=Fraction(1, 2), strict=True),
        second_quorum=QuorumTerms(members=3),
        circular_consent=Fraction(1),
    ),
    str,
)
in_general = DecisionRuleAdopted(BEGUN, SIMPLE)
for_budget = DecisionRuleAdopted(DAY, BUDGET, "budget")
ruled: tuple[Any, ...] = (*council, in_general, for_budget)


def municipality(number: int) -> MunicipalityRegistered:
    """A municipality was registered."""
    ags, ars = f"01059{number:03}", f"010590000{number:03}"
    since = day("2000-01-01")
    return MunicipalityRegistered(Origin.OWN, ags, ars, f"Ort {number}", Designation.MUNICIPALITY, since)


def beside(these: Given) -> Given:
    """In a record with municipalities (the third became part of the first in 2023), an association that was dissolved
    then, a partner and persons, the fifth of whom is erased; the matter `roads` is retired since 2021."""
    association = MunicipalAssociationRegistered("Verband", AssociationForm.ZWECKVERBAND, day("2000-01-01"))
    fuller = these.beside(
        municipality_1=(municipality(1),),
        municipality_2=(municipality(2),),
        municipality_3=(municipality(3), MunicipalityMerged(A, day("2023-03-01"))),
        municipal_association_1=(association, MunicipalAssociationDissolved(day("2021-01-01"))),
        partner_1=(PartnerRegistered("Stadtwerke", Sector.ENERGY, "Kreis", day("2000-01-01")),),
        **{f"person_{number}": (PersonRegistered(sealed(f"Person {number}")),) for number in range(1, 5)},
        person_5=(PersonRegistered(sealed("Niemand")), PersonErased()),
    )
    return fuller.beside(
        county_1=(*LANDKREIS, MatterAdded("roads", "Straßen", "Roads"), MatterRetired("roads", day("2021-01-01")))
    )


def body(*events: Any) -> Given:
    """These events have happened to the body, in such a record."""
    return beside(given(*events))


def refusal(outcome: Outcome) -> Rejected:
    """What is said where a command is refused."""
    with pytest.raises(Rejected) as caught:
        outcome.decided(outcome.state)
    return caught.value


def of(holder: str) -> BodyEstablished:
    """A body of somebody else was established."""
    return replace(established, of=holder)
