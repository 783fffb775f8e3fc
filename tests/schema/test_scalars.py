"""Scalars: what is taken in, and in what form it goes out."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from graphql import GraphQLError, GraphQLScalarType
from hypothesis import given
from hypothesis import strategies as st

from schema.scalars import BIG_INT, BIG_MOST, DATE, DATE_TIME, DECIMAL, UUID_SCALAR


@pytest.mark.parametrize(
    ("scalar", "written", "value"),
    [
        (DATE, "2018-05-01", date(2018, 5, 1)),
        (DATE_TIME, "2018-05-01T12:00:00Z", datetime(2018, 5, 1, 12, tzinfo=UTC)),
        (DATE_TIME, "2018-05-01T12:00:00.25+02:00", datetime(2018, 5, 1, 10, 0, 0, 250_000, tzinfo=UTC)),
        (UUID_SCALAR, "01920000-0000-7000-8000-000000000000", UUID("01920000-0000-7000-8000-000000000000")),
        (DECIMAL, "1234.50", "1234.50"),
        (DECIMAL, "-1", "-1"),
        (DECIMAL, 12, "12"),
        (BIG_INT, BIG_MOST, BIG_MOST),
        (BIG_INT, "-5", -5),
        (BIG_INT, 0, 0),
    ],
)
def test_what_is_taken_in(scalar: GraphQLScalarType, written: Any, value: Any) -> None:
    assert scalar.coerce_input_value(written) == value


REFUSED: dict[GraphQLScalarType, tuple[Any, ...]] = {
    DATE: ("", "2018-5-1", "20180501", "2018-02-30", "٢٠١٨-٠٥-٠١", "0000-01-01", 20180501, None),
    DATE_TIME: ("2018-05-01", "2018-05-01T12:00:00", "now", "9" * 50, 0, True, "0001-01-01T00:00:00+14:00"),
    UUID_SCALAR: ("", "1", "0192000000007000800000000000000000", "g" * 36, 1),
    DECIMAL: ("", "1,5", "1e5", "NaN", "1" * 30, "1.1234567", 1.5, True, None),
    BIG_INT: (BIG_MOST + 1, -BIG_MOST - 1, "9" * 18, "1.0", 1.0, True, "", [], {}),
}


@pytest.mark.parametrize("scalar", REFUSED, ids=str)
def test_what_is_not(scalar: GraphQLScalarType) -> None:
    for written in REFUSED[scalar]:
        with pytest.raises(GraphQLError) as caught:
            scalar.coerce_input_value(written)
        assert len(caught.value.message) < 200, written


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_decimals_are_written_without_exponents_and_read_again(number: Decimal) -> None:
    written = DECIMAL.coerce_output_value(number)
    assert "E" not in written
    assert Decimal(DECIMAL.coerce_input_value(written)) == number


@given(st.dates())
def test_days_are_read_as_they_are_written(day: date) -> None:
    assert DATE.coerce_input_value(DATE.coerce_output_value(day)) == day


@given(st.datetimes(min_value=datetime(2, 1, 1), timezones=st.just(timezone(timedelta(hours=2)))))  # noqa: DTZ001
def test_moments_go_out_in_utc(moment: datetime) -> None:
    written = DATE_TIME.coerce_output_value(moment)
    assert written.endswith("Z")
    assert DATE_TIME.coerce_input_value(written) == moment
