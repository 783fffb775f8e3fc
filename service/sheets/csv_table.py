"""The rows of a CSV file in UTF-8, separated by semicolons, commas or tabs."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from service.problems import InvalidInput
from service.sheets.cells import unmarked, with_plain_breaks
from service.sheets.lines import BadLine, decoded

_LINE_MOST = 1 << 20
_SEPARATORS = ";,\t"


def csv_rows(stream: BinaryIO, most: int) -> Iterator[tuple[int, list[str | None]]]:
    """Every row with the number of its first line, as texts; what was put before a text as an apostrophe, so that it is
    not taken for a formula, is gone. Raises `InvalidInput` (BAD_TABLE, TOO_MUCH), also for more than `most` bytes."""
    lines = _lines(stream, most)
    for number, first in lines:
        if first.strip():
            yield from _rows(number, first, lines)


def _lines(stream: BinaryIO, most: int) -> Iterator[tuple[int, str]]:
    taken = 0
    for line in decoded(stream, _LINE_MOST):
        if isinstance(line, BadLine):
            raise InvalidInput("Line {line}: {what}", code="BAD_TABLE", line=line.number, what=line.message)
        taken += len(line.text.encode())
        if taken > most:
            raise InvalidInput(
                "The table is larger than {most} MiB.",
                code="TOO_MUCH",
                most=most >> 20,
            )
        yield line.number, line.text


def _rows(number: int, first: str, lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, list[str | None]]]:
    head = _head(first, lines)

    def rest() -> Iterator[str]:
        yield from head
        for _, text in lines:
            yield text

    # Blank lines above the first are no lines of the reader's.
    above = number - 1
    reader = csv.reader(rest(), delimiter=separator_of("".join(head)), strict=True)
    while True:
        begin = above + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            raise InvalidInput(
                "Line {begin} is not valid CSV; check its quotation marks and line breaks.",
                code="BAD_TABLE",
                begin=begin,
            ) from fault
        if cells is None:
            return
        yield begin, [unmarked(with_plain_breaks(cell)) or None for cell in cells]


def _head(first: str, lines: Iterator[tuple[int, str]]) -> list[str]:
    """The lines of the row that begins with `first`: one that ends within quotes goes on."""
    head = [first]
    within = first.count('"') % 2 == 1
    while within and (line := next(lines, None)) is not None:
        head.append(line[1])
        within ^= line[1].count('"') % 2 == 1
    return head


def separator_of(headings: str) -> str:
    """The sign that separates the cells of a row of headings: the one that it has most of, outside quotes."""
    outside = "".join(headings.split('"')[::2])
    return max(_SEPARATORS, key=outside.count)
