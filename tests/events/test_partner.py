"""The partner: name, sector and region on their days, and the times during which it takes part."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as drawn

from events.correction import ActCorrection
from events.partner import (
    PARTNER,
    AppointPartnerContact,
    ChangePartnerRegion,
    EndPartnership,
    PartnerContactAppointed,
    PartnerReclassified,
    PartnerRegionChanged,
    PartnerRegistered,
    PartnerRenamed,
    PartnershipEnded,
    PartnershipResumed,
    ReclassifyPartner,
    RegisterPartner,
    RenamePartner,
    ResumePartnership,
    Sector,
    view,
)
from events.person import PersonRegistered
from events.policy import Relation, Role
from events.retelling import CannotFollow
from tests.corrections import begun, corrections
from tests.spec import Expected, Given, at, day, every, given, outcome_is, sealed, state_of

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
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    given(registered).when(command).then_nothing()


def test_an_act_is_told_again_as_it_should_have_been() -> None:
    renamed = PartnerRenamed("Neu", DAY)
    these = given(registered, renamed, ended)
    these.corrected(ActCorrection(at(1), RenamePartner(HERE, "Richtig", LATER))).stands(
        registered, PartnerRenamed("Richtig", LATER), ended
    )
    other = replace(registered, name="Stadtwerke Muster")
    begun = RegisterPartner("Stadtwerke Muster", Sector.ENERGY, "Nordkreis", SINCE)
    these.corrected(ActCorrection(at(0), begun)).stands(other, renamed, ended)
    these.corrected(ActCorrection(at(1))).stands(registered, ended)
    these.corrected(ActCorrection(at(1), AppointPartnerContact(HERE, None))).stands(registered, ended)


def test_a_correction_needs_a_reason_and_acts_of_the_partner() -> None:
    these, instead = given(registered, ended), EndPartnership(HERE, LATER)
    these.corrected(ActCorrection(at(1), instead), reason=False).rejects("REASON_REQUIRED", "reason")
    these.corrected(ActCorrection(at(7), instead)).rejects("NOT_FOUND", "acts.0.event")
    these.corrected().rejects("EMPTY", "acts")
    these.corrected(ActCorrection(at(1), instead), ActCorrection(at(1))).rejects("TWICE", "acts.1.event")
    these.corrected(ActCorrection(at(0))).rejects("CANNOT_FOLLOW", "acts")
    given(registered).corrected(ActCorrection(at(0))).rejects("FIRST_ACT", "acts.0")


def test_the_rules_of_the_act_hold_as_if_it_were_told_at_its_place() -> None:
    these = given(registered, ended, resumed)
    these.corrected(ActCorrection(at(2), ResumePartnership(HERE, END))).rejects(
        "OVERLAP", "acts.0.instead.resumePartnership.since"
    )
    refused = these.corrected(ActCorrection(at(1), EndPartnership(HERE, LATER))).rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert (refused.event, refused.what) == (at(2), PartnershipResumed)
    later = LATER.replace(year=2022)
    these.corrected(
        ActCorrection(at(1), EndPartnership(HERE, LATER)), ActCorrection(at(2), ResumePartnership(HERE, later))
    ).stands(registered, PartnershipEnded(LATER), PartnershipResumed(later))


def test_it_reads_as_it_stood_on_the_day() -> None:
    state = state_of(registered, PartnerRenamed("Neu", DAY), ended, resumed, PartnerReclassified(Sector.OTHER, LATER))
    before, last, gap, later = (view(state, on) for on in (BEFORE, END, day("2016-01-01"), LATER))
    assert (before.active, last.active, gap.active, later.active) == (False, True, False, True)
    assert (before.name, last.name, later.sector, later.since) == ("Stadtwerke Beispiel", "Neu", Sector.OTHER, SINCE)


def test_a_partner_may_appoint_its_own_contact_and_nothing_else() -> None:
    own = {command: grants[Role.PARTNER] for command, grants in PARTNER.may.items() if Role.PARTNER in grants}
    assert own == {AppointPartnerContact: Relation.OWN}


@drawn(corrections(begun("partner", beside(given()), next(iter(TABLE))), tuple(TABLE)))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""
