"""The chair of a body: a member has it until another has it, it ends, or the membership does."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.body.lifecycle import DAY, Chairs, chair_on
from events.body.soundness import check_member_on, check_still_open, check_within, existing_member
from events.body.state import Body, BodyMember, OfBody
from events.body.statutes import HOLDING
from events.decider import Act, Part, Rejected, World, recorded, require
from events.numbered import exchanged, numbered
from events.period import Period, covers
from events.voting.cast import MemberNumber


@dataclass(frozen=True)
class BodyChairAppointed:
    """A member has the chair from a day on (Vorsitz übertragen)."""

    member: MemberNumber
    """The number of the membership (Nummer)."""
    on: date
    """The first day (Vorsitz ab)."""


@dataclass(frozen=True)
class AppointChair(BodyChairAppointed, OfBody):
    """Record that a member has the chair from a day on, until another has it; whoever had it has it until the day
    before (Vorsitz übertragen)."""


def _appoint(command: AppointChair, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    member = existing_member(state, command.member)
    check_member_on(member, command.on)
    before = chair_on(state, command.on)
    if before is not None and before.number == member.number:
        return []
    check_chair(state, command.on, "on")
    return [recorded(BodyChairAppointed, command)]


def check_chair(state: Body, on: date, field: str) -> None:
    """Raise `Rejected` (RECORDED_OTHERWISE) where somebody has the chair from that very day on."""
    before = chair_on(state, on)
    if before is not None:
        require(
            all(chair.since != on for chair in before.chairs),
            "RECORDED_OTHERWISE",
            field,
            "Member {number} has the chair from that very day on; if that is wrong, correct the body.",
            number=before.number,
        )


def with_chair(state: Body, number: int, on: date) -> Body:
    """The body after a member got the chair from a day on: whoever had it has it until the day before."""
    before, member = chair_on(state, on), numbered(state.members, number)
    assert member is not None
    if before == member:
        return state
    nexts = (chair.since - DAY for each in state.members for chair in each.chairs if chair.since > on)
    until = min([*nexts, *([member.until] if member.until else [])], default=None)
    if before is not None:
        state = _with_chairs(state, before, _ended(before.chairs, on, on - DAY))
    return _with_chairs(state, member, sorted((*member.chairs, Period(on, until)), key=lambda chair: chair.since))


def _with_chairs(state: Body, member: BodyMember, chairs: Iterable[Period]) -> Body:
    changed = replace(member, chairs=tuple(chairs))
    return replace(state, members=exchanged(state.members, changed))


def _ended(chairs: Chairs, on: date, until: date) -> Chairs:
    """The times with the chair, the one of a day ended."""
    return tuple(replace(chair, until=until) if covers(chair, on) else chair for chair in chairs)


def _appointed(state: Body, event: BodyChairAppointed) -> Body:
    return with_chair(state, event.member, event.on)


@dataclass(frozen=True)
class BodyChairEnded:
    """Whoever had the chair on a day has it no more afterwards (Vorsitz beendet)."""

    until: date
    """The last day (Vorsitz bis)."""


@dataclass(frozen=True)
class EndChair(BodyChairEnded, OfBody):
    """Record that whoever has the chair on a day has it no more afterwards (Vorsitz beenden)."""


def _end(command: EndChair, state: Body, world: World) -> list[Any]:
    check_within(state, command.until, "until")
    member = chair_on(state, command.until)
    if member is None:
        raise Rejected(
            "NO_CHAIR",
            "until",
            "Nobody has the chair on {until}; check who had it until when.",
            until=command.until,
        )
    chair = next(chair for chair in member.chairs if covers(chair, command.until))
    if chair.until == command.until:
        return []
    check_still_open(None if chair.until == member.until else chair.until, command.until, world)
    return [recorded(BodyChairEnded, command)]


def _chair_ended(state: Body, event: BodyChairEnded) -> Body:
    member = chair_on(state, event.until)
    assert member is not None
    return _with_chairs(state, member, _ended(member.chairs, event.until, event.until))


CHAIR = Part(
    (
        Act(AppointChair, _appoint, {BodyChairAppointed: _appointed}, HOLDING),
        Act(EndChair, _end, {BodyChairEnded: _chair_ended}, HOLDING),
    )
)
