"""What is asked of the days and numbers that acts on a body name."""

from datetime import date

from events.body.state import Body, BodyMember
from events.decider import World, require
from events.numbered import existing_part
from events.period import covers
from events.rules import check_not_before


def check_within(state: Body, on: date, field: str) -> None:
    """Raise `Rejected` unless the body exists on the day (BEFORE_BEGINNING, DISSOLVED)."""
    check_not_before(on, state.established, field)
    require(
        state.dissolved is None or on < state.dissolved,
        "DISSOLVED",
        field,
        "The body is dissolved from {dissolved} on; give an earlier day, or correct the body.",
        dissolved=state.dissolved,
    )


def existing_member(state: Body, number: int) -> BodyMember:
    """The membership of a number. Raises `Rejected` (NOT_FOUND) where there is none."""
    return existing_part(state.members, number, "The body has no member {number}; check its members.", "member")


def check_member_on(member: BodyMember, on: date) -> None:
    """Raise `Rejected` (NOT_A_MEMBER) unless the membership lasts on the day."""
    require(
        covers(member, on),
        "NOT_A_MEMBER",
        "on",
        "Member {number} does not belong to the body on {on}; check when the membership begins and ends.",
        number=member.number,
        on=on,
    )


def check_still_open(recorded: date | None, until: date, world: World) -> None:
    """Raise `Rejected` (RECORDED_OTHERWISE) unless no end is recorded, or one that is still to come and that is
    brought forward."""
    require(
        recorded is None or (until < recorded and world.today <= recorded),
        "RECORDED_OTHERWISE",
        "until",
        "An end on {recorded} is already recorded; if that is wrong, correct the body.",
        recorded=recorded,
    )
