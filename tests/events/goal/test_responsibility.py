"""Who acts for a party records and corrects a goal's values while that party answers for it, and no longer."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from events.goal.correction import GoalCorrected
from events.goal.course import GoalEntrusted, GoalResponsibility
from events.goal.measured import CorrectGoalValue, DataQuality, GoalValueCorrected, RecordGoalValue, WithdrawGoalValue
from tests.events.goal.story import HERE, PROPOSED, adopted, goal, proposed, recorded, value, year
from tests.spec import EVENT, TODAY, day

RECORD = RecordGoalValue(HERE, year(2014), Decimal(800), DataQuality.B, "Bilanz")
CORRECT = CorrectGoalValue(HERE, year(2015), Decimal(740), DataQuality.B, "Bilanz")
SAME = replace(RECORD, period=year(2015), value=Decimal(750))
M1, M2, M3, M4 = (f"municipality:{n}" for n in (1, 2, 3, 4))


def by(responsible: str, *events: Any) -> tuple[Any, ...]:
    """The goal, for which somebody answers, with a value."""
    return (proposed(responsible=responsible), adopted, recorded(2015, "750"), *events)


to_another = GoalEntrusted("partner:2", TODAY)
# What has happened, who may, who may not.
CASES: dict[str, tuple[tuple[Any, ...], tuple[str, ...], tuple[str, ...]]] = {
    "from the beginning": (by("partner:1"), ("partner:1",), ("partner:2", M1)),
    "entrusted to another from today on": (by("partner:1", to_another), ("partner:2",), ("partner:1",)),
    "entrusted to another from tomorrow on": (
        by("partner:1", GoalEntrusted("partner:2", day("2024-06-02"))),
        ("partner:1",),
        ("partner:2",),
    ),
    "entrusted back": (
        by("partner:1", GoalEntrusted("partner:2", day("2020-01-01")), GoalEntrusted("partner:1", day("2022-01-01"))),
        ("partner:1",),
        ("partner:2",),
    ),
    "put right": (
        by(
            "partner:1",
            to_another,
            GoalCorrected(EVENT, responsibilities=(GoalResponsibility(PROPOSED, "partner:2"),)),
        ),
        ("partner:2",),
        ("partner:1",),
    ),
    # The first became part of the second in 2020 and that of the third in 2023, which stays itself until 2025.
    "what it became part of": (by(M1), (M1, M3), (M2, M4)),
    "what it will become part of": (by(M3), (M3,), (M4, M1)),
    "entrusted to what it became part of": (by("partner:1", GoalEntrusted(M2, TODAY)), (M2, M3), ("partner:1", M1)),
    "the county": (by("county:1"), (), ("partner:1", M1)),
}


@pytest.mark.parametrize("case", CASES)
def test_who_answers_today_records_and_corrects_and_nobody_else(case: str) -> None:
    events, may, may_not = CASES[case]
    given = goal(*events)
    for acts_for in (*may, None, "county:1", "coordination_office:1"):
        given.when(RECORD, acts_for=acts_for).then(recorded(2014, "800"))
        given.when(CORRECT, acts_for=acts_for).then(GoalValueCorrected(value(2015, "740")))
    for acts_for in (*may_not, "municipal_association:1"):
        given.when(RECORD, acts_for=acts_for).rejects("NOT_YOURS", "id")
        given.when(CORRECT, acts_for=acts_for).rejects("NOT_YOURS", "id")


def test_from_the_day_of_a_merger_the_successor_may() -> None:
    given = goal(*by(M3))
    given.when(RECORD, acts_for=M4, today=day("2024-12-31")).rejects("NOT_YOURS", "id")
    given.when(RECORD, acts_for=M4, today=day("2025-01-01")).then(recorded(2014, "800"))


def test_what_is_recorded_already_changes_nothing_whoever_says_it() -> None:
    goal(*by("partner:1", to_another)).when(SAME, acts_for="partner:1").then_nothing()
    same = CorrectGoalValue(HERE, year(2015), Decimal(750), DataQuality.B, "Bilanz")
    goal(*by("partner:1", to_another)).when(same, acts_for="partner:1").then_nothing()


def test_to_withdraw_is_for_the_office_which_is_bound_to_no_party() -> None:
    decided = goal(*by("partner:1")).when(WithdrawGoalValue(HERE, year(2015)), acts_for="county:1")
    assert len(decided.decided(decided.state)) == 1
