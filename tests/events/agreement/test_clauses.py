"""Clauses of the draft: edits of different ones never meet, edits of the same one are told of each other."""

from typing import Any

import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from events.agreement.clauses import (
    DRAFTS_KEPT,
    AddClause,
    ClauseAdded,
    ClauseNumbering,
    ClauseRemoved,
    ClauseRevised,
    ClausesRenumbered,
    RemoveClause,
    RenumberClauses,
    ReviseClause,
)
from events.agreement.signing import AgreementOpenedForSignature, AgreementReopened
from events.agreement.versions import wording_at
from events.agreement.wording import ClauseKind, ClauseWording
from events.values import digest_of
from tests.events.agreement.story import DRAFT, HERE, SIGNED, SIGNING, agreement, beside, on, wording
from tests.spec import given

TASKS = ClauseKind.TASKS
FIRST, SECOND, THIRD = "Der Text von 1.", "Der zweite Text.", "Der dritte Text."
edited = ClauseRevised(1, 1, text=SECOND)
twice = (edited, ClauseRevised(1, 2, heading="Ziele", text=THIRD))
N = ClauseNumbering


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (
            AddClause(HERE, ClauseWording("2a", "Mehr", TASKS, "Text.")),
            ClauseAdded(wording("2a", "Text.", "Mehr", TASKS), 4),
        ),
        (ReviseClause(HERE, 1, 1, text=SECOND), ClauseRevised(1, 1, text=SECOND)),
        (
            ReviseClause(HERE, 1, 1, heading="Ziel", clause_kind=TASKS),
            ClauseRevised(1, 1, heading="Ziel", clause_kind=TASKS),
        ),
        (RemoveClause(HERE, 2, 1), ClauseRemoved(2, 1)),
        (
            RenumberClauses(HERE, (N(1, "2"), N(2, "1"), N(3, "3"))),
            ClausesRenumbered((N(1, "2"), N(2, "1"), N(3, "3"))),
        ),
    ],
)
def test_clauses_are_edited_in_the_draft_only(command: Any, event: Any) -> None:
    given(*DRAFT).when(command).then(event)
    beside(given(*SIGNING)).when(command).rejects("NOT_A_DRAFT", "id")
    beside(given(*SIGNED)).when(command).rejects("NOT_A_DRAFT", "id")


@pytest.mark.parametrize(
    "command",
    [
        ReviseClause(HERE, 1, 1),
        ReviseClause(HERE, 1, 1, "Zweck", ClauseKind.PURPOSE, FIRST),
        RenumberClauses(HERE, (N(1, "1"), N(2, "2"))),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    given(*DRAFT).when(command).then_nothing()


def test_a_clause_is_struck_once() -> None:
    given(*DRAFT, ClauseRemoved(2, 1)).when(RemoveClause(HERE, 2, 1)).then_nothing()


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (AddClause(HERE, ClauseWording("3", "Mehr", TASKS, "Text.")), "NUMBER_TAKEN", "wording.number"),
        (ReviseClause(HERE, 2, 1, text="Neu."), "CLAUSE_REMOVED", "clause"),
        (ReviseClause(HERE, 4, 1, text="Neu."), "NOT_FOUND", "clause"),
        (ReviseClause(HERE, 1, 3, text="Neu."), "UNKNOWN_VERSION", "expected_clause_version"),
        (RemoveClause(HERE, 4, 1), "NOT_FOUND", "clause"),
        (RemoveClause(HERE, 1, 3), "UNKNOWN_VERSION", "expected_clause_version"),
        (RenumberClauses(HERE, ()), "EMPTY", "numbers"),
        (RenumberClauses(HERE, (N(1, "2"), N(1, "3"))), "TWICE", "numbers"),
        (RenumberClauses(HERE, (N(1, "3"),)), "NUMBER_TAKEN", "numbers"),
        (RenumberClauses(HERE, (N(1, "7"), N(3, "7"))), "NUMBER_TAKEN", "numbers"),
        (RenumberClauses(HERE, (N(2, "7"),)), "CLAUSE_REMOVED", "numbers"),
        (RenumberClauses(HERE, (N(9, "7"),)), "NOT_FOUND", "numbers"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    given(*DRAFT, edited, ClauseRemoved(2, 1)).when(command).rejects(code, field)


def test_a_struck_number_is_free_but_a_key_is_never_given_again() -> None:
    given(*DRAFT, ClauseRemoved(3, 1)).when(AddClause(HERE, ClauseWording("3", "Mehr", TASKS, "Text."))).then(
        ClauseAdded(wording("3", "Text.", "Mehr", TASKS), 4)
    )


def test_edits_of_other_clauses_do_not_matter() -> None:
    given(*DRAFT, *twice, ClauseRevised(3, 1, text="Neu.")).when(ReviseClause(HERE, 2, 1, text="Auch neu.")).then(
        ClauseRevised(2, 1, text="Auch neu.")
    )


def test_numbering_is_no_edit() -> None:
    given(*DRAFT, ClausesRenumbered((N(1, "7"),))).when(ReviseClause(HERE, 1, 1, text=SECOND)).then(edited)


def test_who_edits_what_was_edited_since_gets_both_texts_and_where_they_started() -> None:
    given(*DRAFT, edited).when(ReviseClause(HERE, 1, 1, text="Meins.")).is_superseded(
        "expected_clause_version", base=FIRST, current=SECOND
    )
    given(*DRAFT, *twice).when(ReviseClause(HERE, 1, 1, heading="Meine")).is_superseded(
        "expected_clause_version", base=FIRST, current=THIRD
    )
    given(*DRAFT, *twice).when(ReviseClause(HERE, 1, 2, text="Meins.")).is_superseded(
        "expected_clause_version", base=SECOND, current=THIRD
    )
    given(*DRAFT, edited).when(RemoveClause(HERE, 1, 1)).is_superseded(
        "expected_clause_version", base=FIRST, current=SECOND
    )


def test_the_same_edit_made_twice_is_one() -> None:
    given(*DRAFT, edited).when(ReviseClause(HERE, 1, 1, text=SECOND)).then_nothing()


def test_what_an_edit_started_from_is_known_for_the_last_twenty() -> None:
    many = tuple(ClauseRevised(1, 1, text=f"Text {n}.") for n in range(1, DRAFTS_KEPT + 1))
    behind = given(*DRAFT, *many)
    newest = f"Text {DRAFTS_KEPT}."
    behind.when(ReviseClause(HERE, 1, 1, text="Meins.")).is_superseded(
        "expected_clause_version", base=None, current=newest
    )
    behind.when(ReviseClause(HERE, 1, 2, text="Meins.")).is_superseded(
        "expected_clause_version", base="Text 1.", current=newest
    )


def test_once_the_draft_is_settled_only_the_newest_text_is_kept() -> None:
    settled = (*DRAFT, *twice, AgreementOpenedForSignature(on("2023-02-01")))
    assert agreement(*settled).clauses[0].drafts == (digest_of(THIRD),)
    reopened = given(*settled, AgreementReopened(on("2023-02-02")))
    reopened.when(ReviseClause(HERE, 1, 2, text="Meins.")).is_superseded(
        "expected_clause_version", base=None, current=THIRD
    )
    reopened.when(ReviseClause(HERE, 1, 3, text="Meins.")).then(ClauseRevised(1, 3, text="Meins."))


def test_a_revised_clause_keeps_what_the_edit_leaves_out() -> None:
    (first, *_) = wording_at(
        agreement(*DRAFT, ClauseRevised(1, 1, clause_kind=TASKS), ClausesRenumbered((N(1, "0"),))), 1
    )
    assert (first.number, first.heading, first.kind, first.text) == ("0", "Zweck", TASKS, digest_of(FIRST))


@cases(st.lists(st.sampled_from([1, 2, 3]), max_size=30))
def test_each_edit_counts_for_its_own_clause(order: list[int]) -> None:
    state = agreement(*DRAFT, *(ClauseRevised(key, 1, text=f"Edit {n}.") for n, key in enumerate(order)))
    assert [clause.edits for clause in state.clauses] == [1 + order.count(key) for key in (1, 2, 3)]
    assert all(len(clause.drafts) == min(clause.edits, DRAFTS_KEPT) for clause in state.clauses)
