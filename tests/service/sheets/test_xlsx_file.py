"""Tables as one XLSX file: what openpyxl finds in it, and that nothing is lost."""

import secrets
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.values import Money
from service.language import Language
from service.sheets import Cell, Media, Sheet, day_of, decimal_of, xlsx_file
from tests.service.sheets.files import (
    DE,
    EN,
    FORMULAS,
    MARKS,
    TEXTS,
    day,
    days,
    joined,
    kept,
    languages,
    money,
    numbers,
    opened,
    page,
    rows_of,
    texts,
    whole,
    xlsx_of,
)


async def cell_of(cell: Cell, language: Language = DE) -> Any:
    """The only cell below the headings."""
    return page(await xlsx_of(["Wert"], [cell], language=language))["A2"]


@pytest.mark.parametrize("language", Language)
async def test_texts_are_texts_whatever_they_look_like(language: Language) -> None:
    data = await xlsx_of(["Text"], *([text] for text in TEXTS), language=language)

    cells = [row[0] for row in page(data).iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == TEXTS
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.quotePrefix for cell in cells)
    assert rows_of(data, Media.XLSX) == [[text] for text in TEXTS]


async def test_no_text_is_a_formula() -> None:
    data = await xlsx_of(["Text"], *([text] for text in FORMULAS))

    cells = [row[0] for row in page(data).iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == [kept(text) for text in FORMULAS]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert rows_of(data, Media.XLSX) == [[kept(text)] for text in FORMULAS]


async def test_headings_are_bold_stay_in_sight_and_are_no_formulas() -> None:
    sheet = page(await xlsx_of(["=1+1", "Name"], ["a", "b"]))

    assert sheet.freeze_panes == "A2"
    assert [(cell.value, cell.data_type, cell.font.bold) for cell in sheet[1]] == [
        ("=1+1", "s", True),
        ("Name", "s", True),
    ]
    assert (sheet["A1"].quotePrefix, sheet["A2"].font.bold) == (True, False)


@pytest.mark.parametrize(
    ("text", "form", "wraps"),
    [
        ("01059120", "@", None),
        ("zwei\nZeilen", "@", True),
        ("x" * 60, "@", None),
        ("x" * 61, "@", True),
        ("x" * 255, "@", True),
        ("x" * 256, "General", True),
        ("=" + "x" * 300, "General", True),
    ],
)
async def test_how_texts_are_shown(text: str, form: str, wraps: bool | None) -> None:
    cell = await cell_of(text)

    assert (cell.value, cell.number_format, cell.alignment.wrap_text) == (text, form, wraps)


@pytest.mark.parametrize(
    ("number", "value", "form"),
    [
        (0, 0, "0"),
        (-5, -5, "0"),
        (2024, 2024, "0"),
        (999_999_999_999_999, 999_999_999_999_999, "0"),
        (1_234_567_890_123_450, 1_234_567_890_123_450, "0"),
        (123_456_789_012_345_000, 1.23456789012345e17, "0"),
        (Decimal(1234), 1234, "#,##0"),
        (Decimal("1E+3"), 1000, "#,##0"),
        (Decimal("1234.50"), 1234.5, "#,##0.00"),
        (Decimal("-0.000001"), -0.000001, "#,##0.000000"),
        (Decimal("0.00"), 0, "#,##0.00"),
        (Decimal("-0.0"), 0, "#,##0.0"),
        (Decimal("123456789.012345"), 123456789.012345, "#,##0.000000"),
        (Money(0), 0, "#,##0.00"),
        (Money(123_450), 1234.5, "#,##0.00"),
        (Money(999_999_999_999_999), 9999999999999.99, "#,##0.00"),
        (Money(10**15), 10**13, "#,##0.00"),
    ],
)
@pytest.mark.parametrize("language", Language)
async def test_numbers_are_numbers(number: Cell, value: float, form: str, language: Language) -> None:
    data = await xlsx_of(["Wert"], [number], language=language)

    cell = page(data)["A2"]
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == (value, "n", form, False)
    assert decimal_of(rows_of(data, Media.XLSX)[0][0]) == decimal_of(number)


@pytest.mark.parametrize(
    ("number", "german"),
    [
        (1_234_567_890_123_456, "1234567890123456"),
        (-1_234_567_890_123_456, "-1234567890123456"),
        (Decimal("1234567890.123456"), "1234567890,123456"),
        (Decimal("-999999999999999.999999"), "-999999999999999,999999"),
    ],
)
async def test_a_number_of_more_digits_than_a_spreadsheet_keeps_is_a_text(number: Decimal | int, german: str) -> None:
    for language, text in ((DE, german), (EN, german.replace(",", "."))):
        cell = await cell_of(number, language)
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
        assert cell.quotePrefix is text.startswith("-")

        (row,) = rows_of(await xlsx_of(["Wert"], [number], language=language), Media.XLSX)
        assert decimal_of(row[0]) == number


@pytest.mark.parametrize(("language", "form"), [(DE, "dd.mm.yyyy"), (EN, "yyyy-mm-dd")])
@pytest.mark.parametrize("text", ["1900-01-01", "1900-02-28", "1900-03-01", "2000-02-29", "2199-12-31"])
async def test_days_are_days(text: str, language: Language, form: str) -> None:
    cell = await cell_of(day(text), language)

    assert (cell.value, cell.is_date, cell.number_format) == (datetime.combine(day(text), time()), True, form)
    assert rows_of(await xlsx_of(["Tag"], [day(text)], language=language), Media.XLSX) == [[day(text)]]


async def test_nothing_stands_where_nothing_is() -> None:
    sheet = page(await xlsx_of(["A", "B", "C"], [None, "", "x"], [None, None, None], ["y", None, None]))

    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [None, None, "x"],
        [None, None, None],
        ["y", None, None],
    ]
    assert sheet["A2"].has_style is False


async def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    rows: list[list[Cell]] = [[1, "x" * 10 + "\n" + "y" * 20, "z" * 500, Money(123_456_789_012), None, "unter keiner"]]

    sheet = page(await xlsx_of(["A", "B", "C", "D", "Eine Überschrift"], *rows, *[[None]] * 99, ["w" * 40]))

    widths = {letter: dimension.width for letter, dimension in sheet.column_dimensions.items()}
    # What stands below the first hundred rows is not looked at.
    assert widths == {"A": 8, "B": 22, "C": 60, "D": 15, "E": 18, "F": 14}


async def test_several_tables_are_several_sheets() -> None:
    sheets = [
        Sheet("Ziele [2024]: a/b\\c*d?", ["Name"], [["Wärme"]]),
        Sheet("Vorhaben", ["Titel", "Betrag"], []),
        Sheet("x" * 40, ["Name"], ([number] for number in range(250))),
    ]

    book = opened(await joined(xlsx_file(sheets, DE)))

    assert book.sheetnames == ["Ziele  2024   a b c d ", "Vorhaben", "x" * 31]
    assert book.properties.creator == "Klimakreis"
    assert [[cell.value for cell in row] for row in book["Vorhaben"].iter_rows()] == [["Titel", "Betrag"]]
    assert [row[0].value for row in book["x" * 31].iter_rows()] == ["Name", *range(250)]


async def test_a_file_that_is_larger_than_what_is_kept_in_memory_comes_in_parts() -> None:
    rows = [[secrets.token_hex(16_000)] for _ in range(80)]

    parts = [part async for part in xlsx_file([Sheet("Werte", ["Text"], rows)], DE)]

    assert sum(map(len, parts)) > 1 << 20
    assert {len(part) for part in parts[:-1]} == {64 * 1024}
    assert rows_of(b"".join(parts), Media.XLSX) == rows


@given(st.lists(st.tuples(texts, numbers, whole, money, days, st.none() | texts), max_size=5), languages)
async def test_nothing_is_lost(
    rows: list[tuple[str, Decimal, int, Money, date, str | None]], language: Language
) -> None:
    """Numbers, money and days are the same, but for how many zeros end a number. Of a text, each line break is \\n, and
    what XML cannot hold is U+FFFD; one of nothing but blanks is nothing to `read_table`."""
    data = await xlsx_of(["Text", "Zahl", "Ganz", "Betrag", "Tag", "Noch"], *rows, language=language)

    cells = list(page(data).iter_rows(min_row=2))
    assert [row[0].value for row in cells] == [kept(row[0]) or None for row in rows]
    assert not any(cell.data_type == "f" for row in cells for cell in row)
    read = rows_of(data, Media.XLSX)
    mark = MARKS[language]
    for (text, number, count, sum_, on, more), cell in zip(rows, read, strict=True):
        assert cell[0] == (kept(text) if kept(text).strip() else None)
        assert decimal_of(cell[1], mark) == number
        assert decimal_of(cell[2], mark) == count
        assert decimal_of(cell[3], mark) == Decimal(sum_.cents) / 100
        assert day_of(cell[4]) == on
        assert cell[5] == (kept(more) if more is not None and kept(more).strip() else None)
