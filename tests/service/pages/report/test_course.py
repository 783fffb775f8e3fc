"""The course of a goal as a chart: its path and those before it, values with their quality, breaks of the series."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from events.goal.indicator import GoalIndicator
from events.goal.measured import GoalValueRecorded
from events.goal.path import GoalMethodChanged, GoalTargetsAdjusted
from events.goal.state import DataQuality, ElectricityMix, GoalBaseline, GoalTarget
from service.pages.report.chart.lines import LineChart
from service.pages.report.chart.marks import Mark, Stroke, Tone
from service.pages.report.course import course, earlier, moment_of
from service.pages.report.goals import period
from service.pages.report.telling import Telling
from tests.events.goal.story import INDICATOR, adopted, proposed, recorded, year
from tests.events.monitoring.story import county
from tests.service.pages.report.story import in_english, plain, telling
from tests.spec import day, state_of

NOW = day("2024-12-31")
ADJUSTED = GoalTargetsAdjusted((GoalTarget(2025, Decimal(500)), GoalTarget(2040, Decimal(0))), day("2022-03-10"))


def told(*events: Any) -> Telling:
    return telling(county(goals={"goal:1": state_of(*events)}), NOW)


def chart(*events: Any) -> LineChart | None:
    made = told(*events)
    return course(made.standing.goals[0], made, "goal-1")


def points(found: LineChart | None, stroke: Stroke) -> list[list[tuple[int, int]]]:
    assert found is not None
    return [[(int(x), int(y)) for x, y in line.points] for line in found.lines if line.stroke is stroke]


def test_the_path_is_straight_between_its_points_and_level_after_the_last() -> None:
    found = chart(proposed(), adopted, recorded(2015, "800"))

    assert points(found, Stroke.PATH) == [[(2010, 1000), (2020, 500), (2030, 0)]]
    assert points(found, Stroke.LEVEL) == [[(2030, 0), (2031, 0)]]
    assert points(found, Stroke.SERIES) == [], "one value makes no line"
    assert found is not None
    assert (found.title, found.unit, found.years) == ("Emissionen (t CO2e)", "t CO2e", "Jahr")
    assert plain(found.desc) == (
        "Ein Messwert und der Zielpfad von 1.000 t CO2e (2010) zu 0 t CO2e (2030). Methode: BISKO, 2019. Die Zahlen "
        "stehen in der Tabelle darunter."
    )
    assert [said for _, said in found.legend] == [
        "Zielpfad", "Niveau nach dem letzten Zielwert", "Stichtag des Berichts", "Ausgangswert", "Zielwert",
        "Messwert, Datengüte B",
    ]  # fmt: skip


def test_a_path_that_was_adjusted_stays_to_be_seen() -> None:
    made = told(proposed(), adopted, ADJUSTED)
    goal = made.standing.goals[0]
    found = course(goal, made, "goal-1")

    assert points(found, Stroke.EARLIER_PATH) == [[(2010, 1000), (2020, 500), (2030, 0)]]
    assert points(found, Stroke.PATH) == [[(2010, 1000), (2025, 500), (2040, 0)]]
    assert found is not None
    earlier_spots = [(int(spot.at[0]), spot.label) for spot in found.spots if spot.tone is Tone.EARLIER]
    assert earlier_spots == [(2020, ""), (2030, "")], "the baseline is the same as before"
    assert [plain(each) for each in earlier(goal, made)] == [
        "Früherer Zielpfad, bis 9. März 2022: 1.000 (2010), 500 (2020), 0 (2030)."
    ]
    assert [plain(each) for each in earlier(goal, in_english(made))] == [
        "Earlier target path, to 9 March 2022: 1,000 (2010), 500 (2020), 0 (2030)."
    ]
    assert "früherer Zielpfad" in [said for _, said in found.legend]


def test_what_is_adjusted_later_is_not_told_yet() -> None:
    later = GoalTargetsAdjusted(ADJUSTED.targets, day("2025-01-01"))

    assert points(chart(proposed(), adopted, later), Stroke.EARLIER_PATH) == []


def test_a_series_breaks_where_the_method_changes() -> None:
    found = chart(
        proposed(),
        adopted,
        recorded(2015, "800"),
        recorded(2016, "750"),
        GoalMethodChanged(2, "Zählung", day("2018-01-01"), None, GoalBaseline(2018, Decimal(900))),
        recorded(2018, "900", method=2),
        recorded(2019, "880", method=2),
    )

    assert points(found, Stroke.EARLIER_SERIES) == [[(2015, 800), (2016, 750)]]
    assert points(found, Stroke.SERIES) == [[(2018, 900), (2019, 880)]]
    assert points(found, Stroke.EARLIER_PATH) == [[(2010, 1000), (2020, 500), (2030, 0)]]
    assert points(found, Stroke.PATH) == [[(2018, 900), (2020, 500), (2030, 0)]]
    assert found is not None
    assert [(each.stroke, plain(each.label), each.year) for each in found.moments] == [
        (Stroke.REPORT_DAY, "Stichtag 31. Dezember 2024", Fraction(2024)),
        (Stroke.BREAK, "neue Methode ab 2018", Fraction(2017)),
    ]
    assert {(spot.tone, spot.mark) for spot in found.spots if spot.mark is Mark.QUALITY_B} == {
        (Tone.EARLIER, Mark.QUALITY_B), (Tone.FULL, Mark.QUALITY_B),
    }  # fmt: skip


def test_without_a_baseline_by_the_new_method_targets_stand_alone() -> None:
    found = chart(proposed(), adopted, GoalMethodChanged(2, "Zählung", day("2018-01-01"), None, None))

    assert points(found, Stroke.PATH) == points(found, Stroke.LEVEL) == []
    assert points(found, Stroke.EARLIER_PATH) == [[(2010, 1000), (2020, 500), (2030, 0)]]
    assert found is not None
    assert [(int(spot.at[0]), spot.mark, spot.tone) for spot in found.spots] == [
        (2010, Mark.BASELINE, Tone.EARLIER), (2020, Mark.TARGET, Tone.FULL), (2030, Mark.TARGET, Tone.FULL),
    ]  # fmt: skip


def test_the_territorys_own_electricity_stands_apart() -> None:
    federal, own = ElectricityMix.FEDERAL, ElectricityMix.TERRITORIAL
    found = chart(
        proposed(), adopted, recorded(2015, "800", mix=federal), recorded(2016, "790", mix=federal),
        recorded(2015, "600", mix=own), recorded(2016, "590", mix=own),
    )  # fmt: skip

    assert points(found, Stroke.SERIES) == [[(2015, 800), (2016, 790)]]
    assert found is not None
    assert [int(spot.at[1]) for spot in found.spots if spot.tone is Tone.HOLLOW] == [600, 590]
    assert found.legend[-1][1] == "Messwert, Datengüte B, Territorialmix"


def test_every_quality_has_a_shape_of_its_own() -> None:
    values = [
        GoalValueRecorded(1, year(2015 + n), Decimal(n), quality, "Bilanz") for n, quality in enumerate(DataQuality)
    ]
    found = chart(proposed(), adopted, *values)

    assert found is not None
    assert [spot.mark for spot in found.spots][-4:] == [
        Mark.QUALITY_A, Mark.QUALITY_B, Mark.QUALITY_C, Mark.QUALITY_D,
    ]  # fmt: skip
    assert len({mark for mark, _ in found.legend}) == len(found.legend)


def test_of_many_values_the_newest_is_labelled() -> None:
    few = chart(proposed(), adopted, *(recorded(2011 + n, str(n)) for n in range(12)))
    many = chart(proposed(), adopted, *(recorded(2011 + n, str(n)) for n in range(13)))

    assert few is not None
    assert many is not None
    assert [spot.label for spot in few.spots if spot.mark is Mark.QUALITY_B] == [str(n) for n in range(12)]
    assert [spot.label for spot in many.spots if spot.mark is Mark.QUALITY_B] == [*[""] * 12, "12"]


def test_where_there_is_nothing_to_show_there_is_no_chart() -> None:
    assert chart(proposed(baseline=None, targets=())) is None
    only = chart(proposed(baseline=None, targets=()), adopted, recorded(2020, "5"))
    assert only is not None
    assert only.lines == []
    assert only.desc.startswith("Ein Messwert. Methode")


def test_a_value_of_the_year_that_ends_with_the_day_is_not_over() -> None:
    found = chart(proposed(indicator=GoalIndicator("E", "t", INDICATOR.direction)), adopted, recorded(2024, "5"))

    assert found is not None
    assert [spot for spot in found.spots if spot.mark is Mark.QUALITY_B] == []


def test_days_stand_between_the_ends_of_years() -> None:
    assert moment_of(day("2024-12-31")) == 2024
    assert moment_of(day("2023-01-01")) == 2022 + Fraction(1, 365)
    assert moment_of(day("2024-07-01")) == 2023 + Fraction(183, 366)


def test_periods_that_are_no_calendar_year_are_told() -> None:
    made = told(proposed())

    assert period(year(2020), made) == ""
    assert period(year(2019, 2020), made) == "01/2019–12/2020"
