"""Facts that hold from a day on, and facts that hold for a time."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dated import DatedName, added, first_or_holding, holding, tells_news
from events.decider import Rejected
from events.period import Period, check_apart, check_period, covers, during, open_on, overlap

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2000, 3, 1))
names = st.builds(DatedName, days, st.sampled_from("ABC"))
histories = st.lists(names, max_size=8).map(
    lambda facts: tuple(sorted({each.since: each for each in facts}.values(), key=lambda each: each.since))
)
periods = st.builds(Period, days, st.none() | days).filter(
    lambda period: period.until is None or period.since <= period.until
)


@given(histories, names)
def test_a_fact_that_is_added_holds_from_its_day_until_the_next(facts: tuple[DatedName, ...], fact: DatedName) -> None:
    after = added(facts, fact)
    assert all(one.since < other.since for one, other in pairwise(after))
    assert holding(after, fact.since) == fact
    assert first_or_holding(after, date(1999, 1, 1)) == after[0]
    assert {each for each in facts if each.since != fact.since} == {each for each in after if each != fact}


@given(histories, names)
def test_what_is_no_news_changes_nothing_on_any_day(facts: tuple[DatedName, ...], fact: DatedName) -> None:
    def read(history: tuple[DatedName, ...], on: date) -> str | None:
        held = holding(history, on)
        return held.name if held else None

    if any(each.since == fact.since and each != fact for each in facts):
        with pytest.raises(Rejected, match="RECORDED_OTHERWISE"):
            tells_news(facts, fact)
        return
    changed = any(
        read(facts, on) != read(added(facts, fact), on) for on in (fact.since, *(each.since for each in facts))
    )
    assert tells_news(facts, fact) == changed


def test_nothing_holds_before_the_first_fact() -> None:
    assert holding((DatedName(date(2000, 1, 1), "A"),), date(1999, 12, 31)) is None


@given(st.lists(periods, max_size=6))
def test_periods_overlap_where_a_day_lies_in_both(given_periods: list[Period]) -> None:
    calendar = [date(2000, 1, 1).fromordinal(date(2000, 1, 1).toordinal() + n) for n in range(61)]
    for one, other in pairwise(given_periods):
        assert overlap(one, other) == overlap(other, one)
        assert overlap(one, other) == any(covers(one, on) and covers(other, on) for on in calendar)
    for on in calendar:
        assert all(covers(period, on) for period in during(given_periods, on))


def test_a_period_ends_on_its_last_day() -> None:
    period = Period(date(2000, 1, 1), date(2000, 1, 31))
    assert covers(period, date(2000, 1, 31))
    assert not covers(period, date(2000, 2, 1))
    check_period(period, "until")
    with pytest.raises(Rejected, match="DATES_REVERSED"):
        check_period(Period(date(2000, 1, 2), date(2000, 1, 1)), "until")


def test_only_what_has_begun_and_not_ended_can_end() -> None:
    running, over = Period(date(2000, 2, 1)), Period(date(2000, 1, 1), date(2000, 1, 31))
    assert open_on([over, running], date(2000, 2, 1)) == running
    assert open_on([over, running], date(2000, 1, 31)) is None
    check_apart([over, running], "periods")
    with pytest.raises(Rejected, match="OVERLAP"):
        check_apart([over, Period(date(2000, 1, 31))], "periods")
