"""What projects are expected to do for goals: beside what is still to be done, and by year."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from events.goal.course import GoalStatus
from events.goal.indicator import GoalDirection
from events.goal.lifecycle import method_on, targets_on
from events.goal.reckoning import newest, points
from events.monitoring.material import Standing, StandingGoal, StandingProject
from events.monitoring.monitoring import EffectAgainstGap, EffectOfYear
from events.project.course import ProjectStatus
from events.project.effects import ExpectedEffect

COUNTING = frozenset({ProjectStatus.PLANNED, ProjectStatus.RUNNING, ProjectStatus.PAUSED, ProjectStatus.COMPLETED})
"""The projects whose effects count: approved, and not cancelled."""
_MOST_YEARS = 150

Expected = dict[str, list[tuple[str, ExpectedEffect]]]
"""By goal, what projects are expected to do for it, with the project."""


def expected_of(projects: Iterable[StandingProject]) -> Expected:
    """What the projects that count are expected to do, by goal."""
    found: Expected = {}
    for project in projects:
        if project.status in COUNTING:
            for effect in project.state.effects:
                found.setdefault(effect.goal, []).append((project.ref, effect))
    return found


def effects(standing: Standing) -> tuple[EffectAgainstGap, ...]:
    """For each adopted goal with a path: what is still to be done, and what projects are expected to do."""
    expected = expected_of(standing.all_projects)
    found = (_against_gap(goal, standing, expected) for goal in standing.goals)
    return tuple(each for each in found if each is not None)


def _against_gap(goal: StandingGoal, standing: Standing, expected: Expected) -> EffectAgainstGap | None:
    baseline = method_on(goal.state, standing.on).baseline
    if goal.status is not GoalStatus.ADOPTED or baseline is None:
        return None
    path = points(baseline, targets_on(goal.state, standing.on))
    if len(path) < 2:
        return None
    last, value = path[-1], newest(goal.state, standing.on)
    where, since = (value.value, value.period.until.year) if value else (baseline.value, baseline.year)
    sign = 1 if goal.state.indicator.direction is GoalDirection.DECREASE else -1
    counting = [
        (project, effect)
        for project, effect in expected.get(goal.ref, ())
        if since < effect.from_year and _lasts(effect, last.year)
    ]
    return EffectAgainstGap(
        goal=goal.ref,
        unit=goal.state.indicator.unit,
        year=last.year,
        gap=max(Decimal(0), (where - last.value) * sign),
        expected=_sum(effect for _, effect in counting),
        projects=len({project for project, _ in counting}),
    )


def _lasts(effect: ExpectedEffect, year: int) -> bool:
    return effect.from_year <= year and (effect.until_year is None or year <= effect.until_year)


def _sum(counted: Iterable[ExpectedEffect]) -> Decimal:
    return sum((effect.amount for effect in counted if effect.amount is not None), Decimal(0))


def effects_by_year(goal: str, standing: Standing) -> tuple[EffectOfYear, ...]:
    """What projects are expected to do for a goal, from the year in which the first begins to that of the last target,
    or of the last beginning if that is later; 150 years at most."""
    expected = expected_of(standing.all_projects).get(goal, [])
    if not expected:
        return ()
    state = standing.material.goals[goal]
    begins = [effect.from_year for _, effect in expected]
    ends = max([*begins, *(target.year for target in targets_on(state, standing.on))])
    years = range(min(begins), min(ends, min(begins) + _MOST_YEARS - 1) + 1)
    return tuple(_of_years(expected, years))


def _of_years(expected: list[tuple[str, ExpectedEffect]], years: range) -> Iterator[EffectOfYear]:
    for year in years:
        lasting = [(project, effect) for project, effect in expected if _lasts(effect, year)]
        yield EffectOfYear(year, _sum(effect for _, effect in lasting), len({project for project, _ in lasting}))
