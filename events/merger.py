"""Merger (Eingemeindung, Zusammenschluss): how a municipality becomes part of another, and the line of successors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from events.decider import Rejected, World, require
from events.refs import MunicipalityRef
from events.rules import check_known, check_not_before


@dataclass(frozen=True)
class Merger:
    """The day on which a municipality became part of another, and which (Eingemeindung, Zusammenschluss)."""

    on: date
    """The first day on which it exists no more (Stichtag)."""
    into: MunicipalityRef
    """The municipality that it becomes part of (Rechtsnachfolgerin)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalityMerged:
    """A municipality became part of another (Eingemeindung, Zusammenschluss)."""

    into: MunicipalityRef
    """The municipality that it becomes part of (Rechtsnachfolgerin)."""
    on: date
    """The first day on which it exists no more (Stichtag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MergeMunicipality:
    """Record that a municipality becomes part of another (Eingemeindung, Zusammenschluss)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    into: MunicipalityRef
    """The municipality that it becomes part of (Rechtsnachfolgerin)."""
    on: date
    """The first day on which it exists no more (Stichtag)."""


# --- Rules -----------------------------------------------------------------------------------------------------


class Mergeable(Protocol):
    """What a merger needs to know of a municipality."""

    @property
    def since(self) -> date:
        """The first day of its existence."""

    @property
    def merger(self) -> Merger | None:
        """How it became part of another."""


def check_day(state: Mergeable, on: date, field: str = "on") -> None:
    """Raise `Rejected` unless the municipality exists on the day (BEFORE_BEGINNING, MERGED)."""
    check_not_before(on, state.since, field)
    require(
        state.merger is None or on < state.merger.on,
        "MERGED",
        field,
        "The municipality has become part of another by that day; address its successor.",
    )


def line(ref: str, states: Mapping[str, Any]) -> list[str]:
    """The municipalities that one becomes part of, one after another, as far as they are loaded."""
    seen: list[str] = []
    state: Mergeable | None = states.get(ref)
    while state is not None and state.merger is not None and state.merger.into not in seen:
        seen.append(state.merger.into)
        state = states.get(state.merger.into)
    return seen


def merge(state: Mergeable, command: MergeMunicipality, world: World) -> list[Any]:
    """What follows from becoming part of another municipality."""
    merger = Merger(command.on, command.into)
    if state.merger == merger:
        return []
    check_day(state, merger.on)
    check_lasted(state.since, merger, "on")
    check_successor(merger, "into", world)
    return [MunicipalityMerged(merger.into, merger.on)]


def check_lasted(since: date, merger: Merger | None, field: str) -> None:
    """Raise `Rejected` (DATES_REVERSED) unless the municipality exists before it becomes part of another."""
    if merger is not None and merger.on <= since:
        raise Rejected(
            "DATES_REVERSED",
            field,
            "The municipality begins on {since}; it must exist before it becomes part of another.",
            since=since,
        )


def check_successor(merger: Merger, field: str, world: World) -> None:
    """Raise `Rejected` unless the successor is another municipality that exists on the day and leads not back here."""
    check_known(merger.into, field, world)
    require(
        merger.into != world.ref,
        "OWN_SUCCESSOR",
        field,
        "A municipality cannot become part of itself.",
    )
    check_day(world.states[merger.into], merger.on, field)
    require(
        world.ref not in line(merger.into, world.states),
        "CIRCLE",
        field,
        "The other municipality is recorded as part of this one; correct that merger first.",
    )
