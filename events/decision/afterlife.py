"""What becomes of a decision that was voted on: its outcome overridden, carried out, revoked, superseded."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.decider import Part, Rejected, World, recorded, require
from events.decision.acting import of_body
from events.decision.competence import check_competent, looked_at
from events.decision.course import OnDay, check_day, check_status, is_news, step
from events.decision.lifecycle import STATUS_OF, adopted_on, parties_of, with_step, with_voting
from events.decision.state import Decision, DecisionStatus, OfDecision, Override, Voting
from events.policy import OFFICE
from events.refs import DecisionRef
from events.rules import check_known, check_reasoned
from events.voting.outcome import VotingResult
from events.voting.rule import VotingMode

# --- Overridden ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VotingOutcomeOverridden(Override):
    """The outcome of the last voting was set aside, and another result applies from a day on; the calculated outcome
    stays on record (Ergebnis ersetzt)."""


@dataclass(frozen=True)
class OverrideOutcome(VotingOutcomeOverridden, OfDecision):
    """Record that a result other than that of the last voting applies from a day on, once for each voting; needs a
    reason, such as an objection of the supervisory authority (Ergebnis ersetzen)."""


def _override(command: OverrideOutcome, state: Decision, world: World) -> list[Any]:
    told, voting = Override(command.result, command.on), state.votings[-1] if state.votings else None
    if voting is not None and voting.override == told:
        return []
    check_status(state, DecisionStatus.ADOPTED, DecisionStatus.REJECTED, DecisionStatus.DEFERRED)
    require(
        voting is None or voting.override is None,
        "RECORDED_OTHERWISE",
        "result",
        "The outcome of this voting was already overridden; if that is wrong, correct the decision.",
    )
    if voting is None or voting.closed is None or voting.outcome is None or not _ends_with_voting(state):
        raise Rejected(
            "NO_OUTCOME",
            "id",
            "The decision was deferred, so there is no outcome to override; submit it again and vote on it.",
        )
    require(
        STATUS_OF[command.result] is not STATUS_OF[voting.outcome.result],
        "SAME_RESULT",
        "result",
        "That is already the result of the voting, so there is nothing to override; choose another result.",
    )
    _check_possible(command.result, voting)
    check_reasoned(world, "Overriding an outcome needs a reason; give one.")
    check_day(state, command.on, world)
    if command.result is VotingResult.ADOPTED:
        check_competent(state, voting.closed, "result", world)
    return [recorded(VotingOutcomeOverridden, command)]


def _check_possible(result: VotingResult, voting: Voting) -> None:
    """Raise `Rejected` (NOT_POSSIBLE) for what cannot come of a voting of this way and rule."""
    asked = voting.mode is VotingMode.CIRCULAR and voting.rule.circular_consent is not None
    held = voting.mode is not VotingMode.SILENT and voting.rule.quorum is not None
    require(
        (result is not VotingResult.NO_CONSENT or asked) and (result is not VotingResult.NO_QUORUM or held),
        "NOT_POSSIBLE",
        "result",
        "This voting cannot have that result: only a circulation that requires agreement can fail for lack of it, and "
        "only a voting with a quorum can fail for lack of one. Choose another result.",
    )


def _ends_with_voting(state: Decision) -> bool:
    """Whether the last step is the end of the last voting."""
    return state.steps[-2].status is DecisionStatus.VOTING


def _overridden(state: Decision, event: VotingOutcomeOverridden) -> Decision:
    last = state.votings[-1]
    after = with_voting(state, replace(last, override=Override(event.result, event.on)))
    after = replace(after, entitled=parties_of(last.electorate))
    return with_step(after, STATUS_OF[event.result], event.on)


# --- Carried out, revoked --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DecisionImplemented(OnDay):
    """An adopted decision was carried out (umgesetzt)."""


@dataclass(frozen=True)
class ImplementDecision(DecisionImplemented, OfDecision):
    """Record that an adopted decision was carried out; all its follow-up tasks must be completed by then (umsetzen)."""


def _all_done(command: ImplementDecision, state: Decision, world: World) -> None:
    open_ = [each.number for each in state.follow_ups if each.completed is None or each.completed > command.on]
    require(
        not open_,
        "FOLLOW_UPS_OPEN",
        "on",
        "These follow-up tasks are not completed by that day: {open}. Record their completion first.",
        open=tuple(open_),
    )


@dataclass(frozen=True)
class DecisionRevoked(OnDay):
    """An adopted decision was revoked from a day on (aufgehoben)."""


@dataclass(frozen=True)
class RevokeDecision(DecisionRevoked, OfDecision):
    """Revoke an adopted decision from a day on; needs a reason (aufheben)."""


def _with_reason(command: Any, state: Decision, world: World) -> None:
    check_reasoned(world, "Revoking a decision needs a reason; give one.")


# --- Superseded ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DecisionSuperseded:
    """Another decision replaced an adopted one from a day on (ersetzt)."""

    by: DecisionRef
    """The decision that replaces it, adopted by then (neuer Beschluss)."""
    on: date
    """The first day on which the old one is no longer in effect, not a future one (Tag)."""


@dataclass(frozen=True)
class SupersedeDecision(DecisionSuperseded, OfDecision):
    """Record that another adopted decision replaces an adopted one (ersetzen)."""


def _supersede(command: SupersedeDecision, state: Decision, world: World) -> list[Any]:
    check_known(command.by, "by", world)
    require(
        state.superseded_by in (None, command.by),
        "RECORDED_OTHERWISE",
        "by",
        "It is already recorded that another decision replaced this one; if that is wrong, correct the decision.",
    )
    if not is_news(state, DecisionStatus.SUPERSEDED, command.on, world):
        return []
    _check_superseding(command.by, command.on, world)
    return [recorded(DecisionSuperseded, command)]


def _check_superseding(by: str, on: date, world: World) -> None:
    """Raise `Rejected` unless the decision that takes the place of this one is another (ITSELF), not superseded by this
    one (CIRCLE), and adopted on the day (NOT_ADOPTED)."""
    require(by != world.ref, "ITSELF", "by", "A decision cannot replace itself; name the decision that replaces it.")
    other: Decision = world.states[by]
    require(
        other.superseded_by != world.ref,
        "CIRCLE",
        "by",
        "That decision is recorded as replaced by this one; correct that first.",
    )
    require(
        adopted_on(other, on) is not None,
        "NOT_ADOPTED",
        "by",
        "That decision is not adopted as of {on}; record its adoption first, or choose a later day.",
        on=on,
    )


def _superseded(state: Decision, event: DecisionSuperseded) -> Decision:
    return with_step(replace(state, superseded_by=event.by), DecisionStatus.SUPERSEDED, event.on)


AFTERLIFE = Part(
    (
        of_body(OverrideOutcome, _override, {VotingOutcomeOverridden: _overridden}, may=OFFICE, reads=looked_at),
        step(ImplementDecision, DecisionImplemented, DecisionStatus.IMPLEMENTED, _all_done),
        step(RevokeDecision, DecisionRevoked, DecisionStatus.REVOKED, _with_reason),
        of_body(SupersedeDecision, _supersede, {DecisionSuperseded: _superseded}),
    )
)
