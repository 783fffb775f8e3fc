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
    """A decision was brought before its body (eingebracht)."""


@dataclass(frozen=True)
class SubmitDecision(DecisionSubmitted, OfDecision):
    """Bring a drafted decision before its body, which must exist and be competent for the matter on that day
    (einbringen)."""


def _from_draft(command: SubmitDecision, state: Decision, world: World) -> None:
    check_status(state, DecisionStatus.DRAFT)
    check_competent(state, command.on, "on", world)


@dataclass(frozen=True)
class DecisionResubmitted(OnDay):
    """A deferred decision was brought before its body again (wieder eingebracht)."""


@dataclass(frozen=True)
class ResubmitDecision(DecisionResubmitted, OfDecision):
    """Bring a deferred decision before its body again, which must be competent on that day (wieder einbringen)."""


def _from_deferred(command: ResubmitDecision, state: Decision, world: World) -> None:
    check_status(state, DecisionStatus.DEFERRED)
    check_competent(state, command.on, "on", world)


@dataclass(frozen=True)
class DecisionWithdrawn(OnDay):
    """A decision was withdrawn before it was voted on (zurückgezogen)."""


@dataclass(frozen=True)
class WithdrawDecision(DecisionWithdrawn, OfDecision):
    """Withdraw a decision that is drafted or submitted (zurückziehen)."""


@dataclass(frozen=True)
class DecisionDeferred(OnDay):
    """A decision was put off; a voting that was open is broken off (vertagt)."""


@dataclass(frozen=True)
class DeferDecision(DecisionDeferred, OfDecision):
    """Put off a decision that is submitted or voted on; needs a reason. A voting that is open is broken off without an
    outcome (vertagen)."""


def _with_reason(command: Any, state: Decision, world: World) -> None:
    check_reasoned(world, "To defer a decision needs a reason.")


@dataclass(frozen=True)
class DecisionLapsed(OnDay):
    """A decision was settled without being decided; a voting that was open is broken off (erledigt ohne Beschluss)."""


@dataclass(frozen=True)
class LapseDecision(DecisionLapsed, OfDecision):
    """Record that a decision that is submitted, deferred or voted on is settled without being decided, as with the end
    of an electoral term (für erledigt erklären)."""


SUBMISSION = Part(
    (
        step(SubmitDecision, DecisionSubmitted, DecisionStatus.SUBMITTED, _from_draft, reads=looked_at),
        step(WithdrawDecision, DecisionWithdrawn, DecisionStatus.WITHDRAWN),
        step(DeferDecision, DecisionDeferred, DecisionStatus.DEFERRED, _with_reason),
        step(ResubmitDecision, DecisionResubmitted, DecisionStatus.SUBMITTED, _from_deferred, reads=looked_at),
        step(LapseDecision, DecisionLapsed, DecisionStatus.LAPSED),
    )
)
