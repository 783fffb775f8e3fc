"""Baselines, targets and methods of a goal over time: what goes together, and what does not.

Proposed in 2012 with a baseline of 2010 and targets for 2020 and 2030; the day of the tests is in 2024.
"""

from decimal import Decimal
from typing import Any

import pytest

from events.goal.course import AdoptGoal, GoalAdopted
from events.goal.lifecycle import paths_from, paths_under
from events.goal.path import (
    AdjustGoalTargets,
    ChangeGoalMethod,
    GoalBaselineSet,
    GoalMethodChanged,
    GoalTargetsAdjusted,
    SetGoalBaseline,
)
from events.goal.state import Goal, GoalBaseline, GoalTarget, TargetPath
from tests.events.goal.story import ADOPTED, BASELINE, HERE, PROPOSED, TARGETS, adopted, goal, proposed
from tests.spec import day, state_of


def at(*years: int) -> tuple[GoalTarget, ...]:
    """Targets for these years."""
    return tuple(GoalTarget(year, Decimal(1)) for year in years)


def base(year: int) -> GoalBaseline:
    return GoalBaseline(year, Decimal(900))


def changed(on: str, year: int | None = None) -> GoalMethodChanged:
    """The method was changed, with a baseline of a year if one is given."""
    return GoalMethodChanged(2, "Zählung", day(on), None, None if year is None else base(year))


def adjusted(on: str, *years: int) -> GoalTargetsAdjusted:
    """The targets were adjusted."""
    return GoalTargetsAdjusted(at(*years), day(on))


# --- Baselines lie before the targets that hold ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "series", "last"),
    [
        # The years before which a baseline must lie are those of the first target that holds with the method.
        ((proposed(baseline=None),), 1, 2019),
        ((proposed(baseline=None), adopted), 1, 2019),
        ((proposed(baseline=None), adjusted("2013-01-01", 2018, 2030)), 1, 2017),
        ((proposed(baseline=None), adjusted("2013-01-01", 2025)), 1, 2019),
        # Measured by another method from 2018 on: the target of 2020 holds with both.
        ((proposed(), adopted, changed("2018-01-01")), 2, 2019),
        ((proposed(baseline=None), adopted, changed("2018-01-01")), 1, 2019),
        # Adjusted when the method is changed, on the day before, and on the day after.
        ((proposed(), adopted, changed("2022-01-01"), adjusted("2022-01-01", 2025)), 2, 2024),
        ((proposed(), adopted, changed("2022-01-01"), adjusted("2021-12-31", 2025)), 2, 2024),
        ((proposed(), adopted, changed("2022-01-01"), adjusted("2022-01-02", 2025)), 2, 2019),
        # Those that follow with the new method say nothing of the old one, those that will hold do.
        ((proposed(baseline=None), adopted, changed("2022-01-01"), adjusted("2022-01-01", 2016)), 1, 2019),
        (
            (proposed(), adopted, changed("2022-01-01"), adjusted("2022-01-01", 2025), adjusted("2030-01-01", 2024)),
            2,
            2023,
        ),
        ((proposed(baseline=None, targets=()),), 1, 2199),
    ],
)
def test_a_baseline_is_set_before_all_targets_that_hold_with_its_method(
    events: tuple[Any, ...], series: int, last: int
) -> None:
    given = goal(*events)
    given.when(SetGoalBaseline(HERE, base(last), series)).then(GoalBaselineSet(series, base(last)))
    if last < 2199:
        given.when(SetGoalBaseline(HERE, base(last + 1), series)).rejects("BEFORE_BASELINE", "baseline")
        given.when(SetGoalBaseline(HERE, base(2199), series)).rejects("BEFORE_BASELINE", "baseline")


@pytest.mark.parametrize(
    ("events", "on", "last"),
    [
        ((proposed(), adopted), "2018-01-01", 2019),
        ((proposed(), adopted, adjusted("2018-01-01", 2025)), "2018-01-01", 2024),
        ((proposed(), adopted, adjusted("2018-01-01", 2025)), "2017-12-31", 2019),
        ((proposed(), adopted, adjusted("2018-01-01", 2018)), "2017-12-31", 2017),
    ],
)
def test_so_is_one_that_a_change_of_method_brings(events: tuple[Any, ...], on: str, last: int) -> None:
    given = goal(*events)
    then = GoalMethodChanged(2, "Zählung", day(on), None, base(last))
    given.when(ChangeGoalMethod(HERE, "Zählung", day(on), None, base(last))).then(then)
    late = ChangeGoalMethod(HERE, "Zählung", day(on), None, base(last + 1))
    given.when(late).rejects("BEFORE_BASELINE", "baseline")


@pytest.mark.parametrize(
    ("on", "first"),
    # Of the day's method, not of the newest: 2010 before 2018, then 2018.
    [("2012-03-02", 2011), ("2017-12-31", 2011), ("2018-01-01", 2019), ("2023-01-01", 2019)],
)
def test_targets_are_adjusted_after_the_baseline_of_the_day(on: str, first: int) -> None:
    given = goal(proposed(), adopted, changed("2018-01-01", 2018))
    given.when(AdjustGoalTargets(HERE, at(first, 2030), day(on))).then(adjusted(on, first, 2030))
    before = AdjustGoalTargets(HERE, at(first - 1, 2030), day(on))
    given.when(before).rejects("BEFORE_BASELINE", "targets")


def test_after_a_method_without_a_baseline_any_targets_are_adjusted() -> None:
    given = goal(proposed(), adopted, changed("2018-01-01"))
    given.when(AdjustGoalTargets(HERE, at(2000), day("2018-01-01"))).then(adjusted("2018-01-01", 2000))


# --- Targets once a goal is adopted ----------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["2012-03-02", "2012-12-31", "2013-01-01", "2013-01-02", "2030-01-01"])
def test_targets_of_an_adopted_goal_are_adjusted_with_a_reason_and_a_target_whatever_the_day(on: str) -> None:
    given = goal(proposed(), adopted)
    given.when(AdjustGoalTargets(HERE, (), day(on))).rejects("EMPTY", "targets")
    command = AdjustGoalTargets(HERE, at(2040), day(on))
    given.when(command, reason=False).rejects("REASON_REQUIRED", "reason")
    given.when(command).then(adjusted(on, 2040))
    before = goal(proposed())
    before.when(AdjustGoalTargets(HERE, (), day(on)), reason=False).then(adjusted(on))
    before.when(command, reason=False).then(adjusted(on, 2040))


def test_a_goal_may_be_adopted_without_targets_and_get_them_later() -> None:
    goal(proposed(targets=())).when(AdoptGoal(HERE, ADOPTED)).then(adopted)
    given = goal(proposed(targets=()), adopted)
    given.when(AdjustGoalTargets(HERE, at(2040), day("2015-01-01"))).then(adjusted("2015-01-01", 2040))
    given.when(AdjustGoalTargets(HERE, (), day("2015-01-01"))).then_nothing()


@pytest.mark.parametrize(
    ("on", "code"),
    [("2013-12-31", "EMPTY"), ("2014-12-31", "EMPTY"), ("2015-01-01", None), ("2016-01-01", None)],
)
def test_what_is_to_lose_its_targets_is_not_adopted_before(on: str, code: str | None) -> None:
    told = AdoptGoal(HERE, day(on))
    given = goal(proposed(), adjusted("2015-01-01"))
    if code:
        given.when(told).rejects(code, "on")
    else:
        given.when(told).then(GoalAdopted(day(on)))


def test_targets_are_not_adjusted_where_none_are_recorded_afterwards() -> None:
    given = goal(proposed(), adjusted("2020-01-01"), adjusted("2012-06-01"), adopted)
    given.when(AdjustGoalTargets(HERE, at(2040), day("2015-01-01"))).rejects("EMPTY", "targets")
    given.when(AdjustGoalTargets(HERE, at(2040), day("2021-01-01"))).then(adjusted("2021-01-01", 2040))


# --- Changes of method that are recorded already ---------------------------------------------------------------

CHANGED = (
    proposed(),
    adopted,
    changed("2018-01-01"),
    GoalMethodChanged(3, "BISKO", day("2020-01-01"), "2019", base(2018)),
)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (ChangeGoalMethod(HERE, "BISKO", day("2020-01-01"), "2019", base(2018)), None, ""),
        # Nothing is said of the baseline: it may be given later, and was.
        (ChangeGoalMethod(HERE, "BISKO", day("2020-01-01"), "2019"), None, ""),
        (ChangeGoalMethod(HERE, "Zählung", day("2018-01-01")), None, ""),
        (ChangeGoalMethod(HERE, "BISKO", PROPOSED, "2019", BASELINE), None, ""),
        (ChangeGoalMethod(HERE, "BISKO", day("2020-01-01"), "2019", base(2017)), "RECORDED_OTHERWISE", "baseline"),
        (ChangeGoalMethod(HERE, "Zählung", day("2018-01-01"), None, base(2017)), "RECORDED_OTHERWISE", "baseline"),
        (ChangeGoalMethod(HERE, "BISKO", day("2021-01-01"), "2019"), "RECORDED_OTHERWISE", "on"),
        (ChangeGoalMethod(HERE, "BISKO", day("2021-01-01"), "2019", base(2018)), "RECORDED_OTHERWISE", "on"),
        (ChangeGoalMethod(HERE, "BISKO", day("2019-01-01"), "2019", base(2018)), "RECORDED_OTHERWISE", "on"),
        (ChangeGoalMethod(HERE, "Zählung", day("2019-01-01")), "DATES_REVERSED", "on"),
        (ChangeGoalMethod(HERE, "BISKO", day("2020-01-01")), "DATES_REVERSED", "on"),
    ],
)
def test_a_change_of_method_is_compared_as_a_whole(command: Any, code: str | None, field: str) -> None:
    given = goal(*CHANGED)
    if code:
        given.when(command).rejects(code, field)
    else:
        given.when(command).then_nothing()


def test_a_method_may_come_again_and_an_edition_is_another() -> None:
    given = goal(*CHANGED)
    again = GoalMethodChanged(4, "Zählung", day("2021-01-01"), None, None)
    given.when(ChangeGoalMethod(HERE, "Zählung", day("2021-01-01"))).then(again)
    edition = GoalMethodChanged(4, "BISKO", day("2020-01-02"), "2024", base(2019))
    given.when(ChangeGoalMethod(HERE, "BISKO", day("2020-01-02"), "2024", base(2019))).then(edition)


def test_a_method_is_not_changed_before_the_proposal() -> None:
    given = goal(proposed())
    given.when(ChangeGoalMethod(HERE, "Zählung", day("2012-02-29"))).rejects("BEFORE_BEGINNING", "on")
    given.when(ChangeGoalMethod(HERE, "Zählung", PROPOSED)).rejects("DATES_REVERSED", "on")
    given.when(ChangeGoalMethod(HERE, "Zählung", day("2012-03-02"))).then(changed("2012-03-02"))


# --- Which paths hold when -------------------------------------------------------------------------------------


def since(paths: tuple[TargetPath, ...]) -> list[int]:
    return [path.since.year for path in paths]


def test_the_paths_under_a_method_are_those_of_all_its_days() -> None:
    told = proposed(), adopted, adjusted("2015-01-01", 2040), changed("2018-01-01"), adjusted("2020-01-01", 2041)
    state: Goal = state_of(*told, GoalMethodChanged(3, "x", day("2020-01-01"), None, None))
    assert [since(paths_under(state, method)) for method in state.methods] == [[2012, 2015], [2015], [2020]]
    assert since(paths_from(state, day("2000-01-01"))) == [2012, 2015, 2020]
    assert since(paths_from(state, day("2015-01-01"))) == [2015, 2020]
    assert since(paths_from(state, day("2030-01-01"))) == [2020]
    assert state.paths[0].targets == TARGETS
