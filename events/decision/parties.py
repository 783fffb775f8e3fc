"""Whom a decision concerns before it is voted on: whose body decides, and whom its members represent."""

from dataclasses import dataclass, replace
from typing import Any

from events.body.lifecycle import electorate_on, exists_on
from events.body.state import Body
from events.decider import Part, World
from events.decision.acting import of_owner
from events.decision.afterlife import OverrideOutcome
from events.decision.lifecycle import parties_of
from events.decision.state import Decision, DecisionStatus
from events.decision.voting import OpenVoting
from events.refs import HolderRef, PartyRef

_UNDECIDED = (DecisionStatus.DRAFT, DecisionStatus.SUBMITTED, DecisionStatus.DEFERRED)
"""Before it is voted on, or voted on again."""


@dataclass(frozen=True)
class DecisionPartiesChanged:
    """Before the vote on a decision, the body got another owner, or its members now represent others. If the decision
    is not public, those newly represented can read it, and those no longer represented see nothing new (Vertretene
    geändert)."""

    of: HolderRef
    """The owner of the body (Träger des Gremiums)."""
    parties: tuple[PartyRef, ...]
    """The municipalities and partners that the members with voting rights represent (vertreten)."""


def changed(command: Any, state: Decision, world: World) -> list[Any]:
    """Whose body decides, and whom its members with voting right represent now, where a decision is still to be voted
    on and that is not as recorded: who has left the body learns nothing more, who has come in does."""
    body: Body = world.states[state.body]
    undecided = state.steps[-1].status in _UNDECIDED and exists_on(body, world.today)
    # A voting tells its members itself, but not whose body it is.
    if body.of == state.of and (not undecided or isinstance(command, OpenVoting | OverrideOutcome)):
        return []
    parties = parties_of(electorate_on(body, world.today)) if undecided else state.entitled
    return [] if (body.of, parties) == (state.of, state.entitled) else [DecisionPartiesChanged(body.of, parties)]


def _changed(state: Decision, event: DecisionPartiesChanged) -> Decision:
    return replace(of_owner(state, event.of), entitled=event.parties)


PARTIES = Part((), besides={DecisionPartiesChanged: _changed})
