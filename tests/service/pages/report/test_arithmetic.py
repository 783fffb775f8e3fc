"""Whether a goal is on its way, told in words: every answer in German and in English, with its numbers."""

from decimal import Decimal
from typing import Any

import pytest

from events.goal.course import GoalAbandoned, GoalAchieved
from events.goal.indicator import GoalDirection, GoalIndicator
from events.goal.path import GoalBaselineSet, GoalMethodChanged
from events.goal.state import GoalBaseline, GoalTarget
from events.monitoring.monitored import MonitoredDay
from service.pages.report.arithmetic import sentences
from tests.events.goal.story import adopted, proposed, recorded
from tests.events.monitoring.story import county
from tests.service.pages.report.story import in_english, plain, telling
from tests.spec import day, state_of

NOW = day("2024-06-01")


def told(*events: Any) -> tuple[list[str], list[str]]:
    """What is said of a goal after these events: in German and in English."""
    german = telling(county(goals={"goal:1": state_of(*events)}), NOW)
    english = in_english(german)
    (goal,) = MonitoredDay(german.material, NOW).goals
    return [plain(each) for each in sentences(goal, german)], [plain(each) for each in sentences(goal, english)]


def test_ahead_of_the_path() -> None:
    german, english = told(proposed(), adopted, recorded(2022, "350.5"))

    assert german == [
        "Der neueste Messwert beträgt 350,5 t CO2e für 2022.",
        "Der Zielpfad sieht für 2022 400 t CO2e vor (geradlinig zwischen 500 im Jahr 2020 und 0 im Jahr 2030).",
        "Der Messwert ist um 50 t CO2e besser, als der Zielpfad vorsieht.",
        "Der nächste Messwert ist bis zum 31. Dezember 2025 fällig.",
    ]
    assert english == [
        "The newest value is 350.5 t CO2e for 2022.",
        "The target path expects 400 t CO2e for 2022 (on a straight line from 500 in 2020 to 0 in 2030).",
        "The value is 50 t CO2e better than the path.",
        "The next value is due by 31 December 2025.",
    ]


def test_behind_within_the_tolerance_and_overdue() -> None:
    german, english = told(proposed(), adopted, recorded(2015, "800"))

    assert german[2:] == [
        "Der Messwert liegt 50 t CO2e hinter dem Zielpfad. Das liegt innerhalb der Toleranz von 100 t CO2e (10 % des "
        "Abstands von 1.000 t CO2e zwischen Ausgangswert und letztem Zielwert).",
        "Der nächste Messwert war bis zum 31. Dezember 2018 fällig und ist seit dem 1. Januar 2019 überfällig.",
    ]
    assert english[2:] == [
        "The value is 50 t CO2e behind the path, within the tolerance of 100 t CO2e (10% of the 1,000 t CO2e "
        "between the baseline and the last target).",
        "The next value was due by 31 December 2018 and has been overdue since 1 January 2019.",
    ]


def test_further_behind_and_worse_than_the_baseline() -> None:
    german, english = told(proposed(), adopted, recorded(2020, "1001"))

    assert german[1] == "Der Zielpfad sieht für 2020 500 t CO2e vor (der Zielwert dieses Jahres)."
    assert "501 t CO2e hinter dem Zielpfad. Das ist mehr als die Toleranz von 100 t CO2e" in german[2]
    assert german[2].endswith(", und er ist schlechter als der Ausgangswert (1.000 t CO2e, 2010).")
    assert english[1] == "The target path expects 500 t CO2e for 2020 (the target of that year)."
    assert english[2].endswith(", and worse than the baseline (1,000 t CO2e, 2010).")


def test_within_the_tolerance_but_worse_than_the_baseline() -> None:
    german, english = told(proposed(), adopted, recorded(2010, "1050"))

    assert german[1].endswith(" vor (der Ausgangswert selbst).")
    assert " Das liegt innerhalb der Toleranz von 100 t CO2e" in german[2]
    assert german[2].endswith("; er ist aber schlechter als der Ausgangswert (1.000 t CO2e, 2010).")
    assert english[1].endswith("(the baseline itself).")
    assert ", within the tolerance" in english[2]
    assert english[2].endswith(", but worse than the baseline (1,000 t CO2e, 2010).")


def test_on_the_path_though_that_is_worse_than_the_baseline() -> None:
    rising = (GoalTarget(2020, Decimal(1200)), GoalTarget(2030, Decimal(0)))
    german, english = told(proposed(targets=rising), adopted, recorded(2020, "1200"))

    assert german[2] == (
        "Der Messwert liegt auf dem Zielpfad. Er ist schlechter als der Ausgangswert (1.000 t CO2e, 2010), was der "
        "Zielpfad aber so vorsieht."
    )
    assert english[2] == (
        "The value is on the path, though worse than the baseline (1,000 t CO2e, 2010): the path allows for that."
    )


def test_after_the_last_target_the_path_is_level() -> None:
    short = (GoalTarget(2020, Decimal(500)),)
    german, english = told(proposed(targets=short), adopted, recorded(2022, "500"))

    assert german[1] == "Der Zielpfad sieht für 2022 500 t CO2e vor (wie der letzte Zielwert, der für 2020)."
    assert german[2] == "Der Messwert liegt auf dem Zielpfad."
    assert english[1] == "The target path expects 500 t CO2e for 2022 (as much as the last target, of 2020)."
    assert english[2] == "The value is on the path."


def test_numbers_are_told_with_the_goals_decimals_and_never_go_through_floats() -> None:
    third = GoalIndicator("Strom", "MWh", GoalDirection.INCREASE, 3)
    targets = (GoalTarget(2013, Decimal(1001)),)
    german, english = told(
        proposed(indicator=third, targets=targets), adopted, recorded(2011, "123456789012345.678901")
    )

    assert german[0] == "Der neueste Messwert beträgt 123.456.789.012.345,678901 MWh für 2011."
    assert "sieht für 2011 1.000,333 MWh vor" in german[1]
    assert "ist um 123.456.789.011.345,346 MWh besser" in german[2]
    assert "is 123,456,789,011,345.346 MWh better" in english[2]


@pytest.mark.parametrize(
    ("events", "german", "english"),
    [
        (
            (proposed(baseline=None), adopted, recorded(2022, "1")),
            "Es fehlt ein Ausgangswert; deshalb lässt sich nichts vergleichen.",
            "Nothing can be compared: there is no baseline.",
        ),
        (
            (proposed(targets=()), adopted, recorded(2022, "1")),
            "Es fehlt ein Zielwert nach dem Ausgangswert; deshalb lässt sich nichts vergleichen.",
            "Nothing can be compared: there is no target after the baseline.",
        ),
        (
            (proposed(), adopted),
            "Es fehlt ein Messwert für einen Zeitraum, der vorüber ist; deshalb lässt sich nichts vergleichen.",
            "Nothing can be compared: there is no value of a period that is over.",
        ),
        (
            (proposed(baseline=None), GoalBaselineSet(1, GoalBaseline(2023, Decimal(9))), adopted, recorded(2022, "1")),
            "Der neueste Messwert (1 t CO2e für 2022) ist älter als der Ausgangswert von 2023; verglichen werden "
            "kann erst ein späterer.",
            "The newest value (1 t CO2e for 2022) is older than the baseline of 2023; only a later one can be "
            "compared.",
        ),
        (
            (proposed(), adopted, GoalMethodChanged(2, "Zählung", day("2021-03-01"), "2021", None)),
            "Seit dem 1. März 2021 wird nach einer anderen Methode gemessen (Zählung, 2021). Ein Ausgangswert nach "
            "dieser Methode fehlt noch; bis dahin lässt sich nichts vergleichen.",
            "Another method (Zählung, 2021) has been in use since 1 March 2021. A baseline by that method is still "
            "missing; until there is one, nothing can be compared.",
        ),
    ],
)
def test_why_nothing_can_be_compared(events: tuple[Any, ...], german: str, english: str) -> None:
    in_german, in_english = told(*events)

    assert in_german[0] == german
    assert in_english[0] == english


def test_the_newest_value_is_told_even_where_nothing_is_compared() -> None:
    changed = GoalMethodChanged(2, "Zählung", day("2021-03-01"), None, None)
    german, english = told(proposed(), adopted, changed, recorded(2022, "7", method=2))

    assert german[1] == "Der neueste Messwert beträgt 7 t CO2e für 2022."
    assert english[1] == "The newest value is 7 t CO2e for 2022."


@pytest.mark.parametrize(
    ("events", "german", "english"),
    [
        (
            (),
            "Das Ziel wurde am 1. März 2012 vorgeschlagen und ist noch nicht beschlossen; bewertet werden nur "
            "beschlossene Ziele.",
            "The goal was proposed on 1 March 2012 and is not adopted yet; only adopted goals are judged.",
        ),
        (
            (adopted, GoalAchieved(day("2020-01-01"))),
            "Das Ziel gilt seit dem 1. Januar 2020 als erreicht.",
            "The goal has counted as achieved since 1 January 2020.",
        ),
        (
            (adopted, GoalAbandoned(day("2020-01-01"))),
            "Das Ziel wurde am 1. Januar 2020 aufgegeben.",
            "The goal was given up on 1 January 2020.",
        ),
    ],
)
def test_goals_that_are_not_judged(events: tuple[Any, ...], german: str, english: str) -> None:
    assert told(proposed(), *events) == ([german], [english])
