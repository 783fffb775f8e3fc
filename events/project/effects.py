"""What a project is expected to do for goals, in the units of their indicators."""

from dataclasses import dataclass, replace
from typing import Any

from events.decider import Act, Part, World, recorded, require
from events.goal.lifecycle import status_on
from events.goal.state import Goal, GoalStatus, Year
from events.project.acting import by_lead
from events.project.lifecycle import check_open
from events.project.state import ExpectedEffect, OfProject, Project
from events.refs import GoalRef
from events.rules import check_known


@dataclass(frozen=True)
class EffectExpected:
    """A project is expected to contribute to a goal (Wirkung erwartet)."""

    effect: ExpectedEffect
    """The expected contribution; the goal must not be given up, and an amount is in the unit of the goal's indicator
    (erwartete Wirkung)."""


@dataclass(frozen=True)
class ExpectEffect(EffectExpected, OfProject):
    """Record what a project is expected to contribute to a goal; for the same goal and first year, it replaces what was
    expected before (Wirkung angeben)."""


@dataclass(frozen=True)
class EffectDropped:
    """A contribution to a goal is no longer expected (Wirkung nicht mehr erwartet)."""

    goal: GoalRef
    """The goal (Ziel)."""
    from_year: Year
    """The first year of what was expected (ab Jahr)."""


@dataclass(frozen=True)
class DropEffect(EffectDropped, OfProject):
    """Record that a contribution to a goal is no longer expected (Wirkung streichen)."""


def _expect(command: ExpectEffect, state: Project, world: World) -> list[Any]:
    check_open(state)
    effect = command.effect
    if effect in state.effects:
        return []
    check_known(effect.goal, "effect.goal", world)
    goal: Goal = world.states[effect.goal]
    require(
        status_on(goal, world.today) is not GoalStatus.ABANDONED,
        "ABANDONED",
        "effect.goal",
        "That goal was given up; name another goal or, if that is wrong, correct the goal.",
    )
    _check_unit(effect, goal.indicator.unit)
    require(
        effect.until_year is None or effect.until_year >= effect.from_year,
        "DATES_REVERSED",
        "effect.until_year",
        "The last year must not be before {from_year}; choose that year or a later one.",
        from_year=effect.from_year,
    )
    return [recorded(EffectExpected, command)]


def _check_unit(effect: ExpectedEffect, unit: str) -> None:
    require(
        (effect.amount is None) == (effect.unit is None),
        "UNIT_MISSING",
        "effect.unit",
        "Give the amount together with its unit, here {unit}, or leave out both if there is no estimate.",
        unit=unit,
    )
    require(
        effect.unit in (None, unit),
        "UNIT_DIFFERS",
        "effect.unit",
        "The goal's indicator is measured in {unit}; give the amount in that unit.",
        unit=unit,
    )


def _expected(state: Project, event: EffectExpected) -> Project:
    effects = (*_others(state, event.effect.goal, event.effect.from_year), event.effect)
    return replace(state, effects=tuple(sorted(effects, key=lambda each: (each.goal, each.from_year))))


def _drop(command: DropEffect, state: Project, world: World) -> list[Any]:
    check_open(state)
    others = _others(state, command.goal, command.from_year)
    return [] if others == state.effects else [recorded(EffectDropped, command)]


def _dropped(state: Project, event: EffectDropped) -> Project:
    return replace(state, effects=_others(state, event.goal, event.from_year))


def _others(state: Project, goal: str, year: int) -> tuple[ExpectedEffect, ...]:
    """What is expected for other goals, or from another year on."""
    return tuple(each for each in state.effects if (each.goal, each.from_year) != (goal, year))


EFFECTS = Part(
    by_lead(Act(ExpectEffect, _expect, {EffectExpected: _expected}), Act(DropEffect, _drop, {EffectDropped: _dropped}))
)
