"""Who asks: the actor behind a request, as far as rules of access look at it."""

from dataclasses import dataclass
from uuid import UUID

from events.policy import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """An actor of one county with its role; `actor` is None for the public.

    `acts_for` is the municipality, partner or other entity for which the actor acts (its ref), None for none;
    `writes` is False where the token is for reading only.
    """

    county: UUID
    actor: UUID | None
    role: Role
    acts_for: str | None = None
    writes: bool = True
