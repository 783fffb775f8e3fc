"""Corrections: what was recorded wrongly is put right with a reason, and the agreement is sound afterwards."""

from typing import Any

import pytest

from events.agreement.approval import (
    AgreementEnteredIntoForce,
    AgreementPublished,
    Approval,
    ApprovalDeemedGranted,
    ApprovalFiled,
    ApprovalGranted,
    ApprovalOutcome,
    ApprovalRefused,
    Publication,
)
from events.agreement.changes import AmendmentChanges, ClauseChange
from events.agreement.clauses import ClauseKind, ClauseWording
from events.agreement.correction import (
    AgreementCorrected,
    CorrectAgreement,
    CorrectedClause,
    CorrectedCompletion,
    CorrectedParty,
    CorrectedSignature,
    CorrectedVersion,
)
from events.agreement.lifecycle import effective_from, is_draft
from events.agreement.parties import Notice, NoticeGiven, PartyJoined, PartyLeft
from events.agreement.proposals import (
    AmendmentAdopted,
    AmendmentProposed,
    AmendmentTrigger,
    ProposalConsented,
    ProposalStatus,
    ProposalWithdrawn,
)
from events.agreement.reviews import AgreementReviewed, AgreementTerminated, EndGround, ReviewOutcome
from events.agreement.signing import AgreementReopened, PartySignature
from events.agreement.state import Agreement
from events.agreement.terms import AmendmentRuleAgreed, ConsentKind, ConsentRule
from events.agreement.versions import wording_at
from events.formalities import LegalForm
from events.values import digest_of
from tests.events.agreement.story import (
    APPROVED,
    DRAFT,
    ERASED,
    FOUR,
    GAZETTE,
    HERE,
    IN_FORCE,
    ONE,
    PAPER,
    PENDING,
    SIGNATORY,
    SIGNED,
    SIGNING,
    SILENT,
    SUPERVISION,
    THREE,
    TWO,
    agreement,
    beside,
    concluded,
    filed,
    on,
    published,
    wording,
)
from tests.spec import EVENT, day, given

FREE = concluded(AmendmentRuleAgreed(ConsentRule(ConsentKind.NOBODY)))
"""In force from 20 February 2023 on."""
PROPOSED = AmendmentProposed(
    1,
    "Neu",
    AmendmentTrigger.OTHER,
    "Warum.",
    1,
    AmendmentChanges(revised=(ClauseChange(2, heading="Pflichten"),)),
    day("2024-01-10"),
)
ADOPTED = AmendmentAdopted(1, day("2024-02-10"), day("2024-03-01"))
AMENDED = (*FREE, PROPOSED, ADOPTED)
WAITING = (
    *IN_FORCE,
    PROPOSED,
    *(ProposalConsented(1, each, day("2024-02-01")) for each in (ONE, TWO, THREE)),
    ADOPTED,
)
FILED = ApprovalFiled(SUPERVISION, on("2024-02-12"), 1)
GRANTED = ApprovalGranted(on("2024-02-20"), 1)
PUBLISHED = AgreementPublished(on("2024-03-10"), GAZETTE, 1)
BY_SILENCE = (*concluded(form=LegalForm.DELEGATING, formalities=SILENT), filed)
DEEMED = ApprovalDeemedGranted(day("2023-03-30"))


def right(**what: Any) -> CorrectAgreement:
    return CorrectAgreement(HERE, EVENT, **what)


def made(**what: Any) -> AgreementCorrected:
    return AgreementCorrected(EVENT, **what)


def approval(
    outcome: ApprovalOutcome | None = ApprovalOutcome.GRANTED,
    decided: str | None = "2023-03-20",
    filed_on: str = "2023-03-01",
    discussion: str | None = None,
) -> Approval:
    return Approval(
        SUPERVISION,
        on(filed_on),
        day(discussion) if discussion else None,
        outcome,
        on(decided) if decided else None,
    )


def completed(number: int | None = None, **what: Any) -> dict[str, Any]:
    return {"completion": CorrectedCompletion(number, **what)}


@pytest.mark.parametrize(
    ("events", "what"),
    [
        (DRAFT, {"title": "Klimaregion"}),
        (IN_FORCE, {"purpose": "Anders."}),
        (IN_FORCE, {"themes": ("heat", "mobility")}),
        (IN_FORCE, {"themes": ()}),
        (DRAFT, {"parties": (CorrectedParty(ONE, "Vorsitz"),)}),
        (IN_FORCE, {"parties": (CorrectedParty(ONE, left=on("2024-01-01", "2024-02-01")),)}),
        (IN_FORCE, {"parties": (CorrectedParty(ONE, notice=Notice(day("2023-06-01"), day("2024-01-01"))),)}),
        (
            (*IN_FORCE, PartyJoined(FOUR, None, on("2024-01-01"))),
            {"parties": (CorrectedParty(FOUR, None, on("2023-12-01", "2024-01-01")),)},
        ),
        (SIGNING, {"signatures": (CorrectedSignature(ONE, on("2023-02-11"), SIGNATORY, PAPER),)}),
        (SIGNING, {"clauses": (CorrectedClause(1, 1, wording("1", "Anders.")),)}),
        (FREE, {"versions": (CorrectedVersion(1, day("2023-03-01")),)}),
        (AMENDED, {"versions": (CorrectedVersion(2, day("2024-04-01")),)}),
        ((*FREE, AgreementTerminated(day("2024-05-01"), EndGround.AGREED)), {"termination_withdrawn": True}),
        (APPROVED, completed(approval=approval(decided="2023-03-21"))),
        (APPROVED, completed(approval=approval(outcome=None, decided=None))),
        (IN_FORCE, completed(publication=Publication(on("2023-03-30"), GAZETTE))),
        (PENDING, completed(approval=approval(None, None, "2023-03-02", "2023-03-15"))),
    ],
)
def test_what_was_recorded_wrongly_is_put_right_once(events: tuple[Any, ...], what: dict[str, Any]) -> None:
    beside(given(*events)).when(right(**what)).then(made(**what))
    beside(given(*events, made(**what))).when(right(**what)).then_nothing()
    beside(given(*events)).when(right(**what), reason=False).rejects("REASON_REQUIRED", "reason")
    beside(given(*events)).when(right(**what), of_this=False).rejects("NOT_FOUND", "corrects")


def test_a_correction_that_says_nothing_new_is_none() -> None:
    beside(given(*IN_FORCE)).when(right()).then_nothing()
    beside(given(*IN_FORCE)).when(right(title="Klimaschutzmanagement Nord", themes=("heat",))).then_nothing()
    beside(given(*IN_FORCE)).when(right(termination_withdrawn=True)).then_nothing()


def test_themes_are_told_in_the_order_of_their_codes() -> None:
    beside(given(*IN_FORCE)).when(right(themes=("mobility", "heat"))).then(made(themes=("heat", "mobility")))


def test_what_is_left_out_stays() -> None:
    before, after = agreement(*IN_FORCE), agreement(*IN_FORCE, made(purpose="Anders."))
    assert after.purpose == digest_of("Anders.")
    assert (after.title, after.themes, after.parties) == (before.title, before.themes, before.parties)


JOINED = (*IN_FORCE, PartyLeft(ONE, on("2023-09-01")), PartyJoined(ONE, None, on("2024-01-01")))


@pytest.mark.parametrize(
    ("events", "what", "code", "field"),
    [
        (IN_FORCE, {"themes": ("sea",)}, "NOT_LISTED", "themes"),
        (IN_FORCE, {"themes": ("heat", "peat")}, "RETIRED", "themes"),
        (IN_FORCE, {"parties": (CorrectedParty(FOUR),)}, "NOT_A_PARTY", "parties"),
        (SIGNING, {"parties": (CorrectedParty(ONE, joined=on("2023-03-01")),)}, "NOT_CONCLUDED", "parties"),
        (
            IN_FORCE,
            {"parties": (CorrectedParty(ONE, left=on("2024-02-01", "2024-01-01")),)},
            "DATES_REVERSED",
            "parties",
        ),
        (IN_FORCE, {"parties": (CorrectedParty(ONE, left=on("2023-04-01")),)}, "DATES_REVERSED", "parties"),
        (
            IN_FORCE,
            {"parties": (CorrectedParty(ONE, notice=Notice(day("2024-06-02"), day("2025-01-01"))),)},
            "IN_FUTURE",
            "parties",
        ),
        (
            IN_FORCE,
            {"parties": (CorrectedParty(ONE, notice=Notice(day("2024-01-02"), day("2024-01-01"))),)},
            "DATES_REVERSED",
            "parties",
        ),
        (
            (*IN_FORCE, PartyJoined(FOUR, None, on("2024-01-01"))),
            {"parties": (CorrectedParty(FOUR),)},
            "NOT_SIGNED",
            "parties",
        ),
        (JOINED, {"parties": (CorrectedParty(ONE, joined=on("2023-08-31")),)}, "ALREADY_A_PARTY", "parties"),
        (SIGNING, {"signatures": (CorrectedSignature(FOUR, on("2023-02-11")),)}, "NOT_A_PARTY", "signatures"),
        (SIGNING, {"signatures": (CorrectedSignature(TWO, on("2023-02-11")),)}, "NOT_SIGNED", "signatures"),
        (DRAFT, {"signatures": (CorrectedSignature(ONE, on("2023-02-11")),)}, "NOT_SIGNED", "signatures"),
        (SIGNING, {"signatures": (CorrectedSignature(ONE, on("2024-06-02")),)}, "IN_FUTURE", "signatures"),
        (SIGNING, {"signatures": (CorrectedSignature(ONE, on("2023-01-31")),)}, "DATES_REVERSED", "signatures"),
        (SIGNING, {"signatures": (CorrectedSignature(ONE, on("2023-02-11"), ERASED),)}, "ERASED", "signatures"),
        (
            SIGNING,
            {"signatures": (CorrectedSignature(ONE, on("2023-02-11"), None, "document:9"),)},
            "NOT_FOUND",
            "signatures",
        ),
        (DRAFT, {"clauses": (CorrectedClause(1, 1, wording("1")),)}, "STILL_A_DRAFT", "clauses"),
        (IN_FORCE, {"clauses": (CorrectedClause(4, 1, wording("1")),)}, "NOT_FOUND", "clauses"),
        (AMENDED, {"clauses": (CorrectedClause(1, 2, wording("1")),)}, "NOT_FOUND", "clauses"),
        (IN_FORCE, {"clauses": (CorrectedClause(1, 1, wording("2")),)}, "NUMBER_TAKEN", "clauses"),
        (SIGNED, {"versions": (CorrectedVersion(1, day("2023-04-01")),)}, "UNKNOWN_VERSION", "versions"),
        (AMENDED, {"versions": (CorrectedVersion(3, day("2023-04-01")),)}, "UNKNOWN_VERSION", "versions"),
        (AMENDED, {"versions": (CorrectedVersion(2, day("2023-02-19")),)}, "DATES_REVERSED", "versions"),
        (AMENDED, {"versions": (CorrectedVersion(1, day("2024-03-02")),)}, "DATES_REVERSED", "versions"),
        (FREE, {"versions": (CorrectedVersion(1, day("2023-02-09")),)}, "DATES_REVERSED", "versions"),
        (
            (*FREE, AgreementReviewed(day("2023-06-01"), "Gut.", ReviewOutcome.CONTINUE, None)),
            {"versions": (CorrectedVersion(1, day("2023-06-02")),)},
            "DATES_REVERSED",
            "versions",
        ),
        (
            (*FREE, AgreementTerminated(day("2023-06-01"), EndGround.AGREED)),
            {"versions": (CorrectedVersion(1, day("2023-06-01")),)},
            "DATES_REVERSED",
            "versions",
        ),
        # Without the day of a signature nothing says from when on it was in force, and it was worked with.
        (
            AMENDED,
            {"signatures": (CorrectedSignature(TWO, on("2023-02-15", "2023-02-20")),)},
            "IN_FORCE",
            "",
        ),
        # It is recorded as in force, so its approval cannot be open.
        (
            (*IN_FORCE, AgreementEnteredIntoForce(day("2023-05-01"))),
            completed(approval=approval(None, None)),
            "IN_FORCE",
            "",
        ),
        (APPROVED, completed(2, approval=approval()), "NOT_FOUND", "completion.proposal"),
        (SIGNED, completed(approval=approval()), "NOT_FILED", "completion.approval"),
        (
            APPROVED,
            completed(publication=Publication(on("2023-03-30"), "A")),
            "NOT_PUBLISHED",
            "completion.publication",
        ),
        (IN_FORCE, completed(publication=Publication(on("2024-06-02"), "A")), "IN_FUTURE", "completion.publication"),
        (PENDING, completed(approval=approval()), "NOT_DECIDED", "completion.approval"),
        (APPROVED, completed(approval=approval(decided=None)), "CONTRADICTION", "completion.approval"),
        (APPROVED, completed(approval=approval(outcome=None)), "CONTRADICTION", "completion.approval"),
        (APPROVED, completed(approval=approval(decided="2023-02-28")), "DATES_REVERSED", "completion.approval"),
        (APPROVED, completed(approval=approval(decided="2024-06-02")), "IN_FUTURE", "completion.approval"),
        (
            APPROVED,
            completed(approval=approval(discussion="2023-02-28")),
            "DATES_REVERSED",
            "completion.approval",
        ),
        (
            APPROVED,
            completed(approval=approval(ApprovalOutcome.DEEMED_GRANTED, "2023-03-30")),
            "CONTRADICTION",
            "completion.approval",
        ),
        (
            (*BY_SILENCE, DEEMED),
            completed(approval=approval(ApprovalOutcome.DEEMED_GRANTED, "2023-03-29")),
            "CONTRADICTION",
            "completion.approval",
        ),
        (
            (*IN_FORCE, AgreementReviewed(day("2023-06-01"), "Gut.", ReviewOutcome.CONTINUE, None)),
            completed(approval=approval(ApprovalOutcome.REFUSED, "2023-03-20")),
            "IN_FORCE",
            "completion.approval",
        ),
        (
            (*WAITING, FILED, GRANTED, PUBLISHED),
            completed(1, approval=approval(ApprovalOutcome.REFUSED, "2024-02-20", "2024-02-12")),
            "SETTLED",
            "completion.approval",
        ),
        (
            (*WAITING, FILED, GRANTED, PUBLISHED),
            completed(1, approval=approval(None, None, "2024-02-12")),
            "SETTLED",
            "completion.approval",
        ),
        (
            (*WAITING, FILED, ApprovalRefused(on("2024-02-20"), 1)),
            completed(1, approval=approval(decided="2024-02-20", filed_on="2024-02-12")),
            "SETTLED",
            "completion.approval",
        ),
        (
            (*FREE, PROPOSED, ProposalWithdrawn(1, day("2024-02-01"))),
            completed(1, approval=approval()),
            "NOT_FILED",
            "completion.approval",
        ),
    ],
)
def test_a_correction_is_refused(events: tuple[Any, ...], what: dict[str, Any], code: str, field: str) -> None:
    beside(given(*events)).when(right(**what)).rejects(code, field)


# --- What follows from them ------------------------------------------------------------------------------------


def test_a_party_is_corrected_in_its_newest_entry() -> None:
    state = agreement(*JOINED, made(parties=(CorrectedParty(ONE, "Gast", on("2024-02-01")),)))
    assert [(each.role, each.joined, each.left) for each in state.parties if each.party == ONE] == [
        (None, None, on("2023-09-01")),
        ("Gast", on("2024-02-01"), None),
    ]


def test_a_notice_that_was_none_is_taken_away() -> None:
    noticed = (*IN_FORCE, NoticeGiven(ONE, day("2023-06-01"), day("2024-01-01")))
    assert agreement(*noticed, made(parties=(CorrectedParty(ONE),))) == agreement(*IN_FORCE)


def test_a_signature_is_that_of_the_entry_which_signed() -> None:
    state = agreement(*JOINED, made(signatures=(CorrectedSignature(ONE, on("2023-02-11")),)))
    assert state.signing is not None
    assert state.signing.signatures[0] == PartySignature(1, on("2023-02-11"))
    assert len(state.signing.signatures) == 3


def test_a_wording_is_put_right_also_where_later_versions_kept_it() -> None:
    correction = CorrectedClause(2, 1, ClauseWording("2", "Arbeiten", ClauseKind.TASKS, "Richtig."))
    state = agreement(*AMENDED, made(clauses=(correction,)))
    first, second = (wording_at(state, number)[1] for number in (1, 2))
    assert (first.heading, first.text) == ("Arbeiten", digest_of("Richtig."))
    assert (second.heading, second.text) == ("Pflichten", digest_of("Richtig."))
    later = CorrectedClause(2, 2, ClauseWording("2", "Pflicht", ClauseKind.TASKS, "Nur hier."))
    state = agreement(*AMENDED, made(clauses=(later,)))
    assert [wording_at(state, number)[1].text for number in (1, 2)] == [
        digest_of("Der Text von 2."),
        digest_of("Nur hier."),
    ]


def test_a_clause_that_was_struck_later_stays_so() -> None:
    struck = AmendmentProposed(
        1, "Neu", AmendmentTrigger.OTHER, "Warum.", 1, AmendmentChanges(removed=(2,)), day("2024-01-10")
    )
    state = agreement(*FREE, struck, ADOPTED, made(clauses=(CorrectedClause(2, 1, wording("2", "Richtig.")),)))
    assert [each.number for each in wording_at(state, 2)] == ["1", "3"]
    assert wording_at(state, 1)[1].text == digest_of("Richtig.")


def test_edits_after_a_correction_start_from_what_is_right() -> None:
    state = agreement(
        *SIGNING, made(clauses=(CorrectedClause(1, 1, wording("1", "Richtig.")),)), AgreementReopened(on("2023-02-12"))
    )
    assert state.clauses[0].drafts == (digest_of("Richtig."),)


@pytest.mark.parametrize(
    ("number", "effective", "expected"),
    [(1, "2023-03-01", ("2023-03-01", "2024-03-01")), (2, "2024-04-01", ("2023-02-20", "2024-04-01"))],
)
def test_the_day_of_a_version_is_put_right(number: int, effective: str, expected: tuple[str, str]) -> None:
    state = agreement(*AMENDED, made(versions=(CorrectedVersion(number, day(effective)),)))
    assert (effective_from(state), state.versions[0].effective_from) == tuple(day(each) for each in expected)


def test_an_approval_that_was_refused_after_all_makes_it_a_draft_again() -> None:
    refused = completed(approval=approval(ApprovalOutcome.REFUSED, "2023-03-20"))
    in_time = completed(approval=approval(ApprovalOutcome.REFUSED, "2023-03-29"))
    entered = AgreementEnteredIntoForce(day("2023-05-01"))
    for events, what in (
        (APPROVED, refused),
        ((*BY_SILENCE, DEEMED), in_time),
        ((*BY_SILENCE, DEEMED, published, entered), in_time),
    ):
        beside(given(*events)).when(right(**what)).then(made(**what))
        state = agreement(*events, made(**what))
        assert is_draft(state)
        assert effective_from(state) is None


def test_silence_that_granted_nothing_is_open_again() -> None:
    what = completed(approval=approval(None, None, discussion="2023-03-15"))
    beside(given(*BY_SILENCE, DEEMED)).when(right(**what)).then(made(**what))
    state = agreement(*BY_SILENCE, DEEMED, made(**what))
    assert state.completion.approval == approval(None, None, discussion="2023-03-15")


def settled(state: Agreement) -> tuple[ProposalStatus, str]:
    completion = state.settled[0].completion
    assert completion is not None
    assert completion.approval is not None
    assert completion.approval.decided is not None
    return state.settled[0].status, completion.approval.decided.earliest.isoformat()


def test_formalities_of_an_amendment_are_put_right() -> None:
    carried_out = (*WAITING, FILED, GRANTED, PUBLISHED)
    what = completed(
        1,
        approval=approval(decided="2024-02-21", filed_on="2024-02-12"),
        publication=Publication(on("2024-03-09"), GAZETTE),
    )
    beside(given(*carried_out)).when(right(**what)).then(made(**what))
    assert settled(agreement(*carried_out, made(**what))) == (ProposalStatus.CARRIED_OUT, "2024-02-21")
    waiting = completed(1, approval=approval(decided="2024-02-21", filed_on="2024-02-12"))
    beside(given(*WAITING, FILED, GRANTED)).when(right(**waiting)).then(made(**waiting))


def test_an_amendment_whose_approval_was_refused_after_all_has_failed() -> None:
    what = completed(1, approval=approval(ApprovalOutcome.REFUSED, "2024-02-20", "2024-02-12"))
    beside(given(*WAITING, FILED, GRANTED)).when(right(**what)).then(made(**what))
    assert settled(agreement(*WAITING, FILED, GRANTED, made(**what))) == (ProposalStatus.REFUSED, "2024-02-20")
    later = completed(1, approval=approval(ApprovalOutcome.REFUSED, "2024-02-22", "2024-02-12"))
    refused = (*WAITING, FILED, ApprovalRefused(on("2024-02-20"), 1))
    beside(given(*refused)).when(right(**later)).then(made(**later))
    assert settled(agreement(*refused, made(**later))) == (ProposalStatus.REFUSED, "2024-02-22")
