"""A reading sees one moment: now, or as it was recorded at a position or a time, and only what its reader may see."""

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from events.municipality.state import Municipality
from events.policy import Role, Visibility
from service.cursors import decode_cursor
from service.entity_snapshot import EntitySnapshot
from service.event_query import EventQuery
from service.ids import new_id
from service.problems import InvalidInput
from service.read_session import ReadSession
from service.viewer import Viewer
from tests.service.county import County, now
from tests.service.reminder import REMINDER, HideReminder, SetReminder, registered

BY = date(2023, 3, 1)


@pytest.fixture(autouse=True)
def aggregate() -> Iterator[None]:
    """The reminder is an aggregate of the record: it can be hidden."""
    with registered(REMINDER):
        yield


def _names(stored: EntitySnapshot | None) -> list[str]:
    assert stored is not None
    assert isinstance(stored.state, Municipality)
    return [each.name for each in stored.state.names]


async def test_an_entity_as_it_is_and_as_it_was(county: County) -> None:
    ref = await county.municipality(name="Süderbrarup")
    await county.rename(ref, "Kappeln")
    await county.rename(ref, "Arnis")

    async with county.record.read(county.coordinator) as reading:
        assert reading.position == 4
        assert await reading.get(ref, 1) is None
        assert _names(await reading.get(ref, 2)) == ["Süderbrarup"]
        assert _names(await reading.get(ref, 3)) == ["Süderbrarup", "Kappeln"]
        assert _names(await reading.get(ref, 4)) == _names(await reading.get(ref))
        stored = await reading.get(ref, 3)
        assert stored is not None
        assert (stored.version, stored.position) == (2, 3)


async def test_what_is_recorded_meanwhile_is_not_seen(county: County) -> None:
    ref = await county.municipality(name="Süderbrarup")

    async with county.record.read(county.coordinator) as reading:
        await county.rename(ref, "Kappeln")
        await county.municipality()
        assert _names(await reading.get(ref)) == ["Süderbrarup"]
        assert len(await reading.every("municipality")) == 1
        assert reading.position == 2


async def test_all_of_a_kind_now_and_then(county: County) -> None:
    refs = [await county.municipality() for _ in range(5)]
    await county.rename(refs[0], "Kappeln")

    async with county.record.read(county.coordinator) as reading:
        assert {stored.ref for stored in await reading.every("municipality")} == set(refs)
        for position in range(1, 7):
            then = await reading.every("municipality", position)
            assert {stored.ref for stored in then} == set(refs[: position - 1])
        before = {stored.ref: stored.version for stored in await reading.every("municipality", 6)}
        assert before[refs[0]] == 1


async def test_a_moment_means_the_last_position_not_after_it(county: County) -> None:
    await county.municipality()
    events = await county.events()

    async with county.record.read(county.coordinator) as reading:
        for event in events:
            assert await reading.position_at(event.recorded_at) == event.position
        assert await reading.position_at(events[0].recorded_at - timedelta(microseconds=1)) == 0
        assert await reading.position_at(events[1].recorded_at - timedelta(microseconds=1)) == 1
        assert await reading.position_at(now()) == 2
        assert await reading.position_at(0) == 0
        assert await reading.position_at(2) == 2


async def test_of_events_of_one_moment_the_last_counts(county: County) -> None:
    await asyncio.gather(*(county.order(county.register()) for _ in range(10)))
    events = await county.events()
    assert len({event.recorded_at for event in events}) < 11

    async with county.record.read(county.coordinator) as reading:
        assert await reading.position_at(events[-1].recorded_at) == 11


@pytest.mark.parametrize("at", [3, 2**31, 2**62, -1])
async def test_a_position_that_is_not_there_yet_is_refused(county: County, at: int) -> None:
    await county.municipality()

    async with county.record.read(county.coordinator) as reading:
        with pytest.raises(InvalidInput) as refused:
            await reading.position_at(at)
    assert refused.value.path == ("at", "position")


async def test_a_moment_to_come_is_refused(county: County) -> None:
    async with county.record.read(county.coordinator) as reading:
        with pytest.raises(InvalidInput) as refused:
            await reading.position_at(now() + timedelta(minutes=1))
    assert refused.value.path == ("at", "time")


async def _seen(reading: ReadSession, ref: str, at: int | None = None) -> bool:
    alone = await reading.get(ref, at)
    among = [stored.ref for stored in await reading.every("reminder", at)]
    assert (alone is not None) == (ref in among)
    return alone is not None


async def test_who_sees_what_goes_by_the_stricter_of_then_and_now(county: County) -> None:
    public = Viewer(county.id, None, Role.PUBLIC)
    opened = (await county.order(SetReminder("erst zu, dann offen", BY, Visibility.CONFIDENTIAL))).ref
    closed = (await county.order(SetReminder("erst offen, dann zu", BY, Visibility.PUBLIC))).ref
    await county.order(HideReminder(opened, Visibility.PUBLIC))
    await county.order(HideReminder(closed, Visibility.CONFIDENTIAL))

    async with county.record.read(public) as reading:
        assert await _seen(reading, opened)
        assert not await _seen(reading, closed)
        # Then it was confidential.
        assert not await _seen(reading, opened, at=3)
        # Then it was public, but it is confidential now.
        assert not await _seen(reading, closed, at=3)
    async with county.record.read(county.coordinator) as reading:
        for ref in (opened, closed):
            for at in (3, 4, 5, None):
                assert await _seen(reading, ref, at)


@pytest.mark.parametrize(
    ("role", "level", "seen", "own"),
    [
        (Role.PUBLIC, Visibility.PUBLIC, True, True),
        (Role.PUBLIC, Visibility.INTERNAL, False, False),
        (Role.PARTNER, Visibility.INTERNAL, False, True),
        (Role.PARTNER, Visibility.CONFIDENTIAL, False, True),
        (Role.MUNICIPALITY, Visibility.INTERNAL, True, True),
        (Role.MUNICIPALITY, Visibility.CONFIDENTIAL, False, True),
        (Role.AUDITOR, Visibility.CONFIDENTIAL, True, True),
        (Role.COORDINATOR, Visibility.CONFIDENTIAL, True, True),
        (Role.ADMIN, Visibility.CONFIDENTIAL, True, True),
    ],
)
async def test_roles_see_by_level_and_relation(
    county: County, role: Role, level: Visibility, seen: bool, own: bool
) -> None:
    mine, other = await county.municipality(), await county.municipality()
    ref = (await county.order(SetReminder("Bericht", BY, level, whom=mine))).ref

    for acts_for, expected in ((other, seen), (mine, own), (None, seen)):
        acting = None if role is Role.PUBLIC else acts_for
        async with county.record.read(Viewer(county.id, new_id(), role, acting)) as reading:
            assert await _seen(reading, ref) is expected
            assert (await reading.history(EventQuery(ref=ref)) != []) is expected


async def test_many_are_read_in_one_statement(county: County) -> None:
    refs = [await county.municipality() for _ in range(30)]
    async with county.record.read(county.coordinator) as reading:
        statements: list[str] = []
        fetch = reading._fetch

        async def counted(sql: str, *arguments: object) -> object:
            statements.append(sql)
            return await fetch(sql, *arguments)

        reading._fetch = counted  # type: ignore[method-assign,assignment]
        found = await asyncio.gather(*(reading.get(ref) for ref in [*refs, *refs]))
        then = await asyncio.gather(*(reading.get(ref, 40) for ref in refs), return_exceptions=True)

    assert [stored.ref for stored in found if stored] == [*refs, *refs]
    assert len(then) == 30
    assert len(statements) == 2


async def test_what_is_no_entity_is_none(county: County) -> None:
    async with county.record.read(county.coordinator) as reading:
        for ref in (f"municipality:{new_id()}", f"never_heard_of:{new_id()}", f"person:{county.id}"):
            assert await reading.get(ref) is None
            assert await reading.get(ref, 1) is None
        assert await reading.every("never_heard_of") == []


async def test_actors_are_found_by_their_id(county: County) -> None:
    actor = county.coordinator.actor
    assert actor is not None
    async with county.record.read(county.coordinator) as reading:
        found = await reading.actor(actor)
        assert found is not None
        assert (found.id, found.role) == (actor, Role.COORDINATOR)
        assert await reading.actor(new_id()) is None


async def test_the_cursor_of_a_reading_is_where_to_follow_from(county: County) -> None:
    await county.municipality()
    async with county.record.read(county.coordinator) as reading:
        newest = (await county.events())[-1]
        assert decode_cursor(reading.cursor) == (2, newest.event_id)
        assert reading.cursor_of(newest) == reading.cursor
        assert await reading.stands(2, newest.event_id)
        assert not await reading.stands(1, newest.event_id)
        assert not await reading.stands(3, newest.event_id)


async def test_connections_come_back_whatever_happens(county: County) -> None:
    class Upset(Exception):
        """Something goes wrong while reading."""

    async def be_upset() -> None:
        async with county.record.read(county.coordinator) as reading:
            await reading.every("municipality")
            raise Upset

    for _ in range(20):
        with pytest.raises(Upset):
            await be_upset()
        started = asyncio.Event()

        async def read(started: asyncio.Event) -> None:
            async with county.record.read(county.coordinator) as reading:
                started.set()
                await reading.every("municipality")

        task = asyncio.create_task(read(started))
        await started.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    pool = county.record.pool
    assert pool.get_idle_size() == pool.get_size()
