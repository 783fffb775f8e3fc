"""The way a goal is to go: baseline, targets by year, and the method by which both are meant."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.refs import GoalRef
from events.values import Many, Name, Quantity, Whole

Year = Annotated[int, Whole(1900, 2199)]
MethodNumber = Annotated[int, Whole(1, 1_000)]


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
class TargetPath:
    """The targets that hold from a day on, until they are adjusted (Zielpfad)."""

    since: date
    """The first day (gilt ab)."""
    targets: Targets
    """The targets in order of their years (Zielwerte)."""


@dataclass(frozen=True)
class GoalMethod:
    """A method of measuring from a day on, with the baseline by it: each method is a series of its own (Methode)."""

    number: MethodNumber
    """The number of the series, from 1 on (Nummer der Reihe)."""
    since: date
    """The first day (gilt ab)."""
    name: Name
    """The method, such as BISKO (Methode)."""
    edition: Name | None = None
    """Its edition (Ausgabe)."""
    baseline: GoalBaseline | None = None
    """The baseline by this method; none: not given yet (Ausgangswert)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalBaselineSet:
    """The baseline by a goal's method was set (Ausgangswert festgelegt)."""

    method: MethodNumber
    """The series (Nummer der Reihe)."""
    baseline: GoalBaseline
    """The baseline (Ausgangswert)."""


@dataclass(frozen=True)
class GoalTargetsAdjusted:
    """A goal's targets were adjusted; those before hold for the days before (Zielwerte angepasst)."""

    targets: Targets
    """The targets from that day on (Zielwerte)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class GoalMethodChanged:
    """A goal is measured by another method from a day on: its series breaks there (Methode gewechselt)."""

    number: MethodNumber
    """The number of the new series (Nummer der Reihe)."""
    name: Name
    """The method (Methode)."""
    edition: Name | None
    """Its edition (Ausgabe)."""
    on: date
    """The first day (gilt ab)."""
    baseline: GoalBaseline | None
    """The baseline by this method; none: not given yet (Ausgangswert)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SetGoalBaseline:
    """Set the baseline by a goal's method, where none is set yet; its year lies before those of all targets that hold
    while the goal is measured by that method (Ausgangswert festlegen)."""

    id: GoalRef
    """The goal (Ziel)."""
    baseline: GoalBaseline
    """The baseline (Ausgangswert)."""
    method: MethodNumber | None = None
    """The series; none: that of the method that holds today (Nummer der Reihe)."""


@dataclass(frozen=True)
class AdjustGoalTargets:
    """Adjust a goal's targets from a day on. Once it was ever adopted this needs a reason and a target, whatever the
    day (Zielwerte anpassen)."""

    id: GoalRef
    """The goal (Ziel)."""
    targets: Targets
    """All targets from that day on (Zielwerte)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ChangeGoalMethod:
    """Record that a goal is measured by another method from a day on; needs a reason. Its series breaks there, and
    nothing is compared until there is a baseline by the new method, whose year lies before those of all targets that
    hold from that day on (Methode wechseln)."""

    id: GoalRef
    """The goal (Ziel)."""
    name: Name
    """The method (Methode)."""
    on: date
    """The first day (gilt ab)."""
    edition: Name | None = None
    """Its edition (Ausgabe)."""
    baseline: GoalBaseline | None = None
    """The baseline by this method; none: given later (Ausgangswert)."""
