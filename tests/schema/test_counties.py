"""Two counties in one database: nothing of one is seen or changed by the other, by any query, id, cursor or feed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from schema.moments import Moment, encode_id
from service.cursors import encode_cursor
from tests.conftest import Database
from tests.schema.edge import Edge, edge_of, serving
from tests.schema.test_sockets import hear, opened, say
from tests.service.county import establish
from tests.service.county import opened as record_opened

LISTS = (
    "municipalities", "municipalAssociations", "partners", "persons", "documents", "coordinationOffices",
)  # fmt: skip


@pytest.fixture
async def counties(database: Database) -> AsyncIterator[tuple[Edge, Edge]]:
    """A county with something of everything, and one with nothing."""
    async with (
        record_opened(database.service_url) as record,
        edge_of(await establish(record, "01059")) as full,
        edge_of(await establish(record, "09184")) as bare,
    ):
        await full.county.municipality(1, "Tarp")
        await full.county.person("Ada Muster")
        await full.coordinator.done(
            "registerPartner", name="Stadtwerke", sector="ENERGY", region="Angeln", since="2010-01-01"
        )
        yield full, bare


async def test_no_list_history_or_lookup_crosses(counties: tuple[Edge, Edge]) -> None:
    _, bare = counties
    lists = " ".join(f"{name} {{ totalCount }}" for name in LISTS)
    data = await bare.coordinator.data(
        f'{{ position county {{ key {lists} municipality(ags: "01059001") {{ name }} '
        f"history {{ nodes {{ type }} }} }} }}"
    )
    county = data["county"]
    assert data["position"] == 1
    assert county.pop("key") == "09184"
    assert county.pop("history") == {"nodes": [{"type": "CountyEstablished"}]}
    assert county.pop("municipality") is None
    assert all(found["totalCount"] == 0 for found in county.values())


async def test_no_id_crosses(counties: tuple[Edge, Edge]) -> None:
    full, bare = counties
    events = await full.county.events()
    refs = sorted({event.ref for event in events})
    ids = [
        *(encode_id(ref) for ref in refs),
        *(encode_id(ref, Moment(1, date(2020, 1, 1))) for ref in refs),
        *(encode_id(f"event:{event.event_id}") for event in events),
        *(encode_id(f"actor:{event.actor}") for event in events if event.actor != full.county.system.actor),
    ]
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert all((await full.coordinator.data(query, ids=ids))["nodes"][: len(refs)])
    assert (await bare.coordinator.data(query, ids=ids))["nodes"] == [None] * len(ids)


async def test_no_command_crosses(counties: tuple[Edge, Edge]) -> None:
    full, bare = counties
    events = await full.county.events()
    theirs = encode_id(next(event.ref for event in events if event.ref.startswith("municipality:")))
    own = encode_id(await bare.county.municipality(1))
    commands: tuple[tuple[str, dict[str, Any]], ...] = (
        ("renameMunicipality", {"id": theirs, "name": "Neu", "on": "2020-01-01"}),
        ("mergeMunicipality", {"id": own, "into": theirs, "on": "2020-01-01"}),
        ("renameCounty", {"id": encode_id(full.county.ref), "name": "Neu", "on": "2020-01-01"}),
        (
            "correctMunicipality",
            {
                "id": own,
                "acts": [{"event": encode_id(f"event:{events[1].event_id}"), "withdrawn": True}],
                "reason": "x",
            },
        ),
    )
    for mutation, given in commands:
        assert (await bare.coordinator.problem(mutation, **given))["message"]
    assert len(await full.county.events()) == len(events)


async def test_the_same_command_id_and_key_may_be_used_in_both(counties: tuple[Edge, Edge]) -> None:
    command_id = "01920000-0000-7000-8000-000000000001"
    given = {"name": "Stadtwerke", "sector": "ENERGY", "region": "Angeln", "since": "2010-01-01"}
    for edge in counties:
        made = await edge.coordinator.done("registerPartner", **given, commandId=command_id)
        assert not made["repeated"]


async def test_no_cursor_crosses(counties: tuple[Edge, Edge]) -> None:
    full, bare = counties
    event = (await full.county.events())[0]
    data = await full.coordinator.data("{ county { municipalities { pageInfo { endCursor } } } }")
    page = data["county"]["municipalities"]["pageInfo"]["endCursor"]
    error = await bare.coordinator.error(
        "query($c: String) { county { municipalities(after: $c) { totalCount } } }", c=page
    )
    assert error["extensions"]["code"] == "INVALID_INPUT"
    error = await bare.coordinator.error(
        "query($c: String) { county { history(after: $c) { position } } }",
        c=encode_cursor(event.position, event.event_id),
    )
    assert error["extensions"]["code"] == "RESYNC_REQUIRED"


async def test_no_token_opens_the_others_address(counties: tuple[Edge, Edge]) -> None:
    full, bare = counties
    headers = {"Authorization": f"Bearer {full.coordinator.token}"}
    for edge, status in ((full, 200), (bare, 401)):
        response = await edge.http.post(f"/{edge.county.key}/graphql", json={"query": "{ position }"}, headers=headers)
        assert response.status_code == status


async def test_no_subscription_crosses(counties: tuple[Edge, Edge]) -> None:
    full, bare = counties
    async with serving(full.app) as host, opened(host, bare.coordinator) as socket:
        first = (await bare.county.events())[0]
        theirs = (await full.county.events())[0]
        for cursor in (encode_cursor(theirs.position, theirs.event_id), encode_cursor(2, first.event_id)):
            query = f'subscription {{ changes(after: "{cursor}") {{ position }} }}'
            await say(socket, id="1", type="subscribe", payload={"query": query})
            message = await hear(socket)
            assert "RESYNC_REQUIRED" in str(message)
            if message["type"] == "next":
                assert (await hear(socket))["type"] == "complete"
        query = f'subscription {{ changes(after: "{encode_cursor(1, first.event_id)}") {{ position }} }}'
        await say(socket, id="2", type="subscribe", payload={"query": query})
        await full.county.municipality(7)
        await bare.county.municipality(7)
        assert (await hear(socket))["payload"] == {"data": {"changes": {"position": 2}}}
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.3)
