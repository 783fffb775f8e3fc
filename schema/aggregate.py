"""How an aggregate is published: what its plain dataclasses cannot say, declared in `schema/<noun>.py`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from events.decider import Decider
from schema.words import camel, pascal


@dataclass(frozen=True)
class Reverse:
    """A relation read backwards: each entity that the field `by` may name lists, as `name`, those that name it; if
    `followed`, those too that name an entity which has become part of it by the day."""

    name: str
    by: str
    description: str
    followed: bool = False


NO_DEFAULT = object()
"""No default."""


@dataclass(frozen=True)
class Argument:
    """An argument of a computed field: its name in snake case, its type as fields of dataclasses are annotated, what
    it says, and its value where it is left out (UNSAID: it may not be, unless None is of its type)."""

    name: str
    type: Any
    description: str
    default: Any = NO_DEFAULT


@dataclass(frozen=True)
class Computed:
    """A field that is worked out when it is asked for, on the type of the kind `of`: the aggregate's own or another.

    `resolve(operation, entity, **arguments)` gives the value; `entity` is the `schema.context.Entity` asked, every
    argument is given. `returns` is the value's type as fields of dataclasses are annotated: a dataclass, a tuple of
    them, a reference, a plain value or none. What is returned reads as of the entity's moment, as if it stood in the
    entity; a part with references or sealed texts that stands in another entity is returned as `other.part(value)`.
    `cost` tells as how many fields of an answer it counts, for the work that it makes.
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
    """An aggregate as clients see it.

    `plural` names its list below the county, `description` that list; `lookups` are fields whose value names one
    entity; if `alone`, one is asked for by its id too, under the name of its kind; `order` is the field by which lists
    are sorted unless asked otherwise; `computed` are fields worked out when they are asked for.
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
        """Its GraphQL type."""
        return pascal(self.kind)

    @property
    def singular(self) -> str:
        """Its name as a field."""
        return camel(self.kind)

    @property
    def view(self) -> type[Any]:
        """What readers are shown."""
        return self.decider.viewed
