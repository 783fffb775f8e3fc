"""Migrates a database as the role that owns its tables."""

import asyncio
from pathlib import Path

import asyncpg

from service.revisions import MIGRATIONS, newest_revision


async def migrate(owner_url: str, service_role: str, directory: Path = MIGRATIONS) -> None:
    """Run the outstanding revisions. Raises `MigrationFailed`.

    `owner_url` is a `postgresql://` URL of the owning role. `service_role` is the role that the service runs as: it
    must exist and is granted what it needs. Several processes may run this at once.
    """
    if await _revision(owner_url) == newest_revision(directory):
        return
    from service.upgrade import upgrade

    await upgrade(owner_url, service_role, directory)


def run(owner_url: str, service_role: str) -> None:
    """Run `migrate` for callers without an event loop."""
    asyncio.run(migrate(owner_url, service_role))


async def _revision(url: str) -> str | None:
    """The database's revision; None before the first."""
    connection = await asyncpg.connect(url)
    try:
        if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
            return None
        found: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
        return found
    finally:
        await connection.close()
