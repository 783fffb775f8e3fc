"""Refolds stored events and compares the result with the stored states, byte for byte.

Rebuilding, checking and starting with a changed `evolve` all use it. It goes through streams in order, in portions,
with constant memory.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asyncpg import Record

from events.correction import Replay, StreamEvent
from events.decider import Decider
from service.codec import DECIDERS, canonical, decode_event, encode
from service.database import Connection, portioned
from service.prepared_events import refs_column
from service.refs import join
from service.texts import texts_of

_EVENTS_PER_STEP = 5_000


@dataclass(frozen=True, slots=True)
class StateRow:
    """A row of `states` as it should be."""

    kind: str
    id: UUID
    version: int
    fold: int
    position: int
    until_position: int | None
    recorded_at: datetime
    visibility: int
    concerns: list[str]
    body: str


@dataclass(frozen=True, slots=True)
class Refolded:
    """A refolded event: the resulting state, whether the stored row is equal, and the claims.

    `stored` is False if there is no such row; `claims` are those of the newest state, None for older ones; `texts` are
    those in the event.
    """

    row: StateRow
    stored: bool
    same: bool
    claims: frozenset[str] | None
    texts: Sequence[str]


class BrokenStream(Exception):
    """An event that cannot be folded: today's code cannot read it, or it does not fit the events before it."""

    def __init__(self, ref: str, version: int, fault: Exception) -> None:
        super().__init__(f"{ref} version {version}: {type(fault).__name__}")
        self.ref = ref
        self.version = version
        self.fault = fault


def raise_broken(broken: BrokenStream) -> None:
    """Stop at the broken event."""
    raise broken


@dataclass(frozen=True, slots=True)
class Stream:
    """An entity's stream and its number of events."""

    kind: str
    id: UUID
    events: int


async def portions(connection: Connection, county: UUID, kinds: Sequence[str]) -> AsyncIterator[list[Stream]]:
    """All streams of some kinds, in portions of about five thousand events, each read when the previous one is done."""
    for kind in kinds:
        last = UUID(int=0)
        while True:
            rows = await connection.fetch(
                "SELECT stream_id, (SELECT max(version) FROM events m WHERE m.county_id = $1 AND m.kind = $2 "
                "AND m.stream_id = e.stream_id) AS events FROM events e WHERE county_id = $1 AND kind = $2 "
                "AND version = 1 AND stream_id > $3 ORDER BY stream_id LIMIT 500",
                county,
                kind,
                last,
            )
            if not rows:
                break
            portion: list[Stream] = []
            for stream_id, events in rows:
                portion.append(Stream(kind, stream_id, events))
                if sum(each.events for each in portion) >= _EVENTS_PER_STEP:
                    yield portion
                    portion = []
            if portion:
                yield portion
            last = rows[-1]["stream_id"]


_WALK = """
SELECT e.stream_id, e.version, e.position, e.recorded_at, e.event_id, e.actor_id, e.command_id, e.type, e.body,
    lead(e.position) OVER (PARTITION BY e.stream_id ORDER BY e.version) AS until_position,
    s.version AS s_version, s.fold, s.until_position AS s_until, s.recorded_at AS s_recorded, s.visibility,
    s.concerns, s.body::text AS state
FROM events e
LEFT JOIN states s ON s.county_id = e.county_id AND s.kind = e.kind AND s.id = e.stream_id AND s.position = e.position
WHERE e.county_id = $1 AND e.kind = $2 AND e.stream_id = ANY ($3)
ORDER BY e.stream_id, e.version
"""


async def refold(
    connection: Connection,
    county: UUID,
    portion: Sequence[Stream],
    on_broken: Callable[[BrokenStream], None] = raise_broken,
    *,
    ahead: bool = False,
) -> AsyncGenerator[list[Refolded]]:
    """Refold every event of the streams (all of one kind), some at a time. Call it inside a transaction.

    A broken stream is reported to `on_broken` and abandoned at the broken event. `ahead` is passed to
    `service.database.portioned`.
    """
    decider = DECIDERS[portion[0].kind]
    ids = [each.id for each in portion]
    current: UUID | None = None
    broken: UUID | None = None
    replay = Replay(decider)
    async with aclosing(portioned(connection, _WALK, county, decider.kind, ids, ahead=ahead)) as walk:
        async for rows in walk:
            refolded = []
            for found in rows:
                if found["stream_id"] == broken:
                    continue
                if found["stream_id"] != current:
                    current, replay = found["stream_id"], Replay(decider)
                try:
                    event = decode_event(found["type"], found["body"])
                    act = found["actor_id"], found["command_id"]
                    state = replay.add(StreamEvent(str(found["event_id"]), act, event))
                except Exception as fault:
                    broken = current
                    on_broken(BrokenStream(join(decider.kind, found["stream_id"]), found["version"], fault))
                    continue
                refolded.append(_compared(decider, found, state, event))
            yield refolded


def _compared(decider: Decider, found: Record, state: Any, event: Any) -> Refolded:
    """The state resulting from an event, compared with the stored one."""
    ref = join(decider.kind, found["stream_id"])
    audience = decider.disclosure.audience(ref, state, None)
    body = encode(state)
    row = StateRow(
        decider.kind,
        found["stream_id"],
        found["version"],
        decider.fold,
        found["position"],
        found["until_position"],
        found["recorded_at"],
        audience.visibility.level,
        refs_column(audience).split(),
        body.decode(),
    )
    stored = found["state"] is not None
    return Refolded(
        row,
        stored,
        stored
        and (row.version, row.fold, row.until_position, row.recorded_at, row.visibility, row.concerns)
        == (
            found["s_version"],
            found["fold"],
            found["s_until"],
            found["s_recorded"],
            found["visibility"],
            found["concerns"],
        )
        and body == canonical(found["state"]),
        decider.claims(ref, state) if row.until_position is None else None,
        texts_of(event),
    )
