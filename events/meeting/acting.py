"""Who may record what of meetings, besides the office: a municipality those of its own bodies, and of the bodies of
those that have become part of it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from events.decider import Act, Evolve, World, nothing_more, require
from events.meeting.state import Meeting
from events.policy import OFFICE, Grants, Relation, Role
from events.project.acting import acting
from events.successors import become, mergers_in

HOLDERS_TOO: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}


def by_holder(
    command: type[Any],
    decide: Callable[[Any, Meeting, World], list[Any]],
    events: Mapping[type[Any], Evolve],
    reads: Callable[[Any, Any, World], Iterable[str]] = nothing_more,
) -> Act:
    """An act on a meeting, for the office and for those whose body meets."""

    def decide_for_holder(given: Any, state: Meeting, world: World) -> list[Any]:
        check_acts(world.states[state.body].of, "id", world)
        return decide(given, state, world)

    return Act(command, decide_for_holder, events, HOLDERS_TOO, reads)


def looked_at(holder: str, world: World) -> Iterable[str]:
    """Whose body meets, with the line of its successors, where only these may act; to be asked again with the next
    successor loaded, until there is none."""
    return () if acting(world) is None else (holder, become(holder, date.max, mergers_in(world.states)))


def check_acts(holder: str, field: str, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for one that neither has the body that meets nor has taken in
    the one that has it."""
    require(
        acting(world) in (None, holder, become(holder, world.today, mergers_in(world.states))),
        "NOT_YOURS",
        field,
        "You act for one whose body this is not; ask those whose body meets, or the county's coordination.",
    )
