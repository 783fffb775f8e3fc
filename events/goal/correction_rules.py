"""Correction: what may be said anew of a goal, and what follows."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

from events.authority import Act, newly_told
from events.dated import first_or_holding, in_order
from events.decider import World, require
from events.goal.correction import CorrectGoal, GoalCorrected
from events.goal.course import GoalStatus, GoalStep
from events.goal.course_rules import check_agreement, check_theme
from events.goal.lifecycle import adopted_on, method_on
from events.goal.path import GoalBaseline, GoalMethod, TargetPath
from events.goal.path_rules import check_baseline, check_lasting, check_plan, check_targets
from events.goal.state import Goal
from events.rules import check_correction, check_in_order, check_known, check_not_empty
from events.values import digest_of
from events.when import When, check_not_ahead

_COURSES = (
    (GoalStatus.PROPOSED,),
    (GoalStatus.PROPOSED, GoalStatus.ADOPTED),
    (GoalStatus.PROPOSED, GoalStatus.ABANDONED),
    (GoalStatus.PROPOSED, GoalStatus.ADOPTED, GoalStatus.ACHIEVED),
    (GoalStatus.PROPOSED, GoalStatus.ADOPTED, GoalStatus.ABANDONED),
)

_ACTS = {GoalStatus.ADOPTED: Act.ADOPT_GOAL, GoalStatus.ABANDONED: Act.ABANDON_GOAL}


def _correct(command: CorrectGoal, state: Goal, world: World) -> list[Any]:
    check_correction(world)
    for name in ("methods", "paths", "plans", "responsibilities", "steps"):
        check_not_empty(getattr(command, name), name)
    told = {each.name: getattr(command, each.name) for each in fields(GoalCorrected)}
    for name in ("paths", "plans", "responsibilities"):
        if told[name] is not None:
            told[name] = in_order(told[name], name)
    _check_told(command, state, world)
    event = GoalCorrected(**told)
    after = _corrected(state, event)
    _check_whole(command, state, after)
    return [] if after == state else [event]


# --- What a correction may say ---------------------------------------------------------------------------------


def _check_told(command: CorrectGoal, state: Goal, world: World) -> None:
    """What is given is possible in itself."""
    if command.theme not in (None, state.theme):
        check_theme(command.theme, world.today, world)
    if command.agreement not in (None, state.agreement):
        check_agreement(command.agreement, world)
    require(
        command.agreement is None or not command.agreement_withdrawn,
        "CONTRADICTION",
        "agreement_withdrawn",
        "Name an agreement, or say that the goal belongs to none; not both.",
    )
    _check_methods(command.methods or (), state)
    for plan in command.plans or ():
        check_plan(plan, "plans")
    for responsibility in command.responsibilities or ():
        check_known(responsibility.party, "responsibilities", world)
    if command.steps is not None:
        _check_steps(command.steps, world)


def _check_methods(methods: tuple[GoalMethod, ...], state: Goal) -> None:
    if not methods:
        return
    require(
        [method.number for method in methods] == [method.number for method in state.methods],
        "NOT_IN_ORDER",
        "methods",
        "Give every method, in order of their numbers: values belong to them.",
    )
    in_order(methods, "methods")


def _check_steps(steps: tuple[GoalStep, ...], world: World) -> None:
    require(
        tuple(step.status for step in steps) in _COURSES,
        "NOT_IN_ORDER",
        "steps",
        "A goal is proposed, then adopted, then achieved or abandoned; a proposed one may be abandoned too.",
    )
    for earlier, later in pairwise(steps):
        check_in_order(earlier.on, later.on, "steps")
    check_not_ahead(When(steps[-1].on), world.today, "steps")


def act_of(command: CorrectGoal, state: Goal) -> tuple[Act, date] | None:
    """The act of which a correction tells for the first time, with its day; None: it tells of none that is new."""
    told, paths = newly_told(state.steps, command.steps or (), _ACTS), command.paths or ()
    if told is None and adopted_on(state) is not None and len(paths) > len(state.paths):
        since = {path.since for path in paths}
        return Act.ADJUST_GOAL, min(since.difference(path.since for path in state.paths) or since)
    return told


# --- What must hold afterwards ---------------------------------------------------------------------------------


def _check_whole(command: CorrectGoal, state: Goal, after: Goal) -> None:
    """What is given and what stays go together."""
    _check_beginnings(command, state, after)
    _check_baselines(command, state, after)
    require(
        None in (adopted_on(state), adopted_on(after)) or not state.paths[-1].targets or bool(after.paths[-1].targets),
        "EMPTY",
        "paths",
        "An adopted goal has a target; to give the goal up, abandon it.",
    )
    check_lasting(after, "steps" if command.paths is None else "paths")


def _check_beginnings(command: CorrectGoal, state: Goal, after: Goal) -> None:
    """Nothing holds from a day before the proposal on. What began with it may stay as it is where only the day of the
    proposal is put right."""
    proposed = after.steps[0].on
    for name in ("methods", "paths", "plans", "responsibilities"):
        facts = getattr(after, name)
        later = facts[1:] if facts == getattr(state, name) else facts
        early = next((fact.since for fact in later if fact.since < proposed), proposed)
        require(
            early == proposed,
            "BEFORE_BEGINNING",
            "steps" if getattr(command, name) is None else name,
            "Something of the goal would hold from {early} on, before its proposal on {proposed}; give {proposed} or "
            "a later day for it, or an earlier day of the proposal.",
            early=early,
            proposed=proposed,
        )


def _check_baselines(command: CorrectGoal, state: Goal, after: Goal) -> None:
    """Targets lie after the baseline that holds when they begin to. Where a method, its baseline or the targets that
    hold when it begins are other than before, these lie after its baseline too."""
    field = "methods" if command.paths is None else "paths"
    for path in after.paths:
        check_targets(path.targets, method_on(after, path.since).baseline, field)
    before = [_begun(state, method) for method in state.methods]
    for method in after.methods:
        if _begun(after, method) not in before:
            check_baseline(after, method, field)


def _begun(state: Goal, method: GoalMethod) -> tuple[date, GoalBaseline | None, TargetPath]:
    """When a method begins, its baseline, and the targets that hold then."""
    return method.since, method.baseline, first_or_holding(state.paths, method.since)


# --- What is then recorded -------------------------------------------------------------------------------------


_OTHERWISE = ("corrects", "description", "agreement_withdrawn")


def _corrected(state: Goal, event: GoalCorrected) -> Goal:
    told = {
        each.name: getattr(event, each.name)
        for each in fields(GoalCorrected)
        if each.name not in _OTHERWISE and getattr(event, each.name) is not None
    }
    if event.description is not None:
        told["description"] = digest_of(event.description)
    if event.agreement_withdrawn:
        told["agreement"] = None
    return replace(state, **told)


DECIDES: dict[type[Any], Callable[[Any, Goal, World], list[Any]]] = {CorrectGoal: _correct}
EVOLVES: dict[type[Any], Callable[[Goal, Any], Goal]] = {GoalCorrected: _corrected}
