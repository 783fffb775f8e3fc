"""The programs and commands that the guides show do what they say."""

import asyncio
import json
import os
import shlex
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from service import migrate
from service.event_query import EventQuery
from service.export import export
from service.postgres import DATABASE, SERVICE, EmbeddedPostgres
from service.problems import ResyncRequired
from service.recorded import Recorded
from service.viewer import Viewer
from tests.conftest import Database
from tests.documents import ROOT, Block, agrees, blocks
from tests.schema.edge import edge_of, serving
from tests.service.county import County, establish, opened
from tests.service.test_demo import ask, running

GUIDES = ROOT / "docs" / "guides"


def block(guide: str, language: str, word: str) -> Block:
    """The one block of a guide that bears this word."""
    (found,) = (each for each in blocks(GUIDES / guide) if each.language == language and word in each.words)
    return found


# --- For auditors


async def exported(county: County) -> list[bytes]:
    """A small record, as `klimakreis export` writes it."""
    here = await county.municipality(name="Süderbrarup")
    await county.rename(here, "Süderbrarup, Flecken", reason="Amtliche Bekanntmachung, gesiegelt")
    await county.person("Anna Muster")
    return [line async for line in export(county.record.pool, county.id)]


async def verified(lines: list[bytes], directory: Path) -> tuple[int, str]:
    """How the program of the guide ends, and what it says, given a file of these lines."""
    program = directory / "verify.py"
    program.write_text(block("auditors.md", "python", "file=verify.py").text, encoding="utf-8")
    (directory / "record.jsonl").write_bytes(b"".join(lines))
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", str(program), str(directory / "record.jsonl")),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said, _ = await running.communicate()
    return running.returncode or 0, said.decode()


@pytest.fixture
async def county(database: Database) -> AsyncIterator[County]:
    async with opened(database.service_url) as record:
        yield await establish(record)


@pytest.fixture
async def lines(county: County) -> list[bytes]:
    return await exported(county)


async def test_an_export_is_verified_with_nothing_but_python(lines: list[bytes], tmp_path: Path) -> None:
    code, said = await verified(lines, tmp_path)
    assert code == 0, said
    assert said.startswith("4 events of 3 entities")
    assert len(block("auditors.md", "python", "file=verify.py").text.splitlines()) <= 18


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lines: [*lines[:1], *lines[2:]], "position 2: the file goes on with 3"),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], "position 2: the file goes on with 3"),
        (
            lambda lines: [each.replace("Süderbrarup, Flecken".encode(), b"Niederbrarup") for each in lines],
            "position 3: the body is not what was recorded",
        ),
        (
            lambda lines: [each.replace(b'"version":2', b'"version":3') for each in lines],
            "has a gap in its versions",
        ),
        (
            lambda lines: [*lines[:3], lines[3].replace(b'"recorded_at":"2', b'"recorded_at":"1')],
            "position 4: recorded before the one before",
        ),
    ],
    ids=["left out", "out of order", "altered", "a version skipped", "a moment set back"],
)
async def test_an_export_that_was_tampered_with_is_noticed(
    lines: list[bytes], change: object, told: str, tmp_path: Path
) -> None:
    assert callable(change)
    code, said = await verified(change(lines), tmp_path)
    assert code == 1
    assert told in said


def test_what_is_asked_of_a_clause_is_answered_as_told(tmp_path: Path) -> None:
    """Each question about the demonstration's agreement, and the answer that follows it."""
    found = blocks(GUIDES / "auditors.md")
    asked = [(each, found[n + 1]) for n, each in enumerate(found) if "agreement" in each.words]
    assert len(asked) == 4
    with running(tmp_path / "demo") as (demo, _):
        for question, told in asked:
            answer = ask(demo, "AUDITOR", question.text)
            assert agrees(json.loads(told.text), answer), f"line {question.line}: {answer}"


# --- For clients


@asynccontextmanager
async def following(url: str, token: str, directory: Path) -> AsyncIterator[asyncio.StreamReader]:
    """What the program of the guide prints while it follows."""
    program = block("clients.md", "python", "run").text
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program),
        cwd=directory,
        env={**os.environ, "CHANGES_URL": url, "TOKEN": token},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield process.stdout
    finally:
        process.kill()
        await process.wait()


async def test_a_client_follows_and_goes_on_where_it_was(county: County, tmp_path: Path) -> None:
    async with edge_of(county) as edge, serving(edge.app) as address:
        token, url = edge.coordinator.token, f"ws://{address}/graphql"
        assert token is not None
        here = await county.municipality()
        # As a reader of the guide begins: with the cursor of an answer.
        (tmp_path / "cursor.txt").write_text((await edge.coordinator.data("{ cursor }"))["cursor"])
        await county.rename(here, "Eins")
        async with asyncio.timeout(60), following(url, token, tmp_path) as printed:
            assert await printed.readline() == b"MunicipalityRenamed\n"
            await county.count(here, 7)
            assert await printed.readline() == b"PopulationRecorded\n"
            await county.rename(here, "Zwei")
            assert await printed.readline() == b"MunicipalityRenamed\n"
        await county.count(here, 8)
        async with asyncio.timeout(60), following(url, token, tmp_path) as printed:
            seen = await printed.readline()
            # What was done but not yet remembered when it was killed comes once more.
            if seen == b"MunicipalityRenamed\n":
                seen = await printed.readline()
            assert seen == b"PopulationRecorded\n"


# --- For operators


def run_as_admin(server: EmbeddedPostgres, words: str, directory: Path) -> None:
    """A command of the guide, with the superuser's address as the administrator's environment gives it."""
    program, *rest = shlex.split(words)
    admin = urlsplit(server.admin_url)
    environment = {
        "PATH": os.environ["PATH"],
        "PGHOST": parse_qs(admin.query)["host"][0],
        "PGUSER": str(admin.username),
    }
    subprocess.run(
        [server.binaries / program, *rest], cwd=directory, env=environment, check=True, capture_output=True, timeout=120
    )


async def followed(county: County, cursor: str) -> Recorded:
    """The first event after a cursor."""

    async def admit() -> Viewer:
        return county.coordinator

    async with aclosing(county.record.feed.follow(admit, cursor, EventQuery())) as changes:
        _, event, _ = await anext(changes)
    return event


async def test_a_back_up_is_restored_as_the_guide_says(tmp_path: Path) -> None:
    backup, restore = (block("operators.md", "sh", word).text for word in ("backup", "restore"))
    server = EmbeddedPostgres(tmp_path / "data")
    await asyncio.to_thread(server.start)
    try:
        await asyncio.to_thread(server.ensure_roles)
        await migrate.migrate(server.owner_url, SERVICE)
        async with opened(server.service_url) as record:
            county = await establish(record)
            here = await county.municipality(name="Vorher")
            await asyncio.to_thread(run_as_admin, server, backup, tmp_path)
            await county.rename(here, "Nachher")
            async with record.read(county.coordinator) as reading:
                cursor = reading.cursor
        await asyncio.to_thread(run_as_admin, server, restore, tmp_path)

        await migrate.migrate(server.owner_url, SERVICE)
        async with opened(server.service_url) as record:
            county = county.through(record)
            assert await county.findings() == []
            assert await county.head() == 2
            with pytest.raises(ResyncRequired):
                await followed(county, cursor)
            await county.rename(here, "Anders")
            # The position is given out again, and the old cursor is still not taken for it.
            assert await county.head() == 3
            with pytest.raises(ResyncRequired):
                await followed(county, cursor)
            async with record.read(county.coordinator) as reading:
                events = await reading.history(EventQuery(ref=here), limit=10)
            assert [event.position for event in events] == [2, 3]
    finally:
        await asyncio.to_thread(server.stop)


def test_the_service_role_backs_up_nothing(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "data") as server:
        server.ensure_roles()
        migrate.run(server.owner_url, SERVICE)
        host = parse_qs(urlsplit(server.admin_url).query)["host"][0]
        done = subprocess.run(
            [server.binaries / "pg_dump", f"--host={host}", "--username=klimakreis_owner", DATABASE],
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode != 0
    assert "row-level security" in done.stderr


def test_the_roles_are_those_of_the_container() -> None:
    """What an administrator is told to make is what the compose file makes."""
    made = (ROOT / "docker" / "roles.sh").read_text(encoding="utf-8")
    (told,) = (each.text for each in blocks(GUIDES / "operators.md") if each.language == "sql")
    for line in told.splitlines():
        if line.startswith("CREATE ROLE"):
            assert line.partition(" PASSWORD ")[0] in made
    assert "REVOKE ALL ON DATABASE" in made
    assert json.dumps(told).count("CREATE ROLE") == made.count("CREATE ROLE")
