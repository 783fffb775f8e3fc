"""Tables as one XLSX file: texts are texts, numbers are numbers, days are days."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from events.values import Money
from service.language import Language
from service.sheets.cells import Cell, Row, Sheet, batches, euros, is_formula, spelled, text_of

_DAYS = {Language.DE: "dd.mm.yyyy", Language.EN: "yyyy-mm-dd"}
_MARKS = {Language.DE: ",", Language.EN: "."}
_DIGITS_MOST = 15
_NARROWEST, _WIDEST = 8, 60
_TEXT_FORM_MOST = 255
"""Longer texts in a cell formatted as text show as ### in some spreadsheets."""
_PART = 64 * 1024
_IN_MEMORY = 1 << 20
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NAME_MOST = 31

_BOLD = Font(name="Calibri", size=11, bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


async def xlsx_file(sheets: Iterable[Sheet], language: Language) -> AsyncGenerator[bytes, None]:
    """The tables as an XLSX file, a sheet each, in parts; it is made on disk first, since it is an archive.

    A text that might be taken for a formula is marked as a text. A number of more digits than a spreadsheet keeps
    stands as a text, in the form of the language. Raises ValueError for a text that no cell can hold.
    """
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool, _book() as book:
        for sheet in sheets:
            await _add(sheet, book, language)
        await asyncio.to_thread(book.save, spool)
        spool.seek(0)
        while part := spool.read(_PART):
            yield part


@contextmanager
def _book() -> Iterator[Workbook]:
    """A workbook whose temporary files are gone in the end, saved or not."""
    book = Workbook(write_only=True)
    book.properties.creator = "Klimakreis"
    try:
        yield book
    finally:
        for page in book.worksheets:
            _throw_away(page)


def _throw_away(page: Any) -> None:
    """What saving has not removed of a sheet."""
    writer = page._writer
    if writer is None or not Path(writer.out).exists():
        return
    # From the inside to the outside; a disk that is full may be why there is nothing to save.
    with suppress(OSError):
        if page._rows is not None:
            page._rows.close()
        writer.close()
    writer.cleanup()


async def _add(sheet: Sheet, book: Workbook, language: Language) -> None:
    page: Any = book.create_sheet(_NOT_IN_NAMES.sub(" ", sheet.name)[:_NAME_MOST])
    page.freeze_panes = "A2"
    headed = False
    async for rows in batches(sheet.rows):
        if not headed:
            # What is wide among the first rows is taken to be as wide below: widths are written before all rows.
            for column, width in enumerate(_widths([sheet.headings, *rows]), 1):
                page.column_dimensions[get_column_letter(column)].width = width
            page.append([_heading(page, heading) for heading in sheet.headings])
            headed = True
        for row in rows:
            page.append([_cell(page, cell, language) for cell in row])


def _widths(rows: Iterable[Row]) -> list[int]:
    widths: list[int] = []
    for row in rows:
        widths += [_NARROWEST] * (len(row) - len(widths))
        for column, cell in enumerate(row):
            shown = euros(cell) if isinstance(cell, Money) else "" if cell is None else cell
            widest = max((len(line) for line in str(shown).splitlines()), default=0)
            widths[column] = min(_WIDEST, max(widths[column], widest + 2))
    return widths


def _heading(page: Any, heading: str) -> Any:
    cell = _text(page, heading)
    cell.font = _BOLD
    return cell


def _cell(page: Any, cell: Cell, language: Language) -> Any:
    match cell:
        case None | "":
            return None
        case str():
            return _text(page, cell)
        case date():
            return _formatted(page, cell, _DAYS[language])
        case Money():
            return _number(page, euros(cell), language)
        case int() | Decimal():
            return _number(page, cell, language)


def _text(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, text_of(text))
    # Whatever it looks like: a formula, an error.
    cell.data_type = "s"
    if is_formula(text):
        cell.quotePrefix = True
    if len(text) <= _TEXT_FORM_MOST:
        # So that a key with leading zeros stays a text when it is edited.
        cell.number_format = "@"
    if "\n" in text or len(text) > _WIDEST:
        cell.alignment = _WRAPPED
    return cell


def _number(page: Any, number: Decimal | int, language: Language) -> Any:
    digits = Decimal(number).as_tuple().digits
    if len("".join(map(str, digits)).strip("0")) > _DIGITS_MOST:
        return _text(page, spelled(number, _MARKS[language]))
    if isinstance(number, int):
        return _formatted(page, number, "0")
    places = len(spelled(number, ".").partition(".")[2])
    return _formatted(page, number, f"#,##0.{'0' * places}" if places else "#,##0")


def _formatted(page: Any, value: Any, form: str) -> Any:
    cell = WriteOnlyCell(page, value)
    cell.number_format = form
    return cell
