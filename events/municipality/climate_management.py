"""A municipality's climate management of its own (eigenes Klimaschutzmanagement): from when, until when."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.dated import added, holding, tells_news
from events.decider import Act, Part, World
from events.municipality.state import ClimateManagement, Municipality, OfMunicipality, check_day
from events.policy import OFFICE, Relation, Role


@dataclass(frozen=True)
class ClimateManagementStarted:
    """A municipality has a climate management of its own from a day on (Klimaschutzmanagement eingerichtet)."""

    on: date
    """The first day (seit)."""


@dataclass(frozen=True)
class StartClimateManagement(ClimateManagementStarted, OfMunicipality):
    """Record that a municipality has a climate management of its own (Klimaschutzmanagement eingerichtet)."""


@dataclass(frozen=True)
class ClimateManagementEnded:
    """A municipality has no climate management of its own any more from a day on (Klimaschutzmanagement beendet)."""

    on: date
    """The first day without it (seit)."""


@dataclass(frozen=True)
class EndClimateManagement(ClimateManagementEnded, OfMunicipality):
    """Record that a municipality's own climate management has ended (Klimaschutzmanagement beendet)."""


def is_managed(state: Municipality, on: date) -> bool:
    """Whether there is a climate management of its own on the day."""
    held = holding(state.management, on)
    return held is not None and held.present


def _from_then_on(command: type[Any], event: type[Any], present: bool) -> Act:
    """The act of recording that there is a climate management of its own from a day on, or none any more."""

    def decide(given: Any, state: Municipality, world: World) -> list[Any]:
        check_day(state, given.on)
        if not present and holding(state.management, given.on) is None:
            return []
        return [event(given.on)] if tells_news(state.management, ClimateManagement(given.on, present)) else []

    def evolve(state: Municipality, happened: Any) -> Municipality:
        return replace(state, management=added(state.management, ClimateManagement(happened.on, present)))

    return Act(command, decide, {event: evolve}, {**OFFICE, Role.MUNICIPALITY: Relation.OWN})


CLIMATE_MANAGEMENT = Part(
    (
        _from_then_on(StartClimateManagement, ClimateManagementStarted, present=True),
        _from_then_on(EndClimateManagement, ClimateManagementEnded, present=False),
    )
)
