"""One operation's reads: one transaction that sees one moment, with access applied to everything that leaves it."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any
from uuid import UUID

import asyncpg

from events.decider import Content
from events.values import Invalid, Sealed, Text
from service.access import STRICTEST, may_unseal, sees, visible
from service.actors import ActorRow, decode_actor
from service.audiences import Audiences
from service.batched import Batched
from service.berlin import day_of
from service.codec import DECIDERS, decode_state
from service.cursors import encode_cursor
from service.database import Pool, PoolConnection, reachable, snapshot
from service.problems import InvalidInput
from service.recorded import Recorded
from service.refs import join, split
from service.sealing import SealStatus, open_sealed
from service.sought import NEWEST, Sought, statement
from service.statements import EVERY_NOW, EVERY_THEN, HEAD, SOME_NOW, SOME_THEN
from service.tenant import EVENT_COLUMNS, Tenant, recorded
from service.texts import MATCHING_TEXTS, SOME_TEXTS
from service.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Stored:
    """A state of an entity: the version it is of, the position and moment from which it holds."""

    ref: str
    version: int
    position: int
    recorded_at: datetime
    visibility: int
    concerns: frozenset[str]
    state: Any


SEARCH = Text(200, lines=True)
"""The limits of what is searched for."""


class Reading:
    """What one operation reads, at the position where the county's clock stood when it began.

    Statements take turns on its one connection; what is asked in one go of the loop becomes one statement.
    """

    def __init__(self, pool: Pool, tenant: Tenant, viewer: Viewer) -> None:
        self.viewer = viewer
        self.position = 0
        self.cursor = ""
        self.county_ref = tenant.ref
        self._pool = pool
        self._tenant = tenant
        self._county = tenant.county
        self._connection: PoolConnection | None = None
        self._turn = asyncio.Lock()
        self._now: Batched[str, Stored] = Batched(self._fetch_now)
        self._then: Batched[tuple[str, int], Stored] = Batched(self._fetch_then)
        self._every: dict[tuple[str, int | None], asyncio.Task[list[Stored]]] = {}
        self._listed: dict[tuple[str, int | None], dict[str, Stored]] = {}
        self._keys: Batched[str, bytes] = Batched(self._fetch_keys)
        self._audiences = Audiences(viewer, tenant.county, self._fetch)
        self._actors: Batched[UUID, ActorRow] = Batched(self._fetch_actors)
        self._texts: Batched[str, str] = Batched(self._fetch_texts)
        self._matches: Batched[str, frozenset[str]] = Batched(self._fetch_matches)

    async def __aenter__(self) -> "Reading":
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
                # A statement of a cancelled operation may still be under way.
                async with self._turn:
                    if not connection.is_closed():
                        await connection.execute("COMMIT")
            finally:
                await self._pool.release(connection)

    async def _fetch(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        async with self._turn:
            assert self._connection is not None, "the reading is over"
            with reachable():
                return await self._connection.fetch(sql, *arguments)

    # --- Entities

    async def get(self, ref: str, at: int | None = None) -> Stored | None:
        """An entity now, or as it was recorded at a position; None where there is none or it is not to be seen."""
        return await (self._now.get(ref) if at is None else self._then.get((ref, at)))

    async def every(self, kind: str, at: int | None = None) -> list[Stored]:
        """All entities of a kind that the viewer sees, now or at a position, in no particular order."""
        task = self._every.get((kind, at))
        if task is None:
            task = self._every[kind, at] = asyncio.create_task(self._fetch_every(kind, at))
        return await asyncio.shield(task)

    async def _fetch_now(self, refs: Sequence[str]) -> Mapping[str, Stored]:
        kinds, ids = zip(*map(split, refs), strict=True)
        rows = await self._fetch(SOME_NOW, self._county, kinds, ids)
        return {stored.ref: stored for stored in await self._known(rows, [None] * len(rows)) if stored is not None}

    async def _fetch_then(self, asked: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], Stored]:
        kinds, ids = zip(*(split(ref) for ref, _ in asked), strict=True)
        rows = await self._fetch(SOME_THEN, self._county, kinds, ids, [at for _, at in asked])
        ats = [row["at"] for row in rows]
        found = zip(await self._known(rows, ats), ats, strict=True)
        return {(stored.ref, at): stored for stored, at in found if stored is not None}

    async def _fetch_every(self, kind: str, at: int | None) -> list[Stored]:
        rows = await self._fetch(
            EVERY_NOW if at is None else EVERY_THEN, self._county, kind, *(() if at is None else (at,))
        )
        seen = [stored for stored in await self._known(rows, [at] * len(rows)) if stored is not None]
        self._listed[kind, at] = {stored.ref: stored for stored in seen}
        return seen

    def listed(self, kind: str, at: int | None = None) -> Mapping[str, Stored]:
        """The entities of a kind by their refs, where all of it was read already; else none."""
        return self._listed.get((kind, at), _NONE_LISTED)

    async def _known(self, rows: Sequence[asyncpg.Record], ats: Sequence[int | None]) -> list[Stored | None]:
        """Of each state, as of its position, what the viewer may know by the stricter of then and now, if anything."""
        await self._audiences.share(rows)
        found = [self._stored(*row[:_STATE_COLUMNS]) for row in rows]
        if all(row["kind"] not in DECIDERS or DECIDERS[row["kind"]].outward is None for row in rows):
            return found
        told = [
            [(ref, at) for ref in DECIDERS[row["kind"]].tells_of(stored.state)] if stored is not None else []
            for row, stored, at in zip(rows, found, ats, strict=True)
        ]
        hidden = await self._audiences.hidden(each for refs in told for each in refs)
        return [
            None if stored is None else self._turned(stored, {ref for ref, at in refs if (ref, at) in hidden})
            for stored, refs in zip(found, told, strict=True)
        ]

    def _turned(self, stored: Stored, hidden: Collection[str]) -> Stored:
        kind, _ = split(stored.ref)
        return replace(stored, state=self.outward(kind, stored.state, stored.concerns, hidden))

    async def hidden(self, refs: Iterable[str]) -> frozenset[str]:
        """Those of some entities that the viewer does not see now."""
        return frozenset(ref for ref, _ in await self._audiences.hidden((ref, None) for ref in refs))

    def concerns(self, kind: str, then: Collection[str], now: Collection[str]) -> Collection[str]:
        """Whom something concerns for this viewer, by the stricter of then and now."""
        return self._audiences.concerns(kind, then, now)

    def _stored(
        self,
        kind: str,
        entity_id: UUID,
        version: int,
        position: int,
        recorded_at: datetime,
        visibility: int,
        concerns: list[str],
        body: str,
        level: int | None,
        whom: list[str] | None,
    ) -> Stored | None:
        if kind not in DECIDERS:
            return None
        still = self._audiences.concerns(kind, concerns, whom)
        if not visible(self.viewer, kind, visibility, still):
            return None
        if level is not None and not visible(self.viewer, kind, level, self._audiences.concerns(kind, whom or ())):
            return None
        state = decode_state(kind, body)
        return Stored(join(kind, entity_id), version, position, recorded_at, visibility, frozenset(still), state)

    def _today(self) -> date:
        return day_of(datetime.now(UTC))

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
        sought: Sought,
        *,
        after: int | None = None,
        before: int | None = None,
        limit: int = 100,
        backwards: bool = False,
        at: int | None = None,
    ) -> list[Recorded]:
        """The events that the viewer sees and asks for, between two positions (neither included), at most `limit`.

        In order of positions, or against it with `backwards`; `at` leaves out what was recorded later.
        """
        last = self.position if at is None else at
        low, high = after or 0, min(before or last + 1, last + 1)
        found: list[Recorded] = []
        least = 1
        while len(found) < limit and low + 1 < high:
            portion = max(limit - len(found), least)
            sql, arguments = statement(sought, self._county, low, high, portion, backwards)
            rows = await self._fetch(sql, *arguments)
            await self._audiences.share(rows)
            judged = await self._judged([row for row in rows if self._told(sought, row)])
            found += [event for event, seen in judged if seen]
            if len(rows) < portion:
                break
            least = _PORTION  # few of them are to be seen: look further at a time
            if backwards:
                high = rows[-1]["position"]
            else:
                low = rows[-1]["position"]
        return found[:limit]

    def _told(self, sought: Sought, row: asyncpg.Record) -> bool:
        if not self._sees_event(row):
            return False
        if sought.authority is None:
            return True
        kind, _ = split(sought.authority)
        return all(
            row[f"{when}_level"] is not None
            and visible(
                self.viewer,
                kind,
                row[f"{when}_level"],
                self._audiences.concerns(kind, row[f"{when}_whom"], row["now_whom"]),
            )
            for when in ("then", "now")
        )

    async def _judged(self, rows: Sequence[asyncpg.Record]) -> list[tuple[Recorded, bool]]:
        """Events, each with whether the viewer sees it: by the stricter of then and now, and by what it tells of."""
        events = [self._recorded(row) for row in rows]
        told = [
            [(ref, event.position) for ref in DECIDERS[row["kind"]].tells_of(event.event)]
            for row, event in zip(rows, events, strict=True)
        ]
        hidden = await self._audiences.hidden(each for refs in told for each in refs)
        return [
            (event, self._sees_event(row, 0 if hidden.isdisjoint(refs) else STRICTEST))
            for row, event, refs in zip(rows, events, told, strict=True)
        ]

    async def walk(self, ref: str, at: int, portion: int = 500) -> AsyncIterator[list[tuple[Recorded, bool]]]:
        """All events of an entity up to a position, in their order and some at a time, each with whether the viewer
        sees it: those that he does not see are for folding alone."""
        low = 0
        while True:
            sql, arguments = statement(Sought(ref), self._county, low, at + 1, portion, False)
            rows = await self._fetch(sql, *arguments)
            await self._audiences.share(rows)
            yield await self._judged(rows)
            if len(rows) < portion:
                return
            low = rows[-1]["position"]

    def outward(self, kind: str, state: Any, concerns: Collection[str], hidden: Collection[str] = ()) -> Any:
        """What of a state the viewer may know who sees the entity; `hidden` are those that it tells of and he does not
        see."""
        outward = DECIDERS[kind].outward
        return state if outward is None else outward(state, self._today(), sees(self.viewer, kind, concerns), hidden)

    def _recorded(self, row: asyncpg.Record) -> Recorded:
        event = recorded(self._county, row)
        still = self._audiences.concerns(row["kind"], event.concerns, row["whom"])
        return event if still is event.concerns else replace(event, concerns=frozenset(still))

    def _sees_event(self, row: asyncpg.Record, level: int = 0) -> bool:
        """Whether the viewer sees an event, were it of this level at least."""
        kind = row["kind"]
        if kind not in DECIDERS:
            return False
        still = self._audiences.concerns(kind, row["concerns"], row["whom"])
        if not visible(self.viewer, kind, max(level, row["visibility"]), still):
            return False
        return row["level"] is None or visible(
            self.viewer, kind, max(level, row["level"]), self._audiences.concerns(kind, row["whom"])
        )

    async def event(self, event_id: UUID) -> Recorded | None:
        """An event by its id; None where there is none or it is not to be seen."""
        columns = ", ".join(f"e.{column.strip()}" for column in EVENT_COLUMNS.split(","))
        rows = await self._fetch(
            f"SELECT {columns}, s.visibility AS level, s.concerns AS whom FROM events e {NEWEST} "
            "WHERE e.county_id = $1 AND e.event_id = $2",
            self._county,
            event_id,
        )
        rows = [row for row in rows if row["kind"] in DECIDERS]
        await self._audiences.share(rows)
        return next((event for event, seen in await self._judged(rows) if seen), None)

    async def stands(self, position: int, event_id: UUID) -> bool:
        """Whether the event stands at the position: whether a cursor that says so was given out by this record."""
        found = await self._fetch(
            "SELECT true FROM events WHERE county_id = $1 AND position = $2 AND event_id = $3",
            self._county,
            position,
            event_id,
        )
        return bool(found)

    # --- Kept texts

    async def text(self, digest: str) -> str | None:
        """A kept text by its digest."""
        return await self._texts.get(digest)

    async def _fetch_texts(self, digests: Sequence[str]) -> Mapping[str, str]:
        rows = await self._fetch(SOME_TEXTS, self._county, list(digests))
        return {row["digest"]: row["text"] for row in rows}

    async def texts_matching(self, query: str) -> frozenset[str]:
        """The digests of the kept texts that a search finds; none where it asks for nothing. Raises `InvalidInput`."""
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
        """What is known of uploaded bytes; None where they are not kept here (any more)."""
        rows = await self._fetch(
            "SELECT size, media_type FROM contents WHERE county_id = $1 AND sha256 = $2", self._county, sha256
        )
        return Content(*rows[0]) if rows else None

    async def unseal(self, sealed: Sealed, ref: str, concerns: Collection[str]) -> tuple[str | None, SealStatus]:
        """The text in a box that stands in an entity, if the viewer may read it and its key still is."""
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
        """The cursor that stands at an event."""
        return encode_cursor(event.position, event.event_id)


_PORTION = 200
_STATE_COLUMNS = 10
_NONE_LISTED: Mapping[str, Stored] = {}
