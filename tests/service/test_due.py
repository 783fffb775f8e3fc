"""What time alone brings about is recorded once, by whoever looks, however late."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

import asyncpg
import pytest

from service.due import DueJob
from service.effects import SYSTEM
from service.problems import Unavailable
from tests.conftest import Database
from tests.service.county import County, opened, until
from tests.service.reminder import REMINDER, WEEK, Reminder, SetReminder, SettleReminder, registered

BY = date(2023, 3, 1)


@pytest.fixture(autouse=True)
def aggregate() -> Iterator[None]:
    """The reminder is an aggregate of the record."""
    with registered(REMINDER):
        yield


def _job(county: County, at: datetime) -> DueJob:
    return DueJob(county.record, interval=0.01, clock=lambda: at)


def _day(days: int) -> datetime:
    return datetime.combine(BY, datetime.min.time(), UTC) + timedelta(days)


async def _reminders(county: County) -> list[Reminder]:
    async with county.record.read(county.coordinator) as reading:
        return [stored.state for stored in await reading.every("reminder")]


async def test_nothing_is_due_before_the_deadline(county: County) -> None:
    await county.order(SetReminder("Bericht", BY))

    assert await _job(county, _day(1) - timedelta(microseconds=1)).look(county.id) == 0
    assert await county.head() == 2


async def test_it_is_recorded_at_the_deadline_by_the_system(county: County) -> None:
    ref = (await county.order(SetReminder("Bericht", BY))).ref

    assert await _job(county, _day(1)).look(county.id) == 1

    event = (await county.events())[-1]
    assert (event.ref, event.type, event.actor) == (ref, "ReminderLapsed", SYSTEM)
    assert (await _reminders(county))[0].by == BY + WEEK
    assert await county.findings() == []


async def test_to_look_again_records_nothing_again(county: County) -> None:
    await county.order(SetReminder("Bericht", BY))
    job = _job(county, _day(1))

    assert [await job.look(county.id) for _ in range(3)] == [1, 0, 0]


async def test_after_a_long_standstill_everything_follows_in_order(county: County) -> None:
    await county.order(SetReminder("Bericht", BY))

    assert await _job(county, _day(400)).look(county.id) == 3

    events = (await county.events())[-3:]
    assert [event.event.by for event in events] == [BY + WEEK, BY + 2 * WEEK, BY + 3 * WEEK]
    assert len({event.command_id for event in events}) == 3


async def test_what_is_settled_in_time_does_not_lapse(county: County) -> None:
    ref = (await county.order(SetReminder("Bericht", BY))).ref
    await county.order(SettleReminder(ref))

    assert await _job(county, _day(400)).look(county.id) == 0


async def test_two_who_look_at_once_record_it_once(county: County, database: Database) -> None:
    for _ in range(10):
        await county.order(SetReminder("Bericht", BY))
    async with opened(database.service_url) as other:
        mine, theirs = _job(county, _day(1)), DueJob(other, 0.01, lambda: _day(1))
        await asyncio.gather(mine.look(county.id), theirs.look(county.id), mine.look(county.id))

    assert len([event for event in await county.events() if event.type == "ReminderLapsed"]) == 10
    assert await county.findings() == []


async def test_even_without_the_lease_it_happens_once(county: County, database: Database) -> None:
    """The lease saves work; that nothing happens twice hangs on the command id."""
    for _ in range(10):
        await county.order(SetReminder("Bericht", BY))
    async with opened(database.service_url) as other:
        jobs = [_job(county, _day(1)), DueJob(other, 0.01, lambda: _day(1))]
        tenants = [county.record.tenant(county.id), other.tenant(county.id)]
        async with county.record.read(county.coordinator) as reading:
            refs = [stored.ref for stored in await reading.every("reminder")]

        counts = await asyncio.gather(
            *(job._settle(tenant, REMINDER, ref) for ref in refs for job, tenant in zip(jobs, tenants, strict=True))
        )

    assert sum(counts) == 10
    assert len([event for event in await county.events() if event.type == "ReminderLapsed"]) == 10


async def test_only_the_holder_of_the_lease_looks(county: County, database: Database) -> None:
    first, second = _job(county, _day(1)), _job(county, _day(1))
    await first.look(county.id)
    await county.order(SetReminder("Bericht", BY))

    assert await second.look(county.id) == 0
    assert await first.look(county.id) == 1

    await county.order(SetReminder("Beschluss", BY))
    connection = await asyncpg.connect(database.admin_url)
    await connection.execute("UPDATE leases SET until = clock_timestamp() - interval '1 s'")
    await connection.close()
    assert await second.look(county.id) == 1
    assert await first.look(county.id) == 0


async def test_a_command_that_comes_between_is_not_overrun(county: County) -> None:
    refs = [(await county.order(SetReminder(f"Bericht {n}", BY))).ref for n in range(10)]

    await asyncio.gather(
        _job(county, _day(1)).look(county.id),
        *(county.order(SettleReminder(ref)) for ref in refs),
    )

    for ref in refs:
        events = [event.type for event in await county.events() if event.ref == ref]
        assert events in (
            ["ReminderSet", "ReminderSettled"],
            ["ReminderSet", "ReminderLapsed", "ReminderSettled"],
        )
    assert await county.findings() == []


async def test_the_job_goes_on_when_it_lost_its_database(county: County, database: Database) -> None:
    job = asyncio.create_task(_job(county, _day(1)).run())
    connection = await asyncpg.connect(database.admin_url)
    try:
        for n in range(3):
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
                database.name,
            )
            await _ordered(county, n)
            await until(partial(_lapsed, county, n + 1))
    finally:
        job.cancel()
        await connection.close()


async def _ordered(county: County, number: int) -> None:
    while True:
        try:
            await county.order(SetReminder(f"Bericht {number}", BY))
        except Unavailable:
            continue
        return


async def _lapsed(county: County, count: int) -> bool:
    try:
        return [reminder.lapsed for reminder in await _reminders(county)].count(1) >= count
    except Unavailable:
        return False
