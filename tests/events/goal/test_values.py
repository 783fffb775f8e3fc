"""Values of a goal: to which series they belong, and which of them stand in each other's way."""

from decimal import Decimal
from typing import Any

import pytest

from events.decider import Rejected
from events.goal.measured import RecordGoalValue
from events.goal.path import GoalBaselineSet, GoalMethodChanged, SetGoalBaseline
from events.goal.state import DataQuality, ElectricityMix, GoalBaseline, ValuePeriod
from tests.events.goal.story import HERE, adopted, goal, proposed, recorded, year
from tests.said import english, german
from tests.spec import day

FEDERAL, TERRITORIAL = ElectricityMix.FEDERAL, ElectricityMix.TERRITORIAL


def record(period: ValuePeriod, mix: ElectricityMix | None = None, method: int | None = None) -> RecordGoalValue:
    return RecordGoalValue(HERE, period, Decimal(800), DataQuality.B, "Bilanz", mix, method)


# --- The series where none is named ----------------------------------------------------------------------------

coming = GoalMethodChanged(2, "Zählung", day("2025-01-01"), None, None)
TWO = (proposed(baseline=None), adopted, recorded(2015, "750"), recorded(2015, "70", 2), coming)
B = GoalBaseline(2014, Decimal(900))
OF_TODAY: list[tuple[Any, Any, Any]] = [
    (record(year(2014)), recorded(2014, "800"), recorded(2014, "800", 2)),
    (SetGoalBaseline(HERE, B), GoalBaselineSet(1, B), GoalBaselineSet(2, B)),
]


@pytest.mark.parametrize(("command", "before", "then"), OF_TODAY)
def test_where_no_series_is_named_that_of_the_method_of_today_is_meant(command: Any, before: Any, then: Any) -> None:
    given = goal(*TWO)
    given.when(command).then(before)
    given.when(command, today=day("2024-12-31")).then(before)
    given.when(command, today=day("2025-01-01")).then(then)


def test_a_method_to_come_may_be_named() -> None:
    goal(*TWO).when(record(year(2014), method=2)).then(recorded(2014, "800", 2))
    goal(*TWO).when(record(year(2014), method=3)).rejects("NOT_FOUND", "method")


# --- Periods and electricity mixes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "told", "code"),
    [
        (None, None, "RECORDED_OTHERWISE"),
        (FEDERAL, FEDERAL, "RECORDED_OTHERWISE"),
        (TERRITORIAL, TERRITORIAL, "RECORDED_OTHERWISE"),
        (None, FEDERAL, "OVERLAP"),
        (FEDERAL, None, "OVERLAP"),
        (None, TERRITORIAL, None),
        (FEDERAL, TERRITORIAL, None),
        (TERRITORIAL, None, None),
        (TERRITORIAL, FEDERAL, None),
    ],
)
def test_values_by_the_federal_mix_and_those_without_one_are_one_series(
    there: ElectricityMix | None, told: ElectricityMix | None, code: str | None
) -> None:
    given = goal(proposed(), adopted, recorded(2015, "750", mix=there))
    if code is None:
        given.when(record(year(2015), told)).then(recorded(2015, "800", mix=told))
        given.when(record(year(2014, 2016), told)).then(recorded(year(2014, 2016), "800", mix=told))
    else:
        given.when(record(year(2015), told)).refuses(code)
        given.when(record(year(2014, 2016), told)).rejects("OVERLAP", "period")
    given.when(record(year(2016), told)).then(recorded(2016, "800", mix=told))


def test_another_series_has_its_own_periods() -> None:
    given = goal(proposed(), adopted, recorded(2015, "750", mix=FEDERAL), coming)
    given.when(record(year(2015), None, 2)).then(recorded(2015, "800", 2))
    given.when(record(year(2015), None, 1)).rejects("OVERLAP", "period")


@pytest.mark.parametrize(
    ("there", "told", "en", "de"),
    [
        (None, None, "", ""),
        (None, FEDERAL, "without an electricity mix", "ohne Strommix verzeichnet; er zählt wie"),
        (FEDERAL, None, "with the federal mix", "mit Bundesmix verzeichnet; er zählt wie"),
    ],
)
def test_an_overlap_is_told_with_what_to_do(
    there: ElectricityMix | None, told: ElectricityMix | None, en: str, de: str
) -> None:
    command = record(year(2014, 2016), told)
    outcome = goal(proposed(), adopted, recorded(2015, "750", mix=there)).when(command)
    with pytest.raises(Rejected) as caught:
        outcome.decided(outcome.state)
    assert "from 1 January 2015 to 31 December 2015" in english(caught.value)
    assert "vom 1. Januar 2015 bis zum 31. Dezember 2015" in german(caught.value)
    assert "orrect that value, have it withdrawn, or give another period" in english(caught.value)
    advice = "diesen Messwert berichtigen oder zurücknehmen lassen oder einen anderen Zeitraum angeben"
    assert advice in german(caught.value)
    assert en in english(caught.value)
    assert de in german(caught.value)
    assert ("mix" in english(caught.value)) == (there is not told)
