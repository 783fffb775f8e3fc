"""How a coordination office is set up: it is proposed, then set up in steps, each with its day, none left out."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.coordination_office.means import check_scope, in_code_order
from events.coordination_office.state import (
    CoordinationOffice,
    OfficeForm,
    OfficeOrganisation,
    OfficeScope,
    OfficeStatus,
    OfficeStep,
    OfOffice,
    ScopeKind,
    Themes,
)
from events.dated import DatedName
from events.decider import Act, Part, World, recorded, require
from events.rules import check_in_order
from events.values import Name
from events.when import HappenedOn

# --- The proposal ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CoordinationOfficeProposed:
    """It was proposed to set up a coordination office (Koordinationsstelle vorgeschlagen)."""

    name: Name
    """Its name (Bezeichnung)."""
    form: OfficeForm
    """Where it is to stand in the administration (Organisationsform)."""
    scope: ScopeKind
    """What it is to deal with (Zuständigkeit)."""
    on: date
    """The day of the proposal (Tag)."""
    themes: Themes = ()
    """The codes of the county's themes, where it is some (Themen)."""


@dataclass(frozen=True)
class ProposeCoordinationOffice(CoordinationOfficeProposed):
    """Propose to set up a coordination office; a county has one at a time (Koordinationsstelle vorschlagen)."""


def _propose(command: ProposeCoordinationOffice, state: None, world: World) -> list[Any]:
    scope = in_code_order(OfficeScope(command.on, command.scope, command.themes))
    check_scope(scope, world)
    return [recorded(CoordinationOfficeProposed, command, themes=scope.themes)]


def _proposed(state: None, event: CoordinationOfficeProposed) -> CoordinationOffice:
    return CoordinationOffice(
        steps=(OfficeStep(event.on, OfficeStatus.PROPOSED),),
        names=(DatedName(event.on, event.name),),
        forms=(OfficeOrganisation(event.on, event.form),),
        scopes=(OfficeScope(event.on, event.scope, event.themes),),
    )


# --- The steps -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CoordinationOfficeResolved:
    """The council decided to set up the office; the decision is the event's authority (Einrichtung beschlossen)."""

    on: date
    """The day of the decision (Tag)."""


@dataclass(frozen=True)
class ResolveCoordinationOffice(CoordinationOfficeResolved, OfOffice):
    """Record that the council decided to set up the office; needs its decision as authority (Beschluss)."""


@dataclass(frozen=True)
class CoordinationOfficeFunded(HappenedOn):
    """The office's funding is secured (Finanzierung gesichert)."""


@dataclass(frozen=True)
class FundCoordinationOffice(CoordinationOfficeFunded, OfOffice):
    """Record that the office's funding is secured (Finanzierung)."""


@dataclass(frozen=True)
class CoordinationOfficeStaffed(HappenedOn):
    """The office's people are hired or named (Stelle besetzt)."""


@dataclass(frozen=True)
class StaffCoordinationOffice(CoordinationOfficeStaffed, OfOffice):
    """Record that the office's people are hired or named (Besetzung)."""


@dataclass(frozen=True)
class CoordinationOfficeStarted:
    """The office took up its work (Arbeit aufgenommen)."""

    on: date
    """The first day (Tag)."""


@dataclass(frozen=True)
class StartCoordinationOffice(CoordinationOfficeStarted, OfOffice):
    """Record that the office took up its work (Arbeitsaufnahme)."""


@dataclass(frozen=True)
class CoordinationOfficeEnded:
    """The office has ended, or its setting up was given up (Koordinationsstelle beendet)."""

    on: date
    """The first day without it (Tag)."""


@dataclass(frozen=True)
class EndCoordinationOffice(CoordinationOfficeEnded, OfOffice):
    """Record that the office has ended, or that its setting up was given up (Ende)."""


_COURSE = tuple(OfficeStatus)
"""The order of the steps; an office may end from any of them."""


def _step(command: type[Any], event: type[Any], status: OfficeStatus) -> Act:
    """The act by which an office comes to a status, on the day `on`."""

    def decide(given: Any, state: CoordinationOffice, world: World) -> list[Any]:
        step = OfficeStep(given.on, status)
        if step in state.steps:
            return []
        _check_next(state, step, world)
        return [event(given.on)]

    def evolve(state: CoordinationOffice, told: Any) -> CoordinationOffice:
        return replace(state, steps=(*state.steps, OfficeStep(told.on, status)))

    return Act(command, decide, {event: evolve})


def _check_next(state: CoordinationOffice, step: OfficeStep, world: World) -> None:
    """Raise `Rejected` unless the step can be taken next: in its turn, not earlier than the last, with authority."""
    last = state.steps[-1]
    require(
        _follows(step.status, last.status),
        "WRONG_STATUS",
        "id",
        "The coordination office has been {before} since {last}, and {status} cannot follow that directly; record "
        "the step in between, or correct the last one.",
        before=last.status,
        last=last.since,
        status=step.status,
    )
    check_in_order(last.since, step.since, "on")
    require(
        step.status is not OfficeStatus.RESOLVED or world.authority is not None,
        "AUTHORITY_REQUIRED",
        "authority",
        "Setting up a coordination office rests on the council's decision; name it.",
    )


def _follows(status: OfficeStatus, before: OfficeStatus) -> bool:
    """Whether an office comes from one status to another in a single step."""
    if status is OfficeStatus.ENDED:
        return before is not OfficeStatus.ENDED
    return _COURSE.index(status) == _COURSE.index(before) + 1


SETTING_UP = Part(
    (
        Act(ProposeCoordinationOffice, _propose, {CoordinationOfficeProposed: _proposed}, begins=True),
        _step(ResolveCoordinationOffice, CoordinationOfficeResolved, OfficeStatus.RESOLVED),
        _step(FundCoordinationOffice, CoordinationOfficeFunded, OfficeStatus.FUNDED),
        _step(StaffCoordinationOffice, CoordinationOfficeStaffed, OfficeStatus.STAFFED),
        _step(StartCoordinationOffice, CoordinationOfficeStarted, OfficeStatus.OPERATING),
        _step(EndCoordinationOffice, CoordinationOfficeEnded, OfficeStatus.ENDED),
    )
)
