"""Every command in every situation of a goal: what follows, or why it is refused."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from events.goal.course import (
    AbandonGoal,
    AchieveGoal,
    AdoptGoal,
    AssignGoalTheme,
    AssignGoalToAgreement,
    EntrustGoal,
    GoalAbandoned,
    GoalAchieved,
    GoalAdopted,
    GoalAgreementAssigned,
    GoalEntrusted,
    GoalRestated,
    GoalThemeAssigned,
    ProposeGoal,
    RestateGoal,
)
from events.goal.indicator import MeasuringPlan
from events.goal.measured import RecordGoalValue
from events.goal.path import (
    AdjustGoalTargets,
    AgreeGoalMeasuring,
    ChangeGoalMethod,
    GoalBaselineSet,
    GoalMeasuringAgreed,
    GoalMethodChanged,
    GoalTargetsAdjusted,
    SetGoalBaseline,
)
from events.goal.state import DataQuality, GoalBaseline, GoalTarget
from tests.events.goal.story import (
    ADOPTED,
    BASELINE,
    HERE,
    INDICATOR,
    PLAN,
    PROPOSED,
    TARGETS,
    adopted,
    goal,
    proposed,
    recorded,
    year,
)
from tests.spec import Expected, day, every, outcome_is

DAY, LATER = day("2014-01-01"), day("2016-01-01")
measured = recorded(2015, "750")
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "proposed": (proposed(baseline=None),),
    "adopted": (proposed(), adopted),
    "measured": (proposed(), adopted, measured),
    "adjusted": (proposed(), adopted, GoalTargetsAdjusted((GoalTarget(2035, Decimal(1)),), day("2012-06-01"))),
    "changed": (proposed(), adopted, measured, GoalMethodChanged(2, "Zählung", day("2015-01-01"), None, None)),
    "achieved": (proposed(), adopted, measured, GoalAchieved(LATER)),
    "abandoned": (proposed(), adopted, measured, GoalAbandoned(LATER)),
}


OPEN = ("proposed", "adopted", "measured", "adjusted", "changed")


def while_open(told: Expected, absent: Expected = "NOT_FOUND") -> dict[str, Expected]:
    """What follows as long as the goal is neither achieved nor abandoned."""
    settled = {"achieved": "SETTLED", "abandoned": "SETTLED"}
    return {"absent": absent, **dict.fromkeys(OPEN, told), **settled}


adjusted = GoalTarget(2040, Decimal(0))
lasting = MeasuringPlan(DAY, 24, 12, Decimal("2.5"))
TABLE: dict[Any, dict[str, Expected]] = {
    ProposeGoal(
        "Weniger Emissionen",
        "Bis 2030 auf null.",
        "heat",
        "partner:1",
        INDICATOR,
        "BISKO",
        PLAN,
        PROPOSED,
        "2019",
        None,
        BASELINE,
        TARGETS,
    ): dict.fromkeys(SITUATIONS, "EXISTS") | {"absent": (proposed(),)},
    RestateGoal(HERE, "Null Emissionen", "Anders."): while_open((GoalRestated("Null Emissionen", "Anders."),)),
    AssignGoalTheme(HERE, "mobility"): while_open((GoalThemeAssigned("mobility"),)),
    AssignGoalToAgreement(HERE, "agreement:1"): while_open((GoalAgreementAssigned("agreement:1"),)),
    EntrustGoal(HERE, "partner:2", DAY): while_open((GoalEntrusted("partner:2", DAY),)),
    SetGoalBaseline(HERE, BASELINE): while_open(())
    | {"proposed": (GoalBaselineSet(1, BASELINE),), "changed": (GoalBaselineSet(2, BASELINE),)},
    AdoptGoal(HERE, ADOPTED): {
        **dict.fromkeys(SITUATIONS, ()),
        "absent": "NOT_FOUND",
        "proposed": (GoalAdopted(ADOPTED),),
    },
    AdjustGoalTargets(HERE, (adjusted,), DAY): while_open((GoalTargetsAdjusted((adjusted,), DAY),)),
    ChangeGoalMethod(HERE, "BISKO", DAY, "2024"): while_open((GoalMethodChanged(2, "BISKO", DAY, "2024", None),))
    | {"changed": "DATES_REVERSED"},
    AgreeGoalMeasuring(HERE, lasting): while_open((GoalMeasuringAgreed(lasting),)),
    RecordGoalValue(HERE, year(2014), Decimal(800), DataQuality.B, "Bilanz"): {
        **while_open((recorded(2014, "800"),)),
        "achieved": (recorded(2014, "800"),),
        "changed": (recorded(2014, "800", 2),),
    },
    AchieveGoal(HERE, LATER): while_open((GoalAchieved(LATER),)) | {"proposed": "NOT_ADOPTED", "achieved": ()},
    AbandonGoal(HERE, LATER): while_open((GoalAbandoned(LATER),)) | {"abandoned": ()},
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("goal", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(goal(*SITUATIONS[situation]).when(command), expected)


early = day("2012-06-01")
ADOPTED_ONCE = ("adopted", "measured", "adjusted", "changed")
once_adopted: dict[str, Expected] = dict.fromkeys(ADOPTED_ONCE, "REASON_REQUIRED")
never_empty: dict[str, Expected] = dict.fromkeys(ADOPTED_ONCE, "EMPTY")
UNREASONED: dict[Any, dict[str, Expected]] = {
    AdjustGoalTargets(HERE, (adjusted,), early): while_open((GoalTargetsAdjusted((adjusted,), early),))
    | once_adopted
    | {"adjusted": "RECORDED_OTHERWISE"},
    AdjustGoalTargets(HERE, (adjusted,), PROPOSED): while_open("RECORDED_OTHERWISE"),
    AdjustGoalTargets(HERE, (adjusted,), day("2012-07-01")): while_open(
        (GoalTargetsAdjusted((adjusted,), day("2012-07-01")),)
    )
    | once_adopted,
    AdjustGoalTargets(HERE, (), early): while_open((GoalTargetsAdjusted((), early),))
    | never_empty
    | {"adjusted": "RECORDED_OTHERWISE"},
    AdjustGoalTargets(HERE, (), DAY): while_open((GoalTargetsAdjusted((), DAY),)) | never_empty,
    AgreeGoalMeasuring(HERE, lasting): while_open((GoalMeasuringAgreed(lasting),)) | once_adopted,
    AgreeGoalMeasuring(HERE, replace(lasting, since=early)): while_open(
        (GoalMeasuringAgreed(replace(lasting, since=early)),)
    )
    | once_adopted,
    AgreeGoalMeasuring(HERE, replace(PLAN, since=DAY)): while_open(()),
}


@pytest.mark.parametrize(
    ("situation", "command", "expected"),
    [(name, command, told) for command, expected in UNREASONED.items() for name, told in expected.items()],
)
def test_without_a_reason_nothing_of_an_adopted_goal_is_adjusted_whatever_the_day(
    situation: str, command: Any, expected: Expected
) -> None:
    outcome_is(goal(*SITUATIONS[situation]).when(command, reason=False), expected)


BY_ITSELF: dict[Any, dict[str, Expected]] = {
    RecordGoalValue(HERE, year(2014), Decimal(800), DataQuality.B, "Bilanz", None, 1): {
        **while_open((recorded(2014, "800"),)),
        "achieved": (recorded(2014, "800"),),
    },
}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("command", BY_ITSELF)
def test_values_are_recorded_by_who_answers_and_the_office(situation: str, command: Any) -> None:
    here = goal(*SITUATIONS[situation])
    for acts_for in ("partner:1", "county:1", "coordination_office:1", None):
        outcome_is(here.when(command, acts_for=acts_for), BY_ITSELF[command][situation])
    for acts_for in ("partner:2", "municipality:1", "municipal_association:1"):
        here.when(command, acts_for=acts_for).refuses("NOT_FOUND" if situation == "absent" else "NOT_YOURS")


def test_a_baseline_that_is_there_already_is_not_set_otherwise() -> None:
    other = GoalBaseline(2010, Decimal(1))
    goal(proposed(), adopted).when(SetGoalBaseline(HERE, other)).rejects("RECORDED_OTHERWISE", "baseline")
