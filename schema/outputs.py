"""Output types, derived from plain dataclasses and read attribute by attribute."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLString,
    GraphQLUnionType,
)

from events.values import Currency, Money
from schema import words
from schema.context import ValueInContext
from schema.fields import Resolver, argument, field, plain, required
from schema.scalars import BIG_INT, DATE, DATE_TIME, DECIMAL, UUID_SCALAR
from schema.shapes import (
    Choice,
    Leaf,
    ListOf,
    NestedObject,
    OneOf,
    Reference,
    SealedLeaf,
    Sentence,
    Shape,
    Slot,
    StoredText,
    Uploaded,
    placed,
    slots,
)
from service import docstrings
from service.language import Language, say
from service.sealing import SealStatus

_SCALARS: dict[type[Any], GraphQLScalarType] = {
    bool: GraphQLBoolean,
    int: GraphQLInt,
    str: GraphQLString,
    date: DATE,
    datetime: DATE_TIME,
    UUID: UUID_SCALAR,
    Decimal: DECIMAL,
}


def leaf_type(leaf: Leaf) -> GraphQLScalarType:
    """The scalar of a plain value."""
    return BIG_INT if leaf.wide else _SCALARS[leaf.type]


class Outputs:
    """The output types published so far, by name; each Python type is published once."""

    def __init__(self, entity_type: Callable[[tuple[str, ...]], Any], event_type: Callable[[], Any]) -> None:
        self._entity_type = entity_type
        self._event_type = event_type
        self.types: dict[str, GraphQLNamedType] = {}
        self._origins: dict[str, Any] = {}
        self.sealed = self._sealed_text()

    def claim(self, name: str, origin: Any) -> None:
        """Claim a name for a type. Raises TypeError if it already belongs to another type."""
        if self._origins.setdefault(name, origin) != origin:
            raise TypeError(f"two types would be published as {name}: {self._origins[name]!r} and {origin!r}")

    # --- Types

    def enum(self, enum: type[Enum]) -> GraphQLEnumType:
        """The enum type, with its values described by the docstrings of the members."""
        name = enum.__name__
        self.claim(name, enum)
        found = self.types.get(name)
        if not isinstance(found, GraphQLEnumType):
            values = {
                member.name: GraphQLEnumValue(member, description=docstrings.of_member(member)) for member in enum
            }
            found = self.types[name] = GraphQLEnumType(name, values, description=docstrings.of_class(enum))
        return found

    def part(self, cls: type[Any]) -> GraphQLObjectType:
        """The type of a dataclass."""
        name = cls.__name__
        self.claim(name, cls)
        found = self.types.get(name)
        if not isinstance(found, GraphQLObjectType):
            found = self.types[name] = self._part(name, cls)
        return found

    def _part(self, name: str, cls: type[Any]) -> GraphQLObjectType:
        if cls is Money:
            return GraphQLObjectType(name, self._money_fields, description=docstrings.of_class(Money))
        if cls is Fraction:
            return GraphQLObjectType(name, _fraction_fields, description="An exact fraction in lowest terms (Bruch).")
        prefix = "value." if placed(cls) else ""
        return GraphQLObjectType(name, lambda: self.fields(cls, prefix), description=docstrings.of_class(cls))

    def union(self, arms: tuple[type[Any], ...]) -> GraphQLUnionType:
        """The union type of dataclasses, named after its alias in their module."""
        name, description = docstrings.name_of_union(arms)
        self.claim(name, arms)
        found = self.types.get(name)
        if not isinstance(found, GraphQLUnionType):
            found = self.types[name] = GraphQLUnionType(
                name,
                lambda: [self.part(arm) for arm in arms],
                resolve_type=lambda value, _info, _type: (
                    type(value.value if isinstance(value, ValueInContext) else value).__name__
                ),
                description=description,
            )
        return found

    def _money_fields(self) -> dict[str, GraphQLField]:
        return {
            "amount": field(
                required(DECIMAL),
                "The sum in units of the currency, with two decimals (Betrag).",
                lambda money, _info: f"{money.cents // 100}.{money.cents % 100:02}",
            ),
            "currency": field(required(self.enum(Currency)), "The currency of the sum (Währung).", "currency"),
        }

    def _sealed_text(self) -> GraphQLObjectType:
        self.claim("SealedText", Outputs)
        return GraphQLObjectType(
            "SealedText",
            lambda: {
                "text": field(
                    GraphQLString,
                    "The text, if you may read it and it was not erased (Text).",
                    lambda opened, _info: opened[0],
                ),
                "status": field(
                    required(self.enum(SealStatus)),
                    "Whether you may read the text, and if not, why (Lesbarkeit).",
                    lambda opened, _info: opened[1],
                ),
            },
            description="A text that may name a person. It is stored encrypted, shown only to those entitled, and can "
            "be erased without altering the record (versiegelter Text).",
        )

    # --- Fields

    def fields(
        self, cls: type[Any], prefix: str, taken: frozenset[str] = frozenset(), kind: str = ""
    ) -> dict[str, GraphQLField]:
        """The fields of a dataclass that is read at `prefix`; a taken name gets the kind as prefix."""
        found = {}
        for slot in slots(cls):
            name = words.camel(slot.name)
            if name in taken:
                name = words.camel(f"{kind}_{slot.name}")
            found[name] = self.field(cls, slot, prefix)
            if isinstance(slot.shape, Uploaded):
                found[f"{name}Url"] = _address(slot, plain(prefix + slot.name))
        return found

    def field(self, cls: type[Any], slot: Slot, prefix: str) -> GraphQLField:
        """The field of one slot."""
        read = plain(prefix + slot.name)
        is_message = isinstance(slot.shape, Sentence)
        return field(
            self.type_of(slot.shape),
            words.sentence(docstrings.of_field(cls, slot.name), slot.limit),
            _saying(read) if is_message else turning(slot.shape, read),
            {"language": self.language_argument()} if is_message else None,
        )

    def language_argument(self) -> GraphQLArgument:
        """The language argument of a field."""
        return argument(self.enum(Language), "The language; by default, as Accept-Language says.")

    def type_of(self, shape: Shape) -> Any:
        """The output type of a shape; hidden entities are null, so references are always nullable."""
        match shape:
            case Leaf():
                type_: Any = leaf_type(shape)
            case Choice(enum=enum):
                type_ = self.enum(enum)
            case Reference(kinds=kinds):
                return self._entity_type(kinds)
            case SealedLeaf():
                type_ = self.sealed
            case Uploaded() | StoredText() | Sentence():
                type_ = GraphQLString
            case NestedObject(type=cls):
                type_ = self.part(cls)
            case OneOf(arms=arms):
                type_ = self.union(arms)
            case ListOf(of=inner):
                member = self.type_of(inner)
                type_ = GraphQLList(member if isinstance(member, GraphQLNonNull) else GraphQLNonNull(member))
            case _:
                raise TypeError(f"no output type for {shape!r}")
        return type_ if shape.optional else GraphQLNonNull(type_)


def turning(shape: Shape, read: Resolver) -> Resolver:
    """A resolver that reads a value and converts it for its type; plain if there is nothing to convert."""
    turn = turn_of(shape)
    if turn is None:
        return read

    def resolve(source: Any, info: Any) -> Any:
        value = read(source, info)
        return None if value is None else turn(value, source, info.context)

    return resolve


def _saying(read: Resolver) -> Resolver:
    """A resolver of a message in the requested language."""

    def resolve(source: Any, info: Any, language: Language | None = None) -> str:
        return say(read(source, info), language or info.context.language)

    return resolve


def _fraction_fields() -> dict[str, GraphQLField]:
    return {
        "numerator": field(required(BIG_INT), "The number above the line (Zähler).", "numerator"),
        "denominator": field(
            required(BIG_INT), "The number below the line, greater than zero (Nenner).", "denominator"
        ),
    }


def _address(slot: Slot, read: Resolver) -> GraphQLField:
    """The field with the URL of uploaded bytes."""

    def resolve(source: Any, info: Any) -> str | None:
        content = read(source, info)
        return None if content is None else f"/contents/{source.ref.replace(':', '/', 1)}/{content}"

    return field(
        GraphQLString if slot.shape.optional else required(GraphQLString),
        "Where the bytes can be fetched with the same token, on the same host (Adresse).",
        resolve,
    )


Turn = Callable[[Any, Any, Any], Any]


def turn_of(shape: Shape) -> Turn | None:
    """The conversion of a shape's values: (value, source, operation) -> result. None if there is nothing to convert."""
    match shape:
        case Reference():
            return lambda ref, source, operation: operation.entity(ref, source.moment)
        case SealedLeaf():
            return lambda sealed, source, operation: operation.unsealed(sealed, source.ref, source.concerns)
        case StoredText():
            return lambda digest, source, operation: operation.text(digest)
        case NestedObject(type=cls) if placed(cls):
            return lambda part, source, operation: source.part(part)
        case OneOf(arms=arms) if any(placed(arm) for arm in arms):
            return _placing_arms(arms)
        case ListOf(of=Reference()):
            return lambda refs, source, operation: operation.entities(refs, source.moment)
        case ListOf(of=inner):
            turn = turn_of(inner)
            return (
                None if turn is None else _turning_each(turn, asynchronous=not isinstance(inner, NestedObject | OneOf))
            )
        case _:
            return None


def _placing_arms(arms: tuple[type[Any], ...]) -> Turn:
    needing = tuple(arm for arm in arms if placed(arm))
    return lambda arm, source, operation: source.part(arm) if isinstance(arm, needing) else arm


def _turning_each(turn: Turn, asynchronous: bool) -> Turn:
    if not asynchronous:
        return lambda values, source, operation: [turn(value, source, operation) for value in values]

    async def gathered(values: Any, source: Any, operation: Any) -> list[Any]:
        return list(await asyncio.gather(*(turn(value, source, operation) for value in values)))

    return gathered
