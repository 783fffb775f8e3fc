"""A long history, made by the record's own code and copied into its tables: a million commands would take too long.

Every event goes through `prepare`, like one that a command has made, so that folds, hashes and `check` agree with it;
only the append is left out.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import asyncpg

from events.municipality import MUNICIPALITY
from events.municipality.entry import MunicipalityContactAppointed, MunicipalityRenamed
from events.municipality.population import PopulationRecorded
from service.ids import new_id
from service.lookups import LoadedEntity
from service.prepared_events import prepare
from service.record import Record
from service.refs import split
from service.writer import NewEvent
from tests.benchmarks.county import SINCE, Founded

_LINES_PER_COPY = 5_000
_EVENTS = """
county_id position kind stream_id version event_id type body body_hash recorded_at actor_id visibility concerns
command_id correlation_id
"""
_STATES = "county_id kind id version fold position until_position recorded_at visibility concerns body"
_OUTCOMES = "county_id actor_id command_id fingerprint kind id version position events"


@dataclass(frozen=True, slots=True)
class _Line:
    """One event on its way into the tables."""

    position: int
    id: UUID
    recorded_at: datetime
    written: NewEvent
    command_id: UUID
    until: int | None


async def fill(record: Record, admin_url: str, founded: Founded, events: int) -> None:
    """Let the county's municipalities have more history, until it counts so many events in all."""
    loaded = [await record.tenant(founded.county).lookups.states.get(ref) for ref in founded.municipalities]
    head = await record.head(founded.county)
    connections = [await asyncpg.connect(admin_url) for _ in range(3)]
    try:
        for connection in connections:
            await connection.execute("SET synchronous_commit = off")
        began = datetime.now(UTC)
        await connections[0].executemany(
            "UPDATE states SET until_position = $3 WHERE kind = 'municipality' AND id = $2 AND county_id = $1",
            [(founded.county, split(ref)[1], head + 1 + n) for n, ref in enumerate(founded.municipalities)],
        )
        lines = _lines(founded, [each for each in loaded if each is not None], head, events, began)
        copying: list[asyncio.Task[Any]] = []
        while portion := list(islice(lines, _LINES_PER_COPY)):
            for task in copying:
                await task
            copying = [asyncio.create_task(copy) for copy in _copies(connections, founded, portion)]
            await asyncio.wait(copying, timeout=0.05)  # long enough to be on its way while the next one is made
        for task in copying:
            await task
        await connections[0].execute(
            "UPDATE heads SET position = $2, recorded_at = clock_timestamp() WHERE county_id = $1",
            founded.county,
            events,
        )
        # What autovacuum would have done by now.
        await connections[0].execute("VACUUM (ANALYZE)")
    finally:
        for connection in connections:
            await connection.close()


def _lines(founded: Founded, loaded: list[LoadedEntity], head: int, events: int, began: datetime) -> Iterator[_Line]:
    """The events in order of positions, each municipality in its turn."""
    for position in range(head + 1, events + 1):
        turn, place = divmod(position - head - 1, len(loaded))
        before = loaded[place]
        event = event_of(turn, founded)
        prepared = prepare(MUNICIPALITY, before.ref, before, [event], new_id())
        loaded[place] = LoadedEntity(
            before.ref,
            before.version + 1,
            position,
            before.visibility,
            before.concerns,
            prepared.state,
        )
        following = position + len(loaded)
        yield _Line(
            position,
            split(before.ref)[1],
            began + timedelta(microseconds=position),  # none lies in the future once all are there
            prepared.written[0],
            new_id(),
            following if following <= events else None,
        )


def event_of(turn: int, founded: Founded) -> Any:
    """A municipality's event, by its turn. From the seventh turn on its state is as big as it will ever be, so that a
    state read from a long history and one from a short one take the same time to decode."""
    if turn < 4 or turn % 4 == 1:
        return PopulationRecorded(1000 + turn, SINCE + timedelta(days=366 * (1 + turn % 4)))
    if turn < 6 or turn % 16 == 3:
        return MunicipalityRenamed(f"Neue Gemeinde {turn}", SINCE + timedelta(days=10_000 + turn % 2))
    return MunicipalityContactAppointed(founded.persons[turn // 2 % 2])


def _copies(connections: list[Any], founded: Founded, portion: list[_Line]) -> list[Any]:
    county, actor = founded.county, founded.actor
    events, states, outcomes = connections
    return [
        events.copy_records_to_table(
            "events",
            columns=_EVENTS.split(),
            records=[
                (
                    county,
                    line.position,
                    MUNICIPALITY.kind,
                    line.id,
                    line.written.version,
                    line.written.event_id,
                    line.written.type,
                    line.written.body,
                    line.written.body_hash,
                    line.recorded_at,
                    actor,
                    line.written.visibility,
                    line.written.concerns.split(),
                    line.command_id,
                    line.command_id,
                )
                for line in portion
            ],
        ),
        states.copy_records_to_table(
            "states",
            columns=_STATES.split(),
            records=[
                (
                    county,
                    MUNICIPALITY.kind,
                    line.id,
                    line.written.version,
                    MUNICIPALITY.fold,
                    line.position,
                    line.until,
                    line.recorded_at,
                    line.written.state_visibility,
                    line.written.state_concerns.split(),
                    line.written.state,
                )
                for line in portion
            ],
        ),
        outcomes.copy_records_to_table(
            "command_outcomes",
            columns=_OUTCOMES.split(),
            records=[
                (
                    county,
                    actor,
                    line.command_id,
                    line.written.body_hash,
                    MUNICIPALITY.kind,
                    line.id,
                    line.written.version,
                    line.position,
                    1,
                )
                for line in portion
            ],
        ),
    ]
