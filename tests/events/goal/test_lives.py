"""Whatever is told of a goal, in whatever order: what is recorded goes together, and it reads on any day."""

from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from events.goal.attainment import Attainment
from events.goal.calculation import expected_value, newest, next_period
from events.goal.state import ElectricityMix, Goal, GoalMethod, GoalStatus, TargetPath
from events.goal.view import view
from events.months import after_months
from tests import corrections
from tests.events.goal.lives import DAYS, MOVES, Move, begun, commands, proposals
from tests.events.goal.story import goal
from tests.spec import TODAY, day

LATER = day("2026-06-01")
A_DAY = timedelta(days=1)
P, A, X, Z = GoalStatus
COURSES = [[P], [P, A], [P, Z], [P, A, X], [P, A, Z]]


def steps_are_sound(state: Goal, today: date) -> None:
    assert [step.status for step in state.steps] in COURSES
    on = [step.on for step in state.steps]
    assert on == sorted(on)
    assert on[-1] <= today


def days_are_sound(state: Goal) -> None:
    kinds: list[tuple[Any, ...]] = [state.methods, state.paths, state.plans, state.responsibilities]
    for facts in kinds:
        assert facts
        assert all(earlier.since < later.since for earlier, later in pairwise(facts))
        assert all(fact.since >= state.steps[0].on for fact in facts[1:])
    assert [method.number for method in state.methods] == list(range(1, len(state.methods) + 1))
    assert all(plan.tolerance_percent <= 100 for plan in state.plans)


def method_of(state: Goal, path: TargetPath) -> GoalMethod:
    """The method that holds when a path begins, looked for from the last on."""
    return next((method for method in reversed(state.methods) if method.since <= path.since), state.methods[0])


def targets_are_sound(state: Goal) -> None:
    for path in state.paths:
        years = [target.year for target in path.targets]
        assert years == sorted(set(years))
        baseline = method_of(state, path).baseline
        assert baseline is None or all(year > baseline.year for year in years)


def adoption(state: Goal) -> date | None:
    return next((step.on for step in state.steps if step.status is A), None)


def targets_last(before: Goal, after: Goal) -> None:
    """From adoption on targets may come, but are never lost, neither on a later day nor by what was told last."""
    since = adoption(after)
    if since is None:
        return
    days = [since, *(path.since for path in after.paths if path.since > since)]
    aimed = [bool(view(after, on).targets) for on in days]
    assert aimed == sorted(aimed)
    if adoption(before) is not None and before.paths[-1].targets:
        assert aimed[-1]


def values_are_sound(state: Goal, today: date) -> None:
    for value in state.values:
        assert 1 <= value.method <= len(state.methods)
        assert value.period.since.day == (value.period.until + A_DAY).day == 1
        assert value.period.since <= value.period.until < today
    for one, other in combinations(state.values, 2):
        apart = [each.mix is ElectricityMix.TERRITORIAL for each in (one, other)]
        if one.method == other.method and apart[0] == apart[1]:
            assert one.period.until < other.period.since or other.period.until < one.period.since


def reads_on(state: Goal, on: date) -> None:
    told = view(state, on)
    assert (told.attainment is None) == (told.status is not A)
    assert (told.value_due is None) == (told.status is not A)
    if told.value_due is not None:
        following, value = next_period(state, on), newest(state, on)
        assert after_months(following.until + A_DAY, told.plan.lag_months) - A_DAY == told.value_due
        assert value is None or following.since > value.period.until
    arithmetic: Attainment | None = told.arithmetic
    if arithmetic is not None and arithmetic.year is not None and arithmetic.expected is not None:
        found = expected_value(state, on, arithmetic.year)
        assert found is not None
        assert (found.value, found.before, found.after) == (arithmetic.expected, arithmetic.before, arithmetic.after)


def nobody_is_overdue_at_once(state: Goal) -> None:
    """Neither on the day of the adoption, nor on that of a later change of method."""
    since = adoption(state)
    if since is not None:
        for on in (since, *(method.since for method in state.methods[1:] if method.since > since)):
            assert view(state, on).overdue_since is None


@drawn(proposals, st.lists(MOVES, min_size=15, max_size=30), st.integers(0, 30))
def test_what_is_recorded_goes_together_after_every_command(proposal: Any, moves: list[Move], passes: int) -> None:
    life = begun(proposal)
    for count, move in enumerate(moves):
        before, today = life.state, LATER if count >= passes else TODAY
        if not life.play(move, today):
            assert life.state == before
            continue
        after = life.state
        steps_are_sound(after, today)
        days_are_sound(after)
        targets_are_sound(after)
        targets_last(before, after)
        values_are_sound(after, today)
        nobody_is_overdue_at_once(after)
        assert life.play(move, today) == [], "once more it changes nothing"
    for on in (*DAYS, TODAY, day("1900-01-01"), day("2199-12-31")):
        reads_on(life.state, on)


@drawn(proposals, st.lists(commands, max_size=15), st.integers(0, 15), st.integers(0, 15), st.none() | commands)
def test_a_goal_put_right_reads_as_if_it_had_been_recorded_right(
    proposal: Any, moves: list[Any], passes: int, place: int, instead: Any
) -> None:
    life = corrections.begun("goal", goal(), proposal)
    for count, command in enumerate(moves):
        life.live(command, LATER if count >= passes else TODAY)
    after = life.correct(place % len(life.acts), instead)
    if after is not None:
        steps_are_sound(after, LATER)
        days_are_sound(after)
        targets_are_sound(after)
        targets_last(after, after)
        values_are_sound(after, LATER)
        nobody_is_overdue_at_once(after)
        for on in (*DAYS, TODAY):
            reads_on(after, on)


@drawn(proposals, proposals, st.lists(commands, max_size=15))
def test_so_does_one_whose_proposal_is_put_right(proposal: Any, right: Any, moves: list[Any]) -> None:
    life = corrections.begun("goal", goal(), proposal)
    for command in moves:
        life.live(command)
    after = life.correct(0, right)
    if after is not None:
        targets_are_sound(after)
        targets_last(after, after)
