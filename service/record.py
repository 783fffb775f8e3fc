"""The record: all parts of the service, put together."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from events.policy import Role
from service.actors import Actors, token_county, token_hash
from service.berlin import day_of
from service.commands import Commands, now
from service.database import Pool, fenced, open_pool
from service.feed import Doorbell, Feed
from service.lookups import TokenHolder
from service.predecessors import predecessors
from service.problems import Unauthenticated
from service.read_session import ReadSession
from service.sealing import MasterKey
from service.tenant import Tenant
from service.viewer import Viewer
from service.visibility import sees_newest
from service.writer import Writer

_WRITING = 4
"""Connections for commands: for appends, one batch per county at a time, and for lookups."""


class Record:
    """The record of all counties in one database, as served by this process."""

    def __init__(
        self, pool: Pool, writing: Pool, url: str, master: MasterKey, clock: Callable[[], datetime] = now
    ) -> None:
        self.pool = pool
        self.clock = clock
        self.doorbell = Doorbell(url)
        self.writer = Writer(writing)
        self.commands = Commands(self.writer, self.tenant, clock)
        self.feed = Feed(pool, self.tenant, self.doorbell)
        self._writing = writing
        self._master = master
        self._tenants: dict[UUID, Tenant] = {}

    @classmethod
    async def open(
        cls, url: str, master: MasterKey, pool_size: int = 10, clock: Callable[[], datetime] = now
    ) -> "Record":
        """Connect to a migrated database as the service role."""
        pool = await open_pool(url, pool_size)
        try:
            # Commands have connections of their own, so that readers cannot starve them.
            writing = await open_pool(url, _WRITING)
        except BaseException:
            pool.terminate()
            raise
        record = cls(pool, writing, url, master, clock)
        record.doorbell.start()
        return record

    async def close(self) -> None:
        """Answer what is queued, then close the connections."""
        await self.writer.close()
        await self.doorbell.close()
        for pool in (self.pool, self._writing):
            try:
                await asyncio.wait_for(pool.close(), 5)
            except TimeoutError:
                pool.terminate()

    def tenant(self, county: UUID) -> Tenant:
        """A county's side of the record."""
        tenant = self._tenants.get(county)
        if tenant is None:
            tenant = self._tenants[county] = Tenant(self._writing, self._master, county)
        return tenant

    def actors(self, county: UUID) -> Actors:
        """A county's actors and tokens."""
        return Actors(self.pool, self.tenant(county))

    def read(self, viewer: Viewer) -> ReadSession:
        """The reads of one operation, to be entered with `async with`."""
        return ReadSession(self.pool, self.tenant(viewer.county), viewer)

    async def county_of_key(self, key: str) -> UUID | None:
        """The county that has this key, or had it once."""
        if "\0" in key:  # not a text the database can store
            return None
        found: UUID | None = await self.pool.fetchval("SELECT county_id FROM counties WHERE key = $1", key)
        return found

    async def enter(self, token: str | None, county_key: str | None = None) -> Viewer:
        """The viewer with this token, or the public viewer of a county with public reads. Raises `Unauthenticated`."""
        county = None if county_key is None else await self.county_of_key(county_key)
        if token is None:
            if county is not None:
                public = Viewer(county, None, Role.PUBLIC)
                if await self._open_to(public):
                    return public
            raise Unauthenticated(
                "Send a token as 'Authorization: Bearer …', or address a county that is open to the public.",
            )
        claimed = token_county(token)
        holder = None
        if claimed is not None and (county_key is None or claimed == county):
            new = claimed not in self._tenants
            holder = await self.tenant(claimed).lookups.holders.get(token_hash(token))
            if holder is None and new:  # anyone can invent county ids
                self._tenants.pop(claimed, None)
        if claimed is None or holder is None:
            raise Unauthenticated(
                "This token is not valid here, has expired or was revoked.",
            )
        return await self.viewer(claimed, holder)

    async def viewer(self, county: UUID, holder: TokenHolder) -> Viewer:
        """The viewer for an actor today, including the predecessors of the entity it acts for."""
        merged: frozenset[str] = frozenset()
        if holder.acts_for is not None:
            merged = await predecessors(self.pool, county, holder.acts_for, day_of(self.clock()))
        return Viewer(county, holder.actor, Role(holder.role), holder.acts_for, holder.writes, merged)

    async def _open_to(self, public: Viewer) -> bool:
        """Whether the public may see the county itself: this setting opens all public reads."""
        tenant = self.tenant(public.county)
        loaded = await tenant.lookups.states.get(tenant.ref)
        return loaded is not None and sees_newest(public, loaded, {})

    async def counties(self) -> dict[UUID, list[str]]:
        """Every county in this database, with all its keys."""
        keys: dict[UUID, list[str]] = {}
        for key, county in await self.pool.fetch("SELECT key, county_id FROM counties ORDER BY key"):
            keys.setdefault(county, []).append(key)
        return keys

    async def head(self, county: UUID) -> int:
        """The county's newest position."""
        async with fenced(self.pool, county) as connection:
            return int(await connection.fetchval("SELECT position FROM heads WHERE county_id = $1", county) or 0)
