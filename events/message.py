"""What is said to people: an English template and its values.

The rules name them; how a day, a number or a state is put into words, and the German sentence, are the service's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Protocol, TypeAlias, Union


class Amount(Protocol):
    """A sum of money, as a message says it."""

    @property
    def cents(self) -> int:
        """The sum in cents."""

    @property
    def currency(self) -> str:
        """Its currency, ISO 4217."""


Value: TypeAlias = Union[str, int, Decimal, Fraction, date, Enum, type, Amount, "Message", tuple["Value", ...], None]
"""What a message can say; a tuple is a list in words. None stands only where the sentence is not said."""


@dataclass(frozen=True)
class Message:
    """One or more whole sentences, or a phrase that stands in one as a value: `text` with `values` in its braces.

    Where a number decides the form, `text` is for one, `plural` for any other, and `count` is the number, which both
    may name. Make one with `message` or `plural`.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None
    count: int | None = None

    def template(self) -> str:
        """The English template by its number."""
        return self.text if self.plural is None or self.count == 1 else self.plural

    def named(self) -> Iterator[tuple[str, Value]]:
        """Every value with its name."""
        yield from self.values
        if self.count is not None:
            yield "count", self.count

    def __str__(self) -> str:
        """The English sentence, its values as Python shows them: for tests and traces."""
        return self.template().format(**{name: _plain(value) for name, value in self.named()})


def message(text: str | Message, /, **values: Value) -> Message:
    """A message; one that is made already stays as it is."""
    return text if isinstance(text, Message) else Message(text, tuple(values.items()))


def plural(count: int, one: str, many: str, /, **values: Value) -> Message:
    """A message whose form depends on a number; both forms may say it as `{count}`."""
    return Message(one, tuple(values.items()), many, count)


def _plain(value: Value) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, tuple) else str(value)
