"""The service as it is really served, and clients that send it mutations over HTTP."""

import asyncio
import base64
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle

from schema.moments import encode_id
from service.ids import new_id
from tests.benchmarks.county import MASTER, Founded
from tests.benchmarks.rates import CLIENTS, at_once
from tests.benchmarks.server import Database

_HOST = "127.0.0.1"
_MUTATION = """
mutation Appoint($input: AppointMunicipalityContactInput!) {
  appointMunicipalityContact(input: $input) {
    position
    cursor%s
    problems { code message }
  }
}
"""
TOLD = _MUTATION % ""
"""A mutation that says what came of it."""
SHOWN = _MUTATION % "\n    municipality { id version name }"
"""One that shows the entity besides, as it is read after it."""


@contextmanager
def served(database: Database) -> Iterator[int]:
    """`klimakreis serve` with one worker on the database; the port that it listens on."""
    with socket.create_server((_HOST, 0)) as free:
        port: int = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", "from service.cli import app; app()", "serve", "--port", str(port), "--workers", "1"],
        env={
            **os.environ,
            "DATABASE_URL": database.service_url,
            "DATABASE_OWNER_URL": database.owner_url,
            "KLIMAKREIS_MASTER_KEY": base64.b64encode(MASTER).decode(),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


async def ready(port: int) -> None:
    """Wait until the service says that it is ready."""
    for _ in range(600):
        try:
            async with Connection(port) as connection:
                status, _ = await connection.ask(b"GET /ready HTTP/1.1\r\nHost: klimakreis\r\n\r\n")
            if status == 200:
                return
        except OSError:
            pass
        await asyncio.sleep(0.1)
    raise TimeoutError("the service does not become ready")


class Connection:
    """One connection that is kept alive. It does as little as can be done, for it runs on the server's own cores."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def __aenter__(self) -> "Connection":
        self._reader, self._writer = await asyncio.open_connection(_HOST, self._port)
        return self

    async def __aexit__(self, *failure: object) -> None:
        self._writer.close()

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer to a request."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = head.lower().index(b"content-length:") + len(b"content-length:")
        body = await self._reader.readexactly(int(head[length : head.index(b"\r\n", length)]))
        return int(head[9:12]), body


async def mutation(port: int, token: str, founded: Founded, document: str, seconds: float) -> float:
    """Mutations a second, each a request of its own with a token, from clients that wait for their answers."""
    persons = [encode_id(person) for person in founded.persons]

    async def work(client: int, going_on: Callable[[], bool]) -> int:
        done = 0
        municipality = encode_id(founded.municipalities[client])
        async with Connection(port) as connection:
            for person in cycle(persons):
                if not going_on():
                    break
                status, answer = await connection.ask(_request(token, document, municipality, person))
                assert status == 200, answer
                payload = json.loads(answer)["data"]["appointMunicipalityContact"]
                assert payload["problems"] == [], payload
                done += 1
        return done

    return await at_once(CLIENTS, seconds, work)


def _request(token: str, document: str, municipality: str, person: str) -> bytes:
    told = {"id": municipality, "contact": person, "commandId": str(new_id())}
    body = json.dumps({"query": document, "variables": {"input": told}}).encode()
    head = (
        "POST /graphql HTTP/1.1\r\nHost: klimakreis\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
