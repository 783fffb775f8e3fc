"""Who asks: the actor behind a request, as far as rules of access look at it."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from events.policy import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """An actor of one county with its role; `actor` is None for the public.

    `acts_for` is the municipality, partner or other entity for which the actor acts (its ref), None for none;
    `writes` is False where the token is for reading only. `took_in` are those that have become part of that entity:
    what concerned them is its own too.
    """

    county: UUID
    actor: UUID | None
    role: Role
    acts_for: str | None = None
    writes: bool = True
    took_in: frozenset[str] = frozenset()

    def is_among(self, concerns: Collection[str]) -> bool:
        """Whether something that concerns these concerns the one for whom the actor acts."""
        return self.acts_for in concerns or not self.took_in.isdisjoint(concerns)
