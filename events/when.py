"""Days that may be known only as lying between two others.

What happened long ago is often known from two lists, one without it and one with it. Such a day is kept as the span in
which it lies, never as an invented day; asked for a day inside the span, the answer is UNCERTAIN.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from events.decider import require
from events.rules import check_in_order


class Certainty(StrEnum):
    """Whether something held on a day, as far as is known (Gewissheit)."""

    YES = "YES"
    """It held (ja)."""
    NO = "NO"
    """It did not hold (nein)."""
    UNCERTAIN = "UNCERTAIN"
    """The day lies in a span in which it began or ended; nobody has recorded when (ungewiss)."""


@dataclass(frozen=True)
class HappenedOn:
    """What happened on a day that is known."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class When:
    """A day, or the span in which it lies where it is not known (Tag, oder zwischen zwei Tagen)."""

    earliest: date
    """The day; where it is not known, the earliest that it can have been (Tag, frühestens)."""
    latest: date | None = None
    """The latest possible day; null if the day is known (spätestens)."""

    @property
    def last(self) -> date:
        """The latest day that it can have been."""
        return self.latest or self.earliest

    @property
    def known(self) -> bool:
        """Whether the day is known."""
        return self.latest is None or self.latest == self.earliest


def by(when: When | None, on: date) -> Certainty:
    """Whether what happened then has happened by the end of the day; None: it has not happened."""
    if when is None or on < when.earliest:
        return Certainty.NO
    return Certainty.YES if on >= when.last else Certainty.UNCERTAIN


def between(since: When | None, until: When | None, on: date) -> Certainty:
    """Whether what began and ended then held on the day; `until` is the first day without it."""
    begun, ended = by(since, on), by(until, on)
    if begun is Certainty.NO or ended is Certainty.YES:
        return Certainty.NO
    return Certainty.YES if begun is Certainty.YES and ended is Certainty.NO else Certainty.UNCERTAIN


def latest(whens: Iterable[When]) -> When:
    """When the last of several things happened, of at least one."""
    given = tuple(whens)
    earliest, last = max(when.earliest for when in given), max(when.last for when in given)
    return When(earliest, None if earliest == last else last)


def check_when(when: When, field: str) -> None:
    """Raise `Rejected` (DATES_REVERSED) for a span that runs backwards."""
    check_in_order(when.earliest, when.latest, field)


def check_not_ahead(when: When, today: date, field: str) -> None:
    """Raise `Rejected` (IN_FUTURE) for something that is said to have happened, but later than today."""
    require(
        when.last <= today,
        "IN_FUTURE",
        field,
        "What has happened cannot lie after {today}; record it when it has happened.",
        today=today,
    )


def check_follows(when: When, before: When | None, field: str) -> None:
    """Raise `Rejected` (DATES_REVERSED) if something is surely earlier than what it follows."""
    if before is not None:
        check_in_order(before.earliest, when.last, field)


def check_happened(when: When, before: When | None, today: date, field: str) -> None:
    """Raise `Rejected` for a step whose span runs backwards, lies ahead, or is surely earlier than the one before."""
    check_when(when, field)
    check_not_ahead(when, today, field)
    check_follows(when, before, field)


def berlin_midnight(day: date) -> datetime:
    """The moment (UTC) at which a day begins in Berlin, by the rule for summer time that holds since 1996: from the
    last Sunday of March to the last of October, clocks are changed in the small hours after that day has begun."""
    summer = _last_sunday(day.year, 3) < day <= _last_sunday(day.year, 10)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=2 if summer else 1)


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)
