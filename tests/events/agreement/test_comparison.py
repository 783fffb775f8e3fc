"""Comparison of two versions: clause by clause, whole, in an order that can be read, and quick."""

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from events.agreement.comparison import (
    ClauseFate,
    ComparedClause,
    ComparedTerms,
    PrintedClause,
    TermsPart,
    compare,
    compare_terms,
    printed,
)
from events.agreement.conditions import AgreementDuration, AgreementTerms, ConsentKind, ConsentRule
from events.agreement.versions import AgreementClause
from events.agreement.wording import ClauseHead, ClauseKind
from events.difference import Piece, PieceKind
from events.values import digest_of
from tests.events.agreement.applied import applied
from tests.spec import day

HEADS = st.builds(
    ClauseHead,
    number=st.sampled_from(["1", "2", "2a", "10"]),
    heading=st.sampled_from(["Zweck", "Aufgaben"]),
    kind=st.sampled_from([ClauseKind.PURPOSE, ClauseKind.TASKS]),
)
TEXTS = st.lists(st.sampled_from(["Wärme", "und", "Netz", "3 %", "\n", "."]), min_size=1, max_size=12).map(" ".join)
WORDINGS = st.lists(
    st.builds(PrintedClause, clause=st.integers(1, 9), head=HEADS, text=TEXTS),
    unique_by=lambda each: each.clause,
    max_size=9,
).map(tuple)


def clause(key: int, text: str = "Text.", *, number: str = "", heading: str = "Zweck") -> PrintedClause:
    return PrintedClause(key, ClauseHead(number or str(key), heading, ClauseKind.PURPOSE), text)


def fates(compared: Sequence[ComparedClause]) -> list[tuple[int, ClauseFate]]:
    return [(each.clause, each.fate) for each in compared]


@given(WORDINGS, WORDINGS)
def test_applied_to_the_first_version_it_gives_the_second(
    before: tuple[PrintedClause, ...], after: tuple[PrintedClause, ...]
) -> None:
    assert applied(compare(before, after), before) == after


@given(WORDINGS)
def test_a_version_beside_itself_is_the_same(wording: tuple[PrintedClause, ...]) -> None:
    assert {each.fate for each in compare(wording, wording)} <= {ClauseFate.UNCHANGED}


def test_each_clause_is_told_what_became_of_it() -> None:
    before = (clause(1), clause(2, "Alt."), clause(3), clause(4), clause(5))
    after = (clause(1), clause(2, "Neu."), clause(4, number="3"), clause(6, number="4"), clause(5, heading="Ziel"))

    assert fates(compare(before, after)) == [
        (1, ClauseFate.UNCHANGED),
        (2, ClauseFate.CHANGED),
        (3, ClauseFate.REMOVED),
        (4, ClauseFate.RENUMBERED),
        (6, ClauseFate.ADDED),
        (5, ClauseFate.CHANGED),
    ]


def test_a_clause_shows_its_head_and_its_words_before_and_after() -> None:
    (told,) = compare((clause(7, "Der Kreis zahlt 5 %."),), (clause(7, "Der Kreis zahlt 8 %.", number="7a"),))

    assert told.before == ClauseHead("7", "Zweck", ClauseKind.PURPOSE)
    assert told.after == ClauseHead("7a", "Zweck", ClauseKind.PURPOSE)
    assert told.text == (
        Piece(PieceKind.KEPT, "Der Kreis zahlt "),
        Piece(PieceKind.DELETED, "5"),
        Piece(PieceKind.INSERTED, "8"),
        Piece(PieceKind.KEPT, " %."),
    )


def test_what_is_gone_stands_where_it_stood() -> None:
    assert fates(compare((clause(1), clause(2), clause(3)), (clause(3), clause(4)))) == [
        (1, ClauseFate.REMOVED),
        (2, ClauseFate.REMOVED),
        (3, ClauseFate.UNCHANGED),
        (4, ClauseFate.ADDED),
    ]


def test_clauses_are_printed_with_their_texts() -> None:
    kept = AgreementClause("2a", "Ziele", ClauseKind.GOALS, digest_of("Weniger."), 3, 2, 5)

    assert printed([kept], {digest_of("Weniger."): "Weniger."}) == (
        PrintedClause(3, ClauseHead("2a", "Ziele", ClauseKind.GOALS), "Weniger."),
    )


def test_terms_are_compared_part_by_part() -> None:
    before = AgreementTerms()
    after = replace(before, term=AgreementDuration(day("2030-12-31")), accession_rule=ConsentRule(ConsentKind.NOBODY))

    assert compare_terms(before, before).changed == ()
    assert compare_terms(before, after) == ComparedTerms(before, after, (TermsPart.TERM, TermsPart.ACCESSION_RULE))


def test_sixty_clauses_of_forty_thousand_words_are_compared_at_once() -> None:
    words = [f"Wort{n * n % 977}" for n in range(667)]
    before = tuple(clause(key, " ".join(words)) for key in range(1, 61))
    after = tuple(clause(key, " ".join([*words[key:], *words[:key]])) for key in range(1, 61))

    begun = perf_counter()
    assert applied(compare(before, after), before) == after
    assert perf_counter() - begun < 5
