"""What a goal is measured by: its indicator, how and how often it is measured, and what may lag."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from events.dated import Since
from events.values import Exact, Name, Text, Whole

Unit = Annotated[str, Text(40)]
"""A unit of measure in its usual spelling, such as t CO2e or MWh."""
CadenceMonths = Annotated[int, Whole(1, 120)]
LagMonths = Annotated[int, Whole(0, 120)]
TolerancePercent = Annotated[Decimal, Exact(3, 2, 0)]
Decimals = Annotated[int, Whole(0, 6)]


class GoalDirection(StrEnum):
    """Which way the indicator is to go (Richtung)."""

    DECREASE = "DECREASE"
    """Less is better (senken)."""
    INCREASE = "INCREASE"
    """More is better (steigern)."""


class BiskoSector(StrEnum):
    """The sector that an indicator looks at, as municipal greenhouse-gas inventories tell them apart (BISKO-Sektor)."""

    PRIVATE_HOUSEHOLDS = "PRIVATE_HOUSEHOLDS"
    """Private households (private Haushalte)."""
    TRADE_COMMERCE_SERVICES = "TRADE_COMMERCE_SERVICES"
    """Trade, commerce and services (Gewerbe, Handel, Dienstleistungen)."""
    INDUSTRY = "INDUSTRY"
    """Industry (Industrie)."""
    MUNICIPAL_FACILITIES = "MUNICIPAL_FACILITIES"
    """Municipal facilities (kommunale Einrichtungen)."""
    TRANSPORT = "TRANSPORT"
    """Transport (Verkehr)."""


@dataclass(frozen=True)
class GoalIndicator:
    """What a goal is measured by (Indikator)."""

    name: Name
    """What is measured (Indikator)."""
    unit: Unit
    """The unit of its values (Einheit)."""
    direction: GoalDirection
    """Which way it is to go (Richtung)."""
    decimals: Decimals = 0
    """The number of decimals with which calculated numbers are shown; nothing is rounded before that
    (Nachkommastellen)."""
    sector: BiskoSector | None = None
    """The sector that it covers; null for all sectors or another classification (BISKO-Sektor)."""


@dataclass(frozen=True)
class MeasuringPlan(Since):
    """How often a goal is measured from a day on, and what is tolerated (Messplan)."""

    cadence_months: CadenceMonths
    """Every so many months a period ends for which a value is due (Takt in Monaten)."""
    lag_months: LagMonths
    """So many months after a period has ended its value is due (zulässiger Verzug in Monaten)."""
    tolerance_percent: TolerancePercent
    """How far a value may be behind its path and count as at risk only: in percent of the way from baseline to last
    target (Toleranz in Prozent)."""
