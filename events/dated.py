"""Facts that hold from a day on, until the next of their kind does."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar

from events.decider import Rejected


class Dated(Protocol):
    """A fact with the day from which it holds."""

    @property
    def since(self) -> date:
        """The first day on which the fact holds."""
        raise NotImplementedError  # pragma: no cover


D = TypeVar("D", bound=Dated)


def holding(facts: Sequence[D], on: date) -> D | None:
    """The fact that holds on the day: the latest that has begun by then; None before the first."""
    begun = [fact for fact in facts if fact.since <= on]
    return begun[-1] if begun else None


def first_or_holding(facts: Sequence[D], on: date) -> D:
    """The fact that holds on the day, or the first one where none has begun yet."""
    return holding(facts, on) or facts[0]


def added(facts: Sequence[D], fact: D) -> tuple[D, ...]:
    """The facts with one more, in order of their days; one of the same day is replaced."""
    others = [other for other in facts if other.since != fact.since]
    return tuple(sorted([*others, fact], key=lambda each: each.since))


def in_order(facts: Iterable[D], field: str) -> tuple[D, ...]:
    """The facts as given, if their days rise. Raises `Rejected` (NOT_IN_ORDER) otherwise."""
    given = tuple(facts)
    for earlier, later in pairwise(given):
        if later.since <= earlier.since:
            raise Rejected(
                "NOT_IN_ORDER",
                field,
                f"The days must rise: {later.since} follows {earlier.since}.",
                f"Die Tage müssen aufsteigen: {later.since:%d.%m.%Y} folgt auf {earlier.since:%d.%m.%Y}.",
            )
    return given
