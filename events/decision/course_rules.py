"""The course of a decision: which step may follow on which, and why another may not."""

from collections.abc import Mapping
from datetime import date

from events.decider import Rejected, World, require
from events.decision.course import DecisionStatus, DecisionStep
from events.decision.lifecycle import running
from events.decision.state import Decision
from events.rules import check_in_order
from events.when import When, check_not_ahead

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
    DecisionStatus.REJECTED: (),
    DecisionStatus.LAPSED: (),
    DecisionStatus.WITHDRAWN: (),
    DecisionStatus.IMPLEMENTED: (),
    DecisionStatus.REVOKED: (),
    DecisionStatus.SUPERSEDED: (),
}
"""What may follow on a step, but for the override of an outcome."""


def check_status(state: Decision, *allowed: DecisionStatus) -> None:
    """Raise `Rejected` unless the decision has come as far as one of these: with a code of its own for each other."""
    if state.steps[-1].status not in allowed:
        raise _not_yet(state.steps[-1])


def _not_yet(last: DecisionStep) -> Rejected:
    match last.status:
        case DecisionStatus.DRAFT:
            return Rejected(
                "NOT_SUBMITTED", "id", "Since {last} the decision is a draft; submit it first.", last=last.on
            )
        case DecisionStatus.SUBMITTED:
            return Rejected(
                "NOT_VOTED_ON",
                "id",
                "Since {last} the decision lies before its body and was not voted on; open the voting first.",
                last=last.on,
            )
        case DecisionStatus.VOTING:
            return Rejected(
                "VOTING_OPEN",
                "id",
                "Since {last} the decision is being voted on; wait for the end of the voting, or defer it.",
                last=last.on,
            )
        case DecisionStatus.ADOPTED:
            return Rejected(
                "ADOPTED",
                "id",
                "Since {last} the decision is adopted; revoke or supersede it, or correct it.",
                last=last.on,
            )
        case DecisionStatus.REJECTED:
            return Rejected(
                "REJECTED",
                "id",
                "Since {last} the decision was rejected; draft another one, or correct this one.",
                last=last.on,
            )
        case DecisionStatus.DEFERRED:
            return Rejected(
                "DEFERRED", "id", "Since {last} the decision is deferred; submit it again first.", last=last.on
            )
    return Rejected(
        "SETTLED", "id", "Since {last} the decision is settled; draft another one, or correct this one.", last=last.on
    )


def is_news(state: Decision, status: DecisionStatus, on: date, world: World) -> bool:
    """Whether a step is news. Raises `Rejected` where it cannot be taken, or was on another day."""
    last = state.steps[-1]
    if last == DecisionStep(status, on):
        return False
    require(
        last.status is not status,
        "RECORDED_OTHERWISE",
        "on",
        "That happened on {last} by the record; if the day is wrong, correct the decision.",
        last=last.on,
    )
    check_status(state, *(before for before, following in FOLLOWING.items() if status in following))
    check_day(state, on, world)
    return True


def check_day(state: Decision, on: date, world: World) -> None:
    """Raise `Rejected` for a day before the last step (DATES_REVERSED) or in future (IN_FUTURE)."""
    check_in_order(last_day(state), on, "on")
    check_not_ahead(When(on), world.today, "on")


def last_day(state: Decision) -> date:
    """The day of the last step, or of the last answer in a voting that is open."""
    voting = running(state)
    answered = None if voting is None else voting.answered
    return max(state.steps[-1].on, answered or state.steps[-1].on)
