"""What a goal's commands may not say, and what changes nothing."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from events.goal import GOAL
from events.goal.course import (
    AbandonGoal,
    AchieveGoal,
    AdoptGoal,
    AssignGoalTheme,
    AssignGoalToAgreement,
    EntrustGoal,
    GoalAbandoned,
    GoalAgreementAssigned,
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
    GoalMethodChanged,
    SetGoalBaseline,
)
from events.goal.state import (
    DataQuality,
    ElectricityMix,
    GoalBaseline,
    GoalTarget,
    ValuePeriod,
)
from events.policy import Relation, Role, Visibility
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
    value,
    year,
)
from tests.spec import TODAY, day, state_of

DAY, BEFORE, AHEAD = day("2014-01-01"), day("2012-02-29"), day("2024-06-02")


def propose(**changes: Any) -> ProposeGoal:
    told: dict[str, Any] = {
        "title": "Weniger",
        "description": "Text.",
        "theme": "heat",
        "responsible": "partner:1",
        "indicator": INDICATOR,
        "method": "BISKO",
        "plan": PLAN,
        "on": PROPOSED,
    }
    return ProposeGoal(**{**told, **changes})


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"on": AHEAD}, "IN_FUTURE", "on"),
        ({"theme": "cold"}, "NOT_LISTED", "theme"),
        ({"theme": "peat"}, "RETIRED", "theme"),
        ({"responsible": "partner:9"}, "NOT_FOUND", "responsible"),
        ({"agreement": "agreement:9"}, "NOT_FOUND", "agreement"),
        ({"agreement": "agreement:2"}, "ABANDONED", "agreement"),
        ({"plan": replace(PLAN, tolerance_percent=Decimal("100.01"))}, "TOLERANCE_TOO_HIGH", "plan.tolerance_percent"),
        ({"targets": TARGETS[::-1]}, "NOT_IN_ORDER", "targets"),
        ({"targets": (TARGETS[0], GoalTarget(2020, Decimal(1)))}, "NOT_IN_ORDER", "targets"),
        ({"targets": TARGETS, "baseline": GoalBaseline(2020, Decimal(1))}, "BEFORE_BASELINE", "targets"),
    ],
)
def test_what_cannot_be_proposed(changes: dict[str, Any], code: str, field: str) -> None:
    goal().when(propose(**changes)).rejects(code, field)


def test_the_measuring_plan_begins_with_the_proposal() -> None:
    command = propose(plan=replace(PLAN, since=day("2000-01-01")), agreement="agreement:1")
    (event,) = goal().when(command).decided(None)
    assert event.plan.since == PROPOSED


PERIOD = ValuePeriod(day("2014-01-01"), day("2014-12-31"))


def record(**changes: Any) -> RecordGoalValue:
    told: dict[str, Any] = {"period": PERIOD, "value": Decimal(1), "quality": DataQuality.A, "source": "Zähler"}
    return RecordGoalValue(HERE, **{**told, **changes})


@pytest.mark.parametrize(
    ("period", "code", "field"),
    [
        (("2014-01-02", "2014-12-31"), "PERIOD_UNEVEN", "period"),
        (("2014-01-01", "2014-12-30"), "PERIOD_UNEVEN", "period"),
        (("2014-02-01", "2014-01-31"), "DATES_REVERSED", "period.until"),
        (("2003-01-01", "2013-01-31"), "PERIOD_TOO_LONG", "period"),
        (("2024-01-01", "2024-12-31"), "NOT_OVER", "period"),
        (("2015-12-01", "2016-12-31"), "OVERLAP", "period"),
        (("2014-01-01", "2015-01-31"), "OVERLAP", "period"),
    ],
)
def test_periods_that_no_value_can_have(period: tuple[str, str], code: str, field: str) -> None:
    told = ValuePeriod(*map(day, period))
    goal(proposed(), adopted, recorded(2015, "1")).when(record(period=told)).rejects(code, field)


@pytest.mark.parametrize(
    "period", [("2003-01-01", "2012-12-31"), ("2024-05-01", "2024-05-31"), ("2016-02-01", "2016-02-29")]
)
def test_periods_that_a_value_can_have(period: tuple[str, str]) -> None:
    told = ValuePeriod(*map(day, period))
    goal(proposed(), adopted).when(record(period=told)).then(recorded_as(told))


def recorded_as(period: ValuePeriod, mix: ElectricityMix | None = None, method: int = 1) -> Any:
    made = recorded(period, "1", method, mix)
    return replace(made, quality=DataQuality.A, source="Zähler")


def test_the_same_period_of_another_mix_or_series_is_another_value() -> None:
    federal, territorial = ElectricityMix.FEDERAL, ElectricityMix.TERRITORIAL
    changed = GoalMethodChanged(2, "Zählung", day("2016-01-01"), None, None)
    given = goal(proposed(), adopted, changed, recorded(2014, "5", 1, federal))
    given.when(record(mix=territorial, method=1)).then(recorded_as(PERIOD, territorial, 1))
    given.when(record(mix=federal)).then(recorded_as(PERIOD, federal, 2))
    given.when(record(mix=federal, method=1)).rejects("RECORDED_OTHERWISE", "value")
    given.when(record(method=3)).rejects("NOT_FOUND", "method")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RestateGoal(HERE, "x", "y"), "SETTLED", "id"),
        (record(), "SETTLED", "id"),
        (AbandonGoal(HERE, day("2015-01-01")), "RECORDED_OTHERWISE", "on"),
        (AchieveGoal(HERE, day("2015-01-01")), "SETTLED", "id"),
    ],
)
def test_what_was_abandoned_stays_so(command: Any, code: str, field: str) -> None:
    goal(proposed(), adopted, GoalAbandoned(DAY)).when(command).rejects(code, field)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (AdoptGoal(HERE, BEFORE), "DATES_REVERSED", "on"),
        (AdoptGoal(HERE, AHEAD), "IN_FUTURE", "on"),
        (EntrustGoal(HERE, "partner:2", BEFORE), "BEFORE_BEGINNING", "on"),
        (EntrustGoal(HERE, "partner:2", PROPOSED), "RECORDED_OTHERWISE", "on"),
        (EntrustGoal(HERE, "partner:9", DAY), "NOT_FOUND", "party"),
        (AssignGoalTheme(HERE, "cold"), "NOT_LISTED", "theme"),
        (AssignGoalToAgreement(HERE, "agreement:9"), "NOT_FOUND", "agreement"),
        (AdjustGoalTargets(HERE, TARGETS, BEFORE), "BEFORE_BEGINNING", "on"),
        (AdjustGoalTargets(HERE, (GoalTarget(2009, Decimal(1)),), DAY), "BEFORE_BASELINE", "targets"),
        (AdjustGoalTargets(HERE, (), PROPOSED), "RECORDED_OTHERWISE", "on"),
        (AgreeGoalMeasuring(HERE, replace(PLAN, since=BEFORE)), "BEFORE_BEGINNING", "plan.since"),
        (AgreeGoalMeasuring(HERE, replace(PLAN, cadence_months=1)), "RECORDED_OTHERWISE", "plan.since"),
        (
            AgreeGoalMeasuring(HERE, MeasuringPlan(DAY, 1, 1, Decimal(101))),
            "TOLERANCE_TOO_HIGH",
            "plan.tolerance_percent",
        ),
        (ChangeGoalMethod(HERE, "Zählung", PROPOSED), "DATES_REVERSED", "on"),
        (SetGoalBaseline(HERE, BASELINE, 2), "NOT_FOUND", "method"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    goal(proposed()).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "command",
    [
        AdjustGoalTargets(HERE, (GoalTarget(2040, Decimal(0)),), DAY),
        ChangeGoalMethod(HERE, "Zählung", DAY),
        AgreeGoalMeasuring(HERE, MeasuringPlan(DAY, 24, 24, Decimal(10))),
        AbandonGoal(HERE, DAY),
    ],
)
def test_what_needs_a_reason(command: Any) -> None:
    given = goal(proposed(), adopted, recorded(2013, "1"))
    given.when(command, reason=False).rejects("REASON_REQUIRED", "reason")


def test_the_targets_of_an_adopted_goal_may_not_be_emptied_and_those_of_a_proposed_one_may() -> None:
    goal(proposed(), adopted).when(AdjustGoalTargets(HERE, (), DAY)).rejects("EMPTY", "targets")
    empty = AdjustGoalTargets(HERE, (), day("2012-06-01"))
    assert len(goal(proposed()).when(empty, reason=False).decided(state_of(proposed()))) == 1


@pytest.mark.parametrize(
    "command",
    [
        RestateGoal(HERE, "Weniger Emissionen", "Bis 2030 auf null."),
        AssignGoalTheme(HERE, "heat"),
        AssignGoalToAgreement(HERE, None),
        EntrustGoal(HERE, "partner:1", DAY),
        SetGoalBaseline(HERE, BASELINE, 1),
        AdjustGoalTargets(HERE, TARGETS, DAY),
        ChangeGoalMethod(HERE, "BISKO", PROPOSED, "2019", BASELINE),
        ChangeGoalMethod(HERE, "BISKO", PROPOSED, "2019"),
        AgreeGoalMeasuring(HERE, replace(PLAN, since=DAY)),
        RecordGoalValue(HERE, year(2013), Decimal("1.0"), DataQuality.B, "Bilanz"),
    ],
)
def test_what_is_so_already_changes_nothing(command: Any) -> None:
    goal(proposed(), adopted, recorded(2013, "1")).when(command).then_nothing()


# --- Whom it concerns ------------------------------------------------------------------------------------------


def test_a_goal_is_public_once_it_was_adopted_and_concerns_all_who_answered_for_it() -> None:
    given = (proposed(), GoalAgreementAssigned("agreement:1"))
    audience = GOAL.disclosure.audience(HERE, state_of(*given), None)
    assert (audience.visibility, audience.concerns) == (Visibility.INTERNAL, frozenset({HERE, "partner:1"}))
    entrusted = goal(*given, adopted).when(EntrustGoal(HERE, "partner:2", DAY)).decided(state_of(*given, adopted))
    audience = GOAL.disclosure.audience(HERE, state_of(*given, adopted, *entrusted, GoalAbandoned(DAY)), None)
    assert (audience.visibility, audience.concerns) == (Visibility.PUBLIC, frozenset({HERE, "partner:1", "partner:2"}))
    never = GOAL.disclosure.audience(HERE, state_of(proposed(), GoalAbandoned(DAY)), None)
    assert never.visibility is Visibility.INTERNAL


def test_who_answers_for_a_goal_may_record_its_values_and_tell_that_again() -> None:
    own = {command for command, grants in GOAL.may.items() if grants.get(Role.PARTNER) is Relation.OWN}
    assert own == {RecordGoalValue, GOAL.correct}


def test_a_second_baseline_belongs_to_the_second_method() -> None:
    changed = GoalMethodChanged(2, "Zählung", DAY, None, None)
    state = state_of(proposed(), changed, GoalBaselineSet(2, GoalBaseline(2013, Decimal(7))))
    assert [method.baseline for method in state.methods] == [BASELINE, GoalBaseline(2013, Decimal(7))]
    assert (ADOPTED < TODAY, value(2013, "1").method) == (True, 1)
