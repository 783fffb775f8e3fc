"""How an agreement reads on a day; the same before and after the due-job has recorded what silence granted."""

from datetime import timedelta
from typing import Any

import pytest

from events.agreement.accessions import AccessionAdopted, AccessionProposed
from events.agreement.amendments import AmendmentAdopted, AmendmentProposed
from events.agreement.approval import ApprovalFiled
from events.agreement.changes import Admission, AmendmentChanges, ClauseChange
from events.agreement.clauses import ClauseRevised
from events.agreement.conditions import AgreementDuration, ReviewClause
from events.agreement.disclosure import redact
from events.agreement.lifecycle import AgreementStatus
from events.agreement.membership import NoticeGiven, PartyJoined, PartyLeft
from events.agreement.parties import PartiesCounted
from events.agreement.proposals import ProposalWithdrawn
from events.agreement.reviews import AgreementReviewed, AgreementTerminated
from events.agreement.silence import ApprovalDeemedGranted
from events.agreement.state import (
    AgreementVersion,
    AmendmentTrigger,
    Approval,
    ApprovalOutcome,
    PartyCount,
    Publication,
    ReviewOutcome,
    Termination,
    TerminationCause,
)
from events.agreement.terms import ReviewAgreed, TermAgreed
from events.agreement.view import AgreementOnDay, Signature, view
from events.formalities import Formalities
from events.policy import Visibility
from events.values import digest_of
from tests.events.agreement.story import (
    DRAFT,
    FOUR,
    FULL,
    GAZETTE,
    IN_FORCE,
    ONE,
    PAPER,
    SIGNATORY,
    SIGNED,
    SUPERVISION,
    THREE,
    TWO,
    agreement,
    concluded,
    filed,
    on,
)
from tests.spec import TODAY, day

APPROVAL_ONLY = Formalities(approval=True, publication=False, deemed_after_weeks=4)
AMENDMENT = AmendmentChanges(revised=(ClauseChange(1, text="Neuer Text."),))


def reads(events: tuple[Any, ...], asked: str) -> AgreementOnDay:
    return view(agreement(*events), day(asked))


def test_a_draft_reads_as_it_is_drafted() -> None:
    told = reads((*DRAFT, ClauseRevised(1, 1, text="Anders.")), "2024-01-01")
    assert (told.title, told.status, told.drafted) == (
        "Klimaschutzmanagement Nord",
        AgreementStatus.DRAFT,
        on("2023-01-10"),
    )
    assert (told.formalities, told.themes, told.parties) == (FULL, ("heat",), (ONE, TWO, THREE))
    assert [(clause.clause, clause.clause_version) for clause in told.clauses] == [(1, 2), (2, 1), (3, 1)]
    assert told.clauses[0].text == digest_of("Anders.")
    assert (told.current_version, told.versions, told.signatures) == (1, (), ())
    assert {told.opened_for_signature, told.concluded, told.approval, told.publication, told.effective_from} == {None}
    assert (told.ends_on, told.termination, told.review_due, told.review_overdue) == (None, None, None, False)


def test_what_is_concluded_reads_with_its_days_and_signatures() -> None:
    told = reads(IN_FORCE, "2023-04-01")
    assert told.status is AgreementStatus.IN_FORCE
    assert (told.opened_for_signature, told.concluded) == (on("2023-02-01"), on("2023-02-20"))
    assert told.signatures[0] == Signature(ONE, on("2023-02-10"), SIGNATORY, PAPER)
    assert [signature.party for signature in told.signatures] == [ONE, TWO, THREE]
    assert told.approval == Approval(SUPERVISION, on("2023-03-01"), None, ApprovalOutcome.GRANTED, on("2023-03-20"))
    assert told.publication == Publication(on("2023-03-31"), GAZETTE)
    assert (told.effective_from, told.ends_on) == (day("2023-04-01"), None)


def test_its_parties_are_those_of_the_day_or_of_the_draft_before() -> None:
    events = (
        *IN_FORCE,
        PartyJoined(FOUR, on("2023-06-01", "2023-08-01")),
        NoticeGiven(TWO, day("2023-05-02"), day("2024-01-01"), (TWO,)),
    )
    assert reads(events, "2023-03-31").parties == (ONE, TWO, THREE)
    assert reads(events, "2023-05-31").parties == (ONE, TWO, THREE)
    assert reads(events, "2023-06-01").parties == (ONE, TWO, THREE, FOUR)
    assert reads(events, "2024-01-01").parties == (ONE, THREE, FOUR)
    assert reads((*events, AgreementTerminated(day("2024-02-01"), TerminationCause.AGREED)), "2024-02-01").parties == ()


def test_its_end_reads_alike_on_every_day() -> None:
    told = reads((*IN_FORCE, AgreementTerminated(day("2024-02-01"), TerminationCause.AGREED)), "2023-06-01")
    assert (told.ends_on, told.termination) == (
        day("2024-02-01"),
        Termination(day("2024-02-01"), TerminationCause.AGREED),
    )
    told = reads(concluded(TermAgreed(AgreementDuration(day("2024-03-30")))), "2024-04-01")
    assert (told.ends_on, told.termination, told.status) == (day("2024-03-31"), None, AgreementStatus.EXPIRED)


def test_a_review_that_is_due_is_overdue_the_day_after() -> None:
    events = concluded(ReviewAgreed(ReviewClause(12, day("2024-01-31"))))
    assert [reads(events, each).review_overdue for each in ("2024-01-31", "2024-02-01")] == [False, True]
    assert reads(events, "2024-02-01").review_due == day("2024-01-31")
    reviewed = AgreementReviewed(day("2024-02-29"), "Gut.", ReviewOutcome.CONTINUE, None)
    told = reads((*events, reviewed), "2024-03-01")
    assert (told.review_due, told.review_overdue, len(told.reviews)) == (day("2025-02-28"), False, 1)


def test_published_numbers_of_parties_are_told() -> None:
    counted = PartiesCounted(39, on("2023-05-01", "2023-12-31"), "EnergieOlympiade")
    assert reads((*SIGNED, counted), "2024-01-01").party_counts == (
        PartyCount(39, on("2023-05-01", "2023-12-31"), "EnergieOlympiade"),
    )


def test_a_version_that_is_effective_tomorrow_is_known_today_and_holds_tomorrow() -> None:
    tomorrow = TODAY + timedelta(days=1)
    adopted = AmendmentAdopted(1, TODAY, tomorrow)
    events = (
        *concluded(),
        AmendmentProposed("Mehr", AmendmentTrigger.OTHER, "Darum.", 1, AMENDMENT, TODAY, 1),
        adopted,
    )
    today, then = (view(agreement(*events), asked) for asked in (TODAY, tomorrow))
    assert today.versions == then.versions == (AgreementVersion(2, tomorrow, TODAY, 1),)
    assert (today.current_version, then.current_version) == (1, 2)
    assert [told.clauses[0].text for told in (today, then)] == [digest_of("Der Text von 1."), digest_of("Neuer Text.")]


# --- Silence ---------------------------------------------------------------------------------------------------

AGREED = concluded(formalities=APPROVAL_ONLY)
ALREADY = (*AGREED, filed, ApprovalDeemedGranted(day("2023-03-30")))
AMENDED = (
    *ALREADY,
    AmendmentProposed("Mehr", AmendmentTrigger.OTHER, "Darum.", 1, AMENDMENT, day("2024-01-02"), 1),
    AmendmentAdopted(1, day("2024-01-10"), day("2024-01-11")),
    ApprovalFiled(SUPERVISION, on("2024-01-15"), 1),
)
JOINED = (
    *ALREADY,
    AccessionProposed(Admission(FOUR), on("2024-02-01"), day("2024-01-02"), 1),
    AccessionAdopted(1, day("2024-01-10")),
    ApprovalFiled(SUPERVISION, on("2024-01-15"), 1),
)
DEEMED = day("2024-02-13")


@pytest.mark.parametrize(
    ("before", "recorded"),
    [
        ((*AGREED, filed), ApprovalDeemedGranted(day("2023-03-30"))),
        (AMENDED, ApprovalDeemedGranted(DEEMED, 1)),
        (JOINED, ApprovalDeemedGranted(DEEMED, 1)),
    ],
)
def test_every_day_reads_the_same_before_and_after_silence_is_recorded(before: tuple[Any, ...], recorded: Any) -> None:
    for asked in ("2023-03-01", "2023-03-29", "2023-03-30", "2024-02-12", "2024-02-13", "2024-08-01", "2199-12-31"):
        assert reads(before, asked) == reads((*before, recorded), asked)


def test_an_amendment_that_silence_approved_holds_from_that_day() -> None:
    assert [reads(AMENDED, each).current_version for each in ("2024-02-12", "2024-02-13")] == [1, 2]
    assert reads(AMENDED, "2024-02-13").versions == (AgreementVersion(2, DEEMED, day("2024-01-10"), 1),)
    assert reads(AMENDED, "2024-02-12").versions == ()
    assert reads(AMENDED, "2024-02-13").clauses[0].text == digest_of("Neuer Text.")


def test_a_party_whose_accession_silence_approved_is_one_from_that_day() -> None:
    assert reads(JOINED, "2024-02-12").parties == (ONE, TWO, THREE)
    assert reads(JOINED, "2024-02-13").parties == (ONE, TWO, THREE, FOUR)


# --- What others may know of it --------------------------------------------------------------------------------


def told_outwards(events: tuple[Any, ...], today: str, asked: str) -> AgreementOnDay:
    return view(redact(agreement(*events), day(today), Visibility.PUBLIC), day(asked))


def test_what_waits_for_approval_is_not_told_outwards_even_of_the_day_on_which_silence_will_grant_it() -> None:
    for before, asked in ((AMENDED, "2024-02-13"), (JOINED, "2199-12-31")):
        assert told_outwards(before, "2024-02-12", asked) == reads(ALREADY, asked)
        assert told_outwards(before, "2024-02-13", asked) == reads(before, asked)


def test_a_notice_is_told_outwards_once_the_party_has_left() -> None:
    leaving = (*IN_FORCE, NoticeGiven(ONE, day("2024-01-02"), day("2025-01-01"), (ONE,)))
    assert told_outwards(leaving, "2024-12-31", "2025-01-01").parties == (ONE, TWO, THREE)
    assert told_outwards(leaving, "2025-01-01", "2025-01-01").parties == (TWO, THREE)
    told = redact(agreement(*leaving), day("2025-01-01"), Visibility.PUBLIC)
    assert {party.notice for party in told.parties} == {None}
    assert told.parties[0].left == on("2025-01-01")


def test_a_departure_recorded_otherwise_than_the_notice_said_is_told_outwards_as_recorded() -> None:
    left = (
        *IN_FORCE,
        NoticeGiven(ONE, day("2024-01-02"), day("2025-01-01"), (ONE,)),
        PartyLeft(ONE, on("2024-06-01"), (ONE,)),
    )
    assert redact(agreement(*left), day("2025-02-01"), Visibility.PUBLIC).parties[0].left == on("2024-06-01")


def test_those_who_take_part_are_told_all() -> None:
    state = agreement(*ALREADY)
    assert redact(state, TODAY, Visibility.INTERNAL) is state


def test_proposals_that_came_to_nothing_are_not_told_outwards() -> None:
    withdrawn = (
        *IN_FORCE,
        AmendmentProposed("Mehr", AmendmentTrigger.OTHER, "Darum.", 1, AMENDMENT, day("2024-01-02"), 1),
        ProposalWithdrawn(1, day("2024-01-03")),
    )
    assert redact(agreement(*withdrawn), TODAY, Visibility.PUBLIC).settled == ()
