"""What a municipality (Gemeinde) is made of: its keys, people, association and climate management on their days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.dated import DatedName, Since
from events.decider import require
from events.keys import Ags, Ars
from events.refs import AssociationRef, MunicipalityRef, PersonRef
from events.rules import check_not_before
from events.values import Whole


class Designation(StrEnum):
    """What a municipality is called by law (Bezeichnung)."""

    MUNICIPALITY = "MUNICIPALITY"
    """Gemeinde."""
    TOWN = "TOWN"
    """Stadt."""
    MARKET = "MARKET"
    """Markt."""
    URBAN_DISTRICT = "URBAN_DISTRICT"
    """Kreisfreie Stadt or Stadtkreis."""
    UNINCORPORATED = "UNINCORPORATED"
    """Gemeindefreies Gebiet."""


class Origin(StrEnum):
    """Whether a municipality belongs to this county (Zugehörigkeit)."""

    OWN = "OWN"
    """Of this county (kreisangehörig)."""
    EXTERNAL = "EXTERNAL"
    """Of another county, taking part here (extern)."""


@dataclass(frozen=True)
class MunicipalityKeys:
    """The keys of a municipality from a day on, and whether they are of this county (Gemeindeschlüssel)."""

    since: date
    """The first day of the keys (gilt ab)."""
    ags: Ags
    """The official municipality key (AGS)."""
    ars: Ars
    """The regional key (ARS)."""
    origin: Origin
    """Whether they are of this county (Zugehörigkeit)."""


Inhabitants = Annotated[int, Whole(0, 100_000_000)]


@dataclass(frozen=True)
class Population:
    """The number of inhabitants counted for a day (Einwohnerzahl)."""

    since: date
    """The day of the count (Stichtag)."""
    count: Inhabitants
    """Number of inhabitants (Einwohner)."""


@dataclass(frozen=True)
class AssociationMembership(Since):
    """The municipal association that a municipality belongs to from a day on; null if it belongs to none (amtsfrei)."""

    association: AssociationRef | None
    """The association; null if the municipality belongs to none (Amt, Verbandsgemeinde)."""


@dataclass(frozen=True)
class ClimateManagement(Since):
    """Whether a municipality has a climate management of its own from a day on (eigenes Klimaschutzmanagement)."""

    present: bool
    """Whether there is one from then on (vorhanden)."""


@dataclass(frozen=True)
class Merger:
    """The day on which a municipality became part of another, and which (Eingemeindung, Zusammenschluss)."""

    on: date
    """The first day on which it exists no more (Stichtag)."""
    into: MunicipalityRef
    """The municipality that it becomes part of (Rechtsnachfolgerin)."""


@dataclass(frozen=True)
class Municipality:
    """All that is recorded of a municipality, with the days from which it holds."""

    designation: Designation
    since: date
    names: tuple[DatedName, ...]
    keys: tuple[MunicipalityKeys, ...]
    populations: tuple[Population, ...] = ()
    memberships: tuple[AssociationMembership, ...] = ()
    management: tuple[ClimateManagement, ...] = ()
    contact: PersonRef | None = None
    merger: Merger | None = None


@dataclass(frozen=True)
class OfMunicipality:
    """What a command on a municipality is addressed to."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""


def check_not_merged(state: Municipality, on: date, field: str = "on") -> None:
    """Raise `Rejected` (MERGED) if the municipality is part of another by the day."""
    require(
        state.merger is None or on < state.merger.on,
        "MERGED",
        field,
        "By that day the municipality has become part of another; name its successor.",
    )


def check_day(state: Municipality, on: date, field: str = "on") -> None:
    """Raise `Rejected` unless the municipality exists on the day (BEFORE_BEGINNING, MERGED)."""
    check_not_before(on, state.since, field)
    check_not_merged(state, on, field)
