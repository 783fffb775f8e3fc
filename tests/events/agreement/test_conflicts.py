"""Conflicts: what an amendment changes that has changed since, or that an adopted one is about to change."""

from typing import Any

import pytest

from events.agreement.amendments import AdoptAmendment, AmendmentAdopted, AmendmentProposed, ProposeAmendment
from events.agreement.approval import AgreementPublished, ApprovalFiled, ApprovalGranted, ApprovalRefused
from events.agreement.changes import AmendmentChanges, ClauseChange, TermsChange, touched
from events.agreement.conditions import AgreementDuration, NoticeEnd, NoticePeriod, ReviewClause
from events.agreement.conflicts import conflict, is_outdated
from events.agreement.proposals import ConsentToProposal, ProposalConsented, ProposalWithdrawn, WithdrawProposal
from events.agreement.state import Agreement, AmendmentTrigger
from events.decider import Rejected
from tests.events.agreement.story import (
    GAZETTE,
    HERE,
    IN_FORCE,
    ONE,
    SUPERVISION,
    THREE,
    TWO,
    agreement,
    beside,
    concluded,
    keys,
    on,
    wording,
)
from tests.said import english, german
from tests.spec import day, given

PLAIN = concluded()


def proposed(number: int, changes: AmendmentChanges, base: int = 1) -> AmendmentProposed:
    return AmendmentProposed(
        proposal=number,
        title=f"Änderung {number}",
        trigger=AmendmentTrigger.OTHER,
        rationale="So ist es besser.",
        base_version=base,
        changes=changes,
        on=day("2024-01-10"),
        clauses=keys(changes, 3 + number),
    )


def propose(changes: AmendmentChanges, base: int = 1) -> ProposeAmendment:
    return ProposeAmendment(
        HERE, "Änderung", AmendmentTrigger.OTHER, "So ist es besser.", base, changes, day("2024-03-01")
    )


def consented(number: int) -> tuple[ProposalConsented, ...]:
    return tuple(ProposalConsented(number, party, day("2024-02-01")) for party in (ONE, TWO, THREE))


def adopted(number: int) -> AmendmentAdopted:
    return AmendmentAdopted(number, day("2024-02-02"), day("2024-07-01"))


def carried_out(number: int, changes: AmendmentChanges) -> tuple[Any, ...]:
    return proposed(number, changes), *consented(number), adopted(number)


REVISED = AmendmentChanges(revised=(ClauseChange(2, text="Die Gemeinden beraten einander."),))
STRUCK = AmendmentChanges(removed=(2,))
RENUMBERED = AmendmentChanges(revised=(ClauseChange(1, number="2"), ClauseChange(2, number="1")))
ADDED = AmendmentChanges(added=(wording("4"),))
LONGER = AmendmentChanges(terms=TermsChange(term=AgreementDuration(notice=NoticePeriod(12, NoticeEnd.YEAR))))
REVIEWED = AmendmentChanges(terms=TermsChange(review=ReviewClause(24)))


def against(state: Agreement, changes: AmendmentChanges, base: int = 1, number: int | None = None) -> str | None:
    found = conflict(state, changes, base, "changes", number)
    return found.code if found else None


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (REVISED, REVISED, "CLAUSE_CHANGED"),
        (REVISED, STRUCK, "CLAUSE_CHANGED"),
        (STRUCK, REVISED, "CLAUSE_CHANGED"),
        (RENUMBERED, REVISED, "CLAUSE_CHANGED"),
        (LONGER, LONGER, "TERMS_CHANGED"),
        (ADDED, ADDED, "NUMBER_TAKEN"),
        (STRUCK, AmendmentChanges(added=(wording("2"),)), None),
        (REVISED, AmendmentChanges(revised=(ClauseChange(1, heading="Ziele"),)), None),
        (LONGER, REVIEWED, None),
        (REVISED, LONGER, None),
        (ADDED, REVISED, None),
    ],
)
def test_of_two_amendments_from_one_version_the_second_fails_only_where_they_meet(
    first: AmendmentChanges, second: AmendmentChanges, code: str | None
) -> None:
    state = agreement(*PLAIN, proposed(1, second), *carried_out(2, first))
    assert against(state, second) == against(state, second, number=1) == code
    assert is_outdated(state, state.proposals[0]) == (code is not None)


def test_a_reason_says_what_has_changed_since_and_what_to_do() -> None:
    both = (*PLAIN, proposed(1, REVISED), *carried_out(2, REVISED))
    open_one, new_one = conflict_of(both, REVISED, 1), conflict_of(both, REVISED, None)
    assert english(open_one) == (
        "Clause 2 has changed since version 1, in version 2. Withdraw this amendment and propose it anew from "
        "version 2."
    )
    assert german(open_one) == (
        "§ 2 wurde nach Fassung 1 geändert, nämlich mit Fassung 2. Bitte diese Änderung zurückziehen und auf der "
        "Grundlage von Fassung 2 neu vorschlagen."
    )
    assert english(new_one).endswith("in version 2. Propose it from version 2.")
    terms = conflict_of((*PLAIN, proposed(1, LONGER), *carried_out(2, LONGER)), LONGER, 1)
    assert english(terms).startswith("The terms (how long it holds) have changed since version 1. Withdraw")
    numbers = conflict_of((*PLAIN, proposed(1, ADDED), *carried_out(2, ADDED)), ADDED, 1)
    assert english(numbers).startswith("Two clauses would bear the number 4; give one of them another. Withdraw")


def conflict_of(events: tuple[Any, ...], changes: AmendmentChanges, number: int | None) -> Rejected:
    found = conflict(agreement(*events), changes, 1, "changes", number)
    assert found is not None
    return found


def test_what_was_struck_is_called_by_its_last_number() -> None:
    found = conflict_of((*PLAIN, *carried_out(1, STRUCK)), REVISED, None)
    assert english(found).startswith("Clause 2 has changed since version 1, in version 2")


def test_an_open_amendment_fails_when_another_one_to_its_clause_is_adopted() -> None:
    both = beside(given(*PLAIN, proposed(1, REVISED), *consented(1), *carried_out(2, STRUCK)))
    both.when(AdoptAmendment(HERE, 1, day("2024-03-01"), day("2024-03-01"))).rejects("CLAUSE_CHANGED", "proposal")
    both.when(ConsentToProposal(HERE, 1, ONE, day("2024-03-01"))).rejects("CLAUSE_CHANGED", "proposal")
    both.when(propose(REVISED)).rejects("CLAUSE_CHANGED", "changes")
    both.when(WithdrawProposal(HERE, 1, day("2024-03-01"))).then(ProposalWithdrawn(1, day("2024-03-01")))


# --- Adopted ones that wait ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (REVISED, REVISED, "CLAUSE_RESERVED"),
        (STRUCK, REVISED, "CLAUSE_RESERVED"),
        (LONGER, LONGER, "CLAUSE_RESERVED"),
        (LONGER, REVIEWED, None),
        (ADDED, ADDED, "NUMBER_TAKEN"),
        (
            AmendmentChanges(revised=(ClauseChange(2, number="7"),)),
            AmendmentChanges(added=(wording("7"),)),
            "NUMBER_TAKEN",
        ),
        # The number is free only once the first one is carried out, which may be later.
        (STRUCK, AmendmentChanges(added=(wording("2"),)), "NUMBER_TAKEN"),
        (REVISED, ADDED, None),
        (ADDED, REVISED, None),
    ],
)
def test_an_adopted_amendment_that_waits_holds_what_it_changes(
    first: AmendmentChanges, second: AmendmentChanges, code: str | None
) -> None:
    state = agreement(*IN_FORCE, proposed(1, second), *carried_out(2, first))
    assert against(state, second, number=1) == code
    assert is_outdated(state, state.proposals[0]) == (code is not None)
    assert not is_outdated(state, state.proposals[1])


def test_what_is_reserved_is_told_with_what_waits() -> None:
    clause = conflict_of((*IN_FORCE, *carried_out(1, REVISED)), STRUCK, None)
    terms = conflict_of((*IN_FORCE, *carried_out(1, LONGER)), LONGER, None)
    assert english(clause).startswith("Clause 2 is changed by amendment 1, which is adopted and waits for approval")
    assert german(clause).startswith("§ 2 wird durch die Änderung 1 geändert; sie ist angenommen")
    assert english(terms).startswith("The terms (how long it holds) are changed by amendment 1")
    assert german(terms).startswith("Die Bedingungen (Laufzeit) werden durch die Änderung 1 geändert")


def test_a_refusal_sets_free_what_was_held() -> None:
    filed, refused = ApprovalFiled(SUPERVISION, on("2024-02-03"), 1), ApprovalRefused(on("2024-02-10"), 1)
    state = agreement(*IN_FORCE, *carried_out(1, REVISED), filed, refused)
    assert against(state, REVISED) is None


def test_what_was_carried_out_after_waiting_has_changed() -> None:
    done = (
        ApprovalFiled(SUPERVISION, on("2024-02-03"), 2),
        ApprovalGranted(on("2024-02-10"), 2),
        AgreementPublished(on("2024-02-20"), GAZETTE, 2),
    )
    state = agreement(*IN_FORCE, proposed(1, REVISED), *carried_out(2, REVISED), *done)
    assert against(state, REVISED, number=1) == "CLAUSE_CHANGED"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (AmendmentChanges(added=(wording("4"), wording("4"))), "NUMBER_TAKEN"),
        (AmendmentChanges(added=(wording("2"),)), "NUMBER_TAKEN"),
        (AmendmentChanges(revised=(ClauseChange(1, number="2"),)), "NUMBER_TAKEN"),
        (AmendmentChanges(revised=(ClauseChange(2, number="2", heading="Pflichten"),)), None),
        (RENUMBERED, None),
        (AmendmentChanges(added=(wording("2"),), removed=(2,)), None),
        (AmendmentChanges(added=(wording("2"),), revised=(ClauseChange(2, number="3"),), removed=(3,)), None),
    ],
)
def test_numbers_are_unique_in_the_new_version(changes: AmendmentChanges, code: str | None) -> None:
    assert against(agreement(*PLAIN), changes) == code


def test_what_an_amendment_touches() -> None:
    assert touched(AmendmentChanges(revised=(ClauseChange(2),), removed=(3,), added=(wording("4"),))) == {2, 3}
