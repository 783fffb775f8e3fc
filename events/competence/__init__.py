"""Competence (Entscheidungskompetenz): which body exercises a matter for its holder, and to whom it is transferred.

One record for each holder, under the holder's own id.
"""

from collections.abc import Iterable
from typing import Any

from events.acting import with_successors
from events.aggregate import aggregate
from events.agreement.state import Agreement
from events.body.state import Body
from events.competence.assignments import ASSIGNMENTS, check_assigned_apart
from events.competence.state import Competences, CompetencesOnDay, named_by, view
from events.competence.transfers import TRANSFERS, check_transferred_apart
from events.decider import World, require
from events.policy import Audience, Disclosure, Visibility
from events.successors import become, mergers_in


def _theirs(state: Competences, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for another than the holder, or than whom it has become."""
    require(
        world.acts_for in (None, state.holder, become(state.holder, world.today, mergers_in(world.states))),
        "NOT_YOURS",
        "holder",
        "You act for another organisation; ask the holder, or the coordination office, to record it.",
    )


def _reads(state: Competences | None, command: Any, world: World) -> Iterable[str]:
    """The holder, whose the bodies are and who is party to the agreements that are looked at, with the line of those
    that they have become."""
    known = [each for each in world.states.values() if each is not None]
    named = [command.holder if state is None else state.holder]
    named += [each.of for each in known if isinstance(each, Body)]
    named += [party.party for each in known if isinstance(each, Agreement) for party in each.parties]
    return with_successors(named, world)


def _apart(state: Competences, world: World) -> None:
    """An act about a body or an agreement that was itself put right since is not decided anew."""
    check_assigned_apart(state.assigned, "acts")
    check_transferred_apart(state.transfers, "acts")


def _audience(ref: str, state: Competences, event: Any) -> Audience:
    """Who is competent is public. It concerns the holder, its bodies, and those that it has transferred a matter to."""
    return Audience(Visibility.PUBLIC, frozenset({ref, *named_by(state)}))


COMPETENCE = aggregate(
    "competence",
    Competences,
    (ASSIGNMENTS, TRANSFERS),
    shown=CompetencesOnDay,
    seat="holder",
    empty=Competences,
    fold=2,
    view=view,
    reads=_reads,
    theirs=_theirs,
    invariants=_apart,
    disclosure=Disclosure(_audience),
)
