"""Why a field is what it is: the events after which it reads otherwise, newest first, as far as they may be seen."""

from datetime import date
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLSchema, parse

import schema.causes
from events.agreement.clauses import AddClause, RemoveClause
from events.agreement.membership import GiveNotice
from events.agreement.wording import ClauseKind, ClauseWording
from events.county.entry import OpenToPublic
from events.policy import Role
from schema.aggregate import Published
from schema.causes import explained_fields
from schema.limits import excess
from schema.moments import Moment, encode_id
from schema.publish import published_schema
from schema.registry import REGISTRY
from schema.words import camel
from service.cursors import encode_cursor
from service.ids import new_id
from service.read_session import ReadSession
from tests.schema.edge import Client, Edge
from tests.schema.tiny import THING
from tests.service.pages.partnership import Partnership, drafted

WHY = """query($id: ID!) { node(id: $id) { ... on %s { why(%s) {
    entity { id } field part hasMore causes { event { position type } }
} } } }"""


async def why(client: Client, id_: str, type_: str, arguments: str) -> dict[str, Any]:
    """What is told of a field."""
    data = await client.data(WHY % (type_, arguments), id=id_)
    told: dict[str, Any] = data["node"]["why"]
    return told


async def causes(client: Client, id_: str, type_: str, arguments: str) -> list[str]:
    """The types of the events that made a field what it is, newest first."""
    told = await why(client, id_, type_, arguments)
    return [cause["event"]["type"] for cause in told["causes"]]


@pytest.fixture
async def partnership(edge: Edge) -> Partnership:
    """An agreement in force since March 2016, its second version since 2020."""
    draft = await drafted(edge.county)
    await draft.sign()
    await draft.amend()
    return draft


# --- What is a cause


async def test_the_whole_way_of_a_field_back_to_the_start(edge: Edge, coordinator: Client) -> None:
    ref = await edge.county.municipality(1, "Alt")
    await edge.county.count(ref, 100)
    await edge.county.rename(ref, "Neu", date(2020, 1, 1))
    await edge.county.rename(ref, "Neuer", date(2021, 1, 1))
    id_ = encode_id(ref)

    assert await why(coordinator, id_, "Municipality", "field: NAME") == {
        "entity": {"id": id_},
        "field": "name",
        "part": None,
        "hasMore": False,
        "causes": [
            {"event": {"position": 5, "type": "MunicipalityRenamed"}},
            {"event": {"position": 4, "type": "MunicipalityRenamed"}},
            {"event": {"position": 2, "type": "MunicipalityRegistered"}},
        ],
    }
    assert await causes(coordinator, id_, "Municipality", "field: POPULATION_ON") == [
        "PopulationRecorded",
        "MunicipalityRegistered",
    ]
    assert await causes(coordinator, id_, "Municipality", "field: MERGED_ON") == ["MunicipalityRegistered"]


async def test_of_another_day_and_at_another_moment(edge: Edge, coordinator: Client) -> None:
    ref = await edge.county.municipality(1, "Alt")
    await edge.county.rename(ref, "Neuer", date(2021, 1, 1))
    await edge.county.rename(ref, "Neu", date(2020, 1, 1))
    query = """{ %s { municipality(ags: "01059001") { why(field: NAME) {
        entity { id } causes { event { position } }
    } } } }"""

    async def told(county: str) -> list[int]:
        found = (await coordinator.data(query % county))["county"]["municipality"]["why"]
        return [cause["event"]["position"] for cause in found["causes"]]

    # What is dated before another in force changes nothing of today, but of the days between.
    assert await told("county") == [3, 2]
    assert await told('county(on: "2020-06-01")') == [4, 2]
    assert await told('county(on: "2019-12-31")') == [2]
    assert await told("county(at: {position: 3})") == [3, 2]
    assert await told("county(at: {position: 2})") == [2]
    assert await told('county(at: {position: 3}, on: "2020-06-01")') == [2]


async def test_the_county_too(edge: Edge, coordinator: Client) -> None:
    id_ = encode_id(edge.county.ref)
    await coordinator.done("addTheme", id=id_, code="heat", de="Wärme", en="Heat")
    await edge.county.municipality(1)
    await coordinator.done("addTheme", id=id_, code="power", de="Strom", en="Power")
    assert await causes(coordinator, id_, "County", "field: THEMES") == [
        "ThemeAdded",
        "ThemeAdded",
        "CountyEstablished",
    ]
    assert await causes(coordinator, id_, "County", "field: KEY") == ["CountyEstablished"]


async def test_one_member_of_a_list(partnership: Partnership, coordinator: Client) -> None:
    id_ = encode_id(partnership.ref)
    found = await why(coordinator, id_, "Agreement", "field: CLAUSES, part: 1")
    assert (found["field"], found["part"]) == ("clauses", 1)
    assert [cause["event"]["type"] for cause in found["causes"]] == ["AmendmentAdopted", "ClauseAdded"]
    assert await causes(coordinator, id_, "Agreement", "field: CLAUSES, part: 77") == []
    assert await causes(coordinator, id_, "Agreement", "field: VERSIONS, part: 2") == ["AmendmentAdopted"]
    data = await coordinator.data(
        """query($id: ID!) { county(on: "2019-12-31") { agreement(id: $id) {
            why(field: CLAUSES, part: 1) { causes { event { type } } } } } }""",
        id=id_,
    )
    told = data["county"]["agreement"]["why"]["causes"]
    assert [cause["event"]["type"] for cause in told] == ["ClauseAdded"]


async def test_a_member_that_is_gone_was_taken_away_by_something(edge: Edge, coordinator: Client) -> None:
    draft = await drafted(edge.county)
    await draft.order(AddClause(draft.ref, ClauseWording("99", "Zuviel", ClauseKind.OTHER, "Steht zweimal da.")))
    view = await coordinator.data(
        "query($id: ID!) { node(id: $id) { ... on Agreement { clauses { clause heading } } } }",
        id=encode_id(draft.ref),
    )
    clause = view["node"]["clauses"][-1]["clause"]
    await draft.order(RemoveClause(draft.ref, clause, 1))
    part = f"field: CLAUSES, part: {clause}"
    assert await causes(coordinator, encode_id(draft.ref), "Agreement", part) == ["ClauseRemoved", "ClauseAdded"]


async def test_a_part_goes_with_members_that_have_a_number_only(edge: Edge, coordinator: Client) -> None:
    error = await coordinator.error(WHY % ("County", "field: THEMES, part: 1"), id=encode_id(edge.county.ref))
    assert error["extensions"] == {"code": "INVALID_INPUT", "argument": ["part"]}


# --- What may not be seen


async def test_what_is_internal_is_no_cause_for_others(edge: Edge, partnership: Partnership) -> None:
    """A notice is internal until the party has left: its parties change for the public when they do."""
    county = edge.county
    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))
    await county.order(GiveNotice(partnership.ref, partnership.partner, date(2021, 1, 10)), reason="Zu teuer")
    id_ = encode_id(partnership.ref)
    head = await county.head()
    left = Moment(head, date(2023, 1, 1))

    assert (await causes(edge.coordinator, encode_id(partnership.ref, left), "Agreement", "field: PARTIES"))[0] == (
        "NoticeGiven"
    )
    assert "NoticeGiven" not in await causes(edge.public(), id_, "Agreement", "field: PARTIES")
    # Drafting is internal: nothing of it may be told.
    assert await causes(edge.public(), id_, "Agreement", "field: TITLE") == []
    assert await causes(edge.coordinator, id_, "Agreement", "field: TITLE") == ["AgreementDrafted"]


# --- Long ways


async def test_the_newest_come_first_and_older_ones_when_asked_for(
    edge: Edge, coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema.causes, "MOST_CAUSES", 5)
    ref = await edge.county.municipality(1)
    for number in range(7):
        await edge.county.rename(ref, f"Name {number}", date(2020, 1, 1 + number))
    query = """query($id: ID!, $before: String, $first: Int) { node(id: $id) { ... on Municipality {
        why(field: NAMES, before: $before) { hasMore causes(first: $first) { event { position cursor } } } } } }"""

    async def page(**given: Any) -> Any:
        return (await coordinator.data(query, id=encode_id(ref), **given))["node"]["why"]

    first = await page()
    assert [cause["event"]["position"] for cause in first["causes"]] == [9, 8, 7, 6, 5]
    assert first["hasMore"] is True
    second = await page(before=first["causes"][-1]["event"]["cursor"])
    assert [cause["event"]["position"] for cause in second["causes"]] == [4, 3, 2]
    assert second["hasMore"] is False
    assert len((await page(first=2))["causes"]) == 2
    error = await coordinator.error(query, id=encode_id(ref), first=-1)
    assert error["extensions"]["code"] == "INVALID_INPUT"
    error = await coordinator.error(query, id=encode_id(ref), before=encode_cursor(3, new_id()))
    assert error["extensions"]["code"] == "RESYNC_REQUIRED"


async def test_several_fields_asked_in_one_go_are_found_in_one_walk(
    edge: Edge, coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = await edge.county.municipality(1)
    walks: list[str] = []
    walk = ReadSession.walk

    def counted(reading: ReadSession, ref: str, at: int) -> Any:
        walks.append(ref)
        return walk(reading, ref, at)

    monkeypatch.setattr(ReadSession, "walk", counted)
    data = await coordinator.data(
        """query($id: ID!) { node(id: $id) { ... on Municipality {
            a: why(field: NAME) { field } b: why(field: AGS) { field } c: why(field: NAMES) { field }
            asOf(on: "2020-01-01") { why(field: NAME) { field } } } } }""",
        id=encode_id(ref),
    )
    assert [data["node"][name]["field"] for name in "abc"] == ["name", "ags", "names"]
    assert walks == [ref, ref]


async def test_a_walk_goes_on_from_one_portion_to_the_next(edge: Edge) -> None:
    ref = await edge.county.municipality(1)
    for number in range(6):
        await edge.county.count(ref, number)
    async with edge.county.record.read(edge.county.coordinator) as reading:
        for portion in (1, 2, 3, 7, 8):
            found = [[(each.position, seen) for each, seen in some] async for some in reading.walk(ref, 8, portion)]
            assert [each for some in found for each in some] == [(n, True) for n in range(2, 9)]
        assert [each.position async for some in reading.walk(ref, 4) for each, _ in some] == [2, 3, 4]


# --- As published


@pytest.fixture(scope="module")
def published() -> GraphQLSchema:
    return published_schema()


def test_what_can_be_asked_about_is_what_the_view_has(published: GraphQLSchema) -> None:
    fields = published.type_map["AgreementField"]
    assert isinstance(fields, GraphQLEnumType)
    assert fields.values["CLAUSES"].description == (
        "The clauses of that version, in order (Paragraphen). Its parts by `clause`."
    )
    assert fields.values["TITLE"].description == "Its title (Titel)."
    for each in REGISTRY:
        enum = published.type_map[f"{each.name}Field"]
        type_ = published.type_map[each.name]
        assert isinstance(enum, GraphQLEnumType)
        assert {camel(name.lower()) for name in enum.values} <= set(type_.fields)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("agreement", {"clauses": "clause", "versions": "number"}),
        ("goal", {"targets": "year", "methods": "number"}),
        ("project", {"responsibilities": "number", "milestones": "number", "budget": "year", "fundings": "number"}),
        ("document", {"versions": "number"}),
        ("county", {}),
    ],
)
def test_members_are_told_apart_by_their_numbers(kind: str, keys: dict[str, str]) -> None:
    (published,) = (each for each in REGISTRY if each.kind == kind)
    assert {each.attribute: each.key for each, _ in explained_fields(published, frozenset()) if each.key} == keys


def test_a_name_that_all_entities_have_gets_the_kind_before_it() -> None:
    thing = Published(THING, plural="things", description="The things (Dinge).")
    names = {each.name: each.attribute for each, _ in explained_fields(thing, frozenset({"version"}))}
    assert names["thing_version"] == "version"


WHOLE = '{ county { agreement(id: "x") { %s } } }'
DEEPER = "why(field: TITLE) { causes { event { entity { ... on Agreement { %s } } } } }"


@pytest.mark.parametrize(
    ("fields", "is_allowed"),
    [
        (DEEPER % (DEEPER % "title"), True),
        (DEEPER % (DEEPER % (DEEPER % "title")), False),
        (" ".join(f"w{n}: why(field: TITLE) {{ graph {{ nodes {{ label }} }} }}" for n in range(60)), True),
        (" ".join(f"w{n}: why(field: TITLE) {{ graph {{ nodes {{ label }} }} }}" for n in range(99)), False),
    ],
)
def test_it_counts_as_the_work_that_it_is(published: GraphQLSchema, fields: str, is_allowed: bool) -> None:
    assert (excess(parse(WHOLE % fields), published) is None) is is_allowed
