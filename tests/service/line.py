"""A line to the database that can fall silent, be cut, and be closed to new connections."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self
from urllib.parse import parse_qs, quote, urlsplit


class Line:
    """Passes bytes between the service and its database; `silent`, it swallows what the database answers."""

    def __init__(self, url: str) -> None:
        self.silent = False
        self._parts = urlsplit(url)
        self._ends: set[asyncio.StreamWriter] = set()
        self._port = 0
        self._server: asyncio.Server | None = None

    @classmethod
    @asynccontextmanager
    async def to(cls, url: str) -> AsyncIterator[Self]:
        """A line to the database at this address, open for as long as the context lasts."""
        line = cls(url)
        await line.accept()
        try:
            yield line
        finally:
            await line.refuse()

    @property
    def url(self) -> str:
        """The database's address at this end of the line."""
        role, password = quote(self._parts.username or ""), self._parts.password
        who = f"{role}:{password}" if password else role
        return f"postgresql://{who}@127.0.0.1:{self._port}{self._parts.path}?sslmode=disable"

    async def accept(self) -> None:
        """Take connections."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Take no connections any more, and break those that are open."""
        assert self._server is not None
        self._server.close()
        self.cut()
        await self._server.wait_closed()

    def cut(self) -> None:
        """Break every connection that is open."""
        for end in list(self._ends):
            end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, requests = await self._reach()
        ends = {writer, requests}
        self._ends |= ends
        passing = [asyncio.create_task(each) for each in (_pass(reader, requests), self._tell(answers, writer))]
        try:
            await asyncio.wait(passing, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._ends -= ends
            for end in ends:
                end.transport.abort()
            for task in passing:
                task.cancel()

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        query = parse_qs(self._parts.query)
        host = self._parts.hostname or query["host"][0]
        if host.startswith("/"):
            return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{query.get('port', ['5432'])[0]}")
        return await asyncio.open_connection(host, self._parts.port or 5432)

    async def _tell(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(65_536):
                if not self.silent:
                    writer.write(piece)
        except OSError:
            return


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65_536):
            writer.write(piece)
    except OSError:
        return
