"""A county of the benchmarks' own, founded by commands like any other."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from events.county.entry import EstablishCounty
from events.county.state import CountyDesignation
from events.municipality.entry import RegisterMunicipality
from events.municipality.state import Designation
from events.person import RegisterPerson
from events.policy import Role
from service.actors import ActorKind
from service.command_envelope import CommandEnvelope
from service.effects import SYSTEM
from service.ids import new_id
from service.record import Record
from service.sealing import Clear, MasterKey
from service.viewer import Viewer

MASTER = bytes(range(32))
KEY = "01999"
SINCE = date(1990, 1, 1)


@dataclass(frozen=True)
class Founded:
    """A county with its coordinator, and the refs of its municipalities and of two persons."""

    county: UUID
    coordinator: Viewer
    actor: UUID
    municipalities: tuple[str, ...]
    persons: tuple[str, ...]


async def open_record(url: str) -> Record:
    """The record of a database, as the service opens it."""
    return await Record.open(url, MasterKey(MASTER))


async def found(record: Record, municipalities: int) -> Founded:
    """Found the county with so many municipalities, and two persons to be their contacts."""
    county = new_id()
    actors = record.actors(county)
    await actors.create("System", Role.SYSTEM, ActorKind.SYSTEM, actor_id=SYSTEM)
    established = EstablishCounty(KEY, "Benchmarkkreis", CountyDesignation.RURAL_DISTRICT, SINCE)
    await record.commands.handle(Viewer(county, SYSTEM, Role.SYSTEM), CommandEnvelope(established, new_id()))
    actor = await actors.create("Koordination", Role.COORDINATOR, ActorKind.TOOL)
    coordinator = Viewer(county, actor, Role.COORDINATOR)

    async def carry_out(command: Any) -> str:
        return (await record.commands.handle(coordinator, CommandEnvelope(command, new_id()))).ref

    return Founded(
        county,
        coordinator,
        actor,
        tuple(await asyncio.gather(*(carry_out(_registered(n)) for n in range(municipalities)))),
        tuple(await asyncio.gather(*(carry_out(RegisterPerson(Clear(f"Person {n}"))) for n in range(2)))),
    )


def _registered(n: int) -> RegisterMunicipality:
    return RegisterMunicipality(
        ags=f"{KEY}{n:03}",
        ars=f"{KEY}0000{n:03}",
        name=f"Gemeinde {n}",
        designation=Designation.MUNICIPALITY,
        since=SINCE,
    )
