"""The published schema: as committed, described throughout, and one mutation for every command."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    is_introspection_type,
    is_specified_scalar_type,
)

from events import AGGREGATES
from events.policy import Role
from schema import sdl
from schema.publish import published_schema
from schema.registry import REGISTRY


@pytest.fixture(scope="module")
def published() -> GraphQLSchema:
    return published_schema()


def test_the_committed_schema_is_the_published_one() -> None:
    assert sdl.COMMITTED.read_text(encoding="utf-8") == sdl.sdl()


def test_check_tells_of_drift(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sdl, "COMMITTED", tmp_path / "schema.graphql")
    assert sdl.main(["--check"]) == 1
    assert sdl.main([]) == 0
    assert sdl.main(["--check"]) == 0
    sdl.COMMITTED.write_text(sdl.COMMITTED.read_text(encoding="utf-8").replace("county", "cuonty", 1), encoding="utf-8")
    assert sdl.main(["--check"]) == 1
    assert "cuonty" in capsys.readouterr().out


def described(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Everything that has a description, with it."""
    yield "schema", schema.description
    for name, type_ in schema.type_map.items():
        if is_introspection_type(type_) or is_specified_scalar_type(type_):
            continue
        yield name, type_.description
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field_name, field in type_.fields.items():
                yield f"{name}.{field_name}", field.description
                for argument_name, argument in field.args.items():
                    yield f"{name}.{field_name}({argument_name})", argument.description
        elif isinstance(type_, GraphQLInputObjectType):
            for field_name, given in type_.fields.items():
                yield f"{name}.{field_name}", given.description
        elif isinstance(type_, GraphQLEnumType):
            for value_name, value in type_.values.items():
                yield f"{name}.{value_name}", value.description


def test_everything_is_described(published: GraphQLSchema) -> None:
    found = dict(described(published))
    assert len(found) > 1000
    assert [name for name, description in found.items() if not description or not description.strip()] == []


def test_every_aggregate_is_published() -> None:
    assert {each.kind for each in REGISTRY} == {each.kind for each in AGGREGATES}


def test_every_command_that_a_token_may_issue_is_a_mutation_and_no_other(published: GraphQLSchema) -> None:
    assert published.mutation_type is not None
    wanted = {
        command.__name__[0].lower() + command.__name__[1:]
        for decider in AGGREGATES
        for command in decider.commands
        if set(decider.may[command]) - {Role.SYSTEM, Role.PUBLIC}
    }
    assert set(published.mutation_type.fields) == wanted
    assert "establishCounty" not in wanted


def test_every_event_has_a_type(published: GraphQLSchema) -> None:
    event = published.type_map["Event"]
    names = {each.name for each in published.get_possible_types(event)}  # type: ignore[arg-type]
    assert names == {name for decider in AGGREGATES for name in decider.events}


def test_limits_stand_in_the_schema(published: GraphQLSchema) -> None:
    def told(type_name: str, field: str) -> str:
        type_: Any = published.type_map[type_name]
        description: str = type_.fields[field].description
        return description

    assert "At most 200 characters." in told("RenameMunicipalityInput", "name")
    assert "8 digits" in told("RegisterMunicipalityInput", "ags").lower()
    assert "From 0 to 100000000." in told("RecordPopulationInput", "count")
    assert "Id of Municipality." in told("RenameMunicipalityInput", "id")
    assert "At most 200 members." in told("AssignCompetenceInput", "themes")
