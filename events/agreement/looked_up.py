"""Which other entities acts look at: the parties that they name or count, with their successors after mergers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from events.agreement.changes import moving
from events.agreement.lifecycle import asking_to_join
from events.agreement.state import Agreement
from events.decider import World
from events.successors import become, mergers_in


def the_county(state: Agreement | None, command: Any, world: World) -> tuple[str, ...]:
    """The county, whose lists and rules matter."""
    return (world.county,)


def party_named(state: Agreement, command: Any, world: World) -> tuple[str, ...]:
    """The party that a command names; where the agreement does not name it, all that may have become it."""
    if all(party.party != command.party for party in state.parties):
        return every_party(state, command, world)
    return with_successors((command.party,), world)


def every_party(state: Agreement, command: Any, world: World) -> tuple[str, ...]:
    """All that are or ask to be parties, and the one that a command names, if any."""
    named = getattr(command, "party", None)
    return every_party_and(() if named is None else (named,), state, world)


def every_party_and(named: Iterable[str], state: Agreement, world: World) -> tuple[str, ...]:
    """All that are or ask to be parties, and others that are named."""
    asked = (ref for each in state.proposals for ref in moving(each.changes))
    parties = (party.party for party in state.parties)
    return with_successors((*parties, *named, *asking_to_join(state), *asked), world)


def with_successors(refs: Iterable[str], world: World) -> tuple[str, ...]:
    """These, each with its next successor that is not loaded yet: asked again until there is none."""
    mergers, refs = mergers_in(world.states), tuple(refs)
    return (*refs, *(become(ref, date.max, mergers) for ref in refs))
