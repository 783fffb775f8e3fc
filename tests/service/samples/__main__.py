"""Writes a sample of each event type whose schema has none yet."""

import itertools
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

import msgspec

from events import AGGREGATES
from events.correction import CorrectedAct, StandingEvent
from events.decider import Decider
from events.values import ContentRef, Invalid, Many, Ref, Sealed, Text, Whole
from service.codec import encode
from service.intake import hints
from tests.service.samples import DIRECTORY, samples

_WORDS = (
    "Süderbrarup an der Schlei",
    "01059083",
    "010595990083",
    "01059",
    "010595990",
    "0105959900",
    "5990",
    "energie-und-waerme",
    "leitstelle@kreis.example",
    "+49 4621 870",
    "https://kreis.example/beschluss",
    "application/pdf",
    "7",
)


def example(hint: Any, counted: Iterator[int], notes: tuple[Any, ...] = ()) -> Any:
    """A value of an annotated type, every field filled; the same for the same type."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *more = get_args(hint)
        return example(inner, counted, (*notes, *more))
    if origin in (Union, UnionType):
        return example(next(arm for arm in get_args(hint) if arm is not NoneType), counted, notes)
    if origin is tuple:
        many = next((note.most for note in notes if isinstance(note, Many)), 2)
        return tuple(example(get_args(hint)[0], counted) for _ in range(min(2, many)))
    if hint is Sealed:
        return Sealed("8o0PpCJuTBzCKU3rbxwPLfkMj2wQ2cS4cJKDkEPXQ1Q", f"c3RvcmVkIHNhbXBsZQ{next(counted):02}")
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return hint(**{name: example(inner, counted) for name, inner in hints(hint).items()})
    return _leaf(hint, counted, notes)


def _leaf(hint: Any, counted: Iterator[int], notes: tuple[Any, ...]) -> Any:
    if issubclass(hint, Enum):
        return list(hint)[-1]
    if hint is bool:
        return True
    if hint is date:
        return date(2023, 3, 1) + timedelta(next(counted))
    if hint is datetime:
        return datetime(2023, 3, 1, 17, 30, tzinfo=UTC) + timedelta(next(counted))
    if hint is Decimal:
        return Decimal(next(counted)) / 4
    if hint is Fraction:
        return Fraction(1, 2 + next(counted))
    if hint is int:
        whole = next((note for note in notes if isinstance(note, Whole)), Whole(0, 1000))
        return min(whole.most, whole.least + 1 + next(counted))
    assert hint is str, hint
    for note in notes:
        if isinstance(note, Ref):
            return (
                f"{(note.kinds or ('municipality',))[0]}:{UUID(int=0x0192 << 112 | 7 << 76 | 2 << 62 | next(counted))}"
            )
        if isinstance(note, ContentRef):
            return f"{next(counted):064x}"
    text = next((note for note in notes if isinstance(note, Text)), Text(200))
    return next(word for word in _WORDS if _fits(text, word))


def _fits(text: Text, word: str) -> bool:
    try:
        return text.check(word) == word
    except Invalid:
        return False


def main() -> None:
    """Write what is missing."""
    for decider in AGGREGATES:
        for name, event in decider.events.items():
            body = encode(_correction(decider) if event is decider.corrected else example(event, itertools.count(1)))
            kept = samples(name)
            if not kept or _shape(kept[-1].read_bytes()) != _shape(body):
                number = f".{len(kept) + 1}" if kept else ""
                (DIRECTORY / f"{name}{number}.json").write_bytes(body)


def _correction(decider: Decider) -> Any:
    """A correction: an act that is told again, and one that is withdrawn."""
    name, event = next(iter(decider.events.items()))
    counted = itertools.count(1)
    told, withdrawn = (str(UUID(int=0x0193 << 112 | 7 << 76 | 2 << 62 | next(counted))) for _ in range(2))
    standing = StandingEvent(name, example(event, counted))
    return decider.corrected((CorrectedAct(told, (standing,)), CorrectedAct(withdrawn, ())))


def _shape(body: bytes) -> set[str]:
    """The paths to all fields of a body, whatever they hold."""
    return set(_paths(msgspec.json.decode(body), ""))


def _paths(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{at}.{name}"
            yield from _paths(inner, f"{at}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, f"{at}[]")


if __name__ == "__main__":
    main()
