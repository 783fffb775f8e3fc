"""How far a goal is attained: its newest value beside the path through baseline and targets, exact until shown."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from events.goal.state import GoalBaseline, GoalTarget, GoalValue, MethodNumber, Year
from events.values import Quantity


class AttainmentStatus(StrEnum):
    """Whether a goal is on track (Zielerreichung)."""

    ON_TRACK = "ON_TRACK"
    """The newest value is on the path or better (im Plan)."""
    AT_RISK = "AT_RISK"
    """The newest value is behind the path, within the tolerance (gefährdet)."""
    OFF_TRACK = "OFF_TRACK"
    """The newest value is further behind, or worse than the baseline (nicht im Plan)."""
    NO_DATA = "NO_DATA"
    """Nothing can be compared (keine Daten)."""


class NoDataReason(StrEnum):
    """Why nothing can be compared (Grund)."""

    NO_BASELINE = "NO_BASELINE"
    """No baseline is given (kein Ausgangswert)."""
    SERIES_BROKEN = "SERIES_BROKEN"
    """The method has changed, and no baseline by the new one is given yet (Reihe unterbrochen)."""
    NO_TARGET = "NO_TARGET"
    """No target after the baseline is given (kein Zielwert)."""
    NO_VALUE = "NO_VALUE"
    """No period that is over has a value (kein Messwert)."""
    BEFORE_BASELINE = "BEFORE_BASELINE"
    """The newest value is from before the baseline (Messwert vor dem Ausgangswert)."""


@dataclass(frozen=True)
class ExpectedValue:
    """What the path of a goal expects for a year: linear between two of its points, level after the last (erwarteter
    Wert)."""

    year: Year
    """The year (Jahr)."""
    value: Decimal
    """The expected value in the unit of the indicator, calculated exactly and then rounded half up to its decimals
    (erwarteter Wert)."""
    before: GoalTarget
    """The point of the path at or before that year: a target, or the baseline (Stützpunkt davor)."""
    after: GoalTarget | None
    """The next target after it; null if the path stays level from there on (Stützpunkt danach)."""
    method: MethodNumber
    """The series at whose baseline the path starts (Nummer der Reihe)."""


@dataclass(frozen=True)
class Attainment:
    """Whether a goal is on track, and how that was calculated (Zielerreichung mit Rechenweg).

    Numbers are in the unit of the indicator. Calculated numbers are compared exactly and then rounded half up to its
    decimals.
    """

    status: AttainmentStatus
    """Whether it is on track (Zielerreichung)."""
    reason: NoDataReason | None = None
    """Why nothing can be compared; null if something can (Grund)."""
    method: MethodNumber | None = None
    """The series that is compared (Nummer der Reihe)."""
    value: GoalValue | None = None
    """The newest value (neuester Messwert)."""
    year: Year | None = None
    """The year to which the value belongs: the last of its period (Jahr)."""
    baseline: GoalBaseline | None = None
    """Where the path starts (Ausgangswert)."""
    before: GoalTarget | None = None
    """The point of the path at or before that year: a target, or the baseline (Stützpunkt davor)."""
    after: GoalTarget | None = None
    """The next target after it; null if the path stays level from there on (Stützpunkt danach)."""
    last: GoalTarget | None = None
    """The last target (letzter Zielwert)."""
    expected: Decimal | None = None
    """What the path expects for that year, rounded (erwarteter Wert)."""
    behind: Decimal | None = None
    """How far the value is behind the path, rounded; negative if it is ahead (Rückstand)."""
    gap: Quantity | None = None
    """The distance between baseline and last target (Abstand)."""
    tolerance: Decimal | None = None
    """How far it may be behind and still count as at risk only, rounded (Toleranz)."""
    worse_than_baseline: bool | None = None
    """Whether the value is worse than the baseline (schlechter als der Ausgangswert)."""
