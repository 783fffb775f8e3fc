"""Person (Ansprechperson): a human being who acts for somebody, known to all others only by a reference.

Name, function, e-mail and telephone are sealed under the person's own key; when the person is erased the key goes,
and with it every one of these texts, wherever and whenever it was recorded.
"""

from dataclasses import dataclass, fields, replace
from typing import Annotated, Any

from events.aggregate import aggregate
from events.decider import Act, Part, World, recorded, require
from events.message import message
from events.policy import OFFICE, UNSEALING, Audience, Disclosure, Grants, Relation, Role, Visibility
from events.refs import ActsFor, PersonRef
from events.rules import check_known
from events.values import PersonalText, Sealed, Subject, Text

_OWN: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}

Email = Annotated[
    Sealed, Text(200, pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+", form=message("an e-mail address, name@host")), Subject.ENTITY
]
Phone = Annotated[
    Sealed,
    Text(40, pattern=r"\+?[0-9][0-9 ()/-]+", form=message("a telephone number of digits, spaces and ( ) / -")),
    Subject.ENTITY,
]


@dataclass(frozen=True)
class _Details:
    name: PersonalText
    """The person's name (Name)."""
    function: PersonalText | None = None
    """What the person does there (Funktion)."""
    email: Email | None = None
    """E-mail address (E-Mail)."""
    phone: Phone | None = None
    """Telephone number (Telefon)."""


@dataclass(frozen=True)
class Person(_Details):
    """A human being who acts for the county or one of those it works with (Ansprechperson)."""

    acts_for: ActsFor | None = None
    """For whom the person acts; null if for nobody in the record (handelt für)."""
    erased: bool = False
    """Whether all that was known of the person is erased (gelöscht)."""


@dataclass(frozen=True)
class _OfPerson:
    id: PersonRef
    """The person (Person)."""


@dataclass(frozen=True)
class PersonRegistered(_Details):
    """A person entered the county's record (Person aufgenommen)."""

    acts_for: ActsFor | None = None
    """For whom the person acts; null if for nobody in the record (handelt für)."""


@dataclass(frozen=True)
class RegisterPerson(PersonRegistered):
    """Enter a person into the county's record (Person aufnehmen)."""


def _register(command: RegisterPerson, state: None, world: World) -> list[Any]:
    check_known(command.acts_for, "acts_for", world)
    return [recorded(PersonRegistered, command)]


def _registered(state: None, event: PersonRegistered) -> Person:
    return recorded(Person, event, erased=False)


def _changed(state: Person, event: Any) -> Person:
    return replace(state, **{each.name: getattr(event, each.name) for each in fields(event)})


def _if_news(event: Any, state: Person) -> list[Any]:
    return [] if _changed(state, event) == state else [event]


@dataclass(frozen=True)
class PersonDetailsChanged(_Details):
    """A person has another name, function or address; all four as they are now (Kontaktdaten geändert)."""


@dataclass(frozen=True)
class ChangePersonDetails(PersonDetailsChanged, _OfPerson):
    """Record that a person has another name, function or address; what is left out is none (Kontaktdaten ändern)."""


def _change(command: ChangePersonDetails, state: Person, world: World) -> list[Any]:
    _check_not_erased(state, "id")
    return _if_news(recorded(PersonDetailsChanged, command), state)


@dataclass(frozen=True)
class PersonReassigned:
    """A person acts for somebody else, or for nobody any more (Zuordnung geändert)."""

    acts_for: ActsFor | None
    """For whom the person acts now; null if for nobody in the record (handelt für)."""


@dataclass(frozen=True)
class ReassignPerson(PersonReassigned, _OfPerson):
    """Record that a person acts for somebody else, or for nobody any more (Zuordnung ändern)."""


def _reassign(command: ReassignPerson, state: Person, world: World) -> list[Any]:
    _check_not_erased(state, "id")
    check_known(command.acts_for, "acts_for", world)
    return _if_news(recorded(PersonReassigned, command), state)


@dataclass(frozen=True)
class PersonErased:
    """All that was known of a person was erased for ever (Löschung personenbezogener Daten)."""


@dataclass(frozen=True)
class ErasePerson(PersonErased, _OfPerson):
    """Erase all that is known of a person for ever; this cannot be undone (personenbezogene Daten löschen)."""


def _erase(command: ErasePerson, state: Person, world: World) -> list[Any]:
    _check_not_erased(state, "id")
    return [PersonErased()]


def _erased(state: Person, event: PersonErased) -> Person:
    return replace(state, erased=True)


def check_contact(ref: str | None, field: str, world: World) -> None:
    """Raise `Rejected` if the field names a person that is not in the record (NOT_FOUND) or is erased (ERASED). Where
    an act is told again, one that it named before stays, though it has been erased since."""
    check_known(ref, field, world)
    if ref is not None and not any(ref in vars(event).values() for event in world.retold):
        _check_not_erased(world.states[ref], field)


def _check_not_erased(state: Person, field: str) -> None:
    require(not state.erased, "ERASED", field, "All that was known of this person is erased; register the person anew.")


def _is_not_erased(state: Person, world: World) -> None:
    """What was erased is not told again by a correction, under whatever key."""
    _check_not_erased(world.states[world.ref], "acts")


def audience(ref: str, state: Person, event: Any) -> Audience:
    """Contacts are for those who take part; they concern the person and whom the person acts for."""
    return Audience(Visibility.INTERNAL, frozenset({ref, state.acts_for or ref}))


def erases(event: Any) -> bool:
    """Whether the event ends the person's key."""
    return isinstance(event, PersonErased)


PERSON = aggregate(
    "person",
    Person,
    (
        Part(
            (
                Act(RegisterPerson, _register, {PersonRegistered: _registered}, _OWN, begins=True),
                Act(ChangePersonDetails, _change, {PersonDetailsChanged: _changed}, _OWN),
                Act(ReassignPerson, _reassign, {PersonReassigned: _changed}, _OWN),
                Act(ErasePerson, _erase, {PersonErased: _erased}, _OWN),
            )
        ),
    ),
    may_correct=_OWN,
    erases=erases,
    invariants=_is_not_erased,
    # A contact whom the municipalities cannot read would be none.
    disclosure=Disclosure(audience, unseals={**UNSEALING, Role.MUNICIPALITY: Relation.ANY}),
)
