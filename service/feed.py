"""The feed: what was recorded after a cursor, then what is recorded next, as long as someone subscribes.

NOTIFY is a doorbell and carries no data: readers fetch what comes after their cursor from the table, in order. A
subscriber is a cursor, not a queue: a slow one loses nothing and delays nobody.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any
from uuid import UUID

import asyncpg

from service.cursors import decode_cursor, encode_cursor, resync
from service.database import LOST, Pool
from service.event_query import EventQuery
from service.read_session import ReadSession
from service.recorded import Recorded
from service.tenant import Tenant
from service.viewer import Viewer

_log = logging.getLogger(__name__)

CHANNEL = "klimakreis"
_EVENTS_PER_LOOK = 200


class Doorbell:
    """The one listener of a process: wakes those waiting for new events of a county."""

    def __init__(self, url: str, poll: float = 5.0) -> None:
        self._url = url
        self._poll = poll
        self._waiting: dict[UUID, asyncio.Event] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start listening."""
        self._task = asyncio.create_task(self._listen())

    async def close(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def bell(self, county: UUID) -> asyncio.Event:
        """The bell that rings at the next event of a county: take it before reading, wait for it afterwards."""
        event = self._waiting.get(county)
        if event is None:
            event = self._waiting[county] = asyncio.Event()
        return event

    async def wait(self, bell: asyncio.Event) -> None:
        """Wait until the bell rings, or until the poll interval ends, as a ring may be missed."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(bell.wait(), self._poll)

    def _ring(self, county: UUID) -> None:
        event = self._waiting.pop(county, None)
        if event is not None:
            event.set()

    def _ring_all(self) -> None:
        for county in list(self._waiting):
            self._ring(county)

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except LOST as fault:
                _log.warning("the listener lost its connection: %s", type(fault).__name__)
            await asyncio.sleep(0.2)

    async def _listen_once(self) -> None:
        """Listen until the connection is lost."""
        connection = await asyncpg.connect(self._url)
        try:
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(CHANNEL, self._heard)
            self._ring_all()  # something may have happened meanwhile
            await lost.wait()
        finally:
            connection.terminate()

    def _heard(self, connection: object, process: int, channel: str, payload: object) -> None:
        self._ring(UUID(str(payload)))


class Feed:
    """Follows counties' records for subscribers.

    If a subscriber takes longer than `patience` seconds over a batch, it is read again: the subscriber's rights may
    have changed.
    """

    def __init__(self, pool: Pool, tenant: Callable[[UUID], Tenant], doorbell: Doorbell, patience: float = 5.0) -> None:
        self._pool = pool
        self._tenant = tenant
        self._doorbell = doorbell
        self._patience = patience

    async def follow(
        self,
        admit: Callable[[], Coroutine[Any, Any, Viewer]],
        after: str | None,
        query: EventQuery,
    ) -> AsyncGenerator[tuple[str, Recorded, Viewer], None]:
        """Every visible event after the cursor that matches the query, each with its cursor, without end.

        `admit` identifies the subscriber before every read: revoking the token ends the feed.
        """
        place = None if after is None else decode_cursor(after)
        placed = place is not None
        while True:
            viewer = await admit()
            bell = self._doorbell.bell(viewer.county)
            async with ReadSession(self._pool, self._tenant(viewer.county), viewer) as reading:
                newest = decode_cursor(reading.cursor) if reading.cursor else None
                if not placed:
                    place, placed = newest, True
                # Checked at every read: a backup may be restored while someone subscribes.
                if place is not None and not await reading.stands(*place):
                    raise resync()
                found = await reading.history(query, after=place[0] if place else 0, limit=_EVENTS_PER_LOOK)
            looked = time.monotonic()
            for event in found:
                yield encode_cursor(event.position, event.event_id), event, viewer
                place = event.position, event.event_id
                if time.monotonic() - looked > self._patience:
                    break
            else:
                if len(found) < _EVENTS_PER_LOOK:
                    place = newest
                    await self._doorbell.wait(bell)
