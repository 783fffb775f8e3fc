"""Municipal association (Gemeindeverband): several municipalities with one administration, or for one purpose."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from events.dated import DatedName, added, corrected, first_or_holding, holding, in_order, tells_news
from events.decider import Decider, Rejected, World, require
from events.keys import ArsPrefix
from events.person import check_contact
from events.policy import OFFICE, Audience, Disclosure, Policy, Visibility
from events.refs import AssociationRef, PersonRef
from events.rules import check_absent, check_correction, check_not_before, check_not_empty, existing
from events.values import EventId, Many, Name


class AssociationForm(StrEnum):
    """What a municipal association is by the law of its Land (Art des Gemeindeverbands)."""

    AMT = "AMT"
    """Amt, in Schleswig-Holstein, Mecklenburg-Vorpommern and Brandenburg."""
    VERBANDSGEMEINDE = "VERBANDSGEMEINDE"
    """Verbandsgemeinde, in Rheinland-Pfalz, Sachsen-Anhalt and Brandenburg."""
    SAMTGEMEINDE = "SAMTGEMEINDE"
    """Samtgemeinde, in Niedersachsen."""
    VERWALTUNGSGEMEINSCHAFT = "VERWALTUNGSGEMEINSCHAFT"
    """Verwaltungsgemeinschaft or Verwaltungsverband."""
    ZWECKVERBAND = "ZWECKVERBAND"
    """Zweckverband, for one purpose; it has no official key."""
    OTHER = "OTHER"
    """Any other form (andere Form)."""


KEYLESS = (AssociationForm.ZWECKVERBAND, AssociationForm.OTHER)
"""Forms that the official directory need not know."""


@dataclass(frozen=True)
class AssociationKey:
    """The key a municipal association has from a day on (Verbandsschlüssel)."""

    since: date
    """The first day of the key (gilt ab)."""
    prefix: ArsPrefix
    """The first nine digits of the regional keys of its municipalities (Verbandsschlüssel)."""


@dataclass(frozen=True)
class MunicipalAssociation:
    """All that is recorded of a municipal association, with the days from which it holds."""

    form: AssociationForm
    since: date
    names: tuple[DatedName, ...]
    keys: tuple[AssociationKey, ...] = ()
    contact: PersonRef | None = None
    dissolved: date | None = None


@dataclass(frozen=True)
class MunicipalAssociationOnDay:
    """Several municipalities with one administration, or for one purpose (Gemeindeverband)."""

    prefix: ArsPrefix | None
    """The first nine digits of the regional keys of its municipalities on the day (Verbandsschlüssel)."""
    name: Name
    """Name on the day (Name)."""
    form: AssociationForm
    """What it is by law (Art des Gemeindeverbands)."""
    since: date
    """First day of its existence as far as it is recorded (besteht seit)."""
    exists: bool
    """Whether it exists on the day: begun and not dissolved (besteht)."""
    dissolved_on: date | None
    """The first day on which it exists no more (Auflösung)."""
    contact: PersonRef | None
    """Whom to talk to (Ansprechperson)."""
    names: tuple[DatedName, ...]
    """Every name it has borne, oldest first (alle Namen)."""
    keys: tuple[AssociationKey, ...]
    """Every key it has had, oldest first (alle Verbandsschlüssel)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalAssociationRegistered:
    """A municipal association entered the county's record (Gemeindeverband aufgenommen)."""

    prefix: ArsPrefix | None
    """Its key (Verbandsschlüssel)."""
    name: Name
    """Its name (Name)."""
    form: AssociationForm
    """What it is by law (Art des Gemeindeverbands)."""
    since: date
    """First day of its existence as far as it is recorded (besteht seit)."""


@dataclass(frozen=True)
class MunicipalAssociationRenamed:
    """A municipal association bears another name from a day on (Umbenennung)."""

    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class MunicipalAssociationRekeyed:
    """A municipal association has another key from a day on (Schlüsseländerung)."""

    prefix: ArsPrefix
    """The new key (neuer Verbandsschlüssel)."""
    on: date
    """The first day of the new key (gilt ab)."""


@dataclass(frozen=True)
class MunicipalAssociationDissolved:
    """A municipal association exists no more from a day on (Auflösung)."""

    on: date
    """The first day on which it exists no more (aufgelöst zum)."""


@dataclass(frozen=True)
class AssociationContactAppointed:
    """A person became the association's contact, or nobody is (Ansprechperson benannt)."""

    contact: PersonRef | None
    """The person (Ansprechperson)."""


@dataclass(frozen=True)
class MunicipalAssociationCorrected:
    """Something recorded wrongly of a municipal association was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    form: AssociationForm | None = None
    """What it is by law (Art des Gemeindeverbands)."""
    since: date | None = None
    """First day of its existence (besteht seit)."""
    names: tuple[DatedName, ...] | None = None
    """All its names, oldest first (alle Namen)."""
    keys: tuple[AssociationKey, ...] | None = None
    """All its keys, oldest first (alle Verbandsschlüssel)."""
    dissolved: date | None = None
    """The first day on which it exists no more (aufgelöst zum)."""
    dissolution_withdrawn: bool = False
    """Whether it was never dissolved (Auflösung zurückgenommen)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RegisterMunicipalAssociation:
    """Enter a municipal association into the county's record (Gemeindeverband aufnehmen)."""

    name: Name
    """Its name (Name)."""
    form: AssociationForm
    """What it is by law (Art des Gemeindeverbands)."""
    since: date
    """First day of its existence as far as it is to be recorded (besteht seit)."""
    prefix: ArsPrefix | None = None
    """Its key, unique in the record; a Zweckverband may have none (Verbandsschlüssel)."""


@dataclass(frozen=True)
class RenameMunicipalAssociation:
    """Record that a municipal association bears another name from a day on (Umbenennung)."""

    id: AssociationRef
    """The association (Gemeindeverband)."""
    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class RekeyMunicipalAssociation:
    """Record that a municipal association has another key from a day on (Schlüsseländerung)."""

    id: AssociationRef
    """The association (Gemeindeverband)."""
    prefix: ArsPrefix
    """The new key (neuer Verbandsschlüssel)."""
    on: date
    """The first day of the new key (gilt ab)."""


@dataclass(frozen=True)
class DissolveMunicipalAssociation:
    """Record that a municipal association exists no more from a day on (Auflösung)."""

    id: AssociationRef
    """The association (Gemeindeverband)."""
    on: date
    """The first day on which it exists no more (aufgelöst zum)."""


@dataclass(frozen=True)
class AppointAssociationContact:
    """Name the person to talk to in a municipal association, or nobody (Ansprechperson)."""

    id: AssociationRef
    """The association (Gemeindeverband)."""
    contact: PersonRef | None
    """The person; none: nobody any more (Ansprechperson)."""


@dataclass(frozen=True)
class CorrectMunicipalAssociation:
    """Put right what was recorded wrongly of an association; needs a reason. What is left out stays (Berichtigung)."""

    id: AssociationRef
    """The association (Gemeindeverband)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    form: AssociationForm | None = None
    """What it is by law (Art des Gemeindeverbands)."""
    since: date | None = None
    """First day of its existence (besteht seit)."""
    names: Annotated[tuple[DatedName, ...], Many(100)] | None = None
    """All its names, oldest first (alle Namen)."""
    keys: Annotated[tuple[AssociationKey, ...], Many(100)] | None = None
    """All its keys, oldest first (alle Verbandsschlüssel)."""
    dissolved: date | None = None
    """The first day on which it exists no more (aufgelöst zum)."""
    dissolution_withdrawn: bool = False
    """True: it was never dissolved (Auflösung zurückgenommen)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def decide(command: Any, state: MunicipalAssociation | None, world: World) -> list[Any]:
    """The events that follow from a command on a municipal association."""
    if isinstance(command, RegisterMunicipalAssociation):
        check_absent(state)
        _check_keyed(command.form, command.prefix is not None, "prefix")
        return [MunicipalAssociationRegistered(command.prefix, command.name, command.form, command.since)]
    state = existing(state)
    match command:
        case RenameMunicipalAssociation(name=name, on=on):
            _check_day(state, on)
            return [MunicipalAssociationRenamed(name, on)] if tells_news(state.names, DatedName(on, name)) else []
        case RekeyMunicipalAssociation(prefix=prefix, on=on):
            _check_day(state, on)
            news = tells_news(state.keys, AssociationKey(on, prefix))
            return [MunicipalAssociationRekeyed(prefix, on)] if news else []
        case DissolveMunicipalAssociation(on=on):
            if state.dissolved == on:
                return []
            _check_day(state, on)
            _check_lasted(state.since, on, "on")
            return [MunicipalAssociationDissolved(on)]
        case AppointAssociationContact(contact=contact):
            check_contact(contact, "contact", world)
            return [] if contact == state.contact else [AssociationContactAppointed(contact)]
        case _:
            return _correct(command, state, world)


def check_not_dissolved(state: MunicipalAssociation, on: date, field: str) -> None:
    """Raise `Rejected` (DISSOLVED) if the association exists no more on the day."""
    require(
        state.dissolved is None or on < state.dissolved,
        "DISSOLVED",
        field,
        "The association is dissolved by that day.",
    )


def _check_day(state: MunicipalAssociation, on: date) -> None:
    check_not_before(on, state.since, "on")
    check_not_dissolved(state, on, "on")


def _check_keyed(form: AssociationForm, keyed: bool, field: str) -> None:
    require(
        keyed or form in KEYLESS,
        "KEY_REQUIRED",
        field,
        "An association of this form has an official key of nine digits.",
    )


def _check_lasted(since: date, dissolved: date | None, field: str) -> None:
    if dissolved is not None and dissolved <= since:
        raise Rejected(
            "DATES_REVERSED",
            field,
            "The association begins on {since}; it must exist before it is dissolved.",
            since=since,
        )


def _correct(command: CorrectMunicipalAssociation, state: MunicipalAssociation, world: World) -> list[Any]:
    check_correction(world)
    check_not_empty(command.names, "names")
    require(
        command.dissolved is None or not command.dissolution_withdrawn,
        "CONTRADICTION",
        "dissolution_withdrawn",
        "Give a day of dissolution or withdraw it, not both.",
    )
    event = MunicipalAssociationCorrected(
        corrects=command.corrects,
        form=command.form,
        since=command.since,
        names=None if command.names is None else in_order(command.names, "names"),
        keys=None if command.keys is None else in_order(command.keys, "keys"),
        dissolved=command.dissolved,
        dissolution_withdrawn=command.dissolution_withdrawn,
    )
    after = evolve(state, event)
    _check_keyed(after.form, len(after.keys) > 0, "keys")
    _check_lasted(after.since, after.dissolved, "dissolved")
    return [] if after == state else [event]


def evolve(state: MunicipalAssociation | None, event: Any) -> MunicipalAssociation:
    """The municipal association after the event."""
    if isinstance(event, MunicipalAssociationRegistered):
        return MunicipalAssociation(
            form=event.form,
            since=event.since,
            names=(DatedName(event.since, event.name),),
            keys=() if event.prefix is None else (AssociationKey(event.since, event.prefix),),
        )
    state = existing(state)
    match event:
        case MunicipalAssociationRenamed(name=name, on=on):
            return replace(state, names=added(state.names, DatedName(on, name)))
        case MunicipalAssociationRekeyed(prefix=prefix, on=on):
            return replace(state, keys=added(state.keys, AssociationKey(on, prefix)))
        case MunicipalAssociationDissolved(on=on):
            return replace(state, dissolved=on)
        case AssociationContactAppointed(contact=contact):
            return replace(state, contact=contact)
        case _:
            return replace(
                state,
                form=event.form or state.form,
                since=event.since or state.since,
                names=corrected(state.names, event.names),
                keys=corrected(state.keys, event.keys),
                dissolved=None if event.dissolution_withdrawn else event.dissolved or state.dissolved,
            )


def view(state: MunicipalAssociation, on: date) -> MunicipalAssociationOnDay:
    """The municipal association as it stands on a day; before its first day, as it begins."""
    key = holding(state.keys, on) or next(iter(state.keys), None)
    return MunicipalAssociationOnDay(
        prefix=key.prefix if key else None,
        name=first_or_holding(state.names, on).name,
        form=state.form,
        since=state.since,
        exists=state.since <= on and (state.dissolved is None or on < state.dissolved),
        dissolved_on=state.dissolved,
        contact=state.contact,
        names=state.names,
        keys=state.keys,
    )


def claims(ref: str, state: MunicipalAssociation) -> frozenset[str]:
    """Every key that the association has had: no other may be recorded with it."""
    return frozenset(f"association:{key.prefix}" for key in state.keys)


def audience(ref: str, state: MunicipalAssociation, event: Any) -> Audience:
    """The directory is public; it concerns the association itself."""
    return Audience(Visibility.PUBLIC, frozenset({ref}))


MUNICIPAL_ASSOCIATION = Decider(
    kind="municipal_association",
    state=MunicipalAssociation,
    shown=MunicipalAssociationOnDay,
    commands=(
        RegisterMunicipalAssociation,
        RenameMunicipalAssociation,
        RekeyMunicipalAssociation,
        DissolveMunicipalAssociation,
        AppointAssociationContact,
        CorrectMunicipalAssociation,
    ),
    events={
        "MunicipalAssociationRegistered": MunicipalAssociationRegistered,
        "MunicipalAssociationRenamed": MunicipalAssociationRenamed,
        "MunicipalAssociationRekeyed": MunicipalAssociationRekeyed,
        "MunicipalAssociationDissolved": MunicipalAssociationDissolved,
        "AssociationContactAppointed": AssociationContactAppointed,
        "MunicipalAssociationCorrected": MunicipalAssociationCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    claims=claims,
    disclosure=Disclosure(audience),
    policy=Policy(
        may={
            RegisterMunicipalAssociation: OFFICE,
            RenameMunicipalAssociation: OFFICE,
            RekeyMunicipalAssociation: OFFICE,
            DissolveMunicipalAssociation: OFFICE,
            AppointAssociationContact: OFFICE,
            CorrectMunicipalAssociation: OFFICE,
        }
    ),
)
