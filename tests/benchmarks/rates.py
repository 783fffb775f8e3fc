"""How many events and commands a second the store takes from many clients at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from events.municipality import MUNICIPALITY
from events.municipality.entry import AppointMunicipalityContact, MunicipalityContactAppointed
from events.municipality.keys import MunicipalityRekeyed
from events.municipality.population import PopulationRecorded
from service.command_envelope import CommandEnvelope
from service.ids import new_id
from service.lookups import LoadedEntity
from service.prepared_events import prepare
from service.record import Record
from service.writer import AppendRequest, Verdict
from tests.benchmarks.county import KEY, SINCE, Founded

CLIENTS = 64


async def at_once(clients: int, seconds: float, work: Callable[[int, Callable[[], bool]], Awaitable[int]]) -> float:
    """What the clients get done a second; each is told when to stop."""
    began = time.perf_counter()

    def going_on() -> bool:
        return time.perf_counter() - began < seconds

    done = sum(await asyncio.gather(*(work(client, going_on) for client in range(clients))))
    return done / (time.perf_counter() - began)


async def append(record: Record, founded: Founded, seconds: float) -> float:
    """Durable single-event appends a second: events folded, encoded, hashed and judged who may see them, then written
    with state, claims and outcome. Each client writes to a municipality of its own; one event in ten changes its keys
    and so the claims."""
    tenant = record.tenant(founded.county)

    async def work(client: int, going_on: Callable[[], bool]) -> int:
        ref = founded.municipalities[client]
        loaded = await tenant.lookups.states.get(ref)
        assert loaded is not None
        done = 0
        while going_on():
            event = _event(client, done, founded)
            prepared = prepare(MUNICIPALITY, ref, loaded, [event], new_id())
            command_id = new_id()
            result = await record.writer.append(
                AppendRequest(
                    county=founded.county,
                    actor=founded.actor,
                    command_id=command_id,
                    correlation_id=command_id,
                    causation_id=None,
                    fingerprint=await tenant.fingerprint(prepared.written[0].body),
                    ref=ref,
                    fold=MUNICIPALITY.fold,
                    reads={ref: loaded.version},
                    events=prepared.written,
                    reason=None,
                    authority=None,
                    claims=prepared.claims,
                    erased=prepared.erased,
                    texts=prepared.texts,
                )
            )
            assert result.verdict is Verdict.DONE, result
            assert result.position is not None
            loaded = LoadedEntity(
                ref,
                loaded.version + 1,
                result.position,
                loaded.visibility,
                loaded.concerns,
                prepared.state,
            )
            done += 1
        return done

    return await at_once(CLIENTS, seconds, work)


def _event(client: int, n: int, founded: Founded) -> Any:
    """The nth event of a client. The facts take turns on a few days, so that states do not grow as they are written."""
    day = SINCE + timedelta(days=1 + n % 4)
    if n % 10 == 9:
        ags = f"{KEY}{500 + client * 7 + n // 10 % 7:03}"
        return MunicipalityRekeyed(ags, f"{ags[:5]}0000{ags[5:]}", date(2020, 1, 1))
    if n % 2:
        return PopulationRecorded(n, day)
    return MunicipalityContactAppointed(founded.persons[n // 2 % 2])


async def command(record: Record, founded: Founded, seconds: float) -> float:
    """Whole commands a second: taken in, outcome looked up, municipality and person loaded, decided, appended."""

    async def work(client: int, going_on: Callable[[], bool]) -> int:
        done = 0
        for contact in cycle(founded.persons):
            if not going_on():
                break
            appoint = AppointMunicipalityContact(founded.municipalities[client], contact)
            outcome = await record.commands.handle(founded.coordinator, CommandEnvelope(appoint, new_id()))
            done += len(outcome.events)  # none, the first time, where this person is the contact already
        return done

    return await at_once(CLIENTS, seconds, work)
