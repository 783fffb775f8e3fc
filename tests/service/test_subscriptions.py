"""A subscriber with a public client sees every position once and in order, whatever becomes of its connection."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from gql import Client, gql
from gql.client import ReconnectingAsyncClientSession
from gql.transport.exceptions import TransportError
from gql.transport.websockets import WebsocketsTransport

from tests.service.county import County
from tests.service.served import Served, served

FOLLOW = gql(
    "subscription ($after: String!) { changes(after: $after) { cursor position event { type reason { text } } } }"
)
SOAK = bool(os.environ.get("KLIMAKREIS_SOAK"))
KILLS = 100
MEGABYTE = 1 << 20


class Subscriber:
    """A client that follows the county; it can be killed, and takes up again where it was."""

    def __init__(self, found: Served, token: str, cursor: str) -> None:
        self._url = found.url.replace("http", "ws") + "/graphql"
        self._token = token
        self.cursor = cursor
        self.seen: list[int] = []

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[tuple[WebsocketsTransport, AsyncIterator[dict[str, Any]]]]:
        """A connection that follows from the cursor; the socket beneath it may have been cut."""
        transport = WebsocketsTransport(
            url=self._url,
            init_payload={"Authorization": f"Bearer {self._token}"},
            subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
            close_timeout=1,
        )
        async with Client(transport=transport) as session:
            assert not isinstance(session, ReconnectingAsyncClientSession)
            request = FOLLOW
            request.variable_values = {"after": self.cursor}
            yield transport, session.subscribe(request)

    def take(self, told: dict[str, Any]) -> None:
        """Note what came."""
        self.cursor = told["changes"]["cursor"]
        self.seen.append(told["changes"]["position"])

    async def live(self, most: int) -> None:
        """Take some changes, then be killed: no goodbye, and what was on its way is lost."""
        async with self.connected() as (transport, changes):
            for _ in range(most):
                self.take(await anext(changes))
            _socket(transport).abort()


def _socket(transport: WebsocketsTransport) -> asyncio.Transport:
    """The connection beneath the client."""
    websocket: Any = transport.adapter.websocket
    beneath: asyncio.Transport = websocket.transport
    return beneath


async def _write(county: County, refs: list[str], first: int, events: int) -> None:
    """Several writers at once."""
    async with asyncio.TaskGroup() as writers:
        for ref in refs:
            writers.create_task(_count(county, ref, first, events // len(refs)))


async def _count(county: County, ref: str, first: int, events: int) -> None:
    for number in range(first, first + events):
        await county.count(ref, number, reason="x" * 2000)


@pytest.fixture
async def following(tmp_path: Path) -> AsyncIterator[tuple[Served, County, Subscriber, list[str]]]:
    """A service of one worker, a county that others write, and a subscriber at its present end."""
    async with served(tmp_path / "data", workers=1) as found:
        county, token = await found.county()
        async with found.record() as record:
            there = county.through(record)
            refs = [await there.municipality() for _ in range(4)]
            async with record.read(there.coordinator) as reading:
                cursor = reading.cursor
            yield found, there, Subscriber(found, token, cursor), refs


async def test_killed_and_reconnected_a_hundred_times_it_sees_every_position_once(
    following: tuple[Served, County, Subscriber, list[str]],
) -> None:
    found, county, subscriber, refs = following
    before = await county.head()
    events = KILLS * 6
    writing = asyncio.create_task(_write(county, refs, 0, events))
    async with asyncio.timeout(120):
        for n in range(KILLS):
            try:
                await subscriber.live(1 + n % 6)
            except (TransportError, OSError):
                continue  # the cut was noticed before the client had left
        await writing
        async with subscriber.connected() as (_, changes):
            while subscriber.seen[-1] < before + events:
                subscriber.take(await anext(changes))
    assert subscriber.seen == list(range(before + 1, before + events + 1))
    assert await found.ready()


async def test_one_that_does_not_read_for_long_loses_nothing_and_costs_nothing(
    following: tuple[Served, County, Subscriber, list[str]],
) -> None:
    found, county, subscriber, refs = following
    before = await county.head()
    (worker,) = found.workers()
    events = 20_000 if SOAK else 3_000
    await _write(county, refs, 0, 400)
    async with asyncio.timeout(300), subscriber.connected() as (transport, changes):
        for _ in range(400):
            subscriber.take(await anext(changes))
        at_first = psutil.Process(worker).memory_info().rss
        _socket(transport).pause_reading()
        await _write(county, refs, 1000, events)
        stalled = psutil.Process(worker).memory_info().rss
        _socket(transport).resume_reading()
        for _ in range(events):
            subscriber.take(await anext(changes))
        at_last = psutil.Process(worker).memory_info().rss
    assert subscriber.seen == list(range(before + 1, before + 400 + events + 1))
    assert stalled - at_first < 30 * MEGABYTE
    assert at_last - at_first < 30 * MEGABYTE
