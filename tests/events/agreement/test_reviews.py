"""Reviews and the end: by when the next review is due, also on a 31st; when an agreement may be ended."""

from typing import Any

import pytest

from events.agreement.amendments import AmendmentAdopted, AmendmentProposed
from events.agreement.changes import AmendmentChanges, TermsChange
from events.agreement.conditions import AgreementDuration, ConsentKind, ConsentRule, ReviewClause
from events.agreement.membership import PartyLeft
from events.agreement.reviews import (
    AgreementReviewed,
    AgreementTerminated,
    RecordReview,
    TerminateAgreement,
    review_due,
)
from events.agreement.state import AmendmentTrigger, ReviewOutcome, TerminationCause
from events.agreement.terms import AmendmentRuleAgreed, EntryIntoForceAgreed, ReviewAgreed, TermAgreed
from events.agreement.view import view
from events.municipality.merger import MunicipalityMerged
from tests.events.agreement.story import DRAFT, HERE, IN_FORCE, ONE, TWO, agreement, beside, concluded, municipality, on
from tests.spec import day, given

CONTINUE = ReviewOutcome.CONTINUE
FREE = AmendmentRuleAgreed(ConsentRule(ConsentKind.NOBODY))


def reviewed(text: str, next_due: str | None = None) -> AgreementReviewed:
    return AgreementReviewed(day(text), "Läuft gut.", CONTINUE, day(next_due) if next_due else None)


def review(text: str, next_due: str | None = None) -> RecordReview:
    return RecordReview(HERE, day(text), "Läuft gut.", CONTINUE, day(next_due) if next_due else None)


def due(*events: Any, by: str = "2024-06-01") -> str | None:
    found = review_due(agreement(*events), day(by))
    return found.isoformat() if found else None


def begun(text: str, months: int, first: str | None = None) -> tuple[Any, ...]:
    """In force from a day on, to be reviewed every so many months."""
    clause = ReviewClause(months, day(first) if first else None)
    return concluded(EntryIntoForceAgreed(day(text)), ReviewAgreed(clause), FREE)


# --- When it is due --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "by", "expected"),
    [
        (begun("2023-03-31", 6), "2023-03-31", "2023-09-30"),
        (begun("2023-08-31", 6), "2023-09-01", "2024-02-29"),
        (begun("2023-03-31", 12), "2023-04-01", "2024-03-31"),
        (begun("2023-03-31", 12), "2023-03-30", None),
        (begun("2023-03-31", 12, "2023-12-31"), "2023-04-01", "2023-12-31"),
        ((*begun("2023-03-31", 12, "2023-12-31"), reviewed("2023-05-31")), "2023-06-01", "2024-05-31"),
        ((*begun("2023-03-31", 1), reviewed("2024-01-31")), "2024-02-01", "2024-02-29"),
        ((*begun("2023-03-31", 1), reviewed("2024-01-31"), reviewed("2024-02-29")), "2024-03-01", "2024-03-29"),
        ((*begun("2023-03-31", 2), reviewed("2023-12-31")), "2024-01-01", "2024-02-29"),
        ((*begun("2023-03-31", 12), reviewed("2024-01-31", "2026-12-31")), "2024-02-01", "2026-12-31"),
        ((*begun("2023-03-31", 12), reviewed("2024-01-31", "2026-12-31")), "2024-01-30", "2024-03-31"),
        ((*concluded(), reviewed("2024-01-31", "2026-12-31")), "2024-02-01", "2026-12-31"),
        ((*concluded(), reviewed("2024-01-31")), "2024-02-01", None),
        (concluded(), "2024-06-01", None),
        (DRAFT, "2024-06-01", None),
        (
            (*begun("2023-03-31", 12), AgreementTerminated(day("2024-01-01"), TerminationCause.AGREED)),
            "2024-01-01",
            None,
        ),
    ],
)
def test_the_next_review_is_due(events: tuple[Any, ...], by: str, expected: str | None) -> None:
    assert due(*events, by=by) == expected


def amended(number: int, clause: ReviewClause, effective: str) -> tuple[Any, ...]:
    changes = AmendmentChanges(terms=TermsChange(review=clause))
    proposed = AmendmentProposed("Neu", AmendmentTrigger.REVIEW, "Warum.", 1, changes, day("2023-04-01"), number)
    return proposed, AmendmentAdopted(number, day("2023-04-02"), day(effective))


def test_a_review_clause_that_an_amendment_brings_counts_from_its_first_day() -> None:
    events = (*concluded(FREE), reviewed("2023-03-15"), *amended(1, ReviewClause(12), "2023-08-31"))
    assert due(*events, by="2023-08-30") is None
    assert due(*events, by="2023-08-31") == "2024-08-31"
    assert due(*events, reviewed("2024-01-31"), by="2024-02-01") == "2025-01-31"


def test_another_clause_changes_how_often_not_since_when() -> None:
    events = (*begun("2023-03-31", 12), *amended(1, ReviewClause(6), "2023-05-01"))
    assert due(*events, by="2023-04-30") == "2024-03-31"
    assert due(*events, by="2023-05-01") == "2023-09-30"


def test_it_is_overdue_from_the_day_after() -> None:
    state = agreement(*begun("2023-08-31", 6))
    assert not view(state, day("2024-02-29")).review_overdue
    assert view(state, day("2024-03-01")).review_overdue


# --- Recording a review ----------------------------------------------------------------------------------------


def test_a_review_is_recorded_once() -> None:
    beside(given(*IN_FORCE)).when(review("2024-05-31")).then(reviewed("2024-05-31"))
    beside(given(*IN_FORCE)).when(review("2024-05-31", "2024-06-01")).then(reviewed("2024-05-31", "2024-06-01"))
    beside(given(*IN_FORCE, reviewed("2024-05-31"))).when(review("2024-05-31")).then_nothing()


def test_reviews_stand_in_the_order_of_their_days() -> None:
    state = agreement(*IN_FORCE, reviewed("2024-05-31"), reviewed("2023-05-31"))
    assert [each.on for each in state.reviews] == [day("2023-05-31"), day("2024-05-31")]


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (review("2023-03-31"), "NOT_IN_FORCE", "on"),
        (review("2024-02-01"), "ENDED", "on"),
        (review("2024-01-01", "2024-02-02"), "RECORDED_OTHERWISE", "on"),
        (review("2024-01-02", "2024-01-02"), "DATES_REVERSED", "next_due"),
    ],
)
def test_a_review_is_refused(command: RecordReview, code: str, field: str) -> None:
    ended = AgreementTerminated(day("2024-02-01"), TerminationCause.AGREED)
    beside(given(*IN_FORCE, reviewed("2024-01-01"), ended)).when(command).rejects(code, field)
    beside(given(*IN_FORCE)).when(review("2024-06-02")).rejects("IN_FUTURE", "on")


# --- The end ---------------------------------------------------------------------------------------------------


def end(text: str, cause: TerminationCause = TerminationCause.AGREED) -> TerminateAgreement:
    return TerminateAgreement(HERE, day(text), cause)


def test_it_ends_on_a_day_past_or_to_come() -> None:
    for text in ("2023-04-02", "2024-06-01", "2030-12-31"):
        ended = AgreementTerminated(day(text), TerminationCause.AGREED)
        beside(given(*IN_FORCE)).when(end(text)).then(ended)
        beside(given(*IN_FORCE, ended)).when(end(text)).then_nothing()
        beside(given(*IN_FORCE, ended)).when(end(text, TerminationCause.OTHER)).rejects("RECORDED_OTHERWISE", "on")


def test_it_must_have_been_in_force_on_the_day_before() -> None:
    beside(given(*IN_FORCE)).when(end("2023-04-01")).rejects("NOT_IN_FORCE", "on")
    fixed = concluded(TermAgreed(AgreementDuration(day("2024-12-31"))))
    beside(given(*fixed)).when(end("2024-12-31")).then(AgreementTerminated(day("2024-12-31"), TerminationCause.AGREED))
    beside(given(*fixed)).when(end("2025-01-01")).rejects("ENDED", "on")
    beside(given(*DRAFT)).when(end("2024-01-01")).rejects("NOT_IN_FORCE", "id")


def test_it_ends_for_want_of_parties_only_if_fewer_than_two_are_left() -> None:
    few = TerminationCause.TOO_FEW_PARTIES
    one_left = (*IN_FORCE, PartyLeft(ONE, on("2024-01-01"), (ONE,)), PartyLeft(TWO, on("2024-02-01"), (TWO,)))
    beside(given(*one_left)).when(end("2024-01-31", few)).rejects("STILL_PARTIES", "cause")
    beside(given(*one_left)).when(end("2024-02-01", few)).then(AgreementTerminated(day("2024-02-01"), few))
    perhaps = (
        *IN_FORCE,
        PartyLeft(ONE, on("2024-01-01"), (ONE,)),
        PartyLeft(TWO, on("2024-02-01", "2024-03-01"), (TWO,)),
    )
    beside(given(*perhaps)).when(end("2024-02-29", few)).rejects("STILL_PARTIES", "cause")
    beside(given(*perhaps)).when(end("2024-03-01", few)).then(AgreementTerminated(day("2024-03-01"), few))


def test_those_that_have_become_one_are_one_party() -> None:
    few = TerminationCause.TOO_FEW_PARTIES
    left = beside(given(*IN_FORCE, PartyLeft(ONE, on("2024-01-01"), (ONE,))))
    merged = left.beside(municipality_3=(municipality(3), MunicipalityMerged(TWO, day("2024-02-01"))))
    left.when(end("2024-02-01", few)).rejects("STILL_PARTIES", "cause")
    merged.when(end("2024-01-31", few)).rejects("STILL_PARTIES", "cause")
    merged.when(end("2024-02-01", few)).then(AgreementTerminated(day("2024-02-01"), few))
