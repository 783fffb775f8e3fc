"""What every process needs: a database that runs and is up to date, and a master key."""

import asyncio
import threading
from pathlib import Path

import asyncpg
import pytest

from service import bootstrap as module
from service.bootstrap import BootstrapFailed, bootstrap, role_of, run_to_completion
from service.postgres import DirectoryInUse
from service.settings import Settings, SettingsError
from tests.conftest import Database

KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="


async def current_role(url: str | None) -> str:
    connection = await asyncpg.connect(url)
    try:
        role: str = await connection.fetchval("SELECT current_user FROM (SELECT count(*) FROM events) AS counted")
    finally:
        await connection.close()
    return role


async def test_an_embedded_database_is_made_up_to_date_and_shared(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    async with bootstrap(settings, alone=True) as first:
        assert first.postgres is not None
        assert await current_role(first.settings.database_url) == "klimakreis_service"
        async with bootstrap(settings) as second:
            assert second.postgres is None
            assert second.settings == first.settings
        assert first.postgres.is_alive
        with pytest.raises(DirectoryInUse):
            async with bootstrap(settings, alone=True):
                pass
    assert not first.postgres.is_alive
    assert len(settings.read_master_key()) == 32


async def test_a_lost_master_key_is_not_replaced(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    async with bootstrap(settings):
        pass
    settings.key_file.unlink()
    with pytest.raises(SettingsError, match="no master key"):
        async with bootstrap(settings):
            pass


async def test_a_database_of_ones_own_is_brought_up_to_date(empty_database: Database) -> None:
    settings = Settings(
        database_url=empty_database.service_url, database_owner_url=empty_database.owner_url, master_key=KEY
    )
    async with bootstrap(settings) as found:
        assert found.postgres is None
        assert await current_role(settings.database_url) == role_of(empty_database.service_url)


async def test_without_the_owner_a_database_is_left_as_it_is(database: Database) -> None:
    settings = Settings(database_url=database.service_url, master_key=KEY)
    async with bootstrap(settings) as found:
        assert found.settings == settings


async def test_a_database_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.0)
    settings = Settings(database_url="postgresql://someone@127.0.0.1:1/record", master_key=KEY)
    with pytest.raises(BootstrapFailed, match=r"the database at 127\.0\.0\.1 does not answer"):
        async with bootstrap(settings):
            pass


async def test_a_database_that_is_not_there_is_told(database: Database) -> None:
    url = database.service_url.replace(database.name, f"{database.name}_gone")
    with pytest.raises(BootstrapFailed, match="the database refuses"):
        async with bootstrap(Settings(database_url=url, master_key=KEY)):
            pass


async def test_a_service_role_that_is_not_there_is_told(empty_database: Database) -> None:
    settings = Settings(
        database_url="postgresql://nobody@127.0.0.1/record",
        database_owner_url=empty_database.owner_url,
        master_key=KEY,
    )
    with pytest.raises(BootstrapFailed, match=r"could not be brought up to date.*nobody"):
        async with bootstrap(settings):
            pass


async def test_an_act_is_seen_to_its_end_when_cancelled() -> None:
    begun, abandoned, ended = threading.Event(), threading.Event(), threading.Event()

    def act() -> None:
        begun.set()
        abandoned.wait()
        ended.set()
        raise RuntimeError("asked to give up")

    acting = asyncio.ensure_future(run_to_completion(act, abandoned.set))
    await asyncio.to_thread(begun.wait)
    acting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await acting
    assert ended.is_set()
