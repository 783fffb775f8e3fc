"""The money of a project by year: what is planned, what was spent."""

from dataclasses import dataclass

from events.goal.state import Year
from events.refs import ProjectRef
from events.values import Money


@dataclass(frozen=True)
class BudgetYear:
    """The money of one year (Haushaltsjahr)."""

    year: Year
    """The year (Jahr)."""
    planned: Money
    """What is planned for it (geplant)."""
    spent: Money
    """What was spent in it so far (ausgegeben)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BudgetPlanned:
    """So much is planned for a year (Budget geplant)."""

    year: Year
    """The year (Jahr)."""
    amount: Money
    """All that is planned for it (Betrag)."""


@dataclass(frozen=True)
class SpendingRecorded:
    """So much was spent in a year so far (Ausgaben eingetragen)."""

    year: Year
    """The year (Jahr)."""
    amount: Money
    """All that was spent in it so far (Betrag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlanBudget:
    """Plan the money of a year; what was planned for it before is replaced (Budget planen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    year: Year
    """The year (Jahr)."""
    amount: Money
    """All that is planned for it (Betrag)."""


@dataclass(frozen=True)
class RecordSpending:
    """Record all that was spent in a year so far; less than before needs a reason (Ausgaben eintragen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    year: Year
    """The year, not a future one (Jahr)."""
    amount: Money
    """All that was spent in it so far (Betrag)."""
