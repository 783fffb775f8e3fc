"""The course of a goal: what follows from proposing, restating, entrusting, adopting, achieving and abandoning it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.state import Agreement
from events.county.state import County
from events.dated import added, tells_news
from events.decider import Rejected, World, require
from events.goal.course import (
    AbandonGoal,
    AchieveGoal,
    AdoptGoal,
    AssignGoalTheme,
    AssignGoalToAgreement,
    EntrustGoal,
    GoalAbandoned,
    GoalAchieved,
    GoalAdopted,
    GoalAgreementAssigned,
    GoalEntrusted,
    GoalProposed,
    GoalResponsibility,
    GoalRestated,
    GoalStatus,
    GoalStep,
    GoalThemeAssigned,
    ProposeGoal,
    RestateGoal,
)
from events.goal.lifecycle import check_open
from events.goal.path import GoalMethod, TargetPath
from events.goal.path_rules import check_lasting, check_plan, check_targets
from events.goal.state import Goal
from events.rules import check_in_order, check_known, check_not_before, check_reasoned
from events.terms import check_choosable
from events.values import digest_of
from events.when import When, check_not_ahead

# --- What follows ----------------------------------------------------------------------------------------------


def propose(command: ProposeGoal, world: World) -> list[Any]:
    """What follows from proposing a goal; its measuring plan begins with it."""
    check_not_ahead(When(command.on), world.today, "on")
    check_theme(command.theme, command.on, world)
    check_known(command.responsible, "responsible", world)
    check_agreement(command.agreement, world)
    check_plan(command.plan, "plan.tolerance_percent")
    check_targets(command.targets, command.baseline, "targets")
    return [
        GoalProposed(
            title=command.title,
            description=command.description,
            theme=command.theme,
            responsible=command.responsible,
            indicator=command.indicator,
            method=command.method,
            edition=command.edition,
            plan=replace(command.plan, since=command.on),
            on=command.on,
            agreement=command.agreement,
            baseline=command.baseline,
            targets=command.targets,
        )
    ]


def check_theme(code: str, on: date, world: World) -> None:
    """Raise `Rejected` unless the theme is in the county's list (NOT_LISTED) and not retired (RETIRED)."""
    county: County = world.states[world.county]
    check_choosable(county.themes, code, on, "theme")


def check_agreement(ref: str | None, world: World) -> None:
    """Raise `Rejected` unless the agreement is in the record (NOT_FOUND) and not given up (ABANDONED)."""
    check_known(ref, "agreement", world)
    if ref is not None:
        agreement: Agreement = world.states[ref]
        require(
            agreement.abandoned is None,
            "ABANDONED",
            "agreement",
            "That agreement was given up; name another, or none.",
        )


def _restate(command: RestateGoal, state: Goal, world: World) -> list[Any]:
    check_open(state)
    if (state.title, state.description) == (command.title, digest_of(command.description)):
        return []
    return [GoalRestated(command.title, command.description)]


def _assign_theme(command: AssignGoalTheme, state: Goal, world: World) -> list[Any]:
    check_open(state)
    if state.theme == command.theme:
        return []
    check_theme(command.theme, world.today, world)
    return [GoalThemeAssigned(command.theme)]


def _assign_agreement(command: AssignGoalToAgreement, state: Goal, world: World) -> list[Any]:
    check_open(state)
    if state.agreement == command.agreement:
        return []
    check_agreement(command.agreement, world)
    return [GoalAgreementAssigned(command.agreement)]


def _entrust(command: EntrustGoal, state: Goal, world: World) -> list[Any]:
    check_open(state)
    check_known(command.party, "party", world)
    check_not_before(command.on, state.steps[0].on, "on")
    news = tells_news(state.responsibilities, GoalResponsibility(command.on, command.party))
    return [GoalEntrusted(command.party, command.on)] if news else []


def _adopt(command: AdoptGoal, state: Goal, world: World) -> list[Any]:
    step = GoalStep(GoalStatus.ADOPTED, command.on)
    if not _steps(state, step, world):
        return []
    check_lasting(replace(state, steps=(*state.steps, step)), "on")
    return [GoalAdopted(command.on)]


def _achieve(command: AchieveGoal, state: Goal, world: World) -> list[Any]:
    return [GoalAchieved(command.on)] if _steps(state, GoalStep(GoalStatus.ACHIEVED, command.on), world) else []


def _abandon(command: AbandonGoal, state: Goal, world: World) -> list[Any]:
    if not _steps(state, GoalStep(GoalStatus.ABANDONED, command.on), world):
        return []
    check_reasoned(world, "To abandon a goal needs a reason.")
    return [GoalAbandoned(command.on)]


def _steps(state: Goal, step: GoalStep, world: World) -> bool:
    """Whether a step is news. Raises `Rejected` where it cannot be taken, or was on another day."""
    there = next((each for each in state.steps if each.status is step.status), None)
    if there == step:
        return False
    require(
        there is None,
        "RECORDED_OTHERWISE",
        "on",
        "That happened on {recorded} by the record; if the day is wrong, correct the goal.",
        recorded=None if there is None else there.on,
    )
    check_open(state)
    last = state.steps[-1]
    if step.status is GoalStatus.ACHIEVED and last.status is GoalStatus.PROPOSED:
        raise Rejected(
            "NOT_ADOPTED",
            "id",
            "The goal is proposed only; record its adoption first.",
        )
    check_in_order(last.on, step.on, "on")
    check_not_ahead(When(step.on), world.today, "on")
    return True


# --- What is then recorded -------------------------------------------------------------------------------------


def proposed(event: GoalProposed) -> Goal:
    """The goal as it was proposed."""
    return Goal(
        title=event.title,
        description=digest_of(event.description),
        theme=event.theme,
        agreement=event.agreement,
        indicator=event.indicator,
        steps=(GoalStep(GoalStatus.PROPOSED, event.on),),
        responsibilities=(GoalResponsibility(event.on, event.responsible),),
        plans=(event.plan,),
        methods=(GoalMethod(1, event.on, event.method, event.edition, event.baseline),),
        paths=(TargetPath(event.on, event.targets),),
    )


def _stepped(status: GoalStatus) -> Callable[[Goal, Any], Goal]:
    return lambda state, event: replace(state, steps=(*state.steps, GoalStep(status, event.on)))


DECIDES: dict[type[Any], Callable[[Any, Goal, World], list[Any]]] = {
    RestateGoal: _restate,
    AssignGoalTheme: _assign_theme,
    AssignGoalToAgreement: _assign_agreement,
    EntrustGoal: _entrust,
    AdoptGoal: _adopt,
    AchieveGoal: _achieve,
    AbandonGoal: _abandon,
}
EVOLVES: dict[type[Any], Callable[[Goal, Any], Goal]] = {
    GoalRestated: lambda state, event: replace(state, title=event.title, description=digest_of(event.description)),
    GoalThemeAssigned: lambda state, event: replace(state, theme=event.theme),
    GoalAgreementAssigned: lambda state, event: replace(state, agreement=event.agreement),
    GoalEntrusted: lambda state, event: replace(
        state, responsibilities=added(state.responsibilities, GoalResponsibility(event.on, event.party))
    ),
    GoalAdopted: _stepped(GoalStatus.ADOPTED),
    GoalAchieved: _stepped(GoalStatus.ACHIEVED),
    GoalAbandoned: _stepped(GoalStatus.ABANDONED),
}
