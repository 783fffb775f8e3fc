"""What is read besides the view: versions in full, comparisons, proposals with their voices."""

from dataclasses import replace

import pytest

from events.agreement.changes import Admission, KeptChanges, KeptClauseChange
from events.agreement.comparison import ClauseFate, TermsPart
from events.agreement.conditions import AgreementDuration, AgreementTerms, ConsentKind, ConsentRule, TermsRevision
from events.agreement.reading import (
    ConsentCount,
    PartyVoice,
    comparison,
    proposals_on,
    span_of,
    status_of,
    version_in_full,
    was_party,
)
from events.agreement.state import (
    Agreement,
    AgreementVersion,
    AmendmentTrigger,
    Approval,
    ApprovalOutcome,
    Completion,
    Party,
    PartySignature,
    Proposal,
    ProposalKind,
    ProposalStatus,
    Publication,
    Settled,
    Signing,
    Termination,
    TerminationCause,
    Voice,
)
from events.agreement.wording import Clause, ClauseKind, ClauseRevision, KeptWording
from events.formalities import Formalities, LegalForm
from events.municipality.state import Merger
from events.values import digest_of
from events.when import When
from tests.spec import day

A, B, C = "municipality:1", "municipality:2", "partner:3"
ON = day("2024-06-01")
ALL = ConsentRule(ConsentKind.ALL_PARTIES)


def wording(text: str, number: str = "1") -> KeptWording:
    return KeptWording(number, "Zweck", ClauseKind.PURPOSE, digest_of(text))


STATE = Agreement(
    drafted=When(day("2023-01-01")),
    title="Klimaschutzregion",
    purpose="purpose",
    form=LegalForm.INFORMAL,
    formalities=Formalities(approval=False, publication=False),
    parties=(Party(1, A), Party(2, B), Party(3, C)),
    clauses=(
        Clause(1, (ClauseRevision(1, wording("Alt.")), ClauseRevision(2, wording("Neu.")))),
        Clause(2, (ClauseRevision(3, wording("Mehr.", "2")),)),
    ),
    terms=(TermsRevision(1, AgreementTerms()), TermsRevision(3, AgreementTerms(AgreementDuration(day("2030-12-31"))))),
    signing=Signing(
        When(day("2023-02-01")), tuple(PartySignature(number, When(day("2023-03-01"))) for number in (1, 2, 3))
    ),
    versions=(
        AgreementVersion(2, day("2025-01-01"), day("2023-12-01"), 1),
        AgreementVersion(3, day("2024-01-01"), day("2023-12-15"), 2),
    ),
    last_proposal=2,
)
TEXTS = {digest_of(text): text for text in ("Alt.", "Neu.", "Mehr.")}
AMENDMENT = Proposal(
    number=3,
    kind=ProposalKind.AMENDMENT,
    title="Mehr Personal",
    proposed=day("2024-05-02"),
    rationale="rationale",
    trigger=AmendmentTrigger.REVIEW,
    base_version=3,
    changes=KeptChanges(revised=(KeptClauseChange(1, heading="Ziel"),)),
    voices=(Voice(3, day("2024-05-03"), True), Voice(1, day("2024-05-04"), False)),
)


def test_a_version_is_told_with_the_days_on_which_it_holds() -> None:
    first, second, third = (version_in_full(STATE, number) for number in (1, 2, 3))

    assert (first.effective_from, first.until, first.adopted) == (day("2023-03-01"), day("2024-01-01"), None)
    assert (third.effective_from, third.until, third.adopted) == (
        day("2024-01-01"), day("2031-01-01"), day("2023-12-15"),
    )  # fmt: skip
    # A later number took effect before it: it never held.
    assert (second.effective_from, second.until) == (day("2025-01-01"), day("2024-01-01"))
    assert [clause.clause for clause in third.clauses] == [1, 2]
    assert third.terms.term.until == day("2030-12-31")


def test_a_version_ends_with_the_agreement() -> None:
    assert span_of(replace(STATE, versions=(), signing=None), 1) == (None, None)
    ended = replace(STATE, versions=(), termination=Termination(day("2024-03-01"), TerminationCause.AGREED))
    assert span_of(ended, 1) == (day("2023-03-01"), day("2024-03-01"))


def test_two_versions_are_compared() -> None:
    told = comparison(STATE, TEXTS, 1, 3)

    assert (told.from_version, told.to_version) == (1, 3)
    assert [each.fate for each in told.clauses] == [ClauseFate.CHANGED, ClauseFate.ADDED]
    assert told.terms.changed == (TermsPart.TERM,)


def test_an_open_amendment_is_told_with_its_voices_and_what_it_still_needs() -> None:
    state = replace(STATE, proposals=(AMENDMENT,))

    (told,) = proposals_on(state, ProposalKind.AMENDMENT, ON, {}, internal=True)

    assert (told.number, told.status, told.trigger, told.base_version) == (
        3, ProposalStatus.PROPOSED, AmendmentTrigger.REVIEW, 3,
    )  # fmt: skip
    assert told.voices == (PartyVoice(C, day("2024-05-03"), True), PartyVoice(A, day("2024-05-04"), False))
    assert told.count == ConsentCount(ALL, entitled=3, needed=3, consenting=1, objecting=1, silent=(B,))
    assert (told.consents, told.objections) == (1, 1)
    merged = {A: Merger(day("2024-01-01"), B)}
    (told,) = proposals_on(state, ProposalKind.AMENDMENT, ON, merged, internal=True)
    assert told.count == ConsentCount(ALL, entitled=2, needed=2, consenting=1, objecting=1, silent=())


def test_what_is_proposed_is_not_told_to_everyone_nor_before_its_day() -> None:
    state = replace(STATE, proposals=(AMENDMENT,))

    assert proposals_on(state, ProposalKind.AMENDMENT, ON, {}, internal=False) == ()
    assert proposals_on(state, ProposalKind.AMENDMENT, day("2024-05-01"), {}, internal=True) == ()
    assert proposals_on(state, ProposalKind.ACCESSION, ON, {}, internal=True) == ()


def test_of_settled_ones_everyone_is_told_what_was_carried_out() -> None:
    done = Settled(
        1, ProposalKind.ACCESSION, ProposalStatus.CARRIED_OUT, day("2023-11-01"), day("2023-12-01"),
        party="partner:9", consents=3,
        completion=Completion(
            Approval("Aufsicht", When(day("2023-11-20")), None, ApprovalOutcome.GRANTED, When(day("2023-11-21"))),
            Publication(When(day("2023-11-30")), "Amtsblatt"),
        ),
    )  # fmt: skip
    failed = Settled(2, ProposalKind.ACCESSION, ProposalStatus.DISMISSED, day("2023-11-01"), day("2023-12-01"))
    state = replace(STATE, settled=(failed, done))

    both = proposals_on(state, ProposalKind.ACCESSION, ON, {}, internal=True)
    assert [each.number for each in both] == [1, 2]
    assert both[1].admission is None
    assert both[1].approval is None
    (told,) = proposals_on(state, ProposalKind.ACCESSION, ON, {}, internal=False)
    assert told.admission == Admission("partner:9")
    assert (told.consents, told.settled, told.count) == (3, day("2023-12-01"), None)
    assert told.publication == Publication(When(day("2023-11-30")), "Amtsblatt")


ADOPTED = replace(AMENDMENT, adopted=day("2024-05-10"), effective_from=ON)
FILED = replace(ADOPTED, completion=Completion(Approval("Aufsicht", When(day("2024-05-12")))))
GRANTED = replace(
    ADOPTED,
    completion=Completion(
        Approval("Aufsicht", When(day("2024-05-12")), None, ApprovalOutcome.GRANTED, When(day("2024-05-20")))
    ),
)
FULL = Formalities(approval=True, publication=True)


@pytest.mark.parametrize(
    ("proposal", "formalities", "on", "status"),
    [
        (AMENDMENT, FULL, "2024-06-01", ProposalStatus.PROPOSED),
        (replace(AMENDMENT, base_version=1), FULL, "2024-06-01", ProposalStatus.OUTDATED),
        (ADOPTED, FULL, "2024-06-01", ProposalStatus.ADOPTED),
        (ADOPTED, Formalities(False, True), "2024-06-01", ProposalStatus.ADOPTED),
        (FILED, FULL, "2024-05-11", ProposalStatus.ADOPTED),
        (FILED, FULL, "2024-06-01", ProposalStatus.APPROVAL_PENDING),
        (GRANTED, FULL, "2024-05-19", ProposalStatus.APPROVAL_PENDING),
        (GRANTED, FULL, "2024-06-01", ProposalStatus.APPROVED),
    ],
)
def test_an_open_proposal_has_come_so_far(
    proposal: Proposal, formalities: Formalities, on: str, status: ProposalStatus
) -> None:
    assert status_of(replace(STATE, formalities=formalities), proposal, day(on)) is status


def test_an_adopted_one_is_counted_no_more() -> None:
    state = replace(STATE, formalities=FULL, proposals=(FILED,))

    (told,) = proposals_on(state, ProposalKind.AMENDMENT, ON, {}, internal=True)
    assert told.count is None
    assert (told.adopted, told.effective_from) == (day("2024-05-10"), ON)
    assert told.approval == FILED.completion.approval


def test_an_accession_is_counted_by_its_own_rule() -> None:
    accession = Proposal(4, ProposalKind.ACCESSION, ON, admission=Admission("partner:9", "Gast"), joins=When(ON))
    terms = AgreementTerms(accession_rule=ConsentRule(ConsentKind.NOBODY))
    state = replace(STATE, proposals=(accession,), terms=(TermsRevision(1, terms),))

    (told,) = proposals_on(state, ProposalKind.ACCESSION, ON, {}, internal=True)
    assert told.count is not None
    assert (told.count.rule.kind, told.count.needed) == (ConsentKind.NOBODY, 0)
    assert (told.admission, told.joins) == (Admission("partner:9", "Gast"), When(ON))


def test_a_successor_has_the_agreements_of_those_that_became_part_of_it() -> None:
    merged = {A: Merger(day("2024-01-01"), "municipality:7")}

    assert was_party(STATE, A, ON, merged)
    assert was_party(STATE, "municipality:7", ON, merged)
    assert not was_party(STATE, "municipality:7", day("2023-12-31"), merged)
    assert not was_party(STATE, "municipality:8", ON, merged)
