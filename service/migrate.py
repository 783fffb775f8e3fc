"""Bringing a database's tables up to date, as the role that owns them."""

import asyncio
from pathlib import Path

import asyncpg

from service.revisions import MIGRATIONS, newest_revision


async def migrate(owner_url: str, service_role: str, directory: Path = MIGRATIONS) -> None:
    """Run the revisions that the database does not have yet. Raises `MigrationFailed`.

    `owner_url` is a `postgresql://` URL of the owning role, `service_role` the name of the role that the service
    runs as: it must exist, and is granted what it needs. Safe to run from several processes at once.
    """
    if await _revision(owner_url) == newest_revision(directory):
        return
    from service.upgrade import upgrade

    await upgrade(owner_url, service_role, directory)


def run(owner_url: str, service_role: str) -> None:
    """The same, for callers without an event loop."""
    asyncio.run(migrate(owner_url, service_role))


async def _revision(url: str) -> str | None:
    """The revision that the database is at; None before the first."""
    connection = await asyncpg.connect(url)
    try:
        if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
            return None
        found: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
        return found
    finally:
        await connection.close()
