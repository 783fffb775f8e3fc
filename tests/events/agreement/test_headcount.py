"""Who is party to an agreement on a day, and how many that are: spans, notices, mergers of municipalities."""

from dataclasses import replace
from typing import Any

import pytest

from events.agreement.headcount import (
    PartyTally,
    certainties,
    counted,
    entries_of,
    is_party,
    parties_on,
    party_of,
    tally,
)
from events.agreement.reviews import AgreementTerminated
from events.agreement.state import Agreement, Notice, Party, TerminationCause
from events.municipality.merger import MunicipalityMerged
from events.municipality.state import Merger
from events.successors import become, mergers_in
from events.when import Certainty, When
from tests.events.agreement.story import FOUR, ONE, SIGNED, THREE, TWO, agreement, concluded, municipality, on
from tests.spec import day, state_of

YES, NO, UNCERTAIN = Certainty.YES, Certainty.NO, Certainty.UNCERTAIN
REFORM = day("2024-03-01")
INTO_TWO = {THREE: Merger(REFORM, TWO)}
FIVE = "municipality:5"
BEGUN = "2023-02-20"


def with_parties(*parties: Party, state: Agreement | None = None) -> Agreement:
    """The agreement, in force since 20 February 2023, with these parties instead of its own."""
    return replace(state or agreement(*concluded()), parties=parties)


def party(number: int, ref: str, joined: When | None = None, left: When | None = None, notice: Any = None) -> Party:
    return Party(number, ref, None, joined, left, notice)


@pytest.mark.parametrize(
    ("entry", "asked", "told"),
    [
        (party(1, ONE), "2023-02-19", NO),
        (party(1, ONE), BEGUN, YES),
        (party(1, ONE), "2199-12-31", YES),
        (party(1, ONE, joined=on("2024-01-01")), "2023-12-31", NO),
        (party(1, ONE, joined=on("2024-01-01")), "2024-01-01", YES),
        (party(1, ONE, joined=on("2024-01-01", "2024-01-31")), "2023-12-31", NO),
        (party(1, ONE, joined=on("2024-01-01", "2024-01-31")), "2024-01-01", UNCERTAIN),
        (party(1, ONE, joined=on("2024-01-01", "2024-01-31")), "2024-01-30", UNCERTAIN),
        (party(1, ONE, joined=on("2024-01-01", "2024-01-31")), "2024-01-31", YES),
        (party(1, ONE, left=on("2024-06-01")), "2024-05-31", YES),
        (party(1, ONE, left=on("2024-06-01")), "2024-06-01", NO),
        (party(1, ONE, left=on("2024-06-01", "2024-06-30")), "2024-06-15", UNCERTAIN),
        (party(1, ONE, left=on("2024-06-01", "2024-06-30")), "2024-06-30", NO),
        (party(1, ONE, notice=Notice(day("2024-06-30"), day("2025-01-01"))), "2024-12-31", YES),
        (party(1, ONE, notice=Notice(day("2024-06-30"), day("2025-01-01"))), "2025-01-01", NO),
        # What is recorded of its leaving stands before what its notice said.
        (party(1, ONE, left=on("2024-10-01"), notice=Notice(day("2024-06-30"), day("2025-01-01"))), "2024-10-01", NO),
    ],
)
def test_one_is_a_party_from_its_joining_to_its_leaving(entry: Party, asked: str, told: Certainty) -> None:
    assert is_party(with_parties(entry, party(2, TWO)), entry, day(asked)) is told


def test_nobody_is_a_party_before_the_agreement_is_in_force_or_after_its_end() -> None:
    signed, ended = (
        agreement(*SIGNED),
        agreement(*concluded(), AgreementTerminated(day("2025-01-01"), TerminationCause.AGREED)),
    )
    assert set(certainties(signed, day("2024-01-01")).values()) == {NO}
    assert set(certainties(ended, day("2024-12-31")).values()) == {YES}
    assert set(certainties(ended, day("2025-01-01")).values()) == {NO}
    assert tally(ended, day("2025-01-01"), {}) == PartyTally(0, 0)
    assert [each.joined for each in parties_on(signed, day("2024-01-01"), {})] == [None, None, None]


def test_a_party_that_could_have_joined_on_the_day_of_the_end_is_none() -> None:
    ended = agreement(*concluded(), AgreementTerminated(day("2025-01-01"), TerminationCause.AGREED))
    late = with_parties(party(1, ONE), party(4, FOUR, joined=on("2025-01-01")), state=ended)
    assert is_party(late, late.parties[1], day("2025-01-01")) is NO


def test_every_party_ever_named_is_told_with_who_it_has_become_by_the_day() -> None:
    left = party(1, ONE, left=on("2023-06-01"))
    joined = party(4, FOUR, joined=on("2024-01-01", "2024-05-01"))
    told = parties_on(with_parties(left, party(2, TWO), party(3, THREE), joined), REFORM, INTO_TWO)
    assert [(each.number, each.party, each.now, each.is_party) for each in told] == [
        (1, ONE, ONE, NO),
        (2, TWO, TWO, YES),
        (3, THREE, TWO, YES),
        (4, FOUR, FOUR, UNCERTAIN),
    ]
    assert [each.joined for each in told] == [on(BEGUN), on(BEGUN), on(BEGUN), on("2024-01-01", "2024-05-01")]
    assert [each.left for each in told] == [on("2023-06-01"), None, None, None]


def test_parties_that_have_become_one_count_once_from_that_day_on() -> None:
    state = agreement(*concluded())
    assert tally(state, day("2024-02-29"), INTO_TWO) == PartyTally(3, 3)
    assert tally(state, REFORM, INTO_TWO) == PartyTally(2, 2)
    assert [(each.now, len(each.parties), each.is_party) for each in counted(state, REFORM, INTO_TWO)] == [
        (ONE, 1, YES),
        (TWO, 2, YES),
    ]


def test_a_span_makes_the_count_a_range() -> None:
    joining = party(4, FOUR, joined=on("2024-01-01", "2024-12-31"))
    leaving = party(3, THREE, left=on("2024-01-01", "2024-12-31"))
    state = with_parties(party(1, ONE), party(2, TWO), leaving, joining)
    assert tally(state, day("2023-12-31"), {}) == PartyTally(3, 3)
    assert tally(state, day("2024-06-01"), {}) == PartyTally(2, 4)
    assert tally(state, day("2024-12-31"), {}) == PartyTally(3, 3)
    # It has become part of one that surely is a party: nothing is uncertain about the two together.
    assert tally(state, day("2024-06-01"), INTO_TWO) == PartyTally(2, 3)


def test_successors_are_followed_as_far_as_they_go_by_the_day() -> None:
    mergers = {ONE: Merger(day("2010-01-01"), TWO), TWO: Merger(day("2020-01-01"), THREE)}
    assert become(ONE, day("2009-12-31"), mergers) == ONE
    assert become(ONE, day("2010-01-01"), mergers) == TWO
    assert become(ONE, day("2020-01-01"), mergers) == THREE
    assert become(FOUR, day("2020-01-01"), mergers) == FOUR


def test_two_that_are_said_to_be_part_of_each_other_end_nowhere_else() -> None:
    circle = {ONE: Merger(day("2010-01-01"), TWO), TWO: Merger(day("2011-01-01"), ONE)}
    assert become(ONE, day("2020-01-01"), circle) == TWO


def test_mergers_are_those_of_the_municipalities_at_hand() -> None:
    merged = state_of(municipality(3), MunicipalityMerged(TWO, REFORM))
    states = {THREE: merged, TWO: state_of(municipality(2)), "county:1": object(), "municipality:9": None}
    assert mergers_in(states) == INTO_TWO


def test_an_entity_speaks_through_its_own_entry_or_that_of_one_that_has_become_it() -> None:
    state = with_parties(party(1, ONE), party(2, TWO), party(3, THREE))
    to_five = {**INTO_TWO, ONE: Merger(REFORM, FIVE)}
    assert party_of(state, TWO, INTO_TWO) == state.parties[1]
    assert party_of(state, THREE, INTO_TWO) == state.parties[2]
    assert party_of(state, FIVE, to_five) == state.parties[0]
    assert party_of(state, FIVE, INTO_TWO) is None


def test_of_several_entries_the_one_that_stays_longest_speaks() -> None:
    before = party(1, TWO, left=on("2023-06-01"))
    again = party(4, TWO, joined=on("2024-01-01"))
    on_notice = party(4, TWO, notice=Notice(day("2024-06-30"), day("2025-01-01")))
    assert party_of(with_parties(before, again), TWO, {}) == again
    assert party_of(with_parties(before, on_notice), TWO, {}) == on_notice
    # It has left, but is a party still as the successor of one that stays.
    assert party_of(with_parties(before, party(3, THREE)), TWO, INTO_TWO) == party(3, THREE)
    assert party_of(with_parties(again, party(3, THREE)), TWO, INTO_TWO) == again


def test_entries_that_have_become_one_by_the_day_stand_together() -> None:
    state = with_parties(party(1, ONE), party(2, TWO), party(3, THREE), party(4, TWO, on(BEGUN), on("2023-03-01")))
    assert entries_of(state, TWO, day("2024-02-29"), INTO_TWO) == (state.parties[1],)
    assert entries_of(state, TWO, REFORM, INTO_TWO) == state.parties[1:3]
    assert entries_of(state, THREE, REFORM, INTO_TWO) == state.parties[1:3]
    assert entries_of(state, FIVE, REFORM, INTO_TWO) == ()
