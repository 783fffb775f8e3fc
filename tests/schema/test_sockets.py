"""The protocol graphql-transport-ws, message by message, and what happens followed live with a public client."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from gql import Client as PublicClient
from gql import GraphQLRequest
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from events.policy import Role
from schema.moments import encode_id
from service.cursors import encode_cursor
from service.ids import new_id
from tests.schema.edge import ORIGIN, Client, Edge, serving

PROTOCOL = Subprotocol("graphql-transport-ws")


@pytest.fixture
async def host(edge: Edge) -> AsyncIterator[str]:
    """Where the edge is served."""
    async with serving(edge.app) as host:
        yield host


def url(host: str, path: str = "/graphql") -> str:
    return f"ws://{host}{path}"


@asynccontextmanager
async def opened(host: str, client: Client | None) -> AsyncIterator[ClientConnection]:
    """A socket, admitted with the client's token; not yet admitted without a client."""
    async with connect(url(host), subprotocols=[PROTOCOL]) as socket:
        if client is not None:
            await say(socket, type="connection_init", payload={"Authorization": f"Bearer {client.token}"})
            assert await hear(socket) == {"type": "connection_ack"}
        yield socket


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(json.dumps(message))


async def hear(socket: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), 10))
    return message


async def close_code(socket: ClientConnection) -> int:
    """With which code the server closes the socket, whatever it says before."""
    try:
        while True:
            await asyncio.wait_for(socket.recv(), 10)
    except ConnectionClosed:
        assert socket.close_code is not None
        return socket.close_code


# --- The protocol


async def test_a_query_and_a_mutation(edge: Edge, host: str) -> None:
    async with opened(host, edge.coordinator) as socket:
        await say(socket, id="1", type="subscribe", payload={"query": "{ position }"})
        assert await hear(socket) == {"id": "1", "type": "next", "payload": {"data": {"position": 1}}}
        assert await hear(socket) == {"id": "1", "type": "complete"}
        query = "mutation($i: OpenToPublicInput!) { openToPublic(input: $i) { problems { code } } }"
        given = {"i": {"id": encode_id(edge.county.ref)}}
        # The id of a completed operation may be used again.
        await say(socket, id="1", type="subscribe", payload={"query": query, "variables": given})
        message = await hear(socket)
        assert message["payload"] == {"data": {"openToPublic": {"problems": [{"code": "FORBIDDEN"}]}}}


async def test_pings_are_answered(edge: Edge, host: str) -> None:
    async with opened(host, edge.coordinator) as socket:
        await say(socket, type="ping", payload={"any": "thing"})
        assert await hear(socket) == {"type": "pong"}
        await say(socket, type="pong")
        await say(socket, id="unknown", type="complete")
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}


@pytest.mark.parametrize("is_admitted", [True, False])
async def test_messages_that_are_none_close_with_4400(edge: Edge, host: str, is_admitted: bool) -> None:
    for message in (
        "null",
        "[]",
        "1",
        '"subscribe"',
        "{",
        "",
        "[" * 5_000,
        "{}",
        '{"type": 1}',
        '{"type": "start"}',
        '{"type": "connection_init", "payload": null}',
        '{"type": "ping", "payload": null}',
        '{"type": "subscribe"}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{ position }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ position }"}}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": null}',
        '{"type": "subscribe", "id": "1", "payload": []}',
        '{"type": "subscribe", "id": "1", "payload": {}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ position }", "variables": []}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ position }", "operationName": 1}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ position }", "extensions": 1}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{ position }", "variables": '
        + '{"a":' * 40 + "1" + "}" * 40 + "}}",
        '{"type": "complete"}',
        '{"type": "complete", "id": 1}',
    ):  # fmt: skip
        async with opened(host, edge.coordinator if is_admitted else None) as socket:
            await socket.send(message)
            assert await close_code(socket) == 4400, message


async def test_binary_messages_close_with_4400(edge: Edge, host: str) -> None:
    async with opened(host, edge.coordinator) as socket:
        await socket.send(b'{"type": "ping"}')
        assert await close_code(socket) == 4400


async def test_who_asks_before_being_admitted(host: str) -> None:
    async with opened(host, None) as socket:
        await say(socket, id="1", type="subscribe", payload={"query": "{ position }"})
        assert await close_code(socket) == 4401


async def test_who_is_not_admitted(edge: Edge, host: str) -> None:
    for payload in ({}, {"Authorization": "Bearer kk_wrong"}, {"Authorization": 1}):
        async with opened(host, None) as socket:
            await say(socket, type="connection_init", payload=payload)
            assert await close_code(socket) == 4403


async def test_a_token_may_come_with_the_handshake(edge: Edge, host: str) -> None:
    headers = {"Authorization": f"Bearer {edge.coordinator.token}"}
    async with connect(url(host), subprotocols=[PROTOCOL], additional_headers=headers) as socket:
        await say(socket, type="connection_init")
        assert await hear(socket) == {"type": "connection_ack"}


async def test_who_asks_to_be_admitted_twice(edge: Edge, host: str) -> None:
    async with opened(host, edge.coordinator) as socket:
        await say(socket, type="connection_init")
        assert await close_code(socket) == 4429


async def test_an_id_that_is_in_use(edge: Edge, host: str) -> None:
    async with opened(host, edge.coordinator) as socket:
        for _ in range(2):
            await say(socket, id="1", type="subscribe", payload={"query": "subscription { changes { position } }"})
        assert await close_code(socket) == 4409


async def test_other_protocols_are_not_spoken(host: str) -> None:
    async with connect(url(host), subprotocols=[Subprotocol("graphql-ws")]) as socket:
        assert await close_code(socket) == 4406


async def test_pages_of_other_sites_are_kept_out(host: str) -> None:
    with pytest.raises(InvalidStatus) as caught:
        await connect(url(host), subprotocols=[PROTOCOL], additional_headers={"Origin": "https://elsewhere.example"})
    assert caught.value.response.status_code == 403
    async with connect(url(host), subprotocols=[PROTOCOL], additional_headers={"Origin": ORIGIN}) as socket:
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}


async def test_errors_of_an_operation_leave_the_socket_open(edge: Edge, host: str) -> None:
    async with opened(host, edge.coordinator) as socket:
        for query, code in (
            ("{", "SYNTAX_ERROR"),
            ("{ nothingOfTheKind }", "INVALID_REQUEST"),
            ("query A { position } query B { position }", "INVALID_REQUEST"),
            ("fragment a on Query { position }", "INVALID_REQUEST"),
            ("{ " + "position " * 5_000 + "}", "TOO_MUCH"),
            ('subscription { changes(after: "?") { position } }', "RESYNC_REQUIRED"),
            ('subscription { changes(filter: {entity: "?"}) { position } }', "INVALID_INPUT"),
        ):
            await say(socket, id="1", type="subscribe", payload={"query": query})
            message = await hear(socket)
            if message["type"] == "next":
                assert await hear(socket) == {"id": "1", "type": "complete"}
                errors = message["payload"]["errors"]
            else:
                assert message["type"] == "error"
                errors = message["payload"]
            assert errors[0]["extensions"]["code"] == code, query
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}


async def test_an_operation_is_ended_by_its_client(edge: Edge, host: str) -> None:
    async with opened(host, edge.coordinator) as socket:
        subscribe = {"query": "subscription { changes { position } }"}
        await say(socket, id="1", type="subscribe", payload=subscribe)
        await say(socket, id="1", type="complete")
        await edge.county.municipality(1)
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}


async def test_a_revoked_token_ends_what_comes_next(edge: Edge, host: str) -> None:
    actors = edge.county.record.actors(edge.county.id)
    async with opened(host, edge.coordinator) as socket:
        cursor = encode_cursor(1, (await edge.county.events())[0].event_id)
        query = f'subscription {{ changes(after: "{cursor}") {{ position }} }}'
        await say(socket, id="1", type="subscribe", payload={"query": query})
        await edge.county.municipality(1)
        assert (await hear(socket))["payload"] == {"data": {"changes": {"position": 2}}}
        for token in await actors.tokens():
            await actors.revoke(token.id)
        await edge.county.municipality(2)
        message = await hear(socket)
        while message["type"] == "next" and "errors" not in message["payload"]:
            message = await hear(socket)
        errors = message["payload"]["errors"] if message["type"] == "next" else message["payload"]
        assert errors[0]["extensions"]["code"] == "UNAUTHENTICATED"
        await say(socket, id="2", type="subscribe", payload={"query": "{ position }"})
        while message["id"] != "2":
            message = await hear(socket)
        assert message["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"


# --- What happens, followed live


def follower(host: str, client: Client) -> PublicClient:
    """A public client with the client's token."""
    return PublicClient(
        transport=WebsocketsTransport(
            url=url(host),
            init_payload={"Authorization": f"Bearer {client.token}"},
            subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
        )
    )


CHANGES = """subscription($after: String, $filter: ChangesFilter) { changes(after: $after, filter: $filter) {
    cursor position event { id type position entity { entityId version ... on Municipality { name } } reason { text }
        ... on MunicipalityRenamed { name } }
} }"""


async def followed(host: str, client: Client, count: int, **variables: Any) -> list[dict[str, Any]]:
    """The next so many changes."""
    found = []
    async with follower(host, client) as session:
        async with asyncio.timeout(20):
            async for result in session.subscribe(GraphQLRequest(CHANGES, variable_values=variables)):
                found.append(result["changes"])
                if len(found) == count:
                    break
    return found


async def test_what_was_missed_comes_first_and_then_what_happens(edge: Edge, host: str) -> None:
    cursor = encode_cursor(1, (await edge.county.events())[0].event_id)
    ref = await edge.county.municipality(1, "Alt")
    following = asyncio.create_task(followed(host, edge.coordinator, 4, after=cursor))
    await edge.county.rename(ref, "Neu", reason="Wunsch")
    await edge.county.municipality(2)
    await edge.county.municipality(3)
    changes = await following
    assert [change["position"] for change in changes] == [2, 3, 4, 5]
    assert changes[1]["event"] == {
        "id": changes[1]["event"]["id"],
        "type": "MunicipalityRenamed",
        "position": 3,
        "entity": {"entityId": encode_id(ref), "version": 2, "name": "Neu"},
        "reason": {"text": "Wunsch"},
        "name": "Neu",
    }
    # Each event's own cursor goes on right after it.
    again = await followed(host, edge.coordinator, 2, after=changes[1]["cursor"])
    assert [change["position"] for change in again] == [4, 5]


async def test_what_is_asked_for_only(edge: Edge, host: str) -> None:
    cursor = encode_cursor(1, (await edge.county.events())[0].event_id)
    a, b = await edge.county.municipality(1), await edge.county.municipality(2)
    await edge.county.person("Ada Muster")
    await edge.county.rename(b, "Neu")
    for given, positions in (
        ({"kinds": ["PERSON"]}, [4]),
        ({"types": ["MunicipalityRenamed"]}, [5]),
        ({"entity": encode_id(b)}, [3, 5]),
        ({"entity": encode_id(a), "kinds": ["MUNICIPALITY"]}, [2]),
    ):
        changes = await followed(host, edge.coordinator, len(positions), after=cursor, filter=given)
        assert [change["position"] for change in changes] == positions


async def test_what_one_may_not_see_is_passed_over(edge: Edge, host: str) -> None:
    cursor = encode_cursor(1, (await edge.county.events())[0].event_id)
    await edge.county.person("Ada Muster")
    await edge.county.municipality(1)
    changes = await followed(host, await edge.client(Role.PARTNER, f"partner:{new_id()}"), 1, after=cursor)
    assert [change["position"] for change in changes] == [3]


async def test_a_cursor_of_another_life_needs_a_new_start(edge: Edge, host: str) -> None:
    for cursor in (encode_cursor(1, new_id()), encode_cursor(4711, new_id()), "", "nonsense"):
        with pytest.raises(TransportQueryError) as caught:
            await followed(host, edge.coordinator, 1, after=cursor)
        assert caught.value.errors is not None
        assert caught.value.errors[0]["extensions"]["code"] == "RESYNC_REQUIRED"


async def test_a_follower_holds_no_connection_between_events(edge: Edge, host: str) -> None:
    """More followers than the pool has connections, and all of them hear of it."""
    cursor = encode_cursor(1, (await edge.county.events())[0].event_id)
    following = [asyncio.create_task(followed(host, edge.coordinator, 2, after=cursor)) for _ in range(12)]
    await edge.county.municipality(1)
    await edge.county.municipality(2)
    for changes in await asyncio.gather(*following):
        assert [change["position"] for change in changes] == [2, 3]
