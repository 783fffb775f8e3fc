"""How an aggregate is published: what its plain dataclasses cannot say, declared in `schema/<noun>.py`."""

from dataclasses import dataclass
from typing import Any

from events.decider import Decider
from schema.words import camel, pascal


@dataclass(frozen=True)
class Reverse:
    """A relation read backwards: each entity that the field `by` may name lists, as `name`, those that name it."""

    name: str
    by: str
    description: str


@dataclass(frozen=True)
class Published:
    """An aggregate as clients see it.

    `plural` names its list below the county, `description` that list; `lookups` are fields whose value names one
    entity; `order` is the field by which lists are sorted unless asked otherwise.
    """

    decider: Decider
    plural: str
    description: str
    order: str | None = None
    lookups: tuple[str, ...] = ()
    reverse: tuple[Reverse, ...] = ()

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
