"""Who acts for a party records and corrects a goal's values while that party answers for it, and no longer."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from events.correction import ActCorrection
from events.goal.course import GoalAbandoned, GoalEntrusted
from events.goal.measured import RecordGoalValue
from events.goal.state import DataQuality
from tests.events.goal.story import HERE, adopted, goal, proposed, recorded, year
from tests.spec import TODAY, at, day

RECORD = RecordGoalValue(HERE, year(2014), Decimal(800), DataQuality.B, "Bilanz")
RIGHT = replace(RECORD, period=year(2015), value=Decimal(740))
SAME = replace(RIGHT, value=Decimal(750))
CORRECT = ActCorrection(at(2), RIGHT)
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
        given.corrected(CORRECT, acts_for=acts_for).stands(*events[:2], recorded(2015, "740"), *events[3:])
    for acts_for in (*may_not, "municipal_association:1"):
        given.when(RECORD, acts_for=acts_for).rejects("NOT_YOURS", "id")
        given.corrected(CORRECT, acts_for=acts_for).rejects("NOT_YOURS", "acts.0")


def test_from_the_day_of_a_merger_the_successor_may() -> None:
    given = goal(*by(M3))
    given.when(RECORD, acts_for=M4, today=day("2024-12-31")).rejects("NOT_YOURS", "id")
    given.when(RECORD, acts_for=M4, today=day("2025-01-01")).then(recorded(2014, "800"))


def test_what_is_recorded_already_changes_nothing_whoever_says_it() -> None:
    goal(*by("partner:1", to_another)).when(SAME, acts_for="partner:1").then_nothing()


def test_to_withdraw_a_value_is_for_the_office_which_is_bound_to_no_party() -> None:
    events = by("partner:1")
    withdraw = ActCorrection(at(2))
    goal(*events).corrected(withdraw, acts_for="partner:1").rejects("NOT_YOURS", "acts.0")
    goal(*events).corrected(withdraw).stands(*events[:2])


def test_what_others_did_is_not_asked_again_when_a_value_is_told_again() -> None:
    """Recorded by another who answered then, and followed by what the office did."""
    events = (*by("partner:1"), to_another, recorded(2016, "700"), GoalAbandoned(TODAY))
    goal(*events).corrected(CORRECT, acts_for="partner:2").stands(*events[:2], recorded(2015, "740"), *events[3:])
