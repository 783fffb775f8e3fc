"""Whom a coordination office serves, and in which committees it sits, from when until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, TypeVar

from events.coordination_office.state import (
    CommitteeSeat,
    CoordinationOffice,
    MunicipalityService,
    OfOffice,
    check_lasts,
)
from events.decider import Act, Part, Rejected, World, recorded, require
from events.municipality.state import check_day
from events.period import check_period, open_on, overlap
from events.refs import MunicipalityRef
from events.rules import check_known
from events.values import Many, Name

Municipalities = Annotated[tuple[MunicipalityRef, ...], Many(2_000)]

# --- Municipalities --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalityServiceStarted:
    """The office serves municipalities from a day on (Betreuung aufgenommen)."""

    municipalities: Municipalities
    """The municipalities (Gemeinden)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; null if no end is known (bis einschließlich)."""


@dataclass(frozen=True)
class ServeMunicipalities(MunicipalityServiceStarted, OfOffice):
    """Record that the office serves municipalities from a day on; those that it serves already are no news (Betreuung
    aufnehmen)."""


def _serve(command: ServeMunicipalities, state: CoordinationOffice, world: World) -> list[Any]:
    check_lasts(state, command.since, "since")
    given = [MunicipalityService(each, command.since, command.until) for each in command.municipalities]
    new = tuple(service.municipality for service in _new(state.services, given, "municipalities", world))
    return [recorded(MunicipalityServiceStarted, command, municipalities=new)] if new else []


def _served(state: CoordinationOffice, event: MunicipalityServiceStarted) -> CoordinationOffice:
    services = (MunicipalityService(each, event.since, event.until) for each in event.municipalities)
    return replace(state, services=(*state.services, *services))


@dataclass(frozen=True)
class MunicipalityServiceEnded:
    """The office serves municipalities no more after a day (Betreuung beendet)."""

    municipalities: Municipalities
    """The municipalities (Gemeinden)."""
    until: date
    """The last day (letzter Tag)."""


@dataclass(frozen=True)
class EndMunicipalityService(MunicipalityServiceEnded, OfOffice):
    """Record that the office serves municipalities no more after a day (Betreuung beenden)."""


def _stop_serving(command: EndMunicipalityService, state: CoordinationOffice, world: World) -> list[Any]:
    recorded_times = _by_place(state.services)
    ending = tuple(
        municipality
        for municipality in command.municipalities
        if _ends(recorded_times.get((municipality,), []), command.until, "municipalities")
    )
    return [recorded(MunicipalityServiceEnded, command, municipalities=ending)] if ending else []


def _no_more_served(state: CoordinationOffice, event: MunicipalityServiceEnded) -> CoordinationOffice:
    return replace(state, services=_ended(state.services, ((each,) for each in event.municipalities), event.until))


# --- Committees ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CommitteeSeatTaken(CommitteeSeat):
    """The office has a seat in the meetings of a committee from a day on (Sitz eingenommen)."""


@dataclass(frozen=True)
class TakeCommitteeSeat(CommitteeSeatTaken, OfOffice):
    """Record that the office has a seat in the meetings of a committee (Sitz einnehmen)."""


def _take_seat(command: TakeCommitteeSeat, state: CoordinationOffice, world: World) -> list[Any]:
    check_lasts(state, command.since, "since")
    new = _new(state.seats, [recorded(CommitteeSeat, command)], "municipality", world)
    return [recorded(CommitteeSeatTaken, command)] if new else []


def _seat_taken(state: CoordinationOffice, event: CommitteeSeatTaken) -> CoordinationOffice:
    return replace(state, seats=(*state.seats, recorded(CommitteeSeat, event)))


@dataclass(frozen=True)
class CommitteeSeatLeft:
    """The office has no seat in a committee any more after a day (Sitz aufgegeben)."""

    committee: Name
    """The committee, as it calls itself (Gremium)."""
    until: date
    """The last day (letzter Tag)."""
    municipality: MunicipalityRef | None = None
    """The municipality whose committee it is; null for the county's own (Gemeinde)."""


@dataclass(frozen=True)
class LeaveCommitteeSeat(CommitteeSeatLeft, OfOffice):
    """Record that the office has no seat in a committee any more after a day (Sitz aufgeben)."""


def _leave_seat(command: LeaveCommitteeSeat, state: CoordinationOffice, world: World) -> list[Any]:
    held = _by_place(state.seats).get((command.committee, command.municipality), [])
    return [recorded(CommitteeSeatLeft, command)] if _ends(held, command.until, "committee") else []


def _seat_left(state: CoordinationOffice, event: CommitteeSeatLeft) -> CoordinationOffice:
    return replace(state, seats=_ended(state.seats, [(event.committee, event.municipality)], event.until))


# --- Times -----------------------------------------------------------------------------------------------------


F = TypeVar("F", MunicipalityService, CommitteeSeat)


def _ended(facts: tuple[F, ...], places: Iterable[tuple[str | None, ...]], until: date) -> tuple[F, ...]:
    """The services or seats, those at these places that had no end ended."""
    recorded_times = _by_place(facts)
    running = {open_on(recorded_times[place], until) for place in places}
    return tuple(replace(fact, until=until) if fact in running else fact for fact in facts)


def _by_place(facts: Sequence[F]) -> dict[tuple[str | None, ...], list[F]]:
    found: dict[tuple[str | None, ...], list[F]] = {}
    for fact in facts:
        found.setdefault(fact.place, []).append(fact)
    return found


def _new(facts: Sequence[F], given: Sequence[F], field: str, world: World) -> list[F]:
    """Those given that are not recorded yet. Raises `Rejected` where one cannot be."""
    recorded = _by_place(facts)
    new = [fact for fact in given if fact not in recorded.get(fact.place, ())]
    for fact in new:
        _check_place(fact, field, world)
        check_period(fact, "until")
        for other in recorded.get(fact.place, ()):
            require(
                not overlap(fact, other),
                "OVERLAP",
                "since",
                "This is recorded already for a time from {since} on; end that one first.",
                since=other.since,
            )
    return new


def _ends(same: Sequence[F], until: date, field: str) -> bool:
    """Whether one of the facts, which has no end yet, ends on the day. Raises `Rejected` where none can."""
    if any(fact.until == until for fact in same):
        return False
    if open_on(same, until) is None:
        raise Rejected(
            "NOT_RUNNING", field, "Nothing is recorded that could end on {until}; check the entries.", until=until
        )
    return True


def _check_place(fact: MunicipalityService | CommitteeSeat, field: str, world: World) -> None:
    if fact.municipality is not None:
        check_known(fact.municipality, field, world)
        check_day(world.states[fact.municipality], fact.since, field)


SERVICES = Part(
    (
        Act(ServeMunicipalities, _serve, {MunicipalityServiceStarted: _served}),
        Act(EndMunicipalityService, _stop_serving, {MunicipalityServiceEnded: _no_more_served}),
        Act(TakeCommitteeSeat, _take_seat, {CommitteeSeatTaken: _seat_taken}),
        Act(LeaveCommitteeSeat, _leave_seat, {CommitteeSeatLeft: _seat_left}),
    )
)
