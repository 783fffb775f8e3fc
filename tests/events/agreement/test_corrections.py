"""Corrections of an agreement: acts told again as they should have been, alone and together, or withdrawn."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as drawn

from events.agreement import AGREEMENT
from events.agreement.amendments import AdoptAmendment, AmendmentAdopted, AmendmentProposed, ProposeAmendment
from events.agreement.approval import (
    AgreementEnteredIntoForce,
    AgreementPublished,
    ApprovalFiled,
    ApprovalGranted,
    ApprovalRefused,
    EnterIntoForce,
    FileForApproval,
    GrantApproval,
    PublishAgreement,
    RefuseApproval,
)
from events.agreement.changes import AmendmentChanges, ClauseChange, TermsChange
from events.agreement.clauses import AddClause, ClauseAdded, ClauseRevised, ReviseClause
from events.agreement.conditions import AgreementDuration, ConsentKind, ConsentRule, ReviewClause
from events.agreement.drafting import DraftAgreement, FormalitiesAgreed
from events.agreement.lifecycle import effective_from, ends_on, is_draft
from events.agreement.membership import (
    GiveNotice,
    NoticeGiven,
    PartyJoined,
    PartyLeft,
    RecordAccession,
    RecordDeparture,
)
from events.agreement.parties import AddParty, CountParties, PartiesCounted, PartyAdded
from events.agreement.proposals import ProposalConsented
from events.agreement.reviews import AgreementReviewed, AgreementTerminated, RecordReview, review_due
from events.agreement.signing import AgreementSigned, RecordSignature
from events.agreement.silence import ApprovalDeemedGranted
from events.agreement.state import AmendmentTrigger, ProposalStatus, ReviewOutcome, TerminationCause
from events.agreement.terms import AgreeTerm, AmendmentRuleAgreed, ReviewAgreed, TermAgreed
from events.agreement.versions import terms_at, wording_at
from events.correction import ActCorrection
from events.formalities import Formalities, LegalForm
from events.retelling import CannotFollow
from events.values import digest_of
from tests.corrections import begun, corrections
from tests.events.agreement.story import (
    DRAFT,
    FULL,
    GAZETTE,
    HERE,
    IN_FORCE,
    ONE,
    PLAIN,
    SIGNED,
    SILENT,
    SUPERVISION,
    THREE,
    TWO,
    UNLIMITED,
    YEARLY,
    agreement,
    beside,
    concluded,
    drafted,
    filed,
    granted,
    keys,
    on,
    published,
    signatures,
    wording,
)
from tests.events.agreement.test_situations import TABLE
from tests.spec import TODAY, Correction, at, day, given

FREE = concluded(AmendmentRuleAgreed(ConsentRule(ConsentKind.NOBODY)))
"""In force from 20 February 2023 on; an amendment needs nobody's consent."""


def proposed(changes: AmendmentChanges, base: int = 1, number: int = 1) -> AmendmentProposed:
    return AmendmentProposed(
        "Neu", AmendmentTrigger.OTHER, "Warum.", base, changes, day("2024-01-10"), number, keys(changes)
    )


def propose(changes: AmendmentChanges, base: int = 1) -> ProposeAmendment:
    return ProposeAmendment(HERE, "Neu", AmendmentTrigger.OTHER, "Warum.", base, changes, day("2024-01-10"))


HEADING = AmendmentChanges(revised=(ClauseChange(2, heading="Pflichten"),))
PROPOSED = proposed(HEADING)
ADOPTED = AmendmentAdopted(1, day("2024-02-10"), day("2024-03-01"))
AMENDED = (*FREE, PROPOSED, ADOPTED)
WAITING = (
    *IN_FORCE,
    PROPOSED,
    *(ProposalConsented(1, each, day("2024-02-01")) for each in (ONE, TWO, THREE)),
    ADOPTED,
    ApprovalFiled(SUPERVISION, on("2024-02-12"), 1),
)
LEFT = PartyLeft(ONE, on("2023-09-01"), (ONE,))
JOINED = PartyJoined(ONE, on("2024-01-01"))
BACK = (*IN_FORCE, LEFT, JOINED)
NOTICE = NoticeGiven(ONE, day("2023-06-01"), day("2024-01-01"), (ONE,))
REVIEWED = AgreementReviewed(day("2024-01-15"), "Alles gut.", ReviewOutcome.CONTINUE)
COUNTED = PartiesCounted(34, on("2024-01-01"), "Amtsblatt")
ENDING = AgreementTerminated(day("2024-05-01"), TerminationCause.AGREED)


def told(events: tuple[Any, ...], *instead: tuple[Any, Any]) -> Correction:
    """The correction that tells otherwise, or withdraws (None), the acts that recorded these events."""
    return beside(given(*events)).corrected(
        *(ActCorrection(at(events.index(event)), command) for event, command in instead)
    )


def but(events: tuple[Any, ...], wrong: Any, *right: Any) -> tuple[Any, ...]:
    """The events, one of them replaced."""
    place = events.index(wrong)
    return (*events[:place], *right, *events[place + 1 :])


def follows_no_more(correction: Correction, events: tuple[Any, ...], event: Any) -> None:
    """The correction is refused and names that later event."""
    refused = correction.rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert (refused.event, refused.what) == (at(events.index(event)), type(event))


# --- One act ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "wrong", "command", "right"),
    [
        (
            IN_FORCE,
            PartyAdded(TWO, "Anstellungsträgerin"),
            AddParty(HERE, TWO, "Vorsitz"),
            PartyAdded(TWO, "Vorsitz"),
        ),
        (
            IN_FORCE,
            signatures[1],
            RecordSignature(HERE, TWO, on("2023-02-21"), "person:1"),
            AgreementSigned(TWO, on("2023-02-21"), "person:1"),
        ),
        (
            AMENDED,
            DRAFT[4],
            AddClause(HERE, wording("1", "Richtig.")),
            ClauseAdded(wording("1", "Richtig."), 1),
        ),
        (
            IN_FORCE,
            UNLIMITED,
            AgreeTerm(HERE, AgreementDuration(day("2030-12-31"))),
            TermAgreed(AgreementDuration(day("2030-12-31"))),
        ),
        (
            IN_FORCE,
            filed,
            FileForApproval(HERE, "Innenministerium", on("2023-03-02")),
            ApprovalFiled("Innenministerium", on("2023-03-02")),
        ),
        (IN_FORCE, granted, GrantApproval(HERE, on("2023-03-21")), ApprovalGranted(on("2023-03-21"))),
        (
            IN_FORCE,
            published,
            PublishAgreement(HERE, on("2023-03-30"), GAZETTE),
            AgreementPublished(on("2023-03-30"), GAZETTE),
        ),
        (
            (*FREE, AgreementEnteredIntoForce(day("2023-04-01"))),
            AgreementEnteredIntoForce(day("2023-04-01")),
            EnterIntoForce(HERE, day("2023-05-01")),
            AgreementEnteredIntoForce(day("2023-05-01")),
        ),
        (
            AMENDED,
            ADOPTED,
            AdoptAmendment(HERE, 1, day("2024-02-10"), day("2024-04-01")),
            AmendmentAdopted(1, day("2024-02-10"), day("2024-04-01")),
        ),
        (
            BACK,
            JOINED,
            RecordAccession(HERE, ONE, on("2023-12-01"), "Gast"),
            PartyJoined(ONE, on("2023-12-01"), "Gast"),
        ),
        (BACK, LEFT, RecordDeparture(HERE, ONE, on("2023-10-01")), PartyLeft(ONE, on("2023-10-01"), (ONE,))),
        (
            (*IN_FORCE, NOTICE),
            NOTICE,
            GiveNotice(HERE, ONE, day("2023-07-01")),
            NoticeGiven(ONE, day("2023-07-01"), day("2025-01-01"), (ONE,)),
        ),
        (
            (*IN_FORCE, REVIEWED),
            REVIEWED,
            RecordReview(HERE, day("2024-01-16"), "Zu wenig Stunden.", ReviewOutcome.ADAPT),
            AgreementReviewed(day("2024-01-16"), "Zu wenig Stunden.", ReviewOutcome.ADAPT),
        ),
        (
            (*IN_FORCE, COUNTED),
            COUNTED,
            CountParties(HERE, 35, on("2024-01-01"), "Amtsblatt"),
            PartiesCounted(35, on("2024-01-01"), "Amtsblatt"),
        ),
    ],
)
def test_an_act_is_told_again_as_it_should_have_been(
    events: tuple[Any, ...], wrong: Any, command: Any, right: Any
) -> None:
    told(events, (wrong, command)).stands(*but(events, wrong, right))


@pytest.mark.parametrize(
    ("events", "wrong"),
    [
        ((*IN_FORCE, NOTICE), NOTICE),
        ((*IN_FORCE, ENDING), ENDING),
        ((*IN_FORCE, REVIEWED), REVIEWED),
        ((*IN_FORCE, COUNTED), COUNTED),
        (BACK, JOINED),
        (AMENDED, ADOPTED),
        ((*SIGNED, filed, granted), granted),
        ((*DRAFT, ClauseRevised(1, 1, text="Anders.")), ClauseRevised(1, 1, text="Anders.")),
    ],
)
def test_what_never_happened_is_withdrawn(events: tuple[Any, ...], wrong: Any) -> None:
    told(events, (wrong, None)).stands(*but(events, wrong))


@pytest.mark.parametrize(
    ("events", "wrong", "command", "later"),
    [
        # A party cannot have joined again before it left, nor have left twice.
        (BACK, LEFT, RecordDeparture(HERE, ONE, on("2024-02-01")), JOINED),
        (BACK, LEFT, None, JOINED),
        # Without an exact last signature nothing says from when on it was in force, and it was worked with.
        (AMENDED, signatures[1], RecordSignature(HERE, TWO, on("2023-02-15", "2023-02-20")), PROPOSED),
        (AMENDED, signatures[1], None, PROPOSED),
        # What was adopted was proposed; what was revised was there.
        (AMENDED, PROPOSED, None, ADOPTED),
        (AMENDED, DRAFT[5], None, PROPOSED),
        ((*AMENDED, REVIEWED), signatures[1], RecordSignature(HERE, TWO, on("2024-01-20")), PROPOSED),
        ((*FREE, REVIEWED), signatures[1], RecordSignature(HERE, TWO, on("2024-01-20")), REVIEWED),
        (IN_FORCE, filed, None, granted),
        (IN_FORCE, granted, RefuseApproval(HERE, on("2023-03-20")), published),
        ((*IN_FORCE, NOTICE), UNLIMITED, AgreeTerm(HERE, AgreementDuration(day("2030-12-31"))), NOTICE),
    ],
)
def test_a_correction_names_the_later_act_that_does_not_follow_any_more(
    events: tuple[Any, ...], wrong: Any, command: Any, later: Any
) -> None:
    follows_no_more(told(events, (wrong, command)), events, later)


def test_the_rules_of_the_act_hold_at_its_place() -> None:
    told(BACK, (JOINED, RecordAccession(HERE, ONE, on("2023-08-31")))).rejects(
        "ALREADY_A_PARTY", "acts.0.instead.recordAccession.party"
    )
    told(IN_FORCE, (DRAFT[4], AddClause(HERE, wording("9")))).stands(
        *but(IN_FORCE, DRAFT[4], ClauseAdded(wording("9"), 1))
    )
    told(IN_FORCE, (DRAFT[5], AddClause(HERE, wording("1")))).rejects(
        "NUMBER_TAKEN", "acts.0.instead.addClause.wording.number"
    )
    told(AMENDED, (ADOPTED, AdoptAmendment(HERE, 1, day("2024-02-10"), day("2024-02-01")))).rejects(
        "DATES_REVERSED", "acts.0.instead.adoptAmendment.effective_from"
    )


# --- Legal form and formalities --------------------------------------------------------------------------------


def draft(form: LegalForm, deviating: Formalities | None = None) -> DraftAgreement:
    begun = drafted()
    return DraftAgreement(begun.title, begun.purpose, form, begun.when, begun.themes, deviating)


def test_legal_form_and_formalities_are_put_right_after_conclusion() -> None:
    events = concluded()
    delegating = replace(events[0], form=LegalForm.DELEGATING, formalities=FULL)
    told(events, (events[0], draft(LegalForm.DELEGATING))).stands(delegating, *events[1:])
    assert effective_from(agreement(*events)) == day("2023-02-20")
    assert effective_from(agreement(delegating, *events[1:])) is None
    agreed = FormalitiesAgreed(SILENT)
    events = (*DRAFT, agreed, *SIGNED[len(DRAFT) :], filed)
    told(events, (agreed, None)).stands(*but(events, agreed))


def test_where_a_form_asks_for_what_is_missing_the_first_act_that_needed_it_is_named() -> None:
    follows_no_more(told(AMENDED, (AMENDED[0], draft(LegalForm.DELEGATING))), AMENDED, PROPOSED)
    # It was delegating, and what it needed is told with it.
    right = replace(AMENDED[0], form=LegalForm.DELEGATING, deviating=PLAIN)
    told(AMENDED, (AMENDED[0], draft(LegalForm.DELEGATING, PLAIN))).stands(right, *AMENDED[1:])
    # What was filed for is not needed under another form.
    follows_no_more(told(IN_FORCE, (IN_FORCE[0], draft(LegalForm.INFORMAL))), IN_FORCE, filed)
    informal = replace(IN_FORCE[0], form=LegalForm.INFORMAL, formalities=PLAIN)
    told(IN_FORCE, (IN_FORCE[0], draft(LegalForm.INFORMAL)), (filed, None), (granted, None), (published, None)).stands(
        informal, *SIGNED[1:]
    )


# --- Versions --------------------------------------------------------------------------------------------------


def test_a_wording_is_put_right_also_where_later_versions_kept_it() -> None:
    right = ClauseAdded(replace(wording("2", "Richtig."), heading="Arbeiten"), 2)
    events = but(AMENDED, DRAFT[5], right)
    told(AMENDED, (DRAFT[5], AddClause(HERE, right.wording))).stands(*events)
    first, second = (wording_at(agreement(*events), number)[1] for number in (1, 2))
    assert (first.heading, first.text) == ("Arbeiten", digest_of("Richtig."))
    assert (second.heading, second.text) == ("Pflichten", digest_of("Richtig."))


def test_a_wording_of_an_amendment_is_put_right_in_its_version_alone() -> None:
    changes = AmendmentChanges(revised=(ClauseChange(2, text="Nur hier."),))
    told(AMENDED, (PROPOSED, propose(changes))).stands(*but(AMENDED, PROPOSED, proposed(changes)))
    state = agreement(*but(AMENDED, PROPOSED, proposed(changes)))
    assert [wording_at(state, number)[1].text for number in (1, 2)] == [
        digest_of("Der Text von 2."),
        digest_of("Nur hier."),
    ]


def test_terms_are_put_right_also_where_later_versions_kept_them() -> None:
    limited = TermAgreed(AgreementDuration(day("2024-12-31"), YEARLY))
    events = but(AMENDED, UNLIMITED, limited)
    told(AMENDED, (UNLIMITED, AgreeTerm(HERE, limited.term))).stands(*events)
    state = agreement(*events)
    assert [terms_at(state, number).term for number in (1, 2)] == [limited.term, limited.term]
    assert ends_on(state) == day("2025-01-01")


STRUCK = AmendmentChanges(terms=TermsChange(review_struck=True))


def test_an_amendment_strikes_the_review_clause_and_that_is_put_right() -> None:
    reviewed = concluded(AmendmentRuleAgreed(ConsentRule(ConsentKind.NOBODY)), ReviewAgreed(ReviewClause(24)))
    struck = (*reviewed, proposed(STRUCK), ADOPTED)
    beside(given(*reviewed)).when(propose(STRUCK)).then(proposed(STRUCK))
    assert [terms_at(agreement(*struck), number).review for number in (1, 2)] == [ReviewClause(24), None]
    assert review_due(agreement(*struck), TODAY) is None
    longer = AmendmentChanges(terms=TermsChange(review=ReviewClause(36)))
    right = but(struck, proposed(STRUCK), proposed(longer))
    told(struck, (proposed(STRUCK), propose(longer))).stands(*right)
    assert review_due(agreement(*right), TODAY) == day("2026-02-20")


def test_a_review_clause_is_either_struck_or_given_anew() -> None:
    both = AmendmentChanges(terms=TermsChange(review=ReviewClause(36), review_struck=True))
    beside(given(*FREE)).when(propose(both)).rejects("CONTRADICTION", "changes.terms.review_struck")
    beside(given(*FREE)).when(propose(STRUCK)).rejects("EMPTY", "changes.terms")


# --- Several in one go -----------------------------------------------------------------------------------------


def test_acts_that_depend_on_each_other_are_put_right_together() -> None:
    left, joined = PartyLeft(ONE, on("2024-02-01"), (ONE,)), PartyJoined(ONE, on("2024-03-01"))
    told(
        BACK,
        (LEFT, RecordDeparture(HERE, ONE, on("2024-02-01"))),
        (JOINED, RecordAccession(HERE, ONE, on("2024-03-01"))),
    ).stands(*IN_FORCE, left, joined)
    told(AMENDED, (PROPOSED, None), (ADOPTED, None)).stands(*FREE)
    third = FileForApproval(HERE, SUPERVISION, on("2023-03-24"))
    told(IN_FORCE, (filed, third), (granted, GrantApproval(HERE, on("2023-03-25")))).stands(
        *SIGNED, ApprovalFiled(SUPERVISION, on("2023-03-24")), ApprovalGranted(on("2023-03-25")), published
    )


# --- Approval and silence --------------------------------------------------------------------------------------


def test_an_approval_that_was_refused_after_all_makes_it_a_draft_again() -> None:
    approved, refused = (*SIGNED, filed, granted), ApprovalRefused(on("2023-03-20"))
    told(approved, (granted, RefuseApproval(HERE, on("2023-03-20")))).stands(*SIGNED, filed, refused)
    assert is_draft(agreement(*SIGNED, filed, refused))


def test_an_amendment_whose_approval_was_refused_after_all_has_failed() -> None:
    yes, no = ApprovalGranted(on("2024-02-20"), 1), ApprovalRefused(on("2024-02-20"), 1)
    told((*WAITING, yes), (yes, RefuseApproval(HERE, on("2024-02-20"), 1))).stands(*WAITING, no)
    assert agreement(*WAITING, no).settled[0].status is ProposalStatus.REFUSED
    told((*WAITING, no), (no, GrantApproval(HERE, on("2024-02-20"), 1))).stands(*WAITING, yes)


BY_SILENCE = (*concluded(form=LegalForm.DELEGATING, formalities=SILENT), filed)
DEEMED = ApprovalDeemedGranted(day("2023-03-30"))


def test_what_silence_granted_follows_the_day_of_filing() -> None:
    later = FileForApproval(HERE, SUPERVISION, on("2023-03-10"))
    told((*BY_SILENCE, DEEMED), (filed, later)).stands(
        *BY_SILENCE[:-1], ApprovalFiled(SUPERVISION, on("2023-03-10")), ApprovalDeemedGranted(day("2023-04-08"))
    )
    told((*BY_SILENCE, DEEMED), (filed, None)).stands(*BY_SILENCE[:-1])
    told((*BY_SILENCE, DEEMED), (DEEMED, None)).rejects("BY_TIME", "acts.0.event")


# --- Numbers ---------------------------------------------------------------------------------------------------


def test_clauses_and_proposals_keep_their_numbers_and_none_is_given_twice() -> None:
    added = AmendmentChanges(added=(wording("4"),))
    with_four = (*FREE, proposed(added), ADOPTED)
    # The third clause never was: the one that the amendment added keeps its key.
    right = but(with_four, DRAFT[6])
    told(with_four, (DRAFT[6], None)).stands(*right)
    assert [clause.key for clause in agreement(*right).clauses] == [1, 2, 4]
    # One clause more than before gets a key of its own, though another act was allotted the next one.
    more, extra = AmendmentChanges(added=(wording("4"), wording("5"))), AmendmentChanges(added=(wording("6"),))
    second = replace(proposed(extra, 2, 2), clauses=(5,))
    two = (*with_four, second)
    told(two, (proposed(added), propose(more))).stands(
        *but(two, proposed(added), replace(proposed(more), clauses=(4, 6)))
    )
    # Told as another act, it is allotted what nobody else was.
    revised = ClauseRevised(1, 1, text="Anders.")
    draft = (*DRAFT, revised, ClauseAdded(wording("4"), 4))
    told(draft, (revised, AddClause(HERE, wording("5")))).stands(
        *DRAFT, ClauseAdded(wording("5"), 5), ClauseAdded(wording("4"), 4)
    )
    assert agreement(*DRAFT, ClauseAdded(wording("5"), 5), ClauseAdded(wording("4"), 4)).last_clause == 5


def test_an_edit_that_was_made_from_one_that_never_was_is_named() -> None:
    first, second = ClauseRevised(1, 1, text="Eins."), ClauseRevised(1, 2, text="Zwei.")
    events = (*DRAFT, first, second)
    follows_no_more(told(events, (first, None)), events, second)
    told(events, (first, None), (second, ReviseClause(HERE, 1, 1, text="Zwei."))).stands(
        *DRAFT, ClauseRevised(1, 1, text="Zwei.")
    )


# --- In general ------------------------------------------------------------------------------------------------

LATER = (TODAY, day("2024-07-15"), day("2025-02-01"))
ALL_SIGN = tuple(RecordSignature(HERE, party, on("2023-02-20")) for party in (ONE, TWO, THREE))
POOL = (*TABLE, *ALL_SIGN, draft(LegalForm.INFORMAL, SILENT), propose(HEADING), propose(STRUCK))


@drawn(
    corrections(
        begun(
            "agreement",
            beside(given()),
            draft(LegalForm.DELEGATING, SILENT),
            *(AddParty(HERE, party) for party in (ONE, TWO, THREE)),
            *(AddClause(HERE, wording(number)) for number in "123"),
            AgreeTerm(HERE, UNLIMITED.term),
        ),
        POOL,
        LATER,
    )
)
def test_a_correction_of_a_draft_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""


def test_proposing_an_amendment_is_declared_once() -> None:
    """Facts, event and command; the rules beside them; and one line in the part of amendments."""
    (act,) = (act for act in AGREEMENT.acts.values() if act.command is ProposeAmendment)
    assert list(act.events) == [AmendmentProposed]
    assert {act.command.__module__, act.decide.__module__, AmendmentProposed.__module__} == {
        "events.agreement.amendments"
    }
