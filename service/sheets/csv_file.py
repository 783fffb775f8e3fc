"""A table as CSV, as a spreadsheet of the reader's language writes it."""

import codecs
import re
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from events.values import Money
from service.language import Language
from service.sheets.cells import Cell, Row, Sheet, batches, euros, marked, spelled, text_of


@dataclass(frozen=True)
class _Habits:
    """How a language separates cells, marks decimals and writes days."""

    separator: str
    mark: str
    day: str


_HABITS = {
    Language.DE: _Habits(";", ",", "%d.%m.%Y"),
    Language.EN: _Habits(",", ".", "%Y-%m-%d"),
}

# Whichever sign separates: so that the headings tell which it is, and no other is taken for it.
_TO_QUOTE = re.compile('[;,\t"\n]')


async def csv_file(sheet: Sheet, language: Language) -> AsyncGenerator[bytes, None]:
    """The table as CSV in UTF-8 with a byte order mark, in parts, as its rows come.

    German: semicolons, decimal commas, 31.12.2020; English: commas, decimal points, 2020-12-31. A text that might be
    taken for a formula has an apostrophe before it. Raises ValueError for a text that no cell can hold.
    """
    habits = _HABITS[language]
    yield codecs.BOM_UTF8 + _written([sheet.headings], habits)
    async for rows in batches(sheet.rows):
        yield _written(rows, habits)


def _written(rows: Iterable[Row], habits: _Habits) -> bytes:
    lines = (habits.separator.join(_shown(cell, habits) for cell in row) for row in rows)
    # A line without anything would be no row.
    return "".join((line or '""') + "\r\n" for line in lines).encode()


def _shown(cell: Cell, habits: _Habits) -> str:
    match cell:
        case None:
            return ""
        case str():
            return _quoted(marked(text_of(cell)))
        case date():
            return cell.strftime(habits.day)
        case Money():
            return spelled(euros(cell), habits.mark)
        case int() | Decimal():
            return spelled(cell, habits.mark)


def _quoted(text: str) -> str:
    if _TO_QUOTE.search(text) is None:
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
