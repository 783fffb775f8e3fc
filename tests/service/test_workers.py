"""Two worker processes write one county at once, and all that holds of a record holds."""

import asyncio
from pathlib import Path

from schema.moments import encode_id
from tests.service.county import CENSUS
from tests.service.served import Caller, served


async def test_two_workers_writing_at_once_keep_all_that_holds(tmp_path: Path) -> None:
    async with served(tmp_path / "data", workers=2) as found:
        county, token = await found.county()
        async with found.record() as record:
            there = county.through(record)
            refs = [await there.municipality() for _ in range(4)]
            backwards = [(await there.municipality(), await there.municipality()) for _ in range(5)]
        callers = [Caller(found, token) for _ in range(8)]

        async def write(caller: Caller, first: int) -> None:
            """Connections stay with the worker that took them, so eight of them reach both."""
            for number in range(first, first + 20):
                told = await caller.insist(
                    "recordPopulation",
                    id=encode_id(refs[number % 4]),
                    count=number,
                    on=CENSUS.fromordinal(CENSUS.toordinal() + number).isoformat(),
                )
                assert told["problems"] == []

        async def merge(caller: Caller, one: str, other: str) -> list[str]:
            told = await caller.insist("mergeMunicipality", id=encode_id(one), into=encode_id(other), on="2023-03-01")
            return [problem["code"] for problem in told["problems"]]

        assert len(found.workers()) == 2
        await asyncio.gather(*(write(caller, 20 * n) for n, caller in enumerate(callers)))
        crossed = await asyncio.gather(
            *(merge(callers[n], one, other) for n, (one, other) in enumerate(backwards)),
            *(merge(callers[7 - n], other, one) for n, (one, other) in enumerate(backwards)),
        )
        renamed = await asyncio.gather(
            *(
                caller.insist(
                    "renameMunicipality", id=encode_id(refs[0]), name=f"N {n}", on="2024-01-01", expectedVersion=41
                )
                for n, caller in enumerate(callers)
            )
        )
        for caller in callers:
            await caller.client.aclose()
        for n in range(5):
            assert sorted([crossed[n], crossed[n + 5]]) in ([[], ["MERGED"]], [[], ["CIRCLE"]])
        assert sorted([problem["code"] for problem in told["problems"]] for told in renamed) == [
            [],
            *[["STALE_VERSION"]] * 7,
        ]

        async with found.record() as record:
            there = county.through(record)
            assert await there.head() == 1 + 14 + 160 + 5 + 1
            assert await there.findings() == []
