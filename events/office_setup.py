"""How a coordination office is set up: in steps, each with its day, none left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from events.decider import World, require
from events.refs import OfficeRef
from events.rules import check_in_order


class OfficeStatus(StrEnum):
    """How far a coordination office has come (Stand der Einrichtung)."""

    PROPOSED = "PROPOSED"
    """Proposed (vorgeschlagen)."""
    RESOLVED = "RESOLVED"
    """The council has decided to set it up (beschlossen)."""
    FUNDED = "FUNDED"
    """Its funding is secured (finanziert)."""
    STAFFED = "STAFFED"
    """Its people are hired or named (besetzt)."""
    OPERATING = "OPERATING"
    """It is at work (in Betrieb)."""
    ENDED = "ENDED"
    """It has ended, or was never set up (beendet)."""


@dataclass(frozen=True)
class OfficeStep:
    """A step in the setting up of a coordination office, and its day (Schritt der Einrichtung)."""

    since: date
    """The day of the step (Tag)."""
    status: OfficeStatus
    """What the office has been from that day on (Stand)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CoordinationOfficeResolved:
    """The council decided to set up the office; the decision is the event's authority (Einrichtung beschlossen)."""

    on: date
    """The day of the decision (Tag)."""


@dataclass(frozen=True)
class CoordinationOfficeFunded:
    """The office's funding is secured (Finanzierung gesichert)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class CoordinationOfficeStaffed:
    """The office's people are hired or named (Stelle besetzt)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class CoordinationOfficeStarted:
    """The office took up its work (Arbeit aufgenommen)."""

    on: date
    """The first day (Tag)."""


@dataclass(frozen=True)
class CoordinationOfficeEnded:
    """The office has ended, or its setting up was given up (Koordinationsstelle beendet)."""

    on: date
    """The first day without it (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ResolveCoordinationOffice:
    """Record that the council decided to set up the office; needs its decision as authority (Beschluss)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    on: date
    """The day of the decision (Tag)."""


@dataclass(frozen=True)
class FundCoordinationOffice:
    """Record that the office's funding is secured (Finanzierung)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class StaffCoordinationOffice:
    """Record that the office's people are hired or named (Besetzung)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class StartCoordinationOffice:
    """Record that the office took up its work (Arbeitsaufnahme)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    on: date
    """The first day (Tag)."""


@dataclass(frozen=True)
class EndCoordinationOffice:
    """Record that the office has ended, or that its setting up was given up (Ende)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    on: date
    """The first day without it (Tag)."""


# --- Rules -----------------------------------------------------------------------------------------------------


COURSE = tuple(OfficeStatus)
"""The order of the steps; an office may end from any of them."""


def step_to(steps: Sequence[OfficeStep], status: OfficeStatus) -> OfficeStep | None:
    """The step by which the office came to a status."""
    return next((step for step in steps if step.status is status), None)


def follows(status: OfficeStatus, before: OfficeStatus) -> bool:
    """Whether an office comes from one status to another in a single step."""
    if status is OfficeStatus.ENDED:
        return before is not OfficeStatus.ENDED
    return COURSE.index(status) == COURSE.index(before) + 1


def check_next(steps: Sequence[OfficeStep], step: OfficeStep, world: World) -> None:
    """Raise `Rejected` unless the step can be taken next: in its turn, not earlier than the last, with authority."""
    last = steps[-1]
    require(
        follows(step.status, last.status),
        "WRONG_STATUS",
        "id",
        "The office is {before} since {last}; it cannot become {status} from there.",
        before=last.status,
        last=last.since,
        status=step.status,
    )
    check_in_order(last.since, step.since, "on")
    check_resolved(steps, (step,), world)


def check_resolved(before: Sequence[OfficeStep], after: Sequence[OfficeStep], world: World) -> None:
    """Raise `Rejected` (AUTHORITY_REQUIRED) if the office comes to be resolved without the decision it rests on."""
    require(
        step_to(after, OfficeStatus.RESOLVED) is None
        or step_to(before, OfficeStatus.RESOLVED) is not None
        or world.authority is not None,
        "AUTHORITY_REQUIRED",
        "authority",
        "Setting up a coordination office rests on the council's decision; name it.",
    )


def check_course(steps: Sequence[OfficeStep], field: str) -> None:
    """Raise `Rejected` unless the steps begin with the proposal, leave none out (NOT_A_COURSE) and run forward."""
    begins = len(steps) > 0 and steps[0].status is OfficeStatus.PROPOSED
    require(
        begins and all(follows(later.status, earlier.status) for earlier, later in pairwise(steps)),
        "NOT_A_COURSE",
        field,
        "The steps must be taken in their order, from {first} on, none left out.",
        first=COURSE[0],
    )
    for earlier, later in pairwise(steps):
        check_in_order(earlier.since, later.since, field)


STEPS: dict[type[Any], tuple[OfficeStatus, type[Any]]] = {
    ResolveCoordinationOffice: (OfficeStatus.RESOLVED, CoordinationOfficeResolved),
    FundCoordinationOffice: (OfficeStatus.FUNDED, CoordinationOfficeFunded),
    StaffCoordinationOffice: (OfficeStatus.STAFFED, CoordinationOfficeStaffed),
    StartCoordinationOffice: (OfficeStatus.OPERATING, CoordinationOfficeStarted),
    EndCoordinationOffice: (OfficeStatus.ENDED, CoordinationOfficeEnded),
}
"""The commands by which an office comes from one status to the next: to which, and what then happened."""
_STATUS = {event: status for status, event in STEPS.values()}


def take_step(steps: Sequence[OfficeStep], command: Any, world: World) -> list[Any]:
    """What follows from a step in the setting up."""
    status, event = STEPS[type(command)]
    step = OfficeStep(command.on, status)
    if step in steps:
        return []
    check_next(steps, step, world)
    return [event(step.since)]


def taken(steps: tuple[OfficeStep, ...], event: Any) -> tuple[OfficeStep, ...]:
    """The steps with the one that an event tells of."""
    return (*steps, OfficeStep(event.on, _STATUS[type(event)]))
