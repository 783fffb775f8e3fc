"""What an operation may ask for."""

from typing import Any

import pytest
from graphql import GraphQLSchema, OperationType, parse

from schema.execution import PublishedSchema
from schema.limits import MOST_ALIASES, MOST_DEPTH, MOST_FIELDS, MOST_NESTING, excess, nested_too_deeply
from schema.publish import published_schema


@pytest.fixture(scope="module")
def published() -> GraphQLSchema:
    return published_schema()


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


AGREEMENT = '{ county { agreement(id: "x") { %s } } }'
RING = "parties { ... on Municipality { agreements { %s } } }"
COMPARISON = "compare(from: 1, to: %d) { clauses { fate text { kind text } } }"


@pytest.mark.parametrize(
    "fields",
    [
        RING % "title nextSteps { de: message(language: DE) en: message by }",
        "partiesOn { party { ... on Municipality { nextSteps { step { message } agreement { title } } } } }",
        " ".join(f"c{n}: {COMPARISON % n}" for n in range(2, 20)),
        "terms { resources { fundings { programme } } } parties { ... on CoordinationOffice { resources { kind } } }",
    ],
)
def test_long_lists_and_costly_fields_may_be_asked_for(published: GraphQLSchema, fields: str) -> None:
    assert excess(parse(AGREEMENT % fields), published) is None


@pytest.mark.parametrize(
    "fields",
    [
        RING % (RING % (RING % "title")),
        "partiesOn { party { ... on Municipality { " + "agreements { " + RING % (RING % "title") + " } } } }",
        " ".join(f"c{n}: {COMPARISON % n}" for n in range(2, 40)),
        RING % (COMPARISON % 2),
        "...ring } } } fragment ring on Agreement { " + RING % (RING % "...again") + " } "
        "fragment again on Agreement { title ... { terms { review",
    ],
)
def test_rings_of_lists_and_many_costly_fields_may_not(published: GraphQLSchema, fields: str) -> None:
    assert "could have" in (excess(parse(AGREEMENT % fields), published) or "")


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


def test_a_document_is_parsed_and_validated_once(published: GraphQLSchema) -> None:
    schema = PublishedSchema(published)
    for query in ("{ position }", "{ nothingOfTheKind }", "{"):
        first = schema.prepare(query)
        assert schema.prepare(query) is first
        assert (first.document is None) is bool(first.errors)


def test_what_asks_for_too_much_meets_no_other_rule(published: GraphQLSchema) -> None:
    (error,) = PublishedSchema(published).prepare("{ " + "nothingOfTheKind " * (MOST_FIELDS + 1) + "}").errors
    assert error.extensions == {"code": "TOO_MUCH"}


def test_which_operation_is_meant(published: GraphQLSchema) -> None:
    schema = PublishedSchema(published)
    several = schema.prepare("query A { position } subscription B { changes { position } }")
    assert several.type_of("A") is OperationType.QUERY
    assert several.type_of("B") is OperationType.SUBSCRIPTION
    assert several.type_of("C") is None
    assert several.type_of(None) is None
    assert schema.prepare("{ position }").type_of(None) is OperationType.QUERY
