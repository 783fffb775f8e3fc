"""What an operation may ask for."""

from typing import Any

import pytest
from graphql import GraphQLSchema, parse, validate

from schema.execution import PublishedSchema
from schema.limits import MOST_ALIASES, MOST_DEPTH, MOST_FIELDS, MOST_NESTING, TooMuch, excess, nested_too_deeply
from schema.publish import publish
from schema.registry import REGISTRY


@pytest.fixture(scope="module")
def published() -> GraphQLSchema:
    return publish(REGISTRY)


def deep(levels: int) -> str:
    return "{ a " * levels + "}" * levels


@pytest.mark.parametrize(
    "document",
    [
        "{ position }",
        deep(MOST_DEPTH - 1),
        "{ " + " ".join(f"a{n}: a" for n in range(MOST_ALIASES)) + " }",
        "{ ...unknown }",
        "{ ...a } fragment a on A { ...b } fragment b on B { ...a }",
        "{ county { municipalities(first: 100) { nodes { documents(first: 100) { nodes { title } } } } } }",
        "{ county { municipalities(first: -5) { nodes { name } } } }",
        "{ nodes(ids: []) { id } }",
    ],
)
def test_what_may_be_asked(document: str) -> None:
    assert excess(parse(document)) is None


@pytest.mark.parametrize(
    ("document", "word"),
    [
        (deep(MOST_DEPTH + 1), "deep"),
        ("{ ...a } fragment a on A " + deep(MOST_DEPTH + 1), "deep"),
        ("{ ... { ... on A " + deep(MOST_DEPTH + 1) + " } }", "deep"),
        ("{ " + " ".join(f"a{n}: a" for n in range(MOST_ALIASES + 1)) + " }", "aliases"),
        ("{ " + "a " * (MOST_FIELDS + 1) + "}", "fields"),
        ("query A { " + "a " * MOST_FIELDS + "} query B { b }", "fields"),
        ("{ a(first: 100) { nodes { b(first: 100) { nodes { c(first: 100) { nodes { d } } } } } } }", "could have"),
        ("query($n: Int) { a(first: $n) { b(last: $n) { c(first: $n) { d } } } }", "could have"),
        ("{ a { nodes { b { nodes { c { nodes { d { nodes { e } } } } } } } } }", "could have"),
        (
            "{ ...f0 } "
            + " ".join(f"fragment f{n} on A {{ ...f{n + 1} ...f{n + 1} }}" for n in range(40))
            + " fragment f40 on A { a }",
            "fields",
        ),
    ],
)
def test_what_may_not_be_asked(document: str, word: str) -> None:
    found = excess(parse(document))
    assert found is not None
    assert word in found


def test_an_excess_is_reported_once(published: GraphQLSchema) -> None:
    (error,) = validate(published, parse("{ " + "position " * (MOST_FIELDS + 1) + "}"), [TooMuch])
    assert error.extensions == {"code": "TOO_MUCH"}
    assert validate(published, parse("{ position }"), [TooMuch]) == []


@pytest.mark.parametrize(
    ("value", "is_too_deep"), [(None, False), (1, False), ({"a": [1, {"b": []}]}, False), ([[]] * 5, False)]
)
def test_nesting_of_variables(value: Any, is_too_deep: bool) -> None:
    assert nested_too_deeply(value) is is_too_deep


def test_variables_nested_too_deeply() -> None:
    value: Any = 1
    for _ in range(MOST_NESTING + 1):
        value = {"not": [value]}
    assert nested_too_deeply(value)


async def test_a_document_is_parsed_and_validated_once(published: GraphQLSchema) -> None:
    from strawberry.extensions import parser_cache, validation_cache

    from schema.execution import DOCUMENTS

    schema = PublishedSchema(published)
    query = "{ nothingOfTheKind }"
    caches = (
        parser_cache._get_parse_cache(DOCUMENTS),
        validation_cache._get_validate_cache(DOCUMENTS),
    )
    before = [cache.cache_info().hits for cache in caches]  # type: ignore[attr-defined]
    for _ in range(3):
        result = await schema.execute(query)
        assert result.errors is not None
        assert result.errors[0].extensions == {"code": "INVALID_REQUEST"}
    assert [cache.cache_info().hits for cache in caches] == [hits + 2 for hits in before]  # type: ignore[attr-defined]
