"""A goal as the tests of goals tell it: 1,000 t in 2010, 500 t in 2020, nothing in 2030."""

from decimal import Decimal
from typing import Any

from events.agreement.drafting import AgreementDrafted
from events.agreement.signing import AgreementAbandoned
from events.county.entry import CountyEstablished
from events.county.state import CountyDesignation
from events.decider import recorded as made
from events.formalities import Formalities, LegalForm
from events.goal.course import GoalAdopted, GoalProposed
from events.goal.indicator import GoalDirection, GoalIndicator, MeasuringPlan
from events.goal.measured import GoalValueRecorded
from events.goal.state import (
    DataQuality,
    ElectricityMix,
    GoalBaseline,
    GoalStatus,
    GoalStep,
    GoalTarget,
    GoalValue,
    ValuePeriod,
)
from events.municipality.entry import MunicipalityRegistered
from events.municipality.merger import MunicipalityMerged
from events.municipality.state import Designation, Origin
from events.partner import PartnerRegistered, Sector
from events.when import When
from tests.spec import Given, day, given

HERE = "goal:1"
PROPOSED, ADOPTED = day("2012-03-01"), day("2013-01-01")
INDICATOR = GoalIndicator("Emissionen", "t CO2e", GoalDirection.DECREASE)
PLAN = MeasuringPlan(PROPOSED, 12, 24, Decimal(10))
BASELINE = GoalBaseline(2010, Decimal(1000))
TARGETS = (GoalTarget(2020, Decimal(500)), GoalTarget(2030, Decimal(0)))


def proposed(**changes: Any) -> GoalProposed:
    """The goal is proposed, otherwise where it is said."""
    told: dict[str, Any] = {
        "title": "Weniger Emissionen",
        "description": "Bis 2030 auf null.",
        "theme": "heat",
        "responsible": "partner:1",
        "indicator": INDICATOR,
        "method": "BISKO",
        "edition": "2019",
        "plan": PLAN,
        "on": PROPOSED,
        "agreement": None,
        "baseline": BASELINE,
        "targets": TARGETS,
    }
    return GoalProposed(**{**told, **changes})


adopted = GoalAdopted(ADOPTED)


def year(first: int, last: int | None = None) -> ValuePeriod:
    """A period of whole years."""
    return ValuePeriod(day(f"{first}-01-01"), day(f"{last or first}-12-31"))


def value(of: int | ValuePeriod, number: str, method: int = 1, mix: ElectricityMix | None = None) -> GoalValue:
    """A value of a year or period."""
    period = of if isinstance(of, ValuePeriod) else year(of)
    return GoalValue(method, period, Decimal(number), DataQuality.B, "Bilanz", mix)


def recorded(
    of: int | ValuePeriod, number: str, method: int = 1, mix: ElectricityMix | None = None
) -> GoalValueRecorded:
    """Such a value was recorded."""
    return made(GoalValueRecorded, value(of, number, method, mix))


DRAFT = AgreementDrafted(
    "Vertrag", "Zweck.", LegalForm.INFORMAL, When(day("2012-01-01")), (), formalities=Formalities(False, False)
)


def municipality(number: int) -> MunicipalityRegistered:
    """A municipality was registered."""
    ags, ars = f"01059{number:03}", f"010590000{number:03}"
    since = day("2000-01-01")
    return MunicipalityRegistered(Origin.OWN, ags, ars, f"Ort {number}", Designation.MUNICIPALITY, since)


def beside(these: Given) -> Given:
    """In a record with partners, municipalities of which the first became part of the second and that of the third, a
    county of another name and agreements, one of them given up."""
    other = CountyEstablished("01060", "Segeberg", CountyDesignation.RURAL_DISTRICT, day("1974-03-24"))
    return these.beside(
        partner_1=(PartnerRegistered("Stadtwerke", Sector.ENERGY, "Kreis", day("2000-01-01")),),
        partner_2=(PartnerRegistered("Hochschule", Sector.SCIENCE, "Kreis", day("2000-01-01")),),
        municipality_1=(municipality(1), MunicipalityMerged("municipality:2", day("2020-01-01"))),
        municipality_2=(municipality(2), MunicipalityMerged("municipality:3", day("2023-01-01"))),
        municipality_3=(municipality(3), MunicipalityMerged("municipality:4", day("2025-01-01"))),
        municipality_4=(municipality(4),),
        county_2=(other,),
        agreement_1=(DRAFT,),
        agreement_2=(DRAFT, AgreementAbandoned(When(day("2012-02-01")))),
    )


def goal(*events: Any) -> Given:
    """These events have happened to the goal, in such a record."""
    return beside(given(*events))


def steps(*told: tuple[GoalStatus, str]) -> tuple[GoalStep, ...]:
    """Steps of a course."""
    return tuple(GoalStep(status, day(on)) for status, on in told)
