"""A small county, told by its events: three municipalities of which one has become part of another, goals, projects."""

from typing import Any

from events.agreement.approval import AgreementEnteredIntoForce
from events.agreement.conditions import ReviewClause
from events.agreement.drafting import AgreementDrafted
from events.agreement.parties import PartyAdded
from events.agreement.signing import AgreementOpenedForSignature, AgreementSigned
from events.agreement.terms import ReviewAgreed
from events.formalities import Formalities, LegalForm
from events.monitoring.monitored import MonitoredStates
from events.municipality.entry import MunicipalityRegistered
from events.municipality.merger import MunicipalityMerged
from events.municipality.state import Designation, Origin
from events.when import When
from tests.spec import day, state_of

A, B, C, FAR = (f"municipality:{name}" for name in "abcd")
MERGED = day("2023-03-01")


def municipality(number: int, origin: Origin = Origin.OWN) -> MunicipalityRegistered:
    """A municipality of the county, or of another."""
    ags, ars = f"01059{number:03}", f"010590000{number:03}"
    name, since = f"Ort {9 - number}", day("2000-01-01")
    return MunicipalityRegistered(origin, ags, ars, name, Designation.MUNICIPALITY, since)


MUNICIPALITIES = {
    A: state_of(municipality(1)),
    B: state_of(municipality(2)),
    C: state_of(municipality(3), MunicipalityMerged(A, MERGED)),
    FAR: state_of(municipality(4, Origin.EXTERNAL)),
}


def agreement(reviewed_every: int) -> Any:
    """An agreement in force since 2020 that is reviewed every so many months."""
    begun = day("2020-01-01")
    return state_of(
        AgreementDrafted(
            "Vertrag", "Z.", LegalForm.INFORMAL, When(day("2019-01-01")), (), formalities=Formalities(False, False)
        ),
        PartyAdded(A, None),
        PartyAdded(B, None),
        ReviewAgreed(ReviewClause(reviewed_every)),
        AgreementOpenedForSignature(When(begun)),
        AgreementSigned(A, When(begun)),
        AgreementSigned(B, When(begun)),
        AgreementEnteredIntoForce(begun),
    )


def county(**more: Any) -> MonitoredStates:
    """The county with these goals, projects and so on."""
    return MonitoredStates(municipalities=MUNICIPALITIES, **more)
