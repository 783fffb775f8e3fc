"""Merger (Eingemeindung, Zusammenschluss): how a municipality becomes part of another, and the line of successors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.decider import Act, Part, World, require
from events.municipality.state import Merger, Municipality, OfMunicipality, check_day
from events.refs import MunicipalityRef
from events.rules import check_known


@dataclass(frozen=True)
class MunicipalityMerged:
    """A municipality became part of another (Eingemeindung, Zusammenschluss)."""

    into: MunicipalityRef
    """The municipality that it becomes part of (Rechtsnachfolgerin)."""
    on: date
    """The first day on which it exists no more (Stichtag)."""


@dataclass(frozen=True)
class MergeMunicipality(MunicipalityMerged, OfMunicipality):
    """Record that a municipality becomes part of another (Eingemeindung, Zusammenschluss)."""


def line(ref: str, states: Mapping[str, Any]) -> list[str]:
    """The municipalities that one becomes part of, one after another, as far as they are loaded."""
    seen: list[str] = []
    state: Municipality | None = states.get(ref)
    while state is not None and state.merger is not None and state.merger.into not in seen:
        seen.append(state.merger.into)
        state = states.get(state.merger.into)
    return seen


def _merge(command: MergeMunicipality, state: Municipality, world: World) -> list[Any]:
    if state.merger == Merger(command.on, command.into):
        return []
    check_day(state, command.on)
    require(
        command.on > state.since,
        "DATES_REVERSED",
        "on",
        "The municipality exists only from {since} on; give a later day for the merger.",
        since=state.since,
    )
    _check_successor(command, world)
    return [MunicipalityMerged(command.into, command.on)]


def _check_successor(command: MergeMunicipality, world: World) -> None:
    """Raise `Rejected` unless the successor is another municipality that exists on the day and leads not back here."""
    check_known(command.into, "into", world)
    require(
        command.into != world.ref,
        "OWN_SUCCESSOR",
        "into",
        "A municipality cannot become part of itself; name the other municipality.",
    )
    check_day(world.states[command.into], command.on, "into")
    require(
        world.ref not in line(command.into, world.states),
        "CIRCLE",
        "into",
        "The other municipality is recorded as part of this one; correct that merger first.",
    )


def _merged(state: Municipality, event: MunicipalityMerged) -> Municipality:
    return replace(state, merger=Merger(event.on, event.into))


def _successors(state: Municipality, command: MergeMunicipality, world: World) -> Iterable[str]:
    """The one merged into, and those that it becomes part of."""
    return (command.into, *line(command.into, world.states))


MERGER = Part((Act(MergeMunicipality, _merge, {MunicipalityMerged: _merged}, reads=_successors),))
