"""Many want to change one thing at once: those who said which version they saw learn what changed, the others queue."""

import asyncio

import pytest

from service.problems import Problem, Refused, StaleVersion
from tests.conftest import Database
from tests.said import english
from tests.service.county import County, establish, opened


async def test_of_fifty_with_one_expected_version_exactly_one_wins(county: County) -> None:
    ref = await county.municipality()

    results = await asyncio.gather(
        *(county.rename(ref, f"Name {n}", expected_version=1) for n in range(50)), return_exceptions=True
    )

    won = [result for result in results if not isinstance(result, BaseException)]
    stale = [result for result in results if isinstance(result, StaleVersion)]
    assert (len(won), len(stale)) == (1, 49)
    for problem in stale:
        assert problem.version == 2
        assert problem.since == won[0].events
        assert problem.path == ("expectedVersion",)
    assert await county.findings() == []


async def test_fifty_through_two_processes_have_one_winner(county: County, database: Database) -> None:
    ref = await county.municipality()
    async with opened(database.service_url) as other:
        theirs = county.through(other)

        results = await asyncio.gather(
            *((county, theirs)[n % 2].rename(ref, f"Name {n}", expected_version=1) for n in range(50)),
            return_exceptions=True,
        )

    assert sorted(type(result).__name__ for result in results) == ["CommandOutcome"] + ["StaleVersion"] * 49


async def test_what_changed_is_told_however_long_ago_it_was_seen(county: County) -> None:
    ref = await county.municipality()
    for number in range(3):
        await county.count(ref, number)

    with pytest.raises(StaleVersion) as stale:
        await county.rename(ref, "Neustadt", expected_version=2)

    assert [event.version for event in stale.value.since] == [3, 4]
    assert stale.value.version == 4


async def test_a_version_not_there_yet_is_stale_too(county: County) -> None:
    ref = await county.municipality()

    with pytest.raises(StaleVersion) as stale:
        await county.rename(ref, "Neustadt", expected_version=7)

    assert (stale.value.version, stale.value.since) == (1, ())


@pytest.mark.parametrize("clients", [2, 50])
async def test_without_an_expected_version_all_land(county: County, clients: int) -> None:
    ref = await county.municipality()

    outcomes = await asyncio.gather(*(county.rename(ref, f"Name {n}") for n in range(clients)))

    assert sorted(outcome.version for outcome in outcomes) == list(range(2, clients + 2))
    assert await county.findings() == []


async def test_without_an_expected_version_all_land_from_two_processes(county: County, database: Database) -> None:
    ref = await county.municipality()
    async with opened(database.service_url) as other:
        theirs = county.through(other)

        outcomes = await asyncio.gather(*((county, theirs)[n % 2].rename(ref, f"Name {n}") for n in range(50)))

    assert sorted(outcome.version for outcome in outcomes) == list(range(2, 52))


@pytest.mark.parametrize("processes", [1, 2])
async def test_of_two_that_register_one_key_at_once_one_wins(
    county: County, database: Database, processes: int
) -> None:
    async with opened(database.service_url) as other:
        theirs = county.through(other)
        for number in range(1, 11):
            results = await asyncio.gather(
                county.order(county.register(number, "Mein Dorf")),
                (county if processes == 1 else theirs).order(county.register(number, "Dein Dorf")),
                return_exceptions=True,
            )
            lost = [result for result in results if isinstance(result, Refused)]
            assert [problem.code for problem in lost] == ["TAKEN"]
            assert lost[0].path == ("ags",)
            ags = f"{county.key}{number:03}"
            assert english(lost[0]) == f"Another entry of this record already has this: AGS {ags}."

    assert await county.head() == 11
    assert await county.findings() == []


async def test_of_two_that_establish_one_county_key_at_once_one_wins(county: County, database: Database) -> None:
    async with opened(database.service_url) as other:
        results = await asyncio.gather(
            establish(county.record, "01060"), establish(other, "01060"), return_exceptions=True
        )

    lost = [result for result in results if isinstance(result, Problem)]
    assert [problem.code for problem in lost] == ["TAKEN"]
