"""What somebody might try who means no good: to break the edge, to tire it out, to learn what is not for him."""

import gc
import tracemalloc
from base64 import urlsafe_b64encode
from datetime import date
from typing import Any

import pytest
from graphql import GraphQLSchema, parse

from events.correction import ActCorrection
from events.municipality.climate_management import StartClimateManagement
from events.municipality.entry import AppointMunicipalityContact, RenameMunicipality
from events.policy import Role
from schema.bounded_cache import BoundedCache
from schema.execution import PublishedSchema
from schema.limits import excess
from schema.moments import encode_id
from schema.publish import published_schema
from service.ids import new_id
from tests.schema.edge import Client, Edge, serving
from tests.schema.test_sockets import close_code, hear, opened, say


@pytest.fixture(scope="module")
def published() -> GraphQLSchema:
    return published_schema()


def chain(length: int) -> str:
    """A document whose fragments hang one on the other."""
    links = " ".join(f"fragment f{n} on Query {{ ...f{n + 1} }}" for n in range(length))
    return f"{{ ...f0 }} {links} fragment f{length} on Query {{ position }}"


# --- To break it


@pytest.mark.parametrize("position", [0, 2**63, 2**64 - 1])
async def test_cursors_of_positions_that_cannot_be(edge: Edge, coordinator: Client, position: int) -> None:
    cursor = urlsafe_b64encode(position.to_bytes(8, "big") + bytes(16)).decode()
    error = await coordinator.error("query($c: String) { county { history(after: $c) { nodes { id } } } }", c=cursor)
    assert error["extensions"]["code"] == "RESYNC_REQUIRED"


@pytest.mark.parametrize("token", ["given", None])
async def test_chains_of_fragments(edge: Edge, token: str | None) -> None:
    client = edge.coordinator if token else Client(edge.http, None)
    response = await client.post({"query": chain(600)})
    assert response.status_code == (200 if token else 401)


def test_chains_of_fragments_are_too_deep(published: GraphQLSchema) -> None:
    (error,) = PublishedSchema(published).prepare(chain(600)).errors
    assert error.extensions == {"code": "TOO_DEEP"}


async def test_numbers_too_long_to_read(coordinator: Client) -> None:
    answer = await coordinator.answer(f"{{ county {{ municipalities(first: {'9' * 5000}) {{ totalCount }} }} }}")
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"INVALID_REQUEST"}


@pytest.mark.parametrize("key", ["%00", "01059%00", "%F0%9F%8F%94"])
async def test_counties_of_keys_that_cannot_be(edge: Edge, key: str) -> None:
    assert (await edge.http.post(f"/{key}/graphql", json={"query": "{ position }"})).status_code == 401


@pytest.mark.parametrize("type_", [["ping"], {}, {"type": "ping"}])
async def test_messages_of_types_that_cannot_be(edge: Edge, type_: Any) -> None:
    async with serving(edge.app) as host, opened(host, edge.coordinator) as socket:
        await say(socket, type=type_)
        assert await close_code(socket) == 4400


# --- To tire it out


def test_pages_are_counted_through_fragments() -> None:
    level = "municipalities {{ ...p{0} }}"
    fragments = " ".join(
        f"fragment p{n} on MunicipalityConnection {{ ... {{ nodes {{ association {{ {level.format(n + 1)} }} }} }} }}"
        for n in range(4)
    )
    document = (
        f"{{ county {{ {level.format(0)} }} }} {fragments} fragment p4 on MunicipalityConnection {{ totalCount }}"
    )
    assert "could have" in (excess(parse(document)) or "")


def test_fragments_that_hold_no_page_cost_once() -> None:
    fragments = " ".join(f"fragment f{n} on A {{ a {{ ...f{n + 1} }} }}" for n in range(12))
    assert excess(parse(f"{{ a {{ ...f0 }} }} {fragments} fragment f12 on A {{ a }}")) is None


@pytest.mark.parametrize(
    "document",
    [
        "{ " + " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(20)) + " }",
        "{ __schema { " + " ".join(f"a{n}: types {{ name }}" for n in range(20)) + " } }",
        "{ __schema { types { " + " ".join(f"a{n}: fields {{ name }}" for n in range(20)) + " } } }",
        "{ __schema { ...t } } fragment t on __Schema { "
        + " ".join(f"a{n}: types {{ name }}" for n in range(20))
        + " }",
    ],
)
def test_the_schema_is_not_told_many_times_over(document: str) -> None:
    assert "aliases" in (excess(parse(document)) or "")


def test_documents_are_kept_as_far_as_they_fit_in() -> None:
    made: list[str] = []

    def make(text: str) -> int:
        made.append(text)
        return len(made)

    kept = BoundedCache(make, most=3, characters=10)
    assert [kept(text) for text in ("aaa", "bbb", "aaa", "ccc", "ddd", "bbb")] == [1, 2, 1, 3, 4, 5]
    assert made == ["aaa", "bbb", "ccc", "ddd", "bbb"]  # of three, the one asked for longest ago had to go
    assert [kept("e" * 11), kept("e" * 11), kept("bbb")] == [6, 7, 5]
    assert kept("f" * 9) == 8
    assert [kept("bbb"), kept("f" * 9)] == [9, 10]


def test_long_documents_are_not_kept_for_ever(published: GraphQLSchema) -> None:
    schema = PublishedSchema(published)
    tracemalloc.start()
    try:
        for n in range(30):
            schema.prepare(f"{{ position }} #{n} {'x' * 100_000}")
        gc.collect()
        held = sum(trace.size > 50_000 for trace in tracemalloc.take_snapshot().traces)
    finally:
        tracemalloc.stop()
    assert held < 10


async def test_long_texts_to_filter_by_are_not_kept_for_ever(edge: Edge, coordinator: Client) -> None:
    query = "query($t: String) { county { municipalities(filter: {name: {contains: $t}}) { totalCount } } }"
    await coordinator.data(query, t="warm")
    tracemalloc.start()
    try:
        for n in range(100):
            await coordinator.data(query, t=f"{n}{'x' * 50_000}")
        gc.collect()  # what only waits to be collected is not kept
        held = sum(trace.size > 50_000 for trace in tracemalloc.take_snapshot().traces)
    finally:
        tracemalloc.stop()
    assert held < 10


async def test_tokens_of_counties_that_there_are_not_leave_nothing_behind(edge: Edge) -> None:
    before = len(edge.county.record._tenants)
    for n in range(20):
        response = await Client(edge.http, f"kk_{n:032x}_x").post({"query": "{ position }"})
        assert response.status_code == 401
    assert len(edge.county.record._tenants) == before


# --- To learn what is not for him


async def test_no_filter_tells_of_somebody_whom_one_may_not_see(edge: Edge) -> None:
    person = await edge.county.person("Verborgene Kontaktperson")
    ref = await edge.county.municipality()
    await edge.county.order(AppointMunicipalityContact(ref, person))
    partner = await edge.client(Role.PARTNER, f"partner:{new_id()}")
    query = """query($f: MunicipalityFilter) { county { municipalities(filter: $f) {
        totalCount nodes { contact { id } } } } }"""

    async def found(client: Client, filter_: dict[str, Any]) -> int:
        page = (await client.data(query, f=filter_))["county"]["municipalities"]
        assert page["totalCount"] == len(page["nodes"])
        count: int = page["totalCount"]
        return count

    named = encode_id(person)
    for hint in (
        {"contact": {"isNull": False}},
        {"contact": {"equals": named}},
        {"contact": {"in": [named]}},
        {"not": {"contact": {"isNull": True}}},
        {"and": [{"or": [{"contact": {"equals": named}}]}]},
    ):
        assert await found(edge.coordinator, hint) == 1
        assert await found(partner, hint) == 0
        assert await found(partner, {"not": hint}) == 1
    assert await found(partner, {"contact": {"isNull": True}}) == 1
    assert await found(partner, {"name": {"contains": "Gemeinde"}}) == 1


# --- To be told the wrong day


async def test_what_a_correction_corrects_reads_on_the_day_asked_for(edge: Edge, coordinator: Client) -> None:
    ref = await edge.county.municipality(1, "Alt")
    named = await edge.county.rename(ref, "Neu", date(2020, 1, 1))
    told = ActCorrection(str(named.events[0].event_id), RenameMunicipality(ref, "Neu", date(2020, 2, 1)))
    await edge.county.correct(ref, told, reason="So steht es in der Akte.")
    query = """query($id: ID, $on: Date) { county(on: $on) { municipality(id: $id) { name history(last: 1) {
        nodes { ... on MunicipalityCorrected { acts { event { entity { ... on Municipality { name } } } } } } } } } }"""
    for on, name in (("2019-06-01", "Alt"), ("2020-06-01", "Neu")):
        found = (await coordinator.data(query, id=encode_id(ref), on=on))["county"]["municipality"]
        ((corrected,),) = (each["acts"] for each in found["history"]["nodes"])
        assert [found["name"], corrected["event"]["entity"]["name"]] == [name, name]


async def test_for_whom_an_actor_acts_reads_on_the_day_asked_for(edge: Edge, coordinator: Client) -> None:
    ref = await edge.county.municipality(1, "Alt")
    await edge.county.rename(ref, "Neu", date(2020, 1, 1))
    own = await edge.county.viewer(Role.MUNICIPALITY, ref)
    await edge.county.order(StartClimateManagement(ref, date(2021, 1, 1)), own)
    query = """query($id: ID) { county(on: "2019-06-01") { municipality(id: $id) { history(last: 1) {
        nodes { actor { actsFor { ... on Municipality { name } } } } } } } }"""
    found = (await coordinator.data(query, id=encode_id(ref)))["county"]["municipality"]
    assert found["history"]["nodes"] == [{"actor": {"actsFor": {"name": "Alt"}}}]


async def test_a_socket_follows_no_cursor_that_cannot_be(edge: Edge) -> None:
    cursor = urlsafe_b64encode(b"\xff" * 24).decode()
    query = "subscription($c: String) { changes(after: $c) { position } }"
    async with serving(edge.app) as host, opened(host, edge.coordinator) as socket:
        await say(socket, id="1", type="subscribe", payload={"query": query, "variables": {"c": cursor}})
        message = await hear(socket)
    assert message["type"] == "error"
    assert message["payload"][0]["extensions"]["code"] == "RESYNC_REQUIRED"
