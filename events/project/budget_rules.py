"""The money of a project by year: what follows from planning and spending it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from events.decider import World, require
from events.project.budget import BudgetPlanned, BudgetYear, PlanBudget, RecordSpending, SpendingRecorded
from events.project.course import ProjectStatus
from events.project.lifecycle import check_open
from events.project.state import Project
from events.rules import check_reasoned
from events.values import Money

NOTHING = Money(0)


def total(sums: Iterable[Money]) -> Money:
    """Sums of money added up."""
    return Money(sum(each.cents for each in sums))


def year_of(state: Project, year: int) -> BudgetYear:
    """The money of a year; nothing where none is recorded."""
    return next((each for each in state.budget if each.year == year), BudgetYear(year, NOTHING, NOTHING))


def check_spent(year: int, this_year: int, field: str) -> None:
    """Raise `Rejected` (IN_FUTURE) for a year in which nothing can have been spent yet."""
    require(
        year <= this_year,
        "IN_FUTURE",
        field,
        "Nothing can have been spent in {year} yet; plan it instead.",
        year=year,
    )


def _plan(command: PlanBudget, state: Project, world: World) -> list[Any]:
    check_open(state)
    if year_of(state, command.year).planned == command.amount:
        return []
    return [BudgetPlanned(command.year, command.amount)]


def _spend(command: RecordSpending, state: Project, world: World) -> list[Any]:
    """Money is settled even after a project is over."""
    require(
        state.steps[-1].status is not ProjectStatus.IDEA,
        "NOT_PLANNED",
        "id",
        "So far the project is an idea; record its approval first.",
    )
    check_spent(command.year, world.today.year, "year")
    spent = year_of(state, command.year).spent
    if spent == command.amount:
        return []
    if command.amount.cents < spent.cents:
        check_reasoned(
            world,
            "Less is said to be spent than before; that needs a reason.",
        )
    return [SpendingRecorded(command.year, command.amount)]


def _with(state: Project, year: BudgetYear) -> Project:
    others = (each for each in state.budget if each.year != year.year)
    return replace(state, budget=by_year((*others, year)))


def by_year(budget: Iterable[BudgetYear]) -> tuple[BudgetYear, ...]:
    """The years of a budget in their order."""
    return tuple(sorted(budget, key=lambda each: each.year))


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {PlanBudget: _plan, RecordSpending: _spend}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    BudgetPlanned: lambda state, event: _with(state, replace(year_of(state, event.year), planned=event.amount)),
    SpendingRecorded: lambda state, event: _with(state, replace(year_of(state, event.year), spent=event.amount)),
}
