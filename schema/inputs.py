"""Input types, derived from plain dataclasses, and the way back from what a client wrote to an instance.

Intake checks the limits of texts and numbers, so that violations become problems; here, ids are only decoded and exact
numbers built.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, get_type_hints

from graphql import GraphQLID, GraphQLInputField, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLString

from events.values import Currency, Money
from schema import words
from schema.fields import input_field, nullable, required
from schema.moments import decode_id
from schema.outputs import Outputs, leaf_type
from schema.scalars import BIG_INT, DECIMAL
from schema.shapes import (
    Choice,
    Leaf,
    ListOf,
    NestedObject,
    OneOf,
    Reference,
    SealedLeaf,
    Shape,
    Slot,
    Uploaded,
    slots,
)
from service import docstrings
from service.problems import InvalidInput
from service.sealing import Clear

MOST_CENTS: int = next(note.most for note in get_type_hints(Money, include_extras=True)["cents"].__metadata__)

Path = tuple[str, ...]
Read = Callable[[Any, Path], Any]
"""Turns a client's input and its path into the value. Raises `InvalidInput`."""


class Inputs:
    """The input types published so far, with the functions that read them."""

    def __init__(self, outputs: Outputs) -> None:
        self._outputs = outputs
        self._types: dict[str, GraphQLInputObjectType] = {}

    def reader(self, cls: type[Any]) -> Read:
        """The function that makes a dataclass instance from its input."""
        if cls is Money:
            return _read_money
        if cls is Fraction:
            return _read_fraction
        readers = tuple((slot.name, words.camel(slot.name), self.read(slot.shape), slot.default) for slot in slots(cls))

        def read(given: Mapping[str, Any], path: Path) -> Any:
            values = {}
            for name, graphql_name, inner, default in readers:
                value = given.get(graphql_name)
                if value is not None:
                    values[name] = inner(value, (*path, graphql_name))
                else:
                    values[name] = None if default is MISSING else default
            return cls(**values)

        return read

    def read(self, shape: Shape) -> Read:
        """The function that reads a value of a shape."""
        match shape:
            case Reference(kinds=kinds):
                return lambda text, path: _read_ref(text, kinds, path)
            case SealedLeaf():
                return lambda text, path: Clear(text)
            case NestedObject(type=cls):
                return self.reader(cls)
            case OneOf(arms=arms):
                return self._arms_reader(arms)
            case Leaf(type=type_) if type_ is Decimal:
                return lambda value, path: Decimal(value)
            case ListOf(of=inner):
                member = self.read(inner)
                return lambda given, path: tuple(member(each, (*path, str(n))) for n, each in enumerate(given))
            case _:
                return lambda value, path: value

    def _arms_reader(self, arms: tuple[type[Any], ...]) -> Read:
        readers: dict[str, Read] = {}
        for arm in arms:
            name, inlined = arm_name(arm, arms)
            readers[name] = _inline(arm, self.read(inlined.shape)) if inlined else self.reader(arm)

        def read(given: Mapping[str, Any], path: Path) -> Any:
            ((name, value),) = given.items()
            return readers[name](value, (*path, name))

        return read

    # --- Types

    def type_of(self, shape: Shape) -> Any:
        """The input type of a shape."""
        match shape:
            case Leaf():
                type_: Any = leaf_type(shape)
            case Choice(enum=enum):
                type_ = self._outputs.enum(enum)
            case Reference():
                type_ = GraphQLID
            case SealedLeaf() | Uploaded():
                type_ = GraphQLString
            case NestedObject(type=cls):
                type_ = self.part(cls)
            case OneOf(arms=arms):
                type_ = self.one_of(arms)
            case ListOf(of=inner):
                type_ = GraphQLList(self.type_of(inner))
            case _:
                raise TypeError(f"no input type for {shape!r}")
        return type_ if shape.optional else GraphQLNonNull(type_)

    def part(self, cls: type[Any]) -> GraphQLInputObjectType:
        """The input type of a dataclass."""
        name = f"{cls.__name__}Input"
        self._outputs.claim(name, cls)
        found = self._types.get(name)
        if found is None:
            description = "An exact fraction (Bruch)." if cls is Fraction else docstrings.of_class(cls)
            found = self._types[name] = GraphQLInputObjectType(name, lambda: self.fields(cls), description=description)
        return found

    def one_of(self, arms: tuple[type[Any], ...]) -> GraphQLInputObjectType:
        """The input type of a union: one field for each dataclass, of which exactly one is given."""
        name, description = docstrings.name_of_union(arms)
        name = f"{name}Input"
        found = self._types.get(name)
        if found is None:
            self._outputs.claim(name, arms)
            found = self._types[name] = GraphQLInputObjectType(
                name,
                lambda: dict(self._arm_field(arm, arms) for arm in arms),
                description=words.sentence(description, "Exactly one field is given"),
                is_one_of=True,
            )
        return found

    def _arm_field(self, arm: type[Any], arms: tuple[type[Any], ...]) -> tuple[str, GraphQLInputField]:
        name, inlined = arm_name(arm, arms)
        type_ = nullable(self.type_of(inlined.shape)) if inlined else self.part(arm)
        return name, input_field(type_, docstrings.of_class(arm))

    def fields(self, cls: type[Any], reserved: frozenset[str] = frozenset()) -> dict[str, GraphQLInputField]:
        """The input fields of a dataclass. Raises TypeError if one has a reserved name."""
        if cls is Money:
            return {
                "amount": input_field(required(DECIMAL), "The sum, with at most two decimals (Betrag)."),
                "currency": input_field(
                    required(self._outputs.enum(Currency)), "The currency of the sum (Währung).", Currency.EUR.name
                ),
            }
        if cls is Fraction:
            return {
                "numerator": input_field(required(BIG_INT), "The number above the line (Zähler)."),
                "denominator": input_field(required(BIG_INT), "The number below the line, greater than zero (Nenner)."),
            }
        found = {}
        for slot in slots(cls):
            name = words.camel(slot.name)
            if name in reserved:
                raise TypeError(f"{cls.__name__}.{slot.name}: {name} belongs to the envelope of every command")
            found[name] = self._field(cls, slot)
        return found

    def _field(self, cls: type[Any], slot: Slot) -> GraphQLInputField:
        type_ = self.type_of(slot.shape)
        default = None if slot.default is MISSING else as_written(slot.default)
        if default is None and slot.default is not MISSING and not slot.shape.optional:
            type_ = nullable(type_)
        return input_field(
            type_, words.sentence(docstrings.of_field(cls, slot.name), _named_kinds(slot.shape), slot.limit), default
        )


def _named_kinds(shape: Shape) -> str:
    """The type of an id, in words."""
    match shape:
        case Reference(kinds=kinds):
            return f"Id of {' or '.join(words.pascal(kind) for kind in kinds) or 'any entity'}."
        case ListOf(of=Reference(kinds=kinds)):
            return f"Ids of {' or '.join(words.pascal(kind) for kind in kinds) or 'any entities'}."
        case _:
            return ""


def as_written(default: Any) -> Any:
    """A default as a client would write it; None if that is impossible."""
    if isinstance(default, Enum):
        return default.name
    if isinstance(default, tuple):
        return [as_written(each) for each in default]
    return default if isinstance(default, bool | int | str) else None


def arm_name(arm: type[Any], arms: tuple[type[Any], ...]) -> tuple[str, Slot | None]:
    """The input field of a union's member: its only field, inlined, or its class name without the common words."""
    own = slots(arm)
    if len(own) == 1:
        return words.camel(own[0].name), own[0]
    name = arm.__name__
    shared = 0
    while len({each.__name__[-shared - 1 :] for each in arms}) == 1:
        shared += 1
    while shared and not name[len(name) - shared].isupper():
        shared -= 1
    return words.lower_first(name[: len(name) - shared] or name), None


def _inline(arm: type[Any], read: Read) -> Read:
    return lambda value, path: arm(read(value, path))


def _read_ref(text: str, kinds: tuple[str, ...], path: Path) -> str:
    named = decode_id(text, path)
    if kinds and named.kind not in kinds:
        wanted = ", ".join(words.pascal(kind) for kind in kinds)
        raise InvalidInput(
            "must be the id of: {wanted}; this one names: {words}",
            path,
            wanted=wanted,
            words=words.pascal(named.kind),
        )
    return named.ref


def _read_money(given: Mapping[str, Any], path: Path) -> Money:
    cents = Decimal(given["amount"]) * 100
    if cents != int(cents):
        raise InvalidInput("must not have more than two decimals", (*path, "amount"))
    if not 0 <= cents <= MOST_CENTS:
        most = f"{MOST_CENTS // 100}.{MOST_CENTS % 100:02}"
        raise InvalidInput("must be between 0 and {most}", (*path, "amount"), most=most)
    return Money(int(cents), given["currency"])


def _read_fraction(given: Mapping[str, Any], path: Path) -> Fraction:
    if given["denominator"] < 1:
        raise InvalidInput("must be greater than zero", (*path, "denominator"))
    return Fraction(given["numerator"], given["denominator"])
