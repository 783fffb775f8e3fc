"""The parent process: it provides the database, binds the port, and keeps workers and PostgreSQL alive.

On SIGTERM or SIGINT, it stops the workers first and PostgreSQL last, within twenty seconds. If it is killed, the
workers end too, so that another can start on the same port and data at once.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from enum import IntEnum

from service.bootstrap import BootstrapFailed, bootstrap, run_to_completion
from service.postgres import EmbeddedPostgres, PostgresError
from service.settings import Settings, SettingsError, described

logger = logging.getLogger(__name__)

APPLICATION = "service.app:create_app"

WORKER_SECONDS = 13.0
WATCH_SECONDS = 0.1
BIND_SECONDS = 3.0
SETTLED_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 10.0
ATTEMPTS = 3
BACKLOG = 2048


class ExitCode(IntEnum):
    """The exit codes of `serve`."""

    STOPPED = 0
    """Stopped as requested."""
    SETTINGS = 2
    """A setting is invalid."""
    DATABASE = 3
    """The database cannot be started, reached or brought up to date."""
    ADDRESS = 4
    """The address or port cannot be listened on."""
    WORKERS = 5
    """The workers failed to start."""


class CannotServe(RuntimeError):
    """The service could not start; the code is for programs, the message for people."""

    def __init__(self, code: ExitCode, message: str) -> None:
        super().__init__(message)
        self.code = code


def run(
    settings: Settings,
    *,
    application: str = APPLICATION,
    prepare: Callable[[Settings], Awaitable[None]] | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> ExitCode:
    """Serve until a signal to stop; errors are logged and returned as exit code."""
    try:
        asyncio.run(serve(settings, application=application, prepare=prepare, on_ready=on_ready))
    except CannotServe as error:
        logger.error("%s", error)
        return error.code
    return ExitCode.STOPPED


async def serve(
    settings: Settings,
    *,
    application: str = APPLICATION,
    prepare: Callable[[Settings], Awaitable[None]] | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT. Raises `CannotServe`.

    `prepare` is awaited once the database is migrated and before anything is served, with settings that name the
    database. `on_ready` is called with the address once every worker serves. `application` names the function that
    makes the ASGI application from the settings in each worker.
    """
    async with _until_told_to_stop() as stopping:
        serving = asyncio.ensure_future(_serve(settings, application, prepare, on_ready))
        stopped = asyncio.ensure_future(stopping.wait())
        await asyncio.wait([serving, stopped], return_when=asyncio.FIRST_COMPLETED)
        if stopped.done():
            logger.info("stopping")
        stopped.cancel()
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving
        logger.info("stopped")


async def _serve(
    settings: Settings,
    application: str,
    prepare: Callable[[Settings], Awaitable[None]] | None,
    on_ready: Callable[[str], None] | None,
) -> None:
    try:
        if not settings.embedded:
            settings.owner_url()
        with await _bind(settings.host, settings.port) as listener:
            async with bootstrap(settings, alone=True) as found:
                if prepare is not None:
                    await prepare(found.settings)
                # Listen only now: until then, connections are refused rather than left waiting.
                listener.listen(BACKLOG)
                with WorkerPool(application, found.settings, listener) as workers:
                    await _keep(workers, found.postgres, on_ready)
    except SettingsError as error:
        raise CannotServe(ExitCode.SETTINGS, str(error)) from error
    except (PostgresError, BootstrapFailed) as error:
        raise CannotServe(ExitCode.DATABASE, str(error)) from error


async def _keep(
    workers: "WorkerPool", postgres: EmbeddedPostgres | None, on_ready: Callable[[str], None] | None
) -> None:
    try:
        async with asyncio.TaskGroup() as tasks:
            for number in range(1, workers.size + 1):
                tasks.create_task(workers.keep(number))
            if postgres is not None:
                tasks.create_task(_keep_alive(postgres))
            await workers.serving.wait()
            logger.info("serving at %s with %d workers", workers.address, workers.size)
            if on_ready is not None:
                on_ready(workers.address)
    except* CannotServe as failures:
        stopped = failures.exceptions[0]
    else:
        return
    raise stopped


class WorkerPool:
    """The worker processes, as many as configured, on one socket; each is restarted when it dies."""

    def __init__(self, application: str, settings: Settings, listener: socket.socket) -> None:
        self.size = settings.workers
        self.serving = asyncio.Event()
        self.address = _address(settings.host, listener)
        self._listener = listener
        self._application = application
        self._environment = _environment(settings)
        self._ready: set[int] = set()
        # Nothing is ever written: workers wait until this end closes, at the latest when this process ends.
        self._lifeline, self._held = os.pipe()

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, *failure: object) -> None:
        os.close(self._held)
        os.close(self._lifeline)

    async def keep(self, number: int) -> None:
        """Keep one worker alive until cancelled, then let it finish. Raises `CannotServe`."""
        clock = asyncio.get_running_loop().time
        failures = 0
        while True:
            began = clock()
            code = await self._work(number)
            failures = 0 if clock() - began > SETTLED_SECONDS else failures + 1
            if failures == ATTEMPTS and not self.serving.is_set():
                raise CannotServe(ExitCode.WORKERS, f"worker {number} does not start, it ends with code {code}")
            logger.error("worker %d ended with code %d, starting another", number, code)
            await asyncio.sleep(_pause(failures))

    async def _work(self, number: int) -> int:
        ready, tell = os.pipe()
        try:
            process = await self._spawn(tell)
        finally:
            os.close(tell)
        try:
            # The pipe closes when the worker dies, so this always returns.
            if await _read(ready):
                logger.info("worker %d serves", number, extra={"worker": process.pid})
                self._ready.add(number)
                if len(self._ready) == self.size:
                    self.serving.set()
            return await process.wait()
        except asyncio.CancelledError:
            # New connections are better refused than left waiting in the queue.
            self._listener.close()
            raise
        finally:
            os.close(ready)
            await _end(process)

    async def _spawn(self, tell: int) -> Process:
        listening = self._listener.fileno()
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "service.worker",
            f"--factory={self._application}",
            f"--socket={listening}",
            f"--lifeline={self._lifeline}",
            f"--ready={tell}",
            stdin=asyncio.subprocess.DEVNULL,
            env=self._environment,
            pass_fds=(listening, self._lifeline, tell),
            # Ctrl-C at the terminal is for the parent, which shuts down in order.
            start_new_session=True,
        )


async def _keep_alive(postgres: EmbeddedPostgres) -> None:
    """Restart PostgreSQL whenever it dies. The workers reconnect by themselves, at the same address."""
    failures = 0
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if postgres.is_alive:
            continue
        logger.error("PostgreSQL died, starting it again")
        try:
            await run_to_completion(postgres.restart, postgres.abandon)
        except PostgresError as error:
            failures += 1
            logger.error("PostgreSQL does not start: %s", error)
            await asyncio.sleep(_pause(failures))
        else:
            failures = 0
            logger.info("PostgreSQL is back")


@asynccontextmanager
async def _until_told_to_stop() -> AsyncIterator[asyncio.Event]:
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    try:
        yield stopping
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


async def _bind(host: str, port: int) -> socket.socket:
    """The listening socket. Workers of a killed parent may hold the port a moment longer."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + BIND_SECONDS
    while True:
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            family, kind, protocol, _, address = found[0]
            listener = socket.socket(family, kind, protocol)
            try:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind(address)
            except BaseException:
                listener.close()
                raise
        except OSError as error:
            if loop.time() > deadline or isinstance(error, socket.gaierror):
                raise CannotServe(
                    ExitCode.ADDRESS, f"cannot listen on {host}, port {port}: {error.strerror}"
                ) from error
            await asyncio.sleep(0.05)
        else:
            return listener


def _address(host: str, listener: socket.socket) -> str:
    """The URL at which a person on this machine reaches the service."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{listener.getsockname()[1]}"


def _environment(settings: Settings) -> dict[str, str]:
    """A worker's environment: everything but the owner's access to the database."""
    known = {setting.name for setting in described()}
    kept = {name: value for name, value in os.environ.items() if name not in known}
    return kept | settings.having(database_owner_url=None).environment()


def _pause(failures: int) -> float:
    return 0.0 if failures == 0 else min(0.1 * 2.0**failures, LONGEST_PAUSE_SECONDS)


async def _read(descriptor: int) -> bytes:
    """The bytes from a pipe; empty when its other end is closed."""
    loop = asyncio.get_running_loop()
    readable = asyncio.Event()
    loop.add_reader(descriptor, readable.set)
    try:
        await readable.wait()
    finally:
        loop.remove_reader(descriptor)
    return os.read(descriptor, 1)


async def _end(process: Process) -> None:
    """Let a worker finish, but not for ever."""
    for number, patience in ((signal.SIGTERM, WORKER_SECONDS), (signal.SIGKILL, None)):
        if process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(number)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), patience)
