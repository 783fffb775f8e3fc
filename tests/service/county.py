"""A county whose record is open, as the tests of the service use it."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from events.authority import Authority
from events.correction import ActCorrection, Correct
from events.county.entry import EstablishCounty
from events.county.state import CountyDesignation
from events.municipality.entry import RegisterMunicipality, RenameMunicipality
from events.municipality.population import RecordPopulation
from events.municipality.state import Designation
from events.person import RegisterPerson
from events.policy import Role
from service.actors import ActorKind
from service.check import BrokenInvariant, check
from service.checked_command import check_command
from service.codec import DECIDERS
from service.command_envelope import CommandEnvelope, CommandOutcome
from service.decided_command import decide_command
from service.effects import SYSTEM
from service.ids import new_id
from service.lookups import TokenHolder
from service.record import Record
from service.recorded import Recorded
from service.sealing import Clear, MasterKey
from service.viewer import Viewer
from service.writer import AppendRequest
from tests.conftest import Database

MASTER = MasterKey(bytes(range(32)))
"""The master key of all tests that do not care for it."""
KEY = "01059"
SINCE = date(2000, 1, 1)
CENSUS = date(2011, 5, 9)
REFORM = date(2020, 1, 1)


def now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


@dataclass
class County:
    """An established county, with who acts in it and the numbers that its municipalities get."""

    record: Record
    id: UUID
    key: str
    system: Viewer
    coordinator: Viewer
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    days: "itertools.count[int]" = field(default_factory=itertools.count)

    @property
    def ref(self) -> str:
        return f"county:{self.id}"

    def through(self, record: Record) -> "County":
        """The same county as another process has it open."""
        return replace(self, record=record)

    async def viewer(self, role: Role, acts_for: str | None = None, writes: bool = True) -> Viewer:
        """A new actor of this role."""
        actor = await self.record.actors(self.id).create(f"Wer {role} ist", role, ActorKind.PERSON, acts_for)
        return await self.record.viewer(self.id, TokenHolder(actor, role, acts_for, writes))

    async def order(
        self,
        command: Any,
        viewer: Viewer | None = None,
        *,
        command_id: UUID | None = None,
        expected_version: int | None = None,
        reason: str | None = None,
        authority: Authority | None = None,
    ) -> CommandOutcome:
        """Carry out a command, as the coordination unless another viewer is given."""
        envelope = CommandEnvelope(command, command_id or new_id(), expected_version, reason, authority)
        return await self.record.commands.handle(viewer or self.coordinator, envelope)

    async def correct(
        self, ref: str, *acts: ActCorrection, reason: str = "Verlesen", **envelope: Any
    ) -> CommandOutcome:
        """Put acts of an entity right."""
        return await self.order(correction(ref, *acts), reason=reason, **envelope)

    async def request(self, command: Any, **envelope: Any) -> AppendRequest:
        """What the writer gets to append for a command of the coordinator's; nothing is appended."""
        tenant = self.record.tenant(self.id)
        assert self.coordinator.actor is not None
        sent = CommandEnvelope(command, new_id(), **envelope)
        checked = check_command(self.coordinator, self.coordinator.actor, sent, tenant, now())
        request = (await decide_command(checked, tenant, await checked.fingerprint(tenant))).request
        assert request is not None
        return request

    def register(self, number: int | None = None, name: str | None = None, key: str | None = None) -> Any:
        """The command that registers a municipality; one with the next number where none is given."""
        number = next(self.numbers) if number is None else number
        # Beyond the thousandth they are of counties further on.
        key = key or f"{int(self.key) + number // 1000:05}"
        number %= 1000
        name = name or f"Gemeinde {number}"
        return RegisterMunicipality(f"{key}{number:03}", f"{key}0000{number:03}", name, Designation.MUNICIPALITY, SINCE)

    async def municipality(self, number: int | None = None, name: str | None = None) -> str:
        """A new municipality's ref."""
        return (await self.order(self.register(number, name))).ref

    async def person(self, name: str, **details: Any) -> str:
        """A new person's ref."""
        return (await self.order(RegisterPerson(Clear(name), **details))).ref

    async def count(self, ref: str, inhabitants: int, **envelope: Any) -> CommandOutcome:
        """Record a number of inhabitants, on a day of its own."""
        return await self.order(RecordPopulation(ref, inhabitants, CENSUS + timedelta(inhabitants)), **envelope)

    async def rename(self, ref: str, name: str, on: date | None = None, **envelope: Any) -> CommandOutcome:
        """Rename a municipality, each time a day later where none is given."""
        on = on or REFORM + timedelta(next(self.days))
        return await self.order(RenameMunicipality(ref, name, on), **envelope)

    async def events(self) -> list[Recorded]:
        """The whole record, in order."""
        return await self.record.tenant(self.id).between(1, await self.record.head(self.id))

    async def head(self) -> int:
        return await self.record.head(self.id)

    async def findings(self) -> list[BrokenInvariant]:
        """What `check` finds wrong."""
        return [found async for found in check(self.record.pool, self.id) if isinstance(found, BrokenInvariant)]


def correction(ref: str, *acts: ActCorrection) -> Correct:
    """The command that puts acts of an entity right."""
    made: Correct = DECIDERS[ref.partition(":")[0]].correct(ref, acts)
    return made


async def establish(record: Record, key: str = KEY) -> County:
    """Open a county's record."""
    county = new_id()
    await record.actors(county).create("System", Role.SYSTEM, ActorKind.SYSTEM, actor_id=SYSTEM)
    coordinator = await record.actors(county).create("Leitstelle", Role.COORDINATOR, ActorKind.PERSON)
    system = Viewer(county, SYSTEM, Role.SYSTEM)
    made = County(record, county, key, system, Viewer(county, coordinator, Role.COORDINATOR))
    command = EstablishCounty(key, f"Kreis {key}", CountyDesignation.RURAL_DISTRICT, date(1974, 1, 1))
    await made.order(command, system)
    return made


@asynccontextmanager
async def opened(
    url: str, master: MasterKey = MASTER, clock: Callable[[], datetime] = now, pool_size: int = 4
) -> AsyncIterator[Record]:
    """The record, open for as long as the context lasts."""
    record = await Record.open(url, master, pool_size, clock)
    try:
        yield record
    finally:
        await record.close()


@asynccontextmanager
async def held(county: County) -> AsyncIterator[None]:
    """Keep the county's head locked: every append waits until the context ends."""
    connection = await asyncpg.connect(county.record.doorbell._url)
    try:
        async with connection.transaction():
            await connection.execute(f"SET LOCAL klimakreis.county = '{county.id}'")
            await connection.execute("SELECT FROM heads WHERE county_id = $1 FOR UPDATE", county.id)
            yield
    finally:
        await connection.close()


async def until(holds: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    """Wait until something holds that other processes bring about; fail when that takes too long."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - no event of ours tells of another process
            await asyncio.sleep(0.005)


async def until_appending(database: Database, waiting: int = 1, what: str = "append(") -> None:
    """Wait until that many appends (or statements that say something else) stand before the locked head."""
    connection = await asyncpg.connect(database.admin_url)
    try:

        async def waits() -> bool:
            found = await connection.fetchval(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock' "
                "AND strpos(query, $2) > 0",
                database.name,
                what,
            )
            return bool(found >= waiting)

        await until(waits)
    finally:
        await connection.close()
