"""The partner: name, sector and region on their days, and the times during which it takes part."""

from typing import Any

import pytest

from events.dated import DatedName
from events.partner import (
    PARTNER,
    AppointPartnerContact,
    ChangePartnerRegion,
    CorrectPartner,
    EndPartnership,
    Partner,
    PartnerContactAppointed,
    PartnerCorrected,
    PartnerReclassified,
    PartnerRegion,
    PartnerRegionChanged,
    PartnerRegistered,
    PartnerRenamed,
    PartnerSector,
    PartnershipEnded,
    PartnershipResumed,
    ReclassifyPartner,
    RegisterPartner,
    RenamePartner,
    ResumePartnership,
    Sector,
    view,
)
from events.period import Period
from events.person import PersonRegistered
from events.policy import Relation, Role
from tests.spec import EVENT, Expected, Given, day, every, given, outcome_is, sealed, state_of

HERE = "partner:1"
SINCE, DAY, END, AGAIN, LATER = (
    day("2012-01-01"),
    day("2013-01-01"),
    day("2015-12-31"),
    day("2020-01-01"),
    day("2021-01-01"),
)
registered = PartnerRegistered("Stadtwerke Beispiel", Sector.ENERGY, "Nordkreis", SINCE)
ended, resumed = PartnershipEnded(END), PartnershipResumed(AGAIN)


def beside(these: Given) -> Given:
    return these.beside(person_1=(PersonRegistered(sealed("Anna Muster")),))


def correct(**facts: Any) -> CorrectPartner:
    return CorrectPartner(HERE, EVENT, **facts)


def alike(told: Expected) -> dict[str, Expected]:
    return {"absent": "NOT_FOUND", "active": told, "ended": told, "resumed": told}


TABLE: dict[Any, dict[str, Expected]] = {
    RegisterPartner("Stadtwerke Beispiel", Sector.ENERGY, "Nordkreis", SINCE): {
        **alike("EXISTS"),
        "absent": (registered,),
    },
    RenamePartner(HERE, "Neu", DAY): alike((PartnerRenamed("Neu", DAY),)),
    ReclassifyPartner(HERE, Sector.PUBLIC, DAY): alike((PartnerReclassified(Sector.PUBLIC, DAY),)),
    ChangePartnerRegion(HERE, "Südkreis", DAY): alike((PartnerRegionChanged("Südkreis", DAY),)),
    AppointPartnerContact(HERE, "person:1"): alike((PartnerContactAppointed("person:1"),)),
    EndPartnership(HERE, END): {**alike((ended,)), "ended": (), "resumed": "DATES_REVERSED"},
    EndPartnership(HERE, LATER): {**alike((PartnershipEnded(LATER),)), "ended": "ENDED"},
    ResumePartnership(HERE, AGAIN): {**alike("ACTIVE"), "absent": "NOT_FOUND", "ended": (resumed,), "resumed": ()},
    correct(periods=(Period(DAY),)): alike((PartnerCorrected(EVENT, periods=(Period(DAY),)),)),
}
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "active": (registered,),
    "ended": (registered, ended),
    "resumed": (registered, ended, resumed),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("partner", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(beside(given(*SITUATIONS[situation])).when(command), expected)


BEFORE = day("2011-12-31")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RenamePartner(HERE, "Neu", BEFORE), "BEFORE_BEGINNING", "on"),
        (RenamePartner(HERE, "Neu", SINCE), "RECORDED_OTHERWISE", "on"),
        (ReclassifyPartner(HERE, Sector.PUBLIC, BEFORE), "BEFORE_BEGINNING", "on"),
        (ReclassifyPartner(HERE, Sector.PUBLIC, SINCE), "RECORDED_OTHERWISE", "on"),
        (ChangePartnerRegion(HERE, "Südkreis", BEFORE), "BEFORE_BEGINNING", "on"),
        (ChangePartnerRegion(HERE, "Südkreis", SINCE), "RECORDED_OTHERWISE", "on"),
        (AppointPartnerContact(HERE, "person:9"), "NOT_FOUND", "contact"),
        (ResumePartnership(HERE, END), "OVERLAP", "since"),
        (correct(names=()), "EMPTY", "names"),
        (correct(sectors=()), "EMPTY", "sectors"),
        (correct(regions=()), "EMPTY", "regions"),
        (correct(periods=()), "EMPTY", "periods"),
        (correct(periods=(Period(END, DAY),)), "DATES_REVERSED", "periods"),
        (correct(periods=(Period(SINCE, END), Period(END))), "OVERLAP", "periods"),
        (correct(periods=(Period(AGAIN), Period(SINCE, END))), "NOT_IN_ORDER", "periods"),
        (correct(names=(DatedName(DAY, "A"), DatedName(SINCE, "B"))), "NOT_IN_ORDER", "names"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    beside(given(registered, ended)).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "command",
    [
        RenamePartner(HERE, "Stadtwerke Beispiel", DAY),
        ReclassifyPartner(HERE, Sector.ENERGY, DAY),
        ChangePartnerRegion(HERE, "Nordkreis", DAY),
        AppointPartnerContact(HERE, None),
        ResumePartnership(HERE, SINCE),
        correct(),
        correct(periods=(Period(SINCE),)),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    given(registered).when(command).then_nothing()


def test_a_correction_needs_a_reason_and_an_event_of_the_partner() -> None:
    given(registered).when(correct(periods=(Period(DAY),)), reason=False).rejects("REASON_REQUIRED", "reason")
    given(registered).when(correct(periods=(Period(DAY),)), of_this=False).rejects("NOT_FOUND", "corrects")


def test_a_correction_replaces_what_it_names_and_leaves_the_rest() -> None:
    facts: dict[str, Any] = {
        "names": (DatedName(SINCE, "A"), DatedName(DAY, "B")),
        "sectors": (PartnerSector(SINCE, Sector.CRAFTS),),
        "regions": (PartnerRegion(SINCE, "Ostkreis"),),
        "periods": (Period(SINCE, DAY), Period(AGAIN, None)),
    }
    corrected = PartnerCorrected(EVENT, **facts)
    given(registered).when(correct(**facts)).then(corrected)
    assert state_of(registered, PartnerContactAppointed("person:1"), corrected) == Partner(**facts, contact="person:1")


def test_it_reads_as_it_stood_on_the_day() -> None:
    state = state_of(registered, PartnerRenamed("Neu", DAY), ended, resumed, PartnerReclassified(Sector.OTHER, LATER))
    before, last, gap, later = (view(state, on) for on in (BEFORE, END, day("2016-01-01"), LATER))
    assert (before.active, last.active, gap.active, later.active) == (False, True, False, True)
    assert (before.name, last.name, later.sector, later.since) == ("Stadtwerke Beispiel", "Neu", Sector.OTHER, SINCE)


def test_a_partner_may_appoint_its_own_contact_and_nothing_else() -> None:
    own = {command: grants[Role.PARTNER] for command, grants in PARTNER.policy.may.items() if Role.PARTNER in grants}
    assert own == {AppointPartnerContact: Relation.OWN}
