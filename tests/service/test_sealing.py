"""Texts that name persons are sealed: read by who may, by nobody once their key is gone, nowhere in the clear."""

import base64
import logging
import subprocess
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from events.correction import ActCorrection
from events.outreach import OutreachKind, RecordOutreach
from events.person import ChangePersonDetails, ErasePerson, Person, RegisterPerson
from events.policy import Role
from events.values import Sealed
from service import migrate
from service.actors import ActorKind
from service.event_query import EventQuery
from service.export import export
from service.ids import new_id
from service.postgres import SERVICE, EmbeddedPostgres
from service.problems import Problem, Refused
from service.sealing import Clear, MasterKey, SealStatus, WrongMasterKey, key_id_of, open_sealed
from service.tables import metadata
from service.viewer import Viewer
from tests.conftest import Database
from tests.service.county import County, establish, opened

COUNTY = UUID(int=1)
MARK = "Zaunkoenig7f3a"


# --- Keys and boxes


@given(st.text(min_size=1), st.text())
def test_what_is_sealed_opens_with_its_key(text: str, field: str) -> None:
    key = MasterKey(bytes(32)).new_key(COUNTY, "person:x")

    assert open_sealed(key.secret, key.seal(text, field)) == text


def test_equal_texts_of_a_field_are_equal_boxes_and_others_are_not() -> None:
    master = MasterKey(bytes(32))
    key, other = master.new_key(COUNTY, "person:x"), master.new_key(COUNTY, "person:x")

    assert key.seal("Ørsted", "name") == key.seal("Ørsted", "name")
    boxes = {key.seal("Ørsted", "name"), key.seal("Ørsted", "function"), key.seal("Orsted", "name")}
    assert len(boxes | {other.seal("Ørsted", "name")}) == 4
    # No two texts share a nonce.
    assert len({base64.urlsafe_b64decode(box.box)[:12] for box in boxes}) == 3


def test_the_id_of_a_key_commits_to_it() -> None:
    master = MasterKey(bytes(32))
    key, other = master.new_key(COUNTY, "a"), master.new_key(COUNTY, "a")
    sealed = key.seal("Ørsted", "name")

    assert sealed.key == key.key_id == key_id_of(key.secret)
    with pytest.raises(ValueError, match="not the key"):
        open_sealed(other.secret, sealed)


def test_a_box_that_was_tampered_with_does_not_open() -> None:
    key = MasterKey(bytes(32)).new_key(COUNTY, "a")
    sealed = key.seal("Ørsted", "name")
    box = bytearray(base64.urlsafe_b64decode(sealed.box))
    box[-1] ^= 1

    with pytest.raises(InvalidTag):
        open_sealed(key.secret, Sealed(sealed.key, base64.urlsafe_b64encode(bytes(box)).decode()))


def test_a_stored_key_opens_with_its_master_key_in_its_county_only() -> None:
    master = MasterKey(bytes(32))
    key = master.new_key(COUNTY, "a")

    assert master.unwrap(COUNTY, key.key_id, "a", key.wrapped).secret == key.secret
    for other, county, key_id in (
        (MasterKey(b"1" * 32), COUNTY, key.key_id),
        (master, UUID(int=2), key.key_id),
        (master, COUNTY, key.key_id[::-1]),
    ):
        with pytest.raises(WrongMasterKey, match="KLIMAKREIS_MASTER_KEY"):
            other.unwrap(county, key_id, "a", key.wrapped)


def test_what_holds_clear_texts_or_keys_does_not_print_them() -> None:
    key = MasterKey(bytes(32)).new_key(COUNTY, "a")
    command = RegisterPerson(Clear(MARK))

    assert MARK not in f"{command!r} {command}"
    assert repr(key.secret) not in repr(key)


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_master_key_has_32_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        MasterKey(bytes(size))


# --- In the record


async def _texts(county: County, viewer: Viewer, ref: str) -> list[tuple[str | None, SealStatus]]:
    async with county.record.read(viewer) as reading:
        return [
            await reading.unseal(value, ref, event.concerns)
            for event in await reading.history(EventQuery(ref=ref))
            for value in (event.reason, *(getattr(event.event, each.name) for each in fields(event.event)))
            if isinstance(value, Sealed)
        ]


async def test_who_may_read_them_reads_them(county: County) -> None:
    own = await county.municipality()
    ref = await county.person("Ø. Ørsted", function=Clear("Klimaschutz"), acts_for=own)
    await county.order(ChangePersonDetails(ref, Clear("Ø. Ørsted-Lund")), reason="Heirat")
    expected = ["Ø. Ørsted", "Klimaschutz", "Heirat", "Ø. Ørsted-Lund"]

    for role in (Role.COORDINATOR, Role.ADMIN, Role.AUDITOR, Role.MUNICIPALITY):
        viewer = Viewer(county.id, new_id(), role, own)
        assert await _texts(county, viewer, ref) == [(text, SealStatus.READABLE) for text in expected]
    strange = Viewer(county.id, new_id(), Role.PARTNER, own)
    assert {status for _, status in await _texts(county, strange, ref)} == {SealStatus.READABLE}


async def test_who_may_not_read_them_gets_none(county: County) -> None:
    ref = await county.municipality()
    await county.rename(ref, "Kappeln", reason="Frau Ørsted wünscht es")

    for viewer in (
        Viewer(county.id, None, Role.PUBLIC),
        Viewer(county.id, new_id(), Role.PARTNER, f"partner:{new_id()}"),
        Viewer(county.id, new_id(), Role.MUNICIPALITY, await county.municipality()),
    ):
        assert await _texts(county, viewer, ref) == [(None, SealStatus.NOT_PERMITTED)]


async def test_erased_they_are_gone_everywhere_and_every_hash_is_true(county: County, database: Database) -> None:
    ref = await county.person("Ø. Ørsted", function=Clear("Klimaschutz"))
    other = await county.person("A. Andere")
    await county.order(ChangePersonDetails(ref, Clear("Ø. Ørsted-Lund"), email=Clear("o@kreis.example")))
    before = await county.events()

    await county.order(ErasePerson(ref))

    assert (await county.events())[:-1] == before
    assert await county.findings() == []
    assert {status for _, status in await _texts(county, county.coordinator, ref)} == {SealStatus.ERASED}
    assert await _texts(county, county.coordinator, other) == [("A. Andere", SealStatus.READABLE)]
    async with county.record.read(county.coordinator) as reading:
        for at in (None, 2, 4):
            stored = await reading.get(ref, at)
            assert stored is not None
            assert isinstance(stored.state, Person)
            assert await reading.unseal(stored.state.name, ref, stored.concerns) == (None, SealStatus.ERASED)
    admin = await asyncpg.connect(database.admin_url)
    assert await admin.fetchval("SELECT count(*) FROM sealing_keys WHERE subject = $1", ref) == 0
    await admin.close()


async def test_what_was_erased_is_not_sealed_anew_by_a_correction(county: County, database: Database) -> None:
    made = await county.order(RegisterPerson(Clear("Ø. Ørsted")))
    registered, ref = str(made.events[0].event_id), made.ref
    await county.order(ErasePerson(ref))
    before = await county.events()

    for name in ("Ø. Ørsted", "Ø. Ørsted-Lund"):
        with pytest.raises(Refused) as refused:
            await county.correct(ref, ActCorrection(registered, RegisterPerson(Clear(name))), reason="Heirat")
        assert (refused.value.code, refused.value.path) == ("ERASED", ("acts",))

    assert await county.events() == before
    assert await _texts(county, county.coordinator, ref) == [(None, SealStatus.ERASED)]
    admin = await asyncpg.connect(database.admin_url)
    assert await admin.fetchval("SELECT count(*) FROM sealing_keys WHERE subject = $1", ref) == 0
    await admin.close()


async def test_a_text_said_twice_is_no_news(county: County) -> None:
    ref = await county.person("Ø. Ørsted", function=Clear("Klimaschutz"))

    outcome = await county.order(ChangePersonDetails(ref, Clear("Ø. Ørsted"), Clear("Klimaschutz")))

    assert outcome.events == ()


async def test_a_text_sealed_for_its_event_can_be_told_again(county: County) -> None:
    """Each of these texts has a key of its own: told again the same it is the same, told otherwise it is another."""
    told = RecordOutreach(OutreachKind.VISIT, date(2024, 5, 1), (await county.municipality(),), "Besuch", Clear("Müde"))
    made = await county.order(told)
    event = str(made.events[0].event_id)

    again = await county.correct(made.ref, ActCorrection(event, told))
    assert again.events == ()

    await county.correct(made.ref, ActCorrection(event, replace(told, note=Clear("Munter"))))
    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(made.ref)
        assert stored is not None
        assert await reading.unseal(stored.state.note, made.ref, stored.concerns) == ("Munter", SealStatus.READABLE)
        before = await reading.get(made.ref, made.position)
        assert before is not None
        assert await reading.unseal(before.state.note, made.ref, before.concerns) == ("Müde", SealStatus.READABLE)


async def test_another_master_key_says_so(county: County, database: Database) -> None:
    ref = await county.person("Ø. Ørsted")
    async with opened(database.service_url, MasterKey(b"1" * 32)) as record:
        there = county.through(record)
        with pytest.raises(WrongMasterKey):
            await there.municipality()
        with pytest.raises(WrongMasterKey):
            await _texts(there, there.coordinator, ref)
    assert await county.head() == 2


# --- Nowhere in the clear


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A server of the test's own, whose files can be searched; it logs all that it can log."""
    directory = tmp_path_factory.mktemp("searched")
    talkative = {"log_statement": "all", "log_min_duration_statement": "0", "log_connections": "on"}
    with EmbeddedPostgres(directory, configuration=talkative) as server:
        server.ensure_roles()
        yield server


def _disguises(mark: str) -> list[bytes]:
    """The mark as it stands in files, or would stand in them in hex, in base64 or in UTF-16."""
    plain = mark.encode()
    encoded = [base64.b64encode(b"x" * shift + plain)[4 * bool(shift) : -4] for shift in range(3)]
    return [plain, plain.hex().encode(), plain.decode().encode("utf-16-le"), *encoded]


def _found(directory: Path) -> list[str]:
    disguises = _disguises(MARK)
    return [
        f"{path}: {disguise!r}"
        for path in directory.rglob("*")
        if path.is_file()
        for content in [path.read_bytes()]
        for disguise in disguises
        if disguise in content
    ]


async def _plant(county: County) -> list[BaseException]:
    """Marks wherever a person's text can go, and commands with marks that go wrong in every way."""
    details: dict[str, Any] = {
        "function": Clear(f"{MARK} Funktion"),
        "email": Clear(f"{MARK}@kreis.example"),
        "phone": None,
    }
    actors = county.record.actors(county.id)
    await actors.create(f"{MARK} Akteur", Role.COORDINATOR, ActorKind.PERSON)
    command_id = new_id()
    municipality = await county.municipality()
    person = await county.person(f"{MARK} Name", **details)
    await county.rename(municipality, "Kappeln", reason=f"{MARK} Begründung", command_id=command_id)
    await county.order(ChangePersonDetails(person, Clear(f"{MARK} neu"), **details), reason=f"{MARK} Heirat")
    registered = next(event for event in await county.events() if event.ref == person)
    right = ActCorrection(str(registered.event_id), RegisterPerson(Clear(f"{MARK} richtig"), **details))
    await county.correct(person, right, reason=f"{MARK} Tippfehler")
    faults: list[BaseException] = []
    sent: list[tuple[Any, dict[str, Any]]] = [
        (ChangePersonDetails(person, Clear(f"{MARK} neu"), email=Clear(f"{MARK} ist keine Adresse")), {}),
        (ChangePersonDetails(person, Clear(f"{MARK}\x00")), {}),
        (ChangePersonDetails(person, Clear(MARK * 100)), {}),
        (ChangePersonDetails(person, Clear(MARK)), {"expected_version": 1}),
        (ChangePersonDetails(f"person:{new_id()}", Clear(MARK)), {}),
        (RegisterPerson(Clear(MARK)), {"reason": MARK * 1000}),
        (RegisterPerson(Clear(MARK)), {"command_id": command_id}),
    ]
    for command, envelope in sent:
        try:
            await county.order(command, **envelope)
        except Problem as problem:
            faults.append(problem)
    assert len(faults) == 7
    # The database itself refuses, with all that the append was to write in its hands.
    request = await county.request(RegisterPerson(Clear(MARK)), reason=MARK)
    broken = replace(request, events=[event._replace(body_hash=b"short") for event in request.events])
    with pytest.raises(asyncpg.PostgresError) as refused:
        await county.record.writer.append(broken)
    return [*faults, refused.value]


async def test_marks_are_found_nowhere(own_server: EmbeddedPostgres, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await migrate.migrate(own_server.owner_url, SERVICE)
    async with opened(own_server.service_url) as record:
        county = await establish(record)
        faults = await _plant(county)
        assert (await _texts(county, county.coordinator, (await county.events())[2].ref))[0][0] == f"{MARK} Name"
        assert await county.findings() == []
        exported = b"".join([line async for line in export(record.pool, county.id)])

    rows, statistics = await _read_by_its_administrator(own_server)
    told = "".join(f"{fault!r} {fault} {vars(fault)} {fault.args}" for fault in faults)
    logs = "\n".join(f"{each.getMessage()} {each.__dict__}" for each in caplog.records)

    for name, content in {
        "rows": rows, "statistics": statistics, "export": exported.decode(), "errors": told, "logs": logs,
        "dump": _dump(own_server),
    }.items():  # fmt: skip
        for disguise in _disguises(MARK):
            assert disguise not in content.encode(), name
    assert _found(own_server.directory) == []


async def _read_by_its_administrator(server: EmbeddedPostgres) -> tuple[str, str]:
    """Every row, and what the server has gathered about them; all of it is on disk afterwards."""
    admin: Any = await asyncpg.connect(server.admin_url.replace("/postgres?", "/klimakreis?"))
    try:
        rows = [await admin.fetch(f"SELECT t::text FROM {table} t") for table in metadata.tables]
        await admin.execute("ANALYZE")
        gathered = [
            [tuple(row) for row in await admin.fetch(query)]
            for query in ("SELECT query FROM pg_stat_activity", "SELECT s::text FROM pg_stats s")
        ]
        await admin.execute("CHECKPOINT")
    finally:
        await admin.close()
    return str(rows), str(gathered)


def _dump(server: EmbeddedPostgres) -> str:
    url = urlsplit(server.admin_url.replace("/postgres?", "/klimakreis?"))
    done = subprocess.run(
        [server.binaries / "pg_dump", f"--dbname={url.geturl()}"], capture_output=True, check=True, text=True
    )
    assert "CREATE TABLE" in done.stdout
    return str(done.stdout)


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    for number, disguise in enumerate(_disguises(MARK)):
        (tmp_path / str(number)).write_bytes(b"before " + disguise + b" after")
    (tmp_path / "padded").write_bytes(base64.b64encode(f"ab {MARK} and more".encode()))

    assert len({found.partition(":")[0] for found in _found(tmp_path)}) == 7
