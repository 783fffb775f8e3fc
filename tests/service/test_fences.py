"""Row-level security: the second wall between counties, whatever a statement forgets."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from service.ids import new_id
from service.rebuild import rebuild
from service.tables import FENCED, metadata
from tests.conftest import Database
from tests.service.county import County, establish


@pytest.fixture
async def service(database: Database) -> AsyncIterator[Any]:
    """A connection of the service role, as a careless statement would use it."""
    connection = await asyncpg.connect(database.service_url)
    yield connection
    await connection.close()


@pytest.fixture
async def filled(county: County, database: Database) -> County:
    """A county with a row in every table."""
    await county.record.actors(county.id).issue(county.coordinator.actor or new_id())
    connection = await asyncpg.connect(database.admin_url)
    for statement in (
        "INSERT INTO leases VALUES ($1, 'due', gen_random_uuid(), now())",
        "INSERT INTO contents VALUES ($1, repeat('a', 64), 1, 'text/plain', gen_random_uuid())",
        "INSERT INTO content_parts VALUES ($1, repeat('a', 64), 0, 'a')",
        "INSERT INTO texts VALUES ($1, repeat('a', 43), 'a')",
    ):
        await connection.execute(statement, county.id)
    await connection.close()
    await county.municipality()
    return county


async def test_every_table_but_the_counties_is_fenced(database: Database) -> None:
    connection = await asyncpg.connect(database.admin_url)
    tables = await connection.fetch(
        "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
        "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm', 'v', 'f')"
    )
    policies = await connection.fetch("SELECT tablename, cmd, permissive, roles, qual, with_check FROM pg_policies")
    await connection.close()

    open_to_all = {"counties", "alembic_version"}
    assert {row["relname"] for row in tables} == set(FENCED) | open_to_all
    assert set(FENCED) == {table.name for table in metadata.sorted_tables} - {"counties"}
    for row in tables:
        fenced = row["relname"] not in open_to_all
        assert (row["relrowsecurity"], row["relforcerowsecurity"]) == (fenced, fenced), row["relname"]
    assert sorted(row["tablename"] for row in policies) == sorted(FENCED)
    rule = "(county_id = this_county())"
    assert {(row["cmd"], row["permissive"], *row["roles"], row["qual"], row["with_check"]) for row in policies} == {
        ("ALL", "PERMISSIVE", "public", rule, rule)
    }


async def test_the_service_role_owns_nothing_and_may_not_step_over_the_fence(service: Any) -> None:
    role = await service.fetchrow(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = user"
    )
    assert not any(role)
    for catalogue, owner in {
        "pg_class": "relowner",
        "pg_proc": "proowner",
        "pg_type": "typowner",
        "pg_namespace": "nspowner",
        "pg_database": "datdba",
    }.items():
        owned = await service.fetchval(f"SELECT count(*) FROM {catalogue} WHERE pg_get_userbyid({owner}) = user")
        assert owned == 0, catalogue
    # No function runs with more rights than who calls it.
    assert (
        await service.fetchval("SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef")
        == 0
    )


@pytest.mark.parametrize("table", FENCED)
async def test_a_statement_that_forgets_the_county_sees_nothing(
    filled: County, service: Any, database: Database, table: str
) -> None:
    admin = await asyncpg.connect(database.admin_url)
    assert await admin.fetchval(f"SELECT count(*) FROM {table} WHERE county_id = $1", filled.id) > 0
    await admin.close()

    assert await service.fetchval(f"SELECT count(*) FROM {table}") == 0
    assert await service.fetchval(f"SELECT count(*) FROM {table} WHERE county_id = $1", filled.id) == 0


@pytest.mark.parametrize("table", FENCED)
async def test_a_statement_of_one_county_sees_nothing_of_another(filled: County, service: Any, table: str) -> None:
    async with service.transaction():
        await service.execute(f"SET LOCAL klimakreis.county = '{new_id()}'")
        assert await service.fetchval(f"SELECT count(*) FROM {table} WHERE county_id = $1", filled.id) == 0
    async with service.transaction():
        await service.execute(f"SET LOCAL klimakreis.county = '{filled.id}'")
        assert await service.fetchval(f"SELECT count(*) FROM {table}") > 0


@pytest.mark.parametrize("table", FENCED)
async def test_nothing_can_be_written_for_another_county(
    filled: County, service: Any, database: Database, table: str
) -> None:
    admin = await asyncpg.connect(database.admin_url)
    given = [column.name for column in metadata.tables[table].columns if column.computed is None]
    columns = ", ".join(given)
    values = await admin.fetchrow(f"SELECT {columns} FROM {table} WHERE county_id = $1 LIMIT 1", filled.id)
    await admin.close()
    assert values is not None
    places = ", ".join(f"${n}" for n in range(1, len(given) + 1))

    async def insert(claimed: str) -> None:
        async with service.transaction():
            await service.execute("SELECT set_config('klimakreis.county', $1, true)", claimed)
            await service.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", *values)

    for claimed in ("", str(new_id())):
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await insert(claimed)


async def test_the_county_of_one_transaction_is_forgotten_after_it(filled: County, service: Any) -> None:
    async with service.transaction():
        await service.execute(f"SET LOCAL klimakreis.county = '{filled.id}'")
        assert await service.fetchval("SELECT count(*) FROM events") == 2
    assert await service.fetchval("SELECT count(*) FROM events") == 0
    await service.fetch("SELECT * FROM token_holders($1, $2)", filled.id, [b""])
    assert await service.fetchval("SELECT count(*) FROM events") == 0


async def test_connections_of_the_pool_come_back_without_a_county(filled: County) -> None:
    other = await establish(filled.record, "01060")
    await other.municipality()
    [_ async for _ in rebuild(filled.record.pool, filled.id)]
    await filled.findings()
    async with filled.record.read(filled.coordinator) as reading:
        await reading.every("municipality")
    pool = filled.record.pool
    for connection in [await pool.acquire() for _ in range(pool.get_max_size())]:
        assert await connection.fetchval("SELECT count(*) FROM events") == 0
        await pool.release(connection)


async def test_the_owner_is_fenced_too(filled: County, database: Database) -> None:
    owner = await asyncpg.connect(database.owner_url)
    assert await owner.fetchval("SELECT count(*) FROM events") == 0
    await owner.close()
