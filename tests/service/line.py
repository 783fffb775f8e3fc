"""A line to the database that can fall silent and be cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self
from urllib.parse import parse_qs, quote, urlsplit


class Line:
    """Passes bytes between the service and its database; `silent`, it swallows what the database answers."""

    def __init__(self, url: str) -> None:
        self.silent = False
        self.url = ""
        self._parts = urlsplit(url)
        self._ends: set[asyncio.StreamWriter] = set()

    @classmethod
    @asynccontextmanager
    async def to(cls, url: str) -> AsyncIterator[Self]:
        """A line to the database at this address, open for as long as the context lasts."""
        line = cls(url)
        server = await asyncio.start_server(line._carry, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        parts = line._parts
        role, password = quote(parts.username or ""), f":{parts.password}" if parts.password else ""
        line.url = f"postgresql://{role}{password}@127.0.0.1:{port}{parts.path}?sslmode=disable"
        try:
            yield line
        finally:
            server.close()
            line.cut()

    def cut(self) -> None:
        """Break every connection that is open."""
        for end in list(self._ends):
            end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        query = parse_qs(self._parts.query)
        host = self._parts.hostname or query["host"][0]
        if host.startswith("/"):
            port = query.get("port", ["5432"])[0]
            answers, requests = await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        else:
            answers, requests = await asyncio.open_connection(host, self._parts.port or 5432)
        ends = {writer, requests}
        self._ends |= ends
        try:
            await asyncio.wait(
                [asyncio.create_task(self._pass(reader, requests)), asyncio.create_task(self._tell(answers, writer))],
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            self._ends -= ends
            for end in ends:
                end.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(65_536):
                writer.write(piece)
        except OSError:
            return

    async def _tell(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(65_536):
                if not self.silent:
                    writer.write(piece)
        except OSError:
            return
