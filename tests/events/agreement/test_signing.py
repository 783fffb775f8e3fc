"""Signing: opening, signing once each, declining, reopening, abandoning; who may be party, who speaks for whom."""

from dataclasses import replace
from typing import Any

import pytest

from events.agreement import AGREEMENT
from events.agreement.conditions import AgreementDuration
from events.agreement.parties import PartyAdded
from events.agreement.signing import (
    AbandonAgreement,
    AgreementAbandoned,
    AgreementOpenedForSignature,
    AgreementReopened,
    AgreementSigned,
    DeclineSignature,
    OpenForSignature,
    RecordSignature,
    ReopenDraft,
    SignatureDeclined,
)
from events.agreement.state import Party, PartySignature
from events.agreement.terms import EntryIntoForceAgreed, TermAgreed
from events.decider import Rejected
from events.formalities import LegalForm
from events.municipality.merger import MunicipalityMerged
from events.partner import PartnerReclassified, PartnerRegistered, Sector
from tests.events.agreement.story import (
    CLAUSES,
    DRAFT,
    ERASED,
    FOUR,
    HERE,
    ONE,
    PAPER,
    PARTIES,
    PRIVATE,
    PUBLIC,
    SIGNATORY,
    SIGNED,
    SIGNING,
    THREE,
    TWO,
    UNLIMITED,
    agreement,
    beside,
    drafted,
    municipality,
    on,
    opened,
    signatures,
)
from tests.spec import Given, day, given

OPEN = OpenForSignature(HERE, on("2023-02-01"))
merged = MunicipalityMerged(FOUR, day("2023-02-12"))


def by_itself(*events: Any) -> Given:
    return beside(given(*events))


# --- Opening ---------------------------------------------------------------------------------------------------


def test_a_draft_that_says_all_it_needs_is_opened_once() -> None:
    by_itself(*DRAFT).when(OPEN).then(opened)
    by_itself(*SIGNING).when(OPEN).then_nothing()
    by_itself(*SIGNING).when(OpenForSignature(HERE, on("2023-02-02"))).rejects("SIGNING", "when")
    by_itself(*SIGNED).when(OPEN).rejects("CONCLUDED", "id")


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ((drafted(), *CLAUSES, UNLIMITED), "TOO_FEW_PARTIES"),
        ((drafted(), PARTIES[0], *CLAUSES, UNLIMITED), "TOO_FEW_PARTIES"),
        ((drafted(), *PARTIES, UNLIMITED), "NO_CLAUSE"),
        ((drafted(), *PARTIES, *CLAUSES), "NOTICE_PERIOD_REQUIRED"),
        ((drafted(), *PARTIES, *CLAUSES, TermAgreed(AgreementDuration(day("2023-01-31")))), "TERM_OVER"),
        (
            (*DRAFT, TermAgreed(AgreementDuration(day("2023-12-31"))), EntryIntoForceAgreed(day("2024-01-01"))),
            "TERM_OVER",
        ),
        ((*DRAFT, PartyAdded(PRIVATE, None)), "PRIVATE_PARTNER"),
    ],
)
def test_a_draft_that_lacks_something_is_not_opened(events: tuple[Any, ...], code: str) -> None:
    by_itself(*events).when(OPEN).rejects(code, "id")


def test_a_last_day_does_instead_of_a_notice_period() -> None:
    by_itself(*DRAFT, TermAgreed(AgreementDuration(day("2023-02-01")))).when(OPEN).then(opened)


def test_parties_that_have_become_one_count_once() -> None:
    two = (drafted(), PartyAdded(ONE, None), PartyAdded(FOUR, None), *CLAUSES, UNLIMITED)
    these = by_itself(*two).beside(municipality_1=(municipality(1), merged))
    these.when(OPEN).then(opened)
    these.when(OpenForSignature(HERE, on("2023-02-12"))).rejects("TOO_FEW_PARTIES", "id")


@pytest.mark.parametrize("form", [LegalForm.INFORMAL, LegalForm.WORKING_GROUP])
def test_private_partners_are_admitted_where_nothing_is_transferred(form: LegalForm) -> None:
    by_itself(drafted(form), *DRAFT[1:], PartyAdded(PRIVATE, None)).when(OPEN).then(opened)


def test_public_partners_are_admitted_everywhere_and_their_sector_is_that_of_the_day() -> None:
    by_itself(*DRAFT, PartyAdded(PUBLIC, None)).when(OPEN).then(opened)
    sold = (
        PartnerRegistered("Landesamt", Sector.PUBLIC, "Nordkreis", day("2012-01-01")),
        PartnerReclassified(Sector.BUSINESS, day("2023-02-02")),
    )
    these = by_itself(*DRAFT, PartyAdded(PUBLIC, None)).beside(partner_2=sold)
    these.when(OPEN).then(opened)
    these.when(OpenForSignature(HERE, on("2023-02-02"))).rejects("PRIVATE_PARTNER", "id")


# --- Signatures ------------------------------------------------------------------------------------------------


def test_each_party_signs_once() -> None:
    sign = RecordSignature(HERE, ONE, on("2023-02-10"), SIGNATORY, PAPER)
    by_itself(*DRAFT, opened).when(sign).then(signatures[0])
    by_itself(*SIGNING).when(sign).then_nothing()
    by_itself(*SIGNING).when(RecordSignature(HERE, ONE, on("2023-02-11"))).rejects("RECORDED_OTHERWISE", "party")
    by_itself(*SIGNED).when(sign).then_nothing()
    by_itself(*DRAFT).when(sign).rejects("NOT_OPEN", "id")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RecordSignature(HERE, FOUR, on("2023-02-10")), "NOT_A_PARTY", "party"),
        (RecordSignature(HERE, TWO, on("2023-02-10", "2023-02-09")), "DATES_REVERSED", "when"),
        (RecordSignature(HERE, TWO, on("2024-05-10", "2024-06-02")), "IN_FUTURE", "when"),
        (RecordSignature(HERE, TWO, on("2023-01-31")), "DATES_REVERSED", "when"),
        (RecordSignature(HERE, TWO, on("2023-02-10"), "person:9"), "NOT_FOUND", "signatory"),
        (RecordSignature(HERE, TWO, on("2023-02-10"), ERASED), "ERASED", "signatory"),
        (RecordSignature(HERE, TWO, on("2023-02-10"), None, "document:9"), "NOT_FOUND", "document"),
        (DeclineSignature(HERE, FOUR, on("2023-02-10")), "NOT_A_PARTY", "party"),
        (DeclineSignature(HERE, ONE, on("2023-02-10")), "SIGNED", "party"),
        (DeclineSignature(HERE, TWO, on("2023-01-31")), "DATES_REVERSED", "when"),
        (ReopenDraft(HERE, on("2023-01-31")), "DATES_REVERSED", "when"),
        (ReopenDraft(HERE, on("2024-06-02")), "IN_FUTURE", "when"),
        (AbandonAgreement(HERE, on("2023-01-31")), "DATES_REVERSED", "when"),
        (AbandonAgreement(HERE, on("2024-06-02")), "IN_FUTURE", "when"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    by_itself(*SIGNING).when(command).rejects(code, field)


def test_a_successor_signs_for_whom_it_has_taken_in() -> None:
    these = by_itself(*DRAFT, opened).beside(municipality_1=(municipality(1), merged))
    these.when(RecordSignature(HERE, FOUR, on("2023-02-13"))).then(AgreementSigned(ONE, on("2023-02-13")))


def test_a_party_that_acts_for_another_is_told_so() -> None:
    decline = DeclineSignature(HERE, TWO, on("2023-02-10"))
    by_itself(*SIGNING).when(decline, acts_for=TWO).then(SignatureDeclined(TWO, on("2023-02-10")))
    by_itself(*SIGNING).when(decline, acts_for=THREE).rejects("NOT_YOURS", "party")
    sign = RecordSignature(HERE, TWO, on("2023-02-13"))
    by_itself(*SIGNING).when(sign, acts_for=THREE).rejects("NOT_YOURS", "party")
    taken_in = by_itself(*SIGNING).beside(municipality_2=(municipality(2), merged))
    taken_in.when(sign, acts_for=FOUR).then(AgreementSigned(TWO, on("2023-02-13")))


def test_with_the_last_signature_it_is_concluded() -> None:
    by_itself(*SIGNED).when(DeclineSignature(HERE, TWO, on("2023-02-21"))).rejects("CONCLUDED", "id")
    by_itself(*SIGNED).when(ReopenDraft(HERE, on("2023-02-21"))).rejects("CONCLUDED", "id")
    by_itself(*SIGNED).when(AbandonAgreement(HERE, on("2023-02-21"))).rejects("CONCLUDED", "id")


# --- Drafting anew, giving up ----------------------------------------------------------------------------------


@pytest.mark.parametrize("event", [SignatureDeclined(TWO, on("2023-02-12")), AgreementReopened(on("2023-02-12"))])
def test_signatures_lapse_when_it_is_a_draft_again(event: Any) -> None:
    command = (
        DeclineSignature(HERE, TWO, event.when)
        if isinstance(event, SignatureDeclined)
        else ReopenDraft(HERE, event.when)
    )
    by_itself(*SIGNING).when(command).then(event)
    assert agreement(*SIGNING, event) == agreement(*DRAFT)
    again = agreement(
        *SIGNING, event, AgreementOpenedForSignature(on("2023-03-01")), AgreementSigned(ONE, on("2023-03-02"))
    )
    assert again.signing is not None
    assert again.signing.signatures == (PartySignature(1, on("2023-03-02")),)


def test_a_draft_is_not_reopened_but_may_be_given_up() -> None:
    given_up = AgreementAbandoned(on("2023-02-12"))
    by_itself(*DRAFT).when(ReopenDraft(HERE, on("2023-02-12"))).then_nothing()
    by_itself(*DRAFT).when(DeclineSignature(HERE, ONE, on("2023-02-12"))).rejects("NOT_OPEN", "id")
    by_itself(*DRAFT).when(AbandonAgreement(HERE, on("2023-02-12"))).then(given_up)
    by_itself(*DRAFT).when(AbandonAgreement(HERE, on("2023-01-09"))).rejects("DATES_REVERSED", "when")
    by_itself(*SIGNING, given_up).when(AbandonAgreement(HERE, on("2023-02-12"))).then_nothing()
    by_itself(*SIGNING, given_up).when(AbandonAgreement(HERE, on("2023-02-13"))).rejects("ABANDONED", "id")
    by_itself(*SIGNING, given_up).when(OPEN).rejects("ABANDONED", "id")


def test_those_who_joined_later_do_not_sign() -> None:
    state = agreement(*SIGNED)
    joined = replace(state, parties=(*state.parties, Party(4, FOUR, None, on("2023-06-01"))), last_party=4)
    world = by_itself(*SIGNED).when(OPEN).world
    with pytest.raises(Rejected, match="CONCLUDED"):
        AGREEMENT.decide(RecordSignature(HERE, FOUR, on("2023-07-01")), joined, world)
