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
            "Ein Bericht wird durch sein Jahr benannt, etwa 2024 oder 2024.html.",
            ("year",),
        )
    return int(found[1])


def day_told(year: int, today: date, on: date | None = None) -> date:
    """The day as of which a report of a year tells: its last, or today while it is not over; or an earlier day of it
    that is asked for. Raises `InvalidInput` for a year or day to come."""
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise InvalidInput("must be between 1900 and 2199", "muss zwischen 1900 und 2199 liegen", ("year",))
    if year > today.year:
        raise InvalidInput(
            f"must not be later than {today.year}: that year is still to come",
            f"darf nicht nach {today.year} liegen: dieses Jahr steht noch bevor",
            ("year",),
        )
    last = min(today, date(year, 12, 31))
    if on is None:
        return last
    if on.year != year or on > last:
        raise InvalidInput(
            f"must be a day of {year}, at the latest {last}",
            f"muss ein Tag des Jahres {year} sein, spätestens der {last:%d.%m.%Y}",
            ("on",),
        )
    return on
