"""How many people a municipality has (Einwohnerzahl), as officially counted for a day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.dated import added, check_unrecorded
from events.decider import Act, Part, World, require
from events.municipality.state import Inhabitants, Municipality, OfMunicipality, Population, check_day


@dataclass(frozen=True)
class PopulationRecorded:
    """The official number of inhabitants for a day (Fortschreibung der Einwohnerzahl)."""

    count: Inhabitants
    """Number of inhabitants (Einwohner)."""
    on: date
    """The day of the count (Stichtag)."""


@dataclass(frozen=True)
class RecordPopulation(PopulationRecorded, OfMunicipality):
    """Record the official number of inhabitants for a day (Einwohnerzahl)."""


def _record(command: RecordPopulation, state: Municipality, world: World) -> list[Any]:
    check_day(state, command.on)
    require(
        command.on <= world.latest,
        "IN_THE_FUTURE",
        "on",
        "The number of inhabitants cannot be recorded for a future day; give an earlier day.",
    )
    if Population(command.on, command.count) in state.populations:
        return []
    # The same number counted again on a later day is news all the same: it is the newer count.
    check_unrecorded(state.populations, command.on, "on")
    return [PopulationRecorded(command.count, command.on)]


def _recorded(state: Municipality, event: PopulationRecorded) -> Municipality:
    return replace(state, populations=added(state.populations, Population(event.on, event.count)))


POPULATION = Part((Act(RecordPopulation, _record, {PopulationRecorded: _recorded}),))
