"""The person: sealed, assigned, and erased for ever."""

from typing import Any

import pytest
from hypothesis import given as drawn

from events.correction import ActCorrection
from events.partner import PartnerRegistered, Sector
from events.person import (
    PERSON,
    ChangePersonDetails,
    ErasePerson,
    Person,
    PersonDetailsChanged,
    PersonErased,
    PersonReassigned,
    PersonRegistered,
    ReassignPerson,
    RegisterPerson,
)
from events.policy import Audience, Relation, Role, Visibility
from tests.corrections import begun, corrections
from tests.spec import HOME, Expected, Given, at, day, every, given, outcome_is, sealed, state_of

HERE, WERKE = "person:1", "partner:1"
ANNA, BERT, MAYOR, MAIL, PHONE = (sealed(text) for text in ("Anna", "Bert", "Bürgermeisterin", "a@b.de", "0461 1"))
registered = PersonRegistered(ANNA, MAYOR, MAIL, PHONE, WERKE)


def beside(these: Given) -> Given:
    return these.beside(partner_1=(PartnerRegistered("Werke", Sector.ENERGY, "Nord", day("2020-01-01")),))


TABLE: dict[Any, dict[str, Expected]] = {
    RegisterPerson(ANNA, MAYOR, MAIL, PHONE, WERKE): {
        "absent": (registered,),
        "registered": "EXISTS",
        "erased": "EXISTS",
    },
    **{
        command: {"absent": "NOT_FOUND", "registered": (event,), "erased": "ERASED"}
        for command, event in (
            (ChangePersonDetails(HERE, BERT), PersonDetailsChanged(BERT)),
            (ReassignPerson(HERE, HOME), PersonReassigned(HOME)),
            (ReassignPerson(HERE, None), PersonReassigned(None)),
            (ErasePerson(HERE), PersonErased()),
        )
    },
}
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "registered": (registered,),
    "erased": (registered, PersonErased()),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("person", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(beside(given(*SITUATIONS[situation])).when(command), expected)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (ReassignPerson(HERE, "municipality:9"), "NOT_FOUND", "acts_for"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    given(registered).when(command).rejects(code, field)


def test_nobody_acts_for_what_is_not_in_the_record() -> None:
    given().when(RegisterPerson(ANNA, acts_for="partner:9")).rejects("NOT_FOUND", "acts_for")


@pytest.mark.parametrize(
    "command",
    [
        ChangePersonDetails(HERE, ANNA, MAYOR, MAIL, PHONE),
        ReassignPerson(HERE, WERKE),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    beside(given(registered)).when(command).then_nothing()


def test_an_act_is_told_again_as_it_should_have_been() -> None:
    changed, elsewhere = PersonDetailsChanged(BERT), PersonReassigned(None)
    these = beside(given(registered, changed, elsewhere))
    told = RegisterPerson(BERT, MAYOR, acts_for=HOME)
    these.corrected(ActCorrection(at(0), told)).stands(PersonRegistered(BERT, MAYOR, acts_for=HOME), changed, elsewhere)
    these.corrected(ActCorrection(at(1), ChangePersonDetails(HERE, ANNA, phone=PHONE))).stands(
        registered, PersonDetailsChanged(ANNA, phone=PHONE), elsewhere
    )
    these.corrected(ActCorrection(at(2))).stands(registered, changed)
    # Later acts that leave all as it is now stand as they were recorded.
    these.corrected(ActCorrection(at(0), RegisterPerson(BERT))).stands(PersonRegistered(BERT), changed, elsewhere)
    these.corrected(ActCorrection(at(0), RegisterPerson(BERT)), ActCorrection(at(1)), ActCorrection(at(2))).stands(
        PersonRegistered(BERT)
    )


def test_what_was_erased_is_not_told_again() -> None:
    these = beside(given(registered, PersonReassigned(None), PersonErased()))
    these.corrected(ActCorrection(at(0), RegisterPerson(BERT, acts_for=WERKE))).rejects("ERASED", "acts")
    these.corrected(ActCorrection(at(1))).rejects("ERASED", "acts")
    these.corrected(ActCorrection(at(1), ChangePersonDetails(HERE, BERT))).rejects("ERASED", "acts")
    these.corrected(ActCorrection(at(2))).rejects("ERASED", "acts.0.event")
    these.corrected(ActCorrection(at(2), ReassignPerson(HERE, HOME))).rejects("ERASED", "acts.0.event")


def test_only_erasing_ends_the_keys() -> None:
    assert PERSON.erases(PersonErased())
    assert not PERSON.erases(registered)


def test_contacts_are_internal_and_concern_whom_they_act_for() -> None:
    assert PERSON.disclosure.audience(HERE, state_of(registered), None) == Audience(
        Visibility.INTERNAL, frozenset({HERE, WERKE})
    )
    assert PERSON.disclosure.audience(HERE, Person(ANNA), None).concerns == {HERE}


def test_municipalities_read_every_contact_and_manage_their_own() -> None:
    assert PERSON.disclosure.unseals[Role.MUNICIPALITY] is Relation.ANY
    assert PERSON.disclosure.unseals[Role.PARTNER] is Relation.OWN
    assert all(
        grants[role] is Relation.OWN for grants in PERSON.may.values() for role in (Role.MUNICIPALITY, Role.PARTNER)
    )


POOL = (
    *(command for command in TABLE if not isinstance(command, ErasePerson)),
    RegisterPerson(BERT),
    ReassignPerson(HERE, WERKE),
)


@drawn(
    corrections(begun("person", beside(given()), POOL[0]), (*POOL, RegisterPerson(BERT), ReassignPerson(HERE, WERKE)))
)
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""
