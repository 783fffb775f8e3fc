"""A table on its way in: its headings, its rows, and why it is refused. CSV and XLSX are read alike."""

from io import BytesIO
from typing import Any

import pytest

from service.sheets import Media, read_table, table
from tests.service.sheets.files import book_of, csv_of, numbered, refused, xlsx_of

pytestmark = pytest.mark.parametrize("media", Media)


def made(media: Media, *rows: list[Any]) -> bytes:
    """A table of texts as a spreadsheet would write it."""
    if media is Media.XLSX:
        return book_of(*rows)
    quoted = [['"' + cell.replace('"', '""') + '"' if cell else "" for cell in row] for row in rows]
    return "".join(";".join(row) + "\r\n" for row in quoted).encode("utf-8-sig")


def test_each_row_by_its_headings(media: Media) -> None:
    data = made(media, ["Name", "Größe"], ["Öl", "5"], ["Ä;\nb", ""])

    assert list(read_table(BytesIO(data), media)) == [
        (2, {"Name": "Öl", "Größe": "5"}),
        (3, {"Name": "Ä;\nb", "Größe": None}),
    ]


def test_headings_are_trimmed_and_cells_are_not(media: Media) -> None:
    data = made(media, ["  Name ", "\tGröße\n"], [" a ", "\tb"])

    assert [row for _, row in read_table(BytesIO(data), media)] == [{"Name": " a ", "Größe": "\tb"}]


def test_blanks_are_nothing(media: Media) -> None:
    data = made(media, ["", "  "], [], ["A", "B"], ["", " "], [" \t", "x"], ["\u00a0", ""], ["y", "\n"])

    assert numbered(data, media) == [(5, [None, "x"]), (7, ["y", None])]


def test_ragged_rows(media: Media) -> None:
    data = made(media, ["A", "B", "C"], ["1"], ["1", "2", "3", "", " "], ["", "2"])

    assert numbered(data, media) == [(2, ["1", None, None]), (3, ["1", "2", "3"]), (4, [None, "2", None])]


def test_a_column_without_a_heading_is_passed_over_where_it_is_blank(media: Media) -> None:
    data = made(media, ["", "A", "", "B", "", ""], ["", "1", "", "2"], ["", "3", " ", "4", "", " "])

    assert [row for _, row in read_table(BytesIO(data), media)] == [{"A": "1", "B": "2"}, {"A": "3", "B": "4"}]


def test_only_headings(media: Media) -> None:
    assert numbered(made(media, ["A", "B"]), media) == []


@pytest.mark.parametrize("rows", [[], [[]], [["", " "], ["\t"]]])
def test_an_empty_table(media: Media, rows: list[list[Any]]) -> None:
    assert refused(made(media, *rows), media) == ("BAD_TABLE", "The table is empty.", "Die Tabelle ist leer.")


@pytest.mark.parametrize("other", ["Wert", " Wert "])
def test_a_heading_that_stands_there_twice(media: Media, other: str) -> None:
    assert refused(made(media, [], ["Name", "Wert", other]), media) == (
        "BAD_HEADING",
        "Line 2: the heading “Wert” appears twice.",
        "Zeile 2: Die Überschrift „Wert“ kommt zweimal vor.",
    )


@pytest.mark.parametrize(
    ("headings", "row", "letter"),
    [
        (["A", "B"], ["1", "2", "x"], "C"),
        (["A", "B", " "], ["1", "2", "x"], "C"),
        (["A", "", "B"], ["1", "x", "2"], "B"),
        (["A"], ["", *[""] * 26, "x"], "AB"),
    ],
)
def test_a_cell_beside_the_headings(media: Media, headings: list[str], row: list[str], letter: str) -> None:
    assert refused(made(media, headings, ["1"], row), media) == (
        "BAD_HEADING",
        f"Line 3: column {letter} has no heading but has entries.",
        f"Zeile 3: Spalte {letter} hat keine Überschrift, enthält aber Einträge.",
    )


def test_the_widest_table(media: Media) -> None:
    wide = [str(number) for number in range(200)]

    assert numbered(made(media, wide, wide, [*wide, "", " "]), media) == [(2, wide), (3, wide)]
    expected = (
        "TOO_MUCH",
        "Line 1: there are more than 200 columns.",
        "Zeile 1: Es sind mehr als 200 Spalten.",
    )
    assert refused(made(media, [*wide, "200"]), media) == expected
    assert refused(made(media, [*wide, "", "201"]), media) == expected


def test_the_longest_table(media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "ROWS_MOST", 3)
    rows = [["Name"], ["1"], [""], ["2"], ["3"]]

    assert numbered(made(media, *rows), media) == [(2, ["1"]), (4, ["2"]), (5, ["3"])]
    assert refused(made(media, *rows, [""], ["4"]), media) == (
        "TOO_MUCH",
        "Line 7: there are more than 3 rows.",
        "Zeile 7: Es sind mehr als 3 Zeilen.",
    )


async def test_the_longest_text(media: Media, monkeypatch: pytest.MonkeyPatch) -> None:
    longest = "ä" * 32_767
    made_by_us = await (xlsx_of if media is Media.XLSX else csv_of)(["A", "B"], ["1", longest], ["2", "x"])
    assert numbered(made_by_us, media) == [(2, ["1", longest]), (3, ["2", "x"])]

    monkeypatch.setattr(table, "TEXT_MOST", 32_766)
    assert refused(made_by_us, media) == (
        "TOO_MUCH",
        "Line 2: the text in column B is longer than 32766 characters.",
        "Zeile 2: Der Text in Spalte B ist länger als 32766 Zeichen.",
    )


def test_rows_before_what_is_refused_are_read(media: Media) -> None:
    rows = read_table(BytesIO(made(media, ["A"], ["1"], ["2", "x"])), media)

    assert next(rows) == (2, {"A": "1"})
