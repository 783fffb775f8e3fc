"""Two counties in one database: nothing of one is seen, named or changed with what belongs to the other."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from events.authority import ExternalDecision, RecordedDecision
from events.correction import ActCorrection
from events.county.entry import RenameCounty
from events.county.lists import AddTheme
from events.document import AttachDocument
from events.municipality.entry import RenameMunicipality
from events.municipality.merger import MergeMunicipality
from events.person import ReassignPerson, RegisterPerson
from events.policy import Role, Visibility
from service.contents import Contents
from service.event_query import EventQuery
from service.export import export
from service.ids import new_id
from service.problems import InvalidInput, NotFound, Refused, StaleVersion
from service.sealing import Clear, SealStatus
from tests.service.county import REFORM, County, correction, establish


@pytest.fixture
async def other(county: County) -> County:
    """Another county of the same database, with something of every kind."""
    return await establish(county.record, "01060")


async def _bytes(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def test_nothing_of_the_other_is_read(county: County, other: County) -> None:
    ref = await other.municipality()
    person = await other.person("Ø. Ørsted")
    events = await other.events()

    async with county.record.read(county.coordinator) as reading:
        for strange in (ref, person, other.ref):
            assert await reading.get(strange) is None
            assert await reading.get(strange, 1) is None
            assert await reading.history(EventQuery(ref=strange)) == []
        assert await reading.every("municipality") == []
        assert [stored.ref for stored in await reading.every("county")] == [county.ref]
        assert [event.ref for event in await reading.history(EventQuery())] == [county.ref]
        assert other.coordinator.actor is not None
        assert await reading.actor(other.coordinator.actor) is None
        for event in events:
            assert await reading.event(event.event_id) is None
            assert not await reading.stands(event.position, event.event_id)


async def test_nothing_of_the_other_can_be_unsealed(county: County, other: County) -> None:
    person = await other.person("Ø. Ørsted")
    async with other.record.read(other.coordinator) as reading:
        stored = await reading.get(person)
        assert stored is not None
        sealed = stored.state.name
        assert await reading.unseal(sealed, person, stored.concerns) == ("Ø. Ørsted", SealStatus.READABLE)

    async with county.record.read(county.coordinator) as reading:
        assert await reading.unseal(sealed, person, stored.concerns) == (None, SealStatus.ERASED)


async def test_nothing_of_the_other_is_changed_or_named(county: County, other: County) -> None:
    own, strange = await county.municipality(), await other.municipality()
    own_person, strange_person = await county.person("A"), await other.person("B")
    events = await other.events()
    commands = [
        RenameMunicipality(strange, "Meins", REFORM),
        MergeMunicipality(strange, own, date(2023, 3, 1)),
        MergeMunicipality(own, strange, date(2023, 3, 1)),
        ReassignPerson(strange_person, own),
        ReassignPerson(own_person, strange),
        RegisterPerson(Clear("C"), acts_for=strange),
        RegisterPerson(Clear("C"), acts_for=other.ref),
        RenameCounty(other.ref, "Meins", REFORM),
        AddTheme(other.ref, "energie", "Energie", "Energy"),
        correction(own, ActCorrection(str(events[1].event_id))),
    ]

    for command in commands:
        with pytest.raises((NotFound, Refused)) as refused:
            await county.order(command, await county.viewer(Role.ADMIN), reason="Beschluss")
        assert refused.value.code == "NOT_FOUND", command

    assert await other.events() == events
    assert await county.findings() == await other.findings() == []


async def test_no_decision_or_document_of_the_other_is_cited(county: County, other: County) -> None:
    own = await county.municipality()
    kept = await Contents(other.record.pool, 1000).keep(other.coordinator, "text/plain", _bytes(b"Beschluss"))
    document = (await other.order(AttachDocument(other.ref, "Beschluss", kept.sha256, Visibility.PUBLIC))).ref

    with pytest.raises(NotFound) as refused:
        await county.rename(own, "Kappeln", authority=ExternalDecision("Kreistag", REFORM, document=document))
    assert refused.value.path[0] == "authority"
    with pytest.raises((NotFound, InvalidInput)):
        await county.rename(own, "Kappeln", authority=RecordedDecision(f"decision:{new_id()}"))


async def test_bytes_uploaded_to_the_other_are_not_there(county: County, other: County) -> None:
    contents = Contents(county.record.pool, 1000)
    kept = await contents.keep(other.coordinator, "text/plain", _bytes(b"Beschluss"))
    document = (await other.order(AttachDocument(other.ref, "Beschluss", kept.sha256, Visibility.PUBLIC))).ref

    with pytest.raises(Refused) as refused:
        await county.order(AttachDocument(county.ref, "Meins", kept.sha256, Visibility.PUBLIC))
    assert refused.value.code == "NOT_UPLOADED"
    async with county.record.read(county.coordinator) as reading:
        with pytest.raises(NotFound):
            await contents.find(reading, document, kept.sha256)
    assert [piece async for piece in contents.stream(county.id, kept)] == []


async def test_what_the_other_was_told_is_not_told_here(county: County, other: County) -> None:
    """Command ids, expected versions and claims are each county's own."""
    command_id = new_id()
    first = await other.order(other.register(), command_id=command_id)
    here = await county.order(county.register(), command_id=command_id)

    assert not here.repeated
    assert here.ref != first.ref
    # The same key of a municipality may be recorded in both: as one's own here, as an external one there.
    assert (await county.order(other.register(1))).version == 1
    ref = await county.municipality()
    await county.count(ref, 1)
    with pytest.raises(StaleVersion) as stale:
        await county.rename(ref, "Kappeln", expected_version=1)
    assert {event.county for event in stale.value.since} == {county.id}


async def test_an_export_has_one_county_only(county: County, other: County) -> None:
    await other.municipality()
    await county.municipality()

    lines = [line async for line in export(county.record.pool, county.id)]

    assert len(lines) == 2
    assert all(str(other.id).encode() not in line for line in lines)


async def test_a_county_that_is_not_here_has_nothing(county: County) -> None:
    nowhere = replace(county.coordinator, county=new_id())

    async with county.record.read(nowhere) as reading:
        assert reading.position == 0
        assert reading.cursor == ""
        assert await reading.every("municipality") == []
        assert await reading.history(EventQuery()) == []
