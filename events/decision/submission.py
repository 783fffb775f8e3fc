"""Submission of a decision to its body: brought in, withdrawn, put off, brought in again, settled without a vote."""

from dataclasses import dataclass
from typing import Any

from events.decider import Part, World
from events.decision.competence import check_competent, looked_at
from events.decision.course import OnDay, check_status, step
from events.decision.state import Decision, DecisionStatus, OfDecision
from events.rules import check_reasoned


@dataclass(frozen=True)
class DecisionSubmitted(OnDay):
    """A decision was submitted to its body (eingebracht)."""


@dataclass(frozen=True)
class SubmitDecision(DecisionSubmitted, OfDecision):
    """Submit a draft to its body, which must exist and be competent for the matter on that day (einbringen)."""


def _from_draft(command: SubmitDecision, state: Decision, world: World) -> None:
    check_status(state, DecisionStatus.DRAFT)
    check_competent(state, command.on, "on", world)


@dataclass(frozen=True)
class DecisionResubmitted(OnDay):
    """A deferred decision was submitted to its body again (wieder eingebracht)."""


@dataclass(frozen=True)
class ResubmitDecision(DecisionResubmitted, OfDecision):
    """Submit a deferred decision to its body again; the body must be competent on that day (wieder einbringen)."""


def _from_deferred(command: ResubmitDecision, state: Decision, world: World) -> None:
    check_status(state, DecisionStatus.DEFERRED)
    check_competent(state, command.on, "on", world)


@dataclass(frozen=True)
class DecisionWithdrawn(OnDay):
    """A decision was withdrawn before the vote (zurückgezogen)."""


@dataclass(frozen=True)
class WithdrawDecision(DecisionWithdrawn, OfDecision):
    """Withdraw a draft or a submitted decision (zurückziehen)."""


@dataclass(frozen=True)
class DecisionDeferred(OnDay):
    """A decision was deferred; an open voting was broken off (vertagt)."""


@dataclass(frozen=True)
class DeferDecision(DecisionDeferred, OfDecision):
    """Defer a decision that is submitted or being voted on; needs a reason. An open voting is broken off without an
    outcome (vertagen)."""


def _with_reason(command: Any, state: Decision, world: World) -> None:
    check_reasoned(world, "Deferring a decision needs a reason; give one.")


@dataclass(frozen=True)
class DecisionLapsed(OnDay):
    """A decision was closed without being taken; an open voting was broken off (erledigt ohne Beschluss)."""


@dataclass(frozen=True)
class LapseDecision(DecisionLapsed, OfDecision):
    """Close a decision that is submitted, deferred or being voted on without deciding it, for example at the end of an
    electoral term (für erledigt erklären)."""


SUBMISSION = Part(
    (
        step(SubmitDecision, DecisionSubmitted, DecisionStatus.SUBMITTED, _from_draft, reads=looked_at),
        step(WithdrawDecision, DecisionWithdrawn, DecisionStatus.WITHDRAWN),
        step(DeferDecision, DecisionDeferred, DecisionStatus.DEFERRED, _with_reason),
        step(ResubmitDecision, DecisionResubmitted, DecisionStatus.SUBMITTED, _from_deferred, reads=looked_at),
        step(LapseDecision, DecisionLapsed, DecisionStatus.LAPSED),
    )
)
