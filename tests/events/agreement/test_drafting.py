"""Drafting: title, purpose, legal form with its formalities, themes, and the terms that are agreed on."""

from fractions import Fraction
from typing import Any

import pytest

from events.agreement.conditions import (
    AgreementDuration,
    AgreementFunding,
    AgreementResources,
    ConsentKind,
    ConsentRule,
    NoticeEnd,
    NoticePeriod,
    ReviewClause,
)
from events.agreement.drafting import (
    AgreeFormalities,
    AgreementDrafted,
    AgreementRetitled,
    AgreementThemesAssigned,
    AssignAgreementThemes,
    ChangeLegalForm,
    DraftAgreement,
    FormalitiesAgreed,
    LegalFormChanged,
    PurposeRestated,
    RestatePurpose,
    RetitleAgreement,
)
from events.agreement.terms import (
    AccessionRuleAgreed,
    AgreeAccessionRule,
    AgreeAmendmentRule,
    AgreeEntryIntoForce,
    AgreeResources,
    AgreeReview,
    AgreeTerm,
    AmendmentRuleAgreed,
    EntryIntoForceAgreed,
    ResourcesAgreed,
    ReviewAgreed,
    TermAgreed,
)
from events.formalities import Formalities, LegalForm
from events.values import digest_of
from events.when import When
from tests.events.agreement.story import (
    DRAFT,
    FULL,
    HERE,
    IN_FORCE,
    PLAIN,
    SIGNING,
    YEARLY,
    agreement,
    beside,
    drafted,
    on,
)
from tests.spec import day, given

INFORMAL = LegalForm.INFORMAL
TITLE, PURPOSE = drafted().title, drafted().purpose
HALF, ALL = ConsentRule(ConsentKind.SHARE, share=Fraction(1, 2), strict=True), ConsentRule(ConsentKind.ALL_PARTIES)
FUNDING = AgreementFunding("Masterplan", day("2023-07-01"), day("2026-06-30"))


def draft(when: When, form: LegalForm = LegalForm.DELEGATING, themes: tuple[str, ...] = ("heat",)) -> DraftAgreement:
    return DraftAgreement(TITLE, PURPOSE, form, when, themes)


@pytest.mark.parametrize(
    ("form", "formalities"), [(LegalForm.DELEGATING, FULL), (LegalForm.MANDATING, PLAIN), (LegalForm.INFORMAL, PLAIN)]
)
def test_a_draft_needs_what_its_legal_form_lets_expect(form: LegalForm, formalities: Formalities) -> None:
    given().when(draft(on("2023-01-10"), form)).then(drafted(form, formalities))


def test_themes_are_told_in_the_order_of_their_codes() -> None:
    events = AgreementDrafted(TITLE, PURPOSE, INFORMAL, on("2023-01-10"), ("heat", "mobility"), formalities=PLAIN)
    given().when(draft(on("2023-01-10"), INFORMAL, ("mobility", "heat"))).then(events)
    given(*DRAFT).when(AssignAgreementThemes(HERE, ("mobility", "heat"))).then(
        AgreementThemesAssigned(("heat", "mobility"))
    )


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (draft(on("2023-01-10", "2023-01-09")), "DATES_REVERSED", "when"),
        (draft(on("2024-06-02")), "IN_FUTURE", "when"),
        (draft(on("2024-01-10", "2024-06-02")), "IN_FUTURE", "when"),
        (draft(on("2023-01-10"), themes=("sea",)), "NOT_LISTED", "themes"),
        (draft(on("2023-01-10"), themes=("peat",)), "RETIRED", "themes"),
    ],
)
def test_a_draft_is_refused(command: DraftAgreement, code: str, field: str) -> None:
    given().when(command).rejects(code, field)


def test_a_theme_that_was_still_in_use_may_be_that_of_an_old_draft() -> None:
    old = draft(on("2009-01-01", "2009-12-31"), INFORMAL, ("peat",))
    given().when(old).then(AgreementDrafted(TITLE, PURPOSE, INFORMAL, old.when, ("peat",), formalities=PLAIN))
    kept = AgreementDrafted(TITLE, PURPOSE, INFORMAL, old.when, ("peat",), formalities=PLAIN)
    given(kept).when(AssignAgreementThemes(HERE, ("peat", "heat"))).then(AgreementThemesAssigned(("heat", "peat")))


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (RetitleAgreement(HERE, "Klimaregion"), AgreementRetitled("Klimaregion")),
        (RestatePurpose(HERE, "Anders."), PurposeRestated("Anders.")),
        (ChangeLegalForm(HERE, LegalForm.MANDATING), LegalFormChanged(LegalForm.MANDATING, formalities=PLAIN)),
        (AssignAgreementThemes(HERE, ()), AgreementThemesAssigned(())),
        (AgreeTerm(HERE, AgreementDuration(day("2030-12-31"))), TermAgreed(AgreementDuration(day("2030-12-31")))),
        (AgreeReview(HERE, ReviewClause(24)), ReviewAgreed(ReviewClause(24))),
        (AgreeAmendmentRule(HERE, HALF), AmendmentRuleAgreed(HALF)),
        (AgreeAccessionRule(HERE, HALF), AccessionRuleAgreed(HALF)),
        (
            AgreeResources(HERE, AgreementResources(Fraction(60), fundings=(FUNDING,))),
            ResourcesAgreed(AgreementResources(Fraction(60), fundings=(FUNDING,))),
        ),
        (AgreeEntryIntoForce(HERE, day("2025-01-01")), EntryIntoForceAgreed(day("2025-01-01"))),
        (AgreeFormalities(HERE, PLAIN), FormalitiesAgreed(PLAIN)),
    ],
)
def test_a_draft_is_changed_once_and_only_while_it_is_one(command: Any, event: Any) -> None:
    beside(given(*DRAFT)).when(command).then(event)
    beside(given(*DRAFT, event)).when(command).then_nothing()
    if not isinstance(command, AssignAgreementThemes):
        beside(given(*SIGNING)).when(command).rejects("NOT_A_DRAFT", "id")
        beside(given(*IN_FORCE)).when(command).rejects("NOT_A_DRAFT", "id")


@pytest.mark.parametrize(
    "command",
    [
        RetitleAgreement(HERE, TITLE),
        RestatePurpose(HERE, PURPOSE),
        ChangeLegalForm(HERE, LegalForm.DELEGATING),
        AssignAgreementThemes(HERE, ("heat",)),
        AgreeTerm(HERE, AgreementDuration(notice=YEARLY)),
        AgreeReview(HERE, None),
        AgreeAmendmentRule(HERE, ALL),
        AgreeAccessionRule(HERE, ALL),
        AgreeResources(HERE, AgreementResources()),
        AgreeEntryIntoForce(HERE, None),
        AgreeFormalities(HERE, FULL),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    given(*DRAFT).when(command).then_nothing()


SHARE, BODY, NOBODY = ConsentKind.SHARE, ConsentKind.BODY, ConsentKind.NOBODY


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (AgreeTerm(HERE, AgreementDuration(day("2023-01-09"))), "DATES_REVERSED", "term.until"),
        (AgreeReview(HERE, ReviewClause(24, day("2023-01-09"))), "DATES_REVERSED", "review.first"),
        (AgreeAmendmentRule(HERE, ConsentRule(SHARE)), "SHARE_REQUIRED", "rule"),
        (AgreeAmendmentRule(HERE, ConsentRule(NOBODY, Fraction(1, 2))), "SHARE_REQUIRED", "rule"),
        (AgreeAmendmentRule(HERE, ConsentRule(NOBODY, strict=True)), "SHARE_REQUIRED", "rule"),
        (AgreeAmendmentRule(HERE, ConsentRule(BODY)), "BODY_REQUIRED", "rule"),
        (AgreeAmendmentRule(HERE, ConsentRule(NOBODY, body="Lenkungskreis")), "BODY_REQUIRED", "rule"),
        (AgreeAccessionRule(HERE, ConsentRule(SHARE, Fraction(0))), "NOT_A_SHARE", "rule.share"),
        (AgreeAccessionRule(HERE, ConsentRule(SHARE, Fraction(4, 3))), "NOT_A_SHARE", "rule.share"),
        (AgreeAccessionRule(HERE, ConsentRule(SHARE, Fraction(1), strict=True)), "NOT_A_SHARE", "rule.share"),
        (
            AgreeResources(HERE, AgreementResources(Fraction(-1))),
            "NOT_HOURS",
            "resources.weekly_hours",
        ),
        (
            AgreeResources(HERE, AgreementResources(Fraction(1, 3))),
            "NOT_HOURS",
            "resources.weekly_hours",
        ),
        (
            AgreeResources(
                HERE, AgreementResources(fundings=(AgreementFunding("A", day("2024-01-02"), day("2024-01-01")),))
            ),
            "DATES_REVERSED",
            "resources.fundings",
        ),
        (AgreeEntryIntoForce(HERE, day("2023-01-09")), "DATES_REVERSED", "on"),
        (AgreeFormalities(HERE, Formalities(False, True, 4)), "NO_APPROVAL", "formalities"),
        (AssignAgreementThemes(HERE, ("sea",)), "NOT_LISTED", "themes"),
        (AssignAgreementThemes(HERE, ("peat",)), "RETIRED", "themes"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    given(*DRAFT).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "rule",
    [ConsentRule(BODY, body="Lenkungskreis"), ConsentRule(SHARE, Fraction(1)), ConsentRule(NOBODY)],
)
def test_a_rule_of_consent_that_says_all_it_needs_is_taken(rule: ConsentRule) -> None:
    given(*DRAFT).when(AgreeAmendmentRule(HERE, rule)).then(AmendmentRuleAgreed(rule))


def test_states_hold_the_purpose_by_its_digest() -> None:
    assert agreement(*DRAFT, PurposeRestated("Anders.")).purpose == digest_of("Anders.")


def test_agreed_terms_leave_each_other_alone() -> None:
    terms = agreement(*DRAFT, ReviewAgreed(ReviewClause(24)), AmendmentRuleAgreed(HALF)).terms[0].terms
    assert (terms.term.notice, terms.review, terms.amendment_rule, terms.accession_rule) == (
        NoticePeriod(6, NoticeEnd.YEAR),
        ReviewClause(24),
        HALF,
        ALL,
    )
