"""What a project is expected to do for goals, in the units of their indicators."""

from dataclasses import dataclass

from events.goal.indicator import Unit
from events.goal.state import Year
from events.refs import GoalRef, ProjectRef
from events.values import Quantity


@dataclass(frozen=True)
class ExpectedEffect:
    """What a project is expected to do for a goal every year from a year on (erwartete Wirkung)."""

    goal: GoalRef
    """The goal (Ziel)."""
    from_year: Year
    """The first year (ab Jahr)."""
    amount: Quantity | None = None
    """By how much it moves the indicator the goal's way, a year; below zero: against it; none: not estimated
    (Betrag je Jahr)."""
    unit: Unit | None = None
    """The unit of the goal's indicator (Einheit)."""
    until_year: Year | None = None
    """The last year; none: no end is expected (bis Jahr)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EffectExpected:
    """A project is expected to do something for a goal (Wirkung erwartet)."""

    effect: ExpectedEffect
    """What is expected; for the same goal and first year it takes the place of what was (erwartete Wirkung)."""


@dataclass(frozen=True)
class EffectDropped:
    """Something is expected of a project no more (Wirkung nicht mehr erwartet)."""

    goal: GoalRef
    """The goal (Ziel)."""
    from_year: Year
    """The first year of what was expected (ab Jahr)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ExpectEffect:
    """Say what a project is expected to do for a goal; the same goal and first year replace what was said before
    (Wirkung angeben)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    effect: ExpectedEffect
    """What is expected, for a goal that was not given up; an amount goes with the unit of the goal's indicator
    (erwartete Wirkung)."""


@dataclass(frozen=True)
class DropEffect:
    """Say that something is expected of a project no more (Wirkung streichen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    goal: GoalRef
    """The goal (Ziel)."""
    from_year: Year
    """The first year of what was expected (ab Jahr)."""
