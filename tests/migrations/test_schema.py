"""The migrated database and the tables that the code knows are the same."""

import asyncio
import shutil
import sys
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from service import migrate
from service.bootstrap import role_of
from service.revisions import MIGRATIONS, MigrationFailed, newest_revision
from service.tables import metadata
from tests.conftest import Database
from tests.service.county import establish, opened


def _asyncpg(url: str) -> str:
    return "postgresql+asyncpg" + url[url.index("://") :]


async def _differences(url: str) -> list[Any]:
    def compare(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": True,
                "include_object": lambda thing, name, kind, *_: (kind, name) != ("table", "alembic_version"),
            },
        )
        return list(compare_metadata(context, metadata))

    engine = create_async_engine(_asyncpg(url))
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(compare)
    finally:
        await engine.dispose()


_CONSTRAINTS = """
SELECT c.relname AS table, k.conname AS name, k.contype::text AS kind, pg_get_constraintdef(k.oid) AS definition
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'alembic_version' AND k.contype <> 'n'
UNION ALL
SELECT tablename, indexname, 'index', indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> 'alembic_version'
UNION ALL
SELECT c.relname, a.attname, 'column', format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' '
    || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'alembic_version'
    AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY 1, 2, 3
"""


async def _constraints(url: str) -> set[tuple[str, ...]]:
    connection = await asyncpg.connect(url)
    try:
        return {tuple(row) for row in await connection.fetch(_CONSTRAINTS)}
    finally:
        await connection.close()


async def test_nothing_would_have_to_be_migrated(database: Database) -> None:
    assert await _differences(database.owner_url) == []


async def test_columns_constraints_and_indexes_are_those_that_the_code_names(
    database: Database, empty_database: Database
) -> None:
    engine = create_async_engine(_asyncpg(empty_database.owner_url))
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()

    assert await _constraints(database.owner_url) == await _constraints(empty_database.owner_url)


async def test_every_key_starts_with_the_county(database: Database) -> None:
    keys = [row for row in await _constraints(database.owner_url) if row[2] in ("p", "u", "f", "x")]

    assert not [row for row in keys if row[2] in ("f", "x")]
    for table, _, _, definition in keys:
        assert table == "counties" or "(county_id" in definition


async def test_an_empty_database_is_brought_up_to_date(empty_database: Database) -> None:
    await migrate.migrate(empty_database.owner_url, role_of(empty_database.service_url))

    assert await _revision(empty_database) == [newest_revision()]
    assert await _differences(empty_database.owner_url) == []


@pytest.fixture
def longer(tmp_path: Path) -> Path:
    """The revisions with one more, as a later version of the service would bring them."""
    directory = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, directory, ignore=shutil.ignore_patterns("__pycache__"))
    number = f"{int(newest_revision()) + 1:04}"
    (directory / "versions" / f"r{number}_more.py").write_text(
        f"""
from migrations.statements import run

revision = {number!r}
down_revision = {newest_revision()!r}


def upgrade() -> None:
    run("ALTER TABLE heads ADD COLUMN more integer; COMMENT ON COLUMN heads.more IS 'of a later version'")
"""
    )
    return directory


async def test_a_database_with_a_record_in_it_is_brought_up_to_date(empty_database: Database, longer: Path) -> None:
    role = role_of(empty_database.service_url)
    await migrate.migrate(empty_database.owner_url, role)
    async with opened(empty_database.service_url) as record:
        county = await establish(record)
    before = await _constraints(empty_database.owner_url)

    for _ in range(2):
        await migrate.migrate(empty_database.owner_url, role, longer)

        assert await _revision(empty_database) == [newest_revision(longer)]
        [added] = await _constraints(empty_database.owner_url) - before
        assert added[:3] == ("heads", "more", "column")
    async with opened(empty_database.service_url) as record:
        await county.through(record).municipality()
        assert await county.through(record).findings() == []


async def test_a_later_migration_that_fails_leaves_what_was_there(empty_database: Database, longer: Path) -> None:
    role = role_of(empty_database.service_url)
    await migrate.migrate(empty_database.owner_url, role)
    before = await _constraints(empty_database.owner_url)
    [file] = (longer / "versions").glob("r*_more.py")
    file.write_text(file.read_text().replace("heads.more", "heads.nothing_of_this_name"))

    with pytest.raises(MigrationFailed, match="nothing_of_this_name"):
        await migrate.migrate(empty_database.owner_url, role, longer)

    assert await _constraints(empty_database.owner_url) == before
    assert await _revision(empty_database) == [newest_revision()]


async def test_to_migrate_again_changes_nothing(database: Database) -> None:
    before = await _constraints(database.owner_url)

    await migrate.migrate(database.owner_url, role_of(database.service_url))

    assert await _constraints(database.owner_url) == before
    assert await _revision(database) == [newest_revision()]


@pytest.mark.parametrize("processes", [2, 4])
async def test_several_processes_at_once_migrate_once(empty_database: Database, processes: int) -> None:
    program = "import sys; from service.migrate import run; run(sys.argv[1], sys.argv[2])"
    arguments = (sys.executable, "-c", program, empty_database.owner_url, role_of(empty_database.service_url))

    running = [await asyncio.create_subprocess_exec(*arguments) for _ in range(processes)]

    assert [await process.wait() for process in running] == [0] * processes
    assert await _revision(empty_database) == [newest_revision()]
    assert await _differences(empty_database.owner_url) == []


async def test_a_migration_that_fails_leaves_nothing_behind(empty_database: Database) -> None:
    with pytest.raises(Exception, match="nobody_of_this_name"):
        await migrate.migrate(empty_database.owner_url, "nobody_of_this_name")

    assert await _constraints(empty_database.owner_url) == set()


async def _revision(database: Database) -> list[str]:
    connection = await asyncpg.connect(database.service_url)
    try:
        return [row[0] for row in await connection.fetch("SELECT version_num FROM alembic_version")]
    finally:
        await connection.close()


def test_the_revisions_are_one_line() -> None:
    script = ScriptDirectory(str(MIGRATIONS))

    assert len(script.get_bases()) == 1
    assert len(script.get_heads()) == 1
    assert newest_revision() == script.get_current_head()


async def test_the_service_role_cannot_migrate(database: Database, empty_database: Database) -> None:
    engine = create_async_engine(_asyncpg(database.service_url))
    with pytest.raises(Exception, match="owner"):
        async with engine.begin() as connection:
            await connection.execute(text("ALTER TABLE heads ADD COLUMN more int"))
    await engine.dispose()
