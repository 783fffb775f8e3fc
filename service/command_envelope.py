"""A command in its envelope, and its outcome."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.authority import Authority
from service.recorded import Recorded


@dataclass(frozen=True, slots=True)
class CommandEnvelope:
    """A command as it was sent.

    `command_id` makes it safe to send again; with `expected_version`, it is refused if the entity has changed since;
    `reason` is free text that will be sealed; `authority` is the decision it rests on.
    """

    command: Any
    command_id: UUID
    expected_version: int | None = None
    reason: str | None = None
    authority: Authority | None = None
    correlation_id: UUID | None = None
    causation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CommandOutcome:
    """The outcome of a command: the entity, its version, and the recorded events (none if nothing had to change).

    `position` is that of the last event; `repeated` means that the command had been sent before.
    """

    ref: str
    version: int
    position: int
    events: tuple[Recorded, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class CommandPreview:
    """What a command would change: the entity's states before and after it; None if there is none."""

    ref: str
    before: Any
    after: Any
