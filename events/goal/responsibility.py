"""Who answers for a goal, and so may record its values: those that have become part of others are followed."""

from collections.abc import Iterable
from typing import Any

from events.acting import acting, acts_for_one_of, with_successors
from events.decider import World, require
from events.goal.lifecycle import responsible_on
from events.goal.state import Goal
from events.policy import OFFICE, Grants, Relation, Role

ANSWERING: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}
"""Who may record values at all: the office, and those that answer for the goal."""


def check_answers(state: Goal, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for a party that does not answer for the goal today, and has
    not taken in the one that does."""
    require(
        acts_for_one_of((responsible_on(state, world.today),), world),
        "NOT_YOURS",
        "id",
        "The municipality or partner that you act for is not responsible for this goal today; ask whoever is, or the "
        "coordination office, to record it.",
    )


def looked_at(state: Goal | None, command: Any, world: World) -> Iterable[str]:
    """Who answers for the goal today, with the line of its successors, where only it may act."""
    if state is None or acting(world) is None:
        return ()
    return with_successors((responsible_on(state, world.today),), world)
