"""A command with its envelope, and what came of it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.authority import Authority
from service.recorded import Recorded


@dataclass(frozen=True, slots=True)
class CommandEnvelope:
    """A command as it comes in.

    `command_id` makes it safe to send it again; `expected_version` refuses it if the entity has changed since;
    `reason` is free text and will be sealed; `authority` is the decision on which it rests.
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
    """What came of a command: the entity, its version, and the events it made (none: nothing had to change).

    `position` is that of the last event, `repeated` whether this is the outcome of an earlier sending.
    """

    ref: str
    version: int
    position: int
    events: tuple[Recorded, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class CommandPreview:
    """What a command would change: the states of the entity before and after it; None: there is none."""

    ref: str
    before: Any
    after: Any
