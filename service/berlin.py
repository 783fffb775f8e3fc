"""Days start at midnight in Berlin, wherever the service runs."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def day_of(moment: datetime) -> date:
    """The day in Berlin at a zone-aware moment."""
    return moment.astimezone(BERLIN).date()
