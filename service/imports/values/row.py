"""One row of a table of values, read cell by cell."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from events.goal.state import DataQuality, ElectricityMix, ValuePeriod
from events.message import Message, Value, message
from service.imports.values.headings import Headings, plain
from service.language import Language, say
from service.pages.lists.values import (
    GOAL,
    GOAL_ID,
    METHOD,
    MIX,
    QUALITY,
    SERIES,
    SINCE,
    SOURCE,
    UNIT,
    UNTIL,
    VALUE,
)
from service.problems import InvalidInput, Problem
from service.sheets import Cell, Read, day_of, decimal_of

T = TypeVar("T")

_MIXES = {
    spelled.casefold(): mix
    for mix in ElectricityMix
    for spelled in (mix.value, *(say(mix, language) for language in Language))
}
_SHOWN_MOST = 40


class WrongRow(Problem):
    """Why a row cannot be written; `path` names the column by its heading, and so do the words."""

    def __init__(self, column: str, code: str, text: str | Message, /, **values: Value) -> None:
        rule = message(text, **values)
        super().__init__(
            message("Column “{column}” {rule}.", column=column, rule=rule)
            if rule.text[:1].islower()
            else message("Column “{column}”: {rule}", column=column, rule=rule),
            (column,),
            code,
        )


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A row that could be read; of its goal, it tells the id or the title."""

    line: int
    goal_id: str | None
    title: str | None
    series: int | None
    method: str | None
    period: ValuePeriod
    value: Decimal
    unit: str | None
    quality: DataQuality
    source: str
    mix: ElectricityMix | None


def read_row(line: int, read: Read, headings: Headings) -> ValueRow | None:
    """The row; None for one without a value, as the template has them. Raises `WrongRow`."""

    def cell(heading: Message, taken: Callable[[Cell], T]) -> T:
        try:
            return taken(headings.cell(heading, read))
        except InvalidInput as fault:
            raise WrongRow(headings.told(heading), fault.code, fault.message) from fault

    if headings.cell(VALUE, read) is None:
        return None
    return ValueRow(
        line=line,
        goal_id=cell(GOAL_ID, _text),
        title=cell(GOAL, _text),
        series=cell(SERIES, lambda given: None if given is None else _series(given, headings.mark)),
        method=cell(METHOD, _text),
        period=ValuePeriod(cell(SINCE, _day), cell(UNTIL, _day)),
        value=cell(VALUE, lambda given: decimal_of(given, headings.mark)),
        unit=cell(UNIT, _text),
        quality=cell(QUALITY, _quality),
        source=cell(SOURCE, _source),
        mix=cell(MIX, _mix),
    )


def _text(cell: Cell) -> str | None:
    """A text; a whole number is one that a spreadsheet took for a number."""
    if cell is None or isinstance(cell, str):
        return None if cell is None else plain(cell)
    if isinstance(cell, int):
        return str(cell)
    raise InvalidInput(
        "This is not text; format the cell as text and enter it again.",
        code="NOT_A_TEXT",
    )


def _source(cell: Cell) -> str:
    text = _text(cell)
    if text is None:
        raise InvalidInput(
            "The cell is empty; say where the value comes from.",
            code="EMPTY",
        )
    return text


def _day(cell: Cell) -> date:
    return day_of(cell)


def _series(cell: Cell, mark: str | None) -> int:
    number = decimal_of(cell, mark)
    if number != int(number):
        raise InvalidInput("The series must be a whole number.", code="NOT_A_NUMBER")
    return int(number)


def _quality(cell: Cell) -> DataQuality:
    if cell is None:
        raise InvalidInput("The cell is empty; give A, B, C or D.", code="EMPTY")
    given = str(cell).strip()
    try:
        return DataQuality(given.upper())
    except ValueError:
        shown = given[:_SHOWN_MOST]
        raise InvalidInput(
            "“{shown}” is not a data quality; give A, B, C or D.",
            code="NOT_A_QUALITY",
            shown=shown,
        ) from None


def _mix(cell: Cell) -> ElectricityMix | None:
    if cell is None:
        return None
    given = str(cell).strip()
    found = _MIXES.get(given.casefold())
    if found is None:
        shown = given[:_SHOWN_MOST]
        raise InvalidInput(
            "“{shown}” is not an electricity mix; give one of these or nothing: {mixes}.",
            code="NOT_A_MIX",
            shown=shown,
            mixes=tuple(ElectricityMix),
        )
    return found
