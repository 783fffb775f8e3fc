"""The end of a voting: closed by its body, or by silence."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.refs import DecisionRef
from events.values import Whole
from events.voting.outcome import VotingOutcome

# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VotingClosed:
    """A voting was closed, with what came of it: the decision is adopted, rejected or, where nothing could be decided,
    deferred (Abstimmung geschlossen)."""

    number: Annotated[int, Whole(1, 100)]
    """The number of the voting (Nummer)."""
    on: date
    """The day (Tag)."""
    outcome: VotingOutcome
    """What came of it, with the arithmetic (Ergebnis)."""


@dataclass(frozen=True)
class SilentVotingEnded:
    """The deadline of a silent procedure has passed: the decision is adopted if nobody objected, else rejected
    (Verschweigungsverfahren abgelaufen)."""

    number: Annotated[int, Whole(1, 100)]
    """The number of the voting (Nummer)."""
    on: date
    """The first day after the deadline (Tag)."""
    outcome: VotingOutcome
    """What came of it (Ergebnis)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CloseVoting:
    """Close a voting; what comes of it is reckoned from what was cast, by its rule. It is adopted only if the body is
    competent on that day too. A circulation with a deadline is closed when that is over, or all have answered; a silent
    procedure ends by itself (Abstimmung schließen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    on: date
    """The day, not a future one (Tag)."""
