"""An entity as a viewer may see it at a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class EntitySnapshot:
    """A state of an entity with its version, and the position and moment from which it holds."""

    ref: str
    version: int
    position: int
    recorded_at: datetime
    visibility: int
    concerns: frozenset[str]
    state: Any
