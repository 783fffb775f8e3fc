"""What the path of a goal expects at a year, by hand: from 1,000 in 2010 over 500 in 2020 to 0 in 2030."""

from decimal import Decimal
from typing import Any

import pytest

from events.goal.attainment import ExpectedValue
from events.goal.calculation import expected_value
from events.goal.course import GoalAbandoned
from events.goal.indicator import GoalDirection, GoalIndicator
from events.goal.path import GoalMethodChanged, GoalTargetsAdjusted
from events.goal.state import GoalBaseline, GoalTarget
from tests.events.goal.story import BASELINE, TARGETS, adopted, proposed
from tests.spec import day, state_of

FIRST = GoalTarget(BASELINE.year, BASELINE.value)
CENTS = GoalIndicator("Emissionen", "t CO2e", GoalDirection.DECREASE, 2)
broken = GoalMethodChanged(2, "Zählung", day("2018-01-01"), None, None)
begun = GoalMethodChanged(2, "Zählung", day("2018-01-01"), None, GoalBaseline(2017, Decimal(600)))
longer = GoalTargetsAdjusted((GoalTarget(2050, Decimal(0)),), day("2022-01-01"))


@pytest.mark.parametrize(
    ("events", "on", "year", "value", "before", "after"),
    [
        ((proposed(), adopted), "2024-06-01", 2010, "1000", FIRST, TARGETS[0]),
        # 1000 - 3/10 * 500
        ((proposed(), adopted), "2024-06-01", 2013, "850", FIRST, TARGETS[0]),
        ((proposed(), adopted), "2024-06-01", 2020, "500", *TARGETS),
        # 500 - 7/10 * 500
        ((proposed(), adopted), "2024-06-01", 2027, "150", *TARGETS),
        ((proposed(), adopted), "2024-06-01", 2030, "0", TARGETS[1], None),
        ((proposed(), adopted), "2024-06-01", 2199, "0", TARGETS[1], None),
        # A path of a goal that is proposed, or was given up, says the same.
        ((proposed(),), "2012-03-01", 2013, "850", FIRST, TARGETS[0]),
        ((proposed(), GoalAbandoned(day("2014-01-01"))), "2024-06-01", 2013, "850", FIRST, TARGETS[0]),
        # 1000 in 2010, 0 in 2050: 1000 - 3/40 * 1000, but only from 2022 on.
        ((proposed(), adopted, longer), "2022-01-01", 2013, "925", FIRST, longer.targets[0]),
        ((proposed(), adopted, longer), "2021-12-31", 2013, "850", FIRST, TARGETS[0]),
        # By the new method from 600 in 2017: 600 - 1/3 * 100 = 566.66..., half up.
        (
            (proposed(indicator=CENTS), adopted, begun),
            "2018-01-01",
            2018,
            "566.67",
            GoalTarget(2017, Decimal(600)),
            TARGETS[0],
        ),
        ((proposed(indicator=CENTS), adopted, begun), "2017-12-31", 2018, "600.00", FIRST, TARGETS[0]),
    ],
)
def test_what_is_expected(
    events: tuple[Any, ...], on: str, year: int, value: str, before: GoalTarget, after: GoalTarget | None
) -> None:
    method = 2 if before.year == 2017 else 1
    found = expected_value(state_of(*events), day(on), year)
    assert found == ExpectedValue(year, Decimal(value), before, after, method)
    assert str(found.value) == value


@pytest.mark.parametrize(
    ("events", "year"),
    [
        ((proposed(), adopted), 2009),
        ((proposed(baseline=None), adopted), 2015),
        ((proposed(targets=()), adopted), 2015),
        ((proposed(baseline=None, targets=()), adopted), 2015),
        ((proposed(), adopted, broken), 2020),
        ((proposed(), adopted, begun), 2016),
        # Where no target lies after the baseline there is no path.
        ((proposed(baseline=GoalBaseline(2040, Decimal(1))), adopted), 2041),
    ],
)
def test_where_the_path_says_nothing(events: tuple[Any, ...], year: int) -> None:
    assert expected_value(state_of(*events), day("2024-06-01"), year) is None
