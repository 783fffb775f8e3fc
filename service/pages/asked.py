"""What the address of a page or a table asks for besides itself: a language, a day, a moment."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime

from starlette.requests import Request

from events.values import Invalid, check_day
from service.berlin import day_of
from service.language import Language
from service.problems import InvalidInput
from service.record import Record
from service.viewer import Viewer

Enter = Callable[[Request], Awaitable[tuple[Record, Viewer]]]
"""Lets a request in: the record and who asks."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_POSITION = re.compile(r"\d{1,18}")


def today() -> date:
    """The day in Germany."""
    return day_of(datetime.now(UTC))


def language_asked(request: Request) -> Language:
    """The language that the address asks for; German unless it says otherwise. Raises `InvalidInput`."""
    given = request.query_params.get("language", "de")
    try:
        return Language(given.upper())
    except ValueError:
        raise InvalidInput("must be de or en", ("language",)) from None


def day_asked(request: Request) -> date | None:
    """The day (`on`) that the address asks for, if it names one. Raises `InvalidInput`."""
    given = request.query_params.get("on")
    if given is None:
        return None
    try:
        if not _DAY.fullmatch(given):
            raise ValueError(given)
        return check_day(date.fromisoformat(given))
    except Invalid as invalid:
        raise InvalidInput(invalid.message, ("on",)) from None
    except ValueError:
        raise InvalidInput("must be a day such as 2024-01-31", ("on",)) from None


def moment_asked(request: Request) -> int | datetime | None:
    """The moment (`at`) that the address asks for, if it names one: a position, or a time with its zone. Raises
    `InvalidInput`."""
    given = request.query_params.get("at")
    return None if given is None else moment_of(given)


def moment_of(text: str) -> int | datetime:
    """A moment of the record: a position, or a time with its zone. Raises `InvalidInput`."""
    if _POSITION.fullmatch(text):
        return int(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidInput(
            "must be a position such as 1234, or a time with its zone such as 2024-01-31T12:00:00Z",
            ("at",),
        )
    return moment
