"""Expected effects: what follows from saying what a project is to do for a goal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from events.decider import World, require
from events.goal.state import Goal
from events.project.effects import DropEffect, EffectDropped, EffectExpected, ExpectedEffect, ExpectEffect
from events.project.lifecycle import check_open
from events.project.state import Project
from events.rules import check_known


def _expect(command: ExpectEffect, state: Project, world: World) -> list[Any]:
    check_open(state)
    effect = command.effect
    if effect in state.effects:
        return []
    check_known(effect.goal, "effect.goal", world)
    _check_unit(effect, world.states[effect.goal])
    require(
        effect.until_year is None or effect.until_year >= effect.from_year,
        "DATES_REVERSED",
        "effect.until_year",
        f"The last year must not be before {effect.from_year}.",
        f"Das letzte Jahr darf nicht vor {effect.from_year} liegen.",
    )
    return [EffectExpected(effect)]


def _check_unit(effect: ExpectedEffect, goal: Goal) -> None:
    unit = goal.indicator.unit
    require(
        (effect.amount is None) == (effect.unit is None),
        "UNIT_MISSING",
        "effect.unit",
        f"An amount goes with its unit, here {unit}; leave out both where it is not estimated.",
        f"Zu einem Betrag gehört seine Einheit, hier {unit}; ist er nicht geschätzt, bitte beides weglassen.",
    )
    require(
        effect.unit in (None, unit),
        "UNIT_DIFFERS",
        "effect.unit",
        f"The goal's indicator is measured in {unit}; give the amount in that unit.",
        f"Der Indikator des Ziels wird in {unit} gemessen; bitte den Betrag in dieser Einheit angeben.",
    )


def _drop(command: DropEffect, state: Project, world: World) -> list[Any]:
    check_open(state)
    there = any((each.goal, each.from_year) == (command.goal, command.from_year) for each in state.effects)
    return [EffectDropped(command.goal, command.from_year)] if there else []


def _without(state: Project, goal: str, year: int) -> list[ExpectedEffect]:
    return [each for each in state.effects if (each.goal, each.from_year) != (goal, year)]


def _expected(state: Project, event: EffectExpected) -> Project:
    effects = [*_without(state, event.effect.goal, event.effect.from_year), event.effect]
    return replace(state, effects=tuple(sorted(effects, key=lambda each: (each.goal, each.from_year))))


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {ExpectEffect: _expect, DropEffect: _drop}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    EffectExpected: _expected,
    EffectDropped: lambda state, event: replace(state, effects=tuple(_without(state, event.goal, event.from_year))),
}
