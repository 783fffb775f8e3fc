"""Whether a goal is on its way: a table of edges with numbers worked out by hand, and the same reckoned otherwise.

The path goes straight from 1,000 in 2010 over 500 in 2020 to 0 in 2030; the tolerance is 10 % of 1,000: 100.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.goal import GOAL
from events.goal.attainment import AttainmentStatus, NoDataReason
from events.goal.calculation import attainment, expected_value, newest, next_period, rounded, value_due
from events.goal.course import GoalAbandoned, GoalAchieved, GoalAdopted, GoalEntrusted
from events.goal.indicator import GoalDirection, GoalIndicator, MeasuringPlan
from events.goal.measured import GoalValueRecorded
from events.goal.path import GoalBaselineSet, GoalMeasuringAgreed, GoalMethodChanged, GoalTargetsAdjusted
from events.goal.state import ElectricityMix, GoalBaseline, GoalStatus, GoalTarget, GoalValue, ValuePeriod
from events.goal.view import view
from tests.events.goal.story import PLAN, PROPOSED, adopted, proposed, recorded, year
from tests.spec import day, state_of

ON, RISK, OFF, NONE = AttainmentStatus
NOW = day("2024-06-01")
UP = GoalIndicator("Ladepunkte", "Stück", GoalDirection.INCREASE)
RISING = {"indicator": UP, "baseline": GoalBaseline(2010, Decimal(100)), "targets": (GoalTarget(2020, Decimal(300)),)}
HUMP = {"targets": (GoalTarget(2015, Decimal(1200)), GoalTarget(2030, Decimal(0)))}
LEVEL = {"targets": (GoalTarget(2030, Decimal(1000)),)}
TERRITORIAL = ElectricityMix.TERRITORIAL
new_method = GoalMethodChanged(2, "Zählung", day("2018-01-01"), None, None)


def the(**changes: Any) -> tuple[Any, ...]:
    """The goal, proposed otherwise where it is said, and adopted."""
    return proposed(**changes), adopted


# What has happened, the day asked for, and what follows: status or ground, expected, behind.
EDGES: dict[str, tuple[tuple[Any, ...], date, AttainmentStatus | NoDataReason, str | None, str | None]] = {
    "no baseline": ((*the(baseline=None), recorded(2015, "1")), NOW, NoDataReason.NO_BASELINE, None, None),
    "no targets": ((*the(targets=()), recorded(2015, "1")), NOW, NoDataReason.NO_TARGET, None, None),
    "targets before the baseline only": (
        (*the(baseline=None), GoalBaselineSet(1, GoalBaseline(2030, Decimal(9))), recorded(2015, "1")),
        NOW,
        NoDataReason.NO_TARGET,
        None,
        None,
    ),
    "no value": (the(), NOW, NoDataReason.NO_VALUE, None, None),
    "a value before the baseline": ((*the(), recorded(2009, "1100")), NOW, NoDataReason.BEFORE_BASELINE, None, None),
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
    "a broken series": ((*the(), recorded(2015, "750"), new_method), NOW, NoDataReason.SERIES_BROKEN, None, None),
    "a series before it was broken": ((*the(), recorded(2015, "750"), new_method), day("2017-12-31"), ON, "750", "0"),
    "a new series without a value": (
        (*the(), recorded(2015, "750"), new_method, GoalBaselineSet(2, GoalBaseline(2018, Decimal(700)))),
        NOW,
        NoDataReason.NO_VALUE,
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
        NoDataReason.NO_VALUE,
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
        NoDataReason.NO_VALUE,
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
    assert (found.reason or found.status) is told
    assert (found.status is NONE) == isinstance(told, NoDataReason)
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


DAYS = st.dates(day("2012-03-02"), day("2025-12-31"))
baselines = st.none() | st.builds(GoalBaseline, st.integers(2005, 2022), numbers)


@st.composite
def paths(draw: Any) -> tuple[GoalTarget, ...]:
    return tuple(GoalTarget(each, draw(numbers)) for each in sorted(draw(st.sets(st.integers(2010, 2030), max_size=4))))


@st.composite
def histories(draw: Any) -> list[Any]:
    """A goal of either direction, its targets adjusted and its method changed, with values by every method and mix."""
    tolerance = draw(st.sampled_from([Decimal(0), Decimal("7.5"), Decimal(100)]))
    told: list[Any] = [
        proposed(
            indicator=GoalIndicator("x", "y", draw(st.sampled_from(GoalDirection)), draw(st.integers(0, 3))),
            baseline=draw(baselines),
            targets=draw(paths()),
            plan=MeasuringPlan(PROPOSED, 12, 24, tolerance),
        ),
        adopted,
    ]
    told += [GoalTargetsAdjusted(draw(paths()), on) for on in draw(st.sets(DAYS, max_size=3))]
    changes = sorted(draw(st.sets(DAYS, max_size=2)))
    told += [GoalMethodChanged(n, f"m{n}", on, None, draw(baselines)) for n, on in enumerate(changes, 2)]
    for series in range(1, len(changes) + 2):
        for mixes in ((None, ElectricityMix.FEDERAL), (TERRITORIAL,)):
            years = draw(st.sets(st.integers(2008, 2024), max_size=3))
            told += [recorded(each, str(draw(numbers)), series, draw(st.sampled_from(mixes))) for each in years]
    return [told[0], *draw(st.permutations(told[1:]))] if not changes else told


def walked(points: dict[int, Decimal], wanted: int) -> Fraction:
    """The path's value at a year, walked year by year from its beginning."""
    years = sorted(points)
    at = Fraction(points[years[0]])
    for each in range(years[0], wanted):
        ahead = [point for point in years if point > each]
        if ahead:
            at += (Fraction(points[ahead[0]]) - at) / (ahead[0] - each)
    return at


def latest(told: list[Any], kind: type[Any], on: date) -> Any:
    """The latest of the events of a kind that holds on the day."""
    return max((each for each in told if isinstance(each, kind) and each.on <= on), key=lambda it: it.on, default=None)


def reckoned(told: list[Any], on: date) -> tuple[GoalBaseline | None, dict[int, Decimal], GoalValue | None]:
    """The baseline of the day's method, the targets that hold after it, and its newest value."""
    change, adjusting = latest(told, GoalMethodChanged, on), latest(told, GoalTargetsAdjusted, on)
    number, baseline = (change.number, change.baseline) if change else (1, told[0].baseline)
    over = [
        GoalValue(each.method, each.period, each.value, each.quality, each.source, each.mix)
        for each in told
        if isinstance(each, GoalValueRecorded)
        and each.method == number
        and each.mix in (None, ElectricityMix.FEDERAL)
        and each.period.until < on
    ]
    targets = (adjusting or told[0]).targets
    aims = {each.year: each.value for each in targets if baseline and each.year > baseline.year}
    return baseline, aims, max(over, key=lambda each: each.period.until, default=None)


def close(shown: Decimal | None, exact: Fraction, places: int) -> bool:
    """Whether a number is shown as near to what it is as so many decimals allow."""
    assert shown is not None
    return abs(Fraction(shown) - exact) * 2 <= Fraction(1, 10**places)


@given(histories(), st.dates(day("2013-01-01"), day("2026-12-31")))
def test_reckoned_year_by_year_it_is_the_same(told: list[Any], on: date) -> None:
    found = attainment(state_of(*told), on)
    assert found is not None
    baseline, aims, value = reckoned(told, on)
    assert (found.value, found.baseline) == (value, baseline)
    if baseline is None:
        first = found.method == 1
        assert found.reason is (NoDataReason.NO_BASELINE if first else NoDataReason.SERIES_BROKEN)
    elif not aims:
        assert found.reason is NoDataReason.NO_TARGET
    elif value is None:
        assert found.reason is NoDataReason.NO_VALUE
    elif (at := value.period.until.year) < baseline.year:
        assert found.reason is NoDataReason.BEFORE_BASELINE
    else:
        wanted = walked({baseline.year: baseline.value, **aims}, at)
        sign = 1 if told[0].indicator.direction is GoalDirection.DECREASE else -1
        behind, places = (Fraction(value.value) - wanted) * sign, told[0].indicator.decimals
        worse = (value.value - baseline.value) * sign > 0
        gap = abs(aims[max(aims)] - baseline.value)
        bearable = Fraction(gap) * Fraction(told[0].plan.tolerance_percent) / 100
        assert found.status is (ON if behind <= 0 else OFF if worse or behind > bearable else RISK)
        assert close(found.expected, wanted, places)
        assert close(found.behind, behind, places)
        assert close(found.tolerance, bearable, places)
        assert (found.gap, found.worse_than_baseline, found.year) == (gap, worse, at)
    assert (found.status is NONE) == (found.reason is not None)


@given(histories(), st.dates(day("2012-03-01"), day("2026-12-31")))
def test_what_is_expected_at_each_year_is_walked_as_well(told: list[Any], on: date) -> None:
    baseline, aims, _ = reckoned(told, on)
    state = state_of(*told)
    for asked in range(2003, 2034):
        found = expected_value(state, on, asked)
        if baseline is None or not aims or asked < baseline.year:
            assert found is None
        else:
            assert found is not None
            points = {baseline.year: baseline.value, **aims}
            assert close(found.value, walked(points, asked), told[0].indicator.decimals)
            assert (found.before.year, found.after and found.after.year) == (
                max(each for each in points if each <= asked),
                min((each for each in points if each > asked), default=None),
            )


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


OLD = recorded(2011, "950")


@pytest.mark.parametrize(
    ("events", "on", "wanted", "period"),
    [
        # Recorded before the adoption on 1 January 2013: the first year is that, not 2012; its value is due in 2015.
        ((proposed(), OLD, adopted), "2013-01-01", "2015-12-31", ("2013-01-01", "2013-12-31")),
        ((proposed(), recorded(2012, "950"), adopted), "2013-01-01", "2015-12-31", ("2013-01-01", "2013-12-31")),
        # Adopted within a month: a year from the next month on.
        ((proposed(), OLD, GoalAdopted(day("2013-01-02"))), "2013-01-02", "2016-01-31", ("2013-02-01", "2014-01-31")),
        # A value of the first year itself: the second is next.
        ((proposed(), OLD, adopted, recorded(2013, "900")), "2014-02-01", "2016-12-31", ("2014-01-01", "2014-12-31")),
        # By the new method from 2018 on 2014 was reckoned again: 2018 is next, then 2019.
        ((*the(), new_method, recorded(2014, "9", 2)), "2018-01-01", "2020-12-31", ("2018-01-01", "2018-12-31")),
        ((*the(), new_method, recorded(2018, "9", 2)), "2019-01-01", "2021-12-31", ("2019-01-01", "2019-12-31")),
        # Before the change the old method's values count.
        ((*the(), OLD, new_method), "2017-12-31", "2015-12-31", ("2013-01-01", "2013-12-31")),
        # A baseline of 2018, and a value from before it.
        (
            (proposed(baseline=None), adopted, GoalBaselineSet(1, GoalBaseline(2018, Decimal(9))), recorded(2015, "9")),
            "2019-01-01",
            "2021-12-31",
            ("2019-01-01", "2019-12-31"),
        ),
        # A quarter is followed by a quarter: the last of the first year.
        (
            (proposed(), recorded(ValuePeriod(day("2011-10-01"), day("2011-12-31")), "9"), adopted),
            "2013-01-01",
            "2015-12-31",
            ("2013-10-01", "2013-12-31"),
        ),
        # Three years are followed by the one that the cadence asks for: no value stands for a year twice.
        ((*the(), recorded(year(2013, 2015), "9")), "2016-01-01", "2018-12-31", ("2016-01-01", "2016-12-31")),
        # Twice as long as the cadence, and the goal adopted in between: it ends a cadence after the adoption.
        (
            (proposed(), recorded(year(2010, 2011), "9"), GoalAdopted(day("2013-07-01"))),
            "2013-07-01",
            "2016-06-30",
            ("2012-07-01", "2014-06-30"),
        ),
    ],
)
def test_old_values_make_nobody_overdue(events: tuple[Any, ...], on: str, wanted: str, period: tuple[str, str]) -> None:
    state, asked = state_of(*events), day(on)
    assert value_due(state, asked) == day(wanted)
    assert next_period(state, asked) == ValuePeriod(*map(day, period))
    overdue = day(wanted) < asked
    assert view(state, asked).overdue_since == (day(wanted) + timedelta(days=1) if overdue else None)


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
