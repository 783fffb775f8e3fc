"""Why, where one command recorded several events: they are told together, as far as they may be seen."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

import schema.app
from events.policy import Visibility
from schema.aggregate import Published
from schema.moments import encode_id
from schema.publish import publish
from schema.registry import REGISTRY
from service.cursors import encode_cursor
from tests.conftest import Database
from tests.schema.decided import open_edge
from tests.schema.edge import Client, Edge
from tests.service.leaflet import LEAFLET, PrintLeaflet, ShowLeaflet
from tests.service.reminder import registered


@pytest.fixture
async def edge(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Edge]:
    """A county that is open to the public, with leaflets."""
    leaflets = Published(LEAFLET, plural="leaflets", description="The leaflets (Merkblätter).", order="title")
    registry = (*REGISTRY, leaflets)
    monkeypatch.setattr(schema.app, "REGISTRY", registry)
    monkeypatch.setattr(schema.app, "published_schema", lambda: publish(registry))
    with registered(LEAFLET):
        async with open_edge(database) as edge:
            yield edge


@pytest.fixture
def coordinator(edge: Edge) -> Client:
    return edge.coordinator


async def printed(edge: Edge, visibility: Visibility) -> str:
    """A new leaflet."""
    return (await edge.county.order(PrintLeaflet("Alt", (), visibility=visibility))).ref


async def test_what_one_command_recorded_is_told_together(edge: Edge, coordinator: Client) -> None:
    county = edge.county
    leaflet = await printed(edge, Visibility.PUBLIC)
    await county.order(ShowLeaflet(leaflet, Visibility.INTERNAL, "Anders"))
    await county.order(ShowLeaflet(leaflet, Visibility.PUBLIC))
    query = """query($id: ID!, $before: String) { node(id: $id) { ... on Leaflet {
        why(field: %s, before: $before) { causes { event { position cursor } alsoRecorded { position } } } } } }"""

    async def told(field: str, before: str | None = None) -> list[Any]:
        data = await coordinator.data(query % field, id=encode_id(leaflet), before=before)
        return [
            (each["event"]["position"], [other["position"] for other in each["alsoRecorded"]])
            for each in data["node"]["why"]["causes"]
        ]

    assert await told("TITLE") == [(5, [4, 5, 6]), (3, [3])]
    assert await told("VISIBILITY") == [(7, [7]), (4, [4, 5, 6]), (3, [3])]
    # Cut in the middle, what one command recorded is whole all the same.
    events = await county.events()
    assert await told("VISIBILITY", encode_cursor(5, events[4].event_id)) == [(4, [4, 5, 6]), (3, [3])]
    assert await told("VISIBILITY", encode_cursor(4, events[3].event_id)) == [(3, [3])]


async def test_what_events_did_that_may_not_be_seen_is_not_told(edge: Edge, coordinator: Client) -> None:
    county = edge.county
    leaflet = await printed(edge, Visibility.CONFIDENTIAL)
    await county.order(ShowLeaflet(leaflet, Visibility.CONFIDENTIAL, "Neu"))
    await county.order(ShowLeaflet(leaflet, Visibility.PUBLIC))
    await county.order(ShowLeaflet(leaflet, Visibility.PUBLIC, "Neuer"))
    query = """query($id: ID!) { node(id: $id) { ... on Leaflet {
        title: why(field: TITLE) { causes { event { position } alsoRecorded { position } } }
        visibility: why(field: VISIBILITY) { causes { event { position } } } } } }"""

    async def told(client: Client) -> dict[str, list[int]]:
        node = (await client.data(query, id=encode_id(leaflet)))["node"]
        return {name: [each["event"]["position"] for each in why["causes"]] for name, why in node.items()}

    assert await told(coordinator) == {"title": [9, 5, 3], "visibility": [7, 3]}
    assert await told(edge.public()) == {"title": [9], "visibility": [7]}
