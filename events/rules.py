"""Rules that hold for every aggregate: what exists, what is known, and which days and numbers are possible."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from events.decider import Rejected, World, require

S = TypeVar("S")

_FINEST_RATE = 10_000
_HOURS_MOST = 10_000


def existing(state: S | None) -> S:
    """The state of an entity that exists. Raises `Rejected` (NOT_FOUND) for one that does not."""
    if state is None:
        raise Rejected("NOT_FOUND", "id", "There is no such entry.")
    return state


def check_absent(state: object) -> None:
    """Raise `Rejected` (EXISTS) if the entity to be made exists already."""
    require(state is None, "EXISTS", "", "This entry exists already.")


def check_known(ref: str | None, field: str, world: World) -> None:
    """Raise `Rejected` (NOT_FOUND) if the field names an entity that this county's record does not hold."""
    require(
        ref is None or world.states.get(ref) is not None,
        "NOT_FOUND",
        field,
        "There is no such entry in this county's record.",
    )


def check_not_before(on: date, since: date, field: str) -> None:
    """Raise `Rejected` (BEFORE_BEGINNING) for a day before the entity's first."""
    require(
        on >= since,
        "BEFORE_BEGINNING",
        field,
        "This entry begins on {since}; the day must not be earlier.",
        since=since,
    )


def check_in_order(earlier: date, later: date | None, field: str) -> None:
    """Raise `Rejected` (DATES_REVERSED) if the later day, where there is one, is before the earlier."""
    require(
        later is None or later >= earlier,
        "DATES_REVERSED",
        field,
        "{later} is before {earlier}, but must not be; give {earlier} or a later day, or correct the other one.",
        later=later,
        earlier=earlier,
    )


def check_not_empty(facts: Sequence[object] | None, field: str) -> None:
    """Raise `Rejected` (EMPTY) if a list that needs a member is given without one."""
    require(facts is None or len(facts) > 0, "EMPTY", field, "There must be at least one of these.")


def check_rate(rate: Fraction, field: str) -> None:
    """Raise `Rejected` (NOT_A_SHARE) unless a rate of funding is a share from 0 to 1 in ten-thousandths or coarser."""
    require(
        0 <= rate <= 1 and rate.denominator <= _FINEST_RATE,
        "NOT_A_SHARE",
        field,
        "The rate must be a share from 0 to 1, with a denominator of at most {most}.",
        most=_FINEST_RATE,
    )


def check_hours(hours: Fraction | None, field: str) -> None:
    """Raise `Rejected` (NOT_HOURS) unless hours, where they are given, are whole quarters and not too many."""
    require(
        hours is None or (0 <= hours <= _HOURS_MOST and 4 % hours.denominator == 0),
        "NOT_HOURS",
        field,
        "Hours must be given in quarters of an hour, from 0 to {most}.",
        most=_HOURS_MOST,
    )


def check_reasoned(world: World, text: str) -> None:
    """Raise `Rejected` (REASON_REQUIRED) with this text where no reason is given."""
    require(world.reasoned, "REASON_REQUIRED", "reason", text)
