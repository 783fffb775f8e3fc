"""The only way to append events: requests are queued, sent to the database in batches, and answered one by one.

The head row serialises a county's appends across processes. One transaction for each would wait for one disk flush
after another, so a process sends everything queued in one call. A request waits for the next batch if it writes a
stream that an earlier one of the batch reads or writes, reads one that an earlier one writes, or shares its command id
or a claim with it. So each request of a batch can be judged by versions alone.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import asyncpg

from service.database import Pool, reachable
from service.problems import Unavailable
from service.refs import split
from service.sealing import SealingKey

_log = logging.getLogger(__name__)


class NewEvent(NamedTuple):
    """An event to append, with the resulting state: an `append_event` in SQL, without the request."""

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


@dataclass(frozen=True, slots=True)
class AppendRequest:
    """The events of one command, with everything that their append depends on.

    `reads` maps every stream that the decision read, including the written one, to its version (0: none yet). `claims`
    maps each claim to whether it is taken (True) or released (False), `texts` each digest to its text.
    """

    county: UUID
    actor: UUID
    command_id: UUID
    correlation_id: UUID
    causation_id: UUID | None
    fingerprint: bytes
    ref: str
    fold: int
    reads: Mapping[str, int]
    events: Sequence[NewEvent]
    reason: bytes | None
    authority: bytes | None
    claims: Mapping[str, bool] = field(default_factory=dict)
    keys: Sequence[SealingKey] = ()
    erased: Sequence[str] = ()
    contents: Collection[str] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


class Verdict(StrEnum):
    """The result of a request: the values of `append_verdict` in SQL."""

    DONE = "DONE"
    """Its events are written."""
    KNOWN = "KNOWN"
    """The same command was carried out before; nothing was written."""
    REUSED = "REUSED"
    """The command id was used before with other content."""
    STALE = "STALE"
    """A stream that the decision rests on has moved on, or an uploaded file has gone."""
    CLAIMED = "CLAIMED"
    """Another entity holds a claim that this one would take."""


@dataclass(frozen=True, slots=True)
class AppendResult:
    """The verdict on a request.

    `position` is that of the command's first event, if any; `detail` is the conflicting stream, file or claim.
    """

    verdict: Verdict
    position: int | None
    recorded_at: datetime
    detail: str | None


_WHOLE = 32
"""Up to this many requests form one batch; of more, half do, so that others are decided while the database works."""

_APPEND = "SELECT verdict, position, recorded_at, detail FROM append($1, $2, $3, $4, $5, $6, $7, $8, $9)"


class Writer:
    """The appends of one process: a queue for each county, with one batch in progress at a time."""

    def __init__(self, pool: Pool, most: int = 256, patience: float = 30.0) -> None:
        self._pool = pool
        self._most = most
        self._patience = patience
        self._queues: dict[UUID, deque[tuple[AppendRequest, asyncio.Future[AppendResult]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def append(self, request: AppendRequest) -> AppendResult:
        """Append the request's events and return the result once it is durable.

        Raises `Unavailable` if the database stays unreachable. It is then unknown whether the events were written; the
        same command id may be sent again.
        """
        future: asyncio.Future[AppendResult] = asyncio.get_running_loop().create_future()
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

    async def _drain(self, county: UUID, queue: deque[tuple[AppendRequest, asyncio.Future[AppendResult]]]) -> None:
        try:
            while queue:
                batch = compatible(queue, min(self._most, max(_WHOLE, len(queue) // 2)))
                try:
                    results = await self._settle([request for request, _ in batch])
                except BaseException as fault:
                    results = [fault] * len(batch)
                    if not isinstance(fault, Exception):
                        raise
                finally:
                    for (_, future), result in zip(batch, results, strict=True):
                        if future.done():  # the caller was cancelled
                            continue
                        if isinstance(result, BaseException):
                            future.set_exception(result)
                            future.exception()  # the caller may have been cancelled
                        else:
                            future.set_result(result)
        finally:
            del self._queues[county]
            for _, future in queue:
                if not future.done():
                    future.set_exception(Unavailable("The service is stopping."))

    async def _settle(self, requests: list[AppendRequest]) -> Sequence[AppendResult | BaseException]:
        """The results of a batch. One failing request never fails the others: they are retried one by one."""
        try:
            return await self._patiently(requests)
        except Unavailable:
            raise
        except Exception as fault:
            if len(requests) == 1:
                return [_taken(fault)]
        return [result for request in requests for result in await self._settle([request])]

    async def _patiently(self, requests: list[AppendRequest]) -> list[AppendResult]:
        """Call the database, on a new connection if the old one is lost: command ids make retries safe."""
        deadline = time.monotonic() + self._patience
        pause = 0.02
        while True:
            try:
                with reachable():
                    rows = await self._pool.fetch(_APPEND, *_arguments(requests))
                return [AppendResult(Verdict(verdict), *rest) for verdict, *rest in rows]
            except Unavailable as fault:
                if time.monotonic() > deadline:
                    raise
                _log.warning("connection lost during an append, trying again: %s", type(fault.__cause__).__name__)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 1.0)


def compatible(
    queue: deque[tuple[AppendRequest, asyncio.Future[AppendResult]]], most: int
) -> list[tuple[AppendRequest, asyncio.Future[AppendResult]]]:
    """Take the requests that may share a batch from the queue; the order of both parts is kept."""
    batch: list[tuple[AppendRequest, asyncio.Future[AppendResult]]] = []
    waiting: list[tuple[AppendRequest, asyncio.Future[AppendResult]]] = []
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
        # A waiting request also blocks conflicting later ones, so that none starves.
        written.add(request.ref)
        read.update(request.reads)
        named |= names
    queue.extendleft(reversed(waiting))
    return batch


def _taken(fault: Exception) -> AppendResult | Exception:
    """`CLAIMED` if another county in this database holds the county's key; anything else is an internal error."""
    if isinstance(fault, asyncpg.UniqueViolationError) and fault.constraint_name == "counties_pkey":
        return AppendResult(Verdict.CLAIMED, None, datetime.min.replace(tzinfo=UTC), "county-key")
    return fault


def _arguments(requests: Sequence[AppendRequest]) -> tuple[object, ...]:
    """The arguments of the SQL function `append`: the county, the requests, and what belongs to each."""
    numbered = list(enumerate(requests, 1))
    return (
        requests[0].county,
        [_row(request) for request in requests],
        [(n, *split(ref), version) for n, r in numbered for ref, version in r.reads.items() if ref != r.ref],
        [(n, *event) for n, r in numbered for event in r.events],
        [(n, claim, held) for n, r in numbered for claim, held in r.claims.items()],
        [(n, key.key_id, key.subject, key.wrapped) for n, r in numbered for key in r.keys],
        [(n, subject) for n, r in numbered for subject in r.erased],
        [(n, sha256) for n, r in numbered for sha256 in r.contents],
        [(n, digest, text) for n, r in numbered for digest, text in r.texts.items()],
    )


def _row(request: AppendRequest) -> tuple[object, ...]:
    """A request as an `append_request`."""
    kind, entity_id = split(request.ref)
    return (
        request.actor,
        request.command_id,
        None if request.correlation_id == request.command_id else request.correlation_id,
        request.causation_id,
        request.fingerprint,
        kind,
        entity_id,
        request.events[-1].version,
        len(request.events),
        request.fold,
        request.reason,
        request.authority,
    )
