"""Relief (Entlastung): what the coordination office saved a municipality, or took over for it, in a few words."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from events.aggregate import aggregate
from events.decider import Act, Part, World, recorded, require
from events.policy import Audience, Disclosure, Visibility
from events.refs import MunicipalityRef, ProjectRef, ReliefRef
from events.rules import check_hours, check_known, check_reasoned
from events.values import FreeText, Money, Name
from events.when import When, check_not_ahead


class ReliefKind(StrEnum):
    """How the coordination office relieved a municipality (Art der Entlastung)."""

    SAVED = "SAVED"
    """It saved the municipality work or costs (eingespart)."""
    TAKEN_OVER = "TAKEN_OVER"
    """It did or paid for something in the municipality's place (übernommen)."""


@dataclass(frozen=True)
class ReliefRecorded:
    """The coordination office saved a municipality something, or took it over (Entlastung eingetragen)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The day; not in the future (Tag)."""
    way: ReliefKind
    """Whether it was saved or taken over (Art)."""
    what: Name
    """What it was, in a few words; it is not sealed and must name no person (Gegenstand)."""
    hours: Fraction
    """Working hours saved or taken over, in whole quarters, at most 10,000; 0 where it is about money (Stunden)."""
    money: Money | None = None
    """Money saved or taken over (Betrag)."""
    project: ProjectRef | None = None
    """The project in which it was done, if any (Vorhaben)."""
    note: FreeText | None = None
    """More about it, for the office and the municipality; sealed (Anmerkung)."""


@dataclass(frozen=True)
class Relief(ReliefRecorded):
    """All that is recorded of one relief."""

    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class ReliefOnDay(ReliefRecorded):
    """What the coordination office saved a municipality, or took over for it (Entlastung)."""

    year: int
    """The year in which it counts (Jahr)."""
    withdrawn: bool
    """Whether it was recorded by mistake: then it counts nowhere (zurückgenommen)."""


@dataclass(frozen=True)
class RecordRelief(ReliefRecorded):
    """Record what the coordination office saved a municipality, or took over for it (Entlastung eintragen)."""


def _record(command: RecordRelief, state: None, world: World) -> list[Any]:
    check_known(command.municipality, "municipality", world)
    check_known(command.project, "project", world)
    check_not_ahead(When(command.on), world.latest, "on")
    check_hours(command.hours, "hours")
    require(
        command.hours > 0 or (command.money is not None and command.money.cents > 0),
        "NOTHING_SAVED",
        "hours",
        "Neither hours nor money were saved or taken over; give one of them, or record an outreach instead.",
    )
    return [recorded(ReliefRecorded, command)]


def _recorded(state: None, event: ReliefRecorded) -> Relief:
    return recorded(Relief, event, withdrawn=False)


@dataclass(frozen=True)
class ReliefWithdrawn:
    """A relief was recorded by mistake; it stays readable and counts nowhere (Entlastung zurückgenommen)."""


@dataclass(frozen=True)
class WithdrawRelief(ReliefWithdrawn):
    """Take back a relief that was recorded by mistake; needs a reason (Entlastung zurücknehmen)."""

    id: ReliefRef
    """The relief (Entlastung)."""


def _withdraw(command: WithdrawRelief, state: Relief, world: World) -> list[Any]:
    if state.withdrawn:
        return []
    check_reasoned(world, "Taking back a relief needs a reason: say by what mistake it was recorded.")
    return [ReliefWithdrawn()]


def view(state: Relief, on: date) -> ReliefOnDay:
    """The relief as it is recorded, on any day."""
    return recorded(ReliefOnDay, state, year=state.on.year)


def audience(ref: str, state: Relief, event: Any) -> Audience:
    """Relief is seen within the cooperation; it concerns the municipality that had it."""
    return Audience(Visibility.INTERNAL, frozenset({ref, state.municipality}))


RELIEF = aggregate(
    "relief",
    Relief,
    (
        Part(
            (
                Act(RecordRelief, _record, {ReliefRecorded: _recorded}, begins=True),
                Act(WithdrawRelief, _withdraw, {ReliefWithdrawn: lambda state, event: replace(state, withdrawn=True)}),
            )
        ),
    ),
    shown=ReliefOnDay,
    view=view,
    fold=2,
    disclosure=Disclosure(audience),
)
