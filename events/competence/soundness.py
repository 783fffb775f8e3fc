"""What is asked of assignments and transfers alike."""

from datetime import date
from typing import Any

from events.body.lifecycle import exists_on
from events.body.state import Body
from events.competence.state import Assignment, Competences, Transfer
from events.county.state import County
from events.decider import World, require
from events.municipal_association import MunicipalAssociation, check_not_dissolved
from events.municipality.state import Municipality, check_day
from events.rules import check_known, check_not_before
from events.terms import check_choosable


def check_any(state: Competences) -> None:
    """Raise `Rejected` (NOT_FOUND) where nothing is recorded of the holder."""
    require(
        bool(state.assigned or state.transfers),
        "NOT_FOUND",
        "holder",
        "No competence of this holder is recorded; assign or transfer a matter first, or name another holder.",
    )


def check_chosen(fact: Assignment | Transfer, world: World) -> None:
    """Raise `Rejected` unless matter and themes could be chosen on the first day (NOT_LISTED, RETIRED)."""
    county: County = world.states[world.county]
    check_choosable(county.matters, fact.matter, fact.since, "matter")
    for theme in fact.themes:
        check_choosable(county.themes, theme, fact.since, "themes")


def check_lasts(holder: str, on: date, world: World) -> None:
    """Raise `Rejected` unless the holder exists on the day (BEFORE_BEGINNING, MERGED, DISSOLVED)."""
    check_known(holder, "holder", world)
    state: Any = world.states[holder]
    check_not_before(on, state.since, "since")
    if isinstance(state, Municipality):
        check_day(state, on, "since")
    if isinstance(state, MunicipalAssociation):
        check_not_dissolved(state, on, "since")


def existing_body(ref: str, on: date, field: str, world: World) -> Body:
    """A body that exists on the day. Raises `Rejected` otherwise (NOT_FOUND, NO_BODY_THEN)."""
    check_known(ref, field, world)
    body: Body = world.states[ref]
    require(
        exists_on(body, on),
        "NO_BODY_THEN",
        field,
        "The body does not exist on {on}; choose another body or day, or put right since when it exists.",
        on=on,
    )
    return body


def looked_up(state: Competences | None, command: Any, world: World) -> tuple[str, ...]:
    """The county, for its lists of matters and themes."""
    return (world.county,)
