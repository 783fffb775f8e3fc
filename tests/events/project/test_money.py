"""The money of a project is exact: sums equal their parts, nothing is overdrawn, shares are rounded up to a cent."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.decider import Rejected
from events.project.budget import BudgetPlanned, SpendingRecorded
from events.project.funding import (
    ApplyForFunding,
    DrawFunding,
    FundingAppliedFor,
    FundingDrawn,
    FundingGranted,
    FundingRefused,
    GrantFunding,
    RefuseFunding,
)
from events.project.own_contribution import own_contribution
from events.project.view import view
from events.values import Money
from tests.events.project.story import (
    AHEAD,
    APPROVED,
    BEFORE,
    DAY,
    HERE,
    LATER,
    STARTED,
    applied,
    granted,
    project,
    refusal,
    running,
)
from tests.said import english, german
from tests.spec import day, state_of


def apply(**changes: Any) -> ApplyForFunding:
    told: dict[str, Any] = {
        "programme": "Richtlinie",
        "costs": Money(10_000_00),
        "rate": Fraction(9, 10),
        "amount": Money(9_000_00),
        "on": APPROVED,
    }
    return ApplyForFunding(HERE, **{**told, **changes})


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"amount": Money(9_000_01)}, "TOO_MUCH", "amount"),
        ({"costs": Money(0), "amount": Money(0)}, "NOTHING", "costs"),
        ({"rate": Fraction(11, 10)}, "NOT_A_SHARE", "rate"),
        ({"rate": Fraction(1, 10_001)}, "NOT_A_SHARE", "rate"),
        ({"on": AHEAD}, "IN_FUTURE", "on"),
    ],
)
def test_what_cannot_be_applied_for(changes: dict[str, Any], code: str, field: str) -> None:
    project(*running).when(apply(**changes)).rejects(code, field)


def test_a_share_is_applied_for_up_to_the_next_cent() -> None:
    # A third of 100.00 is 33.333...: 33.34 at most.
    third = {"costs": Money(100_00), "rate": Fraction(1, 3)}
    project(*running).when(apply(**third, amount=Money(33_35))).rejects("TOO_MUCH", "amount")
    made = FundingAppliedFor(1, "Richtlinie", Money(100_00), Fraction(1, 3), Money(33_34), APPROVED)
    project(*running).when(apply(**third, amount=Money(33_34))).then(made)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (GrantFunding(HERE, 9, Money(1), DAY), "NOT_FOUND", "number"),
        (GrantFunding(HERE, 1, Money(10_000_01), DAY), "TOO_MUCH", "amount"),
        (GrantFunding(HERE, 1, Money(1), BEFORE), "DATES_REVERSED", "on"),
        (RefuseFunding(HERE, 1, AHEAD), "IN_FUTURE", "on"),
        (DrawFunding(HERE, 1, Money(1), DAY), "NOT_GRANTED", "number"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    project(*running, applied()).when(command).rejects(code, field)


def test_what_is_decided_is_decided_once() -> None:
    yes, no = (*running, applied(), granted()), (*running, applied(), FundingRefused(1, STARTED))
    project(*yes).when(GrantFunding(HERE, 1, Money(8_000_00), STARTED, "03KP")).then_nothing()
    project(*yes).when(GrantFunding(HERE, 1, Money(7_000_00), STARTED)).rejects("RECORDED_OTHERWISE", "number")
    project(*yes).when(RefuseFunding(HERE, 1, STARTED)).rejects("RECORDED_OTHERWISE", "number")
    project(*no).when(RefuseFunding(HERE, 1, STARTED)).then_nothing()
    project(*yes).when(apply()).then_nothing()


def test_no_more_is_drawn_than_was_granted() -> None:
    drawn = (*running, applied(), granted(), FundingDrawn(1, Money(3_000_00), DAY))
    project(*drawn).when(DrawFunding(HERE, 1, Money(3_000_00), DAY)).then_nothing()
    project(*drawn).when(DrawFunding(HERE, 1, Money(1), DAY)).rejects("RECORDED_OTHERWISE", "on")
    project(*drawn).when(DrawFunding(HERE, 1, Money(1), APPROVED)).rejects("DATES_REVERSED", "on")
    project(*drawn).when(DrawFunding(HERE, 1, Money(1), AHEAD)).rejects("IN_FUTURE", "on")
    project(*drawn).when(DrawFunding(HERE, 1, Money(5_000_01), LATER)).rejects("OVERDRAWN", "amount")
    project(*drawn).when(DrawFunding(HERE, 1, Money(5_000_00), LATER)).then(FundingDrawn(1, Money(5_000_00), LATER))
    with pytest.raises(Rejected) as caught:
        project(*drawn).when(DrawFunding(HERE, 1, Money(5_000_01), LATER)).decided(state_of(*drawn))
    assert "€5,000.00" in english(caught.value)
    assert "5.000,00\u00a0€" in german(caught.value)


cents = st.integers(0, 10**12)


@given(st.dictionaries(st.integers(2015, 2030), st.tuples(cents, cents), max_size=6), st.lists(cents, max_size=4))
def test_sums_equal_their_parts(years: dict[int, tuple[int, int]], grants: list[int]) -> None:
    events: list[Any] = [*running]
    for year, (planned, spent) in years.items():
        events += [BudgetPlanned(year, Money(planned)), SpendingRecorded(year, Money(spent))]
    for number, amount in enumerate(grants, 1):
        events += [applied(number, 10**12, 0), FundingGranted(number, Money(amount), STARTED)]
        events += [FundingDrawn(number, Money(amount // 3), DAY), FundingDrawn(number, Money(amount // 5), LATER)]
    told = view(state_of(*events), day("2024-01-01"))
    assert told.planned.cents == sum(planned for planned, _ in years.values())
    assert told.spent.cents == sum(spent for _, spent in years.values())
    assert told.granted.cents == sum(grants)
    assert told.drawn.cents == sum(amount // 3 + amount // 5 for amount in grants)
    assert told.own_contribution.cents == max(told.planned.cents, 10**12 * len(grants)) - told.granted.cents
    early = view(state_of(*events), DAY)
    assert early.drawn.cents == sum(amount // 3 for amount in grants)
    assert [each.year for each in told.budget] == sorted(years)


# --- What they bear themselves ---------------------------------------------------------------------------------


def test_what_they_bear_of_a_funding_is_what_is_not_granted() -> None:
    state = state_of(*running, applied(), applied(2, 500_00, 450_00), granted(), FundingRefused(2, DAY))
    early, late = (view(state, on).fundings for on in (APPROVED, DAY))
    assert [each.own_contribution for each in early] == [None, None]
    assert [each.expected_contribution for each in early] == [Money(1_000_00), Money(50_00)]
    assert [each.own_contribution for each in late] == [Money(2_000_00), Money(500_00)]
    assert [each.expected_contribution for each in late] == [Money(1_000_00), Money(50_00)]


@pytest.mark.parametrize(
    ("planned", "on", "own"),
    [
        (None, APPROVED, 0),
        (None, STARTED, 2_000_00),
        (9_000_00, APPROVED, 9_000_00),
        (9_000_00, STARTED, 2_000_00),
        (12_000_00, STARTED, 4_000_00),
    ],
)
def test_what_they_bear_in_all_is_what_was_planned_or_what_fundings_are_reckoned_from(
    planned: int | None, on: date, own: int
) -> None:
    budget = [] if planned is None else [BudgetPlanned(2021, Money(planned))]
    state = state_of(*running, *budget, applied(), applied(2, 50_000_00), granted(), FundingRefused(2, DAY))
    assert own_contribution(state, on) == view(state, on).own_contribution == Money(own)


# --- What is refused, and what it says to do -------------------------------------------------------------------


def test_nothing_is_neither_granted_nor_drawn() -> None:
    project(*running, applied()).when(GrantFunding(HERE, 1, Money(0), DAY)).rejects("NOTHING", "amount")
    given = project(*running, applied(), granted())
    given.when(DrawFunding(HERE, 1, Money(0), DAY)).rejects("NOTHING", "amount")


def test_more_than_was_applied_for_is_granted_for_a_reason() -> None:
    given, more = project(*running, applied()), GrantFunding(HERE, 1, Money(9_500_00), DAY)
    given.when(more, reason=False).rejects("GRANTED_TOO_MUCH", "amount")
    assert "€9,000.00" in english(refusal(given.when(more, reason=False)))
    given.when(more).then(FundingGranted(1, Money(9_500_00), DAY))
    given.when(GrantFunding(HERE, 1, Money(9_000_00), DAY), reason=False).then(FundingGranted(1, Money(9_000_00), DAY))


def test_what_is_overdrawn_says_what_to_do() -> None:
    given = project(*running, applied(), granted())
    rejected = refusal(given.when(DrawFunding(HERE, 1, Money(8_000_01), DAY)))
    assert (rejected.code, "correct the project" in english(rejected)) == ("OVERDRAWN", True)
