"""The demonstration: a real county with its municipalities and an example office, on a database of its own."""

from collections.abc import Callable
from pathlib import Path

from service.demo.story import COUNTY, tell
from service.demo.tokens import FILE, DemoTokens, read_tokens, write_tokens
from service.record import Record
from service.sealing import MasterKey
from service.serve import ExitCode, run
from service.settings import Settings

__all__ = ["FILE", "DemoTokens", "prepared", "serve_demo"]


def serve_demo(settings: Settings, announce: Callable[[str, DemoTokens], None]) -> ExitCode:
    """Serve the demonstration from the data directory of the settings until asked to stop.

    The first start fills it; later ones continue with the same data and tokens.
    """
    # A database named in the environment is a real one: never touch it.
    settings = settings.having(database_url=None, database_owner_url=None)
    access: list[DemoTokens] = []

    async def prepare(found: Settings) -> None:
        access.append(await prepared(found, settings.data))

    def ready(url: str) -> None:
        write_tokens(settings.data, url, access[0])
        announce(url, access[0])

    return run(settings, prepare=prepare, on_ready=ready)


async def prepared(settings: Settings, directory: Path) -> DemoTokens:
    """Record the demonstration unless that was done before, and return the tokens for it."""
    assert settings.database_url is not None
    record = await Record.open(settings.database_url, MasterKey(settings.read_master_key()), settings.pool_size)
    try:
        before = read_tokens(directory)
        if before is None or await record.county_of_key(COUNTY) is None:
            await tell(record)
        return await DemoTokens.open(record, before)
    finally:
        await record.close()
