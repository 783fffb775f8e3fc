"""Of two that each write what the other has read, one sees the other."""

import asyncio
from collections.abc import Sequence
from datetime import date

import pytest

from events.municipality.merger import MergeMunicipality
from events.municipality.state import Municipality
from service.problems import Problem, Refused
from tests.conftest import Database
from tests.service.county import County, held, opened, until, until_appending
from tests.service.other import Other

ON = date(2023, 3, 1)


async def _merged(county: County, *refs: str) -> list[str]:
    """Those of the municipalities that became part of another."""
    async with county.record.read(county.coordinator) as reading:
        found = [await reading.get(ref) for ref in refs]
    assert all(stored is not None for stored in found)
    return [
        stored.ref
        for stored in found
        if stored is not None and isinstance(stored.state, Municipality) and stored.state.merger is not None
    ]


async def _crossed(county: County, theirs: County, one: str, other: str) -> Sequence[object]:
    return await asyncio.gather(
        county.order(MergeMunicipality(one, other, ON)),
        theirs.order(MergeMunicipality(other, one, ON)),
        return_exceptions=True,
    )


def _refusals(results: Sequence[object]) -> list[str]:
    return [result.code for result in results if isinstance(result, Problem)]


async def test_in_one_batch(county: County) -> None:
    for _ in range(10):
        one, other = await county.municipality(), await county.municipality()

        assert _refusals(await _crossed(county, county, one, other)) in (["MERGED"], ["CIRCLE"])
        assert len(await _merged(county, one, other)) == 1
    assert await county.findings() == []


async def test_in_two_batches(county: County, database: Database) -> None:
    one, other = await county.municipality(), await county.municipality()
    async with held(county):
        # The first batch is on its way and waits for the head; the second is decided meanwhile, on the same states.
        first = asyncio.create_task(county.order(MergeMunicipality(one, other, ON)))
        await until_appending(database)
        second = asyncio.create_task(county.order(MergeMunicipality(other, one, ON)))
        await until(lambda: _queued(county))
    await first

    with pytest.raises(Refused) as refused:
        await second

    assert refused.value.code in ("MERGED", "CIRCLE")
    assert await _merged(county, one, other) == [one]


async def _queued(county: County) -> bool:
    return bool(county.record.writer._queues.get(county.id))


async def test_through_two_connections_whose_appends_wait_for_each_other(county: County, database: Database) -> None:
    async with opened(database.service_url) as record:
        theirs = county.through(record)
        for _ in range(10):
            one, other = await county.municipality(), await county.municipality()
            async with held(county):
                crossing = asyncio.ensure_future(_crossed(county, theirs, one, other))
                await until_appending(database, waiting=2)

            assert _refusals(await crossing) in (["MERGED"], ["CIRCLE"])
            assert len(await _merged(county, one, other)) == 1


async def test_in_two_processes(county: County, database: Database) -> None:
    async with Other.serving(database, county) as process:
        pairs = [(await county.municipality(), await county.municipality()) for _ in range(30)]

        mine, theirs = await asyncio.gather(
            asyncio.gather(
                *(county.order(MergeMunicipality(one, other, ON)) for one, other in pairs), return_exceptions=True
            ),
            process.carry_out([MergeMunicipality(other, one, ON) for one, other in pairs]),
        )

    for pair, here, there in zip(pairs, mine, theirs, strict=True):
        assert isinstance(here, Problem) != (there.code is not None)
        assert len(await _merged(county, *pair)) == 1
    assert await county.findings() == []


async def test_a_circle_of_many_is_never_closed(county: County) -> None:
    refs = [await county.municipality() for _ in range(6)]

    results = await asyncio.gather(
        *(county.order(MergeMunicipality(ref, refs[(n + 1) % 6], date(2023, 3, 1 + n))) for n, ref in enumerate(refs)),
        return_exceptions=True,
    )

    assert _refusals(results)
    assert len(await _merged(county, *refs)) < 6
    assert await county.findings() == []
