"""The GraphQL edge of an open record as a client meets it, over HTTP and over sockets."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from events.policy import Role
from schema.app import graphql_app
from service.actors import ActorKind
from service.settings import Settings
from tests.service.county import County

MOST_BYTES = 100_000
ORIGIN = "https://climate.example"
"""A site whose pages may ask."""


@dataclass
class Client:
    """A client of one county with the token of one actor; without a token where `token` is None."""

    http: httpx.AsyncClient
    token: str | None
    path: str = "/graphql"

    async def post(self, body: Any = None, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        """The response to a request of this body."""
        own = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        given = {} if body is None else {"json": body}
        return await self.http.post(self.path, headers=own | (headers or {}), **given, **more)

    async def answer(
        self, query: str, variables: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """The whole answer."""
        response = await self.post({"query": query, "variables": variables}, headers)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    async def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        found = await self.answer(query, variables)
        assert "errors" not in found, found["errors"]
        data: dict[str, Any] = found["data"]
        return data

    async def error(self, query: str, **variables: Any) -> dict[str, Any]:
        """The only error of an answer."""
        found = await self.answer(query, variables)
        (error,) = found["errors"]
        told: dict[str, Any] = error
        return told

    async def do(self, mutation: str, payload: str = "", **given: Any) -> dict[str, Any]:
        """The payload of a mutation."""
        name = mutation[:1].upper() + mutation[1:]
        fields = f"position cursor repeated problems {{ __typename code message path }} events {{ id type }} {payload}"
        query = f"mutation($input: {name}Input!) {{ it: {mutation}(input: $input) {{ {fields} }} }}"
        found: dict[str, Any] = (await self.data(query, input=given))["it"]
        return found

    async def done(self, mutation: str, payload: str = "", **given: Any) -> dict[str, Any]:
        """The payload of a mutation that met no problem."""
        found = await self.do(mutation, payload, **given)
        assert found["problems"] == [], found["problems"]
        return found

    async def problem(self, mutation: str, **given: Any) -> dict[str, Any]:
        """The problem that a mutation met."""
        found = await self.do(mutation, **given)
        (problem,) = found["problems"]
        assert found["events"] == []
        told: dict[str, Any] = problem
        return told


@dataclass
class Edge:
    """The edge of a county's record, and the clients who use it."""

    county: County
    app: ASGIApp
    http: httpx.AsyncClient
    coordinator: Client

    async def client(self, role: Role, acts_for: str | None = None, writes: bool = True) -> Client:
        """A client with a new actor of this role."""
        return Client(self.http, await token_of(self.county, role, acts_for, writes))

    def public(self) -> Client:
        """A client without a token, at the county's own address."""
        return Client(self.http, None, f"/{self.county.key}/graphql")


async def token_of(county: County, role: Role, acts_for: str | None = None, writes: bool = True) -> str:
    """The token of a new actor."""
    actors = county.record.actors(county.id)
    actor = await actors.create(f"Wer {role} ist", role, ActorKind.PERSON, acts_for)
    _, token = await actors.issue(actor, writes)
    return token


@asynccontextmanager
async def edge_of(county: County) -> AsyncIterator[Edge]:
    """The edge of a county's record."""
    edge = graphql_app(county.record, Settings(max_request_bytes=MOST_BYTES, allowed_origins=(ORIGIN,)))
    app = Starlette(routes=[Mount("/", edge)])
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=True), base_url="http://klimakreis.test"
    ) as http:
        yield Edge(county, app, http, Client(http, await token_of(county, Role.COORDINATOR)))


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[str]:
    """The app behind a real socket: host and port."""
    server = _Server(uvicorn.Config(app, lifespan="off", log_level="error", ws="websockets-sansio"))
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    task = asyncio.create_task(server.serve([listening]))
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task
