"""A real PostgreSQL for every test that touches storage, and a database of its own for each of them.

One server a run, shared by all workers: an embedded one, or the one that DATABASE_URL names. One database is migrated
and every test gets a clone of it.

DATABASE_URL must name a superuser: the suite makes an owner and a service role of its own with it, and tests of the
fences and of the check reach behind both. It leaves nothing behind.
"""

import fcntl
import itertools
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import hypothesis
import psycopg
import pytest
from psycopg import sql

from service import migrate
from service.postgres import OWNER, SERVICE, EmbeddedPostgres

# Two cores run several things at once: a slow example says nothing.
hypothesis.settings.register_profile("klimakreis", deadline=None)
hypothesis.settings.load_profile("klimakreis")

RUN = pytest.StashKey[Path]()

# Nothing here outlives the run. Tests about durability start a server of their own.
VOLATILE = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "synchronous_commit": "off",
}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """One directory a run, made by the process that leads it and told to its workers.

    `tmp_path` lies there too (--basetemp puts it elsewhere and keeps it): every run of pytest closes the directory that
    it otherwise shares with others to all but its user, and so to a server that runs as another.
    """
    led = getattr(config, "workerinput", None)
    config.stash[RUN] = Path(tempfile.mkdtemp(prefix="klimakreis-")) if led is None else Path(led["run"])
    if led is None and config.option.basetemp is None:
        config.option.basetemp = config.stash[RUN] / "tmp"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["run"] = str(node.config.stash[RUN])


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or RUN not in config.stash:
        return
    run = config.stash[RUN]
    if (run / "server.json").exists():
        Server.told(run / "server.json").remove()
    if _kept:
        _kept.pop().stop()
    elif (run / "server").exists():
        EmbeddedPostgres(run / "server").stop_left_behind()
    shutil.rmtree(run)


@dataclass(frozen=True)
class Database:
    """A migrated database of one's own: its addresses as its owner, as the service role and as who made it."""

    name: str
    admin_url: str
    owner_url: str
    service_url: str


@dataclass(frozen=True)
class Server:
    """The PostgreSQL of this run: addresses on it, as the role that makes databases, as owner and as service role."""

    admin_url: str
    owner_url: str
    service_url: str
    template: str
    roles: tuple[str, ...]
    prefix: str

    @classmethod
    def told(cls, path: Path) -> "Server":
        told = json.loads(path.read_text())
        return cls(**{**told, "roles": tuple(told["roles"])})

    def database(self, name: str) -> Database:
        """The addresses of a database on this server."""
        urls = (_naming(url, name) for url in (self.admin_url, self.owner_url, self.service_url))
        return Database(name, *urls)

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self.admin_url, autocommit=True)

    def remove(self) -> None:
        """Drop what the run made on a server that outlives it."""
        with closing(self.connect()) as connection:
            found = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.prefix])
            for (name,) in found.fetchall():
                _execute(connection, "DROP DATABASE {} WITH (FORCE)", name)
            for role in self.roles:
                _execute(connection, "DROP ROLE {}", role)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Server:
    """The PostgreSQL server of this run, with a migrated template; started by the first test that asks for it."""
    run = request.config.stash[RUN]
    told = run / "server.json"
    with (run / "server.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            made = _make_server(run)
            draft = run / "server.draft"
            draft.write_text(json.dumps(asdict(made)))
            draft.rename(told)
    return Server.told(told)


@pytest.fixture(scope="session")
def cloning(server: Server) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """The connection that makes and drops databases."""
    with closing(server.connect()) as connection:
        yield connection


_numbers = itertools.count(1)


@contextmanager
def _database(server: Server, cloning: psycopg.Connection[tuple[Any, ...]], *, migrated: bool) -> Iterator[Database]:
    name = f"{server.prefix}{os.environ.get('PYTEST_XDIST_WORKER', 'one')}_{next(_numbers)}"
    owner = _role(server.owner_url)
    if migrated:
        _execute(cloning, "CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY", name, owner, server.template)
    else:
        _execute(cloning, "CREATE DATABASE {} OWNER {} TEMPLATE template0", name, owner)
    try:
        yield server.database(name)
    finally:
        _execute(cloning, "DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def database(server: Server, cloning: psycopg.Connection[tuple[Any, ...]]) -> Iterator[Database]:
    """A migrated database of the test's own, empty, gone after it."""
    with _database(server, cloning, migrated=True) as made:
        yield made


@pytest.fixture
def empty_database(server: Server, cloning: psycopg.Connection[tuple[Any, ...]]) -> Iterator[Database]:
    """A database of the test's own without any table, gone after it."""
    with _database(server, cloning, migrated=False) as made:
        yield made


def _make_server(run: Path) -> Server:
    prefix = f"klimakreis_test_{secrets.token_hex(4)}_"
    template = f"{prefix}template"
    given = os.environ.get("DATABASE_URL", "")
    if not given:
        embedded = EmbeddedPostgres(run / "server", configuration=VOLATILE)
        embedded.start()
        _kept.append(embedded)
        embedded.ensure_roles()
        server = Server(embedded.admin_url, embedded.owner_url, embedded.service_url, template, (), prefix)
    else:
        server = _with_roles(given, template, prefix)
    try:
        _make_template(server)
    except BaseException:
        server.remove()
        while _kept:
            _kept.pop().stop()
        raise
    return server


def _make_template(server: Server) -> None:
    with closing(server.connect()) as connection:
        _execute(connection, "CREATE DATABASE {} OWNER {} TEMPLATE template0", server.template, _role(server.owner_url))
    template = server.database(server.template)
    # In a thread, because a loop of the test's own may be set here.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(migrate.run, template.owner_url, _role(template.service_url)).result()


# The server outlives the worker that starts it; the leading process stops it.
_kept: list[EmbeddedPostgres] = []


def _with_roles(admin_url: str, template: str, prefix: str) -> Server:
    """An owner and a service role on a server of one's own, like those of the embedded one."""
    names = {OWNER: f"{prefix}owner", SERVICE: f"{prefix}service"}
    urls = {}
    with closing(psycopg.connect(admin_url, autocommit=True)) as connection:
        if connection.info.parameter_status("is_superuser") != "on":
            pytest.exit("DATABASE_URL must name a superuser: the tests reach behind the fences of the roles", 2)
        for kept, name in names.items():
            password = secrets.token_urlsafe(24)
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}").format(
                    sql.Identifier(name), sql.Literal(password)
                )
            )
            urls[kept] = _as_role(admin_url, name, password)
    return Server(admin_url, urls[OWNER], urls[SERVICE], template, tuple(names.values()), prefix)


def _execute(connection: psycopg.Connection[tuple[Any, ...]], statement: LiteralString, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _naming(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _role(url: str) -> str:
    role = urlsplit(url).username
    assert role is not None
    return unquote(role)


def _as_role(url: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    address = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(role)}:{quote(password)}@{address}"))
