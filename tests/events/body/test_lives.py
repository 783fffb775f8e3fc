"""Whatever is tried with a body, in whatever order: nothing but a clear refusal is raised, nobody sits in it twice, one
member at most has the chair, numbers are never given again, and it reads on any day."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from events.body import BODY
from events.body.lifecycle import electorate_on, exists_on, rule_on, view
from events.body.rule_terms import rule_of
from events.body.state import Body, BodyMember
from events.body.statutes import DissolveBody, EstablishBody
from service.codec import decode_event, decode_state, encode, type_name
from tests.events.body.lives import BEGINNINGS, DAYS, MOVES, Life, Move, begun, drawn_by
from tests.events.body.story import council, ruled
from tests.spec import TODAY

A_DAY = timedelta(days=1)
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


def live(life: Life, move: Move) -> None:
    before = life.state
    for event in life.play(move, TODAY):
        assert decode_event(type_name(event), encode(event)) == event
    if life.state is not before:
        assert decode_state("body", encode(life.state)) == life.state
        numbers_are_never_given_again(life, before)
        check(life.state)


@drawn(BEGINNINGS, st.lists(MOVES, min_size=20, max_size=40))
def test_whatever_is_tried_a_body_stays_sound_and_reads_on_any_day(life: Life, moves: list[Move]) -> None:
    for move in moves:
        live(life, move)


def test_every_command_succeeds_in_such_lives_and_some_often() -> None:
    done: Counter[type[Any]] = Counter()
    for seed in range(60):
        life = begun(ruled if seed % 2 else council)
        for move in drawn_by(seed, 40):
            live(life, move)
        done.update(life.done)
    assert set(BODY.acts) - set(done) == {EstablishBody}, "it has happened already"
    assert min(done[each] for each in done if each is not DissolveBody) >= 10, done


# --- What holds of every body ----------------------------------------------------------------------------------


def numbers_are_never_given_again(life: Life, before: Body) -> None:
    now = {member.number for member in life.state.members}
    assert len(now) == len(life.state.members)
    added = now - {member.number for member in before.members}
    assert not added & life.ever
    life.ever |= now
    assert life.state.last_member == max(life.ever, default=0)


def sits(state: Body, member: BodyMember, on: date) -> bool:
    return exists_on(state, on) and member.since <= on and (member.until is None or on <= member.until)


def days_of(state: Body) -> list[date]:
    """Every day on which anything begins or ends, with the days beside it."""
    told = {FIRST, LAST, TODAY, *DAYS, state.established}
    for member in state.members:
        periods: tuple[Any, ...] = (member, *member.chairs)
        for period in periods:
            told |= {period.since, period.until or period.since}
    return sorted({min(max(each + by, FIRST), LAST) for each in told for by in (-A_DAY, 0 * A_DAY, A_DAY)})


def check(state: Body) -> None:
    assert [member.number for member in state.members] == sorted(member.number for member in state.members)
    assert state.names[0].since == state.statutes[0].since == state.established
    kinds: tuple[tuple[Any, ...], ...] = (state.names, state.statutes)
    for facts in kinds:
        assert all(earlier.since < later.since for earlier, later in pairwise(facts))
    assert len({(rule.since, rule.matter) for rule in state.rules}) == len(state.rules)
    dated: tuple[Any, ...] = (*state.names, *state.statutes, *state.members, *state.rules)
    assert all(exists_on(state, fact.since) for fact in dated)
    for on in days_of(state):
        check_day(state, on)


def check_day(state: Body, on: date) -> None:
    shown = view(state, on)
    there = [member for member in state.members if sits(state, member, on)]
    assert shown.people == tuple(member.person for member in there)
    assert len(set(shown.people)) == len(there)
    # Told of all members, whether they sit in it or not: nobody has the chair without.
    chairs = [
        member
        for member in state.members
        for chair in member.chairs
        if chair.since <= on and (chair.until is None or on <= chair.until)
    ]
    assert len(chairs) <= 1
    assert all(member in there or not shown.exists for member in chairs)
    assert shown.chair == (chairs[0].person if chairs and shown.exists else None)
    electorate = electorate_on(state, on)
    assert [seat.member for seat in electorate.seats] == [member.number for member in there if member.voting]
    for seat, member in zip(electorate.seats, (member for member in there if member.voting), strict=True):
        assert (seat.person, seat.party, seat.weight) == (member.person, member.party, member.weight)
        assert seat.chair == (member in chairs)
    assert electorate.statutory == shown.statutory
    assert all(shown.exists or not told for told in (shown.members, shown.rules, electorate.seats))
    for told in shown.rules:
        terms = rule_on(state, told.matter, on)
        assert terms is not None
        rule = rule_of(terms)
        assert (rule.preset, rule.threshold, rule.modes) == (told.rule.preset, told.rule.threshold, told.rule.modes)
        assert rule.modes
        assert 0 < rule.threshold.share <= 1
    general = rule_on(state, None, on)
    assert rule_on(state, "never", on) == general
    last = None if state.dissolved is None else state.dissolved - A_DAY
    assert last is None or all(each.until is not None and each.until <= last for each in shown.all_members)
