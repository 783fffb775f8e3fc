"""The whole service as its users have it: a parent, its workers and a PostgreSQL of their own, reached over HTTP."""

import asyncio
import base64
import contextlib
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psutil

from service.ids import new_id
from service.postgres import EmbeddedPostgres
from service.record import Record
from tests.service.county import County, establish, opened, until

MASTER_KEY = base64.b64encode(bytes(range(32))).decode()
"""`MASTER` of tests.service.county, as settings have it."""


class Served:
    """A running service, and the processes that it is made of."""

    def __init__(self, process: Process, url: str, data: Path) -> None:
        self.process = process
        self.url = url
        self.postgres = EmbeddedPostgres(data)

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        return [child.pid for child in psutil.Process(self.process.pid).children() if _is(child, "service.worker")]

    def postmaster(self) -> int:
        """PostgreSQL's first process."""
        return int((self.postgres.cluster / "postmaster.pid").read_text().split()[0])

    def backends(self) -> list[int]:
        """The processes of PostgreSQL that serve the workers."""
        children = psutil.Process(self.postmaster()).children()
        return [child.pid for child in children if _is(child, "klimakreis_service")]

    async def ready(self) -> bool:
        """Whether the service says that it is ready."""
        try:
            async with httpx.AsyncClient() as client:
                return (await client.get(f"{self.url}/ready", timeout=5)).status_code == 200
        except httpx.TransportError:
            return False

    @asynccontextmanager
    async def record(self) -> AsyncIterator[Record]:
        """The record itself, past the service."""
        assert self.postgres.find()
        async with opened(self.postgres.service_url) as record:
            yield record

    async def county(self) -> tuple[County, str]:
        """A county with a token of its coordination. The record it is open in is closed already."""
        async with self.record() as record:
            county = await establish(record)
            actor = county.coordinator.actor
            assert actor is not None
            _, token = await record.actors(county.id).issue(actor)
        return county, token


def _is(process: psutil.Process, word: str) -> bool:
    try:
        return any(word in part for part in process.cmdline())
    except psutil.Error:
        return False


@asynccontextmanager
async def served(data: Path, workers: int = 2) -> AsyncIterator[Served]:
    """The service on a data directory of its own, until the context ends."""
    unset = {"DATABASE_URL": "", "DATABASE_OWNER_URL": ""}
    with data.with_suffix(".log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.service.parent", "service.app:create_app", str(data), "0", str(workers)),
            stdout=PIPE,
            stderr=log,
            env=os.environ | unset | {"KLIMAKREIS_MASTER_KEY": MASTER_KEY},
        )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            url = (await process.stdout.readline()).decode().strip()
        assert url, data.with_suffix(".log").read_text()
        found = Served(process, url, data)
        await until(found.ready, 60)
        yield found
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


class Caller:
    """A client that sends mutations, again and again where it must, always with the same command id."""

    def __init__(self, served: Served, token: str) -> None:
        self._url = f"{served.url}/graphql"
        self._headers = {"Authorization": f"Bearer {token}"}
        self.client = httpx.AsyncClient(timeout=30)
        self.lost = 0
        """How often no answer came, or none that says what became of the command."""

    async def send(self, mutation: str, command_id: UUID, **given: Any) -> dict[str, Any] | None:
        """The payload of a mutation; None where it is not known what became of it."""
        name = mutation[:1].upper() + mutation[1:]
        query = (
            f"mutation($input: {name}Input!) {{ it: {mutation}(input: $input) "
            "{ position repeated problems { code } events { commandId position version } } }"
        )
        body = {"query": query, "variables": {"input": given | {"commandId": str(command_id)}}}
        try:
            answer = await self.client.post(self._url, json=body, headers=self._headers)
            told: dict[str, Any] = answer.json()
        except (httpx.TransportError, ValueError):
            self.lost += 1
            return None
        if told.get("data") is None or told["data"].get("it") is None:
            codes = {error["extensions"]["code"] for error in told["errors"]}
            assert codes == {"UNAVAILABLE"}, told
            self.lost += 1
            return None
        payload: dict[str, Any] = told["data"]["it"]
        if [problem["code"] for problem in payload["problems"]] == ["UNAVAILABLE"]:
            self.lost += 1
            return None
        return payload

    async def insist(self, mutation: str, command_id: UUID | None = None, **given: Any) -> dict[str, Any]:
        """The payload of a mutation, sent until it is known what became of it."""
        command_id = command_id or new_id()
        async with asyncio.timeout(90):
            while (payload := await self.send(mutation, command_id, **given)) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return payload

    async def __aenter__(self) -> "Caller":
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.client.aclose()
