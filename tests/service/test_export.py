"""The record taken away: a line an event, whose hashes anyone can recompute without us."""

import asyncio
import hashlib
import json
import tracemalloc
from datetime import date

import asyncpg

from events.authority import ExternalDecision
from service.export import export
from tests.conftest import Database
from tests.service.county import County


async def _lines(county: County, after: int = 0) -> list[bytes]:
    return [line async for line in export(county.record.pool, county.id, after)]


def _parts(line: bytes) -> tuple[bytes, bytes]:
    """Body and entry as they stand between the outer members: what an auditor has in hand."""
    assert line.startswith(b'{"body":')
    assert line.endswith(b"}\n")
    body, _, entry = line.removeprefix(b'{"body":')[:-2].rpartition(b',"entry":')
    return body, entry


async def test_bodies_match_their_hashes_and_entries_are_in_order(county: County) -> None:
    ref = await county.municipality()
    await county.rename(ref, "Kappeln", reason="Beschluss", authority=ExternalDecision("Kreistag", date(2022, 9, 28)))
    await county.person("Ø. Ørsted")

    lines = await _lines(county)

    events = await county.events()
    assert len(lines) == len(events) == 4
    for line, event in zip(lines, events, strict=True):
        body, entry = _parts(line)
        told = json.loads(entry)
        assert hashlib.sha256(body).hexdigest() == told["body_hash"]
        assert body == event.body
        assert (told["position"], told["entity"], told["version"]) == (event.position, event.ref, event.version)
        assert json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == entry


async def test_it_goes_on_after_a_position(county: County) -> None:
    for _ in range(3):
        await county.municipality()

    assert await _lines(county, after=2) == (await _lines(county))[2:]
    assert await _lines(county, after=4) == []


async def test_it_tells_one_moment_while_others_write(county: County) -> None:
    await asyncio.gather(*(county.order(county.register()) for _ in range(1500)))
    lines = 0
    async for _ in export(county.record.pool, county.id):
        lines += 1
        if lines == 1:
            await asyncio.gather(*(county.order(county.register()) for _ in range(10)))

    assert lines == 1501


async def test_its_memory_does_not_grow_with_the_record(county: County, database: Database) -> None:
    await county.municipality()
    admin = await asyncpg.connect(database.admin_url)
    await admin.execute(
        "INSERT INTO events SELECT county_id, n + 1, kind, gen_random_uuid(), 1, gen_random_uuid(), type, body, "
        "body_hash, recorded_at, actor_id, reason, authority, visibility, concerns, command_id, "
        "correlation_id, causation_id "
        "FROM events CROSS JOIN generate_series(2, 30000) AS n WHERE position = 2"
    )
    await admin.close()
    peaks = []
    for after in (29_000, 0):
        tracemalloc.start()
        async for _ in export(county.record.pool, county.id, after):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 2 * peaks[0] + (1 << 20)


async def test_who_breaks_off_leaves_the_connection_usable(county: County) -> None:
    await asyncio.gather(*(county.order(county.register()) for _ in range(50)))
    for _ in range(10):
        lines = export(county.record.pool, county.id)
        await anext(lines)
        await lines.aclose()  # type: ignore[attr-defined]

    assert len(await _lines(county)) == 51
