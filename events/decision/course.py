"""The course of a decision: which step may follow on which, why another may not, and the acts that are such steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.dated import tells_day
from events.decider import Act, Evolve, Reads, Rejected, World, nothing_more, recorded
from events.decision.acting import of_body
from events.decision.lifecycle import running, with_step, with_voting
from events.decision.state import Decision, DecisionStatus, DecisionStep
from events.rules import check_in_order
from events.when import When, check_not_ahead


@dataclass(frozen=True)
class OnDay:
    """When a step was taken."""

    on: date
    """The day, not a future one (Tag)."""


FOLLOWING: Mapping[DecisionStatus, tuple[DecisionStatus, ...]] = {
    DecisionStatus.DRAFT: (DecisionStatus.SUBMITTED, DecisionStatus.WITHDRAWN),
    DecisionStatus.SUBMITTED: (
        DecisionStatus.VOTING,
        DecisionStatus.DEFERRED,
        DecisionStatus.LAPSED,
        DecisionStatus.WITHDRAWN,
    ),
    DecisionStatus.VOTING: (
        DecisionStatus.ADOPTED,
        DecisionStatus.REJECTED,
        DecisionStatus.DEFERRED,
        DecisionStatus.LAPSED,
    ),
    DecisionStatus.DEFERRED: (DecisionStatus.SUBMITTED, DecisionStatus.LAPSED),
    DecisionStatus.ADOPTED: (DecisionStatus.IMPLEMENTED, DecisionStatus.REVOKED, DecisionStatus.SUPERSEDED),
}
"""What may follow on a step, but for the override of an outcome; on any other nothing does."""


def _nothing_else(command: Any, state: Decision, world: World) -> None:
    """The step asks for nothing besides."""


def step(
    command: type[Any],
    event: type[Any],
    status: DecisionStatus,
    check: Callable[[Any, Decision, World], None] = _nothing_else,
    *,
    reads: Reads = nothing_more,
    evolve: Evolve | None = None,
) -> Act:
    """The act of taking a step on a day; `check` is what it asks for besides its place in the course."""

    def decide(given: Any, state: Decision, world: World) -> list[Any]:
        if not is_news(state, status, given.on, world):
            return []
        check(given, state, world)
        return [recorded(event, given)]

    def stepped(state: Decision, happened: Any) -> Decision:
        """One step further; a voting that was open is broken off."""
        voting = running(state)
        after = state if voting is None else with_voting(state, replace(voting, closed=happened.on))
        return with_step(after, status, happened.on)

    return of_body(command, decide, {event: evolve or stepped}, reads=reads)


def check_status(state: Decision, *allowed: DecisionStatus) -> None:
    """Raise `Rejected` unless the decision has come as far as one of these: with a code of its own for each other."""
    if state.steps[-1].status not in allowed:
        raise _not_yet(state.steps[-1])


def _not_yet(last: DecisionStep) -> Rejected:
    match last.status:
        case DecisionStatus.DRAFT:
            return Rejected(
                "NOT_SUBMITTED", "id", "The decision has been a draft since {last}; submit it first.", last=last.on
            )
        case DecisionStatus.SUBMITTED:
            return Rejected(
                "NOT_VOTED_ON",
                "id",
                "The decision was submitted on {last} and has not been voted on; open the voting first.",
                last=last.on,
            )
        case DecisionStatus.VOTING:
            return Rejected(
                "VOTING_OPEN",
                "id",
                "The voting on the decision has been open since {last}; wait for it to end, or defer the decision.",
                last=last.on,
            )
        case DecisionStatus.ADOPTED:
            return Rejected(
                "ADOPTED",
                "id",
                "The decision was adopted on {last}; revoke, supersede or correct it instead.",
                last=last.on,
            )
        case DecisionStatus.REJECTED:
            return Rejected(
                "REJECTED",
                "id",
                "The decision was rejected on {last}; draft another decision, or correct this one.",
                last=last.on,
            )
        case DecisionStatus.DEFERRED:
            return Rejected(
                "DEFERRED", "id", "The decision was deferred on {last}; submit it again first.", last=last.on
            )
    return Rejected(
        "SETTLED",
        "id",
        "The decision has been settled since {last}; draft another decision, or correct this one.",
        last=last.on,
    )


def is_news(state: Decision, status: DecisionStatus, on: date, world: World) -> bool:
    """Whether a step is news. Raises `Rejected` where it cannot be taken, or was on another day."""
    last = state.steps[-1]
    if last.status is status:
        return tells_day(last.on, on)
    check_status(state, *(before for before, following in FOLLOWING.items() if status in following))
    check_day(state, on, world)
    return True


def check_day(state: Decision, on: date, world: World) -> None:
    """Raise `Rejected` for a day before the last step (DATES_REVERSED) or in future (IN_FUTURE)."""
    check_in_order(last_day(state), on, "on")
    check_not_ahead(When(on), world.latest, "on")


def last_day(state: Decision) -> date:
    """The day of the last step, or of the last answer in a voting that is open."""
    voting = running(state)
    answered = None if voting is None else voting.answered
    return max(state.steps[-1].on, answered or state.steps[-1].on)
