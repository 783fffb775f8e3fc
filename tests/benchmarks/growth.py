"""How much longer reads and appends take in a record of a hundred times the length.

What is asked for comes from a few places in the record, again and again, so that it is in memory in both: the work is
compared. What a disk needs to fetch a place that nobody has looked at for long depends on the disk.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import cycle
from random import Random
from statistics import median

from events.municipality import MUNICIPALITY
from events.municipality.entry import AppointMunicipalityContact
from service.command_envelope import CommandEnvelope
from service.event_query import EventQuery
from service.ids import new_id
from service.record import Record
from tests.benchmarks.county import Founded

PAGE = 50
PLACES = 8


@dataclass
class Grown:
    """A record with a history of some length, and what is asked of it."""

    record: Record
    founded: Founded
    events: int

    def __post_init__(self) -> None:
        chance = Random(1)
        # In the younger half all municipalities are there, and their states are as big as they will ever be.
        places = [chance.randint(self.events // 2, self.events) for _ in range(PLACES)]
        self._places = cycle(places)
        self._pages = cycle((before, *page) for before in places for page in self._sorts())
        self._contacts = {ref: cycle(self.founded.persons) for ref in self.founded.municipalities}
        self._refs = cycle(self.founded.municipalities)

    def _sorts(self) -> list[tuple[EventQuery, int]]:
        """Pages of the county's history by type, of all of it, and of a municipality's: a shorter one, for in a short
        record it has no more."""
        types = frozenset({"PopulationRecorded", "MunicipalityRenamed"})
        return [
            (EventQuery(types=types), PAGE),
            (EventQuery(), PAGE),
            (EventQuery(ref=self.founded.municipalities[0]), PAGE // 10),
        ]

    async def list(self) -> None:
        """All municipalities as they are."""
        async with self.record.read(self.founded.coordinator) as reading:
            assert len(await reading.every(MUNICIPALITY.kind)) == len(self.founded.municipalities)

    async def at(self) -> None:
        """All municipalities as they were."""
        async with self.record.read(self.founded.coordinator) as reading:
            then = await reading.every(MUNICIPALITY.kind, next(self._places))
        assert len(then) == len(self.founded.municipalities)

    async def history(self) -> None:
        """A page of history, back from a place in it."""
        before, query, size = next(self._pages)
        async with self.record.read(self.founded.coordinator) as reading:
            assert len(await reading.history(query, before=before, limit=size, backwards=True)) == size

    async def append(self) -> None:
        """A command from one client: loaded, decided and durable."""
        ref = next(self._refs)
        for contact in self._contacts[ref]:
            envelope = CommandEnvelope(AppointMunicipalityContact(ref, contact), new_id())
            if (await self.record.commands.handle(self.founded.coordinator, envelope)).events:
                return


ASKED: dict[str, Callable[[Grown], Awaitable[None]]] = {
    "list": Grown.list,
    "at": Grown.at,
    "history": Grown.history,
    "append": Grown.append,
}


async def compare(small: Grown, large: Grown, rounds: int) -> dict[str, tuple[float, float]]:
    """Median seconds that each thing asked takes in the small and in the large record, asked in turns."""
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in ASKED}
    for _ in range(rounds):
        for name, ask in ASKED.items():
            for grown, times in zip((small, large), taken[name], strict=True):
                began = time.perf_counter()
                await ask(grown)
                times.append(time.perf_counter() - began)
    return {name: (median(short), median(long)) for name, (short, long) in taken.items()}
