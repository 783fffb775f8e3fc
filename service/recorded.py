"""An event with its envelope, as it was recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from events.authority import Authority
from events.correction import Circumstances, StreamEvent
from events.policy import Visibility
from events.values import Sealed
from service.berlin import day_of


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event of a county's record: what happened (`event`, with canonical bytes `body`) and its envelope."""

    county: UUID
    position: int
    ref: str
    version: int
    event_id: UUID
    type: str
    event: Any
    body: bytes
    body_hash: bytes
    recorded_at: datetime
    actor: UUID
    reason: Sealed | None
    authority: Authority | None
    visibility: Visibility
    concerns: frozenset[str]
    command_id: UUID
    correlation_id: UUID
    causation_id: UUID | None

    @property
    def entry(self) -> StreamEvent:
        """The event as corrections see it: with the act that recorded it and its circumstances."""
        circumstances = Circumstances(
            day_of(self.recorded_at), self.recorded_at, str(self.actor), self.reason is not None, self.authority
        )
        return StreamEvent(str(self.event_id), (self.actor, self.command_id), self.event, circumstances)
