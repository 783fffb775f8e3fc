"""Whether a goal is on its way: a table of edges with numbers worked out by hand, and the same reckoned otherwise.

The path goes straight from 1,000 in 2010 over 500 in 2020 to 0 in 2030; the tolerance is 10 % of 1,000: 100.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.goal import GOAL
from events.goal.attainment import AttainmentStatus, NoDataGround
from events.goal.course import GoalAbandoned, GoalAchieved, GoalAdopted, GoalEntrusted, GoalStatus
from events.goal.indicator import GoalDirection, GoalIndicator, GoalMeasuringAgreed, MeasuringPlan
from events.goal.measured import ElectricityMix, GoalValueCorrected, GoalValueWithdrawn, ValuePeriod
from events.goal.path import (
    GoalBaseline,
    GoalBaselineSet,
    GoalMethodChanged,
    GoalTarget,
    GoalTargetsAdjusted,
)
from events.goal.reckoning import attainment, newest, rounded
from events.goal.state import Goal
from events.goal.view_rules import view
from tests.events.goal.story import PLAN, PROPOSED, adopted, proposed, recorded, value, year
from tests.spec import day, state_of

ON, RISK, OFF, NONE = AttainmentStatus
NOW = day("2024-06-01")
UP = GoalIndicator("Ladepunkte", "Stück", GoalDirection.INCREASE)
RISING = {"indicator": UP, "baseline": GoalBaseline(2010, Decimal(100)), "targets": (GoalTarget(2020, Decimal(300)),)}
HUMP = {"targets": (GoalTarget(2015, Decimal(1200)), GoalTarget(2030, Decimal(0)))}
LEVEL = {"targets": (GoalTarget(2030, Decimal(1000)),)}
TERRITORIAL = ElectricityMix.TERRITORIAL
new_method = GoalMethodChanged(2, "Zählung", None, day("2018-01-01"), None)


def the(**changes: Any) -> tuple[Any, ...]:
    """The goal, proposed otherwise where it is said, and adopted."""
    return proposed(**changes), adopted


# What has happened, the day asked for, and what follows: status or ground, expected, behind.
EDGES: dict[str, tuple[tuple[Any, ...], date, AttainmentStatus | NoDataGround, str | None, str | None]] = {
    "no baseline": ((*the(baseline=None), recorded(2015, "1")), NOW, NoDataGround.NO_BASELINE, None, None),
    "no targets": ((*the(targets=()), recorded(2015, "1")), NOW, NoDataGround.NO_TARGET, None, None),
    "targets before the baseline only": (
        (*the(baseline=None), GoalBaselineSet(1, GoalBaseline(2030, Decimal(9))), recorded(2015, "1")),
        NOW,
        NoDataGround.NO_TARGET,
        None,
        None,
    ),
    "no value": (the(), NOW, NoDataGround.NO_VALUE, None, None),
    "a value before the baseline": ((*the(), recorded(2009, "1100")), NOW, NoDataGround.BEFORE_BASELINE, None, None),
    # The path begins at the baseline's own year.
    "a value in the year of the baseline": ((*the(), recorded(2010, "1000")), NOW, ON, "1000", "0"),
    # 1000 - 5/10 * 500
    "exactly on the path": ((*the(), recorded(2015, "750")), NOW, ON, "750", "0"),
    "ahead of the path": ((*the(), recorded(2015, "600")), NOW, ON, "750", "-150"),
    "exactly on the tolerance": ((*the(), recorded(2015, "850")), NOW, RISK, "750", "100"),
    "just beyond the tolerance": ((*the(), recorded(2015, "850.000001")), NOW, OFF, "750", "100"),
    "just behind the path": ((*the(), recorded(2015, "750.000001")), NOW, RISK, "750", "0"),
    # At the kink itself the target holds; after it another slope: 500 - 1/10 * 500.
    "at the kink": ((*the(), recorded(2020, "500")), NOW, ON, "500", "0"),
    "after the kink": ((*the(), recorded(2021, "450")), NOW, ON, "450", "0"),
    # 1000 in 2010, 900 in 2020, 0 in 2030: 900 - 3/10 * 900 = 630, while a straight line would say 1000 - 13/20 * 1000.
    "a path with a sharp kink": (
        (*the(targets=(GoalTarget(2020, Decimal(900)), GoalTarget(2030, Decimal(0)))), recorded(2023, "700")),
        NOW,
        RISK,
        "630",
        "70",
    ),
    "level after the last target": (
        (*the(targets=(GoalTarget(2020, Decimal(500)),)), recorded(2023, "540")),
        NOW,
        RISK,
        "500",
        "40",
    ),
    # Tolerance 100 all the same, but the value is worse than where it began.
    "worse than the baseline within the tolerance": ((*the(), recorded(2011, "1010")), NOW, OFF, "950", "60"),
    # 1000 + 3/5 * 200 = 1120: planned to rise first, so nothing is missed.
    "worse than the baseline, ahead of a rising path": (
        (*the(**HUMP), recorded(2013, "1100")),
        NOW,
        ON,
        "1120",
        "-20",
    ),
    # The gap is nothing, so is the tolerance.
    "kept level": ((*the(**LEVEL), recorded(2015, "1000")), NOW, ON, "1000", "0"),
    "not kept level": ((*the(**LEVEL), recorded(2015, "1000.1")), NOW, OFF, "1000", "0"),
    # 100 + 3/10 * 200 = 160, tolerance 20
    "rising, ahead": ((*the(**RISING), recorded(2013, "161")), NOW, ON, "160", "-1"),
    "rising, exactly on the tolerance": ((*the(**RISING), recorded(2013, "140")), NOW, RISK, "160", "20"),
    "rising, beyond the tolerance": ((*the(**RISING), recorded(2013, "139.9")), NOW, OFF, "160", "20"),
    "rising, worse than the baseline": ((*the(**RISING), recorded(2011, "99")), NOW, OFF, "120", "21"),
    "a broken series": ((*the(), recorded(2015, "750"), new_method), NOW, NoDataGround.SERIES_BROKEN, None, None),
    "a series before it was broken": ((*the(), recorded(2015, "750"), new_method), day("2017-12-31"), ON, "750", "0"),
    "a new series without a value": (
        (*the(), recorded(2015, "750"), new_method, GoalBaselineSet(2, GoalBaseline(2018, Decimal(700)))),
        NOW,
        NoDataGround.NO_VALUE,
        None,
        None,
    ),
    # 700 in 2018, 500 in 2020, 0 in 2030: 500 - 2/10 * 500; tolerance 10 % of 700.
    "a new series with a value": (
        (
            *the(),
            recorded(2015, "750"),
            new_method,
            GoalBaselineSet(2, GoalBaseline(2018, Decimal(700))),
            recorded(2022, "470", 2),
        ),
        NOW,
        RISK,
        "400",
        "70",
    ),
    "an old value corrected": (
        (*the(), recorded(2015, "900"), recorded(2016, "700"), GoalValueCorrected(value(2015, "750"))),
        NOW,
        ON,
        "700",
        "0",
    ),
    "the newest value corrected": (
        (*the(), recorded(2015, "900"), GoalValueCorrected(value(2015, "750"))),
        NOW,
        ON,
        "750",
        "0",
    ),
    "the newest value withdrawn": (
        (*the(), recorded(2015, "750"), recorded(2016, "999"), GoalValueWithdrawn(1, year(2016), None)),
        NOW,
        ON,
        "750",
        "0",
    ),
    # 1000 in 2010, 0 in 2050 from 2022 on: 1000 - 5/40 * 1000.
    "targets adjusted after the value": (
        (*the(), recorded(2015, "880"), GoalTargetsAdjusted((GoalTarget(2050, Decimal(0)),), day("2022-01-01"))),
        NOW,
        RISK,
        "875",
        "5",
    ),
    "the day before they are adjusted": (
        (*the(), recorded(2015, "880"), GoalTargetsAdjusted((GoalTarget(2050, Decimal(0)),), day("2022-01-01"))),
        day("2021-12-31"),
        OFF,
        "750",
        "130",
    ),
    "a period not over": (
        (*the(), recorded(2015, "750")),
        day("2015-12-31"),
        NoDataGround.NO_VALUE,
        None,
        None,
    ),
    "a period that has just ended": ((*the(), recorded(2015, "750")), day("2016-01-01"), ON, "750", "0"),
    # It stands at 2018: 1000 - 8/10 * 500.
    "a period of years stands at its last": ((*the(), recorded(year(2016, 2018), "600")), NOW, ON, "600", "0"),
    "part of a year stands at that year": (
        (*the(), recorded(ValuePeriod(day("2015-01-01"), day("2015-03-31")), "750")),
        NOW,
        ON,
        "750",
        "0",
    ),
    "the later period counts, though recorded earlier": (
        (*the(), recorded(2016, "700"), recorded(2015, "999")),
        NOW,
        ON,
        "700",
        "0",
    ),
    "the territorial mix alone": (
        (*the(), recorded(2015, "1", mix=TERRITORIAL)),
        NOW,
        NoDataGround.NO_VALUE,
        None,
        None,
    ),
    "the territorial mix beside the federal": (
        (*the(), recorded(2015, "750", mix=ElectricityMix.FEDERAL), recorded(2016, "1", mix=TERRITORIAL)),
        NOW,
        ON,
        "750",
        "0",
    ),
    # 1000 - 1/10 * 500 = 950: behind by 0.4, which is shown as 0 and counts all the same.
    "rounding decides nothing": ((*the(), recorded(2011, "950.4")), NOW, RISK, "950", "0"),
    "another tolerance from a day on": (
        (
            *the(),
            recorded(2015, "760"),
            GoalMeasuringAgreed(MeasuringPlan(day("2020-01-01"), 12, 12, Decimal("0.5"))),
        ),
        NOW,
        OFF,
        "750",
        "10",
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_edges(edge: str) -> None:
    events, on, told, expected, behind = EDGES[edge]
    found = attainment(state_of(*events), on)
    assert found is not None
    assert (found.ground or found.status) is told
    assert (found.status is NONE) == isinstance(told, NoDataGround)
    assert found.expected == (None if expected is None else Decimal(expected))
    assert found.behind == (None if behind is None else Decimal(behind))


@pytest.mark.parametrize(
    ("events", "on"),
    [
        ((proposed(), recorded(2015, "750")), NOW),
        ((*the(), recorded(2012, "900")), day("2012-12-31")),
        ((*the(), recorded(2015, "750"), GoalAchieved(day("2020-01-01"))), NOW),
        ((*the(), recorded(2015, "750"), GoalAbandoned(day("2020-01-01"))), NOW),
    ],
)
def test_only_an_adopted_goal_is_on_its_way(events: tuple[Any, ...], on: date) -> None:
    assert attainment(state_of(*events), on) is None
    assert view(state_of(*events), on).attainment is None


def test_the_arithmetic_is_told() -> None:
    decimals = GoalIndicator("Emissionen", "t CO2e", GoalDirection.DECREASE, 2)
    found = attainment(state_of(*the(indicator=decimals), recorded(2017, "700.005")), NOW)
    assert found is not None
    assert (found.method, found.year, found.baseline) == (1, 2017, GoalBaseline(2010, Decimal(1000)))
    assert (found.before, found.after) == (GoalTarget(2010, Decimal(1000)), GoalTarget(2020, Decimal(500)))
    assert found.last == GoalTarget(2030, Decimal(0))
    # 1000 - 7/10 * 500 = 650; 700.005 - 650 = 50.005, half up.
    assert [str(each) for each in (found.expected, found.behind, found.gap, found.tolerance)] == [
        "650.00",
        "50.01",
        "1000",
        "100.00",
    ]
    assert found.worse_than_baseline is False
    late = attainment(state_of(*the(targets=(GoalTarget(2020, Decimal(500)),)), recorded(2023, "1")), NOW)
    assert late is not None
    assert (late.before, late.after) == (GoalTarget(2020, Decimal(500)), None)


@given(st.fractions(-(10**15), 10**15, max_denominator=10**6), st.integers(0, 6))
def test_numbers_are_shown_rounded_half_up(number: Fraction, places: int) -> None:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    unit = Decimal(1).scaleb(-places)
    assert abs(Fraction(rounded(number, places)) - number) * 2 <= Fraction(unit)
    if Fraction(exact) == number:
        assert rounded(number, places) == exact.quantize(unit, ROUND_HALF_UP)
    assert "E" not in f"{rounded(number, places):f}"


# --- The same, reckoned otherwise ------------------------------------------------------------------------------

numbers = st.integers(-50, 1500).map(lambda number: Decimal(number) / 2)


@st.composite
def goals(draw: Any) -> Goal:
    direction = draw(st.sampled_from(GoalDirection))
    baseline = draw(st.none() | st.builds(GoalBaseline, st.integers(2005, 2015), numbers))
    years = sorted(draw(st.sets(st.integers(2010, 2030), max_size=4)))
    targets = tuple(GoalTarget(each, draw(numbers)) for each in years)
    told = proposed(
        indicator=GoalIndicator("x", "y", direction, draw(st.integers(0, 3))),
        baseline=baseline,
        targets=targets,
        plan=MeasuringPlan(PROPOSED, 12, 24, draw(st.sampled_from([Decimal(0), Decimal("7.5"), Decimal(100)]))),
    )
    values = [recorded(each, str(draw(numbers))) for each in draw(st.permutations(range(2008, 2024)))[:3]]
    return state_of(told, adopted, *values)  # type: ignore[no-any-return]


def walked(points: dict[int, Decimal], wanted: int) -> Fraction:
    """The path's value at a year, walked year by year from its beginning."""
    years = sorted(points)
    at = Fraction(points[years[0]])
    for each in range(years[0], wanted):
        ahead = [point for point in years if point > each]
        if ahead:
            at += (Fraction(points[ahead[0]]) - at) / (ahead[0] - each)
    return at


@given(goals(), st.integers(2012, 2026))
def test_reckoned_year_by_year_it_is_the_same(goal: Goal, asked: int) -> None:
    on = date(max(asked, 2014), 7, 1)
    found = attainment(goal, on)
    assert found is not None
    method = goal.methods[0]
    over = [each for each in goal.values if each.period.until < on]
    if method.baseline is None or not over:
        assert found.status is NONE
        return
    last = max(over, key=lambda each: each.period.until)
    points = {each.year: each.value for each in goal.paths[0].targets if each.year > method.baseline.year}
    at = last.period.until.year
    if not points or at < method.baseline.year:
        assert found.status is NONE
        return
    aim = points[max(points)]
    points[method.baseline.year] = method.baseline.value
    behind = Fraction(last.value) - walked(points, at)
    worse = last.value > method.baseline.value
    if goal.indicator.direction is GoalDirection.INCREASE:
        behind, worse = -behind, last.value < method.baseline.value
    bearable = Fraction(abs(aim - method.baseline.value)) * Fraction(goal.plans[0].tolerance_percent) / 100
    assert found.status is (ON if behind <= 0 else OFF if worse or behind > bearable else RISK)
    assert found.value == last


# --- On a day --------------------------------------------------------------------------------------------------


def due(*events: Any, on: str) -> tuple[str | None, str | None]:
    told = view(state_of(*events), day(on))
    days = (told.value_due, told.overdue_since)
    return days[0].isoformat() if days[0] else None, days[1].isoformat() if days[1] else None


def test_the_next_value_is_due_a_cadence_and_a_lag_after_the_newest_period() -> None:
    assert due(*the(), recorded(2015, "1"), on="2018-12-31") == ("2018-12-31", None)
    assert due(*the(), recorded(2015, "1"), on="2019-01-01") == ("2018-12-31", "2019-01-01")
    assert due(*the(), recorded(2015, "1"), recorded(2017, "1"), on="2019-01-01") == ("2020-12-31", None)
    # A quarter that ends in February of a leap year: twelve months and two years on.
    quarter = ValuePeriod(day("2015-12-01"), day("2016-02-29"))
    assert due(*the(), recorded(quarter, "1"), on="2017-01-01") == ("2019-02-28", None)


def test_where_there_is_no_value_it_is_counted_from_adoption_baseline_or_method() -> None:
    # Adopted on 1 January 2013: the first year ends in 2013, its value is due two years later.
    assert due(*the(), on="2015-12-31") == ("2015-12-31", None)
    # Within a month: from the next month on.
    assert due(proposed(), GoalAdopted(day("2013-01-02")), on="2014-01-01") == ("2016-01-31", None)
    late = proposed(baseline=GoalBaseline(2018, Decimal(1)), targets=())
    assert due(late, adopted, on="2014-01-01") == ("2021-12-31", None)
    assert due(proposed(baseline=None), adopted, on="2014-01-01") == ("2015-12-31", None)
    assert due(*the(), recorded(2015, "1"), new_method, on="2019-01-01") == ("2020-12-31", None)
    assert due(proposed(), on="2014-01-01") == (None, None)
    assert due(*the(), GoalAchieved(day("2014-01-01")), on="2020-01-01") == (None, None)


def test_a_goal_reads_as_of_its_day() -> None:
    state = state_of(
        *the(),
        recorded(2015, "1"),
        recorded(2014, "2"),
        GoalEntrusted("partner:2", day("2016-01-01")),
        new_method,
        GoalMeasuringAgreed(MeasuringPlan(day("2017-01-01"), 1, 1, Decimal(1))),
        GoalAbandoned(day("2020-01-01")),
    )
    before, early, late = (view(state, day(on)) for on in ("2000-01-01", "2015-06-01", "2024-01-01"))
    assert [each.status for each in (before, early, late)] == [
        GoalStatus.PROPOSED,
        GoalStatus.ADOPTED,
        GoalStatus.ABANDONED,
    ]
    assert [each.responsible for each in (before, early, late)] == ["partner:1", "partner:1", "partner:2"]
    assert [each.method.number for each in (before, early, late)] == [1, 1, 2]
    assert [each.plan.cadence_months for each in (before, early, late)] == [12, 12, 1]
    assert [[told.period.since.year for told in each.values] for each in (before, early, late)] == [
        [],
        [2014],
        [2014, 2015],
    ]
    assert (early.baseline, late.baseline) == (GoalBaseline(2010, Decimal(1000)), None)
    assert newest(state, day("2024-01-01")) is None
    assert GOAL.viewed is type(early)
    assert PLAN.since == early.proposed
