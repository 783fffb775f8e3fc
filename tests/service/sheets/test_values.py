"""Single cells as numbers and days: only what can be meant in one way is read."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.values import Money
from service.problems import InvalidInput
from service.sheets import Cell, day_of, decimal_of
from tests.said import english, german
from tests.service.sheets.files import days, numbers


def refused(cell: Cell, mark: str | None = None) -> tuple[str, str, str]:
    """Why a cell is not a number."""
    with pytest.raises(InvalidInput) as caught:
        decimal_of(cell, mark)
    return caught.value.code, english(caught.value), german(caught.value)


@pytest.mark.parametrize("mark", [None, ",", "."])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("5", "5"),
        ("05", "5"),
        ("+5", "5"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("  5\t", "5"),
        ("1234", "1234"),
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1234,50", "1234.50"),
        ("1234,567", "1234.567"),
        ("1234.567", "1234.567"),
        ("1,2345", "1.2345"),
        ("1.2345", "1.2345"),
        ("12,34", "12.34"),
        ("0,5", "0.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("00,125", "0.125"),
        ("0,000001", "0.000001"),
        ("0,1000000000", "0.1000000000"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,567", "1234.567"),
        ("1,234.567", "1234.567"),
        ("-1.234.567,89", "-1234567.89"),
        ("-1,234,567.89", "-1234567.89"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1 234", "1234"),
        ("1 234 567,8", "1234567.8"),
        ("1'234'567.8", "1234567.8"),
        ("1’234’567,8", "1234567.8"),
        ("12\u00a0345,6", "12345.6"),
        ("12\u202f345.6", "12345.6"),
        ("12\u2009345", "12345"),
        ("999999999999999,999999", "999999999999999.999999"),
    ],
)
def test_a_text_that_is_one_number(text: str, number: str, mark: str | None) -> None:
    # With the decimals that it is written with.
    assert str(decimal_of(text, mark)) == number


@pytest.mark.parametrize(
    ("text", "comma", "point"),
    [
        ("1,234", "1.234", "1234"),
        ("1.234", "1234", "1.234"),
        ("-12,000", "−12.000", "−12000"),
        ("+999.999", "999999", "999.999"),
        (" 100.000 ", "100000", "100.000"),
    ],
)
def test_a_text_that_can_be_two_numbers(text: str, comma: str, point: str) -> None:
    plain = text.strip()
    expected = (
        "AMBIGUOUS",
        f"“{plain}” can be {comma} or {point}; leave out the thousands separator, or add a zero to the decimals.",
        f"„{plain}“ kann {comma.replace('.', ',')} oder {point.replace('.', ',')} heißen; bitte das "
        "Tausendertrennzeichen weglassen oder den Nachkommastellen eine Null anfügen.",
    )
    assert refused(text) == expected

    # Where the mark of decimals is known and stands there, it is one.
    by_comma = "," in text
    assert str(decimal_of(text, "," if by_comma else ".")) == (comma if by_comma else point).replace("−", "-")
    assert refused(text, "." if by_comma else ",") == expected


@pytest.mark.parametrize("mark", [None, ",", "."])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "+",
        ",",
        ".5",
        ",5",
        "5.",
        "5,",
        "--5",
        "+-5",
        "-+5",
        "++5",
        "- 5",
        "5-",
        "(5)",
        "1,2,3",
        "1.2.3",
        "1.23,4",
        "1,23.4",
        "1.234.5",
        "1234.567,8",
        "0.123.456",
        "1.234,567.8",
        "1 234.567,8",
        "1  234",
        "1 23",
        "1'234 567",
        "5 €",
        "5 %",
        "5 kWh",
        "ca. 5",
        "5 bis 6",
        "1/2",
        "½",
        "1e5",
        "1E+5",
        "0x10",
        "1_000",
        "٥",
        "５",
        "NaN",
        "Infinity",
        "31.12.2020",
        "2020-12-31",
        "#N/A",
        "TRUE",
        "keine",
    ],
)
def test_a_text_that_is_no_number(text: str, mark: str | None) -> None:
    assert refused(text, mark) == (
        "NOT_A_NUMBER",
        f"“{text}” is not a number; write it like 1234.5.",
        f"„{text}“ ist keine Zahl; bitte wie 1234,5 schreiben.",
    )


def test_a_long_text_is_no_number_and_is_not_repeated_in_full() -> None:
    assert decimal_of("1" * 40) == int("1" * 40)
    assert refused("1" * 41)[1] == f"“{'1' * 40}” is not a number; write it like 1234.5."
    assert refused("Lorem ipsum " * 1000)[1] == f"“{('Lorem ipsum ' * 4)[:40]}” is not a number; write it like 1234.5."


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (5, "5"),
        (-(10**20), "-100000000000000000000"),
        (Decimal("1234.50"), "1234.50"),
        (Decimal("0.100000000"), "0.100000000"),
        (Decimal("1E+22"), "1E+22"),
        (Money(123_450), "1234.50"),
        (Money(5), "0.05"),
    ],
)
def test_a_number_is_one(cell: Cell, number: str) -> None:
    assert str(decimal_of(cell)) == number


@pytest.mark.parametrize("cell", ["0,1234567", "0.1234567", Decimal("0.1234567"), Decimal("1E-7")])
def test_a_number_of_more_decimals_than_the_record_holds(cell: Cell) -> None:
    assert refused(cell) == (
        "NOT_A_NUMBER",
        "The number has more than 6 decimals; round it.",
        "Die Zahl hat mehr als 6 Nachkommastellen; bitte runden.",
    )


def test_a_day_or_nothing_is_no_number() -> None:
    assert refused(date(2020, 12, 31))[:2] == ("NOT_A_NUMBER", "“2020-12-31” is not a number; write it like 1234.5.")
    assert refused(None) == (
        "EMPTY",
        "The cell is empty; give a number.",
        "Die Zelle ist leer; bitte eine Zahl angeben.",
    )


@given(
    numbers, st.sampled_from([("", ","), ("", "."), (".", ","), (",", "."), (" ", ","), ("'", "."), ("\u202f", ",")])
)
def test_numbers_grouped_or_not_are_read_with_their_mark(number: Decimal, signs: tuple[str, str]) -> None:
    group, mark = signs
    text = f"{number:,f}".replace(",", "g").replace(".", mark).replace("g", group)

    # Whole numbers grouped by what may mark decimals can be two.
    if mark in text or group not in (",", "."):
        assert decimal_of(text, mark) == number


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31.12.2020", "2020-12-31"),
        ("2020-12-31", "2020-12-31"),
        ("1.2.2020", "2020-02-01"),
        ("01.2.2020", "2020-02-01"),
        (" 29.02.2024\n", "2024-02-29"),
        ("1.1.1900", "1900-01-01"),
        (date(2020, 12, 31), "2020-12-31"),
    ],
)
def test_a_day(cell: Cell, day: str) -> None:
    assert day_of(cell).isoformat() == day


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        *(
            (text, text)
            for text in (
                "",
                " ",
                "31.12.20",
                "31.12.",
                "12/31/2020",
                "31/12/2020",
                "31-12-2020",
                "31. Dezember 2020",
                "2020-1-1",
                "20201231",
                "2020",
                "2020-12-31 13:45:00",
                "2020-12-31T00:00:00",
                "29.02.2023",
                "31.04.2020",
                "0.1.2020",
                "1.13.2020",
                "2020-02-30",
                "1.1.0000",
                "٣١.12.2020",
                "heute",
            )
        ),
        (44196, "44196"),
        (Decimal("44196.5"), "44196.5"),
        ("Lorem ipsum " * 9, "Lorem ipsum Lorem ipsum Lorem ipsum Lore"),
    ],
)
def test_what_is_no_day(cell: Cell, shown: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        day_of(cell)

    assert (caught.value.code, english(caught.value), german(caught.value)) == (
        "NOT_A_DAY",
        f"“{shown}” is not a date; write it like 2020-12-31.",
        f"„{shown}“ ist kein Datum; bitte wie 31.12.2020 schreiben.",
    )


def test_nothing_is_no_day() -> None:
    with pytest.raises(InvalidInput) as caught:
        day_of(None)

    assert (caught.value.code, english(caught.value), german(caught.value)) == (
        "EMPTY",
        "The cell is empty; give a day.",
        "Die Zelle ist leer; bitte ein Datum angeben.",
    )


@given(days)
def test_days_in_both_forms(on: date) -> None:
    assert day_of(f"{on:%d.%m.%Y}") == day_of(f"{on.day}.{on.month}.{on.year}") == day_of(on.isoformat()) == on
