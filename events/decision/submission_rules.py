"""Submission: what follows from bringing a decision in, withdrawing, deferring and settling it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.decider import World
from events.decision.competence_rules import check_competent
from events.decision.course import DecisionStatus
from events.decision.course_rules import check_status, is_news
from events.decision.lifecycle import running, with_step, with_voting
from events.decision.state import Decision
from events.decision.submission import (
    DecisionDeferred,
    DecisionLapsed,
    DecisionResubmitted,
    DecisionSubmitted,
    DecisionWithdrawn,
    DeferDecision,
    LapseDecision,
    ResubmitDecision,
    SubmitDecision,
    WithdrawDecision,
)
from events.rules import check_reasoned

# --- What follows ----------------------------------------------------------------------------------------------


def _submit(command: SubmitDecision, state: Decision, world: World) -> list[Any]:
    return _brought_in(state, command.on, DecisionStatus.DRAFT, DecisionSubmitted(command.on), world)


def _resubmit(command: ResubmitDecision, state: Decision, world: World) -> list[Any]:
    return _brought_in(state, command.on, DecisionStatus.DEFERRED, DecisionResubmitted(command.on), world)


def _brought_in(state: Decision, on: date, before: DecisionStatus, event: Any, world: World) -> list[Any]:
    if not is_news(state, DecisionStatus.SUBMITTED, on, world):
        return []
    check_status(state, before)
    check_competent(state, on, "on", world)
    return [event]


def _withdraw(command: WithdrawDecision, state: Decision, world: World) -> list[Any]:
    news = is_news(state, DecisionStatus.WITHDRAWN, command.on, world)
    return [DecisionWithdrawn(command.on)] if news else []


def _defer(command: DeferDecision, state: Decision, world: World) -> list[Any]:
    if not is_news(state, DecisionStatus.DEFERRED, command.on, world):
        return []
    check_reasoned(world, "To defer a decision needs a reason.")
    return [DecisionDeferred(command.on)]


def _lapse(command: LapseDecision, state: Decision, world: World) -> list[Any]:
    return [DecisionLapsed(command.on)] if is_news(state, DecisionStatus.LAPSED, command.on, world) else []


# --- What is then recorded -------------------------------------------------------------------------------------


def _stepped(status: DecisionStatus) -> Callable[[Decision, Any], Decision]:
    """The decision one step further; a voting that was open is broken off."""

    def evolve(state: Decision, event: Any) -> Decision:
        voting = running(state)
        after = state if voting is None else with_voting(state, replace(voting, closed=event.on))
        return with_step(after, status, event.on)

    return evolve


DECIDES: dict[type[Any], Callable[[Any, Decision, World], list[Any]]] = {
    SubmitDecision: _submit,
    ResubmitDecision: _resubmit,
    WithdrawDecision: _withdraw,
    DeferDecision: _defer,
    LapseDecision: _lapse,
}
EVOLVES: dict[type[Any], Callable[[Decision, Any], Decision]] = {
    DecisionSubmitted: _stepped(DecisionStatus.SUBMITTED),
    DecisionResubmitted: _stepped(DecisionStatus.SUBMITTED),
    DecisionWithdrawn: _stepped(DecisionStatus.WITHDRAWN),
    DecisionDeferred: _stepped(DecisionStatus.DEFERRED),
    DecisionLapsed: _stepped(DecisionStatus.LAPSED),
}
