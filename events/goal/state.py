"""What is recorded of a goal, with the days from which it holds, and the words that its acts share."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.dated import Since
from events.goal.indicator import GoalIndicator, MeasuringPlan
from events.refs import AgreementRef, GoalRef, PartyRef
from events.terms import Code
from events.values import Many, Name, Quantity, TextDigest, Whole

Year = Annotated[int, Whole(1900, 2199)]
MethodNumber = Annotated[int, Whole(1, 1_000)]


# --- Its course ------------------------------------------------------------------------------------------------


class GoalStatus(StrEnum):
    """The status of a goal (Stand)."""

    PROPOSED = "PROPOSED"
    """It is proposed (vorgeschlagen)."""
    ADOPTED = "ADOPTED"
    """It is adopted (beschlossen)."""
    ACHIEVED = "ACHIEVED"
    """It is achieved (erreicht)."""
    ABANDONED = "ABANDONED"
    """It was given up (aufgegeben)."""


@dataclass(frozen=True)
class GoalStep:
    """A step in the course of a goal (Schritt)."""

    status: GoalStatus
    """The status reached (Stand)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class GoalResponsibility(Since):
    """Who is responsible for a goal from a day on (verantwortliche Stelle)."""

    party: PartyRef
    """The party responsible (verantwortliche Stelle)."""


# --- Its path --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalBaseline:
    """Where a goal starts from (Ausgangswert)."""

    year: Year
    """The year (Bezugsjahr)."""
    value: Quantity
    """The value, in the unit of the indicator (Ausgangswert)."""


@dataclass(frozen=True)
class GoalTarget:
    """What a goal aims for by the end of a year (Zielwert)."""

    year: Year
    """The year (Zieljahr)."""
    value: Quantity
    """The value, in the unit of the indicator (Zielwert)."""


Targets = Annotated[tuple[GoalTarget, ...], Many(100)]


@dataclass(frozen=True)
class TargetPath(Since):
    """The targets that apply from a day on, until they are adjusted (Zielpfad)."""

    targets: Targets
    """The targets in order of their years (Zielwerte)."""


@dataclass(frozen=True)
class GoalMethod:
    """A method of measuring from a day on, with the baseline by it: each method is a series of its own (Methode)."""

    number: MethodNumber
    """The number of the series, starting at 1 (Nummer der Reihe)."""
    since: date
    """The first day (gilt ab)."""
    name: Name
    """The method, such as BISKO (Methode)."""
    edition: Name | None = None
    """Its edition (Ausgabe)."""
    baseline: GoalBaseline | None = None
    """The baseline by this method; null if not set yet (Ausgangswert)."""


# --- Its values ------------------------------------------------------------------------------------------------


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
    """The electricity mix on which a greenhouse-gas value is based (Strommix)."""

    FEDERAL = "FEDERAL"
    """The federal mix, with which counties are compared; in one series with values that name no mix
    (Bundesstrommix)."""
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
class InSeries:
    method: MethodNumber
    """The series (Nummer der Reihe)."""


@dataclass(frozen=True)
class Measurement:
    period: ValuePeriod
    """The time for which it was measured (Zeitraum)."""
    value: Quantity
    """The value, in the unit of the indicator (Messwert)."""
    quality: DataQuality
    """How good its data are (Datengüte)."""
    source: Name
    """Where it comes from (Quelle)."""
    mix: ElectricityMix | None = None
    """The electricity mix with which it was calculated; null if none matters (Strommix)."""


@dataclass(frozen=True)
class GoalValue(Measurement, InSeries):
    """A value measured for a goal (Messwert)."""


# --- The goal --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Goal:
    """All that is recorded of a goal, with the days from which it holds. Values are in order of method, last day and
    first day of their periods, electricity mix."""

    title: str
    description: TextDigest
    theme: Code
    agreement: AgreementRef | None
    indicator: GoalIndicator
    steps: tuple[GoalStep, ...]
    responsibilities: tuple[GoalResponsibility, ...]
    plans: tuple[MeasuringPlan, ...]
    methods: tuple[GoalMethod, ...]
    paths: tuple[TargetPath, ...]
    values: tuple[GoalValue, ...] = ()


@dataclass(frozen=True)
class OfGoal:
    id: GoalRef
    """The goal (Ziel)."""
