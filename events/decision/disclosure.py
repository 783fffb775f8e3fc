"""Who may know what of a decision: a public one from its submission on, but not who was present."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from events.decision.presence import VotingPresenceRecorded
from events.decision.state import Decision, DecisionStatus
from events.policy import Audience, Concern, Disclosure, Visibility


def audience(ref: str, state: Decision, event: Any) -> Audience:
    """A decision concerns its body, whose body that is, for whom it decides, whom the members represent and who has a
    follow-up task. A non-public decision is confidential. Any other is internal until it is submitted, then public;
    who was present at a voting is always confidential."""
    tasks = (task.party for task in state.follow_ups)
    whom = frozenset({ref, state.body, state.of, state.holder, *state.entitled, *tasks})
    if not state.public or isinstance(event, VotingPresenceRecorded):
        return Audience(Visibility.CONFIDENTIAL, whom)
    submitted = any(step.status is DecisionStatus.SUBMITTED for step in state.steps)
    return Audience(Visibility.PUBLIC if submitted else Visibility.INTERNAL, whom)


def redact(state: Decision, today: date, level: Visibility, hidden: Collection[str] = ()) -> Decision:
    """Without confidential access, a decision does not show who was present at a voting."""
    if level is Visibility.CONFIDENTIAL:
        return state
    return replace(state, votings=tuple(replace(voting, attendance=()) for voting in state.votings))


DISCLOSURE = Disclosure(audience, Concern.CURRENT, redact)
