"""A table as CSV: what is written, and that nothing of it is lost."""

import csv
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.values import Money
from service.language import Language
from service.sheets import Media, Row, Sheet, csv_file, day_of, decimal_of
from tests.service.sheets.files import (
    ACTIVE,
    DE,
    EN,
    FORMULAS,
    MARKS,
    TEXTS,
    csv_of,
    day,
    days,
    joined,
    kept,
    languages,
    money,
    numbers,
    rows_of,
    texts,
    whole,
)

SEPARATORS = {DE: ";", EN: ","}


def by_csv(data: bytes, language: Language) -> list[list[str]]:
    """The cells as Python's own module reads them."""
    text = data.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=SEPARATORS[language], strict=True))


@pytest.mark.parametrize(
    ("language", "written"),
    [
        (
            DE,
            '\ufeffSchlüssel;Name;"Größe;m²";Betrag;Tag;Zahl\r\n'
            '01059120;"Wärme ""neu"", Teil 1";1234,50;1000,05;31.12.2020;-7\r\n'
            '\'=1+1;"zwei\nZeilen";-0,001;;;\r\n',
        ),
        (
            EN,
            '\ufeffSchlüssel,Name,"Größe;m²",Betrag,Tag,Zahl\r\n'
            '01059120,"Wärme ""neu"", Teil 1",1234.50,1000.05,2020-12-31,-7\r\n'
            '\'=1+1,"zwei\nZeilen",-0.001,,,\r\n',
        ),
    ],
)
async def test_what_is_written(language: Language, written: str) -> None:
    data = await csv_of(
        ["Schlüssel", "Name", "Größe;m²", "Betrag", "Tag", "Zahl"],
        ["01059120", 'Wärme "neu", Teil 1', Decimal("1234.50"), Money(100_005), date(2020, 12, 31), -7],
        ["=1+1", "zwei\r\nZeilen", Decimal("-0.001"), None, None, ""],
        language=language,
    )

    assert data.decode() == written


@pytest.mark.parametrize("language", Language)
async def test_texts_stay_what_they_are(language: Language) -> None:
    data = await csv_of(["Text", "Daneben"], *([text, "Ö"] for text in TEXTS), language=language)

    assert by_csv(data, language) == [["Text", "Daneben"], *([text, "Ö"] for text in TEXTS)]
    assert rows_of(data, Media.CSV) == [[text, "Ö"] for text in TEXTS]


@pytest.mark.parametrize("language", Language)
async def test_no_text_is_a_formula(language: Language) -> None:
    rows: list[Row] = [[text, 1] for text in FORMULAS]
    data = await csv_of(["Text", "Nr."], *rows, language=language)

    cells = [row[0] for row in by_csv(data, language)[1:]]
    assert cells == [f"'{kept(text)}" for text in FORMULAS]
    assert rows_of(data, Media.CSV) == [[kept(text), "1"] for text in FORMULAS]


async def test_a_heading_is_no_formula_either() -> None:
    data = await csv_of(["=1+1", "@a"], [1, 2])

    assert by_csv(data, DE)[0] == ["'=1+1", "'@a"]
    assert rows_of(data, Media.CSV) == [["1", "2"]]


@pytest.mark.parametrize("language", Language)
async def test_numbers_money_and_days(language: Language) -> None:
    exact = [Decimal(text) for text in ("0.00", "1234.50", "-1234.567", "1.234", "-0.5", "1E+3", "1234567890123456.7")]

    data = await csv_of(["Zahl"], *([number] for number in exact), [10**18], [-5], language=language)
    read = [decimal_of(row[0], MARKS[language]) for row in rows_of(data, Media.CSV)]
    # Not only the same, but written with the same decimals.
    assert [f"{number:f}" for number in read] == [f"{number:f}" for number in [*exact, Decimal(10**18), Decimal(-5)]]

    data = await csv_of(["Betrag"], [Money(0)], [Money(10**15)], [Money(123_450)], language=language)
    read = [decimal_of(row[0], MARKS[language]) for row in rows_of(data, Media.CSV)]
    assert [str(number) for number in read] == ["0.00", "10000000000000.00", "1234.50"]

    written = [day("1900-01-01"), day("2020-02-29"), day("2199-12-31")]
    data = await csv_of(["Tag"], *([each] for each in written), language=language)
    assert [day_of(row[0]) for row in rows_of(data, Media.CSV)] == written


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("heading", ["a", "a;b;c", "a,b,c", "a\tb\tc", 'a";";,b', "a\nb;c"])
async def test_a_heading_does_not_hide_what_separates(heading: str, language: Language) -> None:
    text = "x;y,z\tw"

    assert rows_of(await csv_of([heading], [text], language=language), Media.CSV) == [[text]]
    data = await csv_of([heading, "Wert"], [text, 5], language=language)
    assert by_csv(data, language) == [[heading, "Wert"], [text, "5"]]
    assert rows_of(data, Media.CSV) == [[text, "5"]]


async def test_a_row_of_nothing_is_a_row() -> None:
    assert await csv_of(["Name"], [None], [""], ["a"]) == '\ufeffName\r\n""\r\n""\r\na\r\n'.encode()
    assert await csv_of(["Name", "Wert"], [None, None]) == "\ufeffName;Wert\r\n;\r\n".encode()
    assert await csv_of(["Name"]) == "\ufeffName\r\n".encode()


async def test_a_text_that_no_cell_holds() -> None:
    with pytest.raises(ValueError, match="32768"):
        await csv_of(["Name"], ["x" * 32_768])


async def test_rows_are_taken_as_they_are_written() -> None:
    taken: list[int] = []

    async def rows() -> AsyncIterator[Row]:
        for number in range(1000):
            taken.append(number)
            yield [number]

    async with aclosing(csv_file(Sheet("Werte", ["Zahl"], rows()), DE)) as parts:
        first, second = await anext(parts), await anext(parts)
        assert len(taken) == 100
    assert first + second == await csv_of(["Zahl"], *([number] for number in range(100)))

    data = await joined(csv_file(Sheet("Werte", ["Zahl"], rows()), DE))
    assert rows_of(data, Media.CSV) == [[str(number)] for number in range(1000)]


@given(st.lists(st.tuples(texts, numbers, whole, money, days, st.none() | texts), max_size=5), languages)
async def test_nothing_is_lost(
    rows: list[tuple[str, Decimal, int, Money, date, str | None]], language: Language
) -> None:
    """Numbers, money and days are the same. Of a text, each line break is \\n, and what XML cannot hold is U+FFFD; one
    of nothing but blanks is nothing to `read_table`."""
    data = await csv_of(["Text", "Zahl", "Ganz", "Betrag", "Tag", "Noch"], *rows, language=language)

    cells = [row[0] for row in by_csv(data, language)[1:]]
    assert not any(map(ACTIVE.match, cells))
    assert all(cell in (kept(row[0]), f"'{kept(row[0])}") for cell, row in zip(cells, rows, strict=True))
    read = rows_of(data, Media.CSV)
    mark = MARKS[language]
    for (text, number, count, sum_, on, more), cell in zip(rows, read, strict=True):
        assert cell[0] == (kept(text) if kept(text).strip() else None)
        assert f"{decimal_of(cell[1], mark):f}" == f"{abs(number) if number == 0 else number:f}"
        assert decimal_of(cell[2], mark) == count
        assert decimal_of(cell[3], mark) == Decimal(sum_.cents) / 100
        assert day_of(cell[4]) == on
        assert cell[5] == (kept(more) if more is not None and kept(more).strip() else None)
