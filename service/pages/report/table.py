"""Tables of a report: what stands in a cell, and in which language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from service.language import Language, say


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and below it in small print. `recorded`: in the words of the record, which are German."""

    text: str
    small: str = ""
    recorded: bool = False
    number: bool = False


_SHORT, _SLIM = 10, 3


@dataclass(frozen=True)
class Table:
    """A table with a caption, heads, rows, and sums below them. The first cell of a row is its head."""

    caption: str
    heads: Sequence[Cell]
    rows: Sequence[Sequence[Cell]] = ()
    sums: Sequence[Cell] = field(default=())
    strong: int | None = None
    """The row that stands out, if one does."""

    @property
    def shape(self) -> str:
        """How it is set: whether it stays on one page, and whether it takes the whole width."""
        short = len(self.rows) <= _SHORT
        slim = len(self.heads) <= _SLIM and all(cell.number for cell in self.heads[1:])
        return f"{' short' if short else ''}{' slim' if slim else ''}"


def words(text: str, small: str = "") -> Cell:
    """Words of the report."""
    return Cell(text, small)


def kept(text: str, small: str = "") -> Cell:
    """Words of the record."""
    return Cell(text, small, recorded=True)


def figure(text: str, small: str = "") -> Cell:
    """A number."""
    return Cell(text, small, number=True)


def count(number: int | Decimal, language: Language) -> Cell:
    """How many; a dash for none."""
    return figure(say(Decimal(number), language) if number else "–")


def heads(*left: str, numbers: Sequence[str] = ()) -> list[Cell]:
    """Heads of columns: of words, then of numbers."""
    return [*map(words, left), *map(figure, numbers)]
