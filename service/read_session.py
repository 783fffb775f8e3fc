"""The reads of one operation: one transaction on one snapshot, which returns only what its viewer may see."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any
from uuid import UUID

import asyncpg

from events.decider import Content
from events.values import Invalid, Sealed, Text
from service.actors import ActorRow, decode_actor
from service.batch_loader import BatchLoader
from service.cursors import encode_cursor
from service.database import Pool, PoolConnection, reachable, snapshot
from service.entity_snapshot import EntitySnapshot
from service.event_query import NEWEST, EventQuery, statement
from service.problems import InvalidInput
from service.recorded import Recorded
from service.refs import split
from service.sealing import SealStatus, open_sealed
from service.statements import EVERY_NOW, EVERY_THEN, HEAD, SOME_NOW, SOME_THEN
from service.tenant import EVENT_COLUMNS, Tenant
from service.texts import MATCHING_TEXTS, SOME_TEXTS
from service.viewer import Viewer
from service.visibility import VisibilityCheck, may_unseal

SEARCH = Text(200, lines=True)
"""The limits of a search text."""


class ReadSession:
    """The reads of one operation, at the county's newest position when it began.

    Statements take turns on its one connection; what is asked in one tick of the event loop becomes one statement.
    """

    def __init__(self, pool: Pool, tenant: Tenant, viewer: Viewer) -> None:
        self.viewer = viewer
        self.position = 0
        self.cursor = ""
        self.county_ref = tenant.ref
        self.visibility = VisibilityCheck(viewer, tenant.county, self._fetch)
        self._pool = pool
        self._tenant = tenant
        self._county = tenant.county
        self._connection: PoolConnection | None = None
        self._turn = asyncio.Lock()
        self._now: BatchLoader[str, EntitySnapshot] = BatchLoader(self._fetch_now)
        self._then: BatchLoader[tuple[str, int], EntitySnapshot] = BatchLoader(self._fetch_then)
        self._every: dict[tuple[str, int | None], asyncio.Task[list[EntitySnapshot]]] = {}
        self._listed: dict[tuple[str, int | None], dict[str, EntitySnapshot]] = {}
        self._keys: BatchLoader[str, bytes] = BatchLoader(self._fetch_keys)
        self._actors: BatchLoader[UUID, ActorRow] = BatchLoader(self._fetch_actors)
        self._texts: BatchLoader[str, str] = BatchLoader(self._fetch_texts)
        self._matches: BatchLoader[str, frozenset[str]] = BatchLoader(self._fetch_matches)

    async def __aenter__(self) -> "ReadSession":
        with reachable():
            connection = await self._pool.acquire()
            try:
                await snapshot(connection, self._county)
                row = await connection.fetchrow(HEAD, self._county)
            except BaseException:
                if not connection.is_closed():
                    await connection.execute("ROLLBACK")
                await self._pool.release(connection)
                raise
        self._connection = connection
        if row is not None and row["event_id"] is not None:
            self.position = row["position"]
            self.cursor = encode_cursor(row["position"], row["event_id"])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._every.values():
            task.cancel()
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                # A statement of a cancelled operation may still be running.
                async with self._turn:
                    if not connection.is_closed():
                        await connection.execute("COMMIT")
            finally:
                await self._pool.release(connection)

    async def _fetch(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        async with self._turn:
            assert self._connection is not None, "the session is over"
            with reachable():
                return await self._connection.fetch(sql, *arguments)

    # --- Entities

    async def get(self, ref: str, at: int | None = None) -> EntitySnapshot | None:
        """An entity now, or as recorded at a position; None if it does not exist or the viewer may not see it."""
        return await (self._now.get(ref) if at is None else self._then.get((ref, at)))

    async def every(self, kind: str, at: int | None = None) -> list[EntitySnapshot]:
        """All entities of a kind that the viewer may see, now or at a position, in no particular order."""
        task = self._every.get((kind, at))
        if task is None:
            task = self._every[kind, at] = asyncio.create_task(self._fetch_every(kind, at))
        return await asyncio.shield(task)

    async def _fetch_now(self, refs: Sequence[str]) -> Mapping[str, EntitySnapshot]:
        kinds, ids = zip(*map(split, refs), strict=True)
        rows = await self._fetch(SOME_NOW, self._county, kinds, ids)
        seen = await self.visibility.snapshots(rows, [None] * len(rows))
        return {stored.ref: stored for stored in seen if stored is not None}

    async def _fetch_then(self, asked: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], EntitySnapshot]:
        kinds, ids = zip(*(split(ref) for ref, _ in asked), strict=True)
        rows = await self._fetch(SOME_THEN, self._county, kinds, ids, [at for _, at in asked])
        ats = [row["at"] for row in rows]
        found = zip(await self.visibility.snapshots(rows, ats), ats, strict=True)
        return {(stored.ref, at): stored for stored, at in found if stored is not None}

    async def _fetch_every(self, kind: str, at: int | None) -> list[EntitySnapshot]:
        rows = await self._fetch(
            EVERY_NOW if at is None else EVERY_THEN, self._county, kind, *(() if at is None else (at,))
        )
        judged = await self.visibility.snapshots(rows, [at] * len(rows))
        seen = [stored for stored in judged if stored is not None]
        self._listed[kind, at] = {stored.ref: stored for stored in seen}
        return seen

    def listed(self, kind: str, at: int | None = None) -> Mapping[str, EntitySnapshot]:
        """The entities of a kind by ref if the whole kind was already read; otherwise empty."""
        return self._listed.get((kind, at), _NONE_LISTED)

    # --- Moments

    async def position_at(self, at: int | datetime) -> int:
        """The position that a position or moment means. Raises `InvalidInput` for the future."""
        if isinstance(at, int):
            if not 0 <= at <= self.position:
                raise InvalidInput(
                    "must be between 0 and {position}, the newest position",
                    ("at", "position"),
                    position=self.position,
                )
            return at
        rows = await self._fetch(
            "SELECT (SELECT greatest(clock_timestamp(), max(recorded_at)) FROM heads WHERE county_id = $1) AS now, "
            "(SELECT position FROM events WHERE county_id = $1 AND recorded_at <= $2 "
            "ORDER BY recorded_at DESC, position DESC LIMIT 1) AS position",
            self._county,
            at,
        )
        if at > rows[0]["now"]:
            raise InvalidInput("lies in the future", ("at", "time"))
        return rows[0]["position"] or 0

    # --- Events

    async def history(
        self,
        query: EventQuery,
        *,
        after: int | None = None,
        before: int | None = None,
        limit: int = 100,
        backwards: bool = False,
        at: int | None = None,
    ) -> list[Recorded]:
        """The visible events that match the query between two positions (exclusive), at most `limit`.

        They are in order of position, reversed with `backwards`; `at` leaves out what was recorded later.
        """
        last = self.position if at is None else at
        low, high = after or 0, min(before or last + 1, last + 1)
        found: list[Recorded] = []
        least = 1
        while len(found) < limit and low + 1 < high:
            size = max(limit - len(found), least)
            sql, arguments = statement(query, self._county, low, high, size, backwards)
            rows = await self._fetch(sql, *arguments)
            found += await self.visibility.visible_events(rows, query.authority)
            if len(rows) < size:
                break
            least = _ROWS_PER_READ  # the viewer may see few of them: read more at a time
            if backwards:
                high = rows[-1]["position"]
            else:
                low = rows[-1]["position"]
        return found[:limit]

    async def walk(self, ref: str, at: int, size: int = 500) -> AsyncIterator[list[tuple[Recorded, bool]]]:
        """All events of an entity up to a position, in order, `size` at a time, each with whether it is visible.
        Invisible ones may only be folded."""
        low = 0
        while True:
            sql, arguments = statement(EventQuery(ref), self._county, low, at + 1, size, False)
            rows = await self._fetch(sql, *arguments)
            yield await self.visibility.judged_events(rows)
            if len(rows) < size:
                return
            low = rows[-1]["position"]

    async def event(self, event_id: UUID) -> Recorded | None:
        """An event by its id; None if it does not exist or the viewer may not see it."""
        columns = ", ".join(f"e.{column.strip()}" for column in EVENT_COLUMNS.split(","))
        rows = await self._fetch(
            f"SELECT {columns}, s.* FROM events e {NEWEST} WHERE e.county_id = $1 AND e.event_id = $2",
            self._county,
            event_id,
        )
        return next(iter(await self.visibility.visible_events(rows)), None)

    async def stands(self, position: int, event_id: UUID) -> bool:
        """Whether the event is at the position, that is, whether this record issued the cursor that says so."""
        found = await self._fetch(
            "SELECT true FROM events WHERE county_id = $1 AND position = $2 AND event_id = $3",
            self._county,
            position,
            event_id,
        )
        return bool(found)

    # --- Texts

    async def text(self, digest: str) -> str | None:
        """A stored text by its digest."""
        return await self._texts.get(digest)

    async def _fetch_texts(self, digests: Sequence[str]) -> Mapping[str, str]:
        rows = await self._fetch(SOME_TEXTS, self._county, list(digests))
        return {row["digest"]: row["text"] for row in rows}

    async def texts_matching(self, query: str) -> frozenset[str]:
        """The digests of the stored texts that match a search; empty for an empty search. Raises `InvalidInput`."""
        query = query.strip()
        if not query:
            return frozenset()
        try:
            query = SEARCH.check(query)
        except Invalid as invalid:
            raise InvalidInput(invalid.message, ("filter", "text")) from invalid
        return await self._matches.get(query) or frozenset()

    async def _fetch_matches(self, queries: Sequence[str]) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for query, digest in await self._fetch(MATCHING_TEXTS, self._county, list(queries)):
            found.setdefault(query, set()).add(digest)
        return {query: frozenset(digests) for query, digests in found.items()}

    # --- Contents, sealed texts and actors

    async def content(self, sha256: str) -> Content | None:
        """What is known about uploaded bytes; None if they are not, or no longer, stored here."""
        rows = await self._fetch(
            "SELECT size, media_type FROM contents WHERE county_id = $1 AND sha256 = $2", self._county, sha256
        )
        return Content(*rows[0]) if rows else None

    async def unseal(self, sealed: Sealed, ref: str, concerns: Collection[str]) -> tuple[str | None, SealStatus]:
        """A sealed text of an entity, if the viewer may read it and its key still exists."""
        if not may_unseal(self.viewer, split(ref)[0], concerns):
            return None, SealStatus.NOT_PERMITTED
        secret = await self._keys.get(sealed.key)
        if secret is None:
            return None, SealStatus.ERASED
        return open_sealed(secret, sealed), SealStatus.READABLE

    async def _fetch_keys(self, key_ids: Sequence[str]) -> Mapping[str, bytes]:
        rows = await self._fetch(
            "SELECT key_id, wrapped FROM sealing_keys WHERE county_id = $1 AND key_id = ANY ($2)",
            self._county,
            list(key_ids),
        )
        return {key_id: self._tenant.unwrap(key_id, wrapped).secret for key_id, wrapped in rows}

    async def actor(self, actor_id: UUID) -> ActorRow | None:
        """An actor of this county."""
        return await self._actors.get(actor_id)

    async def _fetch_actors(self, actor_ids: Sequence[UUID]) -> Mapping[UUID, ActorRow]:
        rows = await self._fetch(
            "SELECT actor_id, kind, role, label, acts_for, created_at FROM actors "
            "WHERE county_id = $1 AND actor_id = ANY ($2)",
            self._county,
            list(actor_ids),
        )
        return {row["actor_id"]: decode_actor(row) for row in rows}

    def cursor_of(self, event: Recorded) -> str:
        """The cursor of an event."""
        return encode_cursor(event.position, event.event_id)


_ROWS_PER_READ = 200
_NONE_LISTED: Mapping[str, EntitySnapshot] = {}
