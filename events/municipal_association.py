"""Municipal association (Gemeindeverband): several municipalities with one administration, or for one purpose."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from events.aggregate import aggregate
from events.contact import ContactAppointment, contact
from events.dated import DatedName, Renaming, dated, first_or_holding, holding
from events.decider import Act, Part, World, recorded, require
from events.keys import ArsPrefix
from events.message import message
from events.policy import OFFICE, Audience, Disclosure, Visibility
from events.refs import AssociationRef, PersonRef
from events.rules import check_not_before
from events.values import Name


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


@dataclass(frozen=True)
class _OfAssociation:
    id: AssociationRef
    """The association (Gemeindeverband)."""


def _first_day(state: MunicipalAssociation) -> date:
    return state.since


def check_not_dissolved(state: MunicipalAssociation, on: date, field: str = "on") -> None:
    """Raise `Rejected` (DISSOLVED) if the association exists no more on the day."""
    require(
        state.dissolved is None or on < state.dissolved,
        "DISSOLVED",
        field,
        "The association is dissolved by that day; choose an earlier day.",
    )


# --- From its entry to its end ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalAssociationRegistered:
    """A municipal association entered the county's record (Gemeindeverband aufgenommen)."""

    name: Name
    """Its name (Name)."""
    form: AssociationForm
    """What it is by law (Art des Gemeindeverbands)."""
    since: date
    """First day of its existence as far as it is recorded (besteht seit)."""
    prefix: ArsPrefix | None = None
    """Its key, unique in the record; a Zweckverband may have none (Verbandsschlüssel)."""


@dataclass(frozen=True)
class RegisterMunicipalAssociation(MunicipalAssociationRegistered):
    """Enter a municipal association into the county's record (Gemeindeverband aufnehmen)."""


def _register(command: RegisterMunicipalAssociation, state: None, world: World) -> list[Any]:
    require(
        command.prefix is not None or command.form in KEYLESS,
        "KEY_REQUIRED",
        "prefix",
        "An association of this form has an official key of nine digits; give it.",
    )
    return [recorded(MunicipalAssociationRegistered, command)]


def _registered(state: None, event: MunicipalAssociationRegistered) -> MunicipalAssociation:
    return MunicipalAssociation(
        form=event.form,
        since=event.since,
        names=(DatedName(event.since, event.name),),
        keys=() if event.prefix is None else (AssociationKey(event.since, event.prefix),),
    )


@dataclass(frozen=True)
class MunicipalAssociationDissolved:
    """A municipal association exists no more from a day on (Auflösung)."""

    on: date
    """The first day on which it exists no more (aufgelöst zum)."""


@dataclass(frozen=True)
class DissolveMunicipalAssociation(MunicipalAssociationDissolved, _OfAssociation):
    """Record that a municipal association exists no more from a day on (Auflösung)."""


def _dissolve(command: DissolveMunicipalAssociation, state: MunicipalAssociation, world: World) -> list[Any]:
    if state.dissolved == command.on:
        return []
    check_not_before(command.on, state.since, "on")
    check_not_dissolved(state, command.on)
    require(
        command.on > state.since,
        "DATES_REVERSED",
        "on",
        "The association exists only from {since} on; give a later day of dissolution.",
        since=state.since,
    )
    return [recorded(MunicipalAssociationDissolved, command)]


def _dissolved(state: MunicipalAssociation, event: MunicipalAssociationDissolved) -> MunicipalAssociation:
    return replace(state, dissolved=event.on)


# --- Name, key and contact -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalAssociationRenamed(Renaming):
    """A municipal association bears another name from a day on (Umbenennung)."""


@dataclass(frozen=True)
class RenameMunicipalAssociation(MunicipalAssociationRenamed, _OfAssociation):
    """Record that a municipal association bears another name from a day on (Umbenennung)."""


@dataclass(frozen=True)
class MunicipalAssociationRekeyed:
    """A municipal association has another key from a day on (Schlüsseländerung)."""

    prefix: ArsPrefix
    """The new key (neuer Verbandsschlüssel)."""
    on: date
    """The first day of the new key (gilt ab)."""


@dataclass(frozen=True)
class RekeyMunicipalAssociation(MunicipalAssociationRekeyed, _OfAssociation):
    """Record that a municipal association has another key from a day on (Schlüsseländerung)."""


@dataclass(frozen=True)
class AssociationContactAppointed(ContactAppointment):
    """A person became the association's contact, or nobody is (Ansprechperson benannt)."""


@dataclass(frozen=True)
class AppointAssociationContact(AssociationContactAppointed, _OfAssociation):
    """Name the person to talk to in a municipal association, or nobody (Ansprechperson)."""


# --- The association -------------------------------------------------------------------------------------------


def view(state: MunicipalAssociation, on: date) -> MunicipalAssociationOnDay:
    """The municipal association as it stands on a day; before its first day, as it begins."""
    key = holding(state.keys, on) or next(iter(state.keys), None)
    return recorded(
        MunicipalAssociationOnDay,
        state,
        prefix=key.prefix if key else None,
        name=first_or_holding(state.names, on).name,
        exists=state.since <= on and (state.dissolved is None or on < state.dissolved),
        dissolved_on=state.dissolved,
    )


def claims(ref: str, state: MunicipalAssociation) -> frozenset[str]:
    """Every key that the association has had: no other may be recorded with it."""
    return frozenset(f"association:{key.prefix}" for key in state.keys)


def audience(ref: str, state: MunicipalAssociation, event: Any) -> Audience:
    """The directory is public; it concerns the association itself."""
    return Audience(Visibility.PUBLIC, frozenset({ref}))


_dated = partial(dated, since=_first_day, check=lambda told, state, world: check_not_dissolved(state, told.on))

MUNICIPAL_ASSOCIATION = aggregate(
    "municipal_association",
    MunicipalAssociation,
    (
        Part(
            (
                Act(
                    RegisterMunicipalAssociation,
                    _register,
                    {MunicipalAssociationRegistered: _registered},
                    begins=True,
                ),
                _dated(RenameMunicipalAssociation, MunicipalAssociationRenamed, "names", DatedName),
                _dated(RekeyMunicipalAssociation, MunicipalAssociationRekeyed, "keys", AssociationKey),
                contact(AppointAssociationContact, AssociationContactAppointed, may=OFFICE),
                Act(DissolveMunicipalAssociation, _dissolve, {MunicipalAssociationDissolved: _dissolved}),
            )
        ),
    ),
    shown=MunicipalAssociationOnDay,
    view=view,
    claims=claims,
    claimed={"association": message("key of a municipal association")},
    disclosure=Disclosure(audience),
)
