"""The year of a report, and the day of it as of which it tells."""

from datetime import date

import pytest

from service.pages.report.day import day_told, year_named
from service.problems import InvalidInput, NotFound
from tests.said import english, german

TODAY = date(2024, 6, 1)


def test_a_year_that_is_over_is_told_as_of_its_last_day_and_this_one_as_of_today() -> None:
    assert day_told(2023, TODAY) == date(2023, 12, 31)
    assert day_told(2024, TODAY) == TODAY
    assert day_told(1900, TODAY) == date(1900, 12, 31)
    assert day_told(2024, date(2024, 12, 31)) == date(2024, 12, 31)
    assert day_told(2024, TODAY, date(2024, 3, 1)) == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("year", "on", "path"),
    [
        (2025, None, "year"),
        (1899, None, "year"),
        (2200, None, "year"),
        (2024, date(2024, 6, 2), "on"),
        (2024, date(2023, 12, 31), "on"),
        (2023, date(2024, 1, 1), "on"),
    ],
)
def test_what_is_to_come_or_no_day_of_the_year_is_refused(year: int, on: date | None, path: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        day_told(year, TODAY, on)
    assert refused.value.path == (path,)
    assert german(refused.value)
    assert english(refused.value)


def test_a_year_is_named_with_or_without_its_form() -> None:
    assert (year_named("2024"), year_named("2024.html")) == (2024, 2024)
    for wrong in ("24", "2024.md", "x", "2024.html.html", "٢٠٢٤", "20245", ""):
        with pytest.raises(NotFound):
            year_named(wrong)
