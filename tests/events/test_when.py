"""Days that may be known only as lying between two others, and the moment at which a day begins in Berlin."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.decider import Rejected
from events.when import (
    Certainty,
    When,
    berlin_midnight,
    between,
    by,
    check_follows,
    check_not_ahead,
    check_when,
    latest,
)
from tests.spec import day

YES, NO, UNCERTAIN = Certainty.YES, Certainty.NO, Certainty.UNCERTAIN
A, B, C, D = (day(f"2020-0{month}-01") for month in (1, 2, 3, 4))
BERLIN = ZoneInfo("Europe/Berlin")

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2000, 2, 1))
spans = st.builds(lambda a, b: When(min(a, b), max(a, b)), days, days) | st.builds(When, days)


def test_within_a_span_nobody_knows() -> None:
    assert [by(When(B, C), on) for on in (A, B, C, D)] == [NO, UNCERTAIN, YES, YES]
    assert [by(When(B), on) for on in (A, B, C)] == [NO, YES, YES]
    assert by(None, D) is NO
    assert [When(B).known, When(B, B).known, When(B, C).known] == [True, True, False]


def test_what_began_and_ended_held_between() -> None:
    assert [between(When(B), When(C), on) for on in (A, B, C)] == [NO, YES, NO]
    assert [between(When(A, B), When(C, D), on) for on in (A, B, C, D)] == [UNCERTAIN, YES, UNCERTAIN, NO]
    assert between(None, None, D) is NO
    assert between(When(A, C), When(B, D), B) is UNCERTAIN


@given(st.lists(spans, min_size=1, max_size=4), days)
def test_the_last_of_several_has_happened_when_all_have(whens: list[When], on: date) -> None:
    answers = {by(when, on) for when in whens}
    last = by(latest(whens), on)
    assert (last is YES) == (answers == {YES})
    assert last is not NO or NO in answers or UNCERTAIN in answers
    assert latest(whens).known == (latest(whens).earliest == latest(whens).last)


def test_days_are_checked() -> None:
    check_when(When(A, B), "when")
    with pytest.raises(Rejected, match="DATES_REVERSED"):
        check_when(When(B, A), "when")
    check_not_ahead(When(A, B), B, "when")
    with pytest.raises(Rejected, match="IN_FUTURE"):
        check_not_ahead(When(A, C), B, "when")
    check_follows(When(A, B), When(B, C), "when")
    check_follows(When(A), None, "when")
    with pytest.raises(Rejected, match="DATES_REVERSED"):
        check_follows(When(A), When(B, C), "when")


@given(st.dates(min_value=date(1996, 1, 1), max_value=date(2037, 12, 31)))
def test_a_day_begins_at_midnight_in_berlin(on: date) -> None:
    assert berlin_midnight(on) == datetime.combine(on, time(), BERLIN)
    assert berlin_midnight(on).tzinfo is UTC


@pytest.mark.parametrize(
    ("on", "moment"),
    [
        ("2024-03-31", "2024-03-30T23:00"),
        ("2024-04-01", "2024-03-31T22:00"),
        ("2024-10-27", "2024-10-26T22:00"),
        ("2024-10-28", "2024-10-27T23:00"),
        ("2199-07-01", "2199-06-30T22:00"),
    ],
)
def test_a_day_begins_an_hour_earlier_in_utc_once_clocks_were_put_forward(on: str, moment: str) -> None:
    assert berlin_midnight(day(on)) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("year", [1996, 2019, 2024, 2025, 2037])
def test_every_day_of_the_year_is_right(year: int) -> None:
    first = date(year, 1, 1).toordinal()
    for number in range(first, date(year + 1, 1, 1).toordinal()):
        on = date.fromordinal(number)
        assert berlin_midnight(on) == datetime.combine(on, time(), BERLIN)
