"""The shape of a field, from its annotation: one of the few that the published schema knows."""

from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from events.message import Message
from events.values import ContentRef, Exact, Many, Money, PassageRef, Ref, Sealed, Searched, Text, Whole
from service.docstrings import per_class

INT_MOST = 2**31 - 1


class Unpublishable(TypeError):
    """The published schema has no shape for an annotation."""


@dataclass(frozen=True)
class Shape:
    """One of the shapes below; `optional` if None is allowed."""

    optional: bool


@dataclass(frozen=True)
class Leaf(Shape):
    """A plain value: text, number, boolean, day, moment or id."""

    type: type[Any]
    wide: bool = False
    """A whole number that may need more than 32 bits."""
    searched: bool = False
    """A searchable text."""


@dataclass(frozen=True)
class Choice(Shape):
    """One of the members of an enum."""

    enum: type[Enum]


@dataclass(frozen=True)
class Reference(Shape):
    """Another entity, of one of the kinds; empty for any."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Uploaded(Shape):
    """Uploaded bytes, by their SHA-256."""


@dataclass(frozen=True)
class StoredText(Shape):
    """A public text that is stored once and referred to by digest."""


@dataclass(frozen=True)
class SealedLeaf(Shape):
    """A sealed text."""


@dataclass(frozen=True)
class Sentence(Shape):
    """A message to people, in the language they ask for."""


@dataclass(frozen=True)
class NestedObject(Shape):
    """A nested dataclass."""

    type: type[Any]


@dataclass(frozen=True)
class OneOf(Shape):
    """One of several dataclasses."""

    arms: tuple[type[Any], ...]


@dataclass(frozen=True)
class ListOf(Shape):
    """A list."""

    of: Shape


@dataclass(frozen=True)
class Slot:
    """A field of a dataclass: its name, shape, limit in words, and default (MISSING for none)."""

    name: str
    shape: Shape
    limit: str
    default: Any


LEAVES = (bool, int, str, date, datetime, UUID, Decimal)


def shape_of(hint: Any, where: str) -> tuple[Shape, str]:
    """The shape of an annotation, and its limits in words. Raises `Unpublishable`."""
    notes: list[Any] = []
    optional = False
    arms: tuple[Any, ...] = ()
    while True:
        origin = get_origin(hint)
        if origin is Annotated:
            hint, *more = get_args(hint)
            notes += more
        elif origin in (Union, UnionType):
            optional = optional or NoneType in get_args(hint)
            given = tuple(arm for arm in get_args(hint) if arm is not NoneType)
            if len(given) > 1:
                arms = given
                break
            hint = given[0]
        else:
            break
    limit = " ".join(note.limit for note in notes if isinstance(note, Text | Whole | Exact | Many))
    if arms:
        if not all(is_dataclass(arm) for arm in arms):
            raise Unpublishable(f"{where}: a union must be of dataclasses")
        return OneOf(optional, arms), limit
    if get_origin(hint) in (tuple, list, frozenset, Sequence):
        inner, words = shape_of(get_args(hint)[0], where)
        return ListOf(optional, inner), " ".join(filter(None, (limit, words)))
    return _single(hint, notes, optional, where), limit


def _single(hint: Any, notes: list[Any], optional: bool, where: str) -> Shape:
    for note in notes:
        if isinstance(note, Ref):
            return Reference(optional, note.kinds)
        if isinstance(note, ContentRef):
            return Uploaded(optional)
        if isinstance(note, PassageRef):
            return StoredText(optional)
    if hint is Message:
        return Sentence(optional)
    if hint is Sealed:
        return SealedLeaf(optional)
    if hint is Money or hint is Fraction or is_dataclass(hint):
        return NestedObject(optional, cast("type[Any]", hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Choice(optional, hint)
    if hint is int:
        narrow = any(isinstance(note, Whole) and note.most <= INT_MOST and note.least >= -INT_MOST for note in notes)
        return Leaf(optional, int, wide=not narrow)
    if hint in LEAVES:
        return Leaf(optional, hint, searched=any(isinstance(note, Searched) for note in notes))
    raise Unpublishable(f"{where}: {hint!r} has no shape in the published schema; a mapping is a tuple of dataclasses")


@per_class
def slots(cls: type[Any]) -> tuple[Slot, ...]:
    """The fields of a dataclass. Raises `Unpublishable`."""
    hints = get_type_hints(cls, include_extras=True)
    found = []
    for field in fields(cls):
        shape, limit = shape_of(hints[field.name], f"{cls.__module__}.{cls.__name__}.{field.name}")
        default = field.default if field.default_factory is MISSING else field.default_factory()
        found.append(Slot(field.name, shape, limit, default))
    return tuple(found)


@per_class
def placed(cls: type[Any]) -> bool:
    """Whether reading the dataclass needs its context, because it has references or sealed texts."""
    if cls is Money or cls is Fraction:
        return False
    return any(_needs_place(slot.shape) for slot in slots(cls))


def _needs_place(shape: Shape) -> bool:
    match shape:
        case Reference() | SealedLeaf() | Uploaded():
            return True
        case ListOf(of=inner):
            return _needs_place(inner)
        case NestedObject(type=cls):
            return placed(cls)
        case OneOf(arms=arms):
            return any(placed(arm) for arm in arms)
        case _:
            return False
