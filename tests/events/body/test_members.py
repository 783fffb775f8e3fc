"""Members of a body: nobody twice on a day, numbers never again, one chair at most."""

from typing import Any

import pytest

from events.body.chair import AppointChair, BodyChairAppointed, BodyChairEnded, EndChair
from events.body.lifecycle import chair_on, electorate_on, members_on
from events.body.members import (
    AppointMember,
    BodyMemberAppointed,
    BodyMembershipChanged,
    BodyMembershipEnded,
    ChangeMembership,
    EndMembership,
)
from events.body.state import Body, BodyMember
from events.period import Period
from events.voting.cast import Electorate, VotingSeat
from tests.events.body.story import (
    AHEAD,
    BEFORE,
    BEGUN,
    DAY,
    END,
    ERASED,
    HERE,
    LATER,
    A,
    B,
    C,
    P,
    Q,
    R,
    S,
    ada,
    ben,
    body,
    chaired,
    cleo,
    council,
    dissolved,
    established,
    of,
)
from tests.spec import HOME, day, state_of

EVE = day("2022-01-09")
changed = BodyMembershipChanged(4, 1, LATER, B, True, 5)


def appoint(person: str = S, **more: Any) -> AppointMember:
    return AppointMember(**{"id": HERE, "person": person, "since": LATER, **more})


# --- Memberships -----------------------------------------------------------------------------------------------


def test_a_member_is_appointed_with_all_that_is_told() -> None:
    made = appoint(until=AHEAD, party="partner:1", voting=False, weight=7)
    body(*council).when(made).then(BodyMemberAppointed(4, S, LATER, AHEAD, "partner:1", False, 7))


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (appoint("person:9"), "NOT_FOUND", "person"),
        (appoint(ERASED), "ERASED", "person"),
        (appoint(party="municipality:9"), "NOT_FOUND", "party"),
        (appoint(until=EVE), "DATES_REVERSED", "until"),
        (appoint(since=BEFORE), "BEFORE_BEGINNING", "since"),
        (appoint(Q, since=END), "ALREADY_MEMBER", "person"),
        (appoint(P, since=BEGUN, party=A, chair=False, voting=False), "ALREADY_MEMBER", "person"),
        (appoint(R, since=DAY, voting=False, chair=True), "ALREADY_MEMBER", "person"),
        (ChangeMembership(HERE, 9, LATER), "NOT_FOUND", "member"),
        (ChangeMembership(HERE, 1, LATER, "partner:9"), "NOT_FOUND", "party"),
        (ChangeMembership(HERE, 2, AHEAD), "NOT_A_MEMBER", "on"),
        (ChangeMembership(HERE, 1, BEFORE), "BEFORE_BEGINNING", "on"),
        (EndMembership(HERE, 9, LATER), "NOT_FOUND", "member"),
        (EndMembership(HERE, 3, EVE.replace(year=2019)), "DATES_REVERSED", "until"),
        (EndMembership(HERE, 2, AHEAD), "RECORDED_OTHERWISE", "until"),
        (EndMembership(HERE, 1, BEFORE), "BEFORE_BEGINNING", "until"),
        (AppointChair(HERE, 9, LATER), "NOT_FOUND", "member"),
        (AppointChair(HERE, 2, AHEAD), "NOT_A_MEMBER", "on"),
        (AppointChair(HERE, 1, BEFORE), "BEFORE_BEGINNING", "on"),
        (EndChair(HERE, BEFORE), "BEFORE_BEGINNING", "until"),
    ],
)
def test_what_cannot_be_is_refused(command: Any, code: str, field: str) -> None:
    body(*council).when(command).rejects(code, field)


def test_appointed_again_just_so_changes_nothing_also_of_one_erased_since() -> None:
    body(*council).when(AppointMember(HERE, P, BEGUN, None, A)).then_nothing()
    body(*council).when(AppointMember(HERE, P, BEGUN, None, A, chair=True)).then_nothing()
    gone = BodyMemberAppointed(4, ERASED, DAY)
    body(*council, gone).when(AppointMember(HERE, ERASED, DAY)).then_nothing()
    body(*council, gone).when(EndMembership(HERE, 4, LATER)).then(BodyMembershipEnded(4, LATER))


def test_who_left_may_come_again_the_day_after_under_another_number() -> None:
    body(*council).when(appoint(Q, since=day("2023-06-02"))).then(BodyMemberAppointed(4, Q, day("2023-06-02")))


def test_a_change_ends_one_membership_and_begins_another_with_the_chair() -> None:
    body(*council).when(ChangeMembership(HERE, 1, LATER, B, True, 5)).then(changed)
    state: Body = state_of(*council, changed)
    assert state.members[0] == BodyMember(1, P, BEGUN, EVE, A, chairs=(Period(BEGUN, EVE),))
    assert state.members[-1] == BodyMember(4, P, LATER, None, B, True, 5, (Period(LATER),))
    body(*council, changed).when(ChangeMembership(HERE, 1, AHEAD, A)).rejects("NOT_A_MEMBER", "on")
    body(*council, changed).when(ChangeMembership(HERE, 4, AHEAD, A)).then(
        BodyMembershipChanged(5, 4, AHEAD, A, True, 1)
    )


def test_a_change_keeps_the_end_and_chairs_that_come_later_or_are_over() -> None:
    chairs = (BodyChairAppointed(2, BEGUN), BodyChairEnded(DAY), BodyChairAppointed(2, day("2023-01-01")))
    moved = BodyMembershipChanged(4, 2, LATER, None, True, 1)
    state: Body = state_of(established, ada, ben, cleo, *chairs, moved)
    assert state.members[1] == BodyMember(2, Q, BEGUN, EVE, B, True, 2, (Period(BEGUN, DAY),))
    assert state.members[-1] == BodyMember(4, Q, LATER, END, chairs=(Period(day("2023-01-01"), END),))


def test_a_term_that_is_still_to_end_may_end_earlier_but_not_later() -> None:
    term = BodyMemberAppointed(4, S, DAY, AHEAD)
    body(*council, term).when(EndMembership(HERE, 4, LATER)).then(BodyMembershipEnded(4, LATER))
    body(*council, term).when(EndMembership(HERE, 4, day("2030-01-02"))).rejects("RECORDED_OTHERWISE", "until")
    body(*council, term).when(EndMembership(HERE, 4, LATER), today=AHEAD).then(BodyMembershipEnded(4, LATER))
    body(*council, term).when(EndMembership(HERE, 4, LATER), today=day("2030-01-02")).rejects(
        "RECORDED_OTHERWISE", "until"
    )


def test_a_membership_that_another_of_the_same_person_follows_is_corrected_not_ended() -> None:
    ahead = BodyMembershipChanged(4, 1, AHEAD, B, True, 5)
    other = BodyMemberAppointed(5, S, AHEAD)
    body(*council, ahead, other).when(EndMembership(HERE, 1, LATER)).rejects("FOLLOWED", "member")
    term = BodyMemberAppointed(4, Q, DAY.replace(year=2024), day("2029-12-31"))
    body(*council, term, other).when(EndMembership(HERE, 4, day("2029-01-01"))).then(
        BodyMembershipEnded(4, day("2029-01-01"))
    )


# --- The chair -------------------------------------------------------------------------------------------------


def test_another_chair_ends_the_one_before_and_lasts_until_the_next() -> None:
    body(*council).when(AppointChair(HERE, 3, LATER)).then(BodyChairAppointed(3, LATER))
    later = (*council, BodyChairAppointed(3, LATER))
    body(*later).when(AppointChair(HERE, 2, DAY)).then(BodyChairAppointed(2, DAY))
    body(*later).when(AppointChair(HERE, 2, LATER)).rejects("RECORDED_OTHERWISE", "on")
    between: Body = state_of(*later, BodyChairAppointed(2, DAY))
    first, second, third = ((Period(BEGUN, day("2020-01-05")),), (Period(DAY, EVE),), (Period(LATER),))
    assert [member.chairs for member in between.members] == [first, second, third]
    state: Body = state_of(*later)
    assert [member.chairs for member in state.members] == [(Period(BEGUN, EVE),), (), third]
    chairs = [member and member.number for member in (chair_on(state, EVE), chair_on(state, LATER))]
    assert chairs == [1, 3]
    assert chair_on(state, BEFORE) is None


def test_a_member_may_have_the_chair_again() -> None:
    ended = BodyChairEnded(DAY)
    body(*council, ended).when(AppointChair(HERE, 1, LATER)).then(BodyChairAppointed(1, LATER))
    state: Body = state_of(*council, ended, BodyChairAppointed(1, LATER))
    assert state.members[0].chairs == (Period(BEGUN, DAY), Period(LATER))
    again: Body = state_of(*council, ended, BodyChairAppointed(1, LATER), BodyChairEnded(AHEAD))
    assert again.members[0].chairs == (Period(BEGUN, DAY), Period(LATER, AHEAD))


def test_the_chair_ends_with_the_membership() -> None:
    state: Body = state_of(*council, BodyMembershipEnded(1, LATER))
    assert state.members[0].chairs == (Period(BEGUN, LATER),)
    none: Body = state_of(established, ada, BodyChairAppointed(1, LATER), BodyMembershipEnded(1, DAY))
    assert none.members[0].chairs == ()


def test_the_end_of_a_chair_is_recorded_once() -> None:
    ended = (*council, BodyChairEnded(LATER))
    body(*ended).when(EndChair(HERE, LATER)).then_nothing()
    body(*ended).when(EndChair(HERE, DAY)).rejects("RECORDED_OTHERWISE", "until")
    body(*ended).when(EndChair(HERE, AHEAD)).rejects("NO_CHAIR", "until")
    with_term = (established, ben, BodyChairAppointed(2, BEGUN))
    assert state_of(*with_term).members[0].chairs == (Period(BEGUN, END),)
    body(*with_term).when(EndChair(HERE, LATER)).then(BodyChairEnded(LATER))
    ahead = (*council, BodyChairEnded(AHEAD))
    body(*ahead).when(EndChair(HERE, LATER)).then(BodyChairEnded(LATER))
    assert state_of(*ahead, BodyChairEnded(LATER)).members[0].chairs == (Period(BEGUN, LATER),)


# --- Who may vote ----------------------------------------------------------------------------------------------


def test_the_electorate_of_a_day_are_its_members_with_voting_right() -> None:
    state: Body = state_of(*council)
    both = (VotingSeat(1, P, A, chair=True), VotingSeat(2, Q, B, 2))
    assert electorate_on(state, LATER) == Electorate(49, both)
    assert [member.number for member in members_on(state, LATER)] == [1, 2, 3]
    assert electorate_on(state, AHEAD).seats == both[:1]
    assert electorate_on(state_of(*council, dissolved), END).seats == ()
    assert electorate_on(state, BEFORE) == Electorate(49, ())
    assert members_on(state, BEFORE) == ()


# --- Who may record it -----------------------------------------------------------------------------------------


def test_a_municipality_records_what_concerns_its_own_body_alone() -> None:
    own = (of(A), ada, chaired)
    command = EndChair(HERE, LATER)
    body(*own).when(command, acts_for=A).then(BodyChairEnded(LATER))
    body(*own).when(command, acts_for=B).rejects("NOT_YOURS", "id")
    body(*own).when(command, acts_for=HOME).then(BodyChairEnded(LATER))
    # The one represented in another's body is not the one whose body it is.
    body(*council).when(command, acts_for=A).rejects("NOT_YOURS", "id")


def test_who_has_taken_in_a_municipality_records_for_its_body_from_then_on() -> None:
    taken_in = (of(C), ada, chaired)
    command = EndChair(HERE, LATER)
    body(*taken_in).when(command, acts_for=A, today=day("2023-03-01")).then(BodyChairEnded(LATER))
    body(*taken_in).when(command, acts_for=A, today=day("2023-02-28")).rejects("NOT_YOURS", "id")
    body(*taken_in).when(command, acts_for=C).then(BodyChairEnded(LATER))
