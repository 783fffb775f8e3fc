"""Months counted on from a day, as deadlines are."""

from datetime import date, timedelta


def after_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it has no such day (BGB § 188)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def first_after(day: date, months: int) -> date:
    """The first day after the month, quarter or year (1, 3 or 12 months) in which a day lies."""
    return after_months(day.replace(month=day.month - (day.month - 1) % months, day=1), months)


def months_between(day: date, later: date) -> int:
    """How many months lie between the months of two days."""
    return (later.year - day.year) * 12 + later.month - day.month
