"""A move in the life of a project: something that somebody tries, with the choices that make it up."""

from dataclasses import dataclass
from decimal import Decimal

from events.project.state import ExpectedEffect, Project
from tests.events.project.story import A, B, C

PARTIES = (A, B, C, "partner:1")
CENTS = (0, 1, 100, 2_500, 9_000, 10_000)


@dataclass(frozen=True)
class Move:
    """Something that somebody tries: who, by which of several choices, after how many days, on a day how long ago."""

    what: str
    by: int
    one: int
    other: int
    wait: int
    ago: int


def party_of(number: int) -> str:
    """One of those that may carry it."""
    return PARTIES[number % len(PARTIES)]


def after_of(state: Project, move: Move) -> tuple[int, ...]:
    """Some of its milestones, at most two."""
    numbers = [each.number for each in state.milestones]
    return tuple(dict.fromkeys(number for number in numbers if (move.other + number) % 3 == 0))[:2]


def effect_of(move: Move) -> ExpectedEffect:
    """Something that it may be expected to do."""
    amounts = (None, Decimal(5), Decimal("-0.5"))
    amount = amounts[move.other % 3]
    return ExpectedEffect("goal:1", 2024 + move.one % 3, amount, None if amount is None else "t CO2e")
