"""Members of a body: who sits in it for whom, with which vote, and from when to when."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Annotated, Any

from events.body.chair import check_chair, with_chair
from events.body.lifecycle import DAY, chairs_since, chairs_until, has_chair
from events.body.soundness import check_member_on, check_still_open, check_within, existing_member
from events.body.state import Body, BodyMember, Mandate, Membership, OfBody
from events.body.statutes import HOLDING
from events.decider import Act, Part, Rejected, World, recorded, require
from events.numbered import numbered
from events.period import check_period, covers, overlap
from events.person import check_contact
from events.rules import check_known
from events.values import Allotted
from events.voting.cast import MemberNumber

_NewNumber = Annotated[MemberNumber, Allotted("member")]

# --- Appointed -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Appointment(Mandate, Membership):
    chair: bool = False
    """True: the member has the chair from that day on (Vorsitz)."""


@dataclass(frozen=True)
class _Number:
    member: _NewNumber
    """The number of the membership (Nummer)."""


@dataclass(frozen=True)
class BodyMemberAppointed(_Appointment, _Number):
    """A person is member of a body from a day on (Mitglied berufen)."""


@dataclass(frozen=True)
class AppointMember(_Appointment, OfBody):
    """Record that a person is member of a body from a day on. Nobody is a member twice on a day (Mitglied berufen)."""


def _appoint(command: AppointMember, state: Body, world: World) -> list[Any]:
    check_within(state, command.since, "since")
    made = recorded(BodyMember, command, number=state.last_member + 1, chairs=())
    if any(_is_there(member, made, command.chair) for member in state.members):
        return []
    check_contact(command.person, "person", world)
    check_known(command.party, "party", world)
    check_period(made, "until")
    _check_once((*state.members, made))
    if command.chair:
        check_chair(state, command.since, "since")
    return [recorded(BodyMemberAppointed, command, member=made.number)]


def _is_there(member: BodyMember, made: BodyMember, chair: bool) -> bool:
    """Whether a membership is recorded just so already."""
    same = replace(member, number=made.number, chairs=()) == made
    return same and (not chair or has_chair(member, made.since))


def _check_once(members: tuple[BodyMember, ...]) -> None:
    """Raise `Rejected` (ALREADY_MEMBER) if a person is a member twice on the same day."""
    for one, other in combinations(members, 2):
        if one.person == other.person and overlap(one, other):
            raise Rejected(
                "ALREADY_MEMBER",
                "person",
                "The person is a member already, as number {number} since {since}: change or end that membership; if "
                "it is wrong, correct the body.",
                number=one.number,
                since=one.since,
            )


def _appointed(state: Body, event: BodyMemberAppointed) -> Body:
    state = _with(state, recorded(BodyMember, event, number=event.member, chairs=()))
    return with_chair(state, event.member, event.since) if event.chair else state


def _with(state: Body, member: BodyMember) -> Body:
    others = (each for each in state.members if each.number != member.number)
    members = sorted((*others, member), key=lambda each: each.number)
    return replace(state, members=tuple(members), last_member=max(state.last_member, member.number))


# --- Changed ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Changing:
    member: MemberNumber
    """The number of the membership, which ends the day before (bisherige Nummer)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class _Change(Mandate, _Changing):
    pass


@dataclass(frozen=True)
class _Successor:
    successor: _NewNumber
    """The number of the membership that began (neue Nummer)."""


@dataclass(frozen=True)
class BodyMembershipChanged(_Change, _Successor):
    """A member represents another, or has another vote, from a day on: the membership ended the day before, and another
    began, with the chair as it was (Mitgliedschaft geändert)."""


@dataclass(frozen=True)
class ChangeMembership(_Change, OfBody):
    """Record that a member represents another, or has another vote, from a day on; all three as they are then. The
    membership ends the day before, and another begins (Mitgliedschaft ändern)."""


def _change(command: ChangeMembership, state: Body, world: World) -> list[Any]:
    check_within(state, command.on, "on")
    check_known(command.party, "party", world)
    member = existing_member(state, command.member)
    held = next((each for each in state.members if each.person == member.person and covers(each, command.on)), None)
    if held is not None and recorded(Mandate, held) == recorded(Mandate, command):
        return []
    check_member_on(member, command.on)
    require(
        command.on != member.since,
        "RECORDED_OTHERWISE",
        "on",
        "Membership {number} begins on that very day; if something about it is wrong, correct the body.",
        number=member.number,
    )
    return [recorded(BodyMembershipChanged, command, successor=state.last_member + 1)]


def _changed(state: Body, event: BodyMembershipChanged) -> Body:
    before = numbered(state.members, event.member)
    assert before is not None
    after = recorded(
        BodyMember,
        event,
        number=event.successor,
        person=before.person,
        since=event.on,
        until=before.until,
        chairs=chairs_since(before.chairs, event.on),
    )
    return _with(_with(state, _until(before, event.on - DAY)), after)


# --- Ended -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BodyMembershipEnded:
    """A person is member of a body no more after a day (ausgeschieden)."""

    member: MemberNumber
    """The number of the membership (Nummer)."""
    until: date
    """The last day (Mitglied bis)."""


@dataclass(frozen=True)
class EndMembership(BodyMembershipEnded, OfBody):
    """Record that a person is member of a body no more after a day; the chair ends with it (ausscheiden)."""


def _end(command: EndMembership, state: Body, world: World) -> list[Any]:
    check_within(state, command.until, "until")
    member = existing_member(state, command.member)
    if member.until == command.until:
        return []
    check_period(replace(member, until=command.until), "until")
    check_still_open(member.until, command.until, world)
    follows = None if member.until is None else member.until + DAY
    require(
        not any(each.person == member.person and each.since == follows for each in state.members),
        "FOLLOWED",
        "member",
        "Another membership of the same person follows this one; correct the entry that began it: withdraw that "
        "entry, or replace it with the end of this membership.",
    )
    return [recorded(BodyMembershipEnded, command)]


def _until(member: BodyMember, last: date) -> BodyMember:
    return replace(member, until=last, chairs=chairs_until(member.chairs, last))


def _ended(state: Body, event: BodyMembershipEnded) -> Body:
    member = numbered(state.members, event.member)
    assert member is not None
    return _with(state, _until(member, event.until))


MEMBERS = Part(
    (
        Act(AppointMember, _appoint, {BodyMemberAppointed: _appointed}, HOLDING),
        Act(ChangeMembership, _change, {BodyMembershipChanged: _changed}, HOLDING),
        Act(EndMembership, _end, {BodyMembershipEnded: _ended}, HOLDING),
    )
)
