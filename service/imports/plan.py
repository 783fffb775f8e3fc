"""What a list would change in the record: what is shown to a person, and the commands that would do it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from events.message import Message, message

PENDING = "pending:"
"""How a command names an entity that an earlier command of the plan makes: `pending:` and the key."""

_IMPORTS = uuid.UUID("6f2c1c52-7f0b-5b0e-9a38-5d9c1f6f3f10")


@dataclass(frozen=True, slots=True)
class RecordedEntity:
    """An entity as it is recorded, and its version: what the list is compared with."""

    ref: str
    version: int
    state: Any


FIELDS: Mapping[str, Message] = {
    "name": message("Name"),
    "ars": message("ARS"),
    "association": message("Association"),
    "population": message("Inhabitants"),
}
"""What may differ, and what it is called."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the list says otherwise than the record; `field` is one of `FIELDS`, `before` is None where
    nothing is recorded."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One municipality or association that the list adds or changes, with the commands that do so."""

    kind: str
    key: str
    name: str
    ref: str | None
    version: int
    differences: tuple[Difference, ...]
    commands: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """What is recorded as existing and is not in the list: reported, never written."""

    kind: str
    key: str
    name: str
    ref: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Where list and record contradict each other in a way that a person has to settle, in words."""

    key: str
    name: str
    line: int
    message: Message


@dataclass(frozen=True)
class Plan:
    """What a list would change, and what it leaves open."""

    county: str
    day: date
    new: tuple[Item, ...]
    changed: tuple[Item, ...]
    unchanged: int
    gone: tuple[Gone, ...]
    unsettled: tuple[Unsettled, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All that is to be written."""
        return (*self.new, *self.changed)

    @property
    def correlation(self) -> uuid.UUID:
        """What all events of this import have in common."""
        return uuid.uuid5(_IMPORTS, f"{self.county} {self.day}")

    def command_id(self, item: Item, command: Any) -> uuid.UUID:
        """The id of a command: the same for the same change of the same state.

        Sent twice, by two imports at once or after a lost reply, it takes effect once. The version is part of it, so
        that a change that was undone since can be made again.
        """
        said = " ".join(f"{each.name}={getattr(command, each.name)}" for each in fields(command))
        return uuid.uuid5(self.correlation, f"{item.kind} {item.key} {item.version} {type(command).__name__} {said}")


def resolved(command: Any, made: Mapping[str, str]) -> Any:
    """The command with the refs of what has been made in place of what was pending."""
    changes = {
        each.name: made[value.removeprefix(PENDING)]
        for each in fields(command)
        if isinstance(value := getattr(command, each.name), str) and value.startswith(PENDING)
    }
    return replace(command, **changes) if changes else command
