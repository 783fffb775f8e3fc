"""Whom a coordination office serves, and in which committees it sits, from when until when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, TypeVar

from events.decider import Rejected, World, require
from events.municipality.state import check_day
from events.period import check_apart, check_period, open_on, overlap
from events.refs import MunicipalityRef, OfficeRef
from events.rules import check_known
from events.values import Many, Name


@dataclass(frozen=True)
class MunicipalityService:
    """A time during which a coordination office serves a municipality (Betreuung einer Gemeinde)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; none: no end is known (bis einschließlich)."""

    @property
    def place(self) -> tuple[str | None, ...]:
        """What it is that only one can hold at a time: the municipality."""
        return (self.municipality,)


@dataclass(frozen=True)
class CommitteeSeat:
    """A seat that a coordination office has in the meetings of a committee (Sitz in einem Gremium)."""

    committee: Name
    """The committee, as it calls itself (Gremium)."""
    municipality: MunicipalityRef | None
    """The municipality whose committee it is; none: the county's own (Gemeinde)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; none: no end is known (bis einschließlich)."""

    @property
    def place(self) -> tuple[str | None, ...]:
        """What it is that only one can hold at a time: the committee."""
        return (self.committee, self.municipality)


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalityServiceStarted:
    """The office serves a municipality from a day on (Betreuung aufgenommen)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day, where it is known (bis einschließlich)."""


@dataclass(frozen=True)
class MunicipalityServiceEnded:
    """The office serves a municipality no more after a day (Betreuung beendet)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    until: date
    """The last day (letzter Tag)."""


@dataclass(frozen=True)
class CommitteeSeatTaken:
    """The office has a seat in the meetings of a committee from a day on (Sitz eingenommen)."""

    committee: Name
    """The committee (Gremium)."""
    municipality: MunicipalityRef | None
    """The municipality whose committee it is; none: the county's own (Gemeinde)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day, where it is known (bis einschließlich)."""


@dataclass(frozen=True)
class CommitteeSeatLeft:
    """The office has no seat in a committee any more after a day (Sitz aufgegeben)."""

    committee: Name
    """The committee (Gremium)."""
    municipality: MunicipalityRef | None
    """The municipality whose committee it is; none: the county's own (Gemeinde)."""
    until: date
    """The last day (letzter Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ServeMunicipalities:
    """Record that the office serves municipalities from a day on (Betreuung aufnehmen)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    municipalities: Annotated[tuple[MunicipalityRef, ...], Many(2_000)]
    """The municipalities (Gemeinden)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; none: no end is known (bis einschließlich)."""


@dataclass(frozen=True)
class EndMunicipalityService:
    """Record that the office serves municipalities no more after a day (Betreuung beenden)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    municipalities: Annotated[tuple[MunicipalityRef, ...], Many(2_000)]
    """The municipalities (Gemeinden)."""
    until: date
    """The last day (letzter Tag)."""


@dataclass(frozen=True)
class TakeCommitteeSeat:
    """Record that the office has a seat in the meetings of a committee (Sitz einnehmen)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    committee: Name
    """The committee, as it calls itself (Gremium)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; none: no end is known (bis einschließlich)."""
    municipality: MunicipalityRef | None = None
    """The municipality whose committee it is; none: the county's own (Gemeinde)."""


@dataclass(frozen=True)
class LeaveCommitteeSeat:
    """Record that the office has no seat in a committee any more after a day (Sitz aufgeben)."""

    id: OfficeRef
    """The office (Koordinationsstelle)."""
    committee: Name
    """The committee, as it calls itself (Gremium)."""
    until: date
    """The last day (letzter Tag)."""
    municipality: MunicipalityRef | None = None
    """The municipality whose committee it is; none: the county's own (Gemeinde)."""


# --- Rules -----------------------------------------------------------------------------------------------------


F = TypeVar("F", MunicipalityService, CommitteeSeat)


def serve(services: Sequence[MunicipalityService], command: ServeMunicipalities, world: World) -> list[Any]:
    """What follows from serving municipalities."""
    given = [MunicipalityService(each, command.since, command.until) for each in command.municipalities]
    return [
        MunicipalityServiceStarted(service.municipality, service.since, service.until)
        for service in _new(services, given, "municipalities", world)
    ]


def stop_serving(services: Sequence[MunicipalityService], command: EndMunicipalityService) -> list[Any]:
    """What follows from serving municipalities no more."""
    recorded = _by_place(services)
    return [
        MunicipalityServiceEnded(municipality, command.until)
        for municipality in command.municipalities
        if _ends(recorded.get((municipality,), []), command.until, "municipalities")
    ]


def take_seat(seats: Sequence[CommitteeSeat], command: TakeCommitteeSeat, world: World) -> list[Any]:
    """What follows from a seat in a committee."""
    given = [CommitteeSeat(command.committee, command.municipality, command.since, command.until)]
    return [
        CommitteeSeatTaken(seat.committee, seat.municipality, seat.since, seat.until)
        for seat in _new(seats, given, "municipality", world)
    ]


def leave_seat(seats: Sequence[CommitteeSeat], command: LeaveCommitteeSeat) -> list[Any]:
    """What follows from giving up a seat in a committee."""
    recorded = _by_place(seats).get((command.committee, command.municipality), [])
    left = CommitteeSeatLeft(command.committee, command.municipality, command.until)
    return [left] if _ends(recorded, command.until, "committee") else []


def ended(facts: tuple[F, ...], place: tuple[str | None, ...], until: date) -> tuple[F, ...]:
    """The services or seats, the one at this place that had no end ended."""
    running = open_on([fact for fact in facts if fact.place == place], until)
    return tuple(replace(fact, until=until) if fact == running else fact for fact in facts)


def check_times(facts: Sequence[F], field: str, world: World) -> None:
    """Raise `Rejected` unless services or seats, given as a whole, can stand beside one another."""
    for fact in facts:
        _check_place(fact, field, world)
        check_period(fact, field)
    for same in _by_place(facts).values():
        check_apart(same, field)


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
            "NOT_RUNNING",
            field,
            "Nothing that could end on {until} is recorded.",
            until=until,
        )
    return True


def _check_place(fact: MunicipalityService | CommitteeSeat, field: str, world: World) -> None:
    if fact.municipality is not None:
        check_known(fact.municipality, field, world)
        check_day(world.states[fact.municipality], fact.since, field)
