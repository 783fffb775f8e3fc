"""The end of a voting: closed by its body, or by silence."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from events.county.procedures import silent_procedure
from events.decider import Due, Part, Rejected, World, require
from events.decision.acting import of_body
from events.decision.competence import check_competent, looked_at
from events.decision.counting import all_answered, check_count
from events.decision.course import OnDay, check_day
from events.decision.lifecycle import STATUS_OF, cast_of, ended, silence_over
from events.decision.state import Decision, OfDecision, Voting, VotingNumber
from events.decision.voting import open_voting
from events.rules import check_in_order
from events.voting.outcome import VotingOutcome, VotingResult
from events.voting.reckoning import outcome
from events.voting.rule import VotingMode
from events.when import berlin_midnight


@dataclass(frozen=True)
class _Ended:
    number: VotingNumber
    """The number of the voting (Nummer)."""
    on: date
    """The day; for a silent procedure, the first day after the deadline (Tag)."""
    outcome: VotingOutcome
    """The outcome and how it was calculated (Ergebnis)."""


@dataclass(frozen=True)
class VotingClosed(_Ended):
    """A voting was closed with an outcome: the decision is adopted or rejected, or deferred if nothing could be
    decided (Abstimmung geschlossen)."""


@dataclass(frozen=True)
class SilentVotingEnded(_Ended):
    """The deadline of a silent procedure has passed: the decision is adopted if nobody objected, otherwise rejected
    (Verschweigungsverfahren abgelaufen)."""


@dataclass(frozen=True)
class CloseVoting(OnDay, OfDecision):
    """Close a voting; its outcome is calculated from the votes by its rule. It can adopt the decision only if the body
    is still competent on that day. A circulation with a deadline is closed once the deadline has passed or all have
    answered; a silent procedure ends by itself (Abstimmung schließen)."""


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
            "A {procedure} ends by itself after {deadline}; wait for that, or defer the decision.",
            procedure=silent_procedure(world.states[world.county]),
            deadline=voting.deadline,
        )
    if voting.deadline is None:
        return
    require(
        all_answered(voting) or (command.on >= voting.deadline < world.today),
        "BEFORE_DEADLINE",
        "on",
        "Members can answer until {deadline}, and not all have answered; close the voting once that day is over, as "
        "of that day or a later one.",
        deadline=voting.deadline,
    )


def silent(state: Decision, on: date) -> SilentVotingEnded | None:
    """What silence has brought about by a day and is not recorded: the end of a silent procedure, on the first day
    after its deadline."""
    over = silence_over(state, on)
    return None if over is None else SilentVotingEnded(state.votings[-1].number, *over)


def due(ref: str, state: Decision, world: World) -> list[Due]:
    """The end of a silent procedure that has passed by now and is not recorded."""
    event = silent(state, world.today)
    return [] if event is None else [Due(berlin_midnight(event.on), (event,))]


def _ended(state: Decision, event: _Ended) -> Decision:
    return ended(state, event.on, event.outcome)


CLOSING = Part(
    (of_body(CloseVoting, _close, {VotingClosed: _ended}, reads=looked_at),), effects={SilentVotingEnded: _ended}
)
