"""The one door to the events: requests queue, go to the database in batches, and each gets its own answer.

A county's appends are serialised by its head row, whatever the process; one transaction for each would wait for one
disk flush after another, so a process sends what has queued up in one call. A request waits for the next batch if it
writes a stream that an earlier one of the batch reads or writes, reads one that an earlier one writes, or shares its
command id or a claim with it: then each can be judged by versions alone.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg

from service.database import Pool, reachable
from service.problems import Unavailable
from service.refs import split
from service.sealing import SealingKey

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """An event as it goes to the database, with the state that it leads to."""

    event_id: UUID
    version: int
    type: str
    body: bytes
    body_hash: bytes
    visibility: int
    concerns: str
    state: str
    state_visibility: int
    state_concerns: str


@dataclass(slots=True)
class Request:
    """One command's events, with all that their append depends on.

    `reads` holds every stream that the decision looked at, the written one too, with its version (0: none yet).
    `claims` maps each claim that begins to be held (True) or ends (False), `texts` each digest to its text.
    """

    county: UUID
    actor: UUID
    command_id: UUID
    correlation_id: UUID
    causation_id: UUID | None
    fingerprint: bytes
    ref: str
    fold: int
    reads: dict[str, int]
    events: Sequence[Written]
    reason: bytes | None
    authority: bytes | None
    claims: dict[str, bool] = field(default_factory=dict)
    keys: Sequence[SealingKey] = ()
    erased: Sequence[str] = ()
    contents: Collection[str] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a request: DONE, KNOWN, REUSED, STALE or CLAIMED; `position` is that of its first event."""

    outcome: str
    position: int | None
    recorded_at: datetime
    detail: str | None


_WHOLE = 32
"""How many requests go in one batch whole; of more, half: the next ones are decided while the database is at work."""

_CALL = f"SELECT * FROM append({', '.join(f'${n}' for n in range(1, 43))})"


class Writer:
    """Appends of one process: a queue for each county, one batch of a county under way at a time."""

    def __init__(self, pool: Pool, most: int = 256, patience: float = 30.0) -> None:
        self._pool = pool
        self._most = most
        self._patience = patience
        self._queues: dict[UUID, deque[tuple[Request, asyncio.Future[Verdict]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def append(self, request: Request) -> Verdict:
        """Append the request's events and return what became of them, once that is durable.

        Raises `Unavailable` where the database stays out of reach; whether the events were written is then not
        known, and the same command id may be sent again.
        """
        future: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        queue = self._queues.get(request.county)
        if queue is None:
            queue = self._queues[request.county] = deque()
            task = asyncio.create_task(self._drain(request.county, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        queue.append((request, future))
        return await future

    async def close(self) -> None:
        """Wait until everything queued has been answered."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _drain(self, county: UUID, queue: deque[tuple[Request, asyncio.Future[Verdict]]]) -> None:
        try:
            while queue:
                batch = compatible(queue, min(self._most, max(_WHOLE, len(queue) // 2)))
                try:
                    verdicts = await self._settle([request for request, _ in batch])
                except BaseException as fault:
                    verdicts = [fault] * len(batch)
                    if not isinstance(fault, Exception):
                        raise
                finally:
                    for (_, future), verdict in zip(batch, verdicts, strict=True):
                        if future.done():  # whoever asked has been cancelled
                            continue
                        if isinstance(verdict, BaseException):
                            future.set_exception(verdict)
                            future.exception()  # whoever asked may have gone
                        else:
                            future.set_result(verdict)
        finally:
            del self._queues[county]
            for _, future in queue:
                if not future.done():
                    future.set_exception(Unavailable("The service is stopping."))

    async def _settle(self, requests: list[Request]) -> Sequence[Verdict | BaseException]:
        """The verdicts of a batch. One failing request never fails its batch-mates: they are replayed singly."""
        try:
            return await self._patiently(requests)
        except Unavailable:
            raise
        except Exception as fault:
            if len(requests) == 1:
                return [_taken(fault)]
        verdicts: list[Verdict | BaseException] = []
        for request in requests:
            verdicts.extend(await self._settle([request]))
        return verdicts

    async def _patiently(self, requests: list[Request]) -> list[Verdict]:
        """Call the database, on a new connection if the old one is lost: command ids make the repetition safe."""
        deadline = time.monotonic() + self._patience
        pause = 0.02
        while True:
            try:
                with reachable():
                    rows = await self._pool.fetch(_CALL, *_arrays(requests))
                return [Verdict(outcome, position, at, detail) for _, outcome, position, at, detail in rows]
            except Unavailable as fault:
                if time.monotonic() > deadline:
                    raise
                _log.warning("connection lost during an append, trying again: %s", type(fault.__cause__).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 1.0)


def compatible(
    queue: deque[tuple[Request, asyncio.Future[Verdict]]], most: int
) -> list[tuple[Request, asyncio.Future[Verdict]]]:
    """Take from the queue the requests that may share a batch, in order; the others stay, in order."""
    batch: list[tuple[Request, asyncio.Future[Verdict]]] = []
    waiting: list[tuple[Request, asyncio.Future[Verdict]]] = []
    written: set[str] = set()
    read: set[str] = set()
    named: set[object] = set()
    while queue and len(batch) < most:
        request, future = queue.popleft()
        names = {request.command_id, *request.claims}
        if (
            request.ref in written
            or request.ref in read
            or not written.isdisjoint(request.reads)
            or not named.isdisjoint(names)
        ):
            waiting.append((request, future))
        else:
            batch.append((request, future))
        # One that waits keeps later ones behind it too, so that none is overtaken for ever.
        written.add(request.ref)
        read.update(request.reads)
        named |= names
    queue.extendleft(reversed(waiting))
    return batch


def _taken(fault: Exception) -> Verdict | Exception:
    """A county's key that another county of this database holds; anything else is a fault of ours."""
    if isinstance(fault, asyncpg.UniqueViolationError) and fault.constraint_name == "counties_pkey":
        return Verdict("CLAIMED", None, datetime.min.replace(tzinfo=UTC), "county-key")
    return fault


def _arrays(requests: list[Request]) -> list[object]:
    """The batch as the parallel arrays of the SQL function `append`."""
    own = [split(r.ref) for r in requests]
    streams = [
        (n, *split(ref), version) for n, r in enumerate(requests, 1) for ref, version in r.reads.items() if ref != r.ref
    ]
    events = [(n, e) for n, r in enumerate(requests, 1) for e in r.events]
    claims = [(n, claim, held) for n, r in enumerate(requests, 1) for claim, held in r.claims.items()]
    keys = [(n, key) for n, r in enumerate(requests, 1) for key in r.keys]
    erased = [(n, subject) for n, r in enumerate(requests, 1) for subject in r.erased]
    contents = [(n, sha256) for n, r in enumerate(requests, 1) for sha256 in r.contents]
    texts = [(n, digest, text) for n, r in enumerate(requests, 1) for digest, text in r.texts.items()]
    return [
        requests[0].county,
        [r.actor for r in requests],
        [r.command_id for r in requests],
        [r.fingerprint for r in requests],
        _unless_empty([None if r.correlation_id == r.command_id else r.correlation_id for r in requests]),
        _unless_empty([r.causation_id for r in requests]),
        [kind for kind, _ in own],
        [entity_id for _, entity_id in own],
        [r.events[-1].version for r in requests],
        [len(r.events) for r in requests],
        [r.fold for r in requests],
        _unless_empty([r.reason for r in requests]),
        _unless_empty([r.authority for r in requests]),
        [n for n, _, _, _ in streams],
        [kind for _, kind, _, _ in streams],
        [entity_id for _, _, entity_id, _ in streams],
        [version for _, _, _, version in streams],
        [n for n, _ in events],
        [e.version for _, e in events],
        [e.event_id for _, e in events],
        [e.type for _, e in events],
        [e.body for _, e in events],
        [e.body_hash for _, e in events],
        [e.visibility for _, e in events],
        [e.concerns for _, e in events],
        [e.state for _, e in events],
        [e.state_visibility for _, e in events],
        [e.state_concerns for _, e in events],
        [n for n, _, _ in claims],
        [claim for _, claim, _ in claims],
        [held for _, _, held in claims],
        [n for n, _ in keys],
        [key.key_id for _, key in keys],
        [key.subject for _, key in keys],
        [key.wrapped for _, key in keys],
        [n for n, _ in erased],
        [subject for _, subject in erased],
        [n for n, _ in contents],
        [sha256 for _, sha256 in contents],
        [n for n, _, _ in texts],
        [digest for _, digest, _ in texts],
        [text for _, _, text in texts],
    ]


def _unless_empty(values: list[Any]) -> list[Any] | None:
    return None if all(value is None for value in values) else values
