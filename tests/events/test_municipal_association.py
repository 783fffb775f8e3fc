"""The municipal association: its key and names on their days, and its end."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as drawn

from events.correction import ActCorrection
from events.municipal_association import (
    MUNICIPAL_ASSOCIATION,
    AppointAssociationContact,
    AssociationContactAppointed,
    AssociationForm,
    DissolveMunicipalAssociation,
    MunicipalAssociationDissolved,
    MunicipalAssociationRegistered,
    MunicipalAssociationRekeyed,
    MunicipalAssociationRenamed,
    RegisterMunicipalAssociation,
    RekeyMunicipalAssociation,
    RenameMunicipalAssociation,
    view,
)
from events.person import PersonRegistered
from events.retelling import CannotFollow
from tests.corrections import begun, corrections
from tests.spec import Expected, Given, at, day, every, given, outcome_is, sealed, state_of

HERE = "municipal_association:1"
SINCE, DAY, LATER, END = day("1970-01-01"), day("2008-01-01"), day("2015-01-01"), day("2020-01-01")
AMT, ZWECKVERBAND = AssociationForm.AMT, AssociationForm.ZWECKVERBAND
registered = MunicipalAssociationRegistered("Südangeln", AMT, SINCE, "010595987")
keyless = MunicipalAssociationRegistered("Wasserverband", ZWECKVERBAND, SINCE)
dissolved = MunicipalAssociationDissolved(END)


def beside(these: Given) -> Given:
    return these.beside(person_1=(PersonRegistered(sealed("Anna Muster")),))


def alike(told: Expected) -> dict[str, Expected]:
    return {"absent": "NOT_FOUND", "registered": told, "keyless": told, "dissolved": told}


TABLE: dict[Any, dict[str, Expected]] = {
    RegisterMunicipalAssociation("Südangeln", AMT, SINCE, "010595987"): {
        **alike("EXISTS"),
        "absent": (registered,),
    },
    RenameMunicipalAssociation(HERE, "Neu", DAY): alike((MunicipalAssociationRenamed("Neu", DAY),)),
    RenameMunicipalAssociation(HERE, "Neu", END): {
        **alike((MunicipalAssociationRenamed("Neu", END),)),
        "dissolved": "DISSOLVED",
    },
    RekeyMunicipalAssociation(HERE, "010595001", DAY): alike((MunicipalAssociationRekeyed("010595001", DAY),)),
    RekeyMunicipalAssociation(HERE, "010595001", END): {
        **alike((MunicipalAssociationRekeyed("010595001", END),)),
        "dissolved": "DISSOLVED",
    },
    DissolveMunicipalAssociation(HERE, END): {**alike((dissolved,)), "dissolved": ()},
    DissolveMunicipalAssociation(HERE, LATER): alike((MunicipalAssociationDissolved(LATER),)),
    AppointAssociationContact(HERE, "person:1"): alike((AssociationContactAppointed("person:1"),)),
}
OTHERS = (
    RegisterMunicipalAssociation("Wasserverband", ZWECKVERBAND, SINCE),
    RegisterMunicipalAssociation("Südangeln", AMT, LATER, "010595987"),
    RenameMunicipalAssociation(HERE, "Südangeln", LATER),
)
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "registered": (registered,),
    "keyless": (keyless,),
    "dissolved": (registered, dissolved),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("municipal_association", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(beside(given(*SITUATIONS[situation])).when(command), expected)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RenameMunicipalAssociation(HERE, "Neu", day("1969-12-31")), "BEFORE_BEGINNING", "on"),
        (RenameMunicipalAssociation(HERE, "Neu", SINCE), "RECORDED_OTHERWISE", "on"),
        (RekeyMunicipalAssociation(HERE, "010595001", day("1969-12-31")), "BEFORE_BEGINNING", "on"),
        (RekeyMunicipalAssociation(HERE, "010595001", SINCE), "RECORDED_OTHERWISE", "on"),
        (DissolveMunicipalAssociation(HERE, SINCE), "DATES_REVERSED", "on"),
        (DissolveMunicipalAssociation(HERE, day("1969-12-31")), "BEFORE_BEGINNING", "on"),
        (AppointAssociationContact(HERE, "person:9"), "NOT_FOUND", "contact"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    beside(given(registered)).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "command",
    [
        RenameMunicipalAssociation(HERE, "Südangeln", DAY),
        RekeyMunicipalAssociation(HERE, "010595987", DAY),
        AppointAssociationContact(HERE, None),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    given(registered).when(command).then_nothing()


def test_only_a_zweckverband_and_other_forms_need_no_key() -> None:
    given().when(RegisterMunicipalAssociation("Amt", AMT, SINCE)).rejects("KEY_REQUIRED", "prefix")
    given().when(RegisterMunicipalAssociation("Wasserverband", ZWECKVERBAND, SINCE)).then(keyless)


def test_its_entry_is_told_again_with_what_followed() -> None:
    renamed, rekeyed = MunicipalAssociationRenamed("Neu", DAY), MunicipalAssociationRekeyed("010595001", LATER)
    these = given(registered, renamed, rekeyed, dissolved)
    corrected = MunicipalAssociationRegistered("Wasserverband", ZWECKVERBAND, SINCE)
    these.corrected(ActCorrection(at(0), RegisterMunicipalAssociation("Wasserverband", ZWECKVERBAND, SINCE))).stands(
        corrected, renamed, rekeyed, dissolved
    )
    keyless_amt = RegisterMunicipalAssociation("Amt", AMT, SINCE)
    these.corrected(ActCorrection(at(0), keyless_amt)).rejects(
        "KEY_REQUIRED", "acts.0.instead.registerMunicipalAssociation.prefix"
    )
    late = RegisterMunicipalAssociation("Südangeln", AMT, day("2010-01-01"), "010595987")
    refused = these.corrected(ActCorrection(at(0), late)).rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert (refused.event, refused.what) == (at(1), MunicipalAssociationRenamed)
    these.corrected(
        ActCorrection(at(0), late), ActCorrection(at(1), RenameMunicipalAssociation(HERE, "Neu", LATER))
    ).stands(
        replace(registered, since=day("2010-01-01")), MunicipalAssociationRenamed("Neu", LATER), rekeyed, dissolved
    )


def test_it_was_never_dissolved_or_later() -> None:
    these = given(registered, dissolved)
    these.corrected(ActCorrection(at(1))).stands(registered)
    later = day("2022-01-01")
    these.corrected(ActCorrection(at(1), DissolveMunicipalAssociation(HERE, later))).stands(
        registered, MunicipalAssociationDissolved(later)
    )


def test_it_reads_as_it_stood_on_the_day() -> None:
    state = state_of(registered, MunicipalAssociationRenamed("Neu", DAY), dissolved)
    before, begun, after = (view(state, on) for on in (day("1950-01-01"), DAY, END))
    assert (before.prefix, before.name, before.exists) == ("010595987", "Südangeln", False)
    assert (begun.name, begun.exists, begun.dissolved_on) == ("Neu", True, END)
    assert not after.exists
    assert view(state_of(keyless), DAY).prefix is None


def test_every_key_it_ever_had_stays_its_own() -> None:
    state = state_of(registered, MunicipalAssociationRekeyed("010595001", DAY))
    assert MUNICIPAL_ASSOCIATION.claims(HERE, state) == {"association:010595987", "association:010595001"}


@drawn(corrections(begun("municipal_association", beside(given()), next(iter(TABLE))), (*TABLE, *OTHERS)))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""
