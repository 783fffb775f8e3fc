"""What every process needs first: a running, migrated database and a master key."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import asyncpg

from service.database import LOST
from service.migrate import migrate
from service.postgres import DirectoryInUse, EmbeddedPostgres, PostgresError
from service.revisions import MigrationFailed
from service.settings import Settings

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 60.0
STOP_SECONDS = 4.0


class BootstrapFailed(RuntimeError):
    """The database cannot be reached or brought up to date; the message says why and what to do."""


@dataclass(frozen=True)
class ReadyDatabase:
    """A running, migrated database: the settings that point to it, and the server if it is the embedded one."""

    settings: Settings
    postgres: EmbeddedPostgres | None = None


@asynccontextmanager
async def bootstrap(settings: Settings, *, alone: bool = False) -> AsyncIterator[ReadyDatabase]:
    """Provide the database and the master key for as long as the context lasts.

    Without DATABASE_URL, this is the embedded PostgreSQL: started here and stopped at the end, or shared with another
    klimakreis process on the same data directory unless `alone` is set. Raises `BootstrapFailed`, `PostgresError` and
    `SettingsError`.
    """
    if not settings.embedded:
        settings.read_master_key()
        await _bring_up_to_date(settings)
        yield ReadyDatabase(settings)
        return
    postgres = EmbeddedPostgres(settings.data)
    # Only a database that does not exist yet gets a new key: it cannot hold texts sealed under a lost one.
    settings.read_master_key(create=not postgres.initialised)
    if not await _start_or_find(postgres, alone):
        settings = _at(postgres, settings)
        await _bring_up_to_date(settings)
        yield ReadyDatabase(settings)
        return
    try:
        await run_to_completion(postgres.ensure_roles)
        settings = _at(postgres, settings)
        await _bring_up_to_date(settings)
        yield ReadyDatabase(settings, postgres)
    finally:
        await run_to_completion(lambda: postgres.stop(seconds=STOP_SECONDS))


async def run_to_completion(act: Callable[[], None], abandon: Callable[[], None] = lambda: None) -> None:
    """Run a blocking function in a thread and wait for its end. If cancelled meanwhile, ask it to give up."""
    doing = asyncio.ensure_future(asyncio.to_thread(act))
    try:
        await asyncio.shield(doing)
    except asyncio.CancelledError:
        abandon()
        await asyncio.wait([doing])
        if not doing.cancelled():
            doing.exception()
        raise


async def _start_or_find(postgres: EmbeddedPostgres, alone: bool) -> bool:
    """True if the server was started here, False if another process runs it."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while True:
        if not alone and await asyncio.to_thread(postgres.find):
            return False
        try:
            await run_to_completion(postgres.start, postgres.abandon)
        except DirectoryInUse:
            # The other process may still be starting its server.
            if alone or asyncio.get_running_loop().time() > deadline:
                raise
            await asyncio.sleep(0.1)
        except asyncio.CancelledError:
            await run_to_completion(lambda: postgres.stop(seconds=STOP_SECONDS))
            raise
        else:
            return True


def _at(postgres: EmbeddedPostgres, settings: Settings) -> Settings:
    return settings.having(database_url=postgres.service_url, database_owner_url=postgres.owner_url)


async def _bring_up_to_date(settings: Settings) -> None:
    assert settings.database_url is not None
    url = settings.database_owner_url or settings.database_url
    await _await_answer(url)
    if settings.database_owner_url is None:
        return
    try:
        await migrate(url, role_of(settings.database_url))
    except (MigrationFailed, asyncpg.PostgresError, OSError) as error:
        raise BootstrapFailed(f"the database could not be brought up to date: {error}") from error


async def _await_answer(url: str) -> None:
    """Wait for a database that is still starting, for example after a reboot."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while True:
        try:
            connection = await asyncpg.connect(url, timeout=10)
        except LOST as error:
            where = urlsplit(url).hostname or "its socket"
            if asyncio.get_running_loop().time() > deadline:
                raise BootstrapFailed(
                    f"the database at {where} does not answer: {str(error) or type(error).__name__}"
                ) from error
            logger.warning("the database at %s does not answer yet", where)
            await asyncio.sleep(1)
        except (asyncpg.PostgresError, ValueError) as error:
            raise BootstrapFailed(f"the database refuses: {error}") from error
        else:
            await connection.close()
            return


def role_of(url: str) -> str:
    """The role in a database URL."""
    return unquote(urlsplit(url).username or "")


__all__ = ["BootstrapFailed", "PostgresError", "ReadyDatabase", "bootstrap", "role_of", "run_to_completion"]
