"""Who may record what of a body: the county's office everything, a municipality what concerns its own bodies."""

from collections.abc import Iterable
from datetime import date

from events.decider import World, require
from events.municipal_association import MunicipalAssociation, check_not_dissolved
from events.municipality.state import Municipality
from events.rules import check_known
from events.successors import become, mergers_in

_OFFICE = ("county", "coordination_office")
"""Who acts for these is the office, and bound to nobody."""


def _is_bound(world: World) -> bool:
    """Whether the actor acts for one alone."""
    return world.acts_for is not None and world.acts_for.partition(":")[0] not in _OFFICE


def looked_at(of: str, world: World) -> Iterable[str]:
    """Whose body it is, with the line of its successors, where only that one may act."""
    if not _is_bound(world):
        return ()
    # Asked again with the next successor loaded, until there is none.
    return of, become(of, date.max, mergers_in(world.states))


def check_acts(of: str, field: str, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for one that neither has the body nor has taken in the one that
    has it."""
    require(
        not _is_bound(world) or world.acts_for in (of, become(of, world.today, mergers_in(world.states))),
        "NOT_YOURS",
        field,
        "You act for one whose body this is not; ask the one that has it, or the county's coordination, to record it.",
    )


def check_holder(of: str, on: date, field: str, world: World) -> None:
    """Raise `Rejected` unless whoever has the body is in the record (NOT_FOUND) and there still on the day (MERGED,
    DISSOLVED)."""
    check_known(of, field, world)
    state = world.states[of]
    if isinstance(state, MunicipalAssociation):
        check_not_dissolved(state, on, field)
    require(
        not isinstance(state, Municipality) or state.merger is None or on < state.merger.on,
        "MERGED",
        field,
        "The municipality is part of another by {on}; name its successor, or an earlier day.",
        on=on,
    )
