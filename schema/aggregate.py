"""How an aggregate is published: what its plain dataclasses cannot say, declared in `schema/<noun>.py`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from events.decider import Decider
from schema.words import camel, pascal


@dataclass(frozen=True)
class Reverse:
    """A reverse relation: each entity that the field `by` may name has a list `name` of the entities that name it. If
    `followed`, the list includes entities that name one which has become part of it by the day."""

    name: str
    by: str
    description: str
    followed: bool = False


NO_DEFAULT = object()
"""No default."""


@dataclass(frozen=True)
class Argument:
    """An argument of a computed field: its name in snake case, its type as an annotation, its description, and its
    default (NO_DEFAULT: it is required unless its type allows None)."""

    name: str
    type: Any
    description: str
    default: Any = NO_DEFAULT


@dataclass(frozen=True)
class Computed:
    """A field that is computed on request, on the type of the kind `of`: the aggregate's own or another.

    `resolve(operation, entity, **arguments)` returns the value; `entity` is the `schema.context.Entity`, and every
    argument is given. `returns` is the value's type as an annotation: a dataclass, a tuple of them, a reference, a
    plain value or None. The value reads as of the entity's moment, as if it were part of the entity. A part of another
    entity with references or sealed texts is returned as `other.part(value)`. `cost` is how many fields of an answer
    the field counts as.
    """

    of: str
    name: str
    description: str
    resolve: Callable[..., Awaitable[Any]]
    returns: Any
    args: tuple[Argument, ...] = ()
    cost: int = 1


@dataclass(frozen=True)
class Published:
    """An aggregate as published to clients.

    `plural` is the name of its list on the county, `description` describes that list. `lookups` are fields whose value
    identifies one entity. If `alone`, the county has a field for one entity, named after its kind, that also takes an
    id. `order` is the default sort field of lists. `computed` are its computed fields.
    """

    decider: Decider
    plural: str
    description: str
    order: str | None = None
    lookups: tuple[str, ...] = ()
    alone: bool = True
    reverse: tuple[Reverse, ...] = ()
    computed: tuple[Computed, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of entity."""
        return self.decider.kind

    @property
    def name(self) -> str:
        """The name of its GraphQL type."""
        return pascal(self.kind)

    @property
    def singular(self) -> str:
        """The name of its field on the county."""
        return camel(self.kind)

    @property
    def view(self) -> type[Any]:
        """The dataclass that readers see."""
        return self.decider.viewed
