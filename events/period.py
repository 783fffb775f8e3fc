"""Facts that hold for a time: from a first day to a last one, or with no end yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Protocol, TypeVar

from events.decider import require
from events.rules import check_in_order


class Lasting(Protocol):
    """A fact with the first and the last day on which it holds."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day; None: no end is known."""


L = TypeVar("L", bound=Lasting)


@dataclass(frozen=True)
class Period:
    """A time from a first day to a last one (Zeitraum)."""

    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; null if no end is known (bis einschließlich)."""


def covers(fact: Lasting, on: date) -> bool:
    """Whether the fact holds on the day."""
    return fact.since <= on and (fact.until is None or on <= fact.until)


def during(facts: Iterable[L], on: date) -> tuple[L, ...]:
    """The facts that hold on the day."""
    return tuple(fact for fact in facts if covers(fact, on))


def open_on(facts: Iterable[L], until: date) -> L | None:
    """The fact with no end yet that has begun by the day."""
    return next((fact for fact in facts if fact.until is None and fact.since <= until), None)


def overlap(one: Lasting, other: Lasting) -> bool:
    """Whether there is a day on which both hold."""
    return covers(one, other.since) or covers(other, one.since)


def check_period(fact: Lasting, field: str) -> None:
    """Raise `Rejected` (DATES_REVERSED) if the fact ends before it begins."""
    check_in_order(fact.since, fact.until, field)


def check_apart(facts: Sequence[Lasting], field: str) -> None:
    """Raise `Rejected` (OVERLAP) if two of the facts hold on the same day."""
    require(
        not any(overlap(one, other) for one, other in combinations(facts, 2)),
        "OVERLAP",
        field,
        "Two of these periods overlap; end one before the other begins.",
    )
