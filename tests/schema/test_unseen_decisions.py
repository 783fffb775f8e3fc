"""Of a decision that may not be seen no event tells that something rests on it, in whatever way it is read."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date

import pytest
from gql import GraphQLRequest

from events.policy import Role
from schema.moments import encode_id
from service.cursors import encode_cursor
from service.ids import new_id
from tests.conftest import Database
from tests.schema.decided import effects, open_edge, positions, resting_on, show
from tests.schema.edge import Client, Edge, serving
from tests.schema.test_sockets import follower
from tests.service.chamber import Chamber, chamber_of


@pytest.fixture
async def edge(database: Database) -> AsyncIterator[Edge]:
    """A county that is open to the public."""
    async with open_edge(database) as edge:
        yield edge


@pytest.fixture
def coordinator(edge: Edge) -> Client:
    return edge.coordinator


@pytest.fixture
async def chamber(edge: Edge) -> Chamber:
    """The council whose decisions are taken."""
    return await chamber_of(edge.county)


EVENT = """position authority { __typename ... on RecordedDecision { decision { title } }
    ... on ExternalDecision { body } }"""


async def test_of_a_decision_that_may_not_be_seen_no_event_tells_anywhere(
    edge: Edge, chamber: Chamber, coordinator: Client
) -> None:
    county = edge.county
    hidden = await chamber.adopted(title="Geheim", public=False)
    other, ref = await county.municipality(), await county.municipality(name="Alt")
    renamed = await county.rename(ref, "Neu", date(2020, 1, 1), authority=resting_on(hidden))
    (event,) = renamed.events
    query = f"""query($id: ID!, $event: ID!) {{
        node(id: $event) {{ ... on Event {{ {EVENT} }} }}
        county {{ history(last: 1) {{ nodes {{ {EVENT} }} }} municipality(id: $id) {{
            history(last: 1) {{ nodes {{ {EVENT} }} }}
            why(field: NAME) {{
                causes(first: 1) {{ event {{ {EVENT} }} alsoRecorded {{ {EVENT} }} decision {{ title }} }}
                graph {{ nodes {{ kind }} edges {{ kind }} }}
            }}
        }} }}
    }}"""
    variables = {"id": encode_id(ref), "event": encode_id(f"event:{event.event_id}")}

    seen = json.dumps(await coordinator.data(query, **variables))
    assert seen.count('"__typename": "RecordedDecision"') == 5
    assert seen.count('"title": "Geheim"') == 6
    assert '"kind": "DECISION"' in seen
    assert '"kind": "RESTS_ON"' in seen
    for client in (
        edge.public(),
        await edge.client(Role.MUNICIPALITY, ref),
        await edge.client(Role.PARTNER, other),
    ):
        told = await client.data(query, **variables)
        unseen = {"position": event.position, "authority": None}
        assert told["node"] == unseen
        assert told["county"]["history"]["nodes"] == [unseen]
        own = told["county"]["municipality"]
        assert own["history"]["nodes"] == [unseen]
        assert own["why"]["causes"] == [{"event": unseen, "alsoRecorded": [unseen], "decision": None}]
        kinds = {each["kind"] for part in own["why"]["graph"].values() for each in part}
        assert not kinds & {"DECISION", "RESTS_ON"}


async def test_nor_the_payload_of_a_command_that_is_sent_again(edge: Edge, chamber: Chamber) -> None:
    """Whoever could cite a decision gets no word of it once it is hidden from him."""
    county = edge.county
    ref = await county.municipality()
    decision = await chamber.adopted(title="Zuerst offen")
    client = await edge.client(Role.MUNICIPALITY, ref)
    given = {
        "id": encode_id(ref),
        "on": "2020-01-01",
        "commandId": str(new_id()),
        "authority": {"decision": encode_id(decision)},
    }
    mutation = "startClimateManagement"
    first = await client.done(mutation, f"told: events {{ {EVENT} }}", **given)
    assert first["told"][0]["authority"]["decision"] == {"title": "Zuerst offen"}
    await show(chamber, decision, "Zuerst offen", public=False)
    again = await client.do(mutation, f"told: events {{ {EVENT} }}", **given)
    assert again["repeated"]
    assert again["told"][0]["authority"] is None
    other = given | {"commandId": str(new_id()), "on": "2021-01-01"}
    problem = await client.problem(mutation, **other)
    unknown = {"decision": encode_id(f"decision:{new_id()}")}
    assert problem == await client.problem(mutation, **other | {"authority": unknown})


async def test_nor_what_a_stale_version_tells_nor_a_subscription(edge: Edge, chamber: Chamber) -> None:
    county = edge.county
    hidden = await chamber.adopted(title="Geheim", public=False)
    ref = await county.municipality(name="Alt")
    (event,) = (await county.rename(ref, "Neu", date(2020, 1, 1), authority=resting_on(hidden))).events
    client = await edge.client(Role.MUNICIPALITY, ref)
    data = await client.data(
        "mutation($input: StartClimateManagementInput!) { startClimateManagement(input: $input) { problems { "
        f"... on StaleVersion {{ changes {{ {EVENT} }} }} }} }} }}",
        input={"id": encode_id(ref), "on": "2020-01-01", "expectedVersion": 1},
    )
    unseen = {"position": event.position, "authority": None}
    assert data["startClimateManagement"]["problems"] == [{"changes": [unseen]}]

    cursor = encode_cursor(event.position - 1, (await county.events())[event.position - 2].event_id)
    query = f"subscription {{ changes(after: {json.dumps(cursor)}) {{ event {{ {EVENT} }} }} }}"
    found = {}
    async with serving(edge.app) as host, asyncio.timeout(20):
        for name, follows in (("own", client), ("office", edge.coordinator)):
            async with follower(host, follows) as session:
                async for result in session.subscribe(GraphQLRequest(query)):
                    found[name] = result["changes"]["event"]
                    break
    assert found["own"] == unseen
    assert found["office"]["authority"]["decision"] == {"title": "Geheim"}


async def test_hidden_then_or_hidden_now_both_hide_what_rests_on_it(
    edge: Edge, chamber: Chamber, coordinator: Client
) -> None:
    county = edge.county
    decision = await chamber.adopted(title="Erst geheim", public=False)
    ref = await county.municipality()
    await county.rename(ref, "Eins", authority=resting_on(decision))
    await show(chamber, decision, "Erst geheim", public=True)
    shown = await county.rename(ref, "Zwei", authority=resting_on(decision))
    query = f"{{ county {{ history(filter: {{types: [MunicipalityRenamed]}}) {{ nodes {{ {EVENT} }} }} }} }}"

    async def told(client: Client) -> list[bool]:
        nodes = (await client.data(query))["county"]["history"]["nodes"]
        return [node["authority"] is not None for node in nodes]

    public = edge.public()
    assert await told(public) == [False, True]
    assert positions(await effects(public, encode_id(decision))) == [shown.position]
    assert len(positions(await effects(coordinator, encode_id(decision)))) == 2
    await show(chamber, decision, "Erst geheim", public=False)
    assert await told(public) == [False, False]
    assert await told(coordinator) == [True, True]
    data = await public.data("query($id: ID!) { node(id: $id) { id } }", id=encode_id(decision))
    assert data["node"] is None
