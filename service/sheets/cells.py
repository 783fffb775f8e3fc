"""What a table is made of, and how its texts are kept from being taken for formulas."""

import asyncio
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from events.values import Money

Cell = str | int | Decimal | Money | date | None
"""A text, a whole number, a number with the decimals that it is written with, a sum of money, a day, or nothing."""

Row = Sequence[Cell]


class Media(StrEnum):
    """The forms in which tables come and go, by their media types."""

    CSV = "text/csv"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """A table on its way out: its name, its headings, and its rows, which are taken as they are written."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Row] | AsyncIterable[Row]


TEXT_MOST = 32_767
"""The longest text that a cell of a spreadsheet holds."""

_BATCH = 100

_LINE_BREAKS = re.compile("\r\n?")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")
_MARKED = re.compile(r"'+\s*[=+\-@＝＋－＠]")


def text_of(text: str) -> str:
    """The text as a cell can hold it: with one kind of line break, and without what neither XML nor UTF-8 can hold.

    Raises ValueError for one that is longer than a cell.
    """
    if len(text) > TEXT_MOST:
        raise ValueError(f"a cell holds {TEXT_MOST} characters, this text has {len(text)}")
    return _UNWRITABLE.sub("\ufffd", with_plain_breaks(text))


def with_plain_breaks(text: str) -> str:
    """The text with one kind of line break, the one that spreadsheets write within a cell."""
    return _LINE_BREAKS.sub("\n", text)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula, or our mark before one for its own."""
    return _FORMULA.match(text) is not None


def marked(text: str) -> str:
    """The text, with an apostrophe before it where it might be taken for a formula."""
    return f"'{text}" if is_formula(text) else text


def unmarked(text: str) -> str:
    """The text that `marked` was given."""
    return text[1:] if _MARKED.match(text) else text


def euros(money: Money) -> Decimal:
    """A sum of money with two decimals."""
    return Decimal(money.cents).scaleb(-2)


def spelled(number: Decimal | int, mark: str) -> str:
    """A number with the decimals that it has, and this decimal mark; nothing is less than nothing."""
    exact = Decimal(number)
    return f"{exact or abs(exact):f}".replace(".", mark)


async def batches(rows: Iterable[Row] | AsyncIterable[Row]) -> AsyncIterator[list[Row]]:
    """The rows, some at a time, so that others are answered in between."""
    batch: list[Row] = []
    async for row in _each(rows):
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
            await asyncio.sleep(0)
    yield batch


async def _each(rows: Iterable[Row] | AsyncIterable[Row]) -> AsyncIterator[Row]:
    if isinstance(rows, AsyncIterable):
        async for row in rows:
            yield row
    else:
        for row in rows:
            yield row
