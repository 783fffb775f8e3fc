"""What was measured for a goal: values by period, with their quality and source."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from events.goal.path import MethodNumber
from events.refs import GoalRef
from events.values import Name, Quantity


class DataQuality(StrEnum):
    """How good the data of a value are (Datengüte, as in municipal greenhouse-gas inventories)."""

    A = "A"
    """Regional primary data, as from metering (regionale Primärdaten)."""
    B = "B"
    """Primary data extrapolated (Hochrechnung regionaler Primärdaten)."""
    C = "C"
    """Regional figures and statistics (regionale Kennwerte und Statistiken)."""
    D = "D"
    """Nationwide figures (bundesweite Kennzahlen)."""


class ElectricityMix(StrEnum):
    """Which electricity a greenhouse-gas value reckons with (Strommix)."""

    FEDERAL = "FEDERAL"
    """The federal mix, by which counties are compared; in one series with values that name no mix (Bundesstrommix)."""
    TERRITORIAL = "TERRITORIAL"
    """The territory's own mix: shown apart, never compared with the path (Territorialmix)."""


@dataclass(frozen=True)
class ValuePeriod:
    """The time for which a value was measured: whole months, ten years at most (Zeitraum)."""

    since: date
    """The first day: the first of a month (von)."""
    until: date
    """The last day: the last of a month (bis)."""


@dataclass(frozen=True)
class GoalValue:
    """A value measured for a goal (Messwert)."""

    method: MethodNumber
    """The series it belongs to (Nummer der Reihe)."""
    period: ValuePeriod
    """The time for which it was measured (Zeitraum)."""
    value: Quantity
    """The value, in the unit of the indicator (Messwert)."""
    quality: DataQuality
    """How good its data are (Datengüte)."""
    source: Name
    """Where it comes from (Quelle)."""
    mix: ElectricityMix | None = None
    """Which electricity it reckons with; none: that does not matter here (Strommix)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalValueRecorded:
    """A value was measured for a goal (Messwert eingetragen)."""

    value: GoalValue
    """The value (Messwert)."""


@dataclass(frozen=True)
class GoalValueCorrected:
    """A value recorded wrongly was put right; the old one stays in history (Messwert berichtigt)."""

    value: GoalValue
    """The value as it should have been (Messwert)."""


@dataclass(frozen=True)
class GoalValueWithdrawn:
    """A value that should not have been recorded counts no more; it stays in history (Messwert zurückgezogen)."""

    method: MethodNumber
    """The series it belonged to (Nummer der Reihe)."""
    period: ValuePeriod
    """The time for which it was recorded (Zeitraum)."""
    mix: ElectricityMix | None
    """Which electricity it reckoned with (Strommix)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordGoalValue:
    """Record a value measured for a goal; who acts for a party may do so while that answers for the goal (Messwert
    eintragen)."""

    id: GoalRef
    """The goal (Ziel)."""
    period: ValuePeriod
    """The time for which it was measured (Zeitraum)."""
    value: Quantity
    """The value, in the unit of the indicator (Messwert)."""
    quality: DataQuality
    """How good its data are (Datengüte)."""
    source: Name
    """Where it comes from (Quelle)."""
    mix: ElectricityMix | None = None
    """Which electricity it reckons with; none: that does not matter here (Strommix)."""
    method: MethodNumber | None = None
    """The series it belongs to; none: that of the method that holds today (Nummer der Reihe)."""


@dataclass(frozen=True)
class CorrectGoalValue:
    """Put right a value that is recorded for this series, period and electricity mix; needs a reason. Who acts for a
    party may do so while that answers for the goal (Messwert berichtigen)."""

    id: GoalRef
    """The goal (Ziel)."""
    period: ValuePeriod
    """The time for which it is recorded (Zeitraum)."""
    value: Quantity
    """The right value, in the unit of the indicator (Messwert)."""
    quality: DataQuality
    """How good its data are (Datengüte)."""
    source: Name
    """Where it comes from (Quelle)."""
    mix: ElectricityMix | None = None
    """Which electricity it reckons with; none: that does not matter here (Strommix)."""
    method: MethodNumber | None = None
    """The series it belongs to; none: that of the method that holds today (Nummer der Reihe)."""


@dataclass(frozen=True)
class WithdrawGoalValue:
    """Withdraw a value that should not have been recorded; needs a reason (Messwert zurückziehen)."""

    id: GoalRef
    """The goal (Ziel)."""
    period: ValuePeriod
    """The time for which it is recorded (Zeitraum)."""
    mix: ElectricityMix | None = None
    """Which electricity it reckons with; none: that does not matter here (Strommix)."""
    method: MethodNumber | None = None
    """The series it belongs to; none: that of the method that holds today (Nummer der Reihe)."""
