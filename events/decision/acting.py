"""Who may record what of a decision, besides the office: the one whose body decides, and for each member whom it
represents."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from events.decider import World, require
from events.decision.conflicts import DeclareConflict
from events.decision.proxies import GiveProxy, RevokeProxy
from events.decision.state import Decision
from events.decision.votes import AgreeToCircular, CastVote, RaiseObjection
from events.project.acting import acting
from events.successors import become, mergers_in

OF_MEMBERS = (CastVote, AgreeToCircular, RaiseObjection, DeclareConflict, GiveProxy, RevokeProxy)
"""What whoever a member represents may record for it."""


def check_acts(command: Any, state: Decision, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for one that neither has the body nor is represented by the
    member who acts, nor has taken in such a one."""
    if isinstance(command, OF_MEMBERS) and state.votings:
        require(
            is_one_of((state.of, *_represented(command, state)), world),
            "NOT_YOURS",
            "principal" if isinstance(command, GiveProxy | RevokeProxy) else _field(command),
            "You act for one whom that member does not represent; ask those whom it represents, or the county's "
            "coordination, to record it.",
        )
    elif not isinstance(command, OF_MEMBERS):
        check_has_body(state.of, "id", world)


def check_has_body(of: str, field: str, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for one that does not have the body."""
    require(
        is_one_of((of,), world),
        "NOT_YOURS",
        field,
        "You act for one whose body this is not; ask those whose body it is, or the county's coordination, to record "
        "it.",
    )


def is_one_of(parties: Iterable[str], world: World) -> bool:
    """Whether the actor acts for one of these or for its successor, or for the county's office."""
    ref, mergers = acting(world), mergers_in(world.states)
    return ref is None or any(ref in (party, become(party, world.today, mergers)) for party in parties)


def looked_at(command: Any, state: Decision, world: World) -> Iterable[str]:
    """Those for whom the actor may act here, with the line of their successors, where only they may."""
    if acting(world) is None:
        return ()
    represented = _represented(command, state) if isinstance(command, OF_MEMBERS) else ()
    return successors((state.of, *represented), world)


def successors(parties: Iterable[str], world: World) -> tuple[str, ...]:
    """These and what they have become; to be asked again with the next successor loaded, until there is none."""
    mergers = mergers_in(world.states)
    return tuple(each for party in parties for each in (party, become(party, date.max, mergers)))


def _field(command: Any) -> str:
    return "member" if getattr(command, "proxy", None) is None else "proxy"


def _represented(command: Any, state: Decision) -> tuple[str, ...]:
    """Whom the member that acts represents in the last voting."""
    if isinstance(command, GiveProxy | RevokeProxy):
        member = command.principal
    else:
        member = getattr(command, "proxy", None) or command.member
    seats = state.votings[-1].electorate.seats if state.votings else ()
    return tuple(seat.party for seat in seats if seat.member == member and seat.party is not None)
