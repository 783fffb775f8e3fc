"""How far a goal is attained: its newest value beside the path through baseline and targets, exact until shown."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from events.goal.state import GoalBaseline, GoalTarget, GoalValue, MethodNumber, Year
from events.values import Quantity


class AttainmentStatus(StrEnum):
    """Whether a goal is on its way (Zielerreichung)."""

    ON_TRACK = "ON_TRACK"
    """The newest value is on its path or better (im Plan)."""
    AT_RISK = "AT_RISK"
    """It is behind its path, within the tolerance (gefährdet)."""
    OFF_TRACK = "OFF_TRACK"
    """It is further behind, or worse than the baseline (nicht im Plan)."""
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
    """What the path of a goal expects at a year: straight between two of its points, level after the last (erwarteter
    Wert)."""

    year: Year
    """The year (Jahr)."""
    value: Decimal
    """What is expected, in the unit of the indicator, worked out exactly and then rounded half up to its decimals
    (erwarteter Wert)."""
    before: GoalTarget
    """The point of the path at or before that year: a target, or the baseline (Stützpunkt davor)."""
    after: GoalTarget | None
    """The next target after it; none: the path is level by then (Stützpunkt danach)."""
    method: MethodNumber
    """The series whose baseline the path starts from (Nummer der Reihe)."""


@dataclass(frozen=True)
class Attainment:
    """Whether a goal is on its way, and the arithmetic that says so (Zielerreichung mit Rechenweg).

    Numbers are in the unit of the indicator. What is worked out is compared
    exactly and then rounded half up to its decimals.
    """

    status: AttainmentStatus
    """Whether it is on its way (Zielerreichung)."""
    reason: NoDataReason | None = None
    """Why nothing can be compared; none where something is (Grund)."""
    method: MethodNumber | None = None
    """The series that is looked at (Nummer der Reihe)."""
    value: GoalValue | None = None
    """The newest value (neuester Messwert)."""
    year: Year | None = None
    """The year at which it stands: the last of its period (Jahr)."""
    baseline: GoalBaseline | None = None
    """Where the path starts (Ausgangswert)."""
    before: GoalTarget | None = None
    """The point of the path at or before that year: a target, or the baseline (Stützpunkt davor)."""
    after: GoalTarget | None = None
    """The next target after it; none: the path is level by then (Stützpunkt danach)."""
    last: GoalTarget | None = None
    """The last target (letzter Zielwert)."""
    expected: Decimal | None = None
    """What the path expects at that year, rounded (erwarteter Wert)."""
    behind: Decimal | None = None
    """How far the value is behind the path, rounded; below zero: ahead of it (Rückstand)."""
    gap: Quantity | None = None
    """The way from baseline to last target (Abstand)."""
    tolerance: Decimal | None = None
    """How far it may be behind and be at risk only, rounded (Toleranz)."""
    worse_than_baseline: bool | None = None
    """Whether the value is worse than the baseline (schlechter als der Ausgangswert)."""
