"""Corrections of a goal: what is given and what stays go together, and what has no day can be put right as well."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from events.goal.correction import CorrectGoal, GoalCorrected
from events.goal.course import (
    GoalAbandoned,
    GoalAchieved,
    GoalAgreementAssigned,
    GoalEntrusted,
    GoalResponsibility,
    GoalStatus,
)
from events.goal.indicator import GoalDirection, GoalIndicator, GoalMeasuringAgreed, MeasuringPlan
from events.goal.path import GoalBaseline, GoalMethod, GoalMethodChanged, GoalTarget, GoalTargetsAdjusted, TargetPath
from events.values import digest_of
from tests.events.goal.story import (
    BASELINE,
    HERE,
    PLAN,
    PROPOSED,
    TARGETS,
    adopted,
    goal,
    proposed,
    recorded,
    steps,
)
from tests.spec import EVENT, day, state_of

P, A, X, _ = GoalStatus
BEFORE, DAY = day("2012-02-29"), day("2014-01-01")


def at(*years: int) -> tuple[GoalTarget, ...]:
    return tuple(GoalTarget(year, Decimal(1)) for year in years)


def path(on: str, *years: int) -> TargetPath:
    return TargetPath(day(on), at(*years))


def base(year: int) -> GoalBaseline:
    return GoalBaseline(year, Decimal(900))


ONE = GoalMethod(1, PROPOSED, "BISKO", "2019", BASELINE)
TWO = GoalMethod(2, day("2018-01-01"), "Zählung", None, base(2018))
begun = GoalMethodChanged(2, "Zählung", None, TWO.since, base(2018))
"""From 2018 on with a baseline of that year."""
backdated = GoalTargetsAdjusted(at(2017, 2030), day("2015-01-01"))
"""They hold until today, and the first of them was over when the method changed."""
ADOPTED_GOAL = (proposed(), adopted)
CHANGED = (proposed(), adopted, begun)
EARLIER = (proposed(), adopted, begun, backdated)
TO_BE_EMPTY = (proposed(), GoalTargetsAdjusted((), day("2015-01-01")))
NEVER_AIMED = (proposed(targets=()), adopted)


@pytest.mark.parametrize(
    ("events", "facts", "code", "field"),
    [
        # Baselines lie before the targets of their time.
        (ADOPTED_GOAL, {"methods": (replace(ONE, baseline=base(2020)),)}, "BEFORE_BASELINE", "methods"),
        (ADOPTED_GOAL, {"paths": (path("2012-03-01", 2010, 2030),)}, "BEFORE_BASELINE", "paths"),
        (ADOPTED_GOAL, {"paths": (path("2012-03-01", 2030), path("2015-01-01", 2010))}, "BEFORE_BASELINE", "paths"),
        (CHANGED, {"methods": (ONE, replace(TWO, baseline=base(2020)))}, "BEFORE_BASELINE", "methods"),
        (CHANGED, {"paths": (path("2012-03-01", 2018, 2030),)}, "BEFORE_BASELINE", "paths"),
        (CHANGED, {"paths": (path("2012-03-01", 2030), path("2018-01-01", 2018))}, "BEFORE_BASELINE", "paths"),
        (EARLIER, {"methods": (ONE, replace(TWO, since=day("2014-12-31")))}, "BEFORE_BASELINE", "methods"),
        (EARLIER, {"methods": (ONE, replace(TWO, since=day("2019-01-01")))}, "BEFORE_BASELINE", "methods"),
        (EARLIER, {"methods": (ONE, replace(TWO, baseline=base(2017)))}, "BEFORE_BASELINE", "methods"),
        (
            ADOPTED_GOAL,
            {"paths": (TargetPath(PROPOSED, TARGETS), path("2015-01-01", 2030, 2020))},
            "NOT_IN_ORDER",
            "paths",
        ),
        # Once adopted, a goal keeps its targets.
        (ADOPTED_GOAL, {"paths": (path("2012-03-01"),)}, "EMPTY", "paths"),
        (ADOPTED_GOAL, {"paths": (path("2012-03-01", 2030), path("2020-01-01"))}, "EMPTY", "paths"),
        (
            ADOPTED_GOAL,
            {"paths": (path("2012-03-01", 2030), path("2020-01-01"), path("2021-01-01", 2030))},
            "EMPTY",
            "paths",
        ),
        (TO_BE_EMPTY, {"steps": steps((P, "2012-03-01"), (A, "2014-12-31"))}, "EMPTY", "steps"),
        # Nothing holds before the proposal.
        (ADOPTED_GOAL, {"methods": (replace(ONE, since=BEFORE),)}, "BEFORE_BEGINNING", "methods"),
        (ADOPTED_GOAL, {"paths": (TargetPath(BEFORE, TARGETS),)}, "BEFORE_BEGINNING", "paths"),
        (ADOPTED_GOAL, {"plans": (replace(PLAN, since=BEFORE),)}, "BEFORE_BEGINNING", "plans"),
        (
            ADOPTED_GOAL,
            {"responsibilities": (GoalResponsibility(BEFORE, "partner:2"),)},
            "BEFORE_BEGINNING",
            "responsibilities",
        ),
        (CHANGED, {"steps": steps((P, "2018-01-02"))}, "BEFORE_BEGINNING", "steps"),
        (
            (*ADOPTED_GOAL, GoalEntrusted("partner:2", DAY)),
            {"steps": steps((P, "2014-01-02"))},
            "BEFORE_BEGINNING",
            "steps",
        ),
        (
            (*ADOPTED_GOAL, GoalMeasuringAgreed(replace(PLAN, since=DAY, lag_months=1))),
            {"steps": steps((P, "2014-01-02"))},
            "BEFORE_BEGINNING",
            "steps",
        ),
        (EARLIER, {"steps": steps((P, "2015-01-02"))}, "BEFORE_BEGINNING", "steps"),
        (
            ADOPTED_GOAL,
            {"steps": steps((P, "2014-01-02")), "plans": (replace(PLAN, since=DAY),)},
            "BEFORE_BEGINNING",
            "plans",
        ),
        # Values belong to the methods that there are.
        ((*CHANGED, recorded(2019, "1", 2)), {"methods": (ONE,)}, "NOT_IN_ORDER", "methods"),
        (ADOPTED_GOAL, {"methods": (ONE, TWO)}, "NOT_IN_ORDER", "methods"),
        # Nothing has happened yet that lies ahead.
        (ADOPTED_GOAL, {"steps": steps((P, "2012-03-01"), (A, "2013-01-01"), (X, "2024-06-02"))}, "IN_FUTURE", "steps"),
        # What has no day.
        (ADOPTED_GOAL, {"theme": "cold"}, "NOT_LISTED", "theme"),
        (ADOPTED_GOAL, {"theme": "peat"}, "RETIRED", "theme"),
        (ADOPTED_GOAL, {"agreement": "agreement:9"}, "NOT_FOUND", "agreement"),
        (ADOPTED_GOAL, {"agreement": "agreement:2"}, "ABANDONED", "agreement"),
        (
            ADOPTED_GOAL,
            {"agreement": "agreement:1", "agreement_withdrawn": True},
            "CONTRADICTION",
            "agreement_withdrawn",
        ),
    ],
)
def test_what_does_not_go_together(events: tuple[Any, ...], facts: dict[str, Any], code: str, field: str) -> None:
    goal(*events).when(CorrectGoal(HERE, EVENT, **facts)).rejects(code, field)


@pytest.mark.parametrize(
    ("events", "facts"),
    [
        (ADOPTED_GOAL, {"methods": (replace(ONE, baseline=base(2019)),)}),
        # Baseline and targets put right together.
        (ADOPTED_GOAL, {"methods": (replace(ONE, baseline=base(2020)),), "paths": (path("2012-03-01", 2021),)}),
        # Each path after the baseline of its own time, and adjusted when the method changes.
        (CHANGED, {"paths": (path("2012-03-01", 2011, 2030), path("2018-01-01", 2019))}),
        # What an adjustment on an earlier day brought is no fault of what is put right besides.
        (EARLIER, {"indicator": GoalIndicator("CO2", "t", GoalDirection.DECREASE)}),
        (EARLIER, {"methods": (ONE, replace(TWO, name="Zähler", edition="2"))}),
        (EARLIER, {"methods": (ONE, replace(TWO, baseline=base(2016)))}),
        # A goal may have been adopted without targets, and may have got them later.
        (ADOPTED_GOAL, {"paths": (path("2012-03-01"), path("2020-01-01", 2030))}),
        (NEVER_AIMED, {"paths": (path("2012-06-01"),)}),
        ((proposed(),), {"paths": (path("2012-03-01"),)}),
        (ADOPTED_GOAL, {"steps": steps((P, "2012-03-01")), "paths": (path("2012-03-01"),)}),
        (TO_BE_EMPTY, {"steps": steps((P, "2012-03-01"), (A, "2015-01-01"))}),
        # The day of the proposal, earlier or later than what began with it.
        (ADOPTED_GOAL, {"steps": steps((P, "2010-01-01"), (A, "2013-01-01"))}),
        (ADOPTED_GOAL, {"steps": steps((P, "2012-12-01"), (A, "2013-01-01"))}),
        (ADOPTED_GOAL, {"steps": steps((P, "2010-01-01")), "plans": (replace(PLAN, since=day("2010-01-01")),)}),
        # What has no day.
        (ADOPTED_GOAL, {"title": "Null"}),
        (ADOPTED_GOAL, {"description": "Anders."}),
        (ADOPTED_GOAL, {"theme": "mobility"}),
        (ADOPTED_GOAL, {"agreement": "agreement:1"}),
        ((*ADOPTED_GOAL, GoalAgreementAssigned("agreement:1")), {"agreement_withdrawn": True}),
        ((*ADOPTED_GOAL, GoalAchieved(DAY)), {"title": "Null", "theme": "mobility", "agreement": "agreement:1"}),
        ((*ADOPTED_GOAL, GoalAbandoned(DAY)), {"description": "Anders.", "agreement": "agreement:1"}),
        # What stays is not asked for again.
        ((proposed(theme="peat"), adopted), {"theme": "peat", "title": "Null"}),
        ((proposed(agreement="agreement:2"), adopted), {"agreement": "agreement:2", "title": "Null"}),
    ],
)
def test_what_goes_together(events: tuple[Any, ...], facts: dict[str, Any]) -> None:
    goal(*events).when(CorrectGoal(HERE, EVENT, **facts)).then(GoalCorrected(EVENT, **facts))


def test_what_is_left_out_stays() -> None:
    before = state_of(*CHANGED, GoalAgreementAssigned("agreement:1"))
    kept = state_of(*CHANGED, GoalAgreementAssigned("agreement:1"), GoalCorrected(EVENT, title="Null"))
    assert kept == replace(before, title="Null")
    alone = state_of(
        *CHANGED,
        GoalAgreementAssigned("agreement:1"),
        GoalCorrected(EVENT, description="Anders.", agreement_withdrawn=True),
    )
    assert alone == replace(before, description=digest_of("Anders."), agreement=None)


def test_a_plan_and_who_answers_are_put_right_for_their_days() -> None:
    later = MeasuringPlan(DAY, 24, 12, Decimal(5))
    told = (GoalResponsibility(PROPOSED, "partner:1"), GoalResponsibility(DAY, "partner:2"))
    given = goal(*ADOPTED_GOAL)
    given.when(CorrectGoal(HERE, EVENT, plans=(PLAN, later))).then(GoalCorrected(EVENT, plans=(PLAN, later)))
    given.when(CorrectGoal(HERE, EVENT, responsibilities=told)).then(GoalCorrected(EVENT, responsibilities=told))
