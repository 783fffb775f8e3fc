"""What happened, to an entity or in the county: filtered, forwards and backwards, a page at a time."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from events.authority import ExternalDecision
from events.policy import Role, Visibility
from service.event_query import EventQuery
from service.ids import new_id
from service.recorded import Recorded
from service.refs import split
from service.viewer import Viewer
from tests.service.county import County
from tests.service.reminder import REMINDER, HideReminder, SetReminder, registered

BY = date(2023, 3, 1)


@pytest.fixture(autouse=True)
def aggregate() -> Iterator[None]:
    """The reminder is an aggregate of the record: it can be hidden."""
    with registered(REMINDER):
        yield


@dataclass
class Told:
    """A county with some history, and who acted in it."""

    county: County
    refs: list[str]
    other: UUID
    events: list[Recorded]


@pytest.fixture
async def told(county: County) -> Told:
    other = await county.viewer(Role.ADMIN)
    refs = [await county.municipality() for _ in range(3)]
    for number in range(4):
        await county.count(refs[0], number)
        await county.order(SetReminder(f"Bericht {number}", BY), other)
        await county.rename(refs[number % 3], f"Name {number}", reason="Beschluss")
    assert other.actor is not None
    return Told(county, refs, other.actor, await county.events())


async def _told(told: Told, query: EventQuery, **span: object) -> list[int]:
    async with told.county.record.read(told.county.coordinator) as reading:
        return [event.position for event in await reading.history(query, **span)]  # type: ignore[arg-type]


async def test_all_of_it_in_order_and_against_it(told: Told) -> None:
    every = [event.position for event in told.events]

    assert await _told(told, EventQuery()) == every == list(range(1, 17))
    assert await _told(told, EventQuery(), backwards=True) == every[::-1]


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("size", [1, 3, 7, 16, 100])
async def test_page_by_page_it_is_the_same(told: Told, size: int, backwards: bool) -> None:
    async with told.county.record.read(told.county.coordinator) as reading:
        seen: list[int] = []
        while page := await reading.history(
            EventQuery(),
            after=None if backwards or not seen else seen[-1],
            before=seen[-1] if backwards and seen else None,
            limit=size,
            backwards=backwards,
        ):
            assert len(page) <= size
            seen += [event.position for event in page]

    assert seen == (list(range(16, 0, -1)) if backwards else list(range(1, 17)))


def _matches(query: EventQuery, event: Recorded) -> bool:
    """Whether an event is one of those asked for."""
    return (
        (query.ref is None or event.ref == query.ref)
        and (query.kinds is None or split(event.ref)[0] in query.kinds)
        and (query.types is None or event.type in query.types)
        and (query.actor is None or event.actor == query.actor)
        and (query.since is None or event.recorded_at >= query.since)
        and (query.until is None or event.recorded_at <= query.until)
    )


async def test_whatever_is_asked_for_is_what_matches(told: Told) -> None:
    """Each filter and any of them together: as if every event were held against it."""
    kinds = [None, frozenset({"municipality"}), frozenset({"reminder", "county"}), frozenset[str]()]
    types = [None, frozenset({"MunicipalityRenamed", "ReminderSet"}), frozenset({"NeverHeardOf"})]
    actors = [None, told.other, new_id()]
    refs = [None, told.refs[0], f"municipality:{new_id()}"]
    spans = [(None, None), (told.events[4].recorded_at, told.events[11].recorded_at)]
    async with told.county.record.read(told.county.coordinator) as reading:
        for ref, kind, type_, actor, span, backwards in itertools.product(
            refs, kinds, types, actors, spans, (False, True)
        ):
            query = EventQuery(ref, kind, type_, actor, *span)
            found = await reading.history(query, limit=5, backwards=backwards)
            expected = [event for event in told.events[:: -1 if backwards else 1] if _matches(query, event)]
            assert found == expected[:5], query


async def test_between_two_positions_neither_is_included(told: Told) -> None:
    assert await _told(told, EventQuery(), after=3, before=7) == [4, 5, 6]
    assert await _told(told, EventQuery(), after=3, before=7, backwards=True, limit=2) == [6, 5]
    assert await _told(told, EventQuery(), after=3, before=4) == []
    assert await _told(told, EventQuery(), after=16) == []
    assert await _told(told, EventQuery(), before=1) == []


async def test_as_of_a_position_later_events_are_not_there(told: Told) -> None:
    assert await _told(told, EventQuery(), at=5) == [1, 2, 3, 4, 5]
    assert await _told(told, EventQuery(), at=5, backwards=True, limit=2) == [5, 4]
    assert await _told(told, EventQuery(), at=5, after=4) == [5]
    assert await _told(told, EventQuery(), at=0) == []


async def test_a_time_before_and_after_everything(told: Told) -> None:
    first, last = told.events[0].recorded_at, told.events[-1].recorded_at
    moment = timedelta(microseconds=1)

    assert await _told(told, EventQuery(until=first - moment)) == []
    assert await _told(told, EventQuery(since=last + moment)) == []
    assert await _told(told, EventQuery(since=first, until=last)) == list(range(1, 17))
    assert await _told(told, EventQuery(since=first - moment, until=last + moment)) == list(range(1, 17))


async def test_what_may_not_be_seen_is_left_out_and_pages_are_full_all_the_same(county: County) -> None:
    """Hidden then or hidden now: an event is told only where both allow it."""
    refs = []
    for number in range(60):
        level = Visibility.PUBLIC if number % 3 == 0 else Visibility.CONFIDENTIAL
        refs.append((await county.order(SetReminder("Bericht", BY, level))).ref)
    await county.order(HideReminder(refs[0], Visibility.CONFIDENTIAL))
    await county.order(HideReminder(refs[1], Visibility.PUBLIC))
    public = Viewer(county.id, None, Role.PUBLIC)

    async with county.record.read(public) as reading:
        found = await reading.history(EventQuery(kinds=frozenset({"reminder"})), limit=15)
        backwards = await reading.history(EventQuery(), limit=100, backwards=True)

    told = [event.ref for event in backwards if event.ref.startswith("reminder")]
    assert len(found) == 15
    assert set(told) == {refs[1], *refs[3::3]}
    assert [event.type for event in backwards if event.ref == refs[1]] == ["ReminderHidden"]
    async with county.record.read(public) as reading:
        assert await reading.event((await county.events())[1].event_id) is None
        assert await reading.event(found[0].event_id) == found[0]


async def test_an_event_tells_all_of_its_envelope(county: County) -> None:
    authority = ExternalDecision("Kreistag", date(2022, 9, 28), "2022/041")
    ref = await county.municipality()
    command_id = new_id()
    outcome = await county.rename(ref, "Kappeln", reason="Beschluss", authority=authority, command_id=command_id)

    async with county.record.read(county.coordinator) as reading:
        (event,) = await reading.history(EventQuery(ref=ref), after=2)

    assert (event,) == outcome.events
    assert (event.ref, event.version, event.position, event.type) == (ref, 2, 3, "MunicipalityRenamed")
    assert (event.actor, event.authority, event.command_id) == (county.coordinator.actor, authority, command_id)
    assert event.concerns == {ref}
    assert event.visibility is Visibility.PUBLIC
    assert event.reason is not None
