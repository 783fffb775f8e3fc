"""Parties followed to what they have become: the states of municipalities and of those they became part of."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from events.municipality.state import Municipality


async def with_successors(refs: Iterable[str], get: Callable[[list[str]], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    """The states of the entities, and of the municipalities that they became part of, as far as the reader sees them.

    `get` finds the states of several refs at once.
    """
    found: dict[str, Any] = {}
    wanted = list(dict.fromkeys(refs))
    while wanted:
        states = await get(wanted)
        found.update(states)
        mergers = (state.merger for state in states.values() if isinstance(state, Municipality))
        wanted = list(dict.fromkeys(each.into for each in mergers if each is not None and each.into not in found))
    return found
