"""Texts that events say in full are kept once, with the event or not at all, found again and searched in German."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
import pytest

from events.authority import ExternalDecision
from events.municipality.entry import MunicipalityRenamed
from events.policy import Role
from events.values import digest_of
from service.command_envelope import CommandOutcome
from service.problems import InvalidInput, Problem, Refused, StaleVersion
from service.rebuild import rebuild
from service.texts import texts_of
from tests.conftest import Database
from tests.said import english, german
from tests.service.county import County, establish
from tests.service.leaflet import (
    LEAFLET,
    Blame,
    EndorseLeaflet,
    LeafletPrinted,
    PrintLeaflet,
    ReviseSection,
    SectionRevised,
    SpokenPraise,
)
from tests.service.reminder import registered


@pytest.fixture(autouse=True)
def leaflets() -> Iterator[None]:
    with registered(LEAFLET):
        yield


@dataclass
class Kept:
    """The texts that are kept, as whoever has the server sees and changes them."""

    connection: Any

    async def all(self) -> set[str]:
        return {row["text"] for row in await self.connection.fetch("SELECT text FROM texts")}


@pytest.fixture
async def kept(database: Database) -> AsyncIterator[Kept]:
    connection = await asyncpg.connect(database.admin_url)
    yield Kept(connection)
    await connection.close()


async def _print(county: County, *sections: str, title: str = "Merkblatt") -> CommandOutcome:
    return await county.order(PrintLeaflet(title, sections))


async def _matching(county: County, query: str) -> set[str]:
    async with county.record.read(county.coordinator) as reading:
        found = await reading.texts_matching(query)
        return {text for digest in found if (text := await reading.text(digest)) is not None}


# --- Which texts an event says


def test_texts_are_found_by_annotation_wherever_they_stand() -> None:
    assert texts_of(LeafletPrinted("Titel", ("Eins", "Zwei"), ("heat",))) == ["Titel", "Eins", "Zwei"]
    assert texts_of(LeafletPrinted("Titel", (), praise=SpokenPraise("Gut"))) == ["Titel", "Gut"]
    assert texts_of(LeafletPrinted("Titel", (), blame=Blame("Schlecht"))) == ["Titel"]
    assert texts_of(PrintLeaflet("Titel", (), opinion=SpokenPraise("Gut"))) == ["Titel", "Gut"]
    assert texts_of(PrintLeaflet("Titel", (), opinion=Blame("Schlecht"))) == ["Titel"]
    assert texts_of(SectionRevised(1, 1, "Eins")) == ["Eins"]
    assert texts_of(MunicipalityRenamed("Hürup", date(2020, 1, 1))) == ()
    assert texts_of(ExternalDecision("Kreistag", date(2020, 3, 2))) == ()


# --- Keeping


async def test_a_text_is_kept_once_however_often_it_is_said(county: County, kept: Kept) -> None:
    await asyncio.gather(*(_print(county, "Eins", "Zwei", "Eins") for _ in range(5)))

    assert await kept.all() == {"Merkblatt", "Eins", "Zwei"}
    assert await kept.connection.fetchval("SELECT count(*) FROM texts") == 3
    assert await county.findings() == []


async def test_states_hold_digests_and_events_the_text(county: County, kept: Kept) -> None:
    outcome = await _print(county, "Eins")

    body = await kept.connection.fetchval("SELECT body::text FROM states WHERE kind = 'leaflet'")
    assert digest_of("Eins") in body
    assert "Eins" not in body
    assert b"Eins" in outcome.events[0].body


async def test_what_is_not_recorded_leaves_no_text(county: County, kept: Kept) -> None:
    ref = (await _print(county, "Eins")).ref

    async def revise(text: str) -> str:
        try:
            await county.order(ReviseSection(ref, 1, 1, text))
        except StaleVersion:
            return "stale"
        return text

    told = await asyncio.gather(*(revise(f"Fassung {n}") for n in range(8)))

    assert told.count("stale") == 7
    (landed,) = set(told) - {"stale"}
    assert await kept.all() == {"Merkblatt", "Eins", landed}


async def test_texts_of_another_county_are_not_seen(county: County, kept: Kept) -> None:
    other = await establish(county.record, "01060")
    await _print(county, "Eins")

    assert await _matching(county, "eins") == {"Eins"}
    assert await _matching(other, "eins") == set()
    async with other.record.read(other.coordinator) as reading:
        assert await reading.text(digest_of("Eins")) is None


async def test_many_texts_are_read_in_one_statement(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    sections = [f"Absatz {n}" for n in range(60)]
    await _print(county, *sections)
    async with county.record.read(county.coordinator) as reading:
        statements = []
        fetch = reading._fetch

        async def counted(sql: str, *arguments: Any) -> list[asyncpg.Record]:
            statements.append(sql)
            return await fetch(sql, *arguments)

        monkeypatch.setattr(reading, "_fetch", counted)
        assert list(await asyncio.gather(*(reading.text(digest_of(each)) for each in sections))) == sections
        assert len(statements) == 1


# --- Checking and mending


async def test_a_text_that_is_lost_is_found_missing_and_put_back(county: County, kept: Kept) -> None:
    await _print(county, "Eins", "Zwei")
    await kept.connection.execute("DELETE FROM texts WHERE text = 'Zwei'")

    (found,) = await county.findings()
    assert (found.rule, found.where) == ("texts", "position 2")
    assert digest_of("Zwei") in found.what

    assert [told.written async for told in rebuild(county.record.pool, county.id, ["leaflet"])] == [0]
    assert await county.findings() == []
    assert await _matching(county, "zwei") == {"Zwei"}


async def test_a_text_that_is_not_its_own_is_found(county: County, kept: Kept) -> None:
    await _print(county, "Eins ÄÖÜ ß € 🌍", "x" * 61)
    assert await county.findings() == []
    await kept.connection.execute("UPDATE texts SET text = 'Drei' WHERE text LIKE 'x%'")

    assert [(found.rule, found.where) for found in await county.findings()] == [("texts", digest_of("x" * 61))]


# --- Searching


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("wärmeplanung", {"Kommunale Wärmeplanung mit eigenem Personal"}),
        ("Wärmeplanung Personal", {"Kommunale Wärmeplanung mit eigenem Personal"}),
        ("Wärmeplanung Straße", set()),
        ("WÄRMEPLANUNG or Straßen", {"Kommunale Wärmeplanung mit eigenem Personal", "An der STRASSE, Übung"}),
        ("übungen", {"An der STRASSE, Übung", "ÜBUNGEN im Herbst"}),
        ("ÜBUNG -herbst", {"An der STRASSE, Übung"}),
        ('"eigenem Personal"', {"Kommunale Wärmeplanung mit eigenem Personal"}),
        ('"Personal eigenem"', set()),
        ("", set()),
        ("  \n ", set()),
        ("der die das und", set()),
        ("'; & | ! :* <-> \\ ( (", set()),
        ("Merkblatt", {"Merkblatt"}),
        ("Rückenwind", {"Der Vertrag „Rückenwind“ – für alle"}),
        ("„Rückenwind“ Personal", set()),
        ("„Vertrag“ or Nirgends", {"Der Vertrag „Rückenwind“ – für alle"}),
    ],
)
async def test_texts_are_searched_as_german(county: County, query: str, found: set[str]) -> None:
    await _print(county, "Kommunale Wärmeplanung mit eigenem Personal", "An der STRASSE, Übung", "ÜBUNGEN im Herbst")
    await _print(county, "Der Vertrag „Rückenwind“ – für alle")

    assert await _matching(county, query) == found


@pytest.mark.parametrize("query", ["x" * 201, "a\0b", "a\ud800"])
async def test_a_search_has_its_limits(county: County, query: str) -> None:
    async with county.record.read(county.coordinator) as reading:
        with pytest.raises(InvalidInput) as caught:
            await reading.texts_matching(query)
    assert caught.value.path == ("filter", "text")


async def test_a_word_too_long_to_be_searched_is_left_out_and_the_rest_is_found(county: County) -> None:
    long = "ä" * 10_000 + " Wärme " + "ö" * 9_000
    await _print(county, long)

    assert await _matching(county, "wärme") == {long}
    most = " ".join(f"wort{n}" for n in range(10_000))[:20_000].strip()
    await _print(county, most)
    assert await _matching(county, "wort1111") == {most}


# --- For whom one acts


async def test_a_rule_knows_for_whom_the_actor_acts(county: County) -> None:
    own, other = await county.municipality(), await county.municipality()
    ref = (await _print(county, "Eins")).ref
    hers = await county.viewer(Role.MUNICIPALITY, own)

    await county.order(EndorseLeaflet(ref, own), hers)
    with pytest.raises(Refused) as caught:
        await county.order(EndorseLeaflet(ref, other), hers)
    assert (caught.value.code, caught.value.path) == ("NOT_YOURS", ("by",))
    await county.order(EndorseLeaflet(ref, other))


# --- Two edit one part


async def _stale(county: County, command: Any, **envelope: Any) -> StaleVersion:
    with pytest.raises(Problem) as caught:
        await county.order(command, **envelope)
    assert isinstance(caught.value, StaleVersion)
    return caught.value


async def test_who_edits_what_was_edited_since_gets_both_texts_and_their_base(county: County) -> None:
    ref = (await _print(county, "Eins", "Zwei")).ref
    await county.order(ReviseSection(ref, 2, 1, "Zwo"))
    await county.order(ReviseSection(ref, 1, 1, "Ein Anfang"))

    stale = await _stale(county, ReviseSection(ref, 1, 1, "Eins A"))

    assert stale.conflict is not None
    assert (stale.conflict.base, stale.conflict.theirs, stale.conflict.yours) == ("Eins", "Ein Anfang", "Eins A")
    assert (stale.version, stale.path) == (2, ("expectedSectionVersion",))
    assert "is now at version 2" in english(stale)
    assert "Paragraph" in german(stale)
    assert [each.version for each in stale.since] == [1, 2, 3]


async def test_a_base_that_is_not_known_any_more_is_none(county: County) -> None:
    ref = (await _print(county, "Eins")).ref
    for n in range(1, 4):
        await county.order(ReviseSection(ref, 1, n, f"Fassung {n}"))

    stale = await _stale(county, ReviseSection(ref, 1, 1, "Eins A"))

    assert stale.conflict is not None
    assert (stale.conflict.base, stale.conflict.theirs) == (None, "Fassung 3")


async def test_what_changed_is_told_since_the_version_that_was_seen(county: County) -> None:
    ref = (await _print(county, "Eins")).ref
    for n in range(1, 30):
        await county.order(ReviseSection(ref, 1, n, f"Fassung {n}"))

    stale = await _stale(county, ReviseSection(ref, 1, 1, "Eins A"))
    assert [each.version for each in stale.since] == list(range(11, 31))
    # Whoever saw the newest version of the whole is told like one who named none.
    stale = await _stale(county, ReviseSection(ref, 1, 1, "Eins A"), expected_version=30)
    assert [each.version for each in stale.since] == list(range(11, 31))
    stale = await _stale(county, ReviseSection(ref, 1, 1, "Eins A"), expected_version=28)
    assert [each.version for each in stale.since] == [29, 30]
    assert stale.conflict is None


async def test_twenty_edits_of_twenty_sections_all_land(county: County) -> None:
    ref = (await _print(county, *(f"Absatz {n}" for n in range(1, 21)))).ref

    await asyncio.gather(*(county.order(ReviseSection(ref, n, 1, f"Neu {n}")) for n in range(1, 21)))

    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(ref)
    assert stored is not None
    assert stored.version == 21


async def test_an_edit_that_is_sent_again_gives_its_first_outcome(county: County) -> None:
    ref = (await _print(county, "Eins")).ref
    first = await county.order(ReviseSection(ref, 1, 1, "Neu"))

    again = await county.order(ReviseSection(ref, 1, 1, "Neu"), command_id=first.events[0].command_id)

    assert again.repeated
    assert again.position == first.position
