"""Expected effects: what follows from saying what a project is to do for a goal."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from events.decider import World, require
from events.goal.state import Goal, GoalStatus
from events.project.effects import DropEffect, EffectDropped, EffectExpected, ExpectedEffect, ExpectEffect
from events.project.lifecycle import check_open
from events.project.state import Project
from events.rules import check_known


def _expect(command: ExpectEffect, state: Project, world: World) -> list[Any]:
    check_open(state)
    effect = command.effect
    if effect in state.effects:
        return []
    check_effect(effect, world, "effect.goal", "effect.unit", "effect.until_year")
    return [EffectExpected(effect)]


def check_effect(effect: ExpectedEffect, world: World, goal: str, unit: str, until_year: str) -> None:
    """Raise `Rejected` unless something can be expected for a goal: one in the record (NOT_FOUND) that was not given
    up (ABANDONED), in its unit (UNIT_MISSING, UNIT_DIFFERS), up to no earlier year (DATES_REVERSED). The last three
    arguments are the fields at fault."""
    check_known(effect.goal, goal, world)
    state: Goal = world.states[effect.goal]
    require(
        state.steps[-1].status is not GoalStatus.ABANDONED,
        "ABANDONED",
        goal,
        "That goal was given up; name another, or, if that is wrong, correct the goal.",
    )
    _check_unit(effect, state.indicator.unit, unit)
    require(
        effect.until_year is None or effect.until_year >= effect.from_year,
        "DATES_REVERSED",
        until_year,
        "The last year must not be before {from_year}.",
        from_year=effect.from_year,
    )


def _check_unit(effect: ExpectedEffect, unit: str, field: str) -> None:
    require(
        (effect.amount is None) == (effect.unit is None),
        "UNIT_MISSING",
        field,
        "An amount goes with its unit, here {unit}; leave out both where it is not estimated.",
        unit=unit,
    )
    require(
        effect.unit in (None, unit),
        "UNIT_DIFFERS",
        field,
        "The goal's indicator is measured in {unit}; give the amount in that unit.",
        unit=unit,
    )


def _drop(command: DropEffect, state: Project, world: World) -> list[Any]:
    check_open(state)
    there = any((each.goal, each.from_year) == (command.goal, command.from_year) for each in state.effects)
    return [EffectDropped(command.goal, command.from_year)] if there else []


def _without(state: Project, goal: str, year: int) -> list[ExpectedEffect]:
    return [each for each in state.effects if (each.goal, each.from_year) != (goal, year)]


def _expected(state: Project, event: EffectExpected) -> Project:
    effects = [*_without(state, event.effect.goal, event.effect.from_year), event.effect]
    return replace(state, effects=by_goal(effects))


def by_goal(effects: Iterable[ExpectedEffect]) -> tuple[ExpectedEffect, ...]:
    """What is expected, by goal and first year."""
    return tuple(sorted(effects, key=lambda each: (each.goal, each.from_year)))


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {ExpectEffect: _expect, DropEffect: _drop}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    EffectExpected: _expected,
    EffectDropped: lambda state, event: replace(state, effects=tuple(_without(state, event.goal, event.from_year))),
}
