"""How a municipality enters the county's record, what it is called, and whom to talk to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from events.contact import ContactAppointment, contact
from events.dated import DatedName, Renaming, dated
from events.decider import Act, Part, World, recorded
from events.keys import Ags, Ars
from events.municipality.keys import Belonging, keys_of, of_county
from events.municipality.membership import check_association
from events.municipality.state import (
    AssociationMembership,
    Designation,
    Municipality,
    MunicipalityKeys,
    OfMunicipality,
    check_day,
)
from events.policy import OFFICE, Relation, Role
from events.refs import AssociationRef
from events.values import Name


@dataclass(frozen=True)
class _Registration:
    ags: Ags
    """Official municipality key, unique in the record (AGS)."""
    ars: Ars
    """Regional key; it agrees with the AGS (ARS)."""
    name: Name
    """Official name (Gemeindename)."""
    designation: Designation
    """What it is called by law (Bezeichnung)."""
    since: date
    """First day of its existence as far as it is recorded (besteht seit)."""
    association: AssociationRef | None = None
    """The municipal association it belongs to (Amt, Verbandsgemeinde)."""


@dataclass(frozen=True)
class MunicipalityRegistered(_Registration, Belonging):
    """A municipality entered the county's record (Gemeinde aufgenommen)."""


@dataclass(frozen=True)
class RegisterMunicipality(_Registration):
    """Enter a municipality into the county's record (Gemeinde aufnehmen)."""


def _register(command: RegisterMunicipality, state: None, world: World) -> list[Any]:
    keys = keys_of(command.since, command.ags, command.ars, world)
    check_association(AssociationMembership(command.since, command.association), world)
    return [recorded(MunicipalityRegistered, command, origin=keys.origin)]


def _registered(state: None, event: MunicipalityRegistered) -> Municipality:
    return Municipality(
        designation=event.designation,
        since=event.since,
        names=(DatedName(event.since, event.name),),
        keys=(MunicipalityKeys(event.since, event.ags, event.ars, event.origin),),
        memberships=() if event.association is None else (AssociationMembership(event.since, event.association),),
    )


@dataclass(frozen=True)
class MunicipalityRenamed(Renaming):
    """A municipality bears another name from a day on (Umbenennung)."""


@dataclass(frozen=True)
class RenameMunicipality(MunicipalityRenamed, OfMunicipality):
    """Record that a municipality bears another name from a day on (Umbenennung)."""


@dataclass(frozen=True)
class MunicipalityContactAppointed(ContactAppointment):
    """A person became the municipality's contact, or nobody is (Ansprechperson benannt)."""


@dataclass(frozen=True)
class AppointMunicipalityContact(MunicipalityContactAppointed, OfMunicipality):
    """Name the person to talk to in a municipality, or nobody (Ansprechperson)."""


def _check_day(told: RenameMunicipality, state: Municipality, world: World) -> None:
    check_day(state, told.on)


ENTRY = Part(
    (
        Act(RegisterMunicipality, _register, {MunicipalityRegistered: _registered}, reads=of_county, begins=True),
        dated(RenameMunicipality, MunicipalityRenamed, "names", DatedName, check=_check_day),
        contact(
            AppointMunicipalityContact,
            MunicipalityContactAppointed,
            may={**OFFICE, Role.MUNICIPALITY: Relation.OWN},
        ),
    )
)
