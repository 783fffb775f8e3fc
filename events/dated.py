"""Facts that hold from a day on, until the next of their kind does."""

from collections.abc import Callable, Sequence
from dataclasses import Field, dataclass, replace
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar

from events.decider import Act, World, anything_told, recorded, require
from events.policy import OFFICE, Grants
from events.rules import check_not_before
from events.values import Name


class Dated(Protocol):
    """A fact with the day from which it holds: a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def since(self) -> date:
        """The first day on which the fact holds."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Since:
    """What holds from a day on, as it is kept."""

    since: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class FromDay:
    """What holds from a day on, as it is told."""

    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class Renaming:
    """A name that is borne from a day on, as it is told."""

    name: Name
    """The new name (neuer Name)."""
    on: date
    """The first day of the new name (gilt ab)."""


@dataclass(frozen=True)
class DatedName:
    """A name and the day from which it is borne (Name)."""

    since: date
    """The first day of the name (gilt ab)."""
    name: Name
    """The name (Name)."""


def holding(facts: Sequence[D], on: date) -> D | None:
    """The fact that holds on the day: the latest that has begun by then; None before the first."""
    begun = [fact for fact in facts if fact.since <= on]
    return begun[-1] if begun else None


def first_or_holding(facts: Sequence[D], on: date) -> D:
    """The fact that holds on the day, or the first one where none has begun yet."""
    return holding(facts, on) or facts[0]


def check_unrecorded(facts: Sequence[D], on: date, field: str) -> None:
    """Raise `Rejected` (RECORDED_OTHERWISE) if something is recorded from that very day on.

    Anything else is then no news but a mistake, here or there, and mistakes are mended by a correction with a reason.
    """
    require(
        all(fact.since != on for fact in facts),
        "RECORDED_OTHERWISE",
        field,
        "Something else is recorded from {on} on; if that is wrong, correct it.",
        on=on,
    )


def tells_news(facts: Sequence[D], fact: D, field: str = "on") -> bool:
    """Whether the fact says anything else than what holds on its day. Raises `Rejected` (RECORDED_OTHERWISE)."""
    held = holding(facts, fact.since)
    if held is not None and replace(held, since=fact.since) == fact:
        return False
    check_unrecorded(facts, fact.since, field)
    return True


def tells_day(recorded: date | None, on: date, field: str = "on") -> bool:
    """Whether the day of something that happens once is not recorded yet. Raises `Rejected` (RECORDED_OTHERWISE) where
    another one is."""
    require(
        recorded in (None, on),
        "RECORDED_OTHERWISE",
        field,
        "This is recorded already, for {on}; if that is wrong, correct it.",
        on=recorded,
    )
    return recorded is None


def added(facts: Sequence[D], fact: D) -> tuple[D, ...]:
    """The facts with one more, in order of their days; one of the same day is replaced."""
    others = [other for other in facts if other.since != fact.since]
    return tuple(sorted([*others, fact], key=lambda each: each.since))


def _always(state: Any) -> date:
    """What has no first day."""
    return date.min


def dated(
    command: type[Any],
    event: type[Any],
    field: str,
    fact: type[Dated],
    *,
    since: Callable[[Any], date] = _always,
    may: Grants = OFFICE,
    check: Callable[[Any, Any, World], None] = anything_told,
) -> Act:
    """The act of recording that a fact of a state holds from a day on.

    Command and event tell the day `on` and, under the fact's own names, what it says; `field` is that of the state
    which holds all facts of the kind. `since` tells the entity's first day, before which nothing is recorded;
    `check(told, state, world)` raises `Rejected` for what cannot be.
    """

    def told_in(told: Any) -> Dated:
        return recorded(fact, told, since=told.on)

    def decide(given: Any, state: Any, world: World) -> list[Any]:
        check_not_before(given.on, since(state), "on")
        check(given, state, world)
        return [recorded(event, given)] if tells_news(getattr(state, field), told_in(given)) else []

    def evolve(state: Any, happened: Any) -> Any:
        return replace(state, **{field: added(getattr(state, field), told_in(happened))})

    return Act(command, decide, {event: evolve}, may)
