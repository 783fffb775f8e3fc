"""Who reads pages and lists over HTTP."""

from collections.abc import AsyncIterator

import httpx
import pytest

from events.policy import Role
from service.app import create_app
from service.settings import Settings
from tests.conftest import Database
from tests.schema.edge import token_of
from tests.service.county import County, until
from tests.service.test_ready import KEY


@pytest.fixture
async def client(county: County, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A client with a token of the coordination."""
    app = create_app(Settings().having(master_key=KEY), database.service_url)
    async with app.router.lifespan_context(app):
        headers = bearer(await token_of(county, Role.COORDINATOR))
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
            await until(lambda: _ready(client))
            yield client


async def _ready(client: httpx.AsyncClient) -> bool:
    return (await client.get("/ready")).status_code == 200


def bearer(token: str) -> dict[str, str]:
    """The header that a token comes in."""
    return {"authorization": f"Bearer {token}"}
