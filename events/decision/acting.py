"""Who may record what of a decision, besides the office: the one whose body decides, and for each member whom it
represents. The makers of its acts see to that."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from events.acting import acting, acts_for_one_of, with_successors
from events.body.state import Body
from events.decider import Act, Decide, Evolve, Reads, World, nothing_more, require
from events.decision.state import Decision
from events.policy import OFFICE, Grants, Relation, Role

OF_BODY: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN}
OF_MEMBERS: Grants = {**OF_BODY, Role.PARTNER: Relation.OWN}


def of_body(
    command: type[Any],
    decide: Decide,
    events: Mapping[type[Any], Evolve],
    *,
    may: Grants = OF_BODY,
    reads: Reads = nothing_more,
) -> Act:
    """An act of the one who has the body."""

    def looked_at(state: Decision, given: Any, world: World) -> Iterable[str]:
        return (*_line(owner(state, world), world=world), *reads(state, given, world))

    return Act(command, decide, events, may, looked_at, theirs=_has_body)


def _has_body(state: Decision, world: World) -> None:
    check_has_body(owner(state, world), "id", world)


def of_member(command: type[Any], decide: Decide, events: Mapping[type[Any], Evolve], *names: str) -> Act:
    """An act of the member that the first of these fields names which is filled: done by whomever it represents, or by
    the one who has the body."""

    def field_of(given: Any) -> str:
        return next(name for name in names if getattr(given, name) is not None)

    def represented(given: Any, state: Decision) -> tuple[str, ...]:
        member = getattr(given, field_of(given))
        seats = state.votings[-1].electorate.seats if state.votings else ()
        return tuple(seat.party for seat in seats if seat.member == member and seat.party is not None)

    def checked(given: Any, state: Decision, world: World) -> list[Any]:
        require(
            not state.votings or acts_for_one_of((state.of, *represented(given, state)), world),
            "NOT_YOURS",
            field_of(given),
            "That member does not represent the municipality or partner that you act for; ask those whom it "
            "represents, or the coordination office, to record it.",
        )
        return decide(given, state, world)

    def looked_at(state: Decision, given: Any, world: World) -> Iterable[str]:
        return _line(owner(state, world), *represented(given, state), world=world)

    return Act(command, checked, events, OF_MEMBERS, looked_at)


def check_has_body(of: str, field: str, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for one that does not have the body."""
    require(
        acts_for_one_of((of,), world),
        "NOT_YOURS",
        field,
        "This body does not belong to the municipality or partner that you act for; ask the body's owner, or the "
        "coordination office, to record it.",
    )


def owner(state: Decision, world: World) -> str:
    """Who has the body by what is recorded now, as far as that is loaded."""
    body: Body | None = world.states.get(state.body)
    return state.of if body is None else body.of


def of_owner(state: Decision, of: str) -> Decision:
    """The decision as one of whoever has the body; for whom it is decided follows, where nobody else was named."""
    return replace(state, of=of, holder=of if state.holder == state.of else state.holder)


def _line(*parties: str, world: World) -> Iterable[str]:
    """Those for whom the actor may act, with the line of their successors, where only they may."""
    return () if acting(world) is None else with_successors(parties, world)
