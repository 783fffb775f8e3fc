"""How a municipality reads on a day."""

from dataclasses import dataclass
from datetime import date

from events.dated import DatedName, first_or_holding, holding
from events.decider import recorded
from events.keys import Ags, Ars
from events.municipality.climate_management import is_managed
from events.municipality.state import Designation, Municipality, MunicipalityKeys, Origin, Population
from events.refs import AssociationRef, MunicipalityRef, PersonRef
from events.values import Name


@dataclass(frozen=True)
class MunicipalityOnDay:
    """A municipality of the county, or of another one that takes part (Gemeinde, Kommune)."""

    ags: Ags
    """Official municipality key on the day, leading zero significant (Amtlicher Gemeindeschlüssel)."""
    ars: Ars
    """Regional key on the day; its digits 6 to 9 name the municipal association (Regionalschlüssel)."""
    name: Name
    """Name on the day (Gemeindename)."""
    designation: Designation
    """What the municipality is called by law (Bezeichnung)."""
    origin: Origin
    """Whether it belongs to this county on the day (Zugehörigkeit)."""
    since: date
    """First day of its existence as far as it is recorded (besteht seit)."""
    exists: bool
    """Whether it exists on the day: begun and not yet part of another (besteht)."""
    population: int | None
    """Inhabitants by the newest count not after the day (Einwohnerzahl)."""
    population_on: date | None
    """The day of that count (Stichtag)."""
    association: AssociationRef | None
    """The municipal association it belongs to on the day (Amt, Verbandsgemeinde)."""
    climate_management: bool
    """Whether it has a climate management of its own on the day (eigenes Klimaschutzmanagement)."""
    contact: PersonRef | None
    """Whom to talk to (Ansprechperson)."""
    merged_on: date | None
    """The day on which it becomes or became part of another municipality (Eingemeindung)."""
    successor: MunicipalityRef | None
    """The municipality it becomes or became part of (Rechtsnachfolgerin)."""
    names: tuple[DatedName, ...]
    """Every name it has borne, oldest first (alle Namen)."""
    keys: tuple[MunicipalityKeys, ...]
    """Every pair of keys it has had, oldest first (alle Schlüssel)."""
    populations: tuple[Population, ...]
    """Every count of its inhabitants, oldest first (alle Einwohnerzahlen)."""


def view(state: Municipality, on: date) -> MunicipalityOnDay:
    """The municipality as it stands on a day; before its first day, as it begins."""
    keys = first_or_holding(state.keys, on)
    counted = holding(state.populations, on)
    member = holding(state.memberships, on)
    return recorded(
        MunicipalityOnDay,
        state,
        ags=keys.ags,
        ars=keys.ars,
        name=first_or_holding(state.names, on).name,
        origin=keys.origin,
        exists=state.since <= on and (state.merger is None or on < state.merger.on),
        population=counted.count if counted else None,
        population_on=counted.since if counted else None,
        association=member.association if member else None,
        climate_management=is_managed(state, on),
        merged_on=state.merger.on if state.merger else None,
        successor=state.merger.into if state.merger else None,
    )
