"""Alive is not ready: what the service lacks is told, and made up for without a hand when it comes."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from service import migrate
from service.app import create_app
from service.bootstrap import role_of
from service.revisions import newest_revision
from service.settings import Settings
from tests.conftest import Database
from tests.service.county import County, until
from tests.service.line import Line

KEY = base64.b64encode(bytes(range(32))).decode()


@asynccontextmanager
async def running(url: str, key: str = KEY) -> AsyncIterator[httpx.AsyncClient]:
    """The whole app on a database, with a client of it."""
    app = create_app(Settings().having(master_key=key), url)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


async def _lacking(client: httpx.AsyncClient) -> str | None:
    answer = await client.get("/ready")
    told: dict[str, Any] = answer.json()
    assert (answer.status_code == 200) == ("lacking" not in told)
    return told.get("lacking")


async def _ready(client: httpx.AsyncClient) -> bool:
    return await _lacking(client) is None


async def _lacks(client: httpx.AsyncClient, words: str) -> bool:
    return words in (await _lacking(client) or "")


async def test_it_is_ready_with_database_migrations_and_key(county: County, database: Database) -> None:
    async with running(database.service_url) as client:
        await until(lambda: _ready(client))
        assert (await client.get("/health")).status_code == 200


async def test_without_migrations_it_waits_for_them(empty_database: Database) -> None:
    async with running(empty_database.service_url) as client:
        await until(lambda: _lacks(client, f"needs {newest_revision()}"))
        assert (await client.get("/health")).status_code == 200

        await migrate.migrate(empty_database.owner_url, role_of(empty_database.service_url))

        await until(lambda: _ready(client))


async def test_under_another_master_key_it_is_not_ready_and_says_why(county: County, database: Database) -> None:
    async with running(database.service_url, base64.b64encode(b"1" * 32).decode()) as client:
        await until(lambda: _lacks(client, "the master key is not the one"))
        answer = await client.post("/graphql", json={"query": "{ __typename }"})

        assert answer.status_code == 503
        assert answer.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
        assert answer.headers["retry-after"]


async def test_without_its_database_it_lives_and_comes_back_with_it(county: County, database: Database) -> None:
    async with Line.to(database.service_url) as line:
        await line.refuse()
        async with running(line.url) as client:
            await until(lambda: _lacks(client, "cannot be reached"))
            assert (await client.get("/health")).status_code == 200
            for _ in range(2):
                await line.accept()
                await until(lambda: _ready(client))
                await line.refuse()
                await until(lambda: _lacks(client, "cannot be reached"))
            await line.accept()


async def test_requests_get_an_id_of_their_own_or_the_one_they_bring(county: County, database: Database) -> None:
    async with running(database.service_url) as client:
        given = await client.get("/health", headers={"x-request-id": "abc-123"})
        own, other = await asyncio.gather(client.get("/health"), client.get("/health", headers={"x-request-id": "a b"}))

    assert given.headers["x-request-id"] == "abc-123"
    assert own.headers["x-request-id"] != other.headers["x-request-id"]
    assert " " not in other.headers["x-request-id"]


@pytest.mark.parametrize("token", ["", "kk_nonsense", "Bearer"])
async def test_nobody_uploads_without_a_token(county: County, database: Database, token: str) -> None:
    async with running(database.service_url) as client:
        await until(lambda: _ready(client))
        answer = await client.post(
            "/contents", content=b"x", headers={"authorization": f"Bearer {token}", "content-type": "text/plain"}
        )

    assert answer.status_code == 401
    assert answer.json()["code"] == "UNAUTHENTICATED"
