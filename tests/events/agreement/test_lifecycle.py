"""From which day on an agreement is in force, when it ends, how far it has come: also where days are not known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from events.agreement.approval import (
    AgreementEnteredIntoForce,
    AgreementPublished,
    ApprovalDiscussionSet,
    ApprovalFiled,
    ApprovalGranted,
)
from events.agreement.conditions import AgreementDuration, AgreementTerms, TermsRevision
from events.agreement.lifecycle import (
    AgreementStatus,
    Step,
    approved,
    check_in_force,
    effective_from,
    ends_on,
    expires_on,
    formality_days,
    missing_step,
    ready,
    shown_approval,
    status_on,
    unsigned,
)
from events.agreement.reviews import AgreementTerminated
from events.agreement.signing import AgreementAbandoned, AgreementOpenedForSignature, AgreementSigned
from events.agreement.silence import ApprovalDeemedGranted
from events.agreement.state import AgreementVersion, Approval, ApprovalOutcome, Completion, TerminationCause
from events.agreement.terms import EntryIntoForceAgreed, TermAgreed
from events.decider import Rejected
from events.formalities import Formalities, LegalForm
from events.when import When, berlin_midnight
from tests.events.agreement.story import (
    APPROVED,
    CLAUSES,
    DRAFT,
    GAZETTE,
    IN_FORCE,
    ONE,
    PARTIES,
    PENDING,
    PLAIN,
    SIGNED,
    SIGNING,
    SILENT,
    SUPERVISION,
    THREE,
    TWO,
    UNLIMITED,
    agreement,
    concluded,
    drafted,
    filed,
    on,
)
from tests.spec import day

S = AgreementStatus
UNTIL = TermAgreed(AgreementDuration(until=day("2024-03-30")))


def statuses(events: tuple[Any, ...], *days: str) -> list[AgreementStatus]:
    state = agreement(*events)
    return [status_on(state, day(each)) for each in days]


def test_each_step_is_reached_on_its_day() -> None:
    told = {
        "2022-12-31": S.DRAFT,
        "2023-01-31": S.DRAFT,
        "2023-02-01": S.SIGNING,
        "2023-02-19": S.SIGNING,
        "2023-02-20": S.SIGNED,
        "2023-03-01": S.APPROVAL_PENDING,
        "2023-03-20": S.APPROVED,
        "2023-03-31": S.PUBLISHED,
        "2023-04-01": S.IN_FORCE,
    }
    assert statuses(IN_FORCE, *told) == list(told.values())


def test_what_is_missing_keeps_it_from_being_in_force() -> None:
    told = {DRAFT: Step.SIGNATURES, SIGNING: Step.SIGNATURES, SIGNED: Step.APPROVAL, PENDING: Step.APPROVAL}
    for events, step in {**told, APPROVED: Step.PUBLICATION, IN_FORCE: None}.items():
        state = agreement(*events)
        assert missing_step(state) is step
        assert (effective_from(state) is None) == (ready(state) is None) == (step is not None)
    assert [party.party for party in unsigned(agreement(*SIGNING))] == [TWO, THREE]
    assert [party.party for party in unsigned(agreement(*DRAFT))] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("events", "since"),
    [
        (concluded(), "2023-02-20"),
        (concluded(EntryIntoForceAgreed(day("2023-02-12"))), "2023-02-20"),
        (concluded(EntryIntoForceAgreed(day("2023-05-01"))), "2023-05-01"),
        (IN_FORCE, "2023-04-01"),
        ((*IN_FORCE, AgreementEnteredIntoForce(day("2023-06-01"))), "2023-06-01"),
        ((*concluded(formalities=Formalities(True, False)), filed, ApprovalGranted(on("2023-03-20"))), "2023-03-20"),
        ((*concluded(formalities=Formalities(False, True)), AgreementPublished(on("2023-03-02"), "A")), "2023-03-03"),
    ],
)
def test_it_is_in_force_when_the_last_that_is_needed_is_there(events: tuple[Any, ...], since: str) -> None:
    state = agreement(*events)
    assert effective_from(state) == day(since)
    assert status_on(state, day(since)) is S.IN_FORCE
    assert status_on(state, day(since) - timedelta(days=1)) is not S.IN_FORCE


# --- Days that are not known -----------------------------------------------------------------------------------

LONG_AGO = (
    drafted(LegalForm.INFORMAL, PLAIN),
    *PARTIES,
    *CLAUSES,
    UNLIMITED,
    AgreementOpenedForSignature(on("2023-02-01")),
    AgreementSigned(ONE, on("2023-02-10", "2023-02-28")),
    AgreementSigned(TWO, on("2023-02-20")),
    AgreementSigned(THREE, on("2023-02-15", "2023-02-15")),
)


def test_within_the_span_of_a_step_its_status_is_uncertain() -> None:
    assert statuses(LONG_AGO, "2023-02-19", "2023-02-20", "2023-02-27", "2023-02-28", "2030-01-01") == [
        S.SIGNING,
        S.UNCERTAIN,
        S.UNCERTAIN,
        S.SIGNED,
        S.SIGNED,
    ]
    assert ready(agreement(*LONG_AGO)) == When(day("2023-02-20"), day("2023-02-28"))
    assert effective_from(agreement(*LONG_AGO)) is None


def test_a_recorded_day_of_entry_makes_it_certain() -> None:
    entered = (*LONG_AGO, AgreementEnteredIntoForce(day("2023-02-25")))
    assert statuses(entered, "2023-02-24", "2023-02-25") == [S.UNCERTAIN, S.IN_FORCE]


def test_an_agreed_day_after_the_span_makes_it_certain() -> None:
    agreed = (*LONG_AGO[:7], EntryIntoForceAgreed(day("2023-03-01")), *LONG_AGO[7:])
    assert effective_from(agreement(*agreed)) == day("2023-03-01")


def test_a_span_of_publication_gives_no_day_of_entry() -> None:
    state = agreement(*APPROVED, AgreementPublished(on("2023-03-25", "2023-04-10"), GAZETTE))
    assert ready(state) == When(day("2023-03-26"), day("2023-04-11"))
    assert [status_on(state, day(each)) for each in ("2023-03-24", "2023-03-25", "2023-04-10")] == [
        S.APPROVED,
        S.UNCERTAIN,
        S.PUBLISHED,
    ]


# --- Silence ---------------------------------------------------------------------------------------------------

SILENTLY = concluded(form=LegalForm.DELEGATING, formalities=SILENT)


@pytest.mark.parametrize("recorded", [False, True])
def test_approval_is_deemed_granted_on_the_first_day_after_the_fourth_week(recorded: bool) -> None:
    events: tuple[Any, ...] = (*SILENTLY, filed)
    if recorded:
        events = (*events, ApprovalDeemedGranted(day("2023-03-30")))
    assert statuses(events, "2023-03-01", "2023-03-29", "2023-03-30") == [
        S.APPROVAL_PENDING,
        S.APPROVAL_PENDING,
        S.APPROVED,
    ]


def test_a_day_set_for_a_discussion_makes_it_later() -> None:
    events = (*SILENTLY, filed, ApprovalDiscussionSet(day("2023-03-15")))
    assert statuses(events, "2023-03-30", "2023-04-12", "2023-04-13") == [
        S.APPROVAL_PENDING,
        S.APPROVAL_PENDING,
        S.APPROVED,
    ]


def test_what_was_refused_is_not_approved() -> None:
    refused = Approval(SUPERVISION, on("2023-03-01"), None, ApprovalOutcome.REFUSED, on("2023-03-10"))
    assert approved(Completion(refused), SILENT) is None
    assert shown_approval(refused, SILENT, day("2024-01-01")) == refused
    assert formality_days(Completion(refused), SILENT) is None


def test_of_a_span_of_filing_the_last_day_counts() -> None:
    events = (*SILENTLY, ApprovalFiled(SUPERVISION, on("2023-03-01", "2023-03-08")))
    assert statuses(events, "2023-04-05", "2023-04-06") == [S.APPROVAL_PENDING, S.APPROVED]


# --- Ends ------------------------------------------------------------------------------------------------------


def test_it_expires_on_the_day_after_its_last() -> None:
    events = concluded(UNTIL)
    assert statuses(events, "2024-03-30", "2024-03-31") == [S.IN_FORCE, S.EXPIRED]
    assert expires_on(agreement(*events)) == ends_on(agreement(*events)) == day("2024-03-31")


@pytest.mark.parametrize(
    ("until", "moment"),
    [
        ("2024-03-30", "2024-03-30T23:00"),
        ("2024-03-31", "2024-03-31T22:00"),
        ("2024-10-26", "2024-10-26T22:00"),
        ("2024-10-27", "2024-10-27T23:00"),
    ],
)
def test_it_expires_at_midnight_in_berlin_also_on_the_days_on_which_clocks_change(until: str, moment: str) -> None:
    state = agreement(*concluded(TermAgreed(AgreementDuration(day(until)))))
    end = expires_on(state)
    assert end is not None
    midnight = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert berlin_midnight(end) == midnight
    last, first = ((midnight + timedelta(seconds=n)).astimezone(ZoneInfo("Europe/Berlin")).date() for n in (-1, 0))
    assert [status_on(state, today) for today in (last, first)] == [S.IN_FORCE, S.EXPIRED]


def test_it_does_not_expire_before_it_was_in_force() -> None:
    assert statuses((*DRAFT, UNTIL), "2025-01-01") == [S.DRAFT]
    late = concluded(TermAgreed(AgreementDuration(until=day("2023-02-15"))))
    assert statuses(late, "2023-02-16", "2023-02-20") == [S.SIGNING, S.EXPIRED]


def test_the_earlier_of_term_and_termination_ends_it() -> None:
    ended = AgreementTerminated(day("2024-01-01"), TerminationCause.AGREED)
    assert statuses((*concluded(), ended), "2023-12-31", "2024-01-01") == [S.IN_FORCE, S.TERMINATED]
    assert statuses((*concluded(UNTIL), ended), "2024-01-01", "2024-03-31") == [S.TERMINATED, S.TERMINATED]
    late = AgreementTerminated(day("2024-03-31"), TerminationCause.OTHER)
    assert statuses((*concluded(UNTIL), late), "2024-03-30", "2024-03-31") == [S.IN_FORCE, S.EXPIRED]
    assert ends_on(agreement(*concluded())) is None


def test_a_later_version_prolongs_it_or_ends_it_sooner() -> None:
    state = agreement(*concluded(UNTIL))
    for effective, until, ends in [
        ("2024-01-01", "2025-12-31", "2026-01-01"),
        ("2024-03-31", "2025-12-31", "2026-01-01"),
        ("2024-04-01", "2025-12-31", "2024-03-31"),
        ("2024-01-01", "2023-12-15", "2024-01-01"),
        ("2023-02-01", "2023-12-15", "2023-12-16"),
        ("2024-01-01", None, None),
    ]:
        terms = AgreementTerms(AgreementDuration(until=day(until) if until else None))
        version = AgreementVersion(2, day(effective), day("2023-12-01"), 1)
        changed = replace(state, versions=(version,), terms=(*state.terms, TermsRevision(2, terms)))
        assert expires_on(changed) == (day(ends) if ends else None)


def test_what_was_given_up_stays_given_up() -> None:
    events = (*SIGNING, AgreementAbandoned(on("2023-03-01", "2023-03-05")))
    assert statuses(events, "2023-02-28", "2023-03-04", "2023-03-05") == [S.SIGNING, S.UNCERTAIN, S.ABANDONED]


@pytest.mark.parametrize(
    ("events", "asked", "code", "field"),
    [
        (DRAFT, "2024-01-01", "NOT_IN_FORCE", "id"),
        (IN_FORCE, "2023-03-31", "NOT_IN_FORCE", "on"),
        (concluded(UNTIL), "2024-03-31", "ENDED", "on"),
        ((*DRAFT, AgreementAbandoned(on("2023-02-01"))), "2024-01-01", "ABANDONED", "id"),
    ],
)
def test_what_needs_it_in_force_is_refused_otherwise(
    events: tuple[Any, ...], asked: str, code: str, field: str
) -> None:
    with pytest.raises(Rejected) as caught:
        check_in_force(agreement(*events), day(asked), "on")
    assert (caught.value.code, caught.value.field) == (code, field)
    check_in_force(agreement(*IN_FORCE), day("2023-04-01"), "on")
