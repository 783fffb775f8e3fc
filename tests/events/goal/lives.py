"""Random lives of a goal: commands of every kind with few days, years and numbers, so that they meet often."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from events.decider import Rejected
from events.goal import GOAL
from events.goal.course import (
    AbandonGoal,
    AchieveGoal,
    AdoptGoal,
    AssignGoalTheme,
    AssignGoalToAgreement,
    EntrustGoal,
    ProposeGoal,
    RestateGoal,
)
from events.goal.indicator import MeasuringPlan
from events.goal.measured import RecordGoalValue
from events.goal.path import AdjustGoalTargets, AgreeGoalMeasuring, ChangeGoalMethod, SetGoalBaseline
from events.goal.state import (
    DataQuality,
    ElectricityMix,
    Goal,
    GoalBaseline,
    GoalTarget,
    ValuePeriod,
)
from tests.events.goal.story import HERE, INDICATOR, PLAN, goal, proposed
from tests.spec import TODAY, day

DAYS = [*map(day, ("2012-02-01", "2012-03-01", "2012-06-15", "2013-01-01", "2015-05-05", "2018-01-01", "2026-01-01"))]
YEARS, BASES = [2013, 2015, 2018, 2020, 2030], [2009, 2010, 2013, 2017]

days, years = st.sampled_from(DAYS), st.sampled_from(YEARS)
numbers = st.sampled_from([Decimal(0), Decimal(7), Decimal("700.5")])
parties = st.sampled_from(["partner:1", "partner:2", "municipality:1"])
# Mostly in order, as those who know what they do give them.
_rising = st.sets(years, max_size=3).map(sorted)
_target_years = st.one_of(_rising, _rising, _rising, st.lists(years, max_size=3))
targets = st.tuples(_target_years, numbers).map(lambda it: tuple(GoalTarget(year, it[1]) for year in it[0]))
baselines = st.builds(GoalBaseline, st.sampled_from(BASES), numbers)
tolerances = st.sampled_from([Decimal(0), Decimal(5), Decimal(101)])
plans = st.builds(MeasuringPlan, days, st.sampled_from([1, 12, 48]), st.sampled_from([0, 24]), tolerances)
periods = st.sampled_from(
    [(2009, 1, 2009, 12), (2013, 1, 2013, 12), (2013, 7, 2014, 6), (2014, 1, 2016, 12), (2025, 1, 2025, 12)]
).map(lambda it: ValuePeriod(date(it[0], it[1], 1), date(it[2], it[3], 31 if it[3] == 12 else 30)))
series = st.none() | st.integers(1, 3)
mixes = st.sampled_from([None, *ElectricityMix])

proposals = st.builds(
    lambda on, responsible, baseline, aims, plan: ProposeGoal(
        "Weniger", "Text.", "heat", responsible, INDICATOR, "m1", plan, on, None, None, baseline, aims
    ),
    st.sampled_from(DAYS[:3]),
    parties,
    st.none() | st.just(GoalBaseline(2010, Decimal(700))),
    st.tuples(_rising, numbers).map(lambda it: tuple(GoalTarget(year, it[1]) for year in it[0])),
    st.just(PLAN),
)
values = st.builds(
    lambda period, value, mix, method: RecordGoalValue(HERE, period, value, DataQuality.B, "Bilanz", mix, method),
    periods,
    numbers,
    mixes,
    series,
)
commands: st.SearchStrategy[Any] = st.one_of(
    values,
    values,
    st.builds(AdjustGoalTargets, st.just(HERE), targets, days),
    st.builds(AdjustGoalTargets, st.just(HERE), targets, days),
    st.builds(SetGoalBaseline, st.just(HERE), baselines, series),
    st.builds(ChangeGoalMethod, st.just(HERE), st.sampled_from(["m1", "m2"]), days, st.none(), st.none() | baselines),
    st.builds(AgreeGoalMeasuring, st.just(HERE), plans),
    st.builds(EntrustGoal, st.just(HERE), parties, days),
    st.builds(AdoptGoal, st.just(HERE), days),
    st.builds(AdoptGoal, st.just(HERE), days),
    st.sampled_from([AchieveGoal, AbandonGoal]).flatmap(lambda kind: st.builds(kind, st.just(HERE), days)),
    st.just(RestateGoal(HERE, "Anders", "Text.")),
    st.just(AssignGoalTheme(HERE, "mobility")),
    st.builds(AssignGoalToAgreement, st.just(HERE), st.sampled_from([None, "agreement:1"])),
)


@dataclass(frozen=True)
class Move:
    """A command, whether a reason is given, and for whom the one who gives it acts."""

    command: Any
    reason: bool
    acts_for: str | None


MOVES = st.builds(
    Move,
    commands,
    st.sampled_from([True] * 9 + [False]),
    st.sampled_from([None] * 9 + ["county:1", "partner:1", "municipality:3"]),
)


_WORLD = goal(proposed())


@dataclass
class Life:
    """A goal as its commands have made it."""

    state: Goal

    def play(self, move: Move, today: date = TODAY) -> list[Any]:
        """What follows from a command; nothing where it is refused. Whatever else goes wrong is raised."""
        given = _WORLD.when(move.command, today=today, reason=move.reason, acts_for=move.acts_for)
        try:
            events = given.decided(self.state)
        except Rejected:
            return []
        for event in events:
            self.state = GOAL.evolve(self.state, event)
        return events


def begun(proposal: ProposeGoal) -> Life:
    """The life that a proposal begins."""
    (event,) = goal().when(proposal).decided(None)
    return Life(GOAL.evolve(None, event))
