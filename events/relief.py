"""Relief (Entlastung): what the coordination office saved a municipality, or took over for it, in a few words."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from events.decider import Decider, World, require
from events.policy import OFFICE, Audience, Disclosure, Policy, Visibility
from events.refs import MunicipalityRef, ProjectRef, ReliefRef
from events.rules import check_absent, check_correction, check_hours, check_known, check_reasoned, existing
from events.values import EventId, FreeText, Money, Name
from events.when import When, check_not_ahead


class ReliefKind(StrEnum):
    """How the coordination office relieved a municipality (Art der Entlastung)."""

    SAVED = "SAVED"
    """It saved the municipality work or costs (eingespart)."""
    TAKEN_OVER = "TAKEN_OVER"
    """It did or paid for something in the municipality's place (übernommen)."""


@dataclass(frozen=True)
class Relief:
    """All that is recorded of one relief."""

    municipality: MunicipalityRef
    on: date
    kind: ReliefKind
    what: Name
    hours: Fraction
    money: Money | None = None
    project: ProjectRef | None = None
    note: FreeText | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class ReliefOnDay:
    """What the coordination office saved a municipality, or took over for it (Entlastung)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The day (Tag)."""
    year: int
    """The year in which it counts (Jahr)."""
    kind: ReliefKind
    """Whether it was saved or taken over (Art)."""
    what: Name
    """What it was, in a few words that name no person (Gegenstand)."""
    hours: Fraction
    """Working hours saved or taken over, in whole quarters (Stunden)."""
    money: Money | None
    """Money saved or taken over; none: it is about hours alone (Betrag)."""
    project: ProjectRef | None
    """The project in which it was done, if any (Vorhaben)."""
    note: FreeText | None
    """More about it (Anmerkung)."""
    withdrawn: bool
    """Whether it was recorded by mistake: then it counts nowhere (zurückgenommen)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReliefRecorded:
    """The coordination office saved a municipality something, or took it over (Entlastung eingetragen)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The day (Tag)."""
    way: ReliefKind
    """Whether it was saved or taken over (Art)."""
    what: Name
    """What it was, in a few words that name no person (Gegenstand)."""
    hours: Fraction
    """Working hours saved or taken over, in whole quarters (Stunden)."""
    money: Money | None
    """Money saved or taken over (Betrag)."""
    project: ProjectRef | None
    """The project in which it was done (Vorhaben)."""
    note: FreeText | None
    """More about it (Anmerkung)."""


@dataclass(frozen=True)
class ReliefWithdrawn:
    """A relief was recorded by mistake; it stays readable and counts nowhere (Entlastung zurückgenommen)."""


@dataclass(frozen=True)
class ReliefCorrected:
    """Something recorded wrongly of a relief was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    municipality: MunicipalityRef | None = None
    """The municipality (Gemeinde)."""
    on: date | None = None
    """The day (Tag)."""
    way: ReliefKind | None = None
    """Whether it was saved or taken over (Art)."""
    what: Name | None = None
    """What it was, in a few words that name no person (Gegenstand)."""
    hours: Fraction | None = None
    """Working hours saved or taken over (Stunden)."""
    money: Money | None = None
    """Money saved or taken over (Betrag)."""
    project: ProjectRef | None = None
    """The project in which it was done (Vorhaben)."""
    withdrawal_withdrawn: bool = False
    """Whether it was not to be withdrawn (Rücknahme aufgehoben)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordRelief:
    """Record what the coordination office saved a municipality, or took over for it (Entlastung eintragen)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The day; not in the future (Tag)."""
    kind: ReliefKind
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
class WithdrawRelief:
    """Take back a relief that was recorded by mistake; needs a reason (Entlastung zurücknehmen)."""

    id: ReliefRef
    """The relief (Entlastung)."""


@dataclass(frozen=True)
class CorrectRelief:
    """Put right what was recorded wrongly of a relief; needs a reason. What is left out stays (Berichtigung)."""

    id: ReliefRef
    """The relief (Entlastung)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    municipality: MunicipalityRef | None = None
    """The municipality (Gemeinde)."""
    on: date | None = None
    """The day (Tag)."""
    kind: ReliefKind | None = None
    """Whether it was saved or taken over (Art)."""
    what: Name | None = None
    """What it was, in a few words; it is not sealed and must name no person (Gegenstand)."""
    hours: Fraction | None = None
    """Working hours saved or taken over, in whole quarters, at most 10,000 (Stunden)."""
    money: Money | None = None
    """Money saved or taken over (Betrag)."""
    project: ProjectRef | None = None
    """The project in which it was done (Vorhaben)."""
    withdrawal_withdrawn: bool = False
    """True: it was not to be withdrawn (Rücknahme aufgehoben)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def decide(command: Any, state: Relief | None, world: World) -> list[Any]:
    """The events that follow from a command on a relief."""
    if isinstance(command, RecordRelief):
        return _record(command, state, world)
    state = existing(state)
    if isinstance(command, CorrectRelief):
        return _correct(command, state, world)
    if state.withdrawn:
        return []
    check_reasoned(
        world,
        "To take back a relief needs a reason: say by which mistake it was recorded.",
    )
    return [ReliefWithdrawn()]


def _record(command: RecordRelief, state: Relief | None, world: World) -> list[Any]:
    check_absent(state)
    event = ReliefRecorded(
        municipality=command.municipality,
        on=command.on,
        way=command.kind,
        what=command.what,
        hours=command.hours,
        money=command.money,
        project=command.project,
        note=command.note,
    )
    _check(command, evolve(None, event), world)
    return [event]


def _correct(command: CorrectRelief, state: Relief, world: World) -> list[Any]:
    check_correction(world)
    event = ReliefCorrected(
        corrects=command.corrects,
        municipality=command.municipality,
        on=command.on,
        way=command.kind,
        what=command.what,
        hours=command.hours,
        money=command.money,
        project=command.project,
        withdrawal_withdrawn=command.withdrawal_withdrawn,
    )
    after = evolve(state, event)
    _check(command, after, world)
    return [] if after == state else [event]


def _check(command: RecordRelief | CorrectRelief, relief: Relief, world: World) -> None:
    check_known(command.municipality, "municipality", world)
    check_known(command.project, "project", world)
    check_not_ahead(When(relief.on), world.today, "on")
    check_hours(relief.hours, "hours")
    require(
        relief.hours > 0 or (relief.money is not None and relief.money.cents > 0),
        "NOTHING_SAVED",
        "hours",
        "Neither hours nor money were saved or taken over; give one of them, or record an outreach instead.",
    )


def evolve(state: Relief | None, event: Any) -> Relief:
    """The relief after the event."""
    if isinstance(event, ReliefRecorded):
        return Relief(
            municipality=event.municipality,
            on=event.on,
            kind=event.way,
            what=event.what,
            hours=event.hours,
            money=event.money,
            project=event.project,
            note=event.note,
        )
    state = existing(state)
    if isinstance(event, ReliefWithdrawn):
        return replace(state, withdrawn=True)
    return replace(
        state,
        municipality=event.municipality or state.municipality,
        on=event.on or state.on,
        kind=event.way or state.kind,
        what=event.what or state.what,
        hours=state.hours if event.hours is None else event.hours,
        money=event.money or state.money,
        project=event.project or state.project,
        withdrawn=state.withdrawn and not event.withdrawal_withdrawn,
    )


def view(state: Relief, on: date) -> ReliefOnDay:
    """The relief as it is recorded, on any day."""
    return ReliefOnDay(
        municipality=state.municipality,
        on=state.on,
        year=state.on.year,
        kind=state.kind,
        what=state.what,
        hours=state.hours,
        money=state.money,
        project=state.project,
        note=state.note,
        withdrawn=state.withdrawn,
    )


def audience(ref: str, state: Relief, event: Any) -> Audience:
    """Relief is seen within the cooperation; it concerns the municipality that had it."""
    return Audience(Visibility.INTERNAL, frozenset({ref, state.municipality}))


RELIEF = Decider(
    kind="relief",
    state=Relief,
    shown=ReliefOnDay,
    commands=(RecordRelief, WithdrawRelief, CorrectRelief),
    events={
        "ReliefRecorded": ReliefRecorded,
        "ReliefWithdrawn": ReliefWithdrawn,
        "ReliefCorrected": ReliefCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    disclosure=Disclosure(audience),
    policy=Policy(may={RecordRelief: OFFICE, WithdrawRelief: OFFICE, CorrectRelief: OFFICE}),
)
