"""The parent of all that serves: what it starts, what it starts again, and how it ends."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import httpx
import psutil
import pytest

from service import serve
from service.serve import CannotServe, ExitCode
from service.settings import Settings
from tests.conftest import Database

TINY = "tests.service.tiny:create_app"
REFUSING = "tests.service.tiny:refuse"
pytestmark = pytest.mark.soak

KEY = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="


class Parent:
    """A process that runs `serve`, and what can be learnt of it from outside."""

    def __init__(self, data: Path, *, application: str = TINY, port: int = 0, workers: int = 2) -> None:
        unset = {"DATABASE_URL": "", "DATABASE_OWNER_URL": ""}
        self.log = data.with_suffix(".log")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.service.parent", application, str(data), str(port), str(workers)],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=os.environ | unset,
            )
        self.cluster = data / "postgres"
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()

    @property
    def port(self) -> int:
        return httpx.URL(self.url).port or 0

    def ask(self, path: str = "/") -> str:
        return httpx.get(f"{self.url}{path}", timeout=30).text

    def workers(self) -> set[int]:
        found = set()
        for child in psutil.Process(self.process.pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                if "service.worker" in child.cmdline():
                    found.add(child.pid)
        return found

    def postmaster(self) -> int:
        return int((self.cluster / "postmaster.pid").read_text().split()[0])

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def parent(data: Path, *, application: str = TINY, port: int = 0, workers: int = 2) -> Iterator[Parent]:
    started = Parent(data, application=application, port=port, workers=workers)
    try:
        yield started
    finally:
        started.end()


def eventually(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        threading.Event().wait(0.02)


def gone(pid: int) -> bool:
    """Whether a process has ended, reaped or not."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def answers(served: Parent) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return bool(served.ask())
    return False


def test_serves_until_told_to_stop(tmp_path: Path) -> None:
    with parent(tmp_path / "data") as served:
        assert int(served.ask().split()[0]) in served.workers()
        assert len(served.workers()) == 2
        postmaster = served.postmaster()
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(20) == ExitCode.STOPPED
    assert gone(postmaster)


def test_workers_know_the_service_role_only(tmp_path: Path) -> None:
    with parent(tmp_path / "data", workers=1) as served:
        assert "klimakreis_service@" in served.ask()


def test_what_is_being_answered_is_answered_before_the_end(tmp_path: Path) -> None:
    with parent(tmp_path / "data") as served, httpx.stream("GET", f"{served.url}/slow") as answer:
        text = answer.iter_text()
        assert next(text) == "slowly "
        served.process.send_signal(signal.SIGINT)
        assert "klimakreis_service@" in "".join(text)
        assert served.process.wait(20) == ExitCode.STOPPED


def test_a_dead_worker_is_replaced(tmp_path: Path) -> None:
    with parent(tmp_path / "data") as served:
        before = served.workers()
        os.kill(min(before), signal.SIGKILL)
        eventually(lambda: len(served.workers() - before) == 1 and answers(served))
        assert len(served.workers() & before) == 1


def test_a_dead_postgres_is_started_again(tmp_path: Path) -> None:
    with parent(tmp_path / "data", workers=1) as served:
        before = served.postmaster()
        url = served.ask().split()[1]
        os.kill(before, signal.SIGKILL)

        async def is_back() -> bool:
            with contextlib.suppress(OSError, asyncpg.PostgresError):
                connection = await asyncpg.connect(url)
                try:
                    return bool(await connection.fetchval("SELECT 1"))
                finally:
                    await connection.close()
            return False

        eventually(lambda: asyncio.run(is_back()))
        assert served.postmaster() != before


def test_after_a_kill_another_serves_on_the_same_port_and_data(tmp_path: Path) -> None:
    with parent(tmp_path / "data") as served:
        workers, postmaster, port = served.workers(), served.postmaster(), served.port
        served.process.kill()
        served.process.wait()
        with parent(tmp_path / "data", port=port) as another:
            assert another.port == port
            assert int(another.ask().split()[0]) in another.workers()
            assert all(map(gone, [*workers, postmaster]))


def test_one_data_directory_has_one_parent(tmp_path: Path) -> None:
    with parent(tmp_path / "data", workers=1) as served:
        with parent(tmp_path / "data", workers=1) as second:
            assert second.process.wait(20) == ExitCode.DATABASE
            assert "in use by another klimakreis process" in second.log.read_text()
        assert served.ask()


def test_workers_that_do_not_start_are_not_tried_for_ever(tmp_path: Path) -> None:
    with parent(tmp_path / "data", application=REFUSING, workers=1) as served:
        assert served.process.wait(30) == ExitCode.WORKERS
        assert "nothing to serve here" in served.log.read_text()


async def test_a_port_that_is_taken_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "BIND_SECONDS", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(data=tmp_path, port=taken.getsockname()[1])
        with pytest.raises(CannotServe, match=r"cannot listen on 127\.0\.0\.1") as failure:
            await serve.serve(settings)
    assert failure.value.code == ExitCode.ADDRESS


async def test_a_host_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match="cannot listen on nowhere") as failure:
        await serve.serve(Settings(data=tmp_path, host="nowhere.invalid", port=0))
    assert failure.value.code == ExitCode.ADDRESS


async def test_a_database_of_ones_own_needs_its_owner(database: Database) -> None:
    with pytest.raises(CannotServe, match="DATABASE_OWNER_URL is not set") as failure:
        await serve.serve(Settings(database_url=database.service_url, master_key=KEY, port=0))
    assert failure.value.code == ExitCode.SETTINGS


async def test_a_database_of_ones_own_is_served(empty_database: Database) -> None:
    """Prepared once it is up to date, before anything is served; the address is told when all serve."""
    told: list[str] = []

    async def prepare(settings: Settings) -> None:
        connection = await asyncpg.connect(settings.database_owner_url)
        told.append(await connection.fetchval("SELECT to_regclass('events')::text"))
        await connection.close()

    def ready(address: str) -> None:
        told.append(httpx.get(address).text.split()[1])
        os.kill(os.getpid(), signal.SIGTERM)

    settings = Settings(
        database_url=empty_database.service_url, database_owner_url=empty_database.owner_url, master_key=KEY, port=0
    )
    await serve.serve(settings, application=TINY, prepare=prepare, on_ready=ready)
    assert told == ["events", empty_database.service_url]


def test_stopped_while_it_prepares(empty_database: Database) -> None:
    async def prepare(settings: Settings) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.Event().wait()

    settings = Settings(
        database_url=empty_database.service_url, database_owner_url=empty_database.owner_url, master_key=KEY, port=0
    )
    assert serve.run(settings, application=TINY, prepare=prepare) == ExitCode.STOPPED


def test_what_goes_wrong_is_told_by_the_exit_code(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(database_url="postgresql://a@127.0.0.1:1/b", database_owner_url="postgresql://a@127.0.0.1:1/b")
    assert serve.run(settings.having(data=tmp_path, port=0)) == ExitCode.SETTINGS
    assert "no master key" in caplog.text
