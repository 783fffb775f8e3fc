"""A table on its way in, from CSV or XLSX: each row by its headings, with the number of its line."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from openpyxl.utils import get_column_letter

from service.problems import InvalidInput
from service.sheets.cells import TEXT_MOST, Cell, Media
from service.sheets.csv_table import csv_rows
from service.sheets.xlsx_table import xlsx_rows

ROWS_MOST = 100_000
COLUMNS_MOST = 200
BYTES_MOST = 16 << 20
"""The most bytes of a table, unpacked."""

Read = dict[str, Cell]
"""The cells of a row by their headings; None where nothing stands, or nothing but blanks."""


def read_table(stream: BinaryIO, media: Media) -> Iterator[tuple[int, Read]]:
    """Each row that is not blank, with the number of the line (CSV) or row (XLSX) at which it begins.

    The first row that is not blank holds the headings. Of XLSX, the first sheet is read. `stream` can be sought.
    Raises `InvalidInput` (BAD_TABLE, BAD_HEADING, TOO_MUCH) for what is no table, or too much of one; it names line
    and column.
    """
    rows = xlsx_rows(stream, BYTES_MOST) if media is Media.XLSX else csv_rows(stream, BYTES_MOST)
    headings: list[str] = []
    count = 0
    for line, cells in rows:
        if not any(map(_says_something, cells)):
            continue
        _check_size(line, cells)
        if not headings:
            headings = _headings(line, cells)
            continue
        count += 1
        if count > ROWS_MOST:
            raise InvalidInput(
                "Line {line}: there are more than {most} rows.", code="TOO_MUCH", line=line, most=ROWS_MOST
            )
        yield line, _by_heading(line, cells, headings)
    if not headings:
        raise InvalidInput("The table is empty.", code="BAD_TABLE")


def _says_something(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _check_size(line: int, cells: Sequence[Cell]) -> None:
    if any(map(_says_something, cells[COLUMNS_MOST:])):
        raise InvalidInput(
            "Line {line}: there are more than {most} columns.", code="TOO_MUCH", line=line, most=COLUMNS_MOST
        )
    for column, cell in enumerate(cells, 1):
        if isinstance(cell, str) and len(cell) > TEXT_MOST:
            letter = get_column_letter(column)
            raise InvalidInput(
                "Line {line}: the text in column {letter} is longer than {most} characters.",
                code="TOO_MUCH",
                line=line,
                letter=letter,
                most=TEXT_MOST,
            )


def _headings(line: int, cells: Sequence[Cell]) -> list[str]:
    headings = ["" if cell is None else str(cell).strip() for cell in cells]
    for heading in headings:
        if heading and headings.count(heading) > 1:
            raise InvalidInput(
                "Line {line}: the heading “{heading}” appears twice.",
                code="BAD_HEADING",
                line=line,
                heading=heading,
            )
    return headings


def _by_heading(line: int, cells: Sequence[Cell], headings: Sequence[str]) -> Read:
    read: Read = {heading: None for heading in headings if heading}
    for column, cell in enumerate(cells, 1):
        heading = headings[column - 1] if column <= len(headings) else ""
        if heading:
            read[heading] = cell if _says_something(cell) else None
        elif _says_something(cell):
            letter = get_column_letter(column)
            raise InvalidInput(
                "Line {line}: column {letter} has no heading but has entries.",
                code="BAD_HEADING",
                line=line,
                letter=letter,
            )
    return read
