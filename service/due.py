"""The due job: records each due effect once, no matter which process runs it or how late.

A lease for each county keeps processes from doing the same work. It does not prevent duplicates: the effect's command
id does.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from events.decider import Decider, World
from service.berlin import day_of
from service.codec import DECIDERS
from service.contents import drop_unattached
from service.database import Pool, fenced
from service.effects import SYSTEM, effect
from service.ids import new_id
from service.problems import Unavailable
from service.record import Record
from service.refs import join
from service.tenant import Tenant
from service.writer import Verdict

_log = logging.getLogger(__name__)
_LEASE = "due"


class DueJob:
    """Looks for due effects in all counties at regular intervals."""

    def __init__(self, record: Record, interval: float, clock: Callable[[], datetime] | None = None) -> None:
        self._record = record
        self._interval = interval
        self._clock = clock or record.clock
        self._holder = new_id()

    async def run(self) -> None:
        """Look, wait, look again, until cancelled."""
        while True:
            try:
                for county in await self._record.counties():
                    await self.look(county)
                    await drop_unattached(self._record.pool, county)
            except Unavailable:
                _log.warning("the due-job cannot reach the database")
            except Exception:
                _log.exception("due-job failed, will try again")
            await asyncio.sleep(self._interval)

    async def look(self, county: UUID) -> int:
        """Record what is due in one county; returns how many effects, or None if another process holds the lease."""
        if not await self._lease(county):
            return 0
        tenant = self._record.tenant(county)
        recorded = 0
        for decider in DECIDERS.values():
            if decider.due is not None:
                for ref in await _refs(self._record.pool, county, decider.kind):
                    recorded += await self._settle(tenant, decider, ref)
        return recorded

    async def _lease(self, county: UUID) -> bool:
        async with fenced(self._record.pool, county) as connection:
            held = await connection.fetchval(
                "INSERT INTO leases (county_id, name, holder, until) "
                "VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4)) "
                "ON CONFLICT (county_id, name) DO UPDATE SET holder = excluded.holder, until = excluded.until "
                "WHERE leases.holder = excluded.holder OR leases.until < clock_timestamp() RETURNING true",
                county,
                _LEASE,
                self._holder,
                max(60.0, 3 * self._interval),
            )
        return bool(held)

    async def _settle(self, tenant: Tenant, decider: Decider, ref: str) -> int:
        """Record the due effects of one entity one by one, starting over if it has changed meanwhile."""
        assert decider.due is not None
        recorded = 0
        while True:
            loaded = await tenant.lookups.states.get(ref)
            assert loaded is not None
            at = self._clock()
            world = World(ref, tenant.ref, day_of(at), at, str(SYSTEM))
            due = decider.due(ref, loaded.state, world)
            if not due:
                return recorded
            result = await self._record.writer.append(effect(tenant.county, decider, loaded, due[0]))
            if result.verdict is Verdict.DONE:
                recorded += 1
            elif result.verdict not in (Verdict.STALE, Verdict.KNOWN):  # a command was faster
                _log.error("a due effect was not recorded: %s", result.verdict)
                return recorded


async def _refs(pool: Pool, county: UUID, kind: str) -> list[str]:
    async with fenced(pool, county) as connection:
        rows = await connection.fetch(
            "SELECT id FROM states WHERE county_id = $1 AND kind = $2 AND until_position IS NULL", county, kind
        )
    return [join(kind, row["id"]) for row in rows]
