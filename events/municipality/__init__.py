"""Municipality (Gemeinde): its official keys, its names, its people, and what became of it in territorial reforms.

Keys after the Amtlicher Gemeindeschlüssel (AGS) and Regionalschlüssel (ARS) of the Statistisches Bundesamt. A
municipality of another county that takes part is kept here too, marked EXTERNAL.
"""

from datetime import date
from typing import Any

from events.aggregate import aggregate
from events.message import message
from events.municipality.climate_management import CLIMATE_MANAGEMENT
from events.municipality.entry import ENTRY
from events.municipality.keys import KEYS
from events.municipality.membership import MEMBERSHIP
from events.municipality.merger import MERGER
from events.municipality.population import POPULATION
from events.municipality.state import Municipality
from events.municipality.view import MunicipalityOnDay, view
from events.policy import Audience, Disclosure, Visibility


def claims(ref: str, state: Municipality) -> frozenset[str]:
    """Every AGS that the municipality has had: no other may be recorded with it."""
    return frozenset(f"ags:{keys.ags}" for keys in state.keys)


def audience(ref: str, state: Municipality, event: Any) -> Audience:
    """The directory is public; it concerns the municipality itself."""
    return Audience(Visibility.PUBLIC, frozenset({ref}))


def become(state: Municipality, on: date) -> str | None:
    """The municipality that it has become part of by the day."""
    return state.merger.into if state.merger is not None and state.merger.on <= on else None


MUNICIPALITY = aggregate(
    "municipality",
    Municipality,
    (ENTRY, KEYS, MEMBERSHIP, POPULATION, CLIMATE_MANAGEMENT, MERGER),
    fold=2,
    shown=MunicipalityOnDay,
    view=view,
    claims=claims,
    claimed={"ags": message("AGS")},
    disclosure=Disclosure(audience),
    become=become,
)
