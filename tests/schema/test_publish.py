"""What becomes of plain dataclasses: types, descriptions, reading them, and the way back from inputs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any
from uuid import UUID

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, graphql_sync, print_type
from graphql.type import GraphQLField, GraphQLSchema

from events.values import Currency, Many, Money, Name
from schema.aggregate import Published, Reverse
from schema.context import ValueInContext
from schema.inputs import Inputs, arm_name, as_written
from schema.moments import encode_id
from schema.outputs import Outputs
from schema.publish import publish
from schema.shapes import Unpublishable, shape_of, slots
from service import docstrings
from service.docstrings import Undescribed
from service.problems import InvalidInput
from service.sealing import Clear
from tests.schema.tiny import THING, Colour, MakeThing, NamedShape, Round, SetUpThing, Thing, ThingShape, a_thing

THING_REF = "thing:01920000-0000-7000-8000-000000000001"
EVENT_REF = "event:01920000-0000-7000-8000-000000000002"


def things(**changes: Any) -> Published:
    return Published(THING, plural="things", description="The things (Dinge).", order="title", **changes)


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return publish([things(reverse=(Reverse("previous", "next", "Those before it (vorige)."),))])


def field_lines(schema: GraphQLSchema, name: str) -> list[str]:
    """The fields of a type as the SDL has them, without descriptions and arguments."""
    lines = print_type(schema.type_map[name]).splitlines()
    return [line.strip() for line in lines if line.startswith("  ") and line.strip()[0].isalpha() and ": " in line]


def test_a_field_of_every_shape(schema: GraphQLSchema) -> None:
    assert {
        "title: String!",
        "colour: Colour!",
        "count: Int",
        "mass: BigInt!",
        "length: Decimal",
        "made: Date!",
        "seen: DateTime",
        "broken: Boolean!",
        "share: Fraction!",
        "price: Money",
        "secret: SealedText",
        "next: Thing",
        "others: [Thing!]!",
        "about: Traceable",
        "shape: ThingShape!",
        "parts: [Round!]!",
        "picture: String",
        "pictureUrl: String",
        "serial: UUID!",
        "version: Int!",
        "thingVersion: BigInt!",
    } <= set(field_lines(schema, "Thing"))


def test_a_relation_is_read_backwards(schema: GraphQLSchema) -> None:
    type_ = schema.type_map["Thing"]
    assert isinstance(type_, GraphQLObjectType)
    assert str(type_.fields["previous"].type) == "ThingConnection!"


def test_relations_read_backwards_are_checked() -> None:
    with pytest.raises(TypeError, match="no reference title"):
        publish([things(reverse=(Reverse("titled", "title", "What."),))])
    with pytest.raises(TypeError, match="no reference nothing"):
        publish([things(reverse=(Reverse("titled", "nothing", "What."),))])
    twice = Reverse("previous", "next", "What.")
    with pytest.raises(TypeError, match="declared twice"):
        publish([things(reverse=(twice, twice))])
    with pytest.raises(TypeError, match="published twice"):
        publish([things(reverse=(Reverse("title", "next", "What."),))])


def test_descriptions_are_docstrings_and_limits(schema: GraphQLSchema) -> None:
    type_ = schema.type_map["MakeThingInput"]
    assert isinstance(type_, GraphQLInputObjectType)
    assert type_.fields["title"].description == "What it is called (Titel). At most 200 characters."
    assert type_.fields["parts"].description == "Its parts (Teile). At most 3 members."
    assert schema.type_map["Colour"].description == "A colour (Farbe)."
    mutation = schema.mutation_type
    assert mutation is not None
    assert mutation.fields["makeThing"].description == (
        "Make a thing (Ding machen). May be issued by: ADMIN, COORDINATOR."
    )


def test_defaults_stand_in_the_schema(schema: GraphQLSchema) -> None:
    lines = field_lines(schema, "MakeThingInput")
    assert "colour: Colour! = BLUE" in lines
    assert "broken: Boolean! = false" in lines
    assert "parts: [RoundInput!]! = []" in lines
    assert "price: MoneyInput" in lines


def test_a_command_of_the_command_line_is_no_mutation(schema: GraphQLSchema) -> None:
    assert schema.mutation_type is not None
    assert set(schema.mutation_type.fields) == {"correctThing", "makeThing"}
    assert SetUpThing in THING.commands


def test_a_union_is_an_input_of_exactly_one_field(schema: GraphQLSchema) -> None:
    type_ = schema.type_map["ThingShapeInput"]
    assert isinstance(type_, GraphQLInputObjectType)
    assert type_.is_one_of
    assert {name: str(field.type) for name, field in type_.fields.items()} == {"round": "RoundInput", "name": "String"}
    assert str(schema.type_map["ThingShape"]) == "ThingShape"


@dataclass(frozen=True)
class OneWord:
    """One."""

    first: Name
    """First."""
    second: Name
    """Second."""


@dataclass(frozen=True)
class OtherWord:
    """Other."""

    first: Name
    """First."""
    second: Name
    """Second."""


Mixture = Round | OneWord
"""Of two modules (Gemisch)."""
Told = NamedShape | Round
"""Named elsewhere in the package (anderswo)."""


@dataclass(frozen=True)
class Keyword:
    """Key."""

    first: Name
    """First."""
    second: Name
    """Second."""


def test_members_of_a_union_are_named_without_what_they_share() -> None:
    assert [arm_name(arm, (OneWord, OtherWord))[0] for arm in (OneWord, OtherWord)] == ["one", "other"]
    assert arm_name(Keyword, (OneWord, Keyword))[0] == "keyword"


# --- What cannot be published


@dataclass(frozen=True)
class Mapped:
    """With a mapping."""

    names: dict[str, str]
    """Names."""


@dataclass(frozen=True)
class Floating:
    """With a float."""

    share: float
    """Share."""


@dataclass(frozen=True)
class Mixed:
    """With a union of plain values."""

    value: int | str
    """Value."""


@dataclass(frozen=True)
class Bare:
    """With a field that has no docstring."""

    name: str


@dataclass
class Undocumented:
    name: str
    """Name."""


@pytest.mark.parametrize("cls", [Mapped, Floating, Mixed])
def test_what_has_no_shape_is_refused(cls: type[Any]) -> None:
    with pytest.raises(Unpublishable, match=cls.__name__):
        slots(cls)


def test_what_has_no_description_is_refused() -> None:
    with pytest.raises(Undescribed, match=r"Bare\.name"):
        docstrings.of_field(Bare, "name")
    with pytest.raises(Undescribed, match="Undocumented"):
        docstrings.of_class(Undocumented)
    with pytest.raises(Undescribed, match="has no name"):
        docstrings.name_of_union((Bare, Mapped))


def test_the_description_of_a_named_annotation_serves_where_a_field_has_none() -> None:
    @dataclass(frozen=True)
    class Local:
        """Local."""

        name: Name

    assert docstrings.of_field(Local, "name") == "A name, in one line."


def test_a_union_may_be_named_beside_any_of_its_members_or_elsewhere_in_their_package() -> None:
    assert docstrings.name_of_union((Round, OneWord)) == ("Mixture", "Of two modules (Gemisch).")
    assert docstrings.name_of_union((NamedShape, Round)) == ("Told", "Named elsewhere in the package (anderswo).")


def test_two_things_are_never_published_under_one_name() -> None:
    outputs = Outputs(lambda kinds: None, lambda: None)
    outputs.part(Round)
    other: Any = type("Round", (), {"__annotations__": {}, "__doc__": "Other.", "__module__": __name__})
    with pytest.raises(TypeError, match="published as Round"):
        outputs.part(dataclass(frozen=True)(other))


def test_an_envelope_field_cannot_be_a_commands_own() -> None:
    with pytest.raises(TypeError, match="belongs to the envelope"):
        Inputs(Outputs(lambda kinds: None, lambda: None)).fields(MakeThing, frozenset({"title"}))


def test_lists_keep_the_limits_of_list_and_member() -> None:
    _, limit = shape_of(Annotated[tuple[Name, ...], Many(5)], "here")
    assert limit == "At most 5 members. At most 200 characters."


# --- Reading plain instances


def read(source: Any, cls: type[Any], query: str, prefix: str = "") -> dict[str, Any]:
    """What a query gives of an instance that is read as it is."""
    outputs = Outputs(lambda kinds: outputs.part(NamedShape), lambda: outputs.part(NamedShape))
    fields = outputs.fields(cls, prefix)
    root = GraphQLObjectType("Query", fields)
    result = graphql_sync(GraphQLSchema(root), query, root_value=source)
    assert result.errors is None, result.errors
    assert result.data is not None
    return result.data


def test_plain_instances_are_read_as_they_are() -> None:
    thing = a_thing(
        seen=datetime(2020, 1, 1, 12, tzinfo=UTC),
        shape=NamedShape("Kreis"),
        parts=(Round(3), Round(4)),
        picture="ab12",
    )
    placed = ValueInContext(thing, None, THING_REF, frozenset())
    assert read(
        placed,
        Thing,
        """{
            title colour count mass made seen broken serial version picture pictureUrl
            share { numerator denominator } price { amount currency } parts { radius }
            shape { __typename ... on NamedShape { name } }
        }""",
        "value.",
    ) == {
        "title": "Ding",
        "colour": "RED",
        "count": 1,
        "mass": 10**12,
        "made": "2020-01-01",
        "seen": "2020-01-01T12:00:00Z",
        "broken": False,
        "serial": str(UUID(int=7)),
        "version": 7,
        "picture": "ab12",
        "pictureUrl": f"/contents/{THING_REF.replace(':', '/')}/ab12",
        "share": {"numerator": 1, "denominator": 3},
        "price": {"amount": "1234.56", "currency": "EUR"},
        "parts": [{"radius": 3}, {"radius": 4}],
        "shape": {"__typename": "NamedShape", "name": "Kreis"},
    }


def test_a_member_of_a_union_that_refers_to_others_knows_its_place() -> None:
    placed = ValueInContext(a_thing(shape=Round(3)), None, THING_REF, frozenset())
    assert read(placed, Thing, "{ shape { __typename ... on Round { radius } } }", "value.") == {
        "shape": {"__typename": "Round", "radius": 3}
    }


def test_plain_fields_tell_which_attribute_they_read() -> None:
    fields: dict[str, GraphQLField] = Outputs(lambda kinds: None, lambda: None).fields(NamedShape, "")
    assert fields["name"].resolve.attribute == "name"  # type: ignore[union-attr]


@pytest.mark.parametrize(("cents", "amount"), [(0, "0.00"), (5, "0.05"), (100, "1.00"), (10**15, "10000000000000.00")])
def test_money_is_an_exact_decimal(cents: int, amount: str) -> None:
    thing = ValueInContext(a_thing(price=Money(cents)), None, THING_REF, frozenset())
    assert read(thing, Thing, "{ price { amount } }", "value.") == {"price": {"amount": amount}}


# --- The way back


def made(**given: Any) -> MakeThing:
    inputs = Inputs(Outputs(lambda kinds: None, lambda: None))
    command: MakeThing = inputs.reader(MakeThing)(given, ())
    return command


def test_what_a_client_wrote_becomes_the_command() -> None:
    assert made(
        title="Ding",
        shape={"round": {"radius": 3, "owner": encode_id(THING_REF)}},
        parts=[{"radius": 1}, {"radius": 2}],
        colour=Colour.RED,
        share={"numerator": 2, "denominator": 6},
        price={"amount": "12.5", "currency": Currency.EUR},
        note="Notiz",
        next=encode_id(THING_REF),
        broken=True,
        length="-0.50",
    ) == MakeThing(
        title="Ding",
        shape=Round(3, THING_REF),
        parts=(Round(1), Round(2)),
        colour=Colour.RED,
        share=Fraction(1, 3),
        price=Money(1250),
        note=Clear("Notiz"),
        next=THING_REF,
        broken=True,
        length=Decimal("-0.5"),
    )
    assert isinstance(made(title="Ding", shape={"name": "Kreis"}, note="x").note, Clear)


def test_what_a_client_left_out_is_as_the_command_says() -> None:
    assert made(title="Ding", shape={"name": "Kreis"}, parts=None) == MakeThing("Ding", NamedShape("Kreis"))


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"next": "nonsense"}, ("next",)),
        ({"next": encode_id(EVENT_REF)}, ("next",)),
        ({"shape": {"round": {"radius": 1, "owner": "?"}}}, ("shape", "round", "owner")),
        ({"parts": [{"radius": 1}, {"radius": 1, "owner": "?"}]}, ("parts", "1", "owner")),
        ({"price": {"amount": "1.005", "currency": Currency.EUR}}, ("price", "amount")),
        ({"price": {"amount": "-1", "currency": Currency.EUR}}, ("price", "amount")),
        ({"price": {"amount": "10000000000000.01", "currency": Currency.EUR}}, ("price", "amount")),
        ({"share": {"numerator": 1, "denominator": 0}}, ("share", "denominator")),
        ({"share": {"numerator": 1, "denominator": -3}}, ("share", "denominator")),
    ],
)
def test_what_cannot_be_read_names_its_field(given: dict[str, Any], path: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput) as caught:
        made(**{"title": "Ding", "shape": {"name": "Kreis"}, **given})
    assert caught.value.path == path


def test_the_union_has_its_docstring() -> None:
    assert docstrings.name_of_union(ThingShape.__args__) == ("ThingShape", "What shape a thing has (Gestalt).")


def test_defaults_are_published_as_a_client_would_write_them() -> None:
    assert as_written((Colour.RED, Colour.BLUE)) == ["RED", "BLUE"]
    assert as_written(()) == []
    assert as_written(Colour.RED) == "RED"
    assert as_written(None) is None
