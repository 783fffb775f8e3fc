"""One operation: one moment, opened when something is read and closed at its end, whatever became of the database."""

import asyncio

import asyncpg
import pytest

from schema.context import Operation
from schema.moments import encode_id
from schema.registry import REGISTRY
from service.ids import new_id
from service.language import Language
from tests.conftest import Database
from tests.schema.edge import Client, Edge


def operation(edge: Edge) -> Operation:
    """An operation of the county's coordination."""
    published = {each.kind: each for each in REGISTRY}
    return Operation(edge.county.record, published, edge.county.coordinator, Language.DE)


async def end_connections(database: Database) -> None:
    """End every other connection to the database."""
    connection = await asyncpg.connect(database.admin_url)
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()


async def test_it_is_opened_once_and_sees_what_is_new_after_it_is_renewed(edge: Edge) -> None:
    it = operation(edge)
    first, again = await asyncio.gather(it.reading(), it.reading())
    assert first is again
    assert first.position == 1
    ref = await edge.county.municipality(1)
    assert (await it.reading()).position == 1
    assert await it.entities([ref], None) == []
    await it.renew()
    assert (await it.reading()).position == 2
    assert [entity.ref for entity in await it.entities([ref], None)] == [ref]
    await it.renew()
    await it.renew()


async def test_a_field_whose_sibling_failed_keeps_no_connection(edge: Edge, coordinator: Client) -> None:
    """An id that cannot be read is told at once, while the read of the other is only just beginning."""
    pool = edge.county.record.pool
    ids = [encode_id(f"event:{new_id()}"), "?"]
    for _ in range(3 * pool.get_max_size()):
        error = await coordinator.error("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
        assert error["extensions"]["code"] == "INVALID_INPUT"
    assert pool.get_idle_size() == pool.get_size()


async def test_what_still_runs_at_its_end_reads_nothing_more(edge: Edge) -> None:
    it = operation(edge)
    await it.close()
    with pytest.raises(asyncio.CancelledError):
        await it.reading()


async def test_it_ends_well_when_its_connection_is_lost(edge: Edge, database: Database) -> None:
    it = operation(edge)
    await it.reading()
    await end_connections(database)
    await it.renew()


async def test_a_lost_database_is_an_answer_and_no_fault(edge: Edge, coordinator: Client, database: Database) -> None:
    await end_connections(database)
    for _ in range(5):
        response = await coordinator.post({"query": "{ position }"})
        assert response.status_code in (200, 503)
        answer = response.json()
        if "errors" in answer:
            assert answer["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
        await end_connections(database)
