"""Who may do what with an agreement, who may see what of it, and what else is looked at before it is decided."""

from dataclasses import replace
from typing import Any

import pytest

from events.agreement import AGREEMENT
from events.agreement.accessions import AccessionProposed, AdoptAccession, ProposeAccession
from events.agreement.amendments import AmendmentAdopted, AmendmentProposed, ProposeAmendment
from events.agreement.approval import ApprovalFiled, ApprovalGranted
from events.agreement.changes import Admission, AmendmentChanges, TermsChange
from events.agreement.clauses import AddClause, RemoveClause, RenumberClauses, ReviseClause
from events.agreement.conditions import ReviewClause
from events.agreement.drafting import AssignAgreementThemes, DraftAgreement, RetitleAgreement
from events.agreement.membership import GiveNotice, NoticeGiven, NoticeWithdrawn, PartyLeft, WithdrawNotice
from events.agreement.proposals import ConsentToProposal, ObjectToProposal, ProposalConsented, ProposalWithdrawn
from events.agreement.signing import AgreementAbandoned, DeclineSignature, OpenForSignature, RecordSignature
from events.agreement.state import AmendmentTrigger
from events.agreement.wording import ClauseKind, ClauseWording
from events.decider import fold
from events.formalities import LegalForm
from events.municipality import MUNICIPALITY
from events.municipality.merger import MunicipalityMerged
from events.policy import Relation, Role, Visibility
from tests.events.agreement.story import (
    DRAFT,
    FOUR,
    HERE,
    IN_FORCE,
    ONE,
    PUBLIC,
    SIGNED,
    SIGNING,
    SUPERVISION,
    THREE,
    TWO,
    agreement,
    beside,
    concluded,
    municipality,
    on,
)
from tests.spec import HOME, day, given

CHANGES = AmendmentChanges(terms=TermsChange(review=ReviewClause(24)))
proposed = AmendmentProposed("Prüfung", AmendmentTrigger.OTHER, "Darum.", 1, CHANGES, day("2024-01-02"), 1)
accession = AccessionProposed(Admission(PUBLIC), on("2024-07-01"), day("2024-01-02"), 1)


def seen(events: tuple[Any, ...], event: Any = None) -> Visibility:
    return AGREEMENT.disclosure.audience(HERE, agreement(*events), event).visibility


def test_parties_draft_together_and_speak_for_themselves() -> None:
    for role in (Role.MUNICIPALITY, Role.PARTNER):
        own = {command for command, grants in AGREEMENT.may.items() if role in grants}
        assert own == {
            AddClause,
            ReviseClause,
            RemoveClause,
            RenumberClauses,
            ProposeAmendment,
            ConsentToProposal,
            ObjectToProposal,
            DeclineSignature,
            GiveNotice,
            WithdrawNotice,
        }
        assert {AGREEMENT.may[command][role] for command in own} == {Relation.OWN}
    assert all(AGREEMENT.may[each][Role.COORDINATOR] is Relation.ANY for each in AGREEMENT.commands)


def test_it_is_public_once_all_parties_have_signed() -> None:
    assert [seen(events) for events in (DRAFT, SIGNING, (*SIGNING, AgreementAbandoned(on("2023-03-01"))))] == [
        Visibility.INTERNAL,
        Visibility.INTERNAL,
        Visibility.INTERNAL,
    ]
    assert [seen(events) for events in (SIGNED, IN_FORCE)] == [Visibility.PUBLIC, Visibility.PUBLIC]


def test_what_is_proposed_and_said_of_it_is_internal_until_it_is_carried_out() -> None:
    voice = ProposalConsented(1, ONE, day("2024-01-03"))
    adopted = AmendmentAdopted(1, day("2024-01-04"), day("2024-01-05"))
    waiting = (*IN_FORCE, proposed, voice, adopted)
    assert {seen((*IN_FORCE, proposed), proposed), seen((*IN_FORCE, proposed, voice), voice)} == {Visibility.INTERNAL}
    assert seen(waiting, adopted) is Visibility.INTERNAL
    assert seen(waiting, ApprovalFiled(SUPERVISION, on("2024-01-06"), 1)) is Visibility.INTERNAL
    assert seen((*concluded(), proposed, voice, adopted), adopted) is Visibility.PUBLIC
    withdrawn = ProposalWithdrawn(1, day("2024-01-04"))
    assert seen((*IN_FORCE, proposed, withdrawn), withdrawn) is Visibility.INTERNAL
    assert seen(IN_FORCE, ApprovalGranted(on("2023-03-20"))) is Visibility.PUBLIC


def test_notices_are_internal_and_departures_public() -> None:
    notice = NoticeGiven(ONE, day("2024-01-02"), day("2025-01-01"), (ONE,))
    assert seen((*IN_FORCE, notice), notice) is Visibility.INTERNAL
    assert seen(IN_FORCE, NoticeWithdrawn(ONE, (ONE,))) is Visibility.INTERNAL
    left = PartyLeft(ONE, on("2024-01-02"), (ONE,))
    assert seen((*IN_FORCE, left), left) is Visibility.PUBLIC


def test_it_concerns_its_parties_former_ones_too_and_those_that_ask_to_join() -> None:
    state = agreement(*IN_FORCE, PartyLeft(ONE, on("2024-01-02"), (ONE,)), accession)
    assert AGREEMENT.disclosure.audience(HERE, state, None).concerns == {HERE, ONE, TWO, THREE, PUBLIC}


def test_it_claims_nothing_and_is_no_root() -> None:
    assert AGREEMENT.claims(HERE, agreement(*IN_FORCE)) == frozenset()


# --- What else is looked at ------------------------------------------------------------------------------------

amend = ProposeAmendment(
    HERE,
    "Beitritt",
    AmendmentTrigger.AREA_CHANGE,
    "Darum.",
    1,
    AmendmentChanges(admitted=(Admission(FOUR),), released=(ONE,)),
    day("2024-05-01"),
)
join = ProposeAccession(HERE, Admission(FOUR), on("2024-07-01"), day("2024-05-01"))


@pytest.mark.parametrize(
    ("events", "command", "named"),
    [
        ((), DraftAgreement("A", "B", LegalForm.INFORMAL, on("2023-01-10")), {HOME}),
        (DRAFT, RetitleAgreement(HERE, "A"), set()),
        (DRAFT, AddClause(HERE, ClauseWording("9", "A", ClauseKind.OTHER, "B")), set()),
        (DRAFT, AssignAgreementThemes(HERE, ()), {HOME}),
        (DRAFT, OpenForSignature(HERE, on("2023-02-01")), {ONE, TWO, THREE}),
        (SIGNING, RecordSignature(HERE, TWO, on("2023-02-20")), {TWO}),
        (SIGNING, RecordSignature(HERE, FOUR, on("2023-02-20")), {ONE, TWO, THREE, FOUR}),
        (IN_FORCE, amend, {ONE, TWO, THREE, FOUR}),
        (
            IN_FORCE,
            ProposeAccession(HERE, Admission(FOUR), on("2024-07-01"), day("2024-05-01")),
            {ONE, TWO, THREE, FOUR},
        ),
        ((*IN_FORCE, accession), AdoptAccession(HERE, 1, day("2024-05-01")), {ONE, TWO, THREE, PUBLIC}),
        (
            (*IN_FORCE, replace(proposed, changes=amend.changes)),
            ConsentToProposal(HERE, 1, ONE, day("2024-05-01")),
            {ONE, TWO, THREE, FOUR},
        ),
    ],
)
def test_only_what_matters_is_looked_at(events: tuple[Any, ...], command: Any, named: set[str]) -> None:
    world = beside(given(*events)).when(command).world
    state = agreement(*events) if events else None
    assert set(AGREEMENT.reads(state, command, world)) == named


def test_successors_are_followed_to_the_last() -> None:
    states = {
        ONE: fold(MUNICIPALITY, (municipality(1), MunicipalityMerged(FOUR, day("2023-03-01")))),
        FOUR: fold(MUNICIPALITY, (municipality(4), MunicipalityMerged("municipality:5", day("2024-03-01")))),
    }
    command = OpenForSignature(HERE, on("2023-02-01"))
    world = replace(beside(given(*DRAFT)).when(command).world, states={ONE: states[ONE]})
    assert FOUR in set(AGREEMENT.reads(agreement(*DRAFT), command, world))
    assert "municipality:5" in set(AGREEMENT.reads(agreement(*DRAFT), command, replace(world, states=states)))
