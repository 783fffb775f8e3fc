"""Corrections under concurrency, and what of them is kept: versions, visibility, feeds, rebuilt states."""

import asyncio
from datetime import date
from typing import Any

import pytest

from events.coordination_office import COORDINATION_OFFICE
from events.coordination_office.setting_up import EndCoordinationOffice, ProposeCoordinationOffice
from events.coordination_office.state import OfficeForm, ScopeKind
from events.correction import ActCorrection, Correct
from events.partner import PARTNER, EndPartnership, RegisterPartner, RenamePartner, Sector
from events.policy import Visibility
from service.event_query import EventQuery
from service.problems import Problem, Refused, StaleVersion
from service.rebuild import rebuild
from tests.said import german
from tests.service.county import County

SINCE, DAY, LATER = date(2010, 1, 1), date(2015, 1, 1), date(2016, 1, 1)


class Partner:
    """A partner that was renamed, with the ids of its two events."""

    def __init__(self, county: County, ref: str, registered: str, renamed: str) -> None:
        self.county = county
        self.ref = ref
        self.registered = registered
        self.renamed = renamed

    def correction(self, *acts: ActCorrection) -> Correct:
        made: Correct = PARTNER.correct(self.ref, acts)
        return made

    def rename(self, name: str, on: date = DAY) -> Correct:
        """The renaming told again."""
        return self.correction(ActCorrection(self.renamed, RenamePartner(name=name, on=on, id=self.ref)))

    async def names(self) -> list[tuple[date, str]]:
        """All its names, by what is recorded now."""
        async with self.county.record.read(self.county.coordinator) as reading:
            stored = await reading.get(self.ref)
        assert stored is not None
        return [(each.since, each.name) for each in stored.state.names]


@pytest.fixture
async def partner(county: County) -> Partner:
    made = await county.order(RegisterPartner("Werk", Sector.ENERGY, "Nord", SINCE))
    renamed = await county.order(RenamePartner(name="Werke", on=DAY, id=made.ref))
    return Partner(county, made.ref, str(made.events[0].event_id), str(renamed.events[0].event_id))


async def test_of_corrections_at_once_none_is_lost(county: County, partner: Partner) -> None:
    names = [f"Werk {n}" for n in range(6)]
    await asyncio.gather(*(county.order(partner.rename(name), reason="Verlesen") for name in names))

    ((_, first), (day, last)) = await partner.names()
    assert (first, day) == ("Werk", DAY)
    assert last in names
    async with county.record.read(county.coordinator) as reading:
        history = await reading.history(EventQuery(partner.ref))
    assert [each.version for each in history] == list(range(1, 9))
    assert history[-1].event.acts[0].stands[0].event.name == last


async def test_a_correction_and_an_act_that_it_makes_impossible_never_both_stand(
    county: County, partner: Partner
) -> None:
    """The partner begins later, or is renamed before that: whichever comes second is refused."""
    late = RegisterPartner("Werk", Sector.ENERGY, "Nord", date(2012, 6, 1))
    begins_later = partner.correction(ActCorrection(partner.registered, late))
    early = RenamePartner(name="Früh", on=date(2011, 1, 1), id=partner.ref)

    outcomes = await asyncio.gather(
        county.order(begins_later, reason="Verlesen"), county.order(early), return_exceptions=True
    )

    (refused,) = (each for each in outcomes if isinstance(each, BaseException))
    assert isinstance(refused, Refused)
    assert refused.code in ("CANNOT_FOLLOW", "BEFORE_BEGINNING")
    names = await partner.names()
    assert names[0][0] == (date(2012, 6, 1) if refused.code == "BEFORE_BEGINNING" else SINCE)


async def test_who_says_which_version_he_saw_is_told_what_has_changed(county: County, partner: Partner) -> None:
    await county.order(EndPartnership(until=date(2030, 1, 1), id=partner.ref))

    with pytest.raises(StaleVersion) as stale:
        await county.order(partner.rename("Neu"), reason="Verlesen", expected_version=2)
    assert [each.type for each in stale.value.since] == ["PartnershipEnded"]


async def test_rebuilt_states_are_those_that_corrections_made(county: County, partner: Partner) -> None:
    await county.order(partner.rename("Eins"), reason="Verlesen")
    await county.order(EndPartnership(until=date(2030, 1, 1), id=partner.ref))
    await county.order(partner.correction(ActCorrection(partner.renamed)), reason="Nie geschehen")
    await county.order(partner.rename("Zwei", LATER), reason="Doch geschehen")

    assert await partner.names() == [(SINCE, "Werk"), (LATER, "Zwei")]
    assert await county.findings() == []
    async for progress in rebuild(county.record.pool, county.id):
        assert progress.written == 0


async def test_a_correction_is_seen_by_who_sees_the_old_and_the_new(county: County, partner: Partner) -> None:
    outcome = await county.order(partner.rename("Neu"), reason="Verlesen")

    assert outcome.events[0].visibility is Visibility.PUBLIC
    assert partner.ref in outcome.events[0].concerns


async def test_a_refused_correction_writes_nothing(county: County, partner: Partner) -> None:
    faults: list[Any] = []
    for command, reason in (
        (partner.rename("Neu", date(2009, 1, 1)), "Verlesen"),
        (partner.rename("Neu"), None),
        (partner.correction(ActCorrection(partner.registered)), "Nie geschehen"),
        (partner.correction(ActCorrection("0192d3a8-7c1b-7e55-9e3a-2f6d1c0b9a87")), "Fremd"),
    ):
        with pytest.raises(Problem) as refused:
            await county.order(command, reason=reason)
        faults.append(refused.value.code)

    assert faults == ["BEFORE_BEGINNING", "REASON_REQUIRED", "CANNOT_FOLLOW", "NOT_FOUND"]
    assert [each.version for each in await county.events() if each.ref == partner.ref] == [1, 2]


async def test_what_is_unique_is_held_again_by_a_correction_only_where_nobody_else_holds_it(county: County) -> None:
    """An office that never ended is the county's, unless there is another by now."""
    offices, ends = [], []
    for _ in range(2):
        proposed = ProposeCoordinationOffice("Leitstelle", OfficeForm.STAFF_UNIT, ScopeKind.ALL_TOPICS, SINCE)
        offices.append((await county.order(proposed)).ref)
        ended = await county.order(EndCoordinationOffice(on=DAY, id=offices[-1]))
        ends.append(str(ended.events[0].event_id))
    first, second = (
        COORDINATION_OFFICE.correct(office, (ActCorrection(end),)) for office, end in zip(offices, ends, strict=True)
    )
    await county.order(second, reason="Nie beendet")
    with pytest.raises(Refused) as taken:
        await county.order(first, reason="Nie beendet")
    assert taken.value.code == "TAKEN"
    told = "Das ist in diesem Verzeichnis schon an einen anderen Eintrag vergeben: Koordinationsstelle."
    assert german(taken.value) == told
    await county.order(EndCoordinationOffice(on=LATER, id=offices[1]))
    await county.order(first, reason="Nie beendet")
    assert await county.findings() == []
