"""An event is never changed or deleted, whoever asks."""

import asyncpg
import pytest

from tests.conftest import Database
from tests.service.county import County

STATEMENTS = [
    "UPDATE events SET reason = NULL",
    "UPDATE events SET position = position + 1 WHERE false",
    "DELETE FROM events",
    "DELETE FROM events WHERE position = 1",
    "TRUNCATE events",
    "TRUNCATE events, states",
    "MERGE INTO events e USING (SELECT 1) one ON true WHEN MATCHED THEN DELETE",
    "WITH gone AS (DELETE FROM events RETURNING position) SELECT * FROM gone",
]


async def _tried(url: str, county: County, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute(f"SET LOCAL klimakreis.county = '{county.id}'")
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.mark.parametrize("statement", STATEMENTS)
async def test_the_owner_is_refused(county: County, database: Database, statement: str) -> None:
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="never changed or deleted"):
        await _tried(database.owner_url, county, statement)

    assert await county.findings() == []


@pytest.mark.parametrize("statement", STATEMENTS)
async def test_the_service_is_refused(county: County, database: Database, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _tried(database.service_url, county, statement)

    assert await county.findings() == []


@pytest.mark.parametrize("statement", STATEMENTS)
async def test_whoever_administers_the_server_is_refused(county: County, database: Database, statement: str) -> None:
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await _tried(database.admin_url, county, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "DROP TABLE events",
        "DROP TRIGGER events_are_kept ON events",
        "CREATE TABLE more (id int)",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    ],
)
async def test_the_service_cannot_loosen_the_rule(county: County, database: Database, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _tried(database.service_url, county, statement)


async def test_outcomes_of_commands_are_kept_as_they_are(county: County, database: Database) -> None:
    for statement in ("UPDATE command_outcomes SET position = 7", "DELETE FROM command_outcomes"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await _tried(database.service_url, county, statement)
