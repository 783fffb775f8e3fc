"""Who may share a batch, and that nobody in one suffers from another."""

import asyncio
from collections import deque
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.municipality.population import RecordPopulation
from service.writer import _APPEND, AppendRequest, AppendResult, Verdict, _arguments, compatible
from tests.conftest import Database
from tests.service.county import County, held, until_appending

COUNTY = UUID(int=1)


def _request(ref: str, reads: set[str], command: int, claims: set[str]) -> AppendRequest:
    return AppendRequest(
        county=COUNTY,
        actor=UUID(int=2),
        command_id=UUID(int=command),
        correlation_id=UUID(int=command),
        causation_id=None,
        fingerprint=b"",
        ref=ref,
        fold=1,
        reads=dict.fromkeys({ref, *reads}, 1),
        events=(),
        reason=None,
        authority=None,
        claims=dict.fromkeys(claims, True),
    )


refs = st.sampled_from([f"municipality:{n}" for n in range(6)])
requests = st.lists(
    st.builds(
        _request, refs, st.sets(refs, max_size=3), st.integers(1, 8), st.sets(st.sampled_from("abcd"), max_size=2)
    ),
    max_size=20,
)


def _conflict(earlier: AppendRequest, later: AppendRequest) -> bool:
    return (
        later.ref in earlier.reads
        or earlier.ref in later.reads
        or earlier.command_id == later.command_id
        or not set(earlier.claims).isdisjoint(later.claims)
    )


def _queue(given: list[AppendRequest]) -> Any:
    return deque((request, None) for request in given)


@given(requests, st.integers(1, 10))
def test_no_two_of_a_batch_conflict(given: list[AppendRequest], most: int) -> None:
    batch = [request for request, _ in compatible(_queue(given), most)]

    assert len(batch) <= most
    for n, later in enumerate(batch):
        assert not any(_conflict(earlier, later) for earlier in batch[:n])


@given(requests, st.integers(1, 10))
def test_nobody_is_lost_and_nobody_overtakes_whom_he_conflicts_with(given: list[AppendRequest], most: int) -> None:
    queue = _queue(given)
    order: list[AppendRequest] = []

    while queue:
        batch = compatible(queue, most)
        assert batch, "a queue that is not empty moves on"
        order += [request for request, _ in batch]

    place = {id(request): n for n, request in enumerate(order)}
    assert sorted(place) == sorted(id(request) for request in given)
    for n, later in enumerate(given):
        for earlier in given[:n]:
            if _conflict(earlier, later):
                assert place[id(earlier)] < place[id(later)]


@given(requests)
def test_the_first_in_the_queue_is_always_in_the_batch(given: list[AppendRequest]) -> None:
    if given:
        assert compatible(_queue(given), 10)[0][0] is given[0]


@given(requests)
def test_who_waits_stays_in_order(given: list[AppendRequest]) -> None:
    queue = _queue(given)
    batch = {id(request) for request, _ in compatible(queue, 100)}

    assert [id(request) for request, _ in queue] == [id(r) for r in given if id(r) not in batch]


@pytest.mark.parametrize("place", [0, 3, 6])
async def test_a_request_that_the_database_refuses_fails_alone(county: County, place: int) -> None:
    made = [await county.request(county.register()) for _ in range(6)]
    broken = await county.request(county.register())
    broken = replace(broken, events=[event._replace(body_hash=b"too short") for event in broken.events])
    made.insert(place, broken)

    results = await asyncio.gather(*(county.record.writer.append(each) for each in made), return_exceptions=True)

    assert isinstance(results.pop(place), asyncpg.CheckViolationError)
    verdicts = [result.verdict for result in results if isinstance(result, AppendResult)]
    assert verdicts == [Verdict.DONE] * 6
    assert await county.head() == 7
    assert await county.findings() == []


async def test_a_request_that_cannot_be_sent_at_all_fails_alone(county: County) -> None:
    made = [await county.request(county.register()) for _ in range(4)]
    broken = replace(await county.request(county.register()), fold=2**40)

    results = await asyncio.gather(
        county.record.writer.append(broken),
        *(county.record.writer.append(each) for each in made),
        return_exceptions=True,
    )

    assert isinstance(results[0], asyncpg.DataError)
    assert await county.head() == 5


@pytest.mark.parametrize(("requests", "transactions"), [(32, 1), (100, 3)])
async def test_many_that_do_not_conflict_share_few_transactions(
    county: County, requests: int, transactions: int
) -> None:
    """Of very many half go at a time: the others are decided meanwhile."""
    made = [await county.request(county.register()) for _ in range(requests)]

    results = await asyncio.gather(*(county.record.writer.append(each) for each in made))

    assert len({result.recorded_at for result in results}) == transactions
    assert [result.position for result in results] == list(range(2, 2 + requests))


async def test_a_batch_whose_connection_is_lost_is_sent_again(county: County, database: Database) -> None:
    async with held(county):
        waiting = [asyncio.create_task(county.order(county.register())) for _ in range(10)]
        await until_appending(database)
        connection = await asyncpg.connect(database.admin_url)
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = $1 AND wait_event_type = 'Lock' AND query LIKE '%append(%'",
            database.name,
        )
        await connection.close()

    outcomes = await asyncio.gather(*waiting)

    assert sorted(outcome.position for outcome in outcomes) == list(range(2, 12))
    assert not any(outcome.repeated for outcome in outcomes)
    assert await county.findings() == []


async def test_a_command_of_many_batches_waits_behind_what_it_conflicts_with(county: County) -> None:
    ref = await county.municipality()

    outcomes = await asyncio.gather(
        *(county.count(ref, n) for n in range(5)), *(county.order(county.register()) for _ in range(50))
    )

    assert sorted(outcome.position for outcome in outcomes) == list(range(3, 58))
    assert await county.findings() == []


async def test_an_append_does_not_read_the_whole_record(county: County, database: Database) -> None:
    """Also by a plan that was made when the record was small."""
    refs = [await county.municipality() for _ in range(32)]
    connection = await asyncpg.connect(database.service_url)

    async def states_read(inhabitants: int) -> int:
        made = [await county.request(RecordPopulation(ref, inhabitants, date(2020, 1, 1))) for ref in refs]
        transaction = connection.transaction()
        await transaction.start()
        await connection.fetch(_APPEND, *_arguments(made))
        read: int = await connection.fetchval(
            "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'states'"
        )
        await transaction.rollback()
        return read

    assert await states_read(1) > 0
    for n in range(12):
        await asyncio.gather(*(county.count(ref, n) for ref in refs))

    assert await states_read(2) < await county.head() / 2
    await connection.close()
