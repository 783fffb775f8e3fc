"""Single values of a list, checked by the same limits that the record sets for them."""

from datetime import date
from typing import Any, get_args

from events.keys import Ags, Ars, ArsPrefix, DistrictKey
from events.message import Message, message
from events.municipality.state import Inhabitants
from events.values import Invalid, Name, Text, Whole
from service.imports.listing import FlawCode

_SHOWN_MOST = 20
_KEYS = {5: DistrictKey, 8: Ags, 9: ArsPrefix, 12: Ars}


class Unreadable(Exception):
    """A value that cannot be taken into the record, and why."""

    def __init__(self, code: FlawCode, said: Message) -> None:
        super().__init__(str(said))
        self.code = code
        self.message = said


def _limit(annotation: Any, kind: type[Any]) -> Any:
    return next(limit for limit in get_args(annotation) if isinstance(limit, kind))


def read_key(text: str, digits: int) -> str:
    """An official key of so many digits. Raises `Unreadable` (BAD_KEY)."""
    try:
        if text != text.strip() or not text.isascii():
            raise Invalid("")
        key: str = _limit(_KEYS[digits], Text).check(text)
    except Invalid as fault:
        raise Unreadable(
            FlawCode.BAD_KEY,
            message("“{text}” is not a key of {digits} digits that begins with 01 to 16.", text=text, digits=digits),
        ) from fault
    return key


def read_name(text: str) -> str:
    """An official name, as it is spelled. Raises `Unreadable` (BAD_NAME)."""
    try:
        name: str = _limit(Name, Text).check(text)
    except Invalid as fault:
        raise Unreadable(FlawCode.BAD_NAME, message("The name {rule}.", rule=fault.message)) from fault
    return name


def read_number(text: str, what: Message) -> int:
    """A whole number written in digits alone. Raises `Unreadable` (BAD_NUMBER)."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()):
        raise Unreadable(
            FlawCode.BAD_NUMBER, message("{what}: “{digits}” is not a whole number.", what=what, digits=digits)
        )
    try:
        number: int = _limit(Inhabitants, Whole).check(int(digits))
    except (Invalid, ValueError) as fault:
        shown = digits[:_SHOWN_MOST]
        raise Unreadable(
            FlawCode.BAD_NUMBER, message("{what}: {digits} is too large.", what=what, digits=shown)
        ) from fault
    return number


def read_day(text: str) -> date:
    """A day as YYYYMMDD or YYYY-MM-DD. Raises `Unreadable` (BAD_DATE)."""
    digits = text.replace("-", "") if len(text) == 10 and text[4] == text[7] == "-" else text
    try:
        if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
            raise ValueError
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as fault:
        raise Unreadable(FlawCode.BAD_DATE, message("“{text}” is not a date.", text=text)) from fault


def check_agreement(ags: str, ars: str) -> None:
    """Raise `Unreadable` (KEYS_DISAGREE) unless both keys name the same municipality."""
    if ags != ars[:5] + ars[9:]:
        raise Unreadable(
            FlawCode.KEYS_DISAGREE,
            message(
                "AGS {ags} and ARS {ars} disagree: the AGS is the first five and the last three digits of the ARS.",
                ags=ags,
                ars=ars,
            ),
        )
