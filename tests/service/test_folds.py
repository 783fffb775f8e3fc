"""Another `evolve` makes other states of the same events: they are noticed, read rightly, and folded anew."""

import asyncio
import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from events.dated import DatedName
from events.municipality import MUNICIPALITY
from events.municipality.entry import MunicipalityRenamed
from events.municipality.state import Municipality
from service.app import Service
from service.rebuild import Progress, rebuild, stale_kinds
from service.settings import Settings
from tests.conftest import Database
from tests.service.county import County, establish, until
from tests.service.reminder import registered


def _shouting(state: Municipality | None, event: Any) -> Municipality:
    """As ever, but every new name is in capitals."""
    after = MUNICIPALITY.evolve(state, event)
    assert isinstance(after, Municipality)
    if isinstance(event, MunicipalityRenamed):
        return replace(after, names=tuple(DatedName(each.since, each.name.upper()) for each in after.names))
    return after


OTHER = replace(MUNICIPALITY, fold=MUNICIPALITY.fold + 1, evolve=_shouting)


@contextmanager
def changed() -> Iterator[None]:
    """Another evolve of municipalities, with a number of its own."""
    with registered(OTHER):
        yield


async def _rebuilt(county: County, kinds: list[str] | None = None) -> Progress:
    return [progress async for progress in rebuild(county.record.pool, county.id, kinds)][-1]


async def _names(county: County, ref: str, at: int | None = None) -> list[str]:
    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(ref, at)
    assert stored is not None
    return [each.name for each in stored.state.names]


async def test_nothing_is_stale_while_evolve_stays(county: County) -> None:
    await county.municipality()

    assert await stale_kinds(county.record.pool, county.id) == []


async def test_a_changed_fold_is_noticed_and_folded_anew(county: County) -> None:
    ref = await county.municipality(name="Süderbrarup")
    await county.rename(ref, "Kappeln")
    await county.rename(ref, "Arnis")
    with changed():
        assert await stale_kinds(county.record.pool, county.id) == ["municipality"]
        assert {finding.rule for finding in await county.findings()} == {"states"}

        progress = await _rebuilt(county, ["municipality"])

        assert (progress.events, progress.written) == (3, 3)
        assert await stale_kinds(county.record.pool, county.id) == []
        assert await county.findings() == []
        assert await _names(county, ref) == ["SÜDERBRARUP", "KAPPELN", "ARNIS"]
        assert await _names(county, ref, at=3) == ["SÜDERBRARUP", "KAPPELN"]
        assert await _names(county, ref, at=2) == ["Süderbrarup"]


async def test_to_fold_anew_what_is_right_writes_nothing(county: County) -> None:
    ref = await county.municipality()
    await county.rename(ref, "Kappeln")

    assert await _rebuilt(county) == Progress(3, 0)


async def test_commands_decide_on_today_s_fold_before_states_are_folded_anew(county: County) -> None:
    """A process of another version may still write, after this one has started."""
    ref = await county.municipality(name="Süderbrarup")
    await county.rename(ref, "Kappeln")
    with changed():
        outcome = await county.rename(ref, "Arnis")

        assert outcome.version == 3
        assert await _names(county, ref) == ["SÜDERBRARUP", "KAPPELN", "ARNIS"]
        assert await stale_kinds(county.record.pool, county.id) == []
        await _rebuilt(county)
        assert await county.findings() == []


async def test_it_is_folded_anew_while_commands_go_on(county: County) -> None:
    refs = [await county.municipality(name="Süderbrarup") for _ in range(20)]
    for ref in refs:
        await county.rename(ref, "Kappeln")
    with changed():
        await asyncio.gather(_rebuilt(county), *(county.rename(ref, "Arnis") for ref in refs))

        assert await county.findings() == []
        assert [await _names(county, ref) for ref in refs] == [["SÜDERBRARUP", "KAPPELN", "ARNIS"]] * 20


async def test_of_many_streams_none_is_left_out(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.refold._EVENTS_PER_STEP", 3)
    refs = [await county.municipality() for _ in range(12)]
    await asyncio.gather(*(county.rename(ref, f"Name {n}") for ref in refs for n in range(3)))
    with changed():
        progress = await _rebuilt(county)

        assert progress.events == 12 * 4 + 1
        assert await county.findings() == []


async def test_only_one_county_is_folded_anew(county: County) -> None:
    other = await establish(county.record, "01060")
    for each in (county, other):
        await each.rename(await each.municipality(), "Kappeln")
    with changed():
        await _rebuilt(county)

        assert await stale_kinds(county.record.pool, other.id) == ["municipality"]
        assert await county.findings() == []


async def test_the_service_is_ready_only_when_states_are_folded_anew(county: County, database: Database) -> None:
    ref = await county.municipality(name="Süderbrarup")
    await county.rename(ref, "Kappeln")
    settings = Settings().having(master_key=_base64())
    service = Service(settings, database.service_url)
    connection = await asyncpg.connect(database.service_url)
    with changed():
        async with connection.transaction():
            await connection.execute(f"SET LOCAL klimakreis.county = '{county.id}'")
            await connection.execute("SELECT FROM heads FOR UPDATE")
            starting = asyncio.create_task(service.run())
            await until(lambda: _lacks(service, "folded anew"))
            assert await service.unready() == "states are being folded anew"
            assert await stale_kinds(county.record.pool, county.id) == ["municipality"]
        await until(lambda: _lacks(service, None))

        assert await service.unready() is None
        assert await stale_kinds(county.record.pool, county.id) == []
        assert await _names(county, ref) == ["SÜDERBRARUP", "KAPPELN"]
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    await connection.close()
    assert service.record is not None
    await service.record.close()


def _base64() -> str:
    return base64.b64encode(bytes(range(32))).decode()


async def _lacks(service: Service, words: str | None) -> bool:
    return service.lacking is None if words is None else words in (service.lacking or "")
