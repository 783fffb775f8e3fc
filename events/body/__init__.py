"""Body (Gremium): one that decides or advises; who sits in it, and by which rules it decides."""

from collections.abc import Iterable
from typing import Any

from events.aggregate import aggregate
from events.body.acting import check_acts, looked_at
from events.body.chair import CHAIR
from events.body.lifecycle import view
from events.body.members import MEMBERS
from events.body.rules import RULES
from events.body.state import Body, BodyOnDay
from events.body.statutes import HOLDING, STATUTES
from events.decider import World
from events.policy import Audience, Disclosure, Visibility


def _reads(state: Body | None, command: Any, world: World) -> Iterable[str]:
    return () if state is None else looked_at(state.of, world)


def _theirs(state: Body, world: World) -> None:
    check_acts(state.of, "id", world)


def _audience(ref: str, state: Body, event: Any) -> Audience:
    """Bodies and their rules are public; they concern those whose body it is, and all that are or were represented."""
    parties = {member.party for member in state.members if member.party is not None}
    return Audience(Visibility.PUBLIC, frozenset({ref, state.of, *parties}))


BODY = aggregate(
    "body",
    Body,
    (STATUTES, MEMBERS, CHAIR, RULES),
    shown=BodyOnDay,
    fold=2,
    view=view,
    reads=_reads,
    theirs=_theirs,
    may_correct=HOLDING,
    disclosure=Disclosure(_audience),
)
