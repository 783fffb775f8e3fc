"""A command that is sent again with its id has its first outcome, whatever became of the first reply."""

import asyncio

import pytest

from events.county.entry import EstablishCounty
from service.ids import new_id
from service.problems import CommandIdReused, Refused
from service.viewer import Viewer
from tests.conftest import Database
from tests.service.county import REFORM, County, held, opened, until, until_appending
from tests.service.line import Line


async def test_sent_again_it_has_its_first_outcome(county: County) -> None:
    command, command_id = county.register(), new_id()

    first = await county.order(command, command_id=command_id, reason="Neu im Kreis")
    again = await county.order(command, command_id=command_id, reason="Neu im Kreis")

    assert not first.repeated
    assert again.repeated
    assert (again.ref, again.version, again.position) == (first.ref, first.version, first.position)
    assert again.events == first.events
    assert await county.head() == 2


async def test_the_first_outcome_stays_the_answer_when_the_entity_has_moved_on(county: County) -> None:
    ref = await county.municipality()
    command_id = new_id()
    first = await county.count(ref, 100, command_id=command_id)
    await county.count(ref, 200)

    again = await county.count(ref, 100, command_id=command_id)

    assert (again.version, again.events) == (first.version, first.events)
    assert (await county.count(ref, 200)).events == ()


@pytest.mark.parametrize(
    ("name", "reason", "expected"),
    [("Altstadt", "Beschluss", 1), ("Neustadt", "Anders", 1), ("Neustadt", "Beschluss", 2)],
)
async def test_other_content_under_the_same_id_is_refused(
    county: County, name: str, reason: str, expected: int
) -> None:
    ref = await county.municipality()
    command_id = new_id()
    await county.rename(ref, "Neustadt", REFORM, command_id=command_id, reason="Beschluss", expected_version=1)

    with pytest.raises(CommandIdReused):
        await county.rename(ref, name, REFORM, command_id=command_id, reason=reason, expected_version=expected)

    assert await county.head() == 3


async def test_another_actor_may_use_the_same_id(county: County) -> None:
    command_id = new_id()
    await county.order(county.register(), command_id=command_id)
    other = await county.viewer(county.coordinator.role)

    outcome = await county.order(county.register(), other, command_id=command_id)

    assert not outcome.repeated


async def test_a_refused_command_may_be_tried_again_with_its_id(county: County) -> None:
    ref = await county.municipality()
    early, command_id = county.register(), new_id()
    with pytest.raises(Refused, match="already"):
        await county.order(county.register(1), command_id=command_id)

    outcome = await county.order(early, command_id=command_id)

    assert outcome.ref != ref
    assert not outcome.repeated


@pytest.mark.parametrize("copies", [2, 20])
async def test_copies_at_once_write_one_event(county: County, copies: int) -> None:
    command, command_id = county.register(), new_id()

    outcomes = await asyncio.gather(*(county.order(command, command_id=command_id) for _ in range(copies)))

    assert {outcome.ref for outcome in outcomes} == {outcomes[0].ref}
    assert {outcome.position for outcome in outcomes} == {2}
    assert [outcome.repeated for outcome in outcomes].count(False) == 1
    assert await county.head() == 2


async def test_copies_at_once_through_two_processes_write_one_event(county: County, database: Database) -> None:
    async with opened(database.service_url) as other:
        mine = [(county.register(), new_id()) for _ in range(20)]
        theirs = county.through(other)

        outcomes = await asyncio.gather(
            *(side.order(command, command_id=sent) for command, sent in mine for side in (county, theirs, county))
        )

    assert len({outcome.ref for outcome in outcomes}) == 20
    assert sum(not outcome.repeated for outcome in outcomes) == 20
    assert await county.head() == 21


async def test_the_outcome_is_there_when_who_waited_has_gone(county: County, database: Database) -> None:
    command, command_id = county.register(), new_id()
    async with held(county):
        waiting = asyncio.create_task(county.order(command, command_id=command_id))
        await until_appending(database)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await county.record.writer.close()

    again = await county.order(command, command_id=command_id)

    assert again.repeated
    assert again.position == 2 == await county.head()


async def test_the_outcome_is_there_when_the_database_could_not_tell_it(county: County, database: Database) -> None:
    command, command_id = county.register(), new_id()
    async with Line.to(database.service_url) as line, opened(line.url) as record:
        there = county.through(record)
        await there.count(await there.municipality(), 1)
        async with held(county):
            waiting = asyncio.create_task(there.order(command, command_id=command_id))
            await until_appending(database)
            line.silent = True
        await until(lambda: _stands_at(county, 4))
        line.silent = False
        line.cut()

        outcome = await waiting

    assert outcome.repeated
    assert (outcome.position, await county.head()) == (4, 4)
    assert (await county.order(command, command_id=command_id)).events == outcome.events


async def _stands_at(county: County, position: int) -> bool:
    return await county.head() == position


async def test_a_command_that_changes_nothing_leaves_no_outcome(county: County) -> None:
    ref = await county.municipality()
    await county.count(ref, 100)
    command_id = new_id()

    assert (await county.count(ref, 100, command_id=command_id)).events == ()
    outcome = await county.count(ref, 200, command_id=command_id)

    assert not outcome.repeated
    assert outcome.version == 3


async def test_a_county_is_established_once(county: County) -> None:
    viewer = Viewer(county.id, county.system.actor, county.system.role)
    first = (await county.events())[0]
    command = EstablishCounty("01059", "Kreis 01059", first.event.designation, first.event.since)

    again = await county.order(command, viewer, command_id=first.command_id)

    assert again.repeated
    with pytest.raises(Refused, match="already"):
        await county.order(command, viewer)
