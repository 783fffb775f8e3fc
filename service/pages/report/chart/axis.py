"""Axes: the range that is shown, round numbers along it, and what they are called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from events.goal.calculation import rounded
from events.message import Message, message
from service.language import Language, say
from service.pages.typography import HELD


@dataclass(frozen=True)
class Axis:
    """A range with its ticks, each with its label; `unit` is what the labels count in."""

    low: Fraction
    high: Fraction
    ticks: Sequence[tuple[Fraction, str]]
    unit: str = ""

    def at(self, value: Fraction | int, start: Fraction | int, end: Fraction | int) -> Fraction:
        """Where a value stands when the range is drawn from `start` to `end`."""
        return Fraction(start) + (Fraction(value) - self.low) / (self.high - self.low) * (Fraction(end) - start)


@dataclass(frozen=True)
class Multiple:
    """A large unit to count in: from `size` on, called so."""

    size: int
    name: Message


QUANTITIES = (
    Multiple(10**12, message("trillion")),
    Multiple(10**9, message("billion")),
    Multiple(10**6, message("million")),
)
SUMS = (*QUANTITIES, Multiple(10**3, message("thousand")))


def step_of(span: Fraction, most: int) -> Fraction:
    """The least of 1, 2 and 5 times a power of ten that divides a span into so many parts at most."""
    size = Fraction(1)
    while size * most < span:
        size *= 10
    while size * most >= 10 * span:
        size /= 10
    # The last size that is too small is followed by one that is not.
    for factor in (Fraction(1, 10), Fraction(1, 5), Fraction(1, 2)):
        if size * factor * most >= span:
            return size * factor
    return size


def value_axis(
    values: Iterable[Fraction], unit: str, language: Language, multiples: Sequence[Multiple] = QUANTITIES, most: int = 5
) -> Axis:
    """The axis of values: from zero where that wastes less than two thirds of it, in round steps."""
    shown = list(values) or [Fraction(0)]
    low, high = min(shown), max(shown)
    if low >= 0 and 3 * (high - low) >= high:
        low = Fraction(0)
    elif high <= 0 and 3 * (high - low) >= -low:
        high = Fraction(0)
    elif low == high:
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    if low == high:
        high = low + 1
    step = step_of(high - low, most)
    numbers = [step * n for n in range(floor(low / step), ceil(high / step) + 1)]
    multiple = next((each for each in multiples if step >= each.size), None)
    size = multiple.size if multiple else 1
    places = _places(step / size)
    labels = [say(rounded(number / size, places), language) for number in numbers]
    if multiple:
        unit = f"{say(multiple.name, language)}{HELD}{unit}"
    return Axis(numbers[0], numbers[-1], list(zip(numbers, labels, strict=True)), unit)


def _places(step: Fraction) -> int:
    """How many decimals a step has."""
    places = 0
    while (step * 10**places).denominator != 1:
        places += 1
    return places


def year_axis(years: Iterable[Fraction], most: int) -> Axis:
    """The axis of years, about so many of them told (5 at least); a year stands where it ends."""
    shown = list(years)
    low, high = floor(min(shown)), ceil(max(shown))
    if high - low < 2:
        low, high = low - 1, high + 1
    step = max(1, int(step_of(Fraction(high - low), most)))
    told = range(ceil(low / step) * step, high + 1, step)
    return Axis(Fraction(low), Fraction(high), [(Fraction(year), str(year)) for year in told])
