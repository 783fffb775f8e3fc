"""The person: sealed, assigned, and erased for ever."""

from typing import Any

import pytest

from events.partner import PartnerRegistered, Sector
from events.person import (
    PERSON,
    ChangePersonDetails,
    CorrectPerson,
    ErasePerson,
    Person,
    PersonCorrected,
    PersonDetailsChanged,
    PersonErased,
    PersonReassigned,
    PersonRegistered,
    ReassignPerson,
    RegisterPerson,
)
from events.policy import Audience, Relation, Role, Visibility
from tests.spec import EVENT, HOME, Expected, Given, day, every, given, outcome_is, sealed, state_of

HERE, WERKE = "person:1", "partner:1"
ANNA, BERT, MAYOR, MAIL, PHONE = (sealed(text) for text in ("Anna", "Bert", "Bürgermeisterin", "a@b.de", "0461 1"))
registered = PersonRegistered(ANNA, MAYOR, MAIL, PHONE, WERKE)


def beside(these: Given) -> Given:
    return these.beside(partner_1=(PartnerRegistered("Werke", Sector.ENERGY, "Nord", day("2020-01-01")),))


def correct(**facts: Any) -> CorrectPerson:
    return CorrectPerson(HERE, EVENT, **facts)


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
            (correct(name=BERT), PersonCorrected(EVENT, name=BERT)),
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
        (correct(acts_for="municipality:9"), "NOT_FOUND", "acts_for"),
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
        correct(),
        correct(name=ANNA, function=MAYOR, email=MAIL, phone=PHONE, acts_for=WERKE),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    beside(given(registered)).when(command).then_nothing()


def test_a_correction_needs_a_reason_and_an_event_of_the_person() -> None:
    given(registered).when(correct(name=BERT), reason=False).rejects("REASON_REQUIRED", "reason")
    given(registered).when(correct(name=BERT), of_this=False).rejects("NOT_FOUND", "corrects")


def test_a_correction_replaces_what_it_names_and_leaves_the_rest() -> None:
    facts: dict[str, Any] = {"name": BERT, "function": ANNA, "email": PHONE, "phone": MAIL, "acts_for": HOME}
    assert state_of(registered, PersonCorrected(EVENT, **facts)) == Person(**facts)
    assert state_of(registered, PersonCorrected(EVENT)) == Person(ANNA, MAYOR, MAIL, PHONE, WERKE)


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
        grants[role] is Relation.OWN
        for grants in PERSON.policy.may.values()
        for role in (Role.MUNICIPALITY, Role.PARTNER)
    )
