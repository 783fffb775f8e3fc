"""Reading: now, as it was known, of another day; lists in pages, histories, nodes, whoever asks."""

from datetime import date
from typing import Any

import pytest

from events.municipality.merger import MergeMunicipality
from events.policy import Role
from schema.moments import Moment, encode_id
from service.cursors import encode_cursor
from service.ids import new_id
from tests.schema.edge import Client, Edge

NAMES = ("Böxlund", "Ausacker", "Ärendorf", "Tarp", "Boxberg", "Überlingen")


async def several(edge: Edge) -> list[str]:
    """Municipalities of these names."""
    return [await edge.county.municipality(n, name) for n, name in enumerate(NAMES, 1)]


async def listed(client: Client, arguments: str = "", county: str = "") -> list[str]:
    """The names in a list of municipalities."""
    data = await client.data(f"{{ county{county} {{ municipalities{arguments} {{ nodes {{ name }} }} }} }}")
    return [node["name"] for node in data["county"]["municipalities"]["nodes"]]


# --- Lists


async def test_names_sort_after_din_5007_1(edge: Edge, coordinator: Client) -> None:
    await several(edge)
    assert await listed(coordinator) == ["Ärendorf", "Ausacker", "Boxberg", "Böxlund", "Tarp", "Überlingen"]
    assert await listed(coordinator, "(orderBy: [{field: NAME, direction: DESC}], first: 2)") == ["Überlingen", "Tarp"]
    assert await listed(coordinator, "(orderBy: [{field: AGS}], last: 2)") == ["Boxberg", "Überlingen"]


async def test_filters(edge: Edge, coordinator: Client) -> None:
    await several(edge)
    assert await listed(coordinator, '(filter: {name: {startsWith: "BOX"}})') == ["Boxberg", "Böxlund"]
    assert await listed(
        coordinator, '(filter: {not: {or: [{name: {contains: "e"}}, {ags: {equals: "01059001"}}]}})'
    ) == ["Tarp"]
    assert await listed(coordinator, "(filter: {designation: {equals: TOWN}})") == []
    assert await listed(coordinator, "(filter: {population: {isNull: false}})") == []


async def test_pages_forwards_and_backwards(edge: Edge, coordinator: Client) -> None:
    await several(edge)
    query = """query($first: Int, $after: String, $last: Int, $before: String) { county { municipalities(
        first: $first, after: $after, last: $last, before: $before
    ) { totalCount edges { cursor node { name } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""
    ordered = await listed(coordinator)

    async def page(**arguments: Any) -> Any:
        return (await coordinator.data(query, **arguments))["county"]["municipalities"]

    forwards: list[str] = []
    after = None
    while True:
        found = await page(first=4, after=after)
        assert found["totalCount"] == 6
        assert found["pageInfo"]["hasPreviousPage"] is (after is not None)
        forwards += [edge["node"]["name"] for edge in found["edges"]]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert forwards == ordered
    backwards: list[str] = []
    before = None
    while True:
        found = await page(last=4, before=before)
        assert found["pageInfo"]["hasNextPage"] is (before is not None)
        backwards = [edge["node"]["name"] for edge in found["edges"]] + backwards
        before = found["pageInfo"]["startCursor"]
        if not found["pageInfo"]["hasPreviousPage"]:
            break
    assert backwards == ordered
    whole = await page(first=100)
    between = await page(after=whole["edges"][1]["cursor"], before=whole["edges"][4]["cursor"])
    assert [edge["node"]["name"] for edge in between["edges"]] == ordered[2:4]
    reversed_ends = await page(after=whole["edges"][4]["cursor"], before=whole["edges"][1]["cursor"])
    assert reversed_ends["edges"] == []
    assert reversed_ends["pageInfo"]["startCursor"] is None


async def test_a_page_keeps_the_moment_of_the_first(edge: Edge, coordinator: Client) -> None:
    refs = await several(edge)
    query = """query($after: String) { county { municipalities(first: 3, after: $after) {
        position nodes { id entityId name asOf { name } } pageInfo { endCursor }
    } } }"""
    first = (await coordinator.data(query))["county"]["municipalities"]
    assert [node["id"] for node in first["nodes"]] == [node["entityId"] for node in first["nodes"]]
    await edge.county.municipality(50, "Bzzz")
    await edge.county.rename(refs[3], "Aaa", date(2000, 1, 2))
    second = (await coordinator.data(query, after=first["pageInfo"]["endCursor"]))["county"]["municipalities"]
    assert second["position"] == first["position"]
    assert [node["name"] for node in second["nodes"]] == ["Böxlund", "Tarp", "Überlingen"]
    assert all(node["id"] != node["entityId"] for node in second["nodes"])
    assert [node["asOf"]["name"] for node in second["nodes"]] == ["Böxlund", "Tarp", "Überlingen"]


@pytest.mark.parametrize("which", ["after", "before"])
async def test_a_cursor_serves_the_list_it_came_from_only(edge: Edge, coordinator: Client, which: str) -> None:
    await several(edge)
    data = await coordinator.data("{ county { municipalities(first: 2) { pageInfo { endCursor } } } }")
    cursor = data["county"]["municipalities"]["pageInfo"]["endCursor"]
    for query in (
        "query($c: String) { county { municipalities(orderBy: [{field: AGS}], %s: $c) { totalCount } } }",
        "query($c: String) { county { partners(%s: $c) { totalCount } } }",
        "query($c: String) { county(at: {position: 3}) { municipalities(%s: $c) { totalCount } } }",
    ):
        error = await coordinator.error(query % which, c=cursor)
        assert error["extensions"]["code"] == "INVALID_INPUT"
    assert (
        await coordinator.error(
            "query($c: String) { county { municipalities(after: $c) { totalCount } } }", c="nonsense"
        )
    )["extensions"] == {"code": "INVALID_INPUT", "argument": ["after"]}


async def test_relations_and_those_read_backwards(edge: Edge, coordinator: Client) -> None:
    a, b, *_ = await several(edge)
    made = await coordinator.done(
        "registerMunicipalAssociation", "municipalAssociation { entityId }", name="Amt Eggebek", form="AMT",
        since="2000-01-01", prefix="010590000",
    )  # fmt: skip
    association = made["municipalAssociation"]["entityId"]
    for ref in (a, b):
        await coordinator.done("assignMunicipality", id=encode_id(ref), association=association, on="2020-01-01")
    await edge.county.order(MergeMunicipality(a, b, date(2023, 3, 1)))
    data = await coordinator.data(
        """{ county {
            now: municipality(ags: "01059002") { name association { name municipalities { nodes { name } } }
                predecessors { totalCount nodes { name exists successor { name } } } }
            prefix: municipalAssociation(prefix: "010590000") { municipalities(first: 1) { totalCount } }
        }
        then: county(on: "2019-12-31") { municipality(ags: "01059002") { association { name } } } }"""
    )
    assert data["county"]["now"] == {
        "name": "Ausacker",
        "association": {
            "name": "Amt Eggebek",
            "municipalities": {"nodes": [{"name": "Ausacker"}, {"name": "Böxlund"}]},
        },
        "predecessors": {
            "totalCount": 1,
            "nodes": [{"name": "Böxlund", "exists": False, "successor": {"name": "Ausacker"}}],
        },
    }
    assert data["county"]["prefix"]["municipalities"]["totalCount"] == 2
    assert data["then"]["municipality"]["association"] is None


async def test_lookups(edge: Edge, coordinator: Client) -> None:
    (ref, *_) = await several(edge)
    query = "query($id: ID, $ags: String) { county { municipality(id: $id, ags: $ags) { name } } }"
    assert (await coordinator.data(query, id=encode_id(ref)))["county"]["municipality"] == {"name": "Böxlund"}
    assert (await coordinator.data(query, ags="01059004"))["county"]["municipality"] == {"name": "Tarp"}
    assert (await coordinator.data(query, ags="99"))["county"]["municipality"] is None
    for given in ({}, {"id": encode_id(ref), "ags": "01059001"}):
        error = await coordinator.error(query, **given)
        assert "Exactly one" in error["message"]
    error = await coordinator.error(query, id=encode_id(edge.county.ref))
    assert error["extensions"] == {"code": "INVALID_INPUT", "argument": ["id"]}


# --- Moments


async def test_what_the_record_knew_and_the_day_in_the_world(edge: Edge, coordinator: Client) -> None:
    ref = await edge.county.municipality(1, "Alt")
    before = await edge.county.head()
    await edge.county.rename(ref, "Neu", date(2020, 1, 1))
    assert await listed(coordinator) == ["Neu"]
    assert await listed(coordinator, county='(on: "2019-12-31")') == ["Alt"]
    assert await listed(coordinator, county=f"(at: {{position: {before}}})") == ["Alt"]
    assert await listed(coordinator, county=f'(at: {{position: {before}}}, on: "2020-01-01")') == ["Alt"]
    assert await listed(coordinator, county="(at: {position: 1})") == []
    assert (await coordinator.data("{ county(at: {position: 0}) { name } }"))["county"] is None
    events = await edge.county.events()
    moment = events[-1].recorded_at.isoformat()
    assert await listed(coordinator, county=f'(at: {{time: "{moment}"}})') == ["Neu"]
    assert await listed(coordinator, county=f'(at: {{time: "{events[before - 1].recorded_at.isoformat()}"}})') == [
        "Alt"
    ]


async def test_ids_name_the_moment_and_the_day_and_lead_back_there(edge: Edge, coordinator: Client) -> None:
    ref = await edge.county.municipality(1, "Alt")
    await edge.county.rename(ref, "Neu", date(2020, 1, 1))
    query = """{
        now: county { municipality(ags: "01059001") { id entityId version name } }
        at: county(at: {position: 2}) { municipality(ags: "01059001") { id entityId version name } }
        on: county(on: "2019-12-31") { municipality(ags: "01059001") { id entityId version name } }
    }"""
    data = {name: found["municipality"] for name, found in (await coordinator.data(query)).items()}
    assert len({found["id"] for found in data.values()}) == 3
    assert {found["entityId"] for found in data.values()} == {encode_id(ref)}
    assert data["on"]["id"] == encode_id(ref, Moment(3, date(2019, 12, 31)))
    for found in data.values():
        node = await coordinator.data(
            "query($id: ID!) { node(id: $id) { id ... on Municipality { entityId version name } } }", id=found["id"]
        )
        assert node["node"] == found
    # Inputs take an id of any moment for the entity itself.
    done = await coordinator.done("renameMunicipality", id=data["on"]["id"], name="Neuer", on="2021-01-01")
    assert done["position"] == 4


async def test_the_same_entity_at_another_moment(edge: Edge, coordinator: Client) -> None:
    ref = await edge.county.municipality(1, "Alt")
    await edge.county.rename(ref, "Neu", date(2020, 1, 1))
    data = await coordinator.data(
        """query($id: ID!) { node(id: $id) { ... on Municipality {
            name
            day: asOf(on: "2019-12-31") { name again: asOf(at: {position: 2}) { name version } }
            position: asOf(at: {position: 2}) { name history { nodes { position } } }
            never: asOf(at: {position: 1}) { name }
        } } }""",
        id=encode_id(ref),
    )
    assert data["node"] == {
        "name": "Neu",
        "day": {"name": "Alt", "again": {"name": "Alt", "version": 1}},
        "position": {"name": "Alt", "history": {"nodes": [{"position": 2}]}},
        "never": None,
    }


@pytest.mark.parametrize("at", ["{position: 4711}", '{time: "2190-01-01T00:00:00Z"}', "{position: -1}"])
async def test_the_future_and_what_never_was_are_refused(coordinator: Client, at: str) -> None:
    error = await coordinator.error(f"{{ county(at: {at}) {{ name }} }}")
    assert error["extensions"]["code"] == "INVALID_INPUT"
    error = await coordinator.error(f"{{ county {{ asOf(at: {at}) {{ name }} }} }}")
    assert error["path"] == ["county", "asOf"]


async def test_an_answer_is_of_one_moment(edge: Edge, coordinator: Client) -> None:
    await several(edge)
    data = await coordinator.data("{ position cursor county { municipalities { position } } }")
    events = await edge.county.events()
    assert data == {
        "position": 7,
        "cursor": encode_cursor(7, events[-1].event_id),
        "county": {"municipalities": {"position": 7}},
    }


# --- Histories

HISTORY = """query($first: Int, $after: String, $last: Int, $before: String, $filter: HistoryFilter) { county { history(
    first: $first, after: $after, last: $last, before: $before, filter: $filter
) { position edges { cursor node { position type } } nodes { position }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""


async def history(client: Client, **arguments: Any) -> Any:
    return (await client.data(HISTORY, **arguments))["county"]["history"]


def positions(page: Any) -> list[int]:
    return [node["position"] for node in page["nodes"]]


async def test_the_countys_history_in_pages(edge: Edge, coordinator: Client) -> None:
    await several(edge)
    first = await history(coordinator, first=3)
    assert positions(first) == [1, 2, 3]
    assert first["position"] == 7
    assert (first["pageInfo"]["hasNextPage"], first["pageInfo"]["hasPreviousPage"]) == (True, False)
    second = await history(coordinator, first=100, after=first["pageInfo"]["endCursor"])
    assert positions(second) == [4, 5, 6, 7]
    assert (second["pageInfo"]["hasNextPage"], second["pageInfo"]["hasPreviousPage"]) == (False, True)
    last = await history(coordinator, last=2)
    assert positions(last) == [6, 7]
    assert (last["pageInfo"]["hasNextPage"], last["pageInfo"]["hasPreviousPage"]) == (False, True)
    before = await history(coordinator, last=2, before=last["pageInfo"]["startCursor"])
    assert positions(before) == [4, 5]
    assert (before["pageInfo"]["hasNextPage"], before["pageInfo"]["hasPreviousPage"]) == (True, True)
    assert positions(await history(coordinator, first=0)) == []


async def test_histories_are_filtered(edge: Edge, coordinator: Client) -> None:
    ref, *_ = await several(edge)
    other = await edge.client(Role.ADMIN)
    await other.done("renameMunicipality", id=encode_id(ref), name="Neu", on="2020-01-01")
    admin = (await other.data("{ viewer { actor { id role } } }"))["viewer"]["actor"]
    events = await edge.county.events()
    assert positions(await history(coordinator, filter={"kinds": ["COUNTY"]})) == [1]
    assert positions(await history(coordinator, filter={"types": ["MunicipalityRenamed"]})) == [8]
    assert positions(await history(coordinator, filter={"actor": admin["id"]})) == [8]
    assert positions(await history(coordinator, filter={"from": events[6].recorded_at.isoformat()})) == [7, 8]
    assert positions(await history(coordinator, filter={"until": events[1].recorded_at.isoformat()})) == [1, 2]
    error = await coordinator.error(HISTORY, filter={"actor": encode_id(ref)})
    assert error["extensions"]["code"] == "INVALID_INPUT"
    data = await coordinator.data(
        "query($id: ID!) { node(id: $id) { ... on Municipality { history { nodes { position version } } } } }",
        id=encode_id(ref),
    )
    assert data["node"]["history"]["nodes"] == [{"position": 2, "version": 1}, {"position": 8, "version": 2}]


async def test_an_event_with_all_that_is_known_of_it(edge: Edge, coordinator: Client) -> None:
    ref = await edge.county.municipality(1, "Alt")
    command_id = new_id()
    await edge.county.rename(ref, "Neu", date(2000, 1, 2), command_id=command_id)
    recorded = (await edge.county.events())[-1]
    await edge.county.rename(ref, "Neuer", date(2001, 1, 1))
    fields = """__typename id type kind version position cursor recordedAt visibility commandId correlationId
        causationId reason { text } authority { __typename } actor { kind role actsFor { id } label { text } }
        entity { entityId version ... on Municipality { name } } ... on MunicipalityRenamed { name on }"""
    data = await coordinator.data(
        f"query($id: ID!) {{ node(id: $id) {{ ... on Event {{ {fields} }} }} }}",
        id=encode_id(f"event:{recorded.event_id}"),
    )
    assert data["node"] == {
        "__typename": "MunicipalityRenamed",
        "id": encode_id(f"event:{recorded.event_id}"),
        "type": "MunicipalityRenamed",
        "kind": "MUNICIPALITY",
        "version": 2,
        "position": 3,
        "cursor": encode_cursor(3, recorded.event_id),
        "recordedAt": recorded.recorded_at.isoformat().replace("+00:00", "Z"),
        "visibility": "PUBLIC",
        "commandId": str(command_id),
        "correlationId": str(recorded.correlation_id),
        "causationId": None,
        "reason": None,
        "authority": None,
        "actor": {"kind": "PERSON", "role": "COORDINATOR", "actsFor": None, "label": {"text": "Leitstelle"}},
        "entity": {"entityId": encode_id(ref), "version": 2, "name": "Neu"},
        "name": "Neu",
        "on": "2000-01-02",
    }


# --- Nodes and whoever asks


async def test_nodes_in_their_order(edge: Edge, coordinator: Client) -> None:
    ref, *_ = await several(edge)
    actor = (await coordinator.data("{ viewer { actor { id } } }"))["viewer"]["actor"]["id"]
    event = encode_id(f"event:{(await edge.county.events())[0].event_id}")
    unknown = [encode_id(f"{kind}:{new_id()}") for kind in ("municipality", "event", "actor", "nothing")]
    ids = [event, encode_id(ref), *unknown, actor, encode_id(edge.county.ref)]
    data = await coordinator.data("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=ids)
    assert [node and node["__typename"] for node in data["nodes"]] == [
        "CountyEstablished", "Municipality", None, None, None, None, "Actor", "County",
    ]  # fmt: skip
    assert [node["id"] for node in data["nodes"] if node] == [id_ for id_ in ids if id_ not in unknown]
    error = await coordinator.error("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids * 20)
    assert error["extensions"]["code"] == "INVALID_INPUT"
    error = await coordinator.error("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[event, "?"])
    assert error["extensions"] == {"code": "INVALID_INPUT", "argument": ["ids", "1"]}


async def test_whoever_asks(edge: Edge) -> None:
    ref = await edge.county.municipality(1, "Tarp")
    query = (
        "{ viewer { role actsFor { ... on Municipality { name } } permissions { mutation relation } actor { role } } }"
    )
    own = (await (await edge.client(Role.MUNICIPALITY, ref)).data(query))["viewer"]
    assert own["role"] == own["actor"]["role"] == "MUNICIPALITY"
    assert own["actsFor"] == {"name": "Tarp"}
    assert {"mutation": "startClimateManagement", "relation": "OWN"} in own["permissions"]
    assert "registerMunicipality" not in [each["mutation"] for each in own["permissions"]]
    auditor = (await (await edge.client(Role.AUDITOR)).data(query))["viewer"]
    assert auditor["permissions"] == []
    reader = await edge.client(Role.COORDINATOR, writes=False)
    assert (await reader.data(query))["viewer"]["permissions"] == []
    problem = await reader.problem("renameMunicipality", id=encode_id(ref), name="Neu", on="2020-01-01")
    assert problem["__typename"] == "Forbidden"


async def test_the_public_reads_what_is_public_where_the_county_is_open(edge: Edge) -> None:
    await edge.county.municipality(1, "Tarp")
    await edge.county.person("Ada Muster")
    public = edge.public()
    assert (await public.post({"query": "{ position }"})).status_code == 401
    admin = await edge.client(Role.ADMIN)
    await admin.done("openToPublic", id=encode_id(edge.county.ref))
    data = await public.data(
        "{ viewer { role actor { id } permissions { mutation } } county { municipalities { nodes { name } } "
        "persons { totalCount } history { nodes { type } } } }"
    )
    assert data["viewer"] == {"role": "PUBLIC", "actor": None, "permissions": []}
    assert data["county"]["municipalities"]["nodes"] == [{"name": "Tarp"}]
    assert data["county"]["persons"]["totalCount"] == 0
    assert "PersonRegistered" not in [node["type"] for node in data["county"]["history"]["nodes"]]
    problem = await public.problem("openToPublic", id=encode_id(edge.county.ref))
    assert problem["__typename"] == "Forbidden"
    assert (await Client(edge.http, None).post({"query": "{ position }"})).status_code == 401


async def test_sealed_texts_are_shown_to_those_entitled_only(edge: Edge) -> None:
    a, b = await edge.county.municipality(1), await edge.county.municipality(2)
    await edge.county.rename(a, "Neu", reason="Wunsch von Frau Muster")
    query = "{ county { history(last: 1) { nodes { reason { text status } } } } }"
    for who, told in (
        (await edge.client(Role.AUDITOR), {"text": "Wunsch von Frau Muster", "status": "READABLE"}),
        (await edge.client(Role.MUNICIPALITY, a), {"text": "Wunsch von Frau Muster", "status": "READABLE"}),
        (await edge.client(Role.MUNICIPALITY, b), {"text": None, "status": "NOT_PERMITTED"}),
    ):
        data = await who.data(query)
        assert data["county"]["history"]["nodes"] == [{"reason": told}]
