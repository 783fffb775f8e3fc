"""The viewer: who makes a request, as far as access rules are concerned."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from events.policy import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """An actor of a county with its role; `actor` is None for the public.

    `acts_for` is the ref of the municipality, partner or other entity that the actor acts for, if any. `writes` is
    False if the token is read-only. `predecessors` have become part of that entity: what concerned them concerns it
    too.
    """

    county: UUID
    actor: UUID | None
    role: Role
    acts_for: str | None = None
    writes: bool = True
    predecessors: frozenset[str] = frozenset()

    def is_among(self, concerns: Collection[str]) -> bool:
        """Whether the entity that the actor acts for is among those concerned."""
        return self.acts_for in concerns or not self.predecessors.isdisjoint(concerns)
