"""Who may record what of a body: the county's office everything, a municipality what concerns its own bodies."""

from collections.abc import Iterable

from events.acting import acting, acts_for_one_of, with_successors
from events.decider import World, require


def looked_at(of: str, world: World) -> Iterable[str]:
    """Whose body it is, with the line of its successors, where only that one may act."""
    return () if acting(world) is None else with_successors((of,), world)


def check_acts(of: str, field: str, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for one that neither has the body nor has taken in the one that
    has it."""
    require(
        acts_for_one_of((of,), world),
        "NOT_YOURS",
        field,
        "This body does not belong to the municipality or partner that you act for; ask the body's owner, or the "
        "coordination office, to record it.",
    )
