"""The rows of the first sheet of an XLSX file, read one at a time."""

import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO, TypeVar

from openpyxl import load_workbook

from service.problems import InvalidInput
from service.sheets.cells import Cell, with_plain_breaks

T = TypeVar("T")

_PARTS_MOST = 1_000
_LINES_MOST = 1 << 20
"""So many rows a sheet has at most, blank ones included."""
_CELLS_MOST = 20_000_000
"""So many cells are looked at, blank ones included: a single cell far to the right makes a row wide."""
_DIGITS_SHOWN = 15
_CARRIAGE_RETURN = "_x000D_"
"""How Excel writes one, which XML has no form for: the other half of a line break that was pasted."""
_BATCH = 100
_OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def xlsx_rows(stream: BinaryIO, most: int) -> Iterator[tuple[int, list[Cell]]]:
    """Every row with its number: texts, numbers as the spreadsheet shows them, days; of formulas, what came of them.

    Raises `InvalidInput` (BAD_TABLE, TOO_MUCH), also for more than `most` bytes when unpacked.
    """
    _check_archive(stream, most)
    book = _read(lambda: load_workbook(stream, read_only=True, data_only=True, keep_links=False))
    try:
        if not book.worksheets:
            raise InvalidInput("The file has no sheet.", code="BAD_TABLE")
        page: Any = book.worksheets[0]
        # What the file says of its size need not be true.
        page.reset_dimensions()
        rows = _read(page.iter_rows)
        number = seen = 0
        while batch := _read(lambda: list(islice(rows, _BATCH))):
            for row in batch:
                number += 1
                seen += len(row)
                yield number, [_value(cell, number) for cell in row]
            if number > _LINES_MOST or seen > _CELLS_MOST:
                raise InvalidInput(
                    "Line {number}: the sheet goes on too far; delete what is blank below and beside the table.",
                    code="TOO_MUCH",
                    number=number,
                )
    finally:
        book.close()


def _check_archive(stream: BinaryIO, most: int) -> None:
    if stream.read(len(_OLD_OR_LOCKED)) == _OLD_OR_LOCKED:
        raise InvalidInput(
            "The file is an old XLS file or has a password; save it as XLSX without one.",
            code="BAD_TABLE",
        )
    stream.seek(0)
    parts = _read(lambda: zipfile.ZipFile(stream).infolist())
    if len(parts) > _PARTS_MOST or sum(part.file_size for part in parts) > most:
        raise InvalidInput(
            "The file is larger than {most} MiB when unpacked, or has more than {parts} parts.",
            code="TOO_MUCH",
            most=most >> 20,
            parts=_PARTS_MOST,
        )
    # Of these, no more is unpacked than the archive says.
    if any(part.compress_type not in _PACKED for part in parts):
        raise _unreadable()
    stream.seek(0)


def _read(act: Callable[[], T]) -> T:
    """What openpyxl reads. Raises `InvalidInput` where it cannot."""
    with warnings.catch_warnings():
        # Of what it leaves out, such as drawings.
        warnings.simplefilter("ignore")
        try:
            return act()
        # A broken file raises whatever the place in it happens to: of zip, of XML, KeyError, TypeError and more.
        except Exception as fault:
            raise _unreadable() from fault


def _unreadable() -> InvalidInput:
    return InvalidInput(
        "The file cannot be read as XLSX; open it in a spreadsheet and save it anew.",
        code="BAD_TABLE",
    )


def _value(cell: Any, line: int) -> Cell:
    value = cell.value
    if cell.data_type == "e" or (isinstance(value, float) and not abs(value) < float("inf")):
        raise InvalidInput(
            "Line {line}, column {column_letter}: the cell shows an error.",
            code="BAD_TABLE",
            line=line,
            column_letter=cell.column_letter,
        )
    match value:
        case bool():
            return str(value).upper()
        case float():
            return Decimal(f"{value:.{_DIGITS_SHOWN}g}")
        case datetime() if value.time() == time():
            return value.date()
        case datetime():
            return value.isoformat(" ")
        case None | int() | date():
            return value
        case _:
            return with_plain_breaks(str(value).replace(_CARRIAGE_RETURN, "\r")) or None
