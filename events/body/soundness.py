"""What holds of every body: nothing of it is before its first day or after its last, nobody sits in it twice, and one
member at most has the chair."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from events.body.members import BodyMember
from events.body.state import Body
from events.decider import Rejected, require
from events.period import check_apart, check_period, covers, overlap
from events.rules import check_not_before


def check_within(state: Body, on: date, field: str) -> None:
    """Raise `Rejected` unless the body exists on the day (BEFORE_BEGINNING, DISSOLVED)."""
    check_not_before(on, state.established, field)
    check_not_dissolved(state, on, field)


def check_not_dissolved(state: Body, on: date, field: str) -> None:
    """Raise `Rejected` (DISSOLVED) if the body is no more on the day."""
    require(
        state.dissolved is None or on < state.dissolved,
        "DISSOLVED",
        field,
        "The body is dissolved from {dissolved} on; give an earlier day, or correct the body.",
        dissolved=state.dissolved,
    )


def check_lasts(state: Body, field: str) -> None:
    """Raise `Rejected` unless the body exists before it is dissolved (DATES_REVERSED), and nothing of it begins only
    then (BEGINS_LATER)."""
    if state.dissolved is None:
        return
    require(
        state.established < state.dissolved,
        "DATES_REVERSED",
        field,
        "The body begins on {established}; it must exist before it is dissolved.",
        established=state.established,
    )
    latest = max(beginnings(state))
    require(
        latest < state.dissolved,
        "BEGINS_LATER",
        field,
        "Something of the body begins on {latest} only; give a later day of dissolution, or correct what begins then.",
        latest=latest,
    )


def beginnings(state: Body) -> Iterable[date]:
    """Every day from which on something of the body holds."""
    for facts in (state.names, state.statutes, state.members, state.rules):
        yield from (fact.since for fact in facts)
    yield from (chair.since for member in state.members for chair in member.chairs)


def check_member(member: BodyMember, field: str) -> None:
    """Raise `Rejected` unless days of membership and chair go together (DATES_REVERSED, NOT_A_MEMBER, OVERLAP)."""
    check_period(member, field)
    for chair in member.chairs:
        check_period(chair, field)
        require(
            covers(member, chair.since) and (member.until is None or covers(member, chair.until or member.until)),
            "NOT_A_MEMBER",
            field,
            "Number {number} would have the chair while not a member; keep it within the membership.",
            number=member.number,
        )


def check_once(members: Iterable[BodyMember], field: str) -> None:
    """Raise `Rejected` (ALREADY_MEMBER) if a person is a member twice on the same day."""
    for one, other in combinations(members, 2):
        if one.person == other.person and overlap(one, other):
            raise Rejected(
                "ALREADY_MEMBER",
                field,
                "The person is a member already, as number {number} since {since}: change or end that membership; if "
                "it is wrong, correct the body.",
                number=one.number,
                since=one.since,
            )


def check_members(members: tuple[BodyMember, ...], field: str) -> None:
    """Raise `Rejected` unless each membership is possible, nobody is a member twice (ALREADY_MEMBER) and one at most
    has the chair on a day (OVERLAP)."""
    for member in members:
        check_member(member, field)
    check_once(members, field)
    check_apart([chair for member in members for chair in member.chairs], field)
