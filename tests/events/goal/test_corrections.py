"""Acts of a goal told again: what can be put right of each, together, and which later act stands against it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from events.authority import AuthorisedAct
from events.correction import ActCorrection, StreamEvent
from events.county.demands import AuthorityDemanded
from events.decider import fold
from events.goal import GOAL
from events.goal.attainment import NoDataReason
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
from events.goal.indicator import GoalDirection, GoalIndicator, MeasuringPlan
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
from events.goal.view import view
from events.retelling import CannotFollow
from tests.events.goal.story import (
    ADOPTED,
    BASELINE,
    HERE,
    PLAN,
    TARGETS,
    adopted,
    goal,
    proposed,
    recorded,
    year,
)
from tests.spec import LANDKREIS, Correction, at, day

DEMANDED = AuthorityDemanded(AuthorisedAct.ADOPT_GOAL, day("2012-01-01"))
DAY, LATER = day("2014-01-01"), day("2018-01-01")


def to(*years: int) -> tuple[GoalTarget, ...]:
    return tuple(GoalTarget(year, Decimal(1)) for year in years)


def base(year: int) -> GoalBaseline:
    return GoalBaseline(year, Decimal(900))


def propose(**changes: Any) -> ProposeGoal:
    told = proposed(**changes)
    return ProposeGoal(**vars(told))


def record(of: int, number: str, method: int | None = 1) -> RecordGoalValue:
    return RecordGoalValue(HERE, year(of), Decimal(number), DataQuality.B, "Bilanz", None, method)


CO2 = GoalIndicator("CO2", "kt", GoalDirection.DECREASE, 1)
lasting = MeasuringPlan(DAY, 24, 12, Decimal(5))
changed = GoalMethodChanged(2, "Zählung", LATER, None, base(2018))
entrusted = GoalEntrusted("partner:2", DAY)
FULL: tuple[Any, ...] = (
    proposed(),
    GoalRestated("Null", "Anders."),
    GoalThemeAssigned("mobility"),
    GoalAgreementAssigned("agreement:1"),
    adopted,
    entrusted,
    GoalTargetsAdjusted(to(2025, 2040), DAY),
    GoalMeasuringAgreed(lasting),
    recorded(2014, "800"),
    changed,
    recorded(2018, "900", 2),
    GoalAchieved(day("2020-01-01")),
)
"""A goal with all that can happen to it, achieved in the end."""


@pytest.mark.parametrize(
    ("place", "instead", "event"),
    [
        (0, propose(indicator=CO2), proposed(indicator=CO2)),
        (0, propose(method="GHG", edition=None), proposed(method="GHG", edition=None)),
        (0, propose(on=day("2010-01-01")), proposed(on=day("2010-01-01"), plan=replace(PLAN, since=day("2010-01-01")))),
        (0, propose(on=ADOPTED), proposed(on=ADOPTED, plan=replace(PLAN, since=ADOPTED))),
        (0, propose(responsible="municipality:1"), proposed(responsible="municipality:1")),
        (0, propose(baseline=base(2019)), proposed(baseline=base(2019))),
        (0, propose(targets=to(2019)), proposed(targets=to(2019))),
        (1, RestateGoal(HERE, "Fast null", "Anders."), GoalRestated("Fast null", "Anders.")),
        (1, None, None),
        (2, AssignGoalTheme(HERE, "heat"), None),
        (3, AssignGoalToAgreement(HERE, None), None),
        (4, AdoptGoal(HERE, DAY), GoalAdopted(DAY)),
        (5, EntrustGoal(HERE, "municipality:1", LATER), GoalEntrusted("municipality:1", LATER)),
        (6, AdjustGoalTargets(HERE, to(2026), LATER), GoalTargetsAdjusted(to(2026), LATER)),
        # What follows needlessly stands in nobody's way.
        (0, propose(theme="mobility"), proposed(theme="mobility")),
        (0, propose(agreement="agreement:1"), proposed(agreement="agreement:1")),
        (6, AdjustGoalTargets(HERE, to(2026), DAY), GoalTargetsAdjusted(to(2026), DAY)),
        (
            7,
            AgreeGoalMeasuring(HERE, replace(lasting, lag_months=1)),
            GoalMeasuringAgreed(replace(lasting, lag_months=1)),
        ),
        (8, record(2014, "799"), recorded(2014, "799")),
        (8, record(2013, "799"), recorded(2013, "799")),
        (
            9,
            ChangeGoalMethod(HERE, "Zähler", LATER, "2", base(2017)),
            GoalMethodChanged(2, "Zähler", LATER, "2", base(2017)),
        ),
        (9, ChangeGoalMethod(HERE, "Zählung", DAY, None, None), GoalMethodChanged(2, "Zählung", DAY, None, None)),
        (10, record(2018, "900", 1), recorded(2018, "900", 1)),
        (11, AbandonGoal(HERE, LATER), GoalAbandoned(LATER)),
        (11, None, None),
    ],
)
def test_each_act_can_be_told_otherwise(place: int, instead: Any, event: Any) -> None:
    told = [*FULL[:place], *([] if event is None else [event]), *FULL[place + 1 :]]
    goal(*FULL).corrected(ActCorrection(at(place), instead)).stands(*told)


@pytest.mark.parametrize(
    ("place", "instead", "stands_against"),
    [
        # It was no news then, but would stand as a fact of its own.
        (0, propose(responsible="partner:2"), 5),
        # Nothing holds, and nothing happens, before the proposal.
        (0, propose(on=day("2013-01-02")), 4),
        (5, EntrustGoal(HERE, "partner:2", DAY), None),
        (4, None, 11),
        (4, AdoptGoal(HERE, day("2021-01-01")), 11),
        (4, AbandonGoal(HERE, ADOPTED), 5),
        # Baselines lie before the targets of their time.
        (6, AdjustGoalTargets(HERE, to(2018, 2040), DAY), 9),
        (0, propose(method="Zählung", edition=None), 9),
        # Values belong to the methods that there are.
        (9, None, 10),
        (8, record(2018, "1", 2), "NOT_FOUND"),
    ],
)
def test_what_stands_against_it_is_named(place: int, instead: Any, stands_against: int | str | None) -> None:
    correction = goal(*FULL).corrected(ActCorrection(at(place), instead))
    if stands_against is None:
        correction.changes_nothing()
    elif isinstance(stands_against, str):
        correction.rejects(stands_against, "acts.0.instead.recordGoalValue.method")
    else:
        refused = correction.rejects("CANNOT_FOLLOW", "acts")
        assert isinstance(refused, CannotFollow)
        assert refused.event == at(stands_against)


@pytest.mark.parametrize(
    ("place", "instead", "code", "field"),
    [
        (0, propose(targets=TARGETS[::-1]), "NOT_IN_ORDER", "proposeGoal.targets"),
        (0, propose(baseline=base(2020)), "BEFORE_BASELINE", "proposeGoal.targets"),
        (0, propose(theme="cold"), "NOT_LISTED", "proposeGoal.theme"),
        (0, propose(theme="peat"), "RETIRED", "proposeGoal.theme"),
        (0, propose(agreement="agreement:2"), "ABANDONED", "proposeGoal.agreement"),
        (0, propose(agreement="agreement:9"), "NOT_FOUND", "proposeGoal.agreement"),
        (0, propose(responsible="partner:9"), "NOT_FOUND", "proposeGoal.responsible"),
        (0, propose(on=day("2024-06-02")), "IN_FUTURE", "proposeGoal.on"),
        (4, AdoptGoal(HERE, day("2012-02-29")), "DATES_REVERSED", "adoptGoal.on"),
        (4, AchieveGoal(HERE, ADOPTED), "NOT_ADOPTED", "achieveGoal.id"),
        (6, AdjustGoalTargets(HERE, (), DAY), "EMPTY", "adjustGoalTargets.targets"),
        (6, AdjustGoalTargets(HERE, to(2010), DAY), "BEFORE_BASELINE", "adjustGoalTargets.targets"),
        (
            7,
            AgreeGoalMeasuring(HERE, replace(lasting, tolerance_percent=Decimal(101))),
            "TOLERANCE_TOO_HIGH",
            "agreeGoalMeasuring.plan.tolerance_percent",
        ),
        (9, ChangeGoalMethod(HERE, "Zählung", LATER, None, base(2025)), "BEFORE_BASELINE", "changeGoalMethod.baseline"),
        (11, RestateGoal(HERE, "Null", "Anders."), None, ""),
    ],
)
def test_an_act_told_again_keeps_its_rules(place: int, instead: Any, code: str | None, field: str) -> None:
    correction = goal(*FULL).corrected(ActCorrection(at(place), instead))
    if code is None:
        correction.stands(*FULL[:place])
    else:
        correction.rejects(code, f"acts.0.instead.{field}")


def test_acts_that_depend_on_each_other_are_put_right_together() -> None:
    begun = day("2015-06-01")
    later = (ActCorrection(at(4), AdoptGoal(HERE, LATER)), ActCorrection(at(5), None))
    told = goal(*FULL).corrected(
        ActCorrection(at(0), propose(on=begun)), *later, ActCorrection(at(6)), ActCorrection(at(7))
    )
    plan = replace(PLAN, since=begun)
    told.stands(proposed(on=begun, plan=plan), *FULL[1:4], GoalAdopted(LATER), *FULL[8:])
    baseline = ActCorrection(at(9), ChangeGoalMethod(HERE, "Zählung", LATER, None, base(2030)))
    goal(*FULL).corrected(ActCorrection(at(6), AdjustGoalTargets(HERE, to(2031), DAY)), baseline).stands(
        *FULL[:6], GoalTargetsAdjusted(to(2031), DAY), *FULL[7:9], replace(changed, baseline=base(2030)), *FULL[10:]
    )


def test_the_number_of_a_series_stays_and_is_nobody_elses() -> None:
    third = GoalMethodChanged(3, "BISKO", day("2022-01-01"), "2024", None)
    these = (proposed(), adopted, changed, third, recorded(2022, "5", 3))
    goal(*these).corrected(ActCorrection(at(2))).stands(*these[:2], *these[3:])


def test_no_two_series_get_one_number() -> None:
    """Withdrawn, the number of a change was allotted anew."""
    withdrawn = goal(proposed(), adopted, changed).corrected(ActCorrection(at(2)))
    told = withdrawn.decided()
    again = ChangeGoalMethod(HERE, "Zähler", day("2022-01-01"))
    (event,) = goal(proposed(), adopted).when(again).decided(told.after)
    assert event.number == 2
    entries = (
        *withdrawn.entries,
        StreamEvent(at(3), 3, told.event),
        StreamEvent(at(4), 4, event, withdrawn.entries[0].circumstances),
    )
    back = GOAL.correct(HERE, (ActCorrection(at(2), ChangeGoalMethod(HERE, "Zählung", LATER, None, base(2018))),))
    corrected = Correction(replace(withdrawn.outcome, command=back), entries).decided()
    assert corrected.new == (replace(changed, number=3),)
    assert [method.number for method in corrected.after.methods] == [1, 3, 2]
    state = fold(GOAL, [recorded(2023, "1", 3)], corrected.after)
    assert GOAL.decide(record(2023, "1", 3), state, withdrawn.outcome.world) == []
    fourth = ChangeGoalMethod(HERE, "BISKO", day("2023-01-01"))
    assert [event.number for event in GOAL.decide(fourth, state, withdrawn.outcome.world)] == [4]


def test_a_series_whose_first_method_was_another_is_not_broken() -> None:
    alone = goal(*(proposed(baseline=None), adopted, GoalMethodChanged(2, "Zählung", DAY, None, None)))
    after = alone.corrected(ActCorrection(at(0), propose(baseline=BASELINE))).decided().after
    told = [view(after, on).arithmetic for on in (day("2013-06-01"), DAY)]
    assert [each and each.reason for each in told] == [NoDataReason.NO_VALUE, NoDataReason.SERIES_BROKEN]


def test_a_baseline_told_with_the_change_of_method_makes_the_later_one_needless_or_wrong() -> None:
    without = replace(changed, baseline=None)
    these = goal(proposed(), adopted, without, GoalBaselineSet(2, base(2018)))
    same = ActCorrection(at(2), ChangeGoalMethod(HERE, "Zählung", LATER, None, base(2018)))
    these.corrected(same).stands(proposed(), adopted, changed, GoalBaselineSet(2, base(2018)))
    other = ActCorrection(at(2), ChangeGoalMethod(HERE, "Zählung", LATER, None, base(2017)))
    these.corrected(other).rejects("CANNOT_FOLLOW", "acts")
    right = ActCorrection(at(3), SetGoalBaseline(HERE, base(2016), 2))
    these.corrected(right).stands(proposed(), adopted, without, GoalBaselineSet(2, base(2016)))


VALUES = (proposed(), adopted, recorded(2015, "900"), recorded(2016, "700"))


@pytest.mark.parametrize(
    ("place", "instead", "status", "newest"),
    [
        (2, record(2015, "750"), "ON_TRACK", "700"),
        (3, record(2016, "790"), "AT_RISK", "790"),
        (3, None, "OFF_TRACK", "900"),
        (2, None, "ON_TRACK", "700"),
    ],
)
def test_a_value_put_right_or_withdrawn_counts_so(place: int, instead: Any, status: str, newest: str) -> None:
    after = goal(*VALUES).corrected(ActCorrection(at(place), instead)).decided().after
    told = view(after, day("2024-06-01")).arithmetic
    assert told is not None
    assert told.value is not None
    assert (told.status.value, told.value.value) == (status, Decimal(newest))


def test_values_of_an_abandoned_goal_are_put_right_too() -> None:
    these = (*VALUES, GoalAbandoned(LATER))
    goal(*these).corrected(ActCorrection(at(2), record(2015, "1"))).stands(
        proposed(), adopted, recorded(2015, "1"), *these[3:]
    )


def test_a_goal_keeps_its_targets_whatever_day_of_its_adoption_is_told() -> None:
    empty = GoalTargetsAdjusted((), day("2015-01-01"))
    these = goal(proposed(), empty, GoalAdopted(LATER))
    early = ActCorrection(at(2), AdoptGoal(HERE, day("2014-12-31")))
    these.corrected(early).rejects("EMPTY", "acts.0.instead.adoptGoal.on")
    right = ActCorrection(at(2), AdoptGoal(HERE, day("2015-01-01")))
    these.corrected(right).stands(proposed(), empty, GoalAdopted(day("2015-01-01")))


def test_an_act_told_for_the_first_time_rests_on_a_decision_where_it_would_itself() -> None:
    demanding = goal(proposed(), GoalRestated("Null", "Anders.")).beside(county_1=(*LANDKREIS, DEMANDED))
    adopt = ActCorrection(at(1), AdoptGoal(HERE, ADOPTED))
    without = demanding.corrected(adopt, authority=None)
    resting_on_none = tuple(
        replace(entry, circumstances=entry.circumstances and replace(entry.circumstances, authority=None))
        for entry in without.entries
    )
    replace(without, entries=resting_on_none).rejects("AUTHORITY_REQUIRED", "authority")
    demanding.corrected(adopt).stands(proposed(), adopted)
