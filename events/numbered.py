"""Parts of an entity that are numbered: later acts name them by their numbers."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from events.decider import Rejected


class Numbered(Protocol):
    """A part that bears a number."""

    @property
    def number(self) -> int:
        """Its number."""


N = TypeVar("N", bound=Numbered)


def numbered(parts: Iterable[N], number: int | None) -> N | None:
    """The part of a number; None where there is none."""
    return next((part for part in parts if part.number == number), None)


def existing_part(parts: Iterable[N], number: int, text: str, field: str = "number") -> N:
    """The part of a number. Raises `Rejected` (NOT_FOUND) with this text where there is none."""
    part = numbered(parts, number)
    if part is None:
        raise Rejected("NOT_FOUND", field, text, number=number)
    return part


def exchanged(parts: Iterable[N], part: N) -> tuple[N, ...]:
    """The parts with this one in the place of that of its number."""
    return tuple(part if each.number == part.number else each for each in parts)
