"""Of which year a report tells, and of which day of it."""

import re
from datetime import date

from events.values import FIRST_DAY, LAST_DAY
from service.problems import InvalidInput, NotFound

_YEAR = re.compile(r"([0-9]{4})(\.html)?")


def year_named(text: str) -> int:
    """The year that an address names, such as 2024 or 2024.html. Raises `NotFound`."""
    found = _YEAR.fullmatch(text)
    if found is None:
        raise NotFound(
            "A report is named by its year, such as 2024 or 2024.html.",
            ("year",),
        )
    return int(found[1])


def day_told(year: int, today: date, on: date | None = None) -> date:
    """The day as of which a report of a year tells: its last, or today while it is not over; or an earlier day of it
    that is asked for. Raises `InvalidInput` for a year or day to come."""
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise InvalidInput("must be between 1900 and 2199", ("year",))
    if year > today.year:
        raise InvalidInput(
            "must not be later than the current year, {year}",
            ("year",),
            year=today.year,
        )
    last = min(today, date(year, 12, 31))
    if on is None:
        return last
    if on.year != year or on > last:
        raise InvalidInput(
            "must be a day of {year}, at the latest {last}",
            ("on",),
            year=year,
            last=last,
        )
    return on
