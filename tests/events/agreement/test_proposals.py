"""Proposals: amendments and accessions, from the proposal to what comes of it, with approval and publication or not."""

from fractions import Fraction
from typing import Any

import pytest

from events.agreement.accessions import AccessionAdopted, AccessionProposed, AdoptAccession, ProposeAccession
from events.agreement.amendments import AdoptAmendment, AmendmentAdopted, AmendmentProposed, ProposeAmendment
from events.agreement.approval import (
    AgreementPublished,
    ApprovalFiled,
    ApprovalGranted,
    ApprovalRefused,
    PublishAgreement,
)
from events.agreement.changes import Admission, AmendmentChanges, ClauseChange, TermsChange
from events.agreement.conditions import (
    AgreementDuration,
    AgreementResources,
    ConsentKind,
    ConsentRule,
    NoticeEnd,
    NoticePeriod,
    ReviewClause,
)
from events.agreement.membership import NoticeGiven, PartyLeft
from events.agreement.proposals import (
    ConsentToProposal,
    DismissProposal,
    ObjectToProposal,
    ProposalConsented,
    ProposalDismissed,
    ProposalObjected,
    ProposalWithdrawn,
    WithdrawProposal,
)
from events.agreement.reviews import AgreementTerminated
from events.agreement.silence import ApprovalDeemedGranted
from events.agreement.state import Agreement, AgreementVersion, AmendmentTrigger, ProposalStatus, TerminationCause
from events.agreement.terms import AccessionRuleAgreed, AmendmentRuleAgreed
from events.agreement.versions import number_in_force, terms_at, wording_at
from events.agreement.wording import ClauseKind
from events.formalities import Formalities, LegalForm
from events.municipality.merger import MunicipalityMerged
from events.values import digest_of
from tests.events.agreement.story import (
    FOUR,
    FULL,
    GAZETTE,
    HERE,
    IN_FORCE,
    ONE,
    PRIVATE,
    SIGNED,
    SUPERVISION,
    THREE,
    TWO,
    agreement,
    beside,
    concluded,
    keys,
    municipality,
    on,
    wording,
)
from tests.spec import Given, day, given

NOBODY = ConsentRule(ConsentKind.NOBODY)
HALF = ConsentRule(ConsentKind.SHARE, Fraction(1, 2), strict=True)
FREE = concluded(AmendmentRuleAgreed(NOBODY), AccessionRuleAgreed(NOBODY))
"""In force from 20 February 2023 on, without formalities; nobody need consent."""

REVISED = AmendmentChanges(revised=(ClauseChange(2, text="Sie beraten einander."),))
ADDED = AmendmentChanges(added=(wording("4"),))


def propose(changes: AmendmentChanges, base: int = 1, text: str = "2024-01-10") -> ProposeAmendment:
    return ProposeAmendment(HERE, "Neu", AmendmentTrigger.REVIEW, "Warum.", base, changes, day(text))


def proposed(changes: AmendmentChanges, number: int = 1, base: int = 1) -> AmendmentProposed:
    return AmendmentProposed(
        "Neu", AmendmentTrigger.REVIEW, "Warum.", base, changes, day("2024-01-10"), number, keys(changes)
    )


def adopt(effective: str = "2024-03-01", text: str = "2024-02-10", number: int = 1) -> AdoptAmendment:
    return AdoptAmendment(HERE, number, day(text), day(effective))


def adopted(effective: str = "2024-03-01", text: str = "2024-02-10", number: int = 1) -> AmendmentAdopted:
    return AmendmentAdopted(number, day(text), day(effective))


def yes(party: str, text: str = "2024-02-01") -> ProposalConsented:
    return ProposalConsented(1, party, day(text))


CONSENTED = (yes(ONE), yes(TWO), yes(THREE))


def merged(*events: Any, into: str = TWO) -> Given:
    """These events, in a record in which the third municipality has become part of another."""
    third = (municipality(3), MunicipalityMerged(into, day("2024-01-05")))
    return beside(given(*events)).beside(municipality_3=third)


# --- Proposing an amendment ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        REVISED,
        ADDED,
        AmendmentChanges(removed=(3,)),
        AmendmentChanges(revised=(ClauseChange(1, number="2"), ClauseChange(2, number="1"))),
        AmendmentChanges(revised=(ClauseChange(1, kind=ClauseKind.GOALS),)),
        AmendmentChanges(terms=TermsChange(term=AgreementDuration(day("2030-12-31")))),
        AmendmentChanges(terms=TermsChange(review=ReviewClause(24, day("2025-01-31")))),
        AmendmentChanges(terms=TermsChange(amendment_rule=HALF, accession_rule=HALF)),
        AmendmentChanges(terms=TermsChange(resources=AgreementResources(Fraction(60)))),
        AmendmentChanges(admitted=(Admission(FOUR, "Gast"),)),
        AmendmentChanges(released=(ONE,)),
    ],
)
def test_an_amendment_is_proposed_once(changes: AmendmentChanges) -> None:
    beside(given(*IN_FORCE)).when(propose(changes)).then(proposed(changes))
    beside(given(*IN_FORCE, proposed(changes), yes(ONE))).when(propose(changes)).then_nothing()
    other = propose(changes, text="2024-01-11")
    added = keys(changes, 4 + len(changes.added))
    again = AmendmentProposed("Neu", AmendmentTrigger.REVIEW, "Warum.", 1, changes, day("2024-01-11"), 2, added)
    beside(given(*IN_FORCE, proposed(changes))).when(other).then(again)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (propose(AmendmentChanges()), "EMPTY", "changes"),
        (propose(AmendmentChanges(terms=TermsChange())), "EMPTY", "changes"),
        (propose(AmendmentChanges(revised=(ClauseChange(2),))), "EMPTY", "changes.revised"),
        (propose(AmendmentChanges(revised=(ClauseChange(2, number="2"),))), "EMPTY", "changes.revised"),
        (propose(AmendmentChanges(added=(wording("4"),), terms=TermsChange())), "EMPTY", "changes.terms"),
        (propose(REVISED, base=2), "UNKNOWN_VERSION", "base_version"),
        (propose(REVISED, text="2024-06-02"), "IN_FUTURE", "on"),
        (propose(REVISED, text="2023-03-31"), "NOT_IN_FORCE", "on"),
        (propose(AmendmentChanges(removed=(4,))), "NOT_FOUND", "changes"),
        (propose(AmendmentChanges(revised=(ClauseChange(4, text="Neu."),))), "NOT_FOUND", "changes"),
        (propose(AmendmentChanges(removed=(2, 2))), "TWICE", "changes"),
        (propose(AmendmentChanges(removed=(1, 2, 3))), "NO_CLAUSE_LEFT", "changes.removed"),
        (propose(AmendmentChanges(revised=REVISED.revised, removed=(2,))), "TWICE", "changes"),
        (propose(AmendmentChanges(added=(wording("3"),))), "NUMBER_TAKEN", "changes"),
        (
            propose(AmendmentChanges(terms=TermsChange(term=AgreementDuration(day("2024-01-09"))))),
            "DATES_REVERSED",
            "changes.terms.term.until",
        ),
        (
            propose(AmendmentChanges(terms=TermsChange(term=AgreementDuration()))),
            "NOTICE_PERIOD_REQUIRED",
            "changes.terms.term.notice",
        ),
        (
            propose(AmendmentChanges(terms=TermsChange(review=ReviewClause(24, day("2024-01-09"))))),
            "DATES_REVERSED",
            "changes.terms.review.first",
        ),
        (
            propose(AmendmentChanges(terms=TermsChange(amendment_rule=ConsentRule(ConsentKind.SHARE)))),
            "SHARE_REQUIRED",
            "changes.terms.amendment_rule",
        ),
        (
            propose(AmendmentChanges(terms=TermsChange(accession_rule=ConsentRule(ConsentKind.BODY)))),
            "BODY_REQUIRED",
            "changes.terms.accession_rule",
        ),
        (
            propose(AmendmentChanges(terms=TermsChange(resources=AgreementResources(Fraction(-1))))),
            "NOT_HOURS",
            "changes.terms.resources.weekly_hours",
        ),
        (propose(AmendmentChanges(admitted=(Admission(ONE),))), "ALREADY_A_PARTY", "changes.admitted"),
        (propose(AmendmentChanges(admitted=(Admission(FOUR), Admission(FOUR, "Gast")))), "TWICE", "changes.admitted"),
        (propose(AmendmentChanges(admitted=(Admission(PRIVATE),))), "PRIVATE_PARTNER", "changes.admitted"),
        (propose(AmendmentChanges(admitted=(Admission("municipality:9"),))), "NOT_FOUND", "changes.admitted"),
        (propose(AmendmentChanges(released=(FOUR,))), "NOT_A_PARTY", "changes.released"),
    ],
)
def test_a_proposed_amendment_is_refused(command: ProposeAmendment, code: str, field: str) -> None:
    beside(given(*IN_FORCE)).when(command).rejects(code, field)


def test_who_has_left_or_is_known_to_leave_cannot_be_released() -> None:
    for when in (on("2024-01-01"), on("2024-01-01", "2024-05-01")):
        left = beside(given(*IN_FORCE, PartyLeft(ONE, when, (ONE,))))
        left.when(propose(AmendmentChanges(released=(ONE,)))).rejects("NOT_A_PARTY", "changes.released")


def test_a_clause_that_is_gone_by_the_version_it_starts_from_cannot_be_changed() -> None:
    gone = (*FREE, proposed(AmendmentChanges(removed=(2,))), adopted())
    beside(given(*gone)).when(propose(REVISED, base=2)).rejects("NOT_FOUND", "changes")
    beside(given(*gone)).when(propose(REVISED, base=1)).rejects("CLAUSE_CHANGED", "changes")


def test_those_that_have_become_one_are_released_together() -> None:
    both = AmendmentChanges(released=(TWO, THREE))
    merged(*IN_FORCE).when(propose(AmendmentChanges(released=(TWO,)))).then(proposed(both))
    merged(*IN_FORCE).when(propose(AmendmentChanges(released=(THREE, TWO)))).then(proposed(both))
    merged(*IN_FORCE, into=FOUR).when(propose(AmendmentChanges(released=(FOUR,)))).then(
        proposed(AmendmentChanges(released=(THREE,)))
    )
    state = agreement(*FREE, proposed(both), adopted())
    assert [each.left for each in state.parties] == [None, on("2024-03-01"), on("2024-03-01")]


# --- Voices ----------------------------------------------------------------------------------------------------


def test_each_party_consents_or_objects_and_may_change_its_mind() -> None:
    here = (*IN_FORCE, proposed(REVISED))
    no = ProposalObjected(1, ONE, day("2024-02-02"))
    beside(given(*here)).when(ConsentToProposal(HERE, 1, ONE, day("2024-02-01"))).then(yes(ONE))
    beside(given(*here, yes(ONE))).when(ConsentToProposal(HERE, 1, ONE, day("2024-02-02"))).then_nothing()
    beside(given(*here, yes(ONE))).when(ObjectToProposal(HERE, 1, ONE, day("2024-02-02"))).then(no)
    beside(given(*here, yes(ONE), no)).when(ConsentToProposal(HERE, 1, ONE, day("2024-02-01"))).rejects(
        "DATES_REVERSED", "on"
    )
    beside(given(*here)).when(ConsentToProposal(HERE, 1, ONE, day("2024-02-01")), acts_for=ONE).then(yes(ONE))
    beside(given(*here)).when(ConsentToProposal(HERE, 1, ONE, day("2024-02-01")), acts_for=TWO).rejects(
        "NOT_YOURS", "party"
    )


def test_a_successor_speaks_for_what_has_become_part_of_it() -> None:
    merged(*IN_FORCE, proposed(REVISED), into=FOUR).when(
        ConsentToProposal(HERE, 1, FOUR, day("2024-02-01")), acts_for=FOUR
    ).then(yes(THREE))


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (ConsentToProposal(HERE, 1, FOUR, day("2024-02-01")), "NOT_A_PARTY", "party"),
        (ConsentToProposal(HERE, 1, ONE, day("2024-06-02")), "IN_FUTURE", "on"),
        (ConsentToProposal(HERE, 1, ONE, day("2024-01-09")), "DATES_REVERSED", "on"),
        (ObjectToProposal(HERE, 1, TWO, day("2024-03-01")), "NOT_A_PARTY", "party"),
        (ObjectToProposal(HERE, 1, THREE, day("2024-03-01")), "NOT_A_PARTY", "party"),
        (ObjectToProposal(HERE, 2, ONE, day("2024-02-01")), "NOT_FOUND", "proposal"),
    ],
)
def test_a_voice_is_refused(command: Any, code: str, field: str) -> None:
    leaving = (PartyLeft(TWO, on("2024-02-15"), (TWO,)), PartyLeft(THREE, on("2024-02-15", "2024-04-01"), (THREE,)))
    beside(given(*IN_FORCE, proposed(REVISED), *leaving)).when(command).rejects(code, field)


# --- Adopting an amendment -------------------------------------------------------------------------------------


def test_adopted_by_its_rule_it_is_a_version_from_its_day_on() -> None:
    waiting = concluded()
    beside(given(*waiting, proposed(REVISED), *CONSENTED)).when(adopt()).then(adopted())
    beside(given(*waiting, proposed(REVISED), yes(ONE), yes(TWO))).when(adopt()).rejects(
        "NOT_ENOUGH_CONSENT", "proposal"
    )
    state = agreement(*waiting, proposed(REVISED), *CONSENTED, adopted())
    assert state.versions == (AgreementVersion(2, day("2024-03-01"), day("2024-02-10"), 1),)
    assert [number_in_force(state, day(text)) for text in ("2024-02-29", "2024-03-01")] == [1, 2]
    assert wording_at(state, 1)[1].text == digest_of("Der Text von 2.")
    assert wording_at(state, 2)[1].text == digest_of("Sie beraten einander.")
    assert wording_at(state, 2)[1].heading == "Aufgaben"
    settled = state.settled[0]
    assert (settled.status, settled.version, settled.consents, settled.objections) == (
        ProposalStatus.CARRIED_OUT,
        2,
        3,
        0,
    )
    assert (settled.settled, state.proposals) == (day("2024-02-10"), ())


def test_a_version_may_be_effective_tomorrow_and_an_earlier_one_after_it() -> None:
    tomorrow = agreement(*FREE, proposed(REVISED), adopted("2024-06-02", "2024-06-01"))
    assert [number_in_force(tomorrow, day(text)) for text in ("2024-06-01", "2024-06-02")] == [1, 2]
    both = (*FREE, proposed(REVISED), adopted("2024-06-02"), proposed(ADDED, 2), adopted("2024-04-01", number=2))
    state = agreement(*both)
    assert [number_in_force(state, day(text)) for text in ("2024-03-31", "2024-04-01", "2024-06-02")] == [1, 3, 3]


def test_a_version_brings_all_that_its_amendment_changes() -> None:
    longer = AgreementDuration(notice=NoticePeriod(12, NoticeEnd.YEAR))
    changes = AmendmentChanges(
        added=(wording("2"), wording("2a")),
        revised=(ClauseChange(1, number="3", heading="Ziele", kind=ClauseKind.GOALS, text="Neu."),),
        removed=(2, 3),
        terms=TermsChange(term=longer),
        admitted=(Admission(FOUR, "Gast"),),
        released=(ONE,),
    )
    state = agreement(*FREE, proposed(changes), adopted())
    assert [(each.clause, each.number, each.heading) for each in wording_at(state, 2)] == [
        (4, "2", "Zweck"),
        (5, "2a", "Zweck"),
        (1, "3", "Ziele"),
    ]
    assert [each.number for each in wording_at(state, 1)] == ["1", "2", "3"]
    assert (terms_at(state, 1).term.notice, terms_at(state, 2).term) == (NoticePeriod(6, NoticeEnd.YEAR), longer)
    assert terms_at(state, 2).amendment_rule == NOBODY
    assert [(each.party, each.joined, each.left) for each in state.parties] == [
        (ONE, None, on("2024-03-01")),
        (TWO, None, None),
        (THREE, None, None),
        (FOUR, on("2024-03-01"), None),
    ]
    assert (state.last_clause, state.last_party) == (5, 4)


def test_who_has_left_before_is_not_released_later() -> None:
    released = (*FREE, proposed(AmendmentChanges(released=(ONE, TWO, THREE))))
    left = (PartyLeft(ONE, on("2024-02-01"), (ONE,)), NoticeGiven(TWO, day("2023-06-01"), day("2024-03-01"), (TWO,)))
    later = NoticeGiven(THREE, day("2023-07-01"), day("2025-01-01"), (THREE,))
    state = agreement(*released, *left, later, adopted())
    assert [each.left for each in state.parties] == [on("2024-02-01"), None, on("2024-03-01")]


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (adopt(number=2), "NOT_FOUND", "proposal"),
        (AdoptAccession(HERE, 1, day("2024-02-10")), "OTHER_KIND", "proposal"),
        (adopt(text="2024-01-09"), "DATES_REVERSED", "on"),
        (adopt(text="2024-06-02", effective="2024-06-02"), "IN_FUTURE", "on"),
        (adopt(text="2024-02-10", effective="2024-02-09"), "DATES_REVERSED", "effective_from"),
        (adopt(effective="2024-05-01"), "ENDED", "effective_from"),
        (adopt(text="2024-05-01", effective="2024-05-01"), "ENDED", "on"),
        (DismissProposal(HERE, 1, day("2024-01-09")), "DATES_REVERSED", "on"),
        (DismissProposal(HERE, 1, day("2024-06-02")), "IN_FUTURE", "on"),
        (WithdrawProposal(HERE, 1, day("2024-01-09")), "DATES_REVERSED", "on"),
        (WithdrawProposal(HERE, 1, day("2024-06-02")), "IN_FUTURE", "on"),
    ],
)
def test_settling_is_refused(command: Any, code: str, field: str) -> None:
    ended = AgreementTerminated(day("2024-05-01"), TerminationCause.AGREED)
    beside(given(*FREE, proposed(REVISED), ended)).when(command).rejects(code, field)


def test_two_proposals_cannot_admit_the_same_party() -> None:
    admits = AmendmentChanges(admitted=(Admission(FOUR),))
    asks = AccessionProposed(Admission(FOUR), on("2024-03-01"), day("2024-01-10"), 2)
    beside(given(*FREE, proposed(admits))).when(
        ProposeAccession(HERE, Admission(FOUR), on("2024-03-01"), day("2024-01-10"))
    ).rejects("ALREADY_PROPOSED", "admission.party")
    joined = beside(given(*FREE, asks, proposed(admits, 3), AccessionAdopted(2, day("2024-02-10"))))
    joined.when(adopt(number=3)).rejects("ALREADY_A_PARTY", "proposal")
    admitted = beside(given(*FREE, asks, proposed(admits, 3), adopted(number=3)))
    admitted.when(AdoptAccession(HERE, 2, day("2024-02-10"))).rejects("ALREADY_A_PARTY", "proposal")


def test_a_settled_proposal_stays_settled() -> None:
    commands: list[tuple[Any, Any, ProposalStatus]] = [
        (
            DismissProposal(HERE, 1, day("2024-02-10")),
            ProposalDismissed(1, day("2024-02-10")),
            ProposalStatus.DISMISSED,
        ),
        (
            WithdrawProposal(HERE, 1, day("2024-02-10")),
            ProposalWithdrawn(1, day("2024-02-10")),
            ProposalStatus.WITHDRAWN,
        ),
    ]
    for command, event, status in commands:
        beside(given(*FREE, proposed(REVISED))).when(command).then(event)
        state = agreement(*FREE, proposed(REVISED), ProposalObjected(1, ONE, day("2024-02-01")), event)
        assert (state.proposals, state.settled[0].status, state.settled[0].objections) == ((), status, 1)
        for again in (command, adopt(), ConsentToProposal(HERE, 1, ONE, day("2024-02-11"))):
            beside(given(*FREE, proposed(REVISED), event)).when(again).rejects("SETTLED", "proposal")


# --- Accessions ------------------------------------------------------------------------------------------------


def ask(joins: str = "2024-03-01", party: str = FOUR, text: str = "2024-01-10") -> ProposeAccession:
    return ProposeAccession(HERE, Admission(party, "Gast"), on(joins), day(text))


ASKED = AccessionProposed(Admission(FOUR, "Gast"), on("2024-03-01"), day("2024-01-10"), 1)


def test_a_party_joins_with_the_consent_that_the_agreement_asks_for() -> None:
    plain = concluded(AccessionRuleAgreed(HALF))
    beside(given(*plain)).when(ask()).then(ASKED)
    beside(given(*plain, ASKED)).when(ask()).then_nothing()
    beside(given(*plain, ASKED)).when(ask("2024-04-01")).rejects("ALREADY_PROPOSED", "admission.party")
    command, happened = AdoptAccession(HERE, 1, day("2024-02-10")), AccessionAdopted(1, day("2024-02-10"))
    beside(given(*plain, ASKED)).when(ConsentToProposal(HERE, 1, ONE, day("2024-02-01"))).then(yes(ONE))
    beside(given(*plain, ASKED, yes(ONE))).when(command).rejects("NOT_ENOUGH_CONSENT", "proposal")
    beside(given(*plain, ASKED, yes(ONE), yes(TWO))).when(command).then(happened)
    state = agreement(*plain, ASKED, yes(ONE), yes(TWO), happened)
    assert (state.parties[-1].party, state.parties[-1].role, state.parties[-1].joined) == (
        FOUR,
        "Gast",
        on("2024-03-01"),
    )
    assert (state.settled[0].title, state.settled[0].party, state.settled[0].version) == (None, FOUR, None)
    beside(given(*plain, ASKED, yes(ONE), yes(TWO), happened)).when(ask()).rejects("ALREADY_A_PARTY", "admission.party")


def test_it_may_have_joined_before_on_a_day_that_is_not_known() -> None:
    when = on("2023-05-01", "2023-12-31")
    asked = AccessionProposed(Admission(FOUR), when, day("2024-01-10"), 1)
    beside(given(*FREE)).when(ProposeAccession(HERE, Admission(FOUR), when, day("2024-01-10"))).then(asked)
    state = agreement(*FREE, asked, AccessionAdopted(1, day("2024-02-10")))
    assert state.parties[-1].joined == when


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (ask(text="2024-06-02"), "IN_FUTURE", "on"),
        (ask(text="2023-02-19"), "NOT_IN_FORCE", "on"),
        (ask("2023-02-19"), "NOT_IN_FORCE", "joins"),
        (ask(party=ONE), "ALREADY_A_PARTY", "admission.party"),
        (ask(party="municipality:9"), "NOT_FOUND", "admission.party"),
        (
            ProposeAccession(HERE, Admission(FOUR), on("2024-03-02", "2024-03-01"), day("2024-01-10")),
            "DATES_REVERSED",
            "joins",
        ),
        (adopt(), "OTHER_KIND", "proposal"),
        (AdoptAccession(HERE, 1, day("2024-01-09")), "DATES_REVERSED", "on"),
    ],
)
def test_an_accession_is_refused(command: Any, code: str, field: str) -> None:
    events = (*FREE, ASKED) if isinstance(command, AdoptAmendment | AdoptAccession) else FREE
    beside(given(*events)).when(command).rejects(code, field)


def test_nobody_joins_on_the_day_of_a_termination_or_later() -> None:
    ended = AgreementTerminated(day("2024-03-01"), TerminationCause.AGREED)
    here = beside(given(*FREE, ended))
    here.when(ask("2024-02-29")).then(
        AccessionProposed(Admission(FOUR, "Gast"), on("2024-02-29"), day("2024-01-10"), 1)
    )
    here.when(ask("2024-03-01")).rejects("ENDED", "joins")
    here.when(ask("2024-03-02")).rejects("ENDED", "joins")
    proposed_before = beside(given(*FREE, ASKED, ended))
    proposed_before.when(AdoptAccession(HERE, 1, day("2024-02-10"))).rejects("ENDED", "proposal")


def test_it_may_join_on_the_day_on_which_it_leaves_by_its_notice() -> None:
    noticed = (*FREE, NoticeGiven(ONE, day("2023-06-01"), day("2024-01-01"), (ONE,)))
    again = AccessionProposed(Admission(ONE, "Gast"), on("2024-01-01"), day("2024-01-10"), 1)
    beside(given(*noticed)).when(ask("2024-01-01", ONE)).then(again)
    beside(given(*noticed)).when(ask("2023-12-31", ONE)).rejects("ALREADY_A_PARTY", "admission.party")


# --- With approval and publication -----------------------------------------------------------------------------

FILED = ApprovalFiled(SUPERVISION, on("2024-02-12"), 1)
GRANTED = ApprovalGranted(on("2024-02-20"), 1)
PUBLISHED = AgreementPublished(on("2024-03-10"), GAZETTE, 1)
FORM = LegalForm.DELEGATING
BEGUN = (ApprovalFiled(SUPERVISION, on("2023-03-01")), ApprovalGranted(on("2023-03-20")))


def waits(state: Agreement) -> bool:
    return state.proposals[0].adopted == day("2024-02-10") and not state.versions and len(state.parties) == 3


def test_an_adopted_amendment_waits_for_approval_and_publication() -> None:
    events: tuple[Any, ...] = (*IN_FORCE, proposed(REVISED), *CONSENTED, adopted())
    for step in (FILED, GRANTED, None):
        assert waits(agreement(*events))
        for command in (adopt(), WithdrawProposal(HERE, 1, day("2024-03-01"))):
            beside(given(*events)).when(command).rejects("ADOPTED", "proposal")
        events = (*events, step) if step else events
    published = PublishAgreement(HERE, on("2024-03-10"), GAZETTE, 1)
    beside(given(*events)).when(published).then(PUBLISHED)
    state = agreement(*events, PUBLISHED)
    assert state.versions == (AgreementVersion(2, day("2024-03-11"), day("2024-02-10"), 1),)
    completion = state.settled[0].completion
    assert completion is not None
    assert completion.publication is not None
    assert completion.approval is not None


def test_a_later_day_that_adoption_gave_stands() -> None:
    events = (*IN_FORCE, proposed(REVISED), *CONSENTED, adopted("2025-01-01"), FILED, GRANTED, PUBLISHED)
    assert agreement(*events).versions[0].effective_from == day("2025-01-01")


@pytest.mark.parametrize(
    ("formalities", "steps", "effective"),
    [
        (Formalities(True, False), (*BEGUN, FILED, GRANTED), "2024-03-01"),
        (Formalities(True, False), (*BEGUN, FILED, ApprovalGranted(on("2024-03-20"), 1)), "2024-03-20"),
        (Formalities(True, False, 4), (*BEGUN, FILED, ApprovalDeemedGranted(day("2024-03-12"), 1)), "2024-03-12"),
        (Formalities(False, True), (AgreementPublished(on("2023-03-31"), GAZETTE), PUBLISHED), "2024-03-11"),
    ],
)
def test_the_last_step_that_is_needed_carries_it_out(
    formalities: Formalities, steps: tuple[Any, ...], effective: str
) -> None:
    before = [step for step in steps if getattr(step, "proposal", None) is None]
    after = [step for step in steps if step not in before]
    here = (*concluded(AmendmentRuleAgreed(NOBODY), form=FORM, formalities=formalities), *before)
    events = (*here, proposed(REVISED), adopted())
    assert waits(agreement(*events, *after[:-1]))
    assert agreement(*events, *after).versions[0].effective_from == day(effective)


def test_a_refused_amendment_has_failed() -> None:
    refused = ApprovalRefused(on("2024-02-20"), 1)
    state = agreement(*IN_FORCE, proposed(REVISED), *CONSENTED, adopted(), FILED, refused)
    assert (state.proposals, state.versions) == ((), ())
    assert (state.settled[0].status, state.settled[0].settled) == (ProposalStatus.REFUSED, day("2024-02-20"))
    beside(given(*IN_FORCE, proposed(REVISED), *CONSENTED, adopted(), FILED, refused)).when(adopt()).rejects(
        "SETTLED", "proposal"
    )


@pytest.mark.parametrize(
    ("joins", "joined"),
    [
        (on("2024-03-01"), on("2024-03-11")),
        (on("2024-04-01"), on("2024-04-01")),
        (on("2024-03-01", "2024-04-01"), on("2024-03-11", "2024-04-01")),
    ],
)
def test_a_party_joins_once_its_accession_is_approved_and_published(joins: Any, joined: Any) -> None:
    rule = concluded(AccessionRuleAgreed(NOBODY), form=FORM, formalities=FULL)
    started = (*rule, *IN_FORCE[-3:])
    asked = AccessionProposed(Admission(FOUR), joins, day("2024-01-10"), 1)
    events = (*started, asked, AccessionAdopted(1, day("2024-02-10")), FILED, GRANTED)
    assert waits(agreement(*events))
    assert agreement(*events, PUBLISHED).parties[-1].joined == joined
    beside(given(*events)).when(
        ProposeAccession(HERE, Admission(FOUR, "Gast"), on("2024-05-01"), day("2024-05-01"))
    ).rejects("ADMITTED", "admission.party")


def test_nothing_is_proposed_before_it_is_in_force() -> None:
    beside(given(*SIGNED)).when(propose(REVISED)).rejects("NOT_IN_FORCE", "id")
    beside(given(*SIGNED)).when(ask()).rejects("NOT_IN_FORCE", "id")
