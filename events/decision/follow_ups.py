"""Follow-up tasks of a decision: what is to be done, by whom and by when."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.refs import DecisionRef, PartyRef
from events.values import Name, Whole

FollowUpNumber = Annotated[int, Whole(1, 1_000)]


@dataclass(frozen=True)
class FollowUp:
    """What is to be done after a decision (Folgeaufgabe)."""

    number: FollowUpNumber
    """Its number in the decision (Nummer)."""
    what: Name
    """What is to be done (Aufgabe)."""
    party: PartyRef
    """Who sees to it (zuständig)."""
    due: date
    """The day by which it is to be done (fällig am)."""
    completed: date | None = None
    """The day on which it was done; none: it is not (erledigt am)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DecisionFollowUpAdded:
    """Something is to be done after a decision (Folgeaufgabe vorgesehen)."""

    number: FollowUpNumber
    """Its number in the decision (Nummer)."""
    what: Name
    """What is to be done (Aufgabe)."""
    party: PartyRef
    """Who sees to it (zuständig)."""
    due: date
    """The day by which it is to be done (fällig am)."""


@dataclass(frozen=True)
class DecisionFollowUpCompleted:
    """A follow-up task of a decision was done (Folgeaufgabe erledigt)."""

    number: FollowUpNumber
    """Its number in the decision (Nummer)."""
    on: date
    """The day (erledigt am)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddFollowUp:
    """Record what is to be done after a decision, and by whom; not while it is voted on (Folgeaufgabe vorsehen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    what: Name
    """What is to be done (Aufgabe)."""
    party: PartyRef
    """Who sees to it (zuständig)."""
    due: date
    """The day by which it is to be done (fällig am)."""


@dataclass(frozen=True)
class CompleteFollowUp:
    """Record that a follow-up task of an adopted decision was done (Folgeaufgabe erledigen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    number: FollowUpNumber
    """The number of the task (Nummer)."""
    on: date
    """The day, not a future one (erledigt am)."""
