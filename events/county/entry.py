"""How a county's record is opened, the county's name and key on their days, and whether everyone may read it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.county.state import County, CountyDesignation, CountyKey, OfCounty, first_day
from events.dated import DatedName, Renaming, dated
from events.decider import Act, Part, World, recorded
from events.keys import DistrictKey
from events.policy import SET_UP, Grants, Relation, Role
from events.values import Name


@dataclass(frozen=True)
class CountyEstablished:
    """A county's record was opened (Verzeichnis des Landkreises eröffnet)."""

    key: DistrictKey
    """Its key (Kreisschlüssel)."""
    name: Name
    """Its name (Name des Landkreises)."""
    designation: CountyDesignation
    """What it is by law (Art des Kreises)."""
    since: date
    """First day for which it is recorded (besteht seit)."""


@dataclass(frozen=True)
class EstablishCounty(CountyEstablished):
    """Open a county's record (Verzeichnis eines Landkreises eröffnen)."""


def _establish(command: EstablishCounty, state: None, world: World) -> list[Any]:
    return [recorded(CountyEstablished, command)]


def _established(state: None, event: CountyEstablished) -> County:
    return County(
        designation=event.designation,
        since=event.since,
        names=(DatedName(event.since, event.name),),
        keys=(CountyKey(event.since, event.key),),
    )


@dataclass(frozen=True)
class CountyRenamed(Renaming):
    """A county bears another name from a day on (Umbenennung des Landkreises)."""


@dataclass(frozen=True)
class RenameCounty(CountyRenamed, OfCounty):
    """Record that the county bears another name from a day on (Umbenennung)."""


@dataclass(frozen=True)
class CountyRekeyed:
    """A county has another key from a day on (neuer Kreisschlüssel)."""

    key: DistrictKey
    """The new key (neuer Kreisschlüssel)."""
    on: date
    """The first day of the new key (gilt ab)."""


@dataclass(frozen=True)
class RekeyCounty(CountyRekeyed, OfCounty):
    """Record that the county has another key from a day on (neuer Kreisschlüssel)."""


@dataclass(frozen=True)
class CountyOpened:
    """Everyone may read what is public in the county's record (öffentlich lesbar geschaltet)."""


@dataclass(frozen=True)
class OpenToPublic(CountyOpened, OfCounty):
    """Let everyone read what is public, without a token (öffentlich lesbar schalten)."""


@dataclass(frozen=True)
class CountyClosed:
    """Only those with a token may read the county's record (öffentliches Lesen abgeschaltet)."""


@dataclass(frozen=True)
class CloseToPublic(CountyClosed, OfCounty):
    """Let only those with a token read the county's record (öffentliches Lesen abschalten)."""


ADMIN: Grants = {Role.ADMIN: Relation.ANY}
"""Administration alone."""


def _to_public(command: type[Any], event: type[Any], public: bool) -> Act:
    """The act of letting everyone read what is public, or nobody without a token."""

    def decide(given: Any, state: County, world: World) -> list[Any]:
        return [] if state.public is public else [event()]

    return Act(command, decide, {event: lambda state, told: replace(state, public=public)}, ADMIN)


ENTRY = Part(
    (
        Act(EstablishCounty, _establish, {CountyEstablished: _established}, SET_UP, begins=True),
        dated(RenameCounty, CountyRenamed, "names", DatedName, since=first_day),
        dated(RekeyCounty, CountyRekeyed, "keys", CountyKey, since=first_day),
        _to_public(OpenToPublic, CountyOpened, public=True),
        _to_public(CloseToPublic, CountyClosed, public=False),
    )
)
