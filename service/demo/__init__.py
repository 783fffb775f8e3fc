"""The demonstration: a real county with its municipalities and an example office, on a database of its own."""

from collections.abc import Callable
from pathlib import Path

from service.demo.story import COUNTY, tell
from service.demo.tokens import FILE, DemoTokens, keep, told
from service.record import Record
from service.sealing import MasterKey
from service.serve import ExitCode, run
from service.settings import Settings

__all__ = ["FILE", "DemoTokens", "prepared", "serve_demo"]


def serve_demo(settings: Settings, announce: Callable[[str, DemoTokens], None]) -> ExitCode:
    """Serve the demonstration from the data directory of the settings until told to stop.

    The first start fills it; a later one takes it up as it was left, with the same tokens.
    """
    # Whatever database the environment names is somebody's real one.
    settings = settings.having(database_url=None, database_owner_url=None)
    access: list[DemoTokens] = []

    async def prepare(found: Settings) -> None:
        access.append(await prepared(found, settings.data))

    def ready(url: str) -> None:
        keep(settings.data, url, access[0])
        announce(url, access[0])

    return run(settings, prepare=prepare, on_ready=ready)


async def prepared(settings: Settings, directory: Path) -> DemoTokens:
    """The demonstration, told if it was not yet, and the tokens to it."""
    assert settings.database_url is not None
    record = await Record.open(settings.database_url, MasterKey(settings.read_master_key()), settings.pool_size)
    try:
        before = told(directory)
        if before is None or await record.county_of_key(COUNTY) is None:
            await tell(record)
        return await DemoTokens.open(record, before)
    finally:
        await record.close()
