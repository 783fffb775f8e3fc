"""The money of a project by year: what is planned, what was spent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from events.decider import Act, Part, World, recorded, require
from events.goal.state import Year
from events.project.acting import by_lead
from events.project.lifecycle import check_open
from events.project.state import BudgetYear, OfProject, Project, ProjectStatus
from events.rules import check_reasoned
from events.values import Money

NOTHING = Money(0)


@dataclass(frozen=True)
class BudgetPlanned:
    """The budget of a year was planned (Budget geplant)."""

    year: Year
    """The year (Jahr)."""
    amount: Money
    """The total of the year (Betrag)."""


@dataclass(frozen=True)
class PlanBudget(BudgetPlanned, OfProject):
    """Plan the budget of a year; it replaces what was planned before (Budget planen)."""


@dataclass(frozen=True)
class SpendingRecorded:
    """What was spent in a year so far was recorded (Ausgaben eingetragen)."""

    year: Year
    """The year; it must not be in the future (Jahr)."""
    amount: Money
    """The total of the year so far (Betrag)."""


@dataclass(frozen=True)
class RecordSpending(SpendingRecorded, OfProject):
    """Record the total spent in a year so far; a lower total than before needs a reason (Ausgaben eintragen)."""


def total(sums: Iterable[Money]) -> Money:
    """Sums of money added up."""
    return Money(sum(each.cents for each in sums))


def _year(state: Project, year: int) -> BudgetYear:
    """The money of a year; nothing where none is recorded."""
    return next((each for each in state.budget if each.year == year), BudgetYear(year, NOTHING, NOTHING))


def _plan(command: PlanBudget, state: Project, world: World) -> list[Any]:
    check_open(state)
    if _year(state, command.year).planned == command.amount:
        return []
    return [recorded(BudgetPlanned, command)]


def _spend(command: RecordSpending, state: Project, world: World) -> list[Any]:
    """Money is settled even after a project is over."""
    require(
        state.steps[-1].status is not ProjectStatus.IDEA,
        "NOT_PLANNED",
        "id",
        "The project is still an idea; record its approval first.",
    )
    require(
        command.year <= world.latest.year,
        "IN_FUTURE",
        "year",
        "Nothing can have been spent in {year} yet; plan a budget for that year instead.",
        year=command.year,
    )
    spent = _year(state, command.year).spent
    if spent == command.amount:
        return []
    if command.amount.cents < spent.cents:
        check_reasoned(world, "The total spent is lower than recorded before; give a reason.")
    return [recorded(SpendingRecorded, command)]


def _told(field: str) -> Callable[[Project, Any], Project]:
    """The year's sum of this name is what the event says."""

    def told(state: Project, event: Any) -> Project:
        year = replace(_year(state, event.year), **{field: event.amount})
        others = (each for each in state.budget if each.year != event.year)
        return replace(state, budget=tuple(sorted((*others, year), key=lambda each: each.year)))

    return told


BUDGET = Part(
    by_lead(
        Act(PlanBudget, _plan, {BudgetPlanned: _told("planned")}),
        Act(RecordSpending, _spend, {SpendingRecorded: _told("spent")}),
    )
)
