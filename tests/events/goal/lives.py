"""Random lives of a goal: commands of every kind with few days, years and numbers, so that they meet often."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from events.decider import Rejected
from events.goal import GOAL
from events.goal.correction import CorrectGoal
from events.goal.course import (
    AbandonGoal,
    AchieveGoal,
    AdoptGoal,
    AssignGoalTheme,
    AssignGoalToAgreement,
    EntrustGoal,
    GoalResponsibility,
    GoalStatus,
    GoalStep,
    ProposeGoal,
    RestateGoal,
)
from events.goal.indicator import AgreeGoalMeasuring, MeasuringPlan
from events.goal.measured import (
    CorrectGoalValue,
    DataQuality,
    ElectricityMix,
    RecordGoalValue,
    ValuePeriod,
    WithdrawGoalValue,
)
from events.goal.path import (
    AdjustGoalTargets,
    ChangeGoalMethod,
    GoalBaseline,
    GoalMethod,
    GoalTarget,
    SetGoalBaseline,
    TargetPath,
)
from events.goal.state import Goal
from tests.events.goal.story import HERE, INDICATOR, PLAN, goal, proposed
from tests.spec import EVENT, TODAY, day

DAYS = [*map(day, ("2012-02-01", "2012-03-01", "2012-06-15", "2013-01-01", "2015-05-05", "2018-01-01", "2026-01-01"))]
YEARS, BASES = [2013, 2015, 2018, 2020, 2030], [2009, 2010, 2013, 2017]
COURSES = [
    (GoalStatus.PROPOSED, *more)
    for more in (
        (),
        (GoalStatus.ADOPTED,),
        (GoalStatus.ADOPTED,),
        (GoalStatus.ABANDONED,),
        (GoalStatus.ADOPTED, GoalStatus.ACHIEVED),
        (GoalStatus.ACHIEVED,),
    )
]

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


@st.composite
def in_order(draw: Any, facts: Any, most: int = 3) -> tuple[Any, ...]:
    """Facts of days that mostly rise."""
    told = draw(st.lists(facts, min_size=1, max_size=most, unique_by=lambda fact: fact.since))
    return tuple(sorted(told, key=lambda fact: fact.since)) if draw(st.integers(0, 4)) else tuple(told)


@st.composite
def methods(draw: Any) -> tuple[GoalMethod, ...]:
    since = sorted(draw(st.sets(days, min_size=3, max_size=3)))
    return tuple(GoalMethod(n, on, f"m{n}", None, draw(st.none() | baselines)) for n, on in enumerate(since, 1))


@st.composite
def courses(draw: Any) -> tuple[GoalStep, ...]:
    told = draw(st.sampled_from(COURSES))
    on = sorted(draw(st.lists(days, min_size=len(told), max_size=len(told))))
    return tuple(GoalStep(status, each) for status, each in zip(told, on, strict=True))


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
    lambda kind, period, value, mix, method: kind(HERE, period, value, DataQuality.B, "Bilanz", mix, method),
    st.sampled_from([RecordGoalValue, RecordGoalValue, CorrectGoalValue]),
    periods,
    numbers,
    mixes,
    series,
)
corrections = st.builds(
    CorrectGoal,
    id=st.just(HERE),
    corrects=st.just(EVENT),
    title=st.none() | st.just("Anders"),
    agreement=st.none() | st.just("agreement:1"),
    agreement_withdrawn=st.booleans(),
    methods=st.none() | methods(),
    paths=st.none() | in_order(st.builds(TargetPath, days, targets)),
    plans=st.none() | in_order(plans),
    responsibilities=st.none() | in_order(st.builds(GoalResponsibility, days, parties)),
    steps=st.none() | courses(),
)
only_one = st.sampled_from(["methods", "paths", "plans", "responsibilities", "steps"]).flatmap(
    lambda name: corrections.map(lambda told: CorrectGoal(HERE, EVENT, **{name: getattr(told, name)}))
)
commands: st.SearchStrategy[Any] = st.one_of(
    values,
    values,
    corrections,
    only_one,
    only_one,
    st.builds(AdjustGoalTargets, st.just(HERE), targets, days),
    st.builds(AdjustGoalTargets, st.just(HERE), targets, days),
    st.builds(SetGoalBaseline, st.just(HERE), baselines, series),
    st.builds(ChangeGoalMethod, st.just(HERE), st.sampled_from(["m1", "m2"]), days, st.none(), st.none() | baselines),
    st.builds(AgreeGoalMeasuring, st.just(HERE), plans),
    st.builds(EntrustGoal, st.just(HERE), parties, days),
    st.builds(WithdrawGoalValue, st.just(HERE), periods, mixes, series),
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
    counts: bool
    """Whether as many methods are corrected as there are."""


MOVES = st.builds(
    Move,
    commands,
    st.sampled_from([True] * 9 + [False]),
    st.sampled_from([None] * 9 + ["county:1", "partner:1", "municipality:3"]),
    st.sampled_from([True] * 4 + [False]),
)


_WORLD = goal(proposed())
"""A record, and an event that corrections can name."""


@dataclass
class Life:
    """A goal as its commands have made it."""

    state: Goal

    def play(self, move: Move, today: date = TODAY) -> list[Any]:
        """What follows from a command; nothing where it is refused. Whatever else goes wrong is raised."""
        command = move.command
        if move.counts and isinstance(command, CorrectGoal) and command.methods is not None:
            command = replace(command, methods=command.methods[: len(self.state.methods)])
        given = _WORLD.when(command, today=today, reason=move.reason, acts_for=move.acts_for)
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
