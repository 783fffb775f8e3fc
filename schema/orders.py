"""Sort orders of lists: total orders over views, and the places in them that cursors name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from graphql import GraphQLEnumType, GraphQLEnumValue, GraphQLInputObjectType

from schema import words
from schema.aggregate import Published
from schema.context import Item
from schema.fields import input_field, required
from schema.filters import key_of_text
from schema.outputs import Outputs
from schema.shapes import Choice, Leaf, Slot, slots
from service import docstrings


class Direction(Enum):
    """The direction of sorting (Richtung)."""

    ASC = "ASC"
    """Smallest first (aufsteigend)."""
    DESC = "DESC"
    """Greatest first (absteigend)."""


Key = tuple[int, Any]
"""A sort key that a cursor can hold: (0, value), or (1, 0) for a missing value, which comes last."""

_NOTHING: Key = (1, 0)


def _order_key(slot: Slot) -> Callable[[Any], Key] | None:
    match slot.shape:
        case Leaf(type=type_) if type_ is str:
            convert: Callable[[Any], Any] = key_of_text
        case Leaf(type=type_) if type_ in (int, bool):
            convert = int
        case Leaf(type=type_) if type_ in (date, datetime):
            convert = _iso
        case Leaf(type=type_) if type_ is Decimal:
            convert = _millionths
        case Choice(enum=enum):
            places = {member: n for n, member in enumerate(enum)}
            convert = places.__getitem__
        case _:
            return None
    name = slot.name

    def key(view: Any) -> Key:
        value = getattr(view, name)
        return _NOTHING if value is None else (0, convert(value))

    return key


def _millionths(value: Decimal) -> int:
    return int(value.scaleb(6))


def _iso(value: date | datetime) -> str:
    return value.isoformat()


@dataclass(frozen=True)
class Criterion:
    """A sort field."""

    name: str
    key: Callable[[Any], Key]
    descending: bool


@dataclass(frozen=True)
class Ordering:
    """The order of a list; ties are broken by ref, so that it is total."""

    kind: str
    criteria: tuple[Criterion, ...]

    @property
    def signature(self) -> str:
        """The order as text, as cursors carry it."""
        criteria = (f"{each.name}.{'DESC' if each.descending else 'ASC'}" for each in self.criteria)
        return f"{self.kind}:{','.join(criteria)}"

    def sort(self, items: Iterable[Item]) -> list[Item]:
        """The items in order."""
        ordered = sorted(items, key=lambda item: item[0].ref)
        for criterion in reversed(self.criteria):
            ordered.sort(key=_sorting(criterion), reverse=criterion.descending)
        return ordered

    def keys(self, item: Item) -> tuple[Any, ...]:
        """The item's place as cursors carry it: two plain values for each criterion."""
        return tuple(part for criterion in self.criteria for part in criterion.key(item[1]))

    def place(self, ordered: list[Item], keys: tuple[Any, ...], ref: str, after: bool) -> int:
        """How many items come before the place; with `after`, an item at the place counts too.

        Raises TypeError or ValueError for keys that this order never produces.
        """
        wanted = tuple(zip(keys[::2], keys[1::2], strict=True))
        if len(wanted) != len(self.criteria):
            raise ValueError("keys of another order")
        low, high = 0, len(ordered)
        while low < high:
            middle = (low + high) // 2
            order = self._compare(ordered[middle], wanted, ref)
            if order < 0 or (order == 0 and after):
                low = middle + 1
            else:
                high = middle
        return low

    def _compare(self, item: Item, wanted: tuple[Key, ...], ref: str) -> int:
        for criterion, other in zip(self.criteria, wanted, strict=True):
            own = criterion.key(item[1])
            if own != other:
                earlier = own < other
                if own[0] == other[0] and criterion.descending:
                    earlier = not earlier
                return -1 if earlier else 1
        return (item[0].ref > ref) - (item[0].ref < ref)


def _sorting(criterion: Criterion) -> Callable[[Item], Any]:
    key = criterion.key
    if not criterion.descending:
        return lambda item: key(item[1])

    def reversed_key(item: Item) -> Key:
        missing, value = key(item[1])
        return 1 - missing, value

    return reversed_key


class Orders:
    """The order inputs of all lists."""

    def __init__(self, outputs: Outputs) -> None:
        self._direction = outputs.enum(Direction)

    def of(
        self, published: Published
    ) -> tuple[GraphQLInputObjectType | None, Callable[[list[Mapping[str, Any]] | None], Ordering]]:
        """The order input of an aggregate's lists, and the function that reads it."""
        keys: dict[str, tuple[Slot, Callable[[Any], Key]]] = {}
        for slot in slots(published.view):
            key = _order_key(slot)
            if key is not None:
                keys[slot.name] = (slot, key)
        usual = () if published.order is None else (Criterion(published.order, keys[published.order][1], False),)
        default = Ordering(published.kind, usual)

        def ordering(given: list[Mapping[str, Any]] | None) -> Ordering:
            if not given:
                return default
            return Ordering(
                published.kind,
                tuple(
                    Criterion(each["field"], keys[each["field"]][1], each["direction"] is Direction.DESC)
                    for each in given[: len(keys)]
                ),
            )

        if not keys:
            return None, ordering
        fields = GraphQLEnumType(
            f"{published.name}OrderField",
            {
                words.constant(name): GraphQLEnumValue(name, description=docstrings.of_field(published.view, name))
                for name in keys
            },
            description=f"What a list of {published.name} can be sorted by (Sortierfeld).",
        )
        order_type = GraphQLInputObjectType(
            f"{published.name}Order",
            {
                "field": input_field(required(fields), "What to sort by (Sortierfeld)."),
                "direction": input_field(required(self._direction), "The direction (Richtung).", "ASC"),
            },
            description=f"How a list of {published.name} is sorted: names by DIN 5007-1, missing values last "
            "(Sortierung).",
        )
        return order_type, ordering
