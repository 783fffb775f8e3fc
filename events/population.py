"""How many people a municipality has (Einwohnerzahl), as officially counted for a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from events.dated import check_unrecorded
from events.decider import World, require
from events.refs import MunicipalityRef
from events.values import Whole

Inhabitants = Annotated[int, Whole(0, 100_000_000)]


@dataclass(frozen=True)
class Population:
    """The number of inhabitants counted for a day (Einwohnerzahl)."""

    since: date
    """The day of the count (Stichtag)."""
    count: Inhabitants
    """Number of inhabitants (Einwohner)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PopulationRecorded:
    """The official number of inhabitants for a day (Fortschreibung der Einwohnerzahl)."""

    count: Inhabitants
    """Number of inhabitants (Einwohner)."""
    on: date
    """The day of the count (Stichtag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordPopulation:
    """Record the official number of inhabitants for a day (Einwohnerzahl)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    count: Inhabitants
    """Number of inhabitants (Einwohner)."""
    on: date
    """The day of the count (Stichtag)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def count(populations: Sequence[Population], command: RecordPopulation, world: World) -> list[Any]:
    """What follows from a count."""
    check_counted(command.on, "on", world)
    population = Population(command.on, command.count)
    if population in populations:
        return []
    # The same number counted again on a later day is news all the same: it is the newer count.
    check_unrecorded(populations, command.on, "on")
    return [PopulationRecorded(command.count, command.on)]


def check_counted(on: date, field: str, world: World) -> None:
    """Raise `Rejected` (IN_THE_FUTURE) for a count on a day that has not come."""
    require(
        on <= world.today,
        "IN_THE_FUTURE",
        field,
        "Inhabitants can only be counted for a day that has come.",
    )
