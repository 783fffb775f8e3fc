"""Connections of the service role, and transactions fenced to one county."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

from service.problems import Unavailable

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Pool = asyncpg.Pool[asyncpg.Record]
    PoolConnection = PoolConnectionProxy[asyncpg.Record]
    Connection = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]
else:
    Pool = asyncpg.Pool
    PoolConnection = asyncpg.Connection
    Connection = asyncpg.Connection

LOST = (
    OSError,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.ObjectNotInPrerequisiteStateError,  # no connections are accepted, as while a back-up is restored
    # What asyncpg says when a statement goes out just as the server ends the connection.
    asyncpg.InternalClientError,
)
"""Faults that say nothing of the statement: the connection is gone, and a new one may serve."""


async def open_pool(url: str, size: int) -> Pool:
    """A pool of the service role's connections.

    Nothing that uses them leaves anything behind that outlives its transaction, so they are not reset in between:
    that would be a round trip for each statement. asyncpg itself ends a transaction that was left open.
    """
    pool = await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=size,
        command_timeout=60,
        max_inactive_connection_lifetime=300,
        reset=_leave,
        server_settings={"application_name": "klimakreis", "TimeZone": "UTC", "jit": "off"},
    )
    assert pool is not None
    return pool


async def _leave(connection: Connection) -> None:
    pass


@contextmanager
def reachable() -> Iterator[None]:
    """Turn a lost connection into `Unavailable`: an answer, not a fault of the service."""
    try:
        yield
    except LOST as fault:
        if isinstance(fault, ValueError):  # asyncpg's own refusal of an argument
            raise
        raise Unavailable(
            "The database cannot be reached; please send this again, a command with the same id.",
        ) from fault


@asynccontextmanager
async def fenced(pool: Pool, county: UUID) -> AsyncIterator[Connection]:
    """A transaction that sees and writes one county only, committed at the end. Raises `Unavailable`."""
    with reachable():
        async with pool.acquire() as connection:
            await connection.execute(f"BEGIN; SET LOCAL klimakreis.county = '{county}'")
            try:
                yield connection
            except BaseException:
                if not connection.is_closed():
                    await connection.execute("ROLLBACK")
                raise
            await connection.execute("COMMIT")


async def snapshot(connection: Connection, county: UUID) -> None:
    """Begin a read-only transaction of one county that sees one moment throughout."""
    await connection.execute(
        f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL klimakreis.county = '{county}'"
    )


async def stream(connection: Connection, sql: str, *arguments: Any, rows: int = 1000) -> AsyncIterator[asyncpg.Record]:
    """The rows of a statement, a portion at a time, in memory that does not grow with them.

    To be called inside a transaction.
    """
    async for row in connection.cursor(sql, *arguments, prefetch=rows):
        yield row


async def portioned(
    connection: Connection, sql: str, *arguments: Any, rows: int = 100, ahead: bool = False
) -> AsyncGenerator[list[asyncpg.Record]]:
    """The same, a portion at a time.

    With `ahead` the next one is fetched while one is dealt with, so that both processes have something to do. Nothing
    else may use the connection meanwhile: whoever does not read to the end closes this first.
    """
    cursor = await connection.cursor(sql, *arguments)
    if not ahead:
        while portion := await cursor.fetch(rows):
            yield portion
        return
    coming = asyncio.ensure_future(cursor.fetch(rows))
    try:
        while portion := await coming:
            coming = asyncio.ensure_future(cursor.fetch(rows))
            await asyncio.sleep(0)  # it goes out now, not when the portion is done
            yield portion
    finally:
        await asyncio.wait([coming])
        if not coming.cancelled():
            coming.exception()  # told by the await above, or of no interest any more
