"""Follow-up tasks: what follows from setting one and from having done it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from events.decider import Rejected, World, require
from events.decision.course import DecisionStatus
from events.decision.course_rules import check_status
from events.decision.follow_ups import (
    AddFollowUp,
    CompleteFollowUp,
    DecisionFollowUpAdded,
    DecisionFollowUpCompleted,
    FollowUp,
)
from events.decision.lifecycle import adopted_on
from events.decision.state import Decision
from events.rules import check_in_order, check_known
from events.when import When, check_not_ahead

# --- What follows ----------------------------------------------------------------------------------------------


def _add(command: AddFollowUp, state: Decision, world: World) -> list[Any]:
    told = (command.what, command.party, command.due)
    if told in [(each.what, each.party, each.due) for each in state.follow_ups]:
        return []
    check_status(state, DecisionStatus.DRAFT, DecisionStatus.SUBMITTED, DecisionStatus.DEFERRED, DecisionStatus.ADOPTED)
    check_known(command.party, "party", world)
    return [DecisionFollowUpAdded(len(state.follow_ups) + 1, *told)]


def _complete(command: CompleteFollowUp, state: Decision, world: World) -> list[Any]:
    if command.number > len(state.follow_ups):
        raise Rejected(
            "NOT_FOUND",
            "number",
            "The decision has no follow-up task {number}; look up which it has.",
            number=command.number,
        )
    there = state.follow_ups[command.number - 1]
    if there.completed == command.on:
        return []
    require(
        there.completed is None,
        "RECORDED_OTHERWISE",
        "on",
        "It was done on {completed} by the record; if the day is wrong, correct the decision.",
        completed=there.completed,
    )
    check_status(state, DecisionStatus.ADOPTED)
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(adopted_on(state, world.today) or command.on, command.on, "on")
    return [DecisionFollowUpCompleted(command.number, command.on)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _added(state: Decision, event: DecisionFollowUpAdded) -> Decision:
    task = FollowUp(event.number, event.what, event.party, event.due)
    return replace(state, follow_ups=(*state.follow_ups, task))


def _completed(state: Decision, event: DecisionFollowUpCompleted) -> Decision:
    tasks = (replace(each, completed=event.on) if each.number == event.number else each for each in state.follow_ups)
    return replace(state, follow_ups=tuple(tasks))


DECIDES: dict[type[Any], Callable[[Any, Decision, World], list[Any]]] = {
    AddFollowUp: _add,
    CompleteFollowUp: _complete,
}
EVOLVES: dict[type[Any], Callable[[Decision, Any], Decision]] = {
    DecisionFollowUpAdded: _added,
    DecisionFollowUpCompleted: _completed,
}
