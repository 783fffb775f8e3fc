"""The directory put right: keys that corrections free and take, and mergers that never were or were others."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from events.correction import ActCorrection
from events.county import COUNTY
from events.county.entry import CloseToPublic, EstablishCounty, OpenToPublic, RenameCounty
from events.county.state import CountyDesignation
from events.municipality.merger import MergeMunicipality
from events.municipality.state import Municipality
from events.policy import Role
from service.command_envelope import CommandOutcome
from service.problems import Forbidden, Problem, Refused
from service.rebuild import rebuild
from tests.service.county import County

MERGED = date(2023, 3, 1)


def first_of(outcome: CommandOutcome) -> str:
    """The id of the first event that was recorded."""
    return str(outcome.events[0].event_id)


async def state_of(county: County, ref: str) -> Municipality:
    """What is recorded of a municipality now."""
    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(ref)
    assert stored is not None
    assert isinstance(stored.state, Municipality)
    return stored.state


async def is_sound(county: County) -> bool:
    """Whether all that is kept is what the events say."""
    async for progress in rebuild(county.record.pool, county.id):
        assert progress.written == 0
    return await county.findings() == []


async def test_a_key_that_a_correction_frees_can_be_taken_and_taken_back(county: County) -> None:
    wrong = await county.order(county.register(1))
    with pytest.raises(Refused) as taken:
        await county.order(county.register(1, "Andere"))
    assert taken.value.code == "TAKEN"

    await county.correct(wrong.ref, ActCorrection(first_of(wrong), county.register(2)))
    other = await county.order(county.register(1, "Andere"))
    back = ActCorrection(first_of(wrong), county.register(1))
    with pytest.raises(Refused) as taken:
        await county.correct(wrong.ref, back)
    assert taken.value.code == "TAKEN"

    await county.correct(other.ref, ActCorrection(first_of(other), county.register(3)))
    await county.correct(wrong.ref, back)
    assert [each.ags for each in (await state_of(county, wrong.ref)).keys] == ["01059001"]
    assert await is_sound(county)


async def test_of_corrections_at_once_one_takes_the_key(county: County) -> None:
    made = [await county.order(county.register(number)) for number in (1, 2, 3)]

    outcomes = await asyncio.gather(
        *(county.correct(each.ref, ActCorrection(first_of(each), county.register(9))) for each in made),
        return_exceptions=True,
    )

    refused = [each for each in outcomes if isinstance(each, Problem)]
    assert [each.code for each in refused] == ["TAKEN", "TAKEN"]
    assert await is_sound(county)


async def test_a_merger_that_never_was_leaves_the_municipality_in_being(county: County) -> None:
    old, new, third = [await county.municipality() for _ in range(3)]
    merged = await county.order(MergeMunicipality(old, new, MERGED))
    with pytest.raises(Refused) as refused:
        await county.rename(old, "Neu", date(2024, 1, 1))
    assert refused.value.code == "MERGED"

    other = ActCorrection(first_of(merged), MergeMunicipality(old, third, MERGED))
    await county.correct(old, other)
    merger = (await state_of(county, old)).merger
    assert merger is not None
    assert merger.into == third
    with pytest.raises(Refused) as circle:
        await county.order(MergeMunicipality(third, old, date(2022, 1, 1)))
    assert circle.value.code == "CIRCLE"

    await county.correct(old, ActCorrection(first_of(merged)))
    await county.rename(old, "Neu", date(2024, 1, 1))
    await county.order(MergeMunicipality(third, old, date(2024, 1, 1)))
    assert await is_sound(county)
    with pytest.raises(Refused) as refused:
        await county.correct(old, other)
    assert refused.value.code == "CIRCLE"


async def test_a_merged_municipality_cannot_begin_after_it_ended(county: County) -> None:
    made, into = await county.order(county.register(1)), await county.municipality(2)
    await county.order(MergeMunicipality(made.ref, into, MERGED))
    late = county.register(1)

    with pytest.raises(Refused) as refused:
        await county.correct(made.ref, ActCorrection(first_of(made), replace(late, since=MERGED)))
    assert refused.value.code == "CANNOT_FOLLOW"


async def test_the_office_puts_right_how_the_county_was_set_up(county: County) -> None:
    set_up = str((await county.events())[0].event_id)
    right = EstablishCounty("01059", "Schleswig-Flensburg", CountyDesignation.RURAL_DISTRICT, date(1974, 3, 24))

    await county.correct(county.ref, ActCorrection(set_up, right))

    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(county.ref)
    assert stored is not None
    assert COUNTY.view(stored.state, MERGED).name == "Schleswig-Flensburg"
    assert await is_sound(county)


async def test_a_correction_does_nothing_that_its_sender_may_not_do(county: County) -> None:
    """Whether everyone may read is for the administration, by a correction too."""
    admin = await county.viewer(Role.ADMIN)
    renamed = await county.order(RenameCounty(county.ref, "Nordkreis", MERGED))
    opened = await county.order(OpenToPublic(county.ref), admin)

    for act in (
        ActCorrection(first_of(renamed), CloseToPublic(county.ref)),
        ActCorrection(first_of(opened)),
        ActCorrection(first_of(opened), RenameCounty(county.ref, "Nordkreis", MERGED)),
    ):
        with pytest.raises(Forbidden):
            await county.correct(county.ref, act)

    await county.correct(county.ref, ActCorrection(first_of(opened)), viewer=admin)
    assert await is_sound(county)
