"""What the compiling executor answers is what graphql-core answers."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import (
    ExecutionResult,
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    execute,
    parse,
)

from schema.compiled import CompilingExecutor
from schema.fields import field, many, required
from schema.scalars import BIG_INT, DATE
from tests.schema.tiny import Colour

NAMED = GraphQLInterfaceType(
    "Named", {"name": field(GraphQLString, "Name.", "value.name")}, resolve_type=lambda *_: "Item"
)


async def later(_source: Any, _info: Any) -> str:
    return "later"


def broken(_source: Any, _info: Any) -> str:
    raise ValueError("broken")


ITEM: GraphQLObjectType = GraphQLObjectType(
    "Item",
    lambda: {
        "name": field(required(GraphQLString), "Name.", "value.name"),
        "count": field(GraphQLInt, "Count.", "value.count"),
        "mass": field(BIG_INT, "Mass.", "value.mass"),
        "made": field(DATE, "Made.", "value.made"),
        "whole": field(required(GraphQLBoolean), "Whole.", "value.whole"),
        "colour": field(GraphQLEnumType("Colour", Colour), "Colour.", "value.colour"),
        "words": field(GraphQLList(GraphQLString), "Words.", "value.words"),
        "absent": field(GraphQLString, "Absent.", "value.absent"),
        "late": field(GraphQLString, "Late.", later),
        "broken": field(GraphQLString, "Broken.", broken),
        "same": field(ITEM, "Itself.", lambda source, _info: source),
        "said": GraphQLField(
            GraphQLString, {"word": GraphQLArgument(GraphQLString)}, lambda _source, _info, word="": word
        ),
    },
    interfaces=[NAMED],
)
QUERY = GraphQLObjectType(
    "Query", {"items": field(many(ITEM), "Items.", "items"), "named": field(many(NAMED), "Named.", "items")}
)
SCHEMA = GraphQLSchema(QUERY, types=[ITEM])


def item(**changes: Any) -> Any:
    plain = {
        "name": "Name", "count": 3, "mass": 2**40, "made": date(2020, 1, 1), "whole": True, "colour": Colour.RED,
        "words": ["a", "b"],
    }  # fmt: skip
    return SimpleNamespace(value=SimpleNamespace(**{**plain, **changes}))


async def answer(query: str, items: list[Any], executor: Any, variables: dict[str, Any] | None = None) -> Any:
    result = execute(
        SCHEMA, parse(query), SimpleNamespace(items=items), variable_values=variables, executor_class=executor
    )
    done = result if isinstance(result, ExecutionResult) else await result
    return done.data, [error.formatted for error in done.errors or []]


QUERIES = (
    "{ items { name count mass made whole colour } }",
    "{ items { a: name b: name __typename t: __typename } }",
    "{ items { words name late count broken } }",
    "{ items { same { name same { count late } } name } }",
    '{ items { said(word: "x") name said2: said } }',
    "{ items { ...f ... on Item { count } ... on Named { n: name } } } fragment f on Item { name whole }",
    "query($yes: Boolean! = true, $no: Boolean! = false) { items { name @skip(if: $yes) count @include(if: $no) mass "
    "made @include(if: $yes) } }",
    "{ named { name __typename ... on Item { count late } } }",
    "{ items { absent name } }",
    "{ items { name name count name } }",
)
ITEMS: tuple[list[Any], ...] = (
    [],
    [item()],
    [item(), item(name="Other", count=None, mass=None, made=None, colour=None, words=None)],
    [item(name=None)],
    [item(), item(whole=None)],
    [item(count=2**40), item()],
    [item(count=True, name=5, whole=1)],
    [item(count="many")],
    [item(colour="GREEN")],
    [item(name=Colour.BLUE)],
    [None],
)


@pytest.mark.parametrize("query", QUERIES)
async def test_the_same_is_answered(query: str) -> None:
    for items in ITEMS:
        assert await answer(query, list(items), CompilingExecutor) == await answer(query, list(items), None), items


async def test_fields_stand_in_the_order_asked_for() -> None:
    data, _ = await answer("{ items { late name same { name } count } }", [item()], CompilingExecutor)
    assert list(data["items"][0]) == ["late", "name", "same", "count"]


async def test_what_awaits_goes_the_usual_way() -> None:
    async def name() -> str:
        return "awaited"

    data, errors = await answer("{ items { name count } }", [item(name=name())], CompilingExecutor)
    assert (data, errors) == ({"items": [{"name": "awaited", "count": 3}]}, [])
