"""What every part of a report is told from: what its reader sees of a county on a day, and how it is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from events.goal.calculation import rounded
from events.monitoring.calculation import monitoring
from events.monitoring.monitored import MonitoredDay, MonitoredStates
from events.monitoring.monitoring import Monitoring
from events.values import sort_key
from service.language import Language
from service.pages.document import MarkedParagraph, lines
from service.pages.overview import Overview
from service.pages.typography import HELD, Speaker


@dataclass(frozen=True)
class Telling(Speaker):
    """A county as a reader sees it on the last day of a report, with the kept texts that the report may need.

    `internal` tells whether the reader sees what stays within the cooperation.
    """

    overview: Overview
    year: int
    texts: Mapping[str, str]
    internal: bool = True

    @property
    def on(self) -> date:
        """The day of which the report tells."""
        return self.overview.on

    @property
    def language(self) -> Language:
        """The language in which it tells."""
        return self.overview.language

    @property
    def material(self) -> MonitoredStates:
        """What it is reckoned from."""
        return self.overview.material

    @cached_property
    def standing(self) -> MonitoredDay:
        """How everything stands on the day."""
        return MonitoredDay(self.material, self.on)

    @cached_property
    def monitoring(self) -> Monitoring:
        """The monitoring of the day."""
        return monitoring(self.material, self.on)

    def name(self, ref: str) -> str:
        """What somebody or something is called."""
        return self.overview.name(ref)

    def names(self, refs: Iterable[str]) -> str:
        """What several are called, in order of the alphabet; a name may have a comma of its own."""
        found = sorted({self.name(ref) for ref in refs}, key=sort_key)
        return ("; " if any("," in name for name in found) else ", ").join(found)

    def held(self, day: date) -> str:
        """A day in words, on one line."""
        return self.told(day).replace(" ", HELD)

    def number(self, number: Decimal | int) -> str:
        """A number with the decimals that it has."""
        return self.told(Decimal(number))

    def exact(self, number: Fraction, places: int) -> str:
        """An exact number, rounded to so many decimals as it is told."""
        return self.number(rounded(number, places))

    def amount(self, number: Decimal, unit: str) -> str:
        """A number with its unit."""
        return f"{self.number(number)}{HELD}{unit}"

    def text(self, digest: str | None) -> list[MarkedParagraph]:
        """A kept text, paragraph by paragraph; nothing for none."""
        return lines(self.texts.get(digest, "")) if digest else []

    def theme(self, code: str | None) -> str:
        """A theme."""
        return self.overview.theme(code)


def plain(number: Decimal) -> Decimal:
    """A number without zeros at its end."""
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()
