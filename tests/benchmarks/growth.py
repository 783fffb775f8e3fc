"""How much longer reads and appends take in a record of a hundred times the length."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count, cycle
from random import Random
from statistics import median

from events.municipality import MUNICIPALITY, AppointMunicipalityContact
from service.codec import kind_of_type
from service.ids import new_id
from service.order import Order
from service.reading import Sought
from service.record import Record
from tests.benchmarks.county import Founded

PAGE = 50


@dataclass
class Grown:
    """A record with a history of some length, and what is asked of it, each time of another place."""

    record: Record
    founded: Founded
    events: int

    def __post_init__(self) -> None:
        self._chance = Random(1)
        self._turns = count()
        self._contacts = {ref: cycle(self.founded.persons) for ref in self.founded.municipalities}
        self._refs = cycle(self.founded.municipalities)

    async def list(self) -> None:
        """All municipalities as they are."""
        async with self.record.read(self.founded.coordinator) as reading:
            assert len(await reading.every(MUNICIPALITY.kind)) == len(self.founded.municipalities)

    async def at(self) -> None:
        """All municipalities as they were, at some position in the younger half of the record."""
        position = self._chance.randint(self.events // 2, self.events)
        async with self.record.read(self.founded.coordinator) as reading:
            assert len(await reading.every(MUNICIPALITY.kind, position)) == len(self.founded.municipalities)

    async def history(self) -> None:
        """A page of history from a place in it: of the county by type, of all of it, of one municipality, in turns."""
        types = frozenset({"PopulationRecorded", "MunicipalityRenamed"})
        assert all(kind_of_type(each) == MUNICIPALITY.kind for each in types)
        sought = (Sought(types=types), Sought(), Sought(ref=next(self._refs)))[next(self._turns) % 3]
        before = self._chance.randint(self.events // 2, self.events)
        async with self.record.read(self.founded.coordinator) as reading:
            page = await reading.history(sought, before=before, limit=PAGE, backwards=True)
        assert page

    async def append(self) -> None:
        """A command from one client: loaded, decided and durable."""
        ref = next(self._refs)
        for contact in self._contacts[ref]:
            order = Order(AppointMunicipalityContact(ref, contact), new_id())
            if (await self.record.commands.handle(self.founded.coordinator, order)).events:
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
