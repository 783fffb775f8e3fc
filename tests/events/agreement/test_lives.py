"""Whatever happens to an agreement: who is party to it, which version holds and whose consent counts follow from its
events alone."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from events.agreement import AGREEMENT
from events.agreement.accessions import AccessionAdopted
from events.agreement.amendments import AmendmentAdopted
from events.agreement.comparison import compare, printed
from events.agreement.consents import consents
from events.agreement.headcount import parties_on, tally
from events.agreement.lifecycle import effective_from
from events.agreement.reading import span_of
from events.agreement.silence import silent
from events.agreement.versions import newest, number_in_force, wording_at
from events.decider import fold
from events.values import digest_of
from events.when import Certainty
from tests.corrections import Act
from tests.corrections import Life as Corrections
from tests.events.agreement.applied import applied
from tests.events.agreement.book import Book, Wording, book_of, now
from tests.events.agreement.lives import BEGINNINGS, MOVES, RETELLINGS, Life, Move, Retelling

DAY = timedelta(days=1)
LIVES = drawn(BEGINNINGS, st.lists(MOVES, min_size=20, max_size=40))
CORRECTED = drawn(BEGINNINGS, st.lists(MOVES, min_size=5, max_size=30), RETELLINGS)


def lived(life: Life, moves: list[Move]) -> Book:
    """Live it, until silence has granted all that it grants; its book."""
    for move in moves:
        life.play(move)
    life.play(Move("silence", 0, 0, 0, 0, 0))
    assert silent(life.state, life.today) == []
    return book_of(life.events)


def corrected(life: Life, moves: list[Move], retelling: Retelling) -> Book | None:
    """Live it, and tell an act otherwise: it reads as if it had been recorded right. Its book, unless that is refused;
    the life then has what stands."""
    lived(life, moves)
    which, instead = retelling.of(life.acts)
    standing = Corrections("agreement", life.record, acts=life.acts).corrected(which, instead)
    if standing is None:
        return None
    life.acts = [Act(None, standing, life.today)]
    life.state = fold(AGREEMENT, standing)
    life.pass_time()
    return book_of(life.events)


def days_of(life: Life) -> list[date]:
    """Every day that anything is said of, and the one before."""
    told = {day for each in (life.events, [*life.mergers.values()], life.state, life.today) for day in _days(each)}
    return sorted({day for each in told for day in (each - DAY, each)})


def _days(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _days(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _days(getattr(value, each.name))


@LIVES
def test_the_parties_on_any_day_follow_from_accessions_leavings_and_mergers(life: Life, moves: list[Move]) -> None:
    the_parties_are_those_of(lived(life, moves), life)


@LIVES
def test_the_version_in_force_on_any_day_is_unique(life: Life, moves: list[Move]) -> None:
    the_versions_are_those_of(lived(life, moves), life)


@CORRECTED
def test_a_correction_reads_as_if_it_had_been_recorded_right(
    life: Life, moves: list[Move], retelling: Retelling
) -> None:
    book = corrected(life, moves, retelling)
    if book is None:
        return
    keys = [clause.key for clause in life.state.clauses]
    numbers = [*(each.number for each in life.state.proposals), *(each.number for each in life.state.settled)]
    assert len(set(keys)) == len(keys)
    assert len(set(numbers)) == len(numbers)
    if effective_from(life.state) is not None:
        the_parties_are_those_of(book, life)
        the_versions_are_those_of(book, life)


def the_parties_are_those_of(book: Book, life: Life) -> None:
    """The agreement has the parties on every day that its book says."""
    assert effective_from(life.state) == book.begun
    for on in days_of(life):
        surely, possibly = book.surely(on), book.possibly(on)
        told = parties_on(life.state, on, life.mergers)
        assert [each.party for each in told if each.is_party is Certainty.YES] == [each.ref for each in surely]
        assert [each.party for each in told if each.is_party is not Certainty.NO] == [each.ref for each in possibly]
        assert [each.now for each in told] == [now(each.party, on, life.mergers) for each in told]
        count = tally(life.state, on, life.mergers)
        assert count.least == len({now(each.ref, on, life.mergers) for each in surely})
        assert count.most == len({now(each.ref, on, life.mergers) for each in possibly})
        # Nobody is a party twice, under one name.
        assert len({each.ref for each in possibly}) == len(possibly)


def the_versions_are_those_of(book: Book, life: Life) -> None:
    """One version is in force on every day, the one that the book says, and it reads as the book says."""
    numbers = range(1, newest(life.state) + 1)
    assert [version.number for version in life.state.versions] == [*numbers][1:]
    for number in numbers:
        printed_as = [clause.number for clause in wording_at(life.state, number)]
        assert len(set(printed_as)) == len(printed_as)
    for on in days_of(life):
        assert number_in_force(life.state, on) == book.number_on(on)
        if book.begun <= on < book.end:
            holding = [
                number
                for number in numbers
                for since, until in [span_of(life.state, number)]
                if since is not None and since <= on and (until is None or on < until)
            ]
            assert holding == [book.number_on(on)]
        # A day to come reads with what silence will have granted by then.
        coming = silent(life.state, on)
        then = book_of([*life.events, *coming]) if coming else book
        view, number = AGREEMENT.view(life.state, on), then.number_on(on)
        told = {each.clause: (each.number, each.heading, each.kind, each.text) for each in view.clauses}
        assert (view.current_version, told) == (number, {key: kept(it) for key, it in then.wordings[number].items()})
        assert view.terms.review == then.reviewed[number]


def kept(wording: Wording) -> Wording:
    """A wording as states hold it: its text by the digest."""
    return *wording[:3], digest_of(wording[3])


@LIVES
def test_versions_read_as_their_amendments_say_and_a_comparison_turns_one_into_the_other(
    life: Life, moves: list[Move]
) -> None:
    book = lived(life, moves)
    texts = {digest_of(wording[3]): wording[3] for version in book.wordings.values() for wording in version.values()}
    read = {number: printed(wording_at(life.state, number), texts) for number in book.wordings}
    for number, clauses in book.wordings.items():
        told = {each.clause: (each.head.number, each.head.heading, each.head.kind, each.text) for each in read[number]}
        assert told == clauses
    for one, other in product(read, repeat=2):
        assert applied(compare(read[one], read[other]), read[one]) == read[other]


@LIVES
def test_a_consent_is_never_counted_for_a_party_that_has_left_and_merged_parties_count_once(
    life: Life, moves: list[Move]
) -> None:
    for move in moves:
        before = [*life.events]
        for event in life.play(move):
            if isinstance(event, AmendmentAdopted | AccessionAdopted):
                assert book_of(before).enough(event.proposal, event.on, life.mergers)
            before.append(event)
        book = book_of(life.events)
        for proposal, on in product(life.state.proposals, (life.today, life.today - 20 * DAY)):
            told = {each.now for each in consents(life.state, proposal, on, life.mergers).consenting}
            assert told == book.consenting(proposal.number, on, life.mergers)
            assert told <= {now(each.ref, on, life.mergers) for each in book.surely(on)}
