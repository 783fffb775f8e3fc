"""The municipal association: its key and names on their days, and its end."""

from typing import Any

import pytest

from events.dated import DatedName
from events.municipal_association import (
    MUNICIPAL_ASSOCIATION,
    AppointAssociationContact,
    AssociationContactAppointed,
    AssociationForm,
    AssociationKey,
    CorrectMunicipalAssociation,
    DissolveMunicipalAssociation,
    MunicipalAssociation,
    MunicipalAssociationCorrected,
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
from tests.spec import EVENT, Expected, Given, day, every, given, outcome_is, sealed, state_of

HERE = "municipal_association:1"
SINCE, DAY, LATER, END = day("1970-01-01"), day("2008-01-01"), day("2015-01-01"), day("2020-01-01")
AMT, ZWECKVERBAND = AssociationForm.AMT, AssociationForm.ZWECKVERBAND
registered = MunicipalAssociationRegistered("010595987", "Südangeln", AMT, SINCE)
keyless = MunicipalAssociationRegistered(None, "Wasserverband", ZWECKVERBAND, SINCE)
dissolved = MunicipalAssociationDissolved(END)


def beside(these: Given) -> Given:
    return these.beside(person_1=(PersonRegistered(sealed("Anna Muster")),))


def correct(**facts: Any) -> CorrectMunicipalAssociation:
    return CorrectMunicipalAssociation(HERE, EVENT, **facts)


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
    correct(since=DAY): alike((MunicipalAssociationCorrected(EVENT, since=DAY),)),
}
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
        (correct(names=()), "EMPTY", "names"),
        (correct(names=(DatedName(DAY, "A"), DatedName(DAY, "B"))), "NOT_IN_ORDER", "names"),
        (correct(keys=()), "KEY_REQUIRED", "keys"),
        (correct(dissolved=END, dissolution_withdrawn=True), "CONTRADICTION", "dissolution_withdrawn"),
        (correct(dissolved=SINCE), "DATES_REVERSED", "dissolved"),
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
        correct(),
        correct(form=AMT, dissolution_withdrawn=True, keys=(AssociationKey(SINCE, "010595987"),)),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    given(registered).when(command).then_nothing()


def test_only_a_zweckverband_and_other_forms_need_no_key() -> None:
    given().when(RegisterMunicipalAssociation("Amt", AMT, SINCE)).rejects("KEY_REQUIRED", "prefix")
    given().when(RegisterMunicipalAssociation("Wasserverband", ZWECKVERBAND, SINCE)).then(keyless)


def test_a_correction_needs_a_reason_and_an_event_of_the_association() -> None:
    given(registered).when(correct(since=DAY), reason=False).rejects("REASON_REQUIRED", "reason")
    given(registered).when(correct(since=DAY), of_this=False).rejects("NOT_FOUND", "corrects")


def test_it_was_never_dissolved() -> None:
    given(registered, dissolved).when(correct(dissolution_withdrawn=True)).then(
        MunicipalAssociationCorrected(EVENT, dissolution_withdrawn=True)
    )


def test_a_correction_replaces_what_it_names_and_leaves_the_rest() -> None:
    names, keys = (DatedName(DAY, "Alt"), DatedName(LATER, "Neu")), (AssociationKey(DAY, "010595001"),)
    facts: dict[str, Any] = {"form": ZWECKVERBAND, "since": DAY, "names": names, "keys": keys, "dissolved": END}
    corrected = MunicipalAssociationCorrected(EVENT, **facts)
    given(registered).when(correct(**facts)).then(corrected)
    assert state_of(registered, AssociationContactAppointed("person:1"), corrected) == MunicipalAssociation(
        ZWECKVERBAND, DAY, names, keys, "person:1", END
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
