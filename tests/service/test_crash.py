"""Killed at any moment: what was acknowledged is there once, nothing is there in part, and it goes on by itself."""

import asyncio
import itertools
import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import pytest

from schema.moments import encode_id
from service.ids import new_id
from tests.service.county import CENSUS, County, until
from tests.service.served import Caller, Served, served

pytestmark = pytest.mark.soak

KILLS = 30 if os.environ.get("KLIMAKREIS_SOAK") else 6
CLIENTS = 8


@dataclass
class Sent:
    """A command that a client has sent, and what it was told."""

    mutation: str
    command_id: UUID
    given: dict[str, Any]
    told: dict[str, Any] | None = None


@dataclass
class Client:
    """A client who writes without end: registers municipalities and counts their people."""

    caller: Caller
    numbers: "itertools.count[int]"
    known: list[str]
    sent: list[Sent] = field(default_factory=list)

    async def write(self) -> None:
        for turn in itertools.count():
            sent = self._next(turn)
            self.sent.append(sent)
            # Every third who hears nothing does not ask again: what became of that command, nobody was told.
            if turn % 3:
                sent.told = await self.caller.insist(sent.mutation, sent.command_id, **sent.given)
            else:
                sent.told = await self.caller.send(sent.mutation, sent.command_id, **sent.given)
            if sent.told is not None:
                assert sent.told["problems"] == []
            else:
                await asyncio.sleep(0.02)

    def _next(self, turn: int) -> Sent:
        if turn % 4 == 0:
            number = next(self.numbers)
            key, last = f"{1059 + number // 1000:05}", f"{number % 1000:03}"
            registered: dict[str, Any] = {
                "ags": f"{key}{last}",
                "ars": f"{key}0000{last}",
                "name": f"Gemeinde {number}",
                "designation": "MUNICIPALITY",
                "since": "2000-01-01",
            }
            return Sent("registerMunicipality", new_id(), registered)
        day = CENSUS.fromordinal(CENSUS.toordinal() + next(self.numbers) % 4000)
        given: dict[str, Any] = {"id": random.choice(self.known), "count": next(self.numbers), "on": day.isoformat()}
        return Sent("recordPopulation", new_id(), given)


def _victims(found: Served) -> list[Callable[[], list[int]]]:
    return [found.workers, found.backends, lambda: [found.postmaster()]]


async def _kill(found: Served, turn: int) -> None:
    """One of the processes ends as if by a fault of its own; the service is ready again by itself."""
    pids = _victims(found)[turn % 3]()
    assert pids
    victim = random.choice(pids)
    os.kill(victim, signal.SIGKILL)
    await until(lambda: _gone(victim), 30)
    await until(found.ready, 60)


async def _gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


async def _some_more(clients: list[Client]) -> None:
    """Wait until forty more commands are acknowledged."""

    def acknowledged() -> int:
        return sum(sent.told is not None for client in clients for sent in client.sent)

    wanted = acknowledged() + 40

    async def enough() -> bool:
        return acknowledged() >= wanted

    await until(enough, 60)


async def test_killed_in_the_middle_of_batches(tmp_path: Path) -> None:
    random.seed(int.from_bytes(os.urandom(4)))
    async with served(tmp_path / "data") as found:
        county, token = await found.county()
        async with found.record() as record:
            refs = [await county.through(record).municipality(900 + n) for n in range(5)]
        known = [encode_id(ref) for ref in refs]
        numbers = itertools.count(1)
        clients = [Client(Caller(found, token), numbers, known) for _ in range(CLIENTS)]
        writing = [asyncio.create_task(client.write()) for client in clients]
        try:
            for turn in range(KILLS):
                await _some_more(clients)
                await _kill(found, turn)
            await _some_more(clients)
        finally:
            for task in writing:
                task.cancel()
            results = await asyncio.gather(*writing, return_exceptions=True)
        assert all(isinstance(result, asyncio.CancelledError) for result in results), results

        async with found.record() as record:
            await _compare(county.through(record), [sent for client in clients for sent in client.sent])
        await _retry(clients[0].caller, [sent for client in clients for sent in client.sent if sent.told is not None])
        for client in clients:
            await client.caller.client.aclose()
        assert sum(client.caller.lost for client in clients) > 0, "nobody noticed anything"


async def _compare(county: County, sent: list[Sent]) -> None:
    """What was acknowledged is there exactly once and where it was said to be; of the rest, all of it or nothing."""
    assert await county.findings() == []
    there: dict[UUID, list[int]] = {}
    for event in await county.events():
        there.setdefault(event.command_id, []).append(event.position)
    for each in sent:
        positions = there.pop(each.command_id, [])
        assert len(positions) <= 1
        if each.told is not None:
            assert positions == [int(event["position"]) for event in each.told["events"]], each
    assert len(there) == 6, "the county and what it began with: nothing that nobody has sent"


async def _retry(caller: Caller, acknowledged: list[Sent]) -> None:
    for each in random.sample(acknowledged, min(50, len(acknowledged))):
        again = await _insisted(caller, each)
        assert each.told is not None
        assert again["repeated"]
        assert again["events"] == each.told["events"]


async def _insisted(caller: Caller, sent: Sent) -> dict[str, Any]:
    return await caller.insist(sent.mutation, sent.command_id, **sent.given)


async def test_the_whole_service_killed_takes_up_where_it_was(tmp_path: Path) -> None:
    """The parent itself is killed: the next one on the same data finds everything that was acknowledged."""
    async with served(tmp_path / "data") as found:
        county, token = await found.county()
        async with Caller(found, token) as caller:
            client = Client(caller, itertools.count(1), [])
            sent = [client._next(0) for _ in range(20)]
            told = await asyncio.gather(*(_insisted(caller, each) for each in sent))
            trying = asyncio.gather(*(caller.send(each.mutation, new_id(), **each.given) for each in sent))
            found.process.kill()
            await found.process.wait()
            await trying

    async with served(tmp_path / "data") as found:
        async with found.record() as record:
            assert await county.through(record).findings() == []
        async with Caller(found, token) as caller:
            again = await asyncio.gather(
                *(caller.insist(each.mutation, each.command_id, **each.given) for each in sent)
            )

    assert [each["events"] for each in again] == [each["events"] for each in told]
    assert all(each["repeated"] for each in again)
