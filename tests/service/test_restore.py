"""A back-up is restored: whoever has a cursor from after it was made has to read anew, and is told so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from service.bootstrap import role_of
from service.cursors import encode_cursor
from service.event_query import EventQuery
from service.problems import ResyncRequired, Unavailable
from service.viewer import Viewer
from tests.conftest import Database, Server
from tests.service.county import County, establish, opened, until


@asynccontextmanager
async def restored(server: Server, database: Database, name: str) -> AsyncIterator[Database]:
    """A copy of the database as it is now: the back-up, and later what is restored from it."""
    admin = await asyncpg.connect(server.admin_url)
    try:
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", database.name)
        owner = role_of(database.owner_url)
        await admin.execute(f'CREATE DATABASE "{name}" OWNER "{owner}" TEMPLATE "{database.name}"')
        yield server.database(name)
        await admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await admin.close()


async def _next(county: County, cursor: str) -> int:
    async def admit() -> Viewer:
        return county.coordinator

    feed = county.record.feed.follow(admit, cursor, EventQuery())
    async with asyncio.timeout(60):
        position = (await anext(feed))[1].position
    await feed.aclose()
    return position


async def _waits(county: County) -> bool:
    return county.id in county.record.doorbell._waiting


async def _cursors(county: County) -> list[str]:
    return [encode_cursor(event.position, event.event_id) for event in await county.events()]


async def test_old_cursors_are_refused_and_older_ones_still_hold(server: Server, database: Database) -> None:
    async with opened(database.service_url) as record:
        county = await establish(record)
        for _ in range(3):
            await county.municipality()
    async with restored(server, database, f"{database.name}_backup") as backup:
        async with opened(database.service_url) as record:
            before = county.through(record)
            for _ in range(4):
                await before.municipality()
            old = await _cursors(before)
        async with opened(backup.service_url) as record:
            after = county.through(record)

            # Beyond the head of what was restored.
            for cursor in old[4:]:
                with pytest.raises(ResyncRequired):
                    await _next(after, cursor)

            # Positions are given out again, to other events.
            for _ in range(6):
                await after.municipality()
            for cursor in old[4:]:
                with pytest.raises(ResyncRequired):
                    await _next(after, cursor)
            for position, cursor in enumerate(old[:4], 1):
                assert await _next(after, cursor) == position + 1
            assert await after.findings() == []


async def test_who_follows_while_it_is_restored_is_told(server: Server, database: Database) -> None:
    """Another database is there under the same name; by then it has more events than the follower has seen."""
    async with opened(database.service_url) as record:
        county = await establish(record)
        await county.municipality()
    async with restored(server, database, f"{database.name}_backup") as backup:
        async with opened(backup.service_url) as record:
            there = county.through(record)
            await asyncio.gather(*(there.order(there.register()) for _ in range(5)))
        async with opened(database.service_url) as record:
            county = county.through(record)
            await asyncio.gather(*(county.order(county.register()) for _ in range(2)))
            cursor = (await _cursors(county))[-1]
            waiting = asyncio.create_task(_next(county, cursor))
            await until(lambda: _waits(county))

            await _swapped(server, database.name, backup.name)

            with pytest.raises((ResyncRequired, Unavailable)):
                await waiting
            with pytest.raises(ResyncRequired):
                await _next(county, cursor)
            assert await county.head() == 7


async def _swapped(server: Server, one: str, other: str) -> None:
    """Each database under the other's name, with no connection left open to either."""
    admin = await asyncpg.connect(server.admin_url)
    try:
        for name in (one, other):
            await admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            await admin.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1", name)
        for name, new in ((one, f"{one}_old"), (other, one), (f"{one}_old", other)):
            await admin.execute(f'ALTER DATABASE "{name}" RENAME TO "{new}"')
        for name in (one, other):
            await admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    finally:
        await admin.close()


async def test_a_command_sent_before_the_back_up_is_still_known(server: Server, database: Database) -> None:
    async with opened(database.service_url) as record:
        county = await establish(record)
        command = county.register()
        first = await county.order(command)
        command_id = first.events[0].command_id
    async with restored(server, database, f"{database.name}_backup") as backup, opened(backup.service_url) as record:
        again = await county.through(record).order(command, command_id=command_id)

    assert again.repeated
    assert again.events == first.events
