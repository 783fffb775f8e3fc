"""Who may know what of a decision: a public one from its submission on, but not who was present."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from events.decider import World, require
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


def check_secret(state: Decision, world: World) -> None:
    """Raise `Rejected` (NAMES_TOLD) where a correction makes a ballot secret that was told by name in public: history
    keeps what was said, so that only a decision that is not public keeps the secret."""
    before: Decision = world.states[world.ref]
    named = {voting.number for voting in before.votings if not voting.secret and (voting.ballots or voting.proxies)}
    require(
        not state.public or named.isdisjoint(voting.number for voting in state.votings if voting.secret),
        "NAMES_TOLD",
        "acts",
        "Votes were recorded by name, and the history shows them to everyone; make the decision non-public in the "
        "same correction.",
    )


DISCLOSURE = Disclosure(audience, Concern.CURRENT, redact)
