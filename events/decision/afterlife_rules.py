"""What becomes of a decision: what follows from overriding its outcome, carrying it out, revoking, superseding it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.decider import Rejected, World, require
from events.decision.afterlife import (
    DecisionImplemented,
    DecisionRevoked,
    DecisionSuperseded,
    ImplementDecision,
    Override,
    OverrideOutcome,
    RevokeDecision,
    SupersedeDecision,
    VotingOutcomeOverridden,
)
from events.decision.competence_rules import check_competent
from events.decision.course import DecisionStatus
from events.decision.course_rules import check_day, check_status, is_news
from events.decision.drafting_rules import parties_of
from events.decision.lifecycle import STATUS_OF, adopted_on, with_step, with_voting
from events.decision.state import Decision
from events.decision.voting import Voting
from events.rules import check_known, check_reasoned
from events.voting.outcome import VotingResult
from events.voting.rule import VotingMode

# --- What follows ----------------------------------------------------------------------------------------------


def _override(command: OverrideOutcome, state: Decision, world: World) -> list[Any]:
    told, voting = Override(command.result, command.on), state.votings[-1] if state.votings else None
    if voting is not None and voting.override == told:
        return []
    check_status(state, DecisionStatus.ADOPTED, DecisionStatus.REJECTED, DecisionStatus.DEFERRED)
    require(
        voting is None or voting.override is None,
        "RECORDED_OTHERWISE",
        "result",
        "The outcome of this voting was overridden already; if that is wrong, correct the decision.",
    )
    if voting is None or voting.closed is None or voting.outcome is None or not _ends_with_voting(state):
        raise Rejected(
            "NO_OUTCOME",
            "id",
            "The decision was deferred without an outcome, or since then; submit it again and vote on it.",
        )
    require(
        STATUS_OF[command.result] is not STATUS_OF[voting.outcome.result],
        "SAME_RESULT",
        "result",
        "That is what came of the voting; there is nothing to override.",
    )
    _check_possible(command.result, voting)
    check_reasoned(world, "To override an outcome needs a reason.")
    check_day(state, command.on, world)
    if command.result is VotingResult.ADOPTED:
        check_competent(state, voting.closed, "result", world)
    return [VotingOutcomeOverridden(command.result, command.on)]


def _check_possible(result: VotingResult, voting: Voting) -> None:
    """Raise `Rejected` (NOT_POSSIBLE) for what cannot come of a voting of this way and rule."""
    asked = voting.mode is VotingMode.CIRCULAR and voting.rule.circular_consent is not None
    held = voting.mode is not VotingMode.SILENT and voting.rule.quorum is not None
    require(
        (result is not VotingResult.NO_CONSENT or asked) and (result is not VotingResult.NO_QUORUM or held),
        "NOT_POSSIBLE",
        "result",
        "That cannot come of this voting: only a circulation that asks for agreement can lack it, and only a voting "
        "with a quorum can lack that; choose another result.",
    )


def _ends_with_voting(state: Decision) -> bool:
    """Whether the last step is the end of the last voting."""
    return state.steps[-2].status is DecisionStatus.VOTING


def _implement(command: ImplementDecision, state: Decision, world: World) -> list[Any]:
    if not is_news(state, DecisionStatus.IMPLEMENTED, command.on, world):
        return []
    open_ = [each.number for each in state.follow_ups if each.completed is None or each.completed > command.on]
    require(
        not open_,
        "FOLLOW_UPS_OPEN",
        "on",
        "Follow-up tasks are not done by that day: {open}; record that they are done first.",
        open=tuple(open_),
    )
    return [DecisionImplemented(command.on)]


def _revoke(command: RevokeDecision, state: Decision, world: World) -> list[Any]:
    if not is_news(state, DecisionStatus.REVOKED, command.on, world):
        return []
    check_reasoned(world, "To revoke a decision needs a reason.")
    return [DecisionRevoked(command.on)]


def _supersede(command: SupersedeDecision, state: Decision, world: World) -> list[Any]:
    check_known(command.by, "by", world)
    require(
        state.superseded_by in (None, command.by),
        "RECORDED_OTHERWISE",
        "by",
        "Another decision has taken its place by the record; if that is wrong, correct the decision.",
    )
    if not is_news(state, DecisionStatus.SUPERSEDED, command.on, world):
        return []
    check_superseding(command.by, command.on, world, "by")
    return [DecisionSuperseded(command.by, command.on)]


def check_superseding(by: str, on: date, world: World, field: str) -> None:
    """Raise `Rejected` unless the decision that takes the place of this one is another (ITSELF), in the record
    (NOT_FOUND), not superseded by this one (CIRCLE), and adopted on the day (NOT_ADOPTED)."""
    require(
        by != world.ref,
        "ITSELF",
        field,
        "A decision cannot take its own place; name the other one.",
    )
    check_known(by, field, world)
    other: Decision = world.states[by]
    require(
        other.superseded_by != world.ref,
        "CIRCLE",
        field,
        "That decision is superseded by this one by the record; correct that first.",
    )
    require(
        adopted_on(other, on) is not None,
        "NOT_ADOPTED",
        field,
        "That decision is not adopted on {on}; record its adoption first, or choose a later day.",
        on=on,
    )


# --- What is then recorded -------------------------------------------------------------------------------------


def _overridden(state: Decision, event: VotingOutcomeOverridden) -> Decision:
    last = state.votings[-1]
    after = with_voting(state, replace(last, override=Override(event.result, event.on)))
    after = replace(after, entitled=parties_of(last.electorate))
    return with_step(after, STATUS_OF[event.result], event.on)


def _superseded(state: Decision, event: DecisionSuperseded) -> Decision:
    return with_step(replace(state, superseded_by=event.by), DecisionStatus.SUPERSEDED, event.on)


DECIDES: dict[type[Any], Callable[[Any, Decision, World], list[Any]]] = {
    OverrideOutcome: _override,
    ImplementDecision: _implement,
    RevokeDecision: _revoke,
    SupersedeDecision: _supersede,
}
EVOLVES: dict[type[Any], Callable[[Decision, Any], Decision]] = {
    VotingOutcomeOverridden: _overridden,
    DecisionImplemented: lambda state, event: with_step(state, DecisionStatus.IMPLEMENTED, event.on),
    DecisionRevoked: lambda state, event: with_step(state, DecisionStatus.REVOKED, event.on),
    DecisionSuperseded: _superseded,
}
