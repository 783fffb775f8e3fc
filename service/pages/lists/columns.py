"""What the columns of a list are called, and what stands in them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from events.message import Message, message
from service.language import Language, say
from service.sheets import TEXT_MOST, Cell, Row, Sheet

T = TypeVar("T")


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: its heading, and what of a thing stands in it."""

    heading: Message
    cell: Callable[[T], Cell]


def column(heading: str | Message, cell: Callable[[T], Cell]) -> Column[T]:
    """A column of this heading."""
    return Column(message(heading), cell)


def joined(names: Iterable[str]) -> str:
    """Several names in one cell, as many as it holds."""
    told = "; ".join(names)
    return told if len(told) <= TEXT_MOST else f"{told[: TEXT_MOST - 1]}…"


def sheet(name: str, columns: Sequence[Column[T]], things: Iterable[T], language: Language) -> Sheet:
    """A table with a row for each thing, made as it is written."""

    def rows() -> Iterable[Row]:
        for thing in things:
            yield [each.cell(thing) for each in columns]

    return Sheet(name, [say(each.heading, language) for each in columns], rows())
