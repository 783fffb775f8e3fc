"""Carrying a plan out on a real database: once, resumed, overtaken, and without a database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from events.municipality.entry import RenameMunicipality
from service.imports.carry_out import carry_out
from service.imports.comparison import compare
from service.imports.gv100ad import read
from service.imports.plan import Plan, RecordedEntity
from service.problems import StaleVersion, Unavailable
from service.record import Record
from tests.conftest import Database
from tests.service.county import County, establish, opened
from tests.service.imports.records import OWN

CONTENT = OWN.path.read_bytes()
LATER = CONTENT.replace(b"20231130", b"20240630").replace(b"0000012345", b"0000012399")


@pytest.fixture
async def record(database: Database) -> AsyncIterator[Record]:
    async with opened(database.service_url) as record:
        yield record


@pytest.fixture
async def county(record: Record) -> County:
    return await establish(record, OWN.county)


async def planned(county: County, content: bytes = CONTENT) -> Plan:
    async with county.record.read(county.coordinator) as reading:
        associations, municipalities = [
            [RecordedEntity(stored.ref, stored.version, stored.state) for stored in await reading.every(kind)]
            for kind in ("municipal_association", "municipality")
        ]
    return compare(read(BytesIO(content), OWN.county), associations, municipalities)


async def test_a_plan_is_carried_out_once(county: County) -> None:
    plan = await planned(county)
    steps: list[None] = []

    first = await carry_out(plan, county.record.commands, county.coordinator, lambda: steps.append(None))
    head = await county.head()
    again = await carry_out(plan, county.record.commands, county.coordinator)

    assert (first.events, first.refused) == (2 * OWN.municipalities + OWN.associations, [])
    assert len(steps) == len(plan.items)
    assert (again.events, again.refused, again.made) == (0, [], first.made)
    assert await county.head() == head
    assert len({event.correlation_id for event in await county.events()}) == 2


async def test_an_import_that_was_interrupted_is_resumed_by_giving_it_again(county: County) -> None:
    plan = await planned(county)
    part = await carry_out(replace(plan, new=plan.new[:5]), county.record.commands, county.coordinator)

    rest = await carry_out(await planned(county), county.record.commands, county.coordinator)

    assert part.events + rest.events == 2 * OWN.municipalities + OWN.associations
    assert (await planned(county)).items == ()
    assert await county.findings() == []


async def test_what_was_changed_meanwhile_is_refused_and_holds_nothing_else_up(county: County) -> None:
    report = await carry_out(await planned(county), county.record.commands, county.coordinator)
    plan = await planned(county, LATER.replace("Größmuster".encode(), "Großmuster".encode()))
    town = report.made["01098001"]
    await county.order(RenameMunicipality(town, "Musterstadt", date(2024, 1, 1)))

    overtaken = await carry_out(plan, county.record.commands, county.coordinator)

    assert [(item.key, type(problem)) for item, problem in overtaken.refused] == [("01098001", StaleVersion)]
    assert overtaken.events == 1


async def test_without_a_database_it_stops(county: County) -> None:
    plan = await planned(county)
    await county.record.close()

    with pytest.raises(Unavailable):
        await carry_out(plan, county.record.commands, county.coordinator)
