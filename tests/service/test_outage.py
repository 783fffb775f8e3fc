"""The database goes away and comes back: an answer to everybody, nothing lost, nothing twice."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from service.event_query import EventQuery
from service.ids import new_id
from service.problems import Unavailable
from tests.conftest import Database
from tests.service.county import County, held, opened, until, until_appending
from tests.service.line import Line


@dataclass
class Distant:
    """The county as a process has it open that reaches the database by a line."""

    county: County
    line: Line


@pytest.fixture
async def distant(county: County, database: Database) -> AsyncIterator[Distant]:
    async with Line.to(database.service_url) as line, opened(line.url) as record:
        yield Distant(county.through(record), line)


async def test_a_short_outage_is_waited_out(
    distant: Distant, county: County, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with held(county):
        waiting = [asyncio.create_task(distant.county.order(county.register())) for _ in range(20)]
        await until_appending(database)
        await distant.line.refuse()
    await until(lambda: _tried_again(caplog))
    await distant.line.accept()

    outcomes = await asyncio.gather(*waiting)

    assert sorted(outcome.position for outcome in outcomes) == list(range(2, 22))
    assert await county.findings() == []


async def _tried_again(caplog: pytest.LogCaptureFixture) -> bool:
    return caplog.text.count("trying again") > 1


async def test_a_long_one_is_told_and_the_command_can_be_sent_again(
    distant: Distant, county: County, database: Database
) -> None:
    distant.county.record.writer._patience = 0.1
    command, command_id = county.register(), new_id()
    async with held(county):
        waiting = asyncio.create_task(distant.county.order(command, command_id=command_id))
        await until_appending(database)
        await distant.line.refuse()
        with pytest.raises(Unavailable):
            await waiting
    with pytest.raises(Unavailable):
        await distant.county.order(county.register())
    await distant.line.accept()

    outcome = await distant.county.order(command, command_id=command_id)

    assert outcome.version == 1
    assert [event.command_id for event in await county.events()].count(command_id) == 1


async def test_readers_are_told_and_read_again_when_it_is_back(distant: Distant, county: County) -> None:
    ref = await county.municipality()
    there = distant.county
    await distant.line.refuse()
    for _ in range(3):
        with pytest.raises(Unavailable):
            await _read(there, ref)
    await distant.line.accept()

    await until(lambda: _reads(there, ref))


async def _read(county: County, ref: str) -> int:
    async with county.record.read(county.coordinator) as reading:
        assert await reading.get(ref) is not None
        return len(await reading.history(EventQuery()))


async def _reads(county: County, ref: str) -> bool:
    try:
        return await _read(county, ref) == 2
    except Unavailable:
        return False


async def test_whoever_closes_answers_what_is_queued(county: County, database: Database) -> None:
    async with opened(database.service_url) as record:
        there = county.through(record)
        async with held(county):
            waiting = [asyncio.create_task(there.order(county.register())) for _ in range(20)]
            await until_appending(database)
            closing = asyncio.create_task(record.writer.close())
        await closing
        outcomes = await asyncio.gather(*waiting)

    assert sorted(outcome.position for outcome in outcomes) == list(range(2, 22))
    assert await county.head() == 21
