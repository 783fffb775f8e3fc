"""Who a municipality has become by mergers: successors are followed wherever entities are named."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from events.municipality.state import Merger, Municipality

Mergers = Mapping[str, Merger]
"""Municipalities that have become part of others, by their refs."""


def mergers_in(states: Mapping[str, Any]) -> Mergers:
    """The mergers among loaded entities: municipalities that have become part of others."""
    return {ref: state.merger for ref, state in states.items() if isinstance(state, Municipality) and state.merger}


def become(ref: str, on: date, mergers: Mergers) -> str:
    """Who an entity has become by a day: itself, or the last of its successors."""
    seen = {ref}
    while (merger := mergers.get(ref)) is not None and merger.on <= on and merger.into not in seen:
        ref = merger.into
        seen.add(ref)
    return ref
