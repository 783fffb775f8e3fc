"""Helpers that make GraphQL fields, so that none is published without a description."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from graphql import GraphQLArgument, GraphQLDefaultInput, GraphQLField, GraphQLInputField, GraphQLList, GraphQLNonNull

Resolver = Callable[..., Any]


def required(type_: Any) -> Any:
    """`T!`."""
    return GraphQLNonNull(type_)


def nullable(type_: Any) -> Any:
    """`T`, from `T` or `T!`."""
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


def many(type_: Any) -> Any:
    """`[T!]!`."""
    return GraphQLNonNull(GraphQLList(GraphQLNonNull(type_)))


def plain(path: str) -> Resolver:
    """A resolver that only reads an attribute; its own `attribute` names it for the compiling executor."""
    get = attrgetter(path)

    def resolve(source: Any, _info: Any) -> Any:
        return get(source)

    resolve.attribute = path  # type: ignore[attr-defined]
    return resolve


def field(
    type_: Any, description: str, resolve: Resolver | str, args: Mapping[str, GraphQLArgument] | None = None
) -> GraphQLField:
    """A field; a string instead of a resolver names the attribute to read."""
    return GraphQLField(
        type_,
        args=dict(args or {}),
        resolve=plain(resolve) if isinstance(resolve, str) else resolve,
        description=description,
    )


def argument(type_: Any, description: str, default: Any = None) -> GraphQLArgument:
    """An argument; the default is written as a client would write it."""
    return GraphQLArgument(
        type_, description=description, default=None if default is None else GraphQLDefaultInput(default)
    )


def input_field(type_: Any, description: str, default: Any = None) -> GraphQLInputField:
    """An input field; the default is written as a client would write it."""
    return GraphQLInputField(
        type_, description=description, default=None if default is None else GraphQLDefaultInput(default)
    )
