"""The county's clock: positions without gaps in the order of commits, moments that never run back."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from service.check import CheckProgress, check
from service.event_query import EventQuery
from service.problems import InvalidInput
from tests.conftest import Database
from tests.service.county import County, establish, now, opened
from tests.service.other import Other

WRITERS, EACH = 8, 25


async def _write(county: County, ref: str, first: int) -> None:
    for number in range(first, first + EACH):
        await county.count(ref, number)


async def test_several_processes_writing_leave_no_gap(county: County, database: Database) -> None:
    refs = [await county.municipality() for _ in range(WRITERS)]
    commands = [county.register() for _ in range(60)]
    async with Other.serving(database, county) as one, Other.serving(database, county) as other:
        _, here, there = await asyncio.gather(
            asyncio.gather(*(_write(county, ref, 1) for ref in refs)),
            one.carry_out(commands[:30]),
            other.carry_out(commands[30:]),
        )

    assert {told.code for told in (*here, *there)} == {None}
    events = await county.events()
    assert [event.position for event in events] == list(range(1, 1 + WRITERS + 60 + WRITERS * EACH + 1))
    assert [event.recorded_at for event in events] == sorted(event.recorded_at for event in events)
    for ref in refs:
        assert [event.version for event in events if event.ref == ref] == list(range(1, EACH + 2))
    assert await county.findings() == []


async def test_what_can_be_seen_grows_in_order_only(county: County, database: Database) -> None:
    """Whoever reads while others write sees the positions 1 to n, never one without those before it."""
    refs = [await county.municipality() for _ in range(WRITERS)]
    seen: list[int] = []
    async with opened(database.service_url) as record:
        sides = (county, county.through(record))
        writing = asyncio.gather(*(_write(sides[n % 2], ref, 1) for n, ref in enumerate(refs)))
        while not writing.done():
            async with county.record.read(county.coordinator) as reading:
                found = await reading.history(EventQuery(), limit=10_000)
                assert [event.position for event in found] == list(range(1, reading.position + 1))
                seen.append(reading.position)
        await writing

    assert seen == sorted(seen)
    assert len(set(seen)) > 2


async def test_the_moment_of_recording_never_runs_back(county: County, database: Database) -> None:
    ahead = now() + timedelta(hours=1)
    connection = await asyncpg.connect(database.admin_url)
    await connection.execute("UPDATE heads SET recorded_at = $1 WHERE county_id = $2", ahead, county.id)
    await connection.close()

    outcomes = [await county.order(county.register()) for _ in range(3)]

    assert [event.recorded_at for outcome in outcomes for event in outcome.events] == [ahead] * 3
    assert await county.findings() == []
    async with county.record.read(county.coordinator) as reading:
        assert await reading.position_at(ahead) == 4
        assert await reading.position_at(now()) == 1
        with pytest.raises(InvalidInput):
            await reading.position_at(ahead + timedelta(seconds=1))


async def test_a_check_tells_how_far_it_has_come(county: County) -> None:
    await asyncio.gather(*(county.order(county.register()) for _ in range(20)))

    told = [told async for told in check(county.record.pool, county.id)]

    assert all(isinstance(each, CheckProgress) for each in told)
    assert told[-1] == CheckProgress(21, 21)


async def test_counties_count_apart(county: County) -> None:
    other = await establish(county.record, "01060")
    await asyncio.gather(*(side.order(side.register()) for side in (county, other) for _ in range(10)))

    assert await county.head() == await other.head() == 11
    assert await county.findings() == await other.findings() == []
