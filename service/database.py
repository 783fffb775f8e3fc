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
    asyncpg.ObjectNotInPrerequisiteStateError,  # no connections accepted, for example during a restore
    # Raised when a statement is sent just as the server closes the connection.
    asyncpg.InternalClientError,
)
"""Errors that say nothing about the statement: the connection is lost, and a new one may work."""


async def open_pool(url: str, size: int) -> Pool:
    """A pool of the service role's connections.

    No user leaves anything behind that outlives its transaction, so connections are not reset in between: that would
    cost a round trip for each statement. asyncpg itself ends a transaction that was left open.
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
    """Turn a lost connection into `Unavailable`: an answer to the client, not an error of the service."""
    try:
        yield
    except LOST as fault:
        if isinstance(fault, ValueError):  # asyncpg rejected an argument
            raise
        raise Unavailable(
            "The database cannot be reached; please send this again, a command with the same id.",
        ) from fault


@asynccontextmanager
async def fenced(pool: Pool, county: UUID) -> AsyncIterator[Connection]:
    """A transaction that reads and writes one county only, committed at the end. Raises `Unavailable`."""
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
    """Begin a read-only transaction of one county in one snapshot."""
    await connection.execute(
        f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL klimakreis.county = '{county}'"
    )


async def stream(connection: Connection, sql: str, *arguments: Any, rows: int = 1000) -> AsyncIterator[asyncpg.Record]:
    """The rows of a statement, fetched in portions with constant memory.

    Call it inside a transaction.
    """
    async for row in connection.cursor(sql, *arguments, prefetch=rows):
        yield row


async def portioned(
    connection: Connection, sql: str, *arguments: Any, rows: int = 100, ahead: bool = False
) -> AsyncGenerator[list[asyncpg.Record]]:
    """The rows of a statement in lists of `rows`.

    With `ahead`, the next list is fetched while the current one is processed, so that both processes stay busy. Nothing
    else may use the connection meanwhile: a caller that stops early closes the generator first.
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
            await asyncio.sleep(0)  # send it now, not when the portion is done
            yield portion
    finally:
        await asyncio.wait([coming])
        if not coming.cancelled():
            coming.exception()  # raised by the await above, or no longer relevant
