"""Corrections of terms, reviews and published numbers of parties."""

from fractions import Fraction
from typing import Any

import pytest

from events.agreement.changes import AmendmentChanges, TermsChange
from events.agreement.correction import AgreementCorrected, CorrectAgreement, CorrectedReview, CorrectedTerms
from events.agreement.lifecycle import ends_on
from events.agreement.parties import PartiesCounted, PartyCount
from events.agreement.proposals import AmendmentAdopted, AmendmentProposed, AmendmentTrigger
from events.agreement.reviews import AgreementReview, AgreementReviewed, ReviewOutcome
from events.agreement.terms import (
    AgreementDuration,
    AgreementResources,
    AgreementTerms,
    AmendmentRuleAgreed,
    ConsentKind,
    ConsentRule,
    ReviewClause,
)
from events.agreement.versions import terms_at
from events.values import digest_of
from tests.events.agreement.story import DRAFT, HERE, YEARLY, agreement, beside, concluded, on
from tests.spec import EVENT, TODAY, day, given

NOBODY = ConsentRule(ConsentKind.NOBODY)
FREE = concluded(AmendmentRuleAgreed(NOBODY))
"""In force from 20 February 2023 on, for an unlimited time."""
PROPOSED = AmendmentProposed(
    1,
    "Ausstattung",
    AmendmentTrigger.FUNDING_CHANGE,
    "Warum.",
    1,
    AmendmentChanges(terms=TermsChange(resources=AgreementResources(Fraction(60)))),
    day("2024-01-10"),
)
AMENDED = (*FREE, PROPOSED, AmendmentAdopted(1, day("2024-02-10"), day("2024-03-01")))
AGREED = AgreementTerms(AgreementDuration(notice=YEARLY), amendment_rule=NOBODY)
LIMITED = AgreementTerms(AgreementDuration(day("2024-12-31"), YEARLY), amendment_rule=NOBODY)

REVIEWED = AgreementReviewed(day("2024-01-15"), "Alles gut.", ReviewOutcome.CONTINUE, None)
COUNTED = PartiesCounted(34, on("2024-01-01"), "Amtsblatt")
RECORDED = (*FREE, REVIEWED, COUNTED)


def right(**what: Any) -> CorrectAgreement:
    return CorrectAgreement(HERE, EVENT, **what)


def made(**what: Any) -> AgreementCorrected:
    return AgreementCorrected(EVENT, **what)


def terms(version: int, told: AgreementTerms) -> tuple[CorrectedTerms, ...]:
    return (CorrectedTerms(version, told),)


def review(asked: str, findings: str = "Alles gut.", next_due: str | None = None) -> CorrectedReview:
    return CorrectedReview(day(asked), findings, ReviewOutcome.CONTINUE, day(next_due) if next_due else None)


def counts(*told: tuple[int, str]) -> tuple[PartyCount, ...]:
    return tuple(PartyCount(count, on(when), "Amtsblatt") for count, when in told)


@pytest.mark.parametrize(
    "what",
    [
        {"terms": terms(1, LIMITED)},
        {"reviews": (review("2024-01-16", "Zu wenig Stunden."),)},
        {"reviews": (review("2023-12-01"), review("2024-01-15"))},
        {"reviews": ()},
        {"counts": counts((35, "2024-01-01"))},
        {"counts": ()},
    ],
)
def test_what_was_recorded_wrongly_is_put_right(what: dict[str, Any]) -> None:
    beside(given(*RECORDED)).when(right(**what)).then(made(**what))


@pytest.mark.parametrize(
    "what", [{"terms": terms(1, AGREED)}, {"reviews": (review("2024-01-15"),)}, {"counts": counts((34, "2024-01-01"))}]
)
def test_what_is_right_already_stays(what: dict[str, Any]) -> None:
    beside(given(*RECORDED)).when(right(**what)).then_nothing()


def test_later_versions_that_kept_a_part_of_the_terms_have_it_corrected_too() -> None:
    corrected = agreement(*AMENDED, made(terms=terms(1, LIMITED)))
    assert terms_at(corrected, 1) == LIMITED
    assert terms_at(corrected, 2) == AgreementTerms(
        LIMITED.term, amendment_rule=NOBODY, resources=AgreementResources(Fraction(60))
    )
    assert ends_on(corrected) == day("2025-01-01")


def test_earlier_versions_keep_their_terms() -> None:
    less = AgreementTerms(AGREED.term, amendment_rule=NOBODY, resources=AgreementResources(Fraction(40)))
    corrected = agreement(*AMENDED, made(terms=terms(2, less)))
    assert (terms_at(corrected, 1), terms_at(corrected, 2)) == (AGREED, less)


def test_reviews_and_published_numbers_are_those_given_and_no_others() -> None:
    corrected = agreement(
        *RECORDED,
        made(reviews=(review("2023-12-01", "Früh."),), counts=counts((39, "2024-02-01"), (34, "2023-07-01"))),
    )
    assert corrected.reviews == (AgreementReview(day("2023-12-01"), digest_of("Früh."), ReviewOutcome.CONTINUE, None),)
    assert [count.count for count in corrected.counts] == [34, 39]


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ({"terms": terms(2, LIMITED)}, "NOT_FOUND"),
        ({"terms": terms(1, AgreementTerms())}, "NOTICE_PERIOD_REQUIRED"),
        ({"terms": terms(1, AgreementTerms(AgreementDuration(day("2023-02-19"))))}, "DATES_REVERSED"),
        ({"terms": terms(1, AgreementTerms(AGREED.term, ReviewClause(12, day("2023-01-01"))))}, "DATES_REVERSED"),
        ({"terms": terms(1, AgreementTerms(AGREED.term, None, ConsentRule(ConsentKind.SHARE)))}, "SHARE_REQUIRED"),
        (
            {"terms": terms(1, AgreementTerms(AGREED.term, accession_rule=ConsentRule(ConsentKind.BODY)))},
            "BODY_REQUIRED",
        ),
        ({"terms": terms(1, AgreementTerms(AGREED.term, resources=AgreementResources(Fraction(1, 3))))}, "NOT_HOURS"),
        ({"reviews": (review("2023-02-19"),)}, "NOT_IN_FORCE"),
        ({"reviews": (review("2024-06-02"),)}, "IN_FUTURE"),
        ({"reviews": (review("2024-01-15", next_due="2024-01-15"),)}, "DATES_REVERSED"),
        ({"reviews": (review("2024-01-15"), review("2024-01-15", "Anders."))}, "NOT_IN_ORDER"),
        ({"counts": counts((34, "2024-06-02"))}, "IN_FUTURE"),
        ({"counts": (PartyCount(34, on("2024-02-01", "2024-01-01"), "Amtsblatt"),)}, "DATES_REVERSED"),
    ],
)
def test_what_cannot_have_been_is_refused(what: dict[str, Any], code: str) -> None:
    beside(given(*RECORDED)).when(right(**what), today=TODAY).rejects(code, next(iter(what)))


def test_the_terms_of_a_draft_are_agreed_on_anew_instead() -> None:
    beside(given(*DRAFT)).when(right(terms=terms(1, LIMITED))).rejects("STILL_A_DRAFT", "terms")
