"""Correction: what may be said anew of a goal, and what follows."""

from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

from events.dated import in_order
from events.decider import World, require
from events.goal.correction import CorrectGoal, GoalCorrected
from events.goal.course import GoalStatus, GoalStep
from events.goal.path import GoalMethod
from events.goal.path_rules import check_plan, check_targets
from events.goal.state import Goal
from events.rules import check_correction, check_in_order, check_known, check_not_empty
from events.when import When, check_not_ahead

_COURSES = (
    (GoalStatus.PROPOSED,),
    (GoalStatus.PROPOSED, GoalStatus.ADOPTED),
    (GoalStatus.PROPOSED, GoalStatus.ABANDONED),
    (GoalStatus.PROPOSED, GoalStatus.ADOPTED, GoalStatus.ACHIEVED),
    (GoalStatus.PROPOSED, GoalStatus.ADOPTED, GoalStatus.ABANDONED),
)


def _correct(command: CorrectGoal, state: Goal, world: World) -> list[Any]:
    check_correction(world)
    for name in ("methods", "paths", "plans", "responsibilities", "steps"):
        check_not_empty(getattr(command, name), name)
    told = {each.name: getattr(command, each.name) for each in fields(GoalCorrected)}
    for name in ("paths", "plans", "responsibilities"):
        if told[name] is not None:
            told[name] = in_order(told[name], name)
    event = GoalCorrected(**told)
    after = _corrected(state, event)
    _check_methods(command.methods or (), state)
    for path in command.paths or ():
        check_targets(path.targets, None, "paths")
    for plan in command.plans or ():
        check_plan(plan, "plans")
    for responsibility in command.responsibilities or ():
        check_known(responsibility.party, "responsibilities", world)
    if command.steps is not None:
        _check_steps(command.steps, world)
    return [] if after == state else [event]


def _check_methods(methods: tuple[GoalMethod, ...], state: Goal) -> None:
    if not methods:
        return
    require(
        [method.number for method in methods] == [method.number for method in state.methods],
        "NOT_IN_ORDER",
        "methods",
        f"Give all {len(state.methods)} methods in order of their numbers: values belong to them.",
        f"Bitte alle {len(state.methods)} Methoden in der Reihenfolge ihrer Nummern angeben: Messwerte hängen daran.",
    )
    in_order(methods, "methods")


def _check_steps(steps: tuple[GoalStep, ...], world: World) -> None:
    require(
        tuple(step.status for step in steps) in _COURSES,
        "NOT_IN_ORDER",
        "steps",
        "A goal is proposed, then adopted, then achieved or abandoned; a proposed one may be abandoned too.",
        "Ein Ziel wird vorgeschlagen, dann beschlossen, dann erreicht oder aufgegeben; auch ein vorgeschlagenes kann "
        "aufgegeben werden.",
    )
    for earlier, later in pairwise(steps):
        check_in_order(earlier.on, later.on, "steps")
    check_not_ahead(When(steps[-1].on), world.today, "steps")


def _corrected(state: Goal, event: GoalCorrected) -> Goal:
    told = {
        each.name: getattr(event, each.name)
        for each in fields(GoalCorrected)
        if each.name != "corrects" and getattr(event, each.name) is not None
    }
    return replace(state, **told)


DECIDES: dict[type[Any], Callable[[Any, Goal, World], list[Any]]] = {CorrectGoal: _correct}
EVOLVES: dict[type[Any], Callable[[Goal, Any], Goal]] = {GoalCorrected: _corrected}
