"""Submission of a decision to its body: brought in, withdrawn, put off, brought in again, settled without a vote."""

from dataclasses import dataclass
from datetime import date

from events.refs import DecisionRef

# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DecisionSubmitted:
    """A decision was brought before its body (eingebracht)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DecisionResubmitted:
    """A deferred decision was brought before its body again (wieder eingebracht)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DecisionWithdrawn:
    """A decision was withdrawn before it was voted on (zurückgezogen)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DecisionDeferred:
    """A decision was put off; a voting that was open is broken off (vertagt)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DecisionLapsed:
    """A decision was settled without being decided; a voting that was open is broken off (erledigt ohne Beschluss)."""

    on: date
    """The day (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SubmitDecision:
    """Bring a drafted decision before its body, which must exist and be competent for the matter on that day
    (einbringen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    on: date
    """The day, not a future one (Tag)."""


@dataclass(frozen=True)
class ResubmitDecision:
    """Bring a deferred decision before its body again, which must be competent on that day (wieder einbringen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    on: date
    """The day, not a future one (Tag)."""


@dataclass(frozen=True)
class WithdrawDecision:
    """Withdraw a decision that is drafted or submitted (zurückziehen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    on: date
    """The day, not a future one (Tag)."""


@dataclass(frozen=True)
class DeferDecision:
    """Put off a decision that is submitted or voted on; needs a reason. A voting that is open is broken off without an
    outcome (vertagen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    on: date
    """The day, not a future one (Tag)."""


@dataclass(frozen=True)
class LapseDecision:
    """Record that a decision that is submitted, deferred or voted on is settled without being decided, as with the end
    of an electoral term (für erledigt erklären)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    on: date
    """The day, not a future one (Tag)."""
