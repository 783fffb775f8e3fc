"""Follow-up tasks of a decision: what is to be done, by whom and by when."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from events.dated import tells_day
from events.decider import Part, World, recorded
from events.decision.acting import of_body
from events.decision.course import check_status
from events.decision.lifecycle import adopted_on
from events.decision.state import (
    Decision,
    DecisionStatus,
    FollowUp,
    FollowUpNumber,
    FollowUpTask,
    NumberedFollowUp,
    OfDecision,
)
from events.numbered import exchanged, existing_part
from events.rules import check_in_order, check_known
from events.values import Allotted
from events.when import When, check_not_ahead


@dataclass(frozen=True)
class DecisionFollowUpAdded(FollowUpTask, NumberedFollowUp):
    """A follow-up task was added to a decision (Folgeaufgabe vorgesehen)."""

    number: Annotated[FollowUpNumber, Allotted("follow-up task")]
    """Its number in the decision (Nummer)."""


@dataclass(frozen=True)
class AddFollowUp(FollowUpTask, OfDecision):
    """Add a follow-up task to a decision; not during the vote (Folgeaufgabe vorsehen)."""


def _add(command: AddFollowUp, state: Decision, world: World) -> list[Any]:
    told = (command.what, command.party, command.due)
    if told in [(each.what, each.party, each.due) for each in state.follow_ups]:
        return []
    check_status(state, DecisionStatus.DRAFT, DecisionStatus.SUBMITTED, DecisionStatus.DEFERRED, DecisionStatus.ADOPTED)
    check_known(command.party, "party", world)
    number = max((each.number for each in state.follow_ups), default=0) + 1
    return [recorded(DecisionFollowUpAdded, command, number=number)]


def _added(state: Decision, event: DecisionFollowUpAdded) -> Decision:
    return replace(state, follow_ups=(*state.follow_ups, recorded(FollowUp, event, completed=None)))


@dataclass(frozen=True)
class DecisionFollowUpCompleted(NumberedFollowUp):
    """A follow-up task of a decision was completed (Folgeaufgabe erledigt)."""

    on: date
    """The day, not a future one (erledigt am)."""


@dataclass(frozen=True)
class CompleteFollowUp(DecisionFollowUpCompleted, OfDecision):
    """Record that a follow-up task of an adopted decision was completed (Folgeaufgabe erledigen)."""


def _complete(command: CompleteFollowUp, state: Decision, world: World) -> list[Any]:
    if not tells_day(_task(state, command.number).completed, command.on):
        return []
    check_status(state, DecisionStatus.ADOPTED)
    check_not_ahead(When(command.on), world.latest, "on")
    check_in_order(adopted_on(state, world.today) or command.on, command.on, "on")
    return [recorded(DecisionFollowUpCompleted, command)]


def _completed(state: Decision, event: DecisionFollowUpCompleted) -> Decision:
    done = replace(_task(state, event.number), completed=event.on)
    return replace(state, follow_ups=exchanged(state.follow_ups, done))


def _task(state: Decision, number: int) -> FollowUp:
    return existing_part(
        state.follow_ups, number, "The decision has no follow-up task {number}; check its follow-up tasks."
    )


FOLLOW_UPS = Part(
    (
        of_body(AddFollowUp, _add, {DecisionFollowUpAdded: _added}),
        of_body(CompleteFollowUp, _complete, {DecisionFollowUpCompleted: _completed}),
    )
)
