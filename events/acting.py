"""For whom an actor acts, where it may act for that one alone: those that have become part of others are followed."""

from collections.abc import Iterable
from datetime import date

from events.decider import World
from events.successors import become, mergers_in

_OFFICES = ("county", "coordination_office")


def acting(world: World) -> str | None:
    """The one for which alone the actor acts; None: the county's office, which acts for everyone."""
    ref = world.acts_for
    return None if ref is None or ref.partition(":")[0] in _OFFICES else ref


def acts_for_one_of(refs: Iterable[str], world: World) -> bool:
    """Whether the actor acts for one of these, for what one of them has become by now, or for everyone."""
    ref, mergers = acting(world), mergers_in(world.states)
    return ref is None or any(ref in (each, become(each, world.today, mergers)) for each in refs)


def with_successors(refs: Iterable[str], world: World) -> tuple[str, ...]:
    """These and what they ever become; to be asked again with the next successor loaded, until there is none."""
    mergers = mergers_in(world.states)
    return tuple(dict.fromkeys(each for ref in refs for each in (ref, become(ref, date.max, mergers))))
