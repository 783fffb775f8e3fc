"""Next steps: who has to do what about an agreement, since when and by when, in words of both languages."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from events.agreement.changes import Admission, KeptChanges, KeptClauseChange
from events.agreement.conditions import (
    AgreementDuration,
    AgreementTerms,
    ConsentKind,
    ConsentRule,
    NoticeEnd,
    NoticePeriod,
    ReviewClause,
    TermsRevision,
)
from events.agreement.next_step_rules import next_steps
from events.agreement.next_steps import INTERNAL_STEPS, NextStep, NextStepKind
from events.agreement.state import (
    Agreement,
    AgreementReview,
    AgreementVersion,
    Approval,
    ApprovalOutcome,
    Completion,
    Notice,
    Party,
    PartySignature,
    Proposal,
    ProposalKind,
    ProposalStatus,
    Publication,
    ReviewOutcome,
    Settled,
    Signing,
    Termination,
    TerminationCause,
    Voice,
)
from events.agreement.wording import Clause, ClauseKind, ClauseRevision, KeptWording
from events.formalities import Formalities, LegalForm
from events.municipality.state import Merger
from events.partner import PartnerRegistered, Sector
from events.when import When
from tests.events.agreement.story import municipality
from tests.said import english, german
from tests.spec import day, state_of

A, B, C = "municipality:1", "municipality:2", "partner:3"
ON = day("2024-06-01")
PLAIN, FULL = Formalities(approval=False, publication=False), Formalities(True, True, 4)
TERMS = AgreementTerms(term=AgreementDuration(notice=NoticePeriod(6, NoticeEnd.YEAR)))
WORDING = KeptWording("1", "Zweck", ClauseKind.PURPOSE, "text")


def when(text: str, until: str | None = None) -> When:
    return When(day(text), day(until) if until else None)


DRAFT = Agreement(
    drafted=when("2023-01-01"),
    title="Klimaschutzregion",
    purpose="purpose",
    form=LegalForm.INFORMAL,
    formalities=PLAIN,
    parties=(Party(1, A), Party(2, B), Party(3, C)),
    clauses=(Clause(1, (ClauseRevision(1, WORDING),)),),
    terms=(TermsRevision(1, TERMS),),
    last_clause=1,
    last_party=3,
)
SIGNED = replace(
    DRAFT,
    signing=Signing(when("2023-02-01"), tuple(PartySignature(number, when("2023-03-01")) for number in (1, 2, 3))),
)
AMENDMENT = Proposal(
    number=1,
    kind=ProposalKind.AMENDMENT,
    title="Mehr Personal",
    proposed=day("2024-05-02"),
    base_version=1,
    changes=KeptChanges(revised=(KeptClauseChange(1, heading="Ziel"),)),
)
ACCESSION = Proposal(2, ProposalKind.ACCESSION, day("2024-05-02"), admission=Admission("partner:9"), joins=When(ON))


def agreed(**terms: Any) -> Agreement:
    """In force since March 2023, with other terms."""
    return replace(SIGNED, terms=(TermsRevision(1, replace(TERMS, **terms)),))


def merged(mergers: dict[str, Merger] | None) -> dict[str, Any]:
    """The states of municipalities that have become part of others."""
    entity = state_of(municipality(1))
    return {ref: replace(entity, merger=merger) for ref, merger in (mergers or {}).items()}


def told(state: Agreement, on: str = "2024-06-01", mergers: dict[str, Merger] | None = None) -> list[Any]:
    """Kind, party, since and by of each step; the sentences are looked at besides."""
    steps = next_steps(state, day(on), merged(mergers))
    for step in steps:
        assert english(step).endswith(".")
        assert german(step).endswith(".")
        assert english(step) != german(step)
        assert step.overdue == (step.by is not None and day(on) > step.by)
    return [(step.kind, step.party, str(step.since), step.by and str(step.by)) for step in steps]


def only(state: Agreement, on: str = "2024-06-01", mergers: dict[str, Merger] | None = None) -> NextStep:
    (step,) = next_steps(state, day(on), merged(mergers))
    return step


# --- Until it is in force


@pytest.mark.parametrize(
    ("lacking", "de", "en"),
    [
        (replace(DRAFT, parties=DRAFT.parties[:1]), "Vertragspartner (mindestens zwei).", "parties (at least two)."),
        (replace(DRAFT, clauses=()), "ein Paragraph.", "a clause."),
        (replace(DRAFT, clauses=(Clause(1, (ClauseRevision(1, None),)),)), "ein Paragraph.", "a clause."),
        (
            replace(DRAFT, terms=(TermsRevision(1, AgreementTerms()),)),
            "eine Kündigungsfrist oder ein letzter Tag.",
            "a notice period or a last day.",
        ),
        (
            replace(DRAFT, parties=(), clauses=(), entry_agreed=ON),
            "Vertragspartner (mindestens zwei) und ein Paragraph. "
            "Vereinbarter Tag des Inkrafttretens ist der 1. Juni 2024.",
            "parties (at least two) and a clause. Entry into force is agreed for 1 June 2024.",
        ),
    ],
)
def test_a_draft_that_lacks_something_is_to_be_completed(lacking: Agreement, de: str, en: str) -> None:
    step = only(lacking)

    assert (step.kind, step.party, step.since, step.by) == (
        NextStepKind.COMPLETE_DRAFT, None, day("2023-01-01"), lacking.entry_agreed,
    )  # fmt: skip
    assert german(step) == f"Den Entwurf vervollständigen; es fehlt noch: {de}"
    assert english(step) == f"Complete the draft; it still lacks: {en}"


def test_before_the_drafting_nothing_is_to_be_done() -> None:
    assert told(DRAFT, "2022-12-31") == []


def test_a_draft_that_has_all_is_to_be_opened_by_the_day_agreed() -> None:
    assert told(DRAFT) == [(NextStepKind.OPEN_FOR_SIGNATURE, None, "2023-01-01", None)]
    until = replace(
        DRAFT, entry_agreed=day("2024-01-01"), terms=(TermsRevision(1, AgreementTerms(AgreementDuration(ON))),)
    )
    assert told(until) == [(NextStepKind.OPEN_FOR_SIGNATURE, None, "2023-01-01", "2024-01-01")]
    assert only(until).overdue
    assert german(only(until)) == (
        "Den Entwurf fertigstellen und zur Unterzeichnung freigeben. "
        "Vereinbarter Tag des Inkrafttretens ist der 1. Januar 2024."
    )


def test_each_party_that_has_not_signed_is_to_sign() -> None:
    signing = replace(DRAFT, signing=Signing(when("2023-02-01"), (PartySignature(2, when("2023-03-01")),)))

    assert told(signing) == [
        (NextStepKind.SIGN, A, "2023-02-01", None),
        (NextStepKind.SIGN, C, "2023-02-01", None),
    ]
    assert [step.party for step in next_steps(signing, day("2023-02-10"), {})] == [A, B, C]
    assert german(next_steps(signing, ON, {})[0]) == (
        "Die Vereinbarung unterzeichnen; sie liegt seit dem 1. Februar 2023 zur Unterzeichnung vor."
    )
    agreed = next_steps(replace(signing, entry_agreed=ON), ON, {})[0]
    assert english(agreed) == (
        "Sign the agreement; it has been open for signature since 1 February 2023. "
        "Entry into force is agreed for 1 June 2024."
    )


def test_a_successor_signs_for_whom_it_has_become_once() -> None:
    signing = replace(DRAFT, signing=Signing(when("2023-02-01"), (PartySignature(3, when("2023-03-01")),)))

    assert told(signing, mergers={A: Merger(day("2024-01-01"), B)}) == [(NextStepKind.SIGN, B, "2023-02-01", None)]


def completed(**completion: Any) -> Agreement:
    return replace(SIGNED, formalities=FULL, completion=Completion(**completion))


FILED = Approval("Kommunalaufsicht", when("2023-04-03"))
SILENT = Formalities(approval=True, publication=True)


def test_approval_is_asked_for_once_all_have_signed() -> None:
    assert told(completed()) == [(NextStepKind.FILE_FOR_APPROVAL, None, "2023-03-01", None)]
    assert told(completed(approval=FILED), "2023-04-01") == [(NextStepKind.FILE_FOR_APPROVAL, None, "2023-03-01", None)]


def test_approval_is_awaited_until_silence_grants_it() -> None:
    step = only(completed(approval=FILED), "2023-05-01")

    assert (step.kind, step.authority, step.since, step.by) == (
        NextStepKind.AWAIT_APPROVAL, "Kommunalaufsicht", day("2023-04-03"), day("2023-05-02"),
    )  # fmt: skip
    assert "gilt sie am 2. Mai 2023 als erteilt" in german(step)
    assert told(completed(approval=FILED), "2023-05-02") == [(NextStepKind.PUBLISH, None, "2023-05-02", None)]


def test_where_silence_grants_nothing_no_day_is_told() -> None:
    step = only(replace(completed(approval=FILED), formalities=SILENT))

    assert (step.kind, step.by) == (NextStepKind.AWAIT_APPROVAL, None)
    assert german(step).endswith("abwarten, beantragt am 3. April 2023 bei: Kommunalaufsicht.")
    assert "counts as granted" not in english(step)


def test_what_is_approved_is_to_be_published() -> None:
    granted = replace(FILED, outcome=ApprovalOutcome.GRANTED, decided=when("2023-04-20"))

    assert told(completed(approval=granted)) == [(NextStepKind.PUBLISH, None, "2023-04-20", None)]
    published = completed(approval=granted, publication=Publication(when("2023-05-01"), "Amtsblatt 5"))
    assert told(published) == []
    assert told(published, "2023-04-30") == [(NextStepKind.PUBLISH, None, "2023-04-20", None)]


def test_what_needs_publication_only_is_to_be_published() -> None:
    state = replace(SIGNED, formalities=Formalities(approval=False, publication=True))

    assert told(state) == [(NextStepKind.PUBLISH, None, "2023-03-01", None)]


def test_where_the_days_do_not_tell_when_it_is_in_force_that_is_to_be_recorded() -> None:
    span = replace(SIGNED, signing=Signing(when("2023-02-01"), (
        PartySignature(1, when("2023-03-01", "2023-04-01")), *SIGNED.signing.signatures[1:],  # type: ignore[union-attr]
    )))  # fmt: skip

    assert told(span) == [(NextStepKind.STATE_ENTRY_INTO_FORCE, None, "2023-04-01", None)]
    assert told(span, "2023-03-15") == []


def test_what_is_ready_and_waits_for_its_day_needs_nothing() -> None:
    assert told(replace(SIGNED, entry_agreed=day("2025-01-01"))) == []


def test_what_was_given_up_or_has_ended_needs_nothing() -> None:
    assert told(replace(DRAFT, abandoned=when("2023-02-01"))) == []
    assert told(replace(SIGNED, termination=Termination(day("2024-01-01"), TerminationCause.AGREED))) == []


# --- Proposals


def proposed(*voices: Voice, rule: ConsentRule | None = None, **parts: Any) -> Agreement:
    terms = {} if rule is None else {"amendment_rule": rule}
    return replace(agreed(**terms), proposals=(replace(AMENDMENT, voices=voices, **parts),), last_proposal=1)


def voice(number: int, consents: bool = True) -> Voice:
    return Voice(number, day("2024-05-10"), consents)


def test_each_party_that_has_not_spoken_is_to_consent_or_object() -> None:
    state = proposed(voice(1))

    assert told(state) == [
        (NextStepKind.CONSENT, B, "2024-05-02", None),
        (NextStepKind.CONSENT, C, "2024-05-02", None),
    ]
    steps = next_steps(state, ON, {})
    assert {step.proposal for step in steps} == {1}
    assert german(steps[0]) == ("Dem Antrag 1 (Änderung „Mehr Personal“) vom 2. Mai 2024 zustimmen oder ihn ablehnen.")
    assert {step.kind for step in steps} <= INTERNAL_STEPS
    assert told(state, "2024-05-01") == []


def test_a_title_keeps_its_own_quotation_marks_as_inner_ones() -> None:
    step = next_steps(proposed(title="Projekt „Rückenwind“"), ON, {})[0]

    assert german(step).startswith("Dem Antrag 1 (Änderung „Projekt ‚Rückenwind‘“) vom 2. Mai 2024 zustimmen")
    assert "the amendment “Projekt ‚Rückenwind‘” (proposal 1)" in english(step)


def test_parties_that_have_become_one_are_asked_once() -> None:
    into = {A: Merger(day("2024-01-01"), B)}

    assert told(proposed(), mergers=into) == [
        (NextStepKind.CONSENT, B, "2024-05-02", None),
        (NextStepKind.CONSENT, C, "2024-05-02", None),
    ]
    assert told(proposed(voice(1), voice(3)), mergers=into) == [(NextStepKind.ADOPT, None, "2024-05-02", None)]


def test_what_has_its_consent_can_be_adopted() -> None:
    assert told(proposed(voice(1), voice(2), voice(3))) == [(NextStepKind.ADOPT, None, "2024-05-02", None)]
    two_thirds = ConsentRule(ConsentKind.SHARE, Fraction(2, 3))
    assert told(proposed(voice(1), voice(2), rule=two_thirds)) == [(NextStepKind.ADOPT, None, "2024-05-02", None)]
    assert told(proposed(rule=ConsentRule(ConsentKind.NOBODY))) == [(NextStepKind.ADOPT, None, "2024-05-02", None)]


def test_what_a_body_decides_names_it() -> None:
    step = only(proposed(rule=ConsentRule(ConsentKind.BODY, body="Lenkungskreis")))

    assert step.kind is NextStepKind.ADOPT
    assert "Lenkungskreis" in german(step)
    assert "Lenkungskreis" in english(step)


def test_what_cannot_get_its_consent_any_more_is_to_be_dismissed() -> None:
    assert told(proposed(voice(1, False))) == [(NextStepKind.DISMISS, None, "2024-05-02", None)]
    half = ConsentRule(ConsentKind.SHARE, Fraction(1, 2))
    assert [kind for kind, *_ in told(proposed(voice(1, False), rule=half))] == [NextStepKind.CONSENT] * 2


def test_what_is_outdated_is_to_be_made_anew() -> None:
    state = replace(
        proposed(),
        clauses=(Clause(1, (ClauseRevision(1, WORDING), ClauseRevision(2, WORDING))),),
        versions=(AgreementVersion(2, day("2024-05-20"), day("2024-05-20"), 7),),
    )

    step = only(state)
    assert (step.kind, step.party, step.proposal) == (NextStepKind.RENEW_PROPOSAL, None, 1)
    assert "Fassung 2" in german(step)


def test_an_accession_goes_by_its_own_rule() -> None:
    state = replace(agreed(accession_rule=ConsentRule(ConsentKind.NOBODY)), proposals=(ACCESSION,), last_proposal=2)

    assert told(state) == [(NextStepKind.ADOPT, None, "2024-05-02", None)]


def test_an_accession_is_told_by_the_name_of_the_party_where_the_reader_may_see_it() -> None:
    state = replace(agreed(), proposals=(ACCESSION,), last_proposal=2)

    seen, *_ = next_steps(
        state,
        ON,
        {"partner:9": state_of(PartnerRegistered("Stadtwerke", Sector.ENERGY, "Nordkreis", day("2012-01-01")))},
    )
    assert english(seen) == "Consent or object to the accession of Stadtwerke (proposal 2), proposed on 2 May 2024."
    assert german(seen) == "Dem Antrag 2 (Beitritt: Stadtwerke) vom 2. Mai 2024 zustimmen oder ihn ablehnen."
    unseen, *_ = next_steps(state, ON, {})
    assert english(unseen) == "Consent or object to the accession (proposal 2), proposed on 2 May 2024."


def test_what_is_adopted_needs_what_the_agreement_needed() -> None:
    granted = replace(FILED, outcome=ApprovalOutcome.GRANTED, decided=when("2023-04-20"))
    in_force = completed(approval=granted, publication=Publication(when("2023-05-01"), "Amtsblatt 5"))
    adopted = replace(AMENDMENT, adopted=day("2024-05-20"), effective_from=ON)
    state = replace(in_force, proposals=(adopted,), last_proposal=1)

    step = only(state)
    assert (step.kind, step.proposal, step.since) == (NextStepKind.FILE_FOR_APPROVAL, 1, day("2024-05-20"))
    assert "beantragen: Änderung „Mehr Personal“ (Antrag 1)" in german(step)
    filed = replace(adopted, completion=Completion(Approval("Kommunalaufsicht", when("2024-05-21"))))
    assert only(replace(state, proposals=(filed,))).kind is NextStepKind.AWAIT_APPROVAL
    approved = replace(filed, completion=Completion(replace(granted, decided=when("2024-05-22"))))
    publish = only(replace(state, proposals=(approved,)))
    assert (publish.kind, publish.proposal, publish.since) == (NextStepKind.PUBLISH, 1, day("2024-05-22"))
    assert "Änderung „Mehr Personal“ (Antrag 1)" in german(publish)
    done = replace(
        adopted,
        completion=Completion(
            replace(granted, filed=when("2024-05-21"), decided=when("2024-05-22")),
            Publication(when("2024-05-23"), "Amtsblatt 6"),
        ),
    )
    assert told(replace(state, proposals=(done,))) == []


# --- Review, end and leaving


def test_the_next_review_is_due_and_then_overdue() -> None:
    state = agreed(review=ReviewClause(24))

    assert told(state) == [(NextStepKind.REVIEW, None, "2023-03-01", "2025-03-01")]
    step = only(state, "2025-03-02")
    assert step.overdue
    assert german(step) == "Die Vereinbarung überprüfen: Die Überprüfung war bis zum 1. März 2025 fällig."


def review(on: str, outcome: ReviewOutcome) -> AgreementReview:
    return AgreementReview(day(on), "findings", outcome, None)


def test_a_review_is_followed_by_what_it_came_to() -> None:
    adapt = replace(SIGNED, reviews=(review("2024-04-01", ReviewOutcome.ADAPT),))

    assert told(adapt) == [(NextStepKind.ADAPT, None, "2024-04-01", None)]
    assert told(adapt, "2024-03-31") == []
    settled = Settled(1, ProposalKind.AMENDMENT, ProposalStatus.DISMISSED, day("2024-04-01"), day("2024-05-01"))
    assert told(replace(adapt, settled=(settled,))) == []
    before = replace(settled, proposed=day("2024-03-31"))
    assert [kind for kind, *_ in told(replace(adapt, settled=(before,)))] == [NextStepKind.ADAPT]
    end = replace(SIGNED, reviews=(review("2024-04-01", ReviewOutcome.TERMINATE),))
    assert told(end) == [(NextStepKind.END, None, "2024-04-01", None)]
    ending = replace(end, termination=Termination(day("2025-01-01"), TerminationCause.REVIEW))
    assert told(ending) == []
    assert told(replace(SIGNED, reviews=(review("2024-04-01", ReviewOutcome.CONTINUE),))) == []


def test_with_fewer_than_two_parties_it_is_to_end() -> None:
    left = tuple(replace(party, left=when("2024-01-01")) for party in SIGNED.parties[1:])
    state = replace(SIGNED, parties=(SIGNED.parties[0], *left))

    assert told(state) == [(NextStepKind.END, None, "2024-01-01", None)]
    assert told(state, "2023-12-31") == []
    assert told(replace(state, termination=Termination(day("2025-01-01"), TerminationCause.TOO_FEW_PARTIES))) == []


def test_parties_that_become_one_may_be_too_few() -> None:
    two = replace(SIGNED, parties=SIGNED.parties[:2])

    assert told(two, mergers={A: Merger(day("2024-02-01"), B)}) == [(NextStepKind.END, None, "2024-02-01", None)]


def test_a_party_on_notice_knows_until_when_it_can_take_it_back() -> None:
    notice = Notice(day("2024-03-01"), day("2025-01-01"))
    state = replace(SIGNED, parties=(*SIGNED.parties[:2], replace(SIGNED.parties[2], notice=notice)))

    assert told(state) == [(NextStepKind.LEAVE, C, "2024-03-01", "2025-01-01")]
    assert told(state, "2024-02-29") == []
    assert told(state, "2025-01-01") == []
    assert german(only(state)) == (
        "Der Vertragspartner scheidet mit Ablauf des 31. Dezember 2024 aus (Kündigung vom 1. März 2024); bis dahin "
        "kann er die Kündigung zurücknehmen."
    )
    assert english(only(state)) == (
        "The party leaves at the end of 31 December 2024, following its notice of 1 March 2024; until then it can "
        "withdraw the notice."
    )
