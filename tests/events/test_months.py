"""Months counted on from a day."""

import pytest

from events.months import after_months, first_after
from tests.spec import day


@pytest.mark.parametrize(
    ("since", "months", "then"),
    [
        ("2024-01-15", 0, "2024-01-15"),
        ("2024-01-15", 1, "2024-02-15"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2023-08-31", 1, "2023-09-30"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-11-30", 14, "2026-01-30"),
    ],
)
def test_a_month_without_such_a_day_gives_its_last(since: str, months: int, then: str) -> None:
    assert after_months(day(since), months) == day(then)


@pytest.mark.parametrize(
    ("within", "months", "then"),
    [
        ("2024-02-29", 1, "2024-03-01"),
        ("2024-12-01", 1, "2025-01-01"),
        ("2024-03-31", 3, "2024-04-01"),
        ("2024-04-01", 3, "2024-07-01"),
        ("2024-12-31", 3, "2025-01-01"),
        ("2024-01-01", 12, "2025-01-01"),
        ("2024-12-31", 12, "2025-01-01"),
    ],
)
def test_the_first_day_after_a_month_a_quarter_or_a_year(within: str, months: int, then: str) -> None:
    assert first_after(day(within), months) == day(then)
