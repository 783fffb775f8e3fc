"""Members of a body: what follows from appointing, changing and ending a membership, and from having the chair."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from events.body.lifecycle import chair_on, has_chair, member_numbered
from events.body.members import (
    AppointChair,
    AppointMember,
    BodyChairAppointed,
    BodyChairEnded,
    BodyMember,
    BodyMemberAppointed,
    BodyMembershipChanged,
    BodyMembershipEnded,
    ChangeMembership,
    EndChair,
    EndMembership,
)
from events.body.soundness import check_once, check_within
from events.body.state import Body
from events.decider import Rejected, World, require
from events.period import Period, check_period, covers
from events.person import check_contact
from events.rules import check_known

DAY = timedelta(days=1)
Chairs = tuple[Period, ...]

# --- Memberships: what follows ---------------------------------------------------------------------------------


def _appoint(command: AppointMember, state: Body, world: World) -> list[Any]:
    check_within(state, command.since, "since")
    made = BodyMember(
        number=state.last_member + 1,
        person=command.person,
        since=command.since,
        until=command.until,
        party=command.party,
        voting=command.voting,
        weight=command.weight,
    )
    if any(_is_there(member, made, command.chair) for member in state.members):
        return []
    check_contact(command.person, "person", world)
    check_known(command.party, "party", world)
    check_period(made, "until")
    check_once((*state.members, made), "person")
    appoints = BodyMemberAppointed(
        member=made.number,
        person=made.person,
        since=made.since,
        until=made.until,
        party=made.party,
        voting=made.voting,
        weight=made.weight,
    )
    return [appoints, *(_chaired(state, made, made.since, "since") if command.chair else ())]


def _is_there(member: BodyMember, made: BodyMember, chair: bool) -> bool:
    """Whether a membership is recorded just so already."""
    same = replace(member, number=made.number, chairs=()) == made
    return same and (not chair or has_chair(member, made.since))


def _change(command: ChangeMembership, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    check_known(command.party, "party", world)
    member = _numbered(state, command.member)
    told = (command.party, command.voting, command.weight)
    held = next((each for each in state.members if each.person == member.person and covers(each, command.on)), None)
    if held is not None and (held.party, held.voting, held.weight) == told:
        return []
    _check_member_on(member, command.on)
    require(
        command.on != member.since,
        "RECORDED_OTHERWISE",
        "on",
        "The membership begins on that very day as number {number}; if something of it is wrong, correct the body.",
        number=member.number,
    )
    return [BodyMembershipChanged(member.number, state.last_member + 1, command.on, *told)]


def _end(command: EndMembership, state: Body, world: World) -> list[Any]:
    check_within(state, command.until, "until")
    member = _numbered(state, command.member)
    if member.until == command.until:
        return []
    check_period(replace(member, until=command.until), "until")
    _check_still_open(member.until, command.until, world)
    follows = None if member.until is None else member.until + DAY
    require(
        not any(each.person == member.person and each.since == follows for each in state.members),
        "FOLLOWED",
        "member",
        "Another membership of the same person follows on this one; correct the body: end this one and leave out or "
        "put right the other.",
    )
    return [BodyMembershipEnded(member.number, command.until)]


def _check_still_open(recorded: date | None, until: date, world: World) -> None:
    """Raise `Rejected` (RECORDED_OTHERWISE) unless no end is recorded, or one that is still to come and that is
    brought forward."""
    require(
        recorded is None or (until < recorded and world.today <= recorded),
        "RECORDED_OTHERWISE",
        "until",
        "It ends on {recorded} by the record; if that is wrong, correct the body.",
        recorded=recorded,
    )


def _numbered(state: Body, number: int) -> BodyMember:
    member = member_numbered(state.members, number)
    if member is None:
        raise Rejected(
            "NOT_FOUND",
            "member",
            "The body has no member {number}; look up its members.",
            number=number,
        )
    return member


def _check_member_on(member: BodyMember, on: date) -> None:
    require(
        covers(member, on),
        "NOT_A_MEMBER",
        "on",
        "Number {number} is not a member on {on}; look up from when to when it is.",
        number=member.number,
        on=on,
    )


# --- The chair: what follows -----------------------------------------------------------------------------------


def _appoint_chair(command: AppointChair, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    member = _numbered(state, command.member)
    _check_member_on(member, command.on)
    return _chaired(state, member, command.on, "on")


def _chaired(state: Body, member: BodyMember, on: date, field: str) -> list[Any]:
    """A member has the chair until another has it; whoever had it has it until the day before."""
    before = chair_on(state, on)
    if before is not None and before.number == member.number:
        return []
    ends = []
    if before is not None:
        require(
            all(chair.since != on for chair in before.chairs),
            "RECORDED_OTHERWISE",
            field,
            "Number {number} has the chair from that very day on; if that is wrong, correct the body.",
            number=before.number,
        )
        ends.append(BodyChairEnded(before.number, on - DAY))
    nexts = [chair.since - DAY for each in state.members for chair in each.chairs if chair.since > on]
    until = min([*nexts, *([member.until] if member.until else [])], default=None)
    return [*ends, BodyChairAppointed(member.number, on, until)]


def _end_chair(command: EndChair, state: Body, world: World) -> list[Any]:
    check_within(state, command.until, "until")
    member = chair_on(state, command.until)
    if member is None:
        raise Rejected(
            "NO_CHAIR",
            "until",
            "Nobody has the chair on {until}; look up who had it until when.",
            until=command.until,
        )
    chair = next(chair for chair in member.chairs if covers(chair, command.until))
    if chair.until == command.until:
        return []
    _check_still_open(None if chair.until == member.until else chair.until, command.until, world)
    return [BodyChairEnded(member.number, command.until)]


# --- What is then recorded -------------------------------------------------------------------------------------


def until(chairs: Iterable[Period], last: date) -> Chairs:
    """What of the times with the chair is over by a last day."""
    return tuple(replace(chair, until=min(chair.until or last, last)) for chair in chairs if chair.since <= last)


def _since(chairs: Iterable[Period], first: date) -> Chairs:
    """What of the times with the chair is from a first day on."""
    return tuple(
        replace(chair, since=max(chair.since, first)) for chair in chairs if chair.until is None or chair.until >= first
    )


def _replaced(state: Body, number: int, **changes: Any) -> tuple[BodyMember, ...]:
    return tuple(replace(each, **changes) if each.number == number else each for each in state.members)


def _ended(state: Body, number: int, last: date) -> tuple[BodyMember, ...]:
    chairs = next(each.chairs for each in state.members if each.number == number)
    return _replaced(state, number, until=last, chairs=until(chairs, last))


def _appointed(state: Body, event: BodyMemberAppointed) -> Body:
    made = BodyMember(
        number=event.member,
        person=event.person,
        since=event.since,
        until=event.until,
        party=event.party,
        voting=event.voting,
        weight=event.weight,
    )
    return replace(state, members=(*state.members, made), last_member=event.member)


def _changed(state: Body, event: BodyMembershipChanged) -> Body:
    before = next(each for each in state.members if each.number == event.member)
    after = replace(
        before,
        number=event.successor,
        since=event.on,
        party=event.party,
        voting=event.voting,
        weight=event.weight,
        chairs=_since(before.chairs, event.on),
    )
    members = (*_ended(state, event.member, event.on - DAY), after)
    return replace(state, members=members, last_member=event.successor)


def _chair_appointed(state: Body, event: BodyChairAppointed) -> Body:
    member = next(each for each in state.members if each.number == event.member)
    chairs = sorted((*member.chairs, Period(event.since, event.until)), key=lambda chair: chair.since)
    return replace(state, members=_replaced(state, event.member, chairs=tuple(chairs)))


def _chair_ended(state: Body, event: BodyChairEnded) -> Body:
    member = next(each for each in state.members if each.number == event.member)
    chairs = tuple(
        replace(chair, until=event.until) if covers(chair, event.until) else chair for chair in member.chairs
    )
    return replace(state, members=_replaced(state, event.member, chairs=chairs))


DECIDES: dict[type[Any], Callable[[Any, Body, World], list[Any]]] = {
    AppointMember: _appoint,
    ChangeMembership: _change,
    EndMembership: _end,
    AppointChair: _appoint_chair,
    EndChair: _end_chair,
}
EVOLVES: dict[type[Any], Callable[[Body, Any], Body]] = {
    BodyMemberAppointed: _appointed,
    BodyMembershipChanged: _changed,
    BodyMembershipEnded: lambda state, event: replace(state, members=_ended(state, event.member, event.until)),
    BodyChairAppointed: _chair_appointed,
    BodyChairEnded: _chair_ended,
}
