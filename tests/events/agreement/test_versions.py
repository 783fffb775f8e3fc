"""Versions: which one holds on a day, and how clauses and terms read in each."""

import pytest

from events.agreement.conditions import AgreementDuration, AgreementTerms, TermsRevision
from events.agreement.state import Agreement, AgreementVersion
from events.agreement.versions import natural, newest, number_in_force, revision_at, terms_at, wording_at
from events.agreement.wording import Clause, ClauseKind, ClauseRevision, KeptWording
from events.formalities import LegalForm
from events.values import digest_of
from tests.events.agreement.story import PLAIN, on
from tests.spec import day


def wording(number: str, text: str) -> KeptWording:
    return KeptWording(number, "Zweck", ClauseKind.PURPOSE, digest_of(text))


STAYS = Clause(1, (ClauseRevision(1, wording("10", "bleibt")),))
CHANGES = Clause(2, (ClauseRevision(1, wording("2", "alt")), ClauseRevision(3, wording("2a", "neu"))), edits=4)
GOES = Clause(3, (ClauseRevision(1, wording("3", "geht")), ClauseRevision(2, None)))
COMES = Clause(4, (ClauseRevision(2, wording("2.1", "kommt")),))
UNLIMITED, LIMITED = AgreementTerms(), AgreementTerms(AgreementDuration(until=day("2030-12-31")))
AMENDED = Agreement(
    drafted=on("2023-01-10"),
    title="Klimaschutzmanagement Nord",
    purpose=digest_of("Zweck"),
    form=LegalForm.INFORMAL,
    formalities=PLAIN,
    clauses=(STAYS, CHANGES, GOES, COMES),
    terms=(TermsRevision(1, UNLIMITED), TermsRevision(3, LIMITED)),
    versions=(
        AgreementVersion(2, day("2025-01-01"), day("2024-05-01"), 1),
        AgreementVersion(3, day("2024-07-01"), day("2024-06-01"), 2),
    ),
)


@pytest.mark.parametrize(
    ("numbers", "in_order"),
    [
        (("10", "2", "1"), ("1", "2", "10")),
        (("2b", "10", "2", "2a"), ("2", "2a", "2b", "10")),
        (("4", "3.10", "3.2", "3", "3a"), ("3", "3.2", "3.10", "3a", "4")),
        (("3.2a.1", "3.2", "3.2a"), ("3.2", "3.2a", "3.2a.1")),
    ],
)
def test_clauses_stand_in_the_order_in_which_one_would_look_them_up(
    numbers: tuple[str, ...], in_order: tuple[str, ...]
) -> None:
    assert tuple(sorted(numbers, key=natural)) == in_order


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("1900-01-01", 1),
        ("2024-06-30", 1),
        ("2024-07-01", 3),
        ("2024-12-31", 3),
        # Version 2 takes effect later than version 3: the highest number that is effective by then holds.
        ("2025-01-01", 3),
        ("2199-12-31", 3),
    ],
)
def test_on_a_day_the_highest_number_effective_by_then_holds(asked: str, number: int) -> None:
    assert number_in_force(AMENDED, day(asked)) == number


def test_what_was_only_concluded_has_one_version() -> None:
    assert newest(Agreement(on("2023-01-10"), "", "", LegalForm.INFORMAL, PLAIN)) == 1
    assert newest(AMENDED) == 3


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, [("2", 2, 1), ("3", 3, 1), ("10", 1, 1)]),
        (2, [("2", 2, 1), ("2.1", 4, 2), ("10", 1, 1)]),
        (3, [("2.1", 4, 2), ("2a", 2, 3), ("10", 1, 1)]),
    ],
)
def test_a_version_has_its_clauses_in_order_with_the_version_that_brought_each_wording(
    number: int, told: list[tuple[str, int, int]]
) -> None:
    clauses = wording_at(AMENDED, number)
    assert [(each.number, each.clause, each.since_version) for each in clauses] == told


def test_a_clause_reads_as_its_newest_revision_by_then() -> None:
    before, after = revision_at(CHANGES, 2), revision_at(CHANGES, 3)
    assert before is not None
    assert after is not None
    assert (before.wording, after.wording) == (wording("2", "alt"), wording("2a", "neu"))
    assert revision_at(COMES, 1) is None
    assert [each.clause_version for each in wording_at(AMENDED, 3)] == [1, 4, 1]


@pytest.mark.parametrize(("number", "terms"), [(1, UNLIMITED), (2, UNLIMITED), (3, LIMITED), (4, LIMITED)])
def test_terms_hold_until_a_version_brings_others(number: int, terms: AgreementTerms) -> None:
    assert terms_at(AMENDED, number) == terms
