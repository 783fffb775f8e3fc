"""What somebody might try who means no good, at the service around the edge."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import httpx
import pytest

from events.policy import Role
from service.app import create_app
from service.cursors import encode_cursor
from service.event_query import EventQuery
from service.feed import Feed
from service.ids import new_id
from service.problems import Unauthenticated
from service.settings import Settings
from tests.conftest import Database
from tests.service.county import County, until
from tests.service.test_ready import KEY, running

SHA256 = "0" * 64


@pytest.fixture
async def client(county: County, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A client with a token of the coordination."""
    assert county.coordinator.actor is not None
    _, token = await county.record.actors(county.id).issue(county.coordinator.actor)
    async with running(database.service_url) as client:
        client.headers["authorization"] = f"Bearer {token}"

        async def ready() -> bool:
            return (await client.get("/ready")).status_code == 200

        await until(ready)
        yield client


@pytest.mark.parametrize("kind", ["%00", "a:b", "county%00", "county:", "%C3%BC", "x" * 5000, ".."])
async def test_contents_of_kinds_that_cannot_be(client: httpx.AsyncClient, kind: str) -> None:
    assert (await client.get(f"/contents/{kind}/{new_id()}/{SHA256}")).status_code == 404


@pytest.mark.parametrize("key", ["%00", "%0001059", "x" * 5000])
async def test_contents_of_counties_that_cannot_be(client: httpx.AsyncClient, key: str) -> None:
    del client.headers["authorization"]
    assert (await client.get(f"/contents/county/{new_id()}/{SHA256}?county={key}")).status_code == 401


async def test_an_upload_that_breaks_off_is_no_fault(
    county: County, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    assert county.coordinator.actor is not None
    _, token = await county.record.actors(county.id).issue(county.coordinator.actor)
    app = create_app(Settings().having(master_key=KEY), database.service_url)
    sent: list[Any] = []
    coming = [{"type": "http.request", "body": b"half of", "more_body": True}, {"type": "http.disconnect"}]

    async def receive() -> Any:
        return coming.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = {"authorization": f"Bearer {token}", "content-type": "application/pdf"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/contents",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    async with app.router.lifespan_context(app):

        async def ready() -> bool:
            return await app.state.service.unready() is None

        await until(ready)
        await app(scope, receive, send)
    assert [message["status"] for message in sent if "status" in message] == [422]


async def test_who_reads_slowly_is_admitted_anew(county: County) -> None:
    for _ in range(3):
        await county.municipality()
    first = (await county.events())[0]
    viewer = await county.viewer(Role.AUDITOR)
    admitted = 0

    async def admit() -> Any:
        nonlocal admitted
        admitted += 1
        if admitted > 2:
            raise Unauthenticated("revoked")
        return viewer

    record = county.record
    feed = Feed(record.pool, record.tenant, record.doorbell, patience=0)
    async with asyncio.timeout(30), aclosing(feed.follow(admit, encode_cursor(1, first.event_id), EventQuery())) as it:
        assert [(await anext(it))[1].position for _ in range(2)] == [2, 3]
        with pytest.raises(Unauthenticated):
            await anext(it)


async def test_who_reads_slowly_misses_nothing(county: County) -> None:
    for _ in range(5):
        await county.municipality()
    first = (await county.events())[0]

    async def admit() -> Any:
        return county.coordinator

    record = county.record
    feed = Feed(record.pool, record.tenant, record.doorbell, patience=0)
    seen: list[int] = []
    async with asyncio.timeout(30), aclosing(feed.follow(admit, encode_cursor(1, first.event_id), EventQuery())) as it:
        async for _, event, _ in it:
            seen.append(event.position)
            if len(seen) == 2:
                await county.municipality()
            if len(seen) == 6:
                break
    assert seen == [2, 3, 4, 5, 6, 7]
