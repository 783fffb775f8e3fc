"""Approval and publication, of the agreement and of what is adopted later; what silence grants; entry into force."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from events.agreement import AGREEMENT
from events.agreement.accessions import AccessionAdopted, AccessionProposed
from events.agreement.amendments import AmendmentAdopted, AmendmentProposed
from events.agreement.approval import (
    AgreementEnteredIntoForce,
    AgreementPublished,
    ApprovalDiscussionSet,
    ApprovalFiled,
    ApprovalGranted,
    ApprovalRefused,
    EnterIntoForce,
    FileForApproval,
    GrantApproval,
    PublishAgreement,
    RefuseApproval,
    SetApprovalDiscussion,
)
from events.agreement.changes import Admission, AmendmentChanges, ClauseChange
from events.agreement.conditions import AgreementDuration
from events.agreement.drafting import AgreementThemesAssigned, AssignAgreementThemes
from events.agreement.lifecycle import AgreementStatus, effective_from, status_on
from events.agreement.silence import ApprovalDeemedGranted
from events.agreement.state import (
    AgreementVersion,
    AmendmentTrigger,
    Party,
    ProposalStatus,
    Termination,
    TerminationCause,
)
from events.agreement.terms import EntryIntoForceAgreed, TermAgreed
from events.decider import Due, Rejected, World
from events.formalities import Formalities, LegalForm
from tests.events.agreement.story import (
    APPROVED,
    DRAFT,
    FOUR,
    GAZETTE,
    HERE,
    IN_FORCE,
    PENDING,
    SIGNED,
    SIGNING,
    SILENT,
    SUPERVISION,
    agreement,
    beside,
    concluded,
    filed,
    granted,
    on,
    published,
)
from tests.spec import HOME, Given, day, given

FILE = FileForApproval(HERE, SUPERVISION, on("2023-03-01"))
GRANT, REFUSE = GrantApproval(HERE, on("2023-03-20")), RefuseApproval(HERE, on("2023-03-20"))
PUBLISH = PublishAgreement(HERE, on("2023-03-31"), GAZETTE)
SILENTLY = (*concluded(form=LegalForm.DELEGATING, formalities=SILENT), filed)
DEEMED = day("2023-03-30")
deemed = ApprovalDeemedGranted(DEEMED)
discussed = ApprovalDiscussionSet(day("2023-03-15"))


def by_itself(*events: Any) -> Given:
    return beside(given(*events))


def due(*events: Any, today: str, at: str = "12:00") -> list[Due]:
    assert AGREEMENT.due is not None
    now = datetime.fromisoformat(f"{today}T{at}").replace(tzinfo=UTC)
    return AGREEMENT.due(HERE, agreement(*events), World(HERE, HOME, day(today), now, "SYSTEM"))


# --- One step after another ------------------------------------------------------------------------------------


def test_each_step_is_recorded_once_and_in_its_turn() -> None:
    by_itself(*SIGNED).when(FILE).then(filed)
    by_itself(*PENDING).when(FILE).then_nothing()
    by_itself(*PENDING).when(GRANT).then(granted)
    by_itself(*APPROVED).when(GRANT).then_nothing()
    by_itself(*APPROVED).when(PUBLISH).then(published)
    by_itself(*IN_FORCE).when(PUBLISH).then_nothing()


@pytest.mark.parametrize(
    ("events", "command", "code", "field"),
    [
        (SIGNING, FILE, "MISSING_STEP", "id"),
        (SIGNING, GRANT, "MISSING_STEP", "id"),
        (SIGNING, PUBLISH, "MISSING_STEP", "id"),
        (SIGNING, EnterIntoForce(HERE, day("2023-04-01")), "MISSING_STEP", "id"),
        (concluded(), FILE, "NOT_NEEDED", "id"),
        (concluded(), PUBLISH, "NOT_NEEDED", "id"),
        (SIGNED, FileForApproval(HERE, SUPERVISION, on("2023-02-19")), "DATES_REVERSED", "when"),
        (SIGNED, FileForApproval(HERE, SUPERVISION, on("2024-06-02")), "IN_FUTURE", "when"),
        (SIGNED, FileForApproval(HERE, SUPERVISION, on("2023-03-02", "2023-03-01")), "DATES_REVERSED", "when"),
        (SIGNED, GRANT, "NOT_FILED", "id"),
        (SIGNED, REFUSE, "NOT_FILED", "id"),
        (SIGNED, SetApprovalDiscussion(HERE, day("2023-03-15")), "NOT_FILED", "id"),
        (SIGNED, PUBLISH, "MISSING_STEP", "when"),
        (PENDING, FileForApproval(HERE, "Innenministerium", on("2023-03-01")), "FILED", "when"),
        (PENDING, GrantApproval(HERE, on("2023-02-28")), "DATES_REVERSED", "when"),
        (PENDING, RefuseApproval(HERE, on("2024-06-02")), "IN_FUTURE", "when"),
        (PENDING, SetApprovalDiscussion(HERE, day("2023-02-28")), "DATES_REVERSED", "on"),
        (PENDING, PUBLISH, "MISSING_STEP", "when"),
        (PENDING, EnterIntoForce(HERE, day("2023-04-01")), "MISSING_STEP", "id"),
        (APPROVED, GrantApproval(HERE, on("2023-03-21")), "RECORDED_OTHERWISE", "when"),
        (APPROVED, REFUSE, "RECORDED_OTHERWISE", "when"),
        (APPROVED, SetApprovalDiscussion(HERE, day("2023-03-15")), "RECORDED_OTHERWISE", "on"),
        (APPROVED, PublishAgreement(HERE, on("2023-03-19"), GAZETTE), "MISSING_STEP", "when"),
        (APPROVED, PublishAgreement(HERE, on("2024-06-02"), GAZETTE), "IN_FUTURE", "when"),
        (APPROVED, EnterIntoForce(HERE, day("2023-04-01")), "MISSING_STEP", "id"),
        (IN_FORCE, PublishAgreement(HERE, on("2023-03-31"), "Anderswo"), "PUBLISHED", "when"),
        (IN_FORCE, FileForApproval(HERE, SUPERVISION, on("2023-03-01"), 1), "NOT_FOUND", "proposal"),
    ],
)
def test_rejects(events: tuple[Any, ...], command: Any, code: str, field: str) -> None:
    by_itself(*events).when(command).rejects(code, field)


def test_a_refused_agreement_is_a_draft_again() -> None:
    by_itself(*PENDING).when(REFUSE).then(ApprovalRefused(on("2023-03-20")))
    assert agreement(*PENDING, ApprovalRefused(on("2023-03-20"))) == agreement(*DRAFT)


def test_publication_may_do_without_approval() -> None:
    only = concluded(formalities=Formalities(approval=False, publication=True))
    by_itself(*only).when(PUBLISH).then(published)


# --- Entry into force ------------------------------------------------------------------------------------------


def test_a_day_of_entry_is_recorded_where_it_does_not_follow() -> None:
    by_itself(*IN_FORCE).when(EnterIntoForce(HERE, day("2023-04-01"))).then_nothing()
    by_itself(*IN_FORCE).when(EnterIntoForce(HERE, day("2023-05-01"))).then(
        AgreementEnteredIntoForce(day("2023-05-01"))
    )
    by_itself(*IN_FORCE).when(EnterIntoForce(HERE, day("2024-12-01"))).then(
        AgreementEnteredIntoForce(day("2024-12-01"))
    )
    by_itself(*IN_FORCE).when(EnterIntoForce(HERE, day("2023-03-31"))).rejects("MISSING_STEP", "on")
    entered = (*IN_FORCE, AgreementEnteredIntoForce(day("2023-05-01")))
    by_itself(*entered).when(EnterIntoForce(HERE, day("2023-06-01"))).rejects("RECORDED_OTHERWISE", "on")


def test_after_a_publication_on_a_day_that_is_not_known_it_has_to_be_recorded() -> None:
    unknown = (*APPROVED, AgreementPublished(on("2023-03-25", "2023-04-10"), GAZETTE))
    assert effective_from(agreement(*unknown)) is None
    by_itself(*unknown).when(EnterIntoForce(HERE, day("2023-03-25"))).rejects("MISSING_STEP", "on")
    by_itself(*unknown).when(EnterIntoForce(HERE, day("2023-03-26"))).then(AgreementEnteredIntoForce(day("2023-03-26")))


def test_it_cannot_enter_into_force_when_its_term_is_over() -> None:
    events = concluded(TermAgreed(AgreementDuration(day("2023-12-31"))))
    by_itself(*events).when(EnterIntoForce(HERE, day("2024-01-01"))).rejects("TERM_OVER", "on")
    by_itself(*events).when(EnterIntoForce(HERE, day("2023-12-31"))).then(AgreementEnteredIntoForce(day("2023-12-31")))


# --- Silence ---------------------------------------------------------------------------------------------------


def test_silence_grants_at_the_midnight_in_berlin_after_the_last_of_the_weeks() -> None:
    midnight = datetime(2023, 3, 29, 22, tzinfo=UTC)
    assert due(*SILENTLY, today="2023-03-29") == []
    assert due(*SILENTLY, today="2023-03-30") == due(*SILENTLY, today="2024-06-01") == [Due(midnight, (deemed,))]
    assert due(*SILENTLY, deemed, today="2024-06-01") == []
    assert due(*SILENTLY, ApprovalRefused(on("2023-03-29")), today="2024-06-01") == []
    assert due(*SILENTLY, ApprovalGranted(on("2023-03-29")), today="2024-06-01") == []
    assert due(*PENDING, today="2024-06-01") == due(*DRAFT, today="2024-06-01") == []


def test_a_day_set_for_a_discussion_puts_it_off() -> None:
    assert due(*SILENTLY, discussed, today="2023-04-12") == []
    assert due(*SILENTLY, discussed, today="2023-04-13") == [
        Due(datetime(2023, 4, 12, 22, tzinfo=UTC), (ApprovalDeemedGranted(day("2023-04-13")),))
    ]


def test_in_winter_midnight_comes_an_hour_later_in_utc() -> None:
    late = (*SILENTLY[:-1], ApprovalFiled(SUPERVISION, on("2023-10-02")))
    assert due(*late, today="2023-10-31") == [
        Due(datetime(2023, 10, 30, 23, tzinfo=UTC), (ApprovalDeemedGranted(day("2023-10-31")),))
    ]


def test_a_discussion_is_set_within_the_weeks_however_late_it_is_recorded() -> None:
    set_it = SetApprovalDiscussion(HERE, day("2023-03-29"))
    by_itself(*SILENTLY).when(set_it).then(ApprovalDiscussionSet(day("2023-03-29")))
    by_itself(*SILENTLY).when(SetApprovalDiscussion(HERE, DEEMED)).rejects("DEEMED_GRANTED", "on")
    in_time = SetApprovalDiscussion(HERE, day("2023-05-15"))
    by_itself(*SILENTLY).when(in_time, today=day("2023-03-29")).then(ApprovalDiscussionSet(day("2023-05-15")))
    by_itself(*SILENTLY).when(in_time, today=DEEMED).rejects("DEEMED_GRANTED", "on")
    by_itself(*SILENTLY, deemed).when(set_it).rejects("DEEMED_GRANTED", "on")
    by_itself(*SILENTLY, discussed).when(SetApprovalDiscussion(HERE, day("2023-03-15"))).then_nothing()
    by_itself(*SILENTLY, discussed).when(SetApprovalDiscussion(HERE, day("2023-04-12"))).then(
        ApprovalDiscussionSet(day("2023-04-12"))
    )


@pytest.mark.parametrize(("command", "event"), [(GrantApproval, ApprovalGranted), (RefuseApproval, ApprovalRefused)])
def test_what_was_decided_in_time_stands_in_the_way_of_silence_until_that_is_recorded(command: Any, event: Any) -> None:
    by_itself(*SILENTLY).when(command(HERE, on("2023-03-29"))).then(event(on("2023-03-29")))
    by_itself(*SILENTLY).when(command(HERE, on("2023-03-30"))).rejects("DEEMED_GRANTED", "when")
    by_itself(*SILENTLY).when(command(HERE, on("2023-03-28", "2023-03-30"))).rejects("DEEMED_GRANTED", "when")
    by_itself(*SILENTLY, deemed).when(command(HERE, on("2023-03-29"))).rejects("DEEMED_GRANTED", "when")
    by_itself(*SILENTLY, discussed).when(command(HERE, on("2023-04-12"))).then(event(on("2023-04-12")))
    by_itself(*SILENTLY, discussed).when(command(HERE, on("2023-04-13"))).rejects("DEEMED_GRANTED", "when")


def test_what_silence_has_granted_is_recorded_with_whatever_follows() -> None:
    by_itself(*SILENTLY).when(PublishAgreement(HERE, on("2023-03-30"), GAZETTE)).then(
        deemed, AgreementPublished(on("2023-03-30"), GAZETTE)
    )
    by_itself(*SILENTLY).when(PublishAgreement(HERE, on("2023-03-29"), GAZETTE)).rejects("MISSING_STEP", "when")
    before = PublishAgreement(HERE, on("2023-03-29"), GAZETTE)
    by_itself(*SILENTLY).when(before, today=day("2023-03-29")).rejects("MISSING_STEP", "when")
    by_itself(*SILENTLY).when(AssignAgreementThemes(HERE, ("mobility",))).then(
        deemed, AgreementThemesAssigned(("mobility",))
    )
    by_itself(*SILENTLY).when(AssignAgreementThemes(HERE, ("heat",))).then_nothing()


def test_it_enters_into_force_only_when_silence_has_granted_it() -> None:
    only = (*concluded(formalities=Formalities(True, False, 4)), filed)
    enter = EnterIntoForce(HERE, day("2023-05-01"))
    by_itself(*only).when(enter, today=day("2023-03-29")).rejects("MISSING_STEP", "id")
    by_itself(*only).when(enter, today=day("2023-03-30")).then(deemed, AgreementEnteredIntoForce(day("2023-05-01")))
    assert effective_from(agreement(*only)) == DEEMED
    assert status_on(agreement(*only), DEEMED) is AgreementStatus.IN_FORCE


def test_once_it_was_worked_with_a_refusal_comes_too_late() -> None:
    state = replace(agreement(*SILENTLY), termination=Termination(day("2024-01-01"), TerminationCause.AGREED))
    world = by_itself(*SILENTLY).when(REFUSE).world
    with pytest.raises(Rejected, match="IN_FORCE"):
        AGREEMENT.decide(REFUSE, state, world)
    with pytest.raises(Rejected, match="RECORDED_OTHERWISE"):
        AGREEMENT.decide(
            EnterIntoForce(HERE, day("2023-12-01")), replace(state, completion=agreement(*IN_FORCE).completion), world
        )


def test_it_is_published_but_not_yet_in_force() -> None:
    events = (
        *concluded(EntryIntoForceAgreed(day("2024-06-02")), form=LegalForm.DELEGATING, formalities=SILENT),
        filed,
        granted,
    )
    state = agreement(*events, published)
    assert [status_on(state, day(each)) for each in ("2023-03-31", "2024-06-01", "2024-06-02")] == [
        AgreementStatus.PUBLISHED,
        AgreementStatus.PUBLISHED,
        AgreementStatus.IN_FORCE,
    ]


# --- Of what is adopted later ----------------------------------------------------------------------------------

DELEGATED = (*SILENTLY, granted, published)
CHANGES = AmendmentChanges(revised=(ClauseChange(1, text="Neuer Text."),))
proposed = AmendmentProposed("Mehr", AmendmentTrigger.OTHER, "Darum.", 1, CHANGES, day("2024-01-02"), 1)
joining = AccessionProposed(Admission(FOUR), on("2024-02-01"), day("2024-01-02"), 2)
ADOPTED = (
    *DELEGATED,
    proposed,
    joining,
    AmendmentAdopted(1, day("2024-01-10"), day("2024-01-11")),
    AccessionAdopted(2, day("2024-01-10")),
)
FILED = (
    *ADOPTED,
    ApprovalFiled(SUPERVISION, on("2024-01-15"), 1),
    ApprovalFiled(SUPERVISION, on("2024-01-15"), 2),
)


def test_an_adopted_amendment_is_filed_approved_and_published_before_it_holds() -> None:
    by_itself(*ADOPTED).when(FileForApproval(HERE, SUPERVISION, on("2024-01-15"), 1)).then(FILED[-2])
    by_itself(*FILED).when(GrantApproval(HERE, on("2024-01-20"), 1), today=day("2024-01-20")).then(
        ApprovalGranted(on("2024-01-20"), 1)
    )
    approved = (*FILED, ApprovalGranted(on("2024-01-20"), 1))
    assert agreement(*approved).versions == ()
    told = PublishAgreement(HERE, on("2024-01-25", "2024-01-31"), GAZETTE, 1)
    by_itself(*approved).when(told, today=day("2024-01-31")).then(
        AgreementPublished(on("2024-01-25", "2024-01-31"), GAZETTE, 1)
    )
    state = agreement(*approved, AgreementPublished(on("2024-01-25", "2024-01-31"), GAZETTE, 1))
    assert state.versions == (AgreementVersion(2, day("2024-02-01"), day("2024-01-10"), 1),)


def test_a_party_is_admitted_the_day_after_publication_at_the_earliest() -> None:
    granted_by_silence = ApprovalDeemedGranted(day("2024-02-13"), 2)
    state = agreement(*FILED, granted_by_silence, AgreementPublished(on("2024-03-01"), GAZETTE, 2))
    assert state.parties[-1] == Party(4, FOUR, None, on("2024-03-02"))


@pytest.mark.parametrize(
    ("events", "command", "code", "field"),
    [
        ((*DELEGATED, proposed), FileForApproval(HERE, SUPERVISION, on("2024-01-15"), 1), "NOT_ADOPTED", "proposal"),
        (ADOPTED, FileForApproval(HERE, SUPERVISION, on("2024-01-09"), 1), "DATES_REVERSED", "when"),
        (ADOPTED, FileForApproval(HERE, SUPERVISION, on("2024-01-15"), 3), "NOT_FOUND", "proposal"),
        (ADOPTED, GrantApproval(HERE, on("2024-01-20"), 1), "NOT_FILED", "id"),
        (ADOPTED, PublishAgreement(HERE, on("2024-01-20"), GAZETTE, 1), "MISSING_STEP", "when"),
        (
            (*FILED, ApprovalRefused(on("2024-01-20"), 1)),
            PublishAgreement(HERE, on("2024-01-20"), GAZETTE, 1),
            "SETTLED",
            "proposal",
        ),
    ],
)
def test_of_a_proposal_each_step_has_its_turn_too(events: tuple[Any, ...], command: Any, code: str, field: str) -> None:
    by_itself(*events).when(command).rejects(code, field)


def test_a_refused_proposal_has_failed_and_the_agreement_stays_in_force() -> None:
    refused = ApprovalRefused(on("2024-02-12"), 1)
    by_itself(*FILED).when(RefuseApproval(HERE, on("2024-02-12"), 1)).then(refused)
    state = agreement(*FILED, refused)
    assert [(each.number, each.status) for each in state.settled] == [(1, ProposalStatus.REFUSED)]
    assert [each.number for each in state.proposals] == [2]
    assert status_on(state, day("2024-03-01")) is AgreementStatus.IN_FORCE


def test_what_silence_grants_on_one_day_is_recorded_together() -> None:
    together = (ApprovalDeemedGranted(day("2024-02-13"), 1), ApprovalDeemedGranted(day("2024-02-13"), 2))
    assert due(*FILED, today="2024-02-12") == []
    assert due(*FILED, today="2024-06-01") == [Due(datetime(2024, 2, 12, 23, tzinfo=UTC), together)]
    put_off = (*FILED, ApprovalDiscussionSet(day("2024-02-01"), 1))
    assert [(each.deadline.date(), each.events) for each in due(*put_off, today="2024-06-01")] == [
        (day("2024-02-12"), (ApprovalDeemedGranted(day("2024-02-13"), 2),)),
        (day("2024-02-29"), (ApprovalDeemedGranted(day("2024-03-01"), 1),)),
    ]
    by_itself(*FILED).when(PublishAgreement(HERE, on("2024-03-01"), GAZETTE, 2)).then(
        *together, AgreementPublished(on("2024-03-01"), GAZETTE, 2)
    )
