"""Facts of an entity that hold without a day, each until it is told otherwise."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from events.decider import Act, Reads, World, anything_told, nothing_more, recorded
from events.policy import OFFICE, Grants


def _always_open(state: Any) -> None:
    """Anything can be told of it at any time."""


def assigned(
    command: type[Any],
    event: type[Any],
    field: str,
    check_open: Callable[[Any], None] = _always_open,
    check: Callable[[Any, Any, World], None] = anything_told,
    *,
    may: Grants = OFFICE,
    reads: Reads = nothing_more,
) -> Act:
    """The act of telling a fact of a state otherwise.

    `field` is that of the state; command and event tell it in their only one. `check_open(state)` raises `Rejected`
    where nothing can be told any more, `check(told, state, world)` where this is news that cannot be.
    """
    (told,) = (each.name for each in fields(event))

    def decide(given: Any, state: Any, world: World) -> list[Any]:
        check_open(state)
        if getattr(given, told) == getattr(state, field):
            return []
        check(given, state, world)
        return [recorded(event, given)]

    def evolve(state: Any, happened: Any) -> Any:
        return replace(state, **{field: getattr(happened, told)})

    return Act(command, decide, {event: evolve}, may, reads)
