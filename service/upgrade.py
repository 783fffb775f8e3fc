"""Runs Alembic's revisions on a database, under a lock, as the role that owns its tables.

Loaded only when there is something to run: importing Alembic takes longer than starting the service.
"""

from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from service.revisions import MigrationFailed, newest_revision

_LOCK = 0x6B6C696D  # "klim": one migration at a time in a database


async def upgrade(owner_url: str, service_role: str, directory: Path) -> None:
    """Run the outstanding revisions. Raises `MigrationFailed`."""
    engine = create_async_engine("postgresql+asyncpg://" + owner_url.partition("://")[2])
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            await connection.run_sync(_upgrade, service_role, directory)
    except (SQLAlchemyError, asyncpg.PostgresError) as fault:
        raise MigrationFailed(str(getattr(fault, "orig", None) or fault)) from fault
    finally:
        await engine.dispose()


def configuration(directory: Path) -> Config:
    """Alembic's configuration, with the directory of the revisions."""
    config = Config()
    config.set_main_option("script_location", str(directory))
    return config


def _upgrade(connection: Connection, service_role: str, directory: Path) -> None:
    if MigrationContext.configure(connection).get_current_revision() == newest_revision(directory):
        return
    config = configuration(directory)
    config.attributes["connection"] = connection
    config.attributes["service_role"] = service_role
    command.upgrade(config, "head")
