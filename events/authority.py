"""On whose authority an act rests: part of every event's envelope (Beschlussgrundlage)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.values import Ref, Text


@dataclass(frozen=True)
class RecordedDecision:
    """A decision of this record on which the act rests (Beschluss)."""

    decision: Annotated[str, Ref("decision")]
    """The decision (Beschluss)."""


@dataclass(frozen=True)
class ExternalDecision:
    """A decision taken elsewhere and cited here, not verified by this record (externer Beschluss)."""

    body: Annotated[str, Text(200)]
    """The body that decided, as it calls itself (Gremium)."""
    on: date
    """The day of the decision (Beschlussdatum)."""
    paper: Annotated[str, Text(200)] | None = None
    """Number or title of the paper it stands in (Drucksache)."""
    url: Annotated[str, Text(2000)] | None = None
    """Where the body publishes it (Fundstelle)."""
    document: Annotated[str, Ref("document")] | None = None
    """The decision's text, attached to this record (Anlage)."""


Authority = RecordedDecision | ExternalDecision
"""The decision an act rests on: of this record, or external (Beschlussgrundlage)."""
