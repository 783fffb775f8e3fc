"""Who may record what of meetings, besides the office: a municipality those of its own bodies, and of the bodies of
those that have become part of it."""

from collections.abc import Iterable
from datetime import date

from events.decider import World, require
from events.meeting.state import Meeting
from events.policy import OFFICE, Grants, Relation, Role
from events.project.acting import acting
from events.successors import become, mergers_in

HOLDERS_TOO: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}


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


def theirs(state: Meeting, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for another than the one whose body meets."""
    check_acts(world.states[state.body].of, "id", world)
