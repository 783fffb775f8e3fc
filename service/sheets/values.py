"""Single cells as numbers and days: only what can be meant in one way is read."""

import re
from datetime import date
from decimal import Decimal

from events.values import Money
from service.problems import InvalidInput
from service.sheets.cells import Cell, euros, spelled

PLACES_MOST = 6
"""The most decimals that a number of a table may have."""

_NUMBER_MOST = 40
_SHOWN_MOST = 40
_SPACES = " '\u2009\u202f\u00a0\u2019"
# By decimal mark: digits, or groups of three with one and the same sign between them, and decimals.
_READINGS = {
    mark: re.compile(rf"[+-]?([0-9]+|[1-9][0-9]{{0,2}}([{other}{_SPACES}])[0-9]{{3}}(?:\2[0-9]{{3}})*)(\{mark}[0-9]+)?")
    for mark, other in ((",", "."), (".", ","))
}
_GERMAN_DAY = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


def decimal_of(cell: Cell, mark: str | None = None) -> Decimal:
    """The number in a cell: a number, or a text such as 1234,5 or 1.234,50 or 1234.5 or 1,234.50.

    1.234 and 1,234 can be meant in two ways and are refused; unless `mark`, the decimal mark of the table where that
    is known, is the sign in question: then it marks decimals. Raises `InvalidInput` (EMPTY, AMBIGUOUS, NOT_A_NUMBER).
    """
    match cell:
        case None:
            raise InvalidInput("The cell is empty; give a number.", code="EMPTY")
        case str():
            number = _number(cell, mark)
        case Money():
            number = euros(cell)
        case int() | Decimal():
            number = Decimal(cell)
        case date():
            raise _no_number(cell.isoformat())
    if len(spelled(number, ".").partition(".")[2].rstrip("0")) > PLACES_MOST:
        raise InvalidInput(
            "The number has more than {most} decimals; round it.",
            code="NOT_A_NUMBER",
            most=PLACES_MOST,
        )
    return number


def _number(text: str, mark: str | None) -> Decimal:
    plain = text.strip().replace("\u2212", "-")
    if len(plain) > _NUMBER_MOST:
        raise _no_number(text)
    read = {}
    for way, pattern in _READINGS.items():
        if (found := pattern.fullmatch(plain)) is not None:
            digits = re.sub("[^0-9]", "", found[1])
            decimals = (found[3] or "").replace(way, ".")
            read[way] = Decimal(f"{'-' if plain.startswith('-') else ''}{digits}{decimals}")
    if not read:
        raise _no_number(text)
    if mark in read and mark in plain:
        return read[mark]
    first, *others = read.values()
    if any(other != first for other in others):
        raise InvalidInput(
            "“{plain}” can be {one} or {other}; leave out the thousands separator, or add a zero to the decimals.",
            code="AMBIGUOUS",
            plain=plain,
            one=_ungrouped(read[","]),
            other=_ungrouped(read["."]),
        )
    return first


def _ungrouped(number: Decimal) -> Decimal | int:
    """The number as it is said without separators of thousands, where it is whole."""
    return number if "." in f"{number:f}" else int(number)


def _no_number(text: str) -> InvalidInput:
    shown = text[:_SHOWN_MOST]
    return InvalidInput(
        "“{shown}” is not a number; write it like 1234.5.",
        code="NOT_A_NUMBER",
        shown=shown,
    )


def day_of(cell: Cell) -> date:
    """The day in a cell: a day, or a text such as 31.12.2020 or 2020-12-31.

    Raises `InvalidInput` (EMPTY, NOT_A_DAY).
    """
    if cell is None:
        raise InvalidInput("The cell is empty; give a day.", code="EMPTY")
    if isinstance(cell, date):
        return cell
    text = cell.strip() if isinstance(cell, str) else ""
    found = _GERMAN_DAY.fullmatch(text) or _ISO_DAY.fullmatch(text)
    try:
        if found is not None:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass
    shown = str(cell)[:_SHOWN_MOST]
    raise InvalidInput(
        "“{shown}” is not a date; write it like 2020-12-31.",
        code="NOT_A_DAY",
        shown=shown,
    )
