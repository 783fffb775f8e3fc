"""The record, opened for one command: with the database that the settings name, or the embedded one.

An embedded server that a running `serve` has started is used as it is; otherwise it is started for the command and
stopped after it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid5

from events.policy import Role
from service import migrate
from service.actors import ActorKind
from service.cli.terminal import Exit, Terminal
from service.database import LOST
from service.postgres import SERVICE, EmbeddedPostgres, PostgresError
from service.problems import InvalidInput, NotFound
from service.record import Record
from service.sealing import MasterKey
from service.settings import Settings
from service.viewer import Viewer

T = TypeVar("T")


@dataclass(frozen=True)
class Addresses:
    """A migrated database, as the service role and as the role that owns its tables (None: not told)."""

    service_url: str
    owner_url: str | None


@contextmanager
def database(settings: Settings) -> Iterator[Addresses]:
    """The database of the settings, migrated. Raises `PostgresError` where the embedded one cannot run."""
    if settings.database_url is not None:
        if settings.database_owner_url is not None:
            migrate.run(settings.database_owner_url, unquote(urlsplit(settings.database_url).username or ""))
        yield Addresses(settings.database_url, settings.database_owner_url)
        return
    server = EmbeddedPostgres(settings.data)
    if server.find():
        yield Addresses(server.service_url, server.owner_url)
        return
    with server:
        server.ensure_roles()
        migrate.run(server.owner_url, SERVICE)
        yield Addresses(server.service_url, server.owner_url)


def on_record(terminal: Terminal, body: Callable[[Record], Awaitable[T]], settings: Settings | None = None) -> T:
    """What `body` returns, given the record. Ends the command with words and an exit code where it cannot be."""
    with terminal.reporting(), _reachable(terminal):
        settings = settings or Settings.from_environment()
        fresh = settings.embedded and not EmbeddedPostgres(settings.data).initialised
        master = MasterKey(settings.read_master_key(create=fresh))
        with database(settings) as addresses:
            return asyncio.run(_given(addresses.service_url, master, body))


async def _given(url: str, master: MasterKey, body: Callable[[Record], Awaitable[T]]) -> T:
    record = await Record.open(url, master)
    try:
        return await body(record)
    finally:
        await record.close()


@contextmanager
def _reachable(terminal: Terminal) -> Iterator[None]:
    try:
        yield
    except PostgresError as error:
        terminal.fail(Exit.UNAVAILABLE, "UNAVAILABLE", f"{error}", f"PostgreSQL läuft nicht: {error}")
    except LOST as error:
        # Faults of the network may name the address, with its password: only their kind is told.
        kind = type(error).__name__
        terminal.fail(
            Exit.UNAVAILABLE,
            "UNAVAILABLE",
            f"The database cannot be reached ({kind}).",
            f"Die Datenbank ist nicht erreichbar ({kind}).",
        )


async def county_of(record: Record, key: str | None) -> UUID:
    """The county of this key, or the only one there is. Raises a `Problem`."""
    if key is not None:
        county = await record.county_of_key(key)
        if county is None:
            raise NotFound(
                f"This database holds no county with the key {key}; `klimakreis county create` makes one.",
                f"Diese Datenbank enthält keinen Landkreis mit dem Schlüssel {key}; "
                "`klimakreis county create` legt einen an.",
                ("county",),
            )
        return county
    counties = await record.counties()
    if len(counties) == 1:
        return next(iter(counties))
    known = ", ".join(keys[0] for keys in counties.values()) or "-"
    raise InvalidInput(
        f"Name the county with --county; this database holds: {known}.",
        f"Bitte den Landkreis mit --county nennen; diese Datenbank enthält: {known}.",
        ("county",),
    )


async def acting(record: Record, county: UUID, kind: ActorKind = ActorKind.COMMAND_LINE) -> Viewer:
    """Whoever sits at the command line, as an actor of the county: always the same one of its kind."""
    actor = uuid5(county, kind)
    label = "Import" if kind is ActorKind.IMPORT else "Kommandozeile"
    await record.actors(county).create(label, Role.ADMIN, kind, actor_id=actor)
    return Viewer(county, actor, Role.ADMIN)
