"""What becomes of a decision that was voted on: overridden, carried out, revoked, superseded."""

from dataclasses import dataclass
from datetime import date

from events.refs import DecisionRef
from events.voting.outcome import VotingResult


@dataclass(frozen=True)
class Override:
    """What holds from a day on in place of the outcome of a voting; the reason stands with the event that says so
    (Abweichung vom Ergebnis)."""

    result: VotingResult
    """What holds (Ergebnis)."""
    on: date
    """The first day (gilt ab)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VotingOutcomeOverridden:
    """The outcome of the last voting was set aside, and something else holds in its place from a day on; the outcome
    that was reckoned stays on record (Ergebnis ersetzt)."""

    result: VotingResult
    """What holds (Ergebnis)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class DecisionImplemented:
    """An adopted decision is carried out (umgesetzt)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class DecisionRevoked:
    """An adopted decision holds no more from a day on (aufgehoben)."""

    on: date
    """The first day on which it holds no more (Tag)."""


@dataclass(frozen=True)
class DecisionSuperseded:
    """Another decision has taken the place of an adopted one from a day on (ersetzt)."""

    by: DecisionRef
    """The decision that takes its place (neuer Beschluss)."""
    on: date
    """The first day on which it holds no more (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OverrideOutcome:
    """Record that something else holds from a day on than what came of the last voting, once a voting; needs a reason,
    such as an objection of the supervisory authority (Ergebnis ersetzen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    result: VotingResult
    """What holds (Ergebnis)."""
    on: date
    """The first day, not a future one (gilt ab)."""


@dataclass(frozen=True)
class ImplementDecision:
    """Record that an adopted decision is carried out; all its follow-up tasks are done by then (umsetzen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    on: date
    """The day, not a future one (Tag)."""


@dataclass(frozen=True)
class RevokeDecision:
    """Record that an adopted decision holds no more from a day on; needs a reason (aufheben)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    on: date
    """The first day on which it holds no more, not a future one (Tag)."""


@dataclass(frozen=True)
class SupersedeDecision:
    """Record that another adopted decision has taken the place of an adopted one (ersetzen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    by: DecisionRef
    """The decision that takes its place, adopted by then (neuer Beschluss)."""
    on: date
    """The first day on which it holds no more, not a future one (Tag)."""
