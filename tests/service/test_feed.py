"""Who follows sees everything after his cursor once and in order, whatever happens to the bell or the connection."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from datetime import date
from typing import Any

import asyncpg
import pytest

from events.policy import Role, Visibility
from service.cursors import encode_cursor
from service.event_query import EventQuery
from service.feed import Doorbell
from service.ids import new_id
from service.problems import ResyncRequired, Unauthenticated, Unavailable
from service.recorded import Recorded
from service.viewer import Viewer
from tests.conftest import Database
from tests.service.county import County, establish, opened, until
from tests.service.other import Other
from tests.service.reminder import REMINDER, HideReminder, SetReminder, registered

BY = date(2023, 3, 1)


def _as(viewer: Viewer) -> Callable[[], Coroutine[Any, Any, Viewer]]:
    async def admit() -> Viewer:
        return viewer

    return admit


class Follower:
    """A subscriber: what he has seen, and his cursor."""

    def __init__(self, county: County, after: str | None = None, query: EventQuery | None = None) -> None:
        self.county = county
        self.cursor = after
        self.query = query or EventQuery()
        self.seen: list[Recorded] = []

    async def see(self, count: int, viewer: Viewer | None = None) -> list[int]:
        """Follow until so many more events are seen; their positions."""
        async with asyncio.timeout(60):
            async with aclosing(self._follow(viewer or self.county.coordinator)) as feed:
                before = len(self.seen)
                while len(self.seen) < before + count:
                    self.cursor, event, _ = await anext(feed)
                    self.seen.append(event)
        return [event.position for event in self.seen[before:]]

    def _follow(self, viewer: Viewer) -> Any:
        return self.county.record.feed.follow(_as(viewer), self.cursor, self.query)


async def _first_cursor(county: County) -> str:
    first = (await county.events())[0]
    return encode_cursor(1, first.event_id)


async def test_it_begins_after_the_cursor_and_goes_on_live(county: County) -> None:
    follower = Follower(county, await _first_cursor(county))
    await county.municipality()
    await county.municipality()

    live = asyncio.create_task(follower.see(4))
    await county.municipality()
    await county.municipality()

    assert await live == [2, 3, 4, 5]


async def test_without_a_cursor_it_begins_with_what_comes_next(county: County) -> None:
    await county.municipality()
    follower = Follower(county)
    live = asyncio.create_task(follower.see(1))
    await until(lambda: _waits(county.record.doorbell, county))

    await county.municipality()

    assert await live == [3]


async def _waits(bell: Doorbell, county: County) -> bool:
    return county.id in bell._waiting


async def test_each_event_once_and_in_order_while_two_processes_write(county: County, database: Database) -> None:
    refs = [await county.municipality() for _ in range(4)]
    start = await county.head()
    reading = Follower(county, encode_cursor(start, (await county.events())[-1].event_id))

    async def write(ref: str) -> None:
        for number in range(25):
            await county.count(ref, number)

    async with Other.serving(database, county) as other:
        seen, *_ = await asyncio.gather(
            reading.see(150), other.carry_out([county.register() for _ in range(50)]), *(write(ref) for ref in refs)
        )

    assert seen == list(range(start + 1, start + 151))


async def test_who_comes_and_goes_misses_nothing_and_sees_nothing_twice(county: County) -> None:
    ref = await county.municipality()
    follower = Follower(county, await _first_cursor(county))

    async def write() -> None:
        for number in range(99):
            await county.count(ref, number)

    writing = asyncio.create_task(write())
    for _ in range(50):
        await follower.see(2)
    await writing

    assert [event.position for event in follower.seen] == list(range(2, 102))


async def test_a_slow_reader_loses_nothing_and_holds_up_nobody(county: County) -> None:
    cursor = await _first_cursor(county)
    slow = county.record.feed.follow(_as(county.coordinator), cursor, EventQuery())
    await county.municipality()
    first = await anext(slow)

    await asyncio.gather(*(county.order(county.register()) for _ in range(500)))
    assert await Follower(county, cursor).see(501) == list(range(2, 503))
    rest = [event.position for _, event, _ in [await anext(slow) for _ in range(500)]]
    await slow.aclose()

    assert [first[1].position, *rest] == list(range(2, 503))


async def test_a_missed_bell_is_made_up_for_by_looking_again(county: County) -> None:
    county.record.doorbell._poll = 0.05
    follower = Follower(county, await _first_cursor(county))
    await county.record.doorbell.close()

    live = asyncio.create_task(follower.see(1))
    await until(lambda: _waits(county.record.doorbell, county))
    await county.municipality()

    assert await live == [2]


async def test_after_the_listener_lost_its_connection_the_bell_rings_again(county: County, database: Database) -> None:
    county.record.doorbell._poll = 600
    admin = await asyncpg.connect(database.admin_url)
    follower = Follower(county, await _first_cursor(county))
    try:
        for position in range(2, 6):
            await until(lambda: _listens(admin, database))
            live = asyncio.create_task(follower.see(1))
            await until(lambda: _waits(county.record.doorbell, county))
            await admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN%'",
                database.name,
            )
            await county.municipality()
            assert await live == [position]
    finally:
        await admin.close()


async def _listens(admin: Any, database: Database) -> bool:
    found = await admin.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN%'", database.name
    )
    return bool(found == 1)


async def test_one_connection_listens_however_many_follow(county: County, database: Database) -> None:
    admin = await asyncpg.connect(database.admin_url)
    followers = [Follower(county, await _first_cursor(county)) for _ in range(50)]
    live = asyncio.gather(*(follower.see(1) for follower in followers))
    await until(lambda: _waits(county.record.doorbell, county))
    assert await _listens(admin, database)
    await admin.close()

    await county.municipality()

    assert await live == [[2]] * 50


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        (EventQuery(kinds=frozenset({"municipality"})), [2, 4]),
        (EventQuery(types=frozenset({"PersonRegistered", "ThemeAdded"})), [3]),
        (EventQuery(kinds=frozenset({"person"}), types=frozenset({"PersonRegistered"})), [3]),
        (EventQuery(), [2, 3, 4]),
    ],
)
async def test_only_what_is_asked_for(county: County, query: EventQuery, seen: list[int]) -> None:
    follower = Follower(county, await _first_cursor(county), query)
    await county.municipality()
    await county.person("Ø. Ørsted")
    await county.municipality()

    assert await follower.see(len(seen)) == seen


async def test_only_those_of_an_entity_or_an_actor(county: County) -> None:
    cursor = await _first_cursor(county)
    ref = await county.municipality()
    await county.municipality()
    other = await county.viewer(Role.ADMIN)
    await county.order(county.register(), other)
    await county.count(ref, 7)

    assert await Follower(county, cursor, EventQuery(ref=ref)).see(2) == [2, 5]
    assert await Follower(county, cursor, EventQuery(actor=other.actor)).see(1) == [4]


async def test_what_may_not_be_seen_is_passed_over(county: County) -> None:
    cursor = await _first_cursor(county)
    ref = await county.municipality()
    own = Viewer(county.id, new_id(), Role.MUNICIPALITY, ref)
    strange = Viewer(county.id, new_id(), Role.MUNICIPALITY, await county.municipality())
    with registered(REMINDER):
        await county.order(SetReminder("Für alle", BY, Visibility.PUBLIC))
        await county.order(SetReminder("Für eine", BY, Visibility.CONFIDENTIAL, whom=ref))
        hidden = await county.order(SetReminder("Erst für alle", BY, Visibility.PUBLIC))
        await county.order(HideReminder(hidden.ref, Visibility.CONFIDENTIAL))
        await county.municipality()

        assert await Follower(county, cursor).see(7) == [2, 3, 4, 5, 6, 7, 8]
        assert await Follower(county, cursor).see(5, own) == [2, 3, 4, 5, 8]
        assert await Follower(county, cursor).see(4, strange) == [2, 3, 4, 8]


async def test_the_feed_of_one_county_knows_nothing_of_another(county: County) -> None:
    other = await establish(county.record, "01060")
    follower = Follower(county, await _first_cursor(county))
    for _ in range(3):
        await other.municipality()
    await county.municipality()

    assert await follower.see(1) == [2]
    assert follower.seen[0].county == county.id


async def test_who_may_no_longer_come_in_is_shown_out(county: County) -> None:
    actor = county.coordinator.actor
    assert actor is not None
    actors = county.record.actors(county.id)
    token_id, token = await actors.issue(actor)
    feed = county.record.feed.follow(lambda: county.record.enter(token), await _first_cursor(county), EventQuery())
    await county.municipality()
    assert (await anext(feed))[1].position == 2

    await actors.revoke(token_id)
    await county.municipality()

    with pytest.raises(Unauthenticated):
        await anext(feed)


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "A" * 32, "ÄÖÜ", "A" * 100_000])
async def test_what_is_no_cursor_needs_a_resync(county: County, cursor: str) -> None:
    with pytest.raises(ResyncRequired):
        await Follower(county, cursor).see(1)


async def test_a_cursor_of_another_county_needs_a_resync(county: County) -> None:
    other = await establish(county.record, "01060")

    with pytest.raises(ResyncRequired):
        await Follower(county, await _first_cursor(other)).see(1)


async def test_a_follower_whose_connections_are_cut_is_told_and_can_go_on(county: County, database: Database) -> None:
    follower = Follower(county, await _first_cursor(county))
    admin = await asyncpg.connect(database.admin_url)
    writing = asyncio.create_task(_write_on(database, county, 60))
    while len(follower.seen) < 60:
        await admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 "
            "AND application_name = 'klimakreis' AND pid <> pg_backend_pid()",
            database.name,
        )
        try:
            await follower.see(5)
        except Unavailable:
            continue
    await writing
    await admin.close()

    assert [event.position for event in follower.seen] == list(range(2, 62))


async def _write_on(database: Database, county: County, count: int) -> None:
    async with opened(database.service_url) as record:
        there = county.through(record)
        for _ in range(count):
            command, command_id = there.register(), new_id()
            while True:
                try:
                    await there.order(command, command_id=command_id)
                except Unavailable:
                    continue
                break
