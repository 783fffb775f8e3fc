"""The end of a voting: what follows from closing it, and from silence."""

from collections.abc import Callable
from typing import Any

from events.decider import Due, Rejected, World, require
from events.decision.closing import CloseVoting, SilentVotingEnded, VotingClosed
from events.decision.competence_rules import check_competent
from events.decision.counting import all_answered, check_count
from events.decision.course_rules import check_day
from events.decision.lifecycle import STATUS_OF, cast_of, ended, silent
from events.decision.state import Decision
from events.decision.voting import Voting
from events.decision.voting_rules import open_voting
from events.rules import check_in_order
from events.voting.outcome import VotingResult
from events.voting.reckoning import outcome
from events.voting.rule import VotingMode
from events.when import berlin_midnight


def _close(command: CloseVoting, state: Decision, world: World) -> list[Any]:
    last = state.votings[-1] if state.votings else None
    if last is not None and last.outcome is not None and last.closed == command.on and _ends_there(state):
        return []
    voting = open_voting(state)
    check_day(state, command.on, world)
    check_in_order(voting.answered or voting.opened, command.on, "on")
    _check_can_end(voting, command, world)
    check_count(voting, "id")
    reckoned = outcome(cast_of(voting))
    if reckoned.result is VotingResult.ADOPTED:
        check_competent(state, command.on, "on", world)
    return [VotingClosed(voting.number, command.on, reckoned)]


def _ends_there(state: Decision) -> bool:
    """Whether nothing came after the end of the last voting, such as another submission."""
    return state.steps[-1].status in STATUS_OF.values()


def _check_can_end(voting: Voting, command: CloseVoting, world: World) -> None:
    """Raise `Rejected` where the deadline ends the voting, or members can still answer a circulation."""
    if voting.mode is VotingMode.SILENT:
        raise Rejected(
            "BY_DEADLINE",
            "id",
            "A silent procedure ends by itself after {deadline}; wait for that, or defer the decision.",
            deadline=voting.deadline,
        )
    if voting.deadline is None:
        return
    require(
        all_answered(voting) or (command.on >= voting.deadline < world.today),
        "BEFORE_DEADLINE",
        "on",
        "Members can answer until {deadline}, and not all have; close it when that day is over, as of that day or a "
        "later one.",
        deadline=voting.deadline,
    )


def due(ref: str, state: Decision, world: World) -> list[Due]:
    """The end of a silent procedure that has passed by now and is not recorded."""
    event = silent(state, world.today)
    return [] if event is None else [Due(berlin_midnight(event.on), (event,))]


def _ended(state: Decision, event: VotingClosed | SilentVotingEnded) -> Decision:
    return ended(state, event.on, event.outcome)


DECIDES: dict[type[Any], Callable[[Any, Decision, World], list[Any]]] = {CloseVoting: _close}
EVOLVES: dict[type[Any], Callable[[Decision, Any], Decision]] = {VotingClosed: _ended, SilentVotingEnded: _ended}
