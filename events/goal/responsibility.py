"""Who answers for a goal, and so may record its values: those that have become part of others are followed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from events.decider import World, require
from events.goal.lifecycle import responsible_on
from events.goal.state import Goal
from events.policy import OFFICE, Grants, Relation, Role
from events.successors import become, mergers_in

ANSWERING: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}
"""Who may record values at all: the office, and those that answer for the goal."""
_OFFICE = ("county", "coordination_office")
"""Who acts for these is the office, and bound to no party."""


def _is_bound(world: World) -> bool:
    """Whether the actor acts for one party alone."""
    return world.acts_for is not None and world.acts_for.partition(":")[0] not in _OFFICE


def check_answers(state: Goal, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for a party that does not answer for the goal today, and has
    not taken in the one that does."""
    party = responsible_on(state, world.today)
    require(
        not _is_bound(world) or world.acts_for in (party, become(party, world.today, mergers_in(world.states))),
        "NOT_YOURS",
        "id",
        "You act for one that does not answer for this goal today; ask whoever does, or the county's coordination, "
        "to record it.",
    )


def looked_at(state: Goal | None, command: Any, world: World) -> Iterable[str]:
    """Who answers for the goal today, with the line of its successors, where only it may act."""
    if state is None or not _is_bound(world):
        return ()
    party = responsible_on(state, world.today)
    # Asked again with the next successor loaded, until there is none.
    return party, become(party, date.max, mergers_in(world.states))
