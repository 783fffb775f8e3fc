"""Bringing a database's tables up to date, under a lock, as the role that owns them."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

_LOCK = 0x6B6C696D  # "klim": one migration at a time in a database
_DIRECTORY = Path(__file__).resolve().parent.parent / "migrations"


def newest_revision() -> str:
    """The revision that this version of the service needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


async def migrate(owner_url: str, service_role: str) -> None:
    """Run the revisions that the database does not have yet.

    `owner_url` is a `postgresql://` URL of the owning role, `service_role` the name of the role that the service
    runs as: it must exist, and is granted what it needs. Safe to run from several processes at once.
    """
    engine = create_async_engine(_asyncpg_url(owner_url))
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            await connection.run_sync(_upgrade, service_role)
    finally:
        await engine.dispose()


def run(owner_url: str, service_role: str) -> None:
    """The same, for callers without an event loop."""
    asyncio.run(migrate(owner_url, service_role))


def _asyncpg_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme.split('+')[0].replace('postgres', 'postgresql').replace('postgresqlql', 'postgresql')}+asyncpg://{rest}"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_DIRECTORY))
    return config


def _upgrade(connection: Connection, service_role: str) -> None:
    if MigrationContext.configure(connection).get_current_revision() == newest_revision():
        return
    config = _config()
    config.attributes["connection"] = connection
    config.attributes["service_role"] = service_role
    command.upgrade(config, "head")
