"""Person (Ansprechperson): a human being who acts for somebody, known to all others only by a reference.

Name, function, e-mail and telephone are sealed under the person's own key; when the person is erased the key goes,
and with it every one of these texts, wherever and whenever it was recorded.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from events.decider import Decider, World, require
from events.message import message
from events.policy import OFFICE, UNSEALING, Audience, Disclosure, Grants, Policy, Relation, Role, Visibility
from events.refs import ActsFor, PersonRef
from events.rules import check_absent, check_correction, check_known, existing
from events.values import EventId, PersonalText, Sealed, Subject, Text

Email = Annotated[
    Sealed, Text(200, pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+", form=message("an e-mail address, name@host")), Subject.ENTITY
]
Phone = Annotated[
    Sealed,
    Text(40, pattern=r"\+?[0-9][0-9 ()/-]+", form=message("a telephone number of digits, spaces and ( ) / -")),
    Subject.ENTITY,
]


@dataclass(frozen=True)
class Person:
    """A human being who acts for the county or one of those it works with (Ansprechperson)."""

    name: PersonalText
    """The person's name (Name)."""
    function: PersonalText | None = None
    """What the person does there (Funktion)."""
    email: Email | None = None
    """E-mail address (E-Mail)."""
    phone: Phone | None = None
    """Telephone number (Telefon)."""
    acts_for: ActsFor | None = None
    """For whom the person acts; none: for nobody of the record (handelt für)."""
    erased: bool = False
    """Whether all that was known of the person is erased (gelöscht)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonRegistered:
    """A person entered the county's record (Person aufgenommen)."""

    name: PersonalText
    """The person's name (Name)."""
    function: PersonalText | None = None
    """What the person does there (Funktion)."""
    email: Email | None = None
    """E-mail address (E-Mail)."""
    phone: Phone | None = None
    """Telephone number (Telefon)."""
    acts_for: ActsFor | None = None
    """For whom the person acts (handelt für)."""


@dataclass(frozen=True)
class PersonDetailsChanged:
    """A person has another name, function or address; all four as they are now (Kontaktdaten geändert)."""

    name: PersonalText
    """The person's name (Name)."""
    function: PersonalText | None = None
    """What the person does there (Funktion)."""
    email: Email | None = None
    """E-mail address (E-Mail)."""
    phone: Phone | None = None
    """Telephone number (Telefon)."""


@dataclass(frozen=True)
class PersonReassigned:
    """A person acts for somebody else, or for nobody any more (Zuordnung geändert)."""

    acts_for: ActsFor | None
    """For whom the person acts now (handelt für)."""


@dataclass(frozen=True)
class PersonErased:
    """All that was known of a person was erased for ever (Löschung personenbezogener Daten)."""


@dataclass(frozen=True)
class PersonCorrected:
    """Something recorded wrongly of a person was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    name: PersonalText | None = None
    """The person's name (Name)."""
    function: PersonalText | None = None
    """What the person does there (Funktion)."""
    email: Email | None = None
    """E-mail address (E-Mail)."""
    phone: Phone | None = None
    """Telephone number (Telefon)."""
    acts_for: ActsFor | None = None
    """For whom the person acts (handelt für)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RegisterPerson:
    """Enter a person into the county's record (Person aufnehmen)."""

    name: PersonalText
    """The person's name (Name)."""
    function: PersonalText | None = None
    """What the person does there (Funktion)."""
    email: Email | None = None
    """E-mail address (E-Mail)."""
    phone: Phone | None = None
    """Telephone number (Telefon)."""
    acts_for: ActsFor | None = None
    """For whom the person acts (handelt für)."""


@dataclass(frozen=True)
class ChangePersonDetails:
    """Record that a person has another name, function or address; what is left out is none (Kontaktdaten ändern)."""

    id: PersonRef
    """The person (Person)."""
    name: PersonalText
    """The person's name (Name)."""
    function: PersonalText | None = None
    """What the person does there (Funktion)."""
    email: Email | None = None
    """E-mail address (E-Mail)."""
    phone: Phone | None = None
    """Telephone number (Telefon)."""


@dataclass(frozen=True)
class ReassignPerson:
    """Record that a person acts for somebody else, or for nobody any more (Zuordnung ändern)."""

    id: PersonRef
    """The person (Person)."""
    acts_for: ActsFor | None
    """For whom the person acts now; none: for nobody of the record (handelt für)."""


@dataclass(frozen=True)
class ErasePerson:
    """Erase all that is known of a person for ever; this cannot be undone (personenbezogene Daten löschen)."""

    id: PersonRef
    """The person (Person)."""


@dataclass(frozen=True)
class CorrectPerson:
    """Put right what was recorded wrongly of a person; needs a reason. What is left out stays (Berichtigung)."""

    id: PersonRef
    """The person (Person)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    name: PersonalText | None = None
    """The person's name (Name)."""
    function: PersonalText | None = None
    """What the person does there (Funktion)."""
    email: Email | None = None
    """E-mail address (E-Mail)."""
    phone: Phone | None = None
    """Telephone number (Telefon)."""
    acts_for: ActsFor | None = None
    """For whom the person acts (handelt für)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def decide(command: Any, state: Person | None, world: World) -> list[Any]:
    """The events that follow from a command on a person."""
    if isinstance(command, RegisterPerson):
        check_absent(state)
        check_known(command.acts_for, "acts_for", world)
        return [PersonRegistered(command.name, command.function, command.email, command.phone, command.acts_for)]
    state = existing(state)
    _check_not_erased(state, "id")
    match command:
        case ChangePersonDetails(name=name, function=function, email=email, phone=phone):
            return _if_news(PersonDetailsChanged(name, function, email, phone), state)
        case ReassignPerson(acts_for=acts_for):
            check_known(acts_for, "acts_for", world)
            return _if_news(PersonReassigned(acts_for), state)
        case ErasePerson():
            return [PersonErased()]
        case _:
            return _correct(command, state, world)


def check_contact(ref: str | None, field: str, world: World) -> None:
    """Raise `Rejected` if the field names a person that is not in the record (NOT_FOUND) or is erased (ERASED). Where
    an act is told again, one that it named before stays, though it has been erased since."""
    check_known(ref, field, world)
    if ref is not None and not any(ref in vars(event).values() for event in world.retold):
        _check_not_erased(world.states[ref], field)


def _check_not_erased(state: Person, field: str) -> None:
    require(
        not state.erased,
        "ERASED",
        field,
        "All that was known of this person is erased; register the person anew.",
    )


def _correct(command: CorrectPerson, state: Person, world: World) -> list[Any]:
    check_correction(world)
    check_known(command.acts_for, "acts_for", world)
    return _if_news(
        PersonCorrected(
            corrects=command.corrects,
            name=command.name,
            function=command.function,
            email=command.email,
            phone=command.phone,
            acts_for=command.acts_for,
        ),
        state,
    )


def _if_news(event: Any, state: Person) -> list[Any]:
    return [] if evolve(state, event) == state else [event]


def evolve(state: Person | None, event: Any) -> Person:
    """The person after the event."""
    if isinstance(event, PersonRegistered):
        return Person(event.name, event.function, event.email, event.phone, event.acts_for)
    state = existing(state)
    match event:
        case PersonDetailsChanged(name=name, function=function, email=email, phone=phone):
            return replace(state, name=name, function=function, email=email, phone=phone)
        case PersonReassigned(acts_for=acts_for):
            return replace(state, acts_for=acts_for)
        case PersonErased():
            return replace(state, erased=True)
        case _:
            return replace(
                state,
                name=event.name or state.name,
                function=event.function or state.function,
                email=event.email or state.email,
                phone=event.phone or state.phone,
                acts_for=event.acts_for or state.acts_for,
            )


def audience(ref: str, state: Person, event: Any) -> Audience:
    """Contacts are for those who take part; they concern the person and whom the person acts for."""
    return Audience(Visibility.INTERNAL, frozenset({ref, state.acts_for or ref}))


# A contact whom the municipalities cannot read would be none.
DISCLOSURE = Disclosure(audience, unseals={**UNSEALING, Role.MUNICIPALITY: Relation.ANY})


def erases(event: Any) -> bool:
    """Whether the event ends the person's key."""
    return isinstance(event, PersonErased)


_OWN: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}

PERSON = Decider(
    kind="person",
    state=Person,
    commands=(RegisterPerson, ChangePersonDetails, ReassignPerson, ErasePerson, CorrectPerson),
    events={
        "PersonRegistered": PersonRegistered,
        "PersonDetailsChanged": PersonDetailsChanged,
        "PersonReassigned": PersonReassigned,
        "PersonErased": PersonErased,
        "PersonCorrected": PersonCorrected,
    },
    decide=decide,
    evolve=evolve,
    disclosure=DISCLOSURE,
    erases=erases,
    policy=Policy(
        may={
            RegisterPerson: _OWN,
            ChangePersonDetails: _OWN,
            ReassignPerson: _OWN,
            ErasePerson: _OWN,
            CorrectPerson: _OWN,
        },
    ),
)
