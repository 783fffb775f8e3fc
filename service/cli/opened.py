"""The record, opened for one command: with the database that the settings name, or the embedded one.

An embedded server that a running `serve` has started is used as it is; otherwise it is started for the command and
stopped after it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID, uuid5

from events.policy import Role
from service.actors import ActorKind
from service.bootstrap import bootstrap
from service.cli.terminal import Terminal
from service.problems import InvalidInput, NotFound
from service.record import Record
from service.sealing import MasterKey
from service.settings import Settings
from service.viewer import Viewer

T = TypeVar("T")


def on_record(terminal: Terminal, body: Callable[[Record], Awaitable[T]], settings: Settings | None = None) -> T:
    """What `body` returns, given the record. Ends the command with words and an exit code where it cannot be."""
    with terminal.reporting():
        return asyncio.run(_given(settings or Settings.from_environment(), body))


async def _given(settings: Settings, body: Callable[[Record], Awaitable[T]]) -> T:
    async with bootstrap(settings) as found:
        record = await open_record(found.settings)
        try:
            return await body(record)
        finally:
            await record.close()


async def open_record(settings: Settings) -> Record:
    """The record in the database that the settings name, which runs and is up to date."""
    assert settings.database_url is not None
    return await Record.open(settings.database_url, MasterKey(settings.read_master_key()), settings.pool_size)


async def county_of(record: Record, key: str | None) -> UUID:
    """The county of this key, or the only one there is. Raises a `Problem`."""
    if key is not None:
        county = await record.county_of_key(key)
        if county is None:
            raise NotFound(
                "This database holds no county with the key {key}; `klimakreis county create` makes one.",
                ("county",),
                key=key,
            )
        return county
    counties = await record.counties()
    if len(counties) == 1:
        return next(iter(counties))
    known = ", ".join(keys[0] for keys in counties.values()) or "-"
    raise InvalidInput(
        "Name the county with --county; this database holds: {known}.",
        ("county",),
        known=known,
    )


async def acting(record: Record, county: UUID, kind: ActorKind = ActorKind.COMMAND_LINE) -> Viewer:
    """Whoever sits at the command line, as an actor of the county: always the same one of its kind."""
    actor = uuid5(county, kind)
    label = "Import" if kind is ActorKind.IMPORT else "Kommandozeile"
    await record.actors(county).create(label, Role.ADMIN, kind, actor_id=actor)
    return Viewer(county, actor, Role.ADMIN)
