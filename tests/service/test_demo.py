"""The demonstration: what it tells, that it tells it once, and that it lets each role in."""

import base64
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from graphql import build_schema, parse, validate

from events.coordination_office.state import OfficeStatus
from events.coordination_office.view import view as office_on
from events.municipality.view import view as municipality_on
from events.policy import Role
from service.check import BrokenInvariant, check
from service.demo import FILE, DemoTokens, prepared
from service.demo.queries import QUERIES
from service.demo.region import members
from service.demo.story import BEFORE, COUNTY, COUNTY_ID, HUERUP, MAASBUELL, REFORM, TASTRUP
from service.demo.tokens import read_tokens, write_tokens
from service.record import Record
from service.settings import Settings
from service.viewer import Viewer
from tests.conftest import Database
from tests.service.county import opened

ROOT = Path(__file__).parents[2]
KEY = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture
def settings(database: Database) -> Settings:
    return Settings(database_url=database.service_url, database_owner_url=database.owner_url, master_key=KEY)


async def everything(record: Record, kind: str) -> list[Any]:
    async with record.read(Viewer(COUNTY_ID, None, Role.SYSTEM)) as reading:
        return [stored.state for stored in await reading.every(kind)]


async def test_it_tells_the_county_before_and_after_the_reform(settings: Settings, tmp_path: Path) -> None:
    await prepared(settings, tmp_path)

    async with opened(settings.database_url or "") as record:
        states = await everything(record, "municipality")
        associations = await everything(record, "municipal_association")
        offices = await everything(record, "coordination_office")
        findings = [found async for found in check(record.pool, COUNTY_ID) if isinstance(found, BrokenInvariant)]
        assert await record.county_of_key(COUNTY) == COUNTY_ID
    for day, count in ((BEFORE, 125), (REFORM, 123), (date(2024, 1, 1), 123)):
        assert sum(municipality_on(state, day).exists for state in states) == count
    after = {municipality_on(state, REFORM).ags: municipality_on(state, REFORM) for state in states}
    assert not after[MAASBUELL].exists
    assert not after[TASTRUP].exists
    assert after[MAASBUELL].successor == after[TASTRUP].successor
    now = {view.ags: view for view in (municipality_on(state, date(2024, 1, 1)) for state in states)}
    assert (now[HUERUP].population, now[MAASBUELL].population) == (2395, None)
    assert len(associations) == 13
    assert [office_on(office, date(2024, 1, 1)).status for office in offices] == [OfficeStatus.OPERATING]
    assert len(office_on(offices[0], date(2024, 1, 1)).municipalities) == 123
    assert findings == []


async def test_told_again_it_changes_nothing_and_keeps_its_tokens(settings: Settings, tmp_path: Path) -> None:
    first = await prepared(settings, tmp_path)
    async with opened(settings.database_url or "") as record:
        before = await record.head(COUNTY_ID)
    interrupted = await prepared(settings, tmp_path)
    write_tokens(tmp_path, "http://127.0.0.1:1", first)

    second = await prepared(settings, tmp_path)

    async with opened(settings.database_url or "") as record:
        assert await record.head(COUNTY_ID) == before
        assert {role: (await record.enter(token)).role for role, token in second.tokens.items()} == {
            role: Role(role) for role in second.tokens
        }
    assert second == first
    assert interrupted != first


async def test_a_token_that_lets_nobody_in_is_replaced(settings: Settings, tmp_path: Path) -> None:
    access = await prepared(settings, tmp_path)
    lost = {**access.tokens, "PARTNER": f"kk_{uuid4().hex}_secret", "ADMIN": access.tokens["AUDITOR"]}
    write_tokens(tmp_path, "http://127.0.0.1:1", DemoTokens(lost))

    mended = await prepared(settings, tmp_path)

    assert {role for role in lost if mended.tokens[role] != lost[role]} == {"PARTNER", "ADMIN"}


def test_what_is_told_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_tokens(tmp_path, "http://127.0.0.1:1", DemoTokens({"ADMIN": "kk_a_b"}))

    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert read_tokens(tmp_path) == {
        "url": "http://127.0.0.1:1",
        "graphql": "http://127.0.0.1:1/graphql",
        "tokens": {"ADMIN": "kk_a_b"},
        "queries": list(QUERIES),
    }
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("content", [None, "", "[]", "{"])
def test_what_was_told_and_cannot_be_read_was_not_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / FILE).write_text(content)

    assert not read_tokens(tmp_path)


def test_the_queries_fit_the_published_schema() -> None:
    schema = build_schema((ROOT / "schema" / "schema.graphql").read_text())

    assert {query: faults for query in QUERIES if (faults := validate(schema, parse(query)))} == {}


@contextmanager
def running(directory: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The demonstration as it is started from a shell, and what it says there."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "KLIMAKREIS_"))
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from service.cli import app; app()", "demo", "--port", "0", "--data", str(directory)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    try:
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        yield json.loads((directory / FILE).read_text()), "".join(said)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def ask(access: dict[str, Any], role: str, query: str) -> Any:
    answer = httpx.post(
        access["graphql"],
        json={"query": query},
        headers={"Authorization": f"Bearer {access['tokens'][role]}"},
        timeout=30,
    )
    assert answer.status_code == 200
    assert "errors" not in answer.json(), answer.text
    return answer.json()["data"]


def only(answer: dict[str, Any]) -> dict[str, Any]:
    """The one agreement of an answer."""
    (agreement,) = answer["county"]["agreements"]["nodes"]
    found: dict[str, Any] = agreement
    return found


def _check_region(region: dict[str, Any], compared: dict[str, Any], parties: dict[str, Any]) -> None:
    """What was published of the Klimaschutzregion Flensburg, and what follows from it."""
    assert (region["status"], region["currentVersion"]) == ("IN_FORCE", 1)
    assert region["partyCount"] == {"least": 32, "most": 48}
    assert [count["count"] for count in region["partyCounts"]] == [39, 44]
    (funding,) = region["terms"]["resources"]["fundings"]
    assert (funding["granted"]["amount"], funding["reference"]) == ("586147.00", "03KP0007")
    fates = [clause["fate"] for clause in compared["compare"]["clauses"]]
    assert (fates.count("CHANGED"), fates.count("UNCHANGED")) == (1, 7)
    years = {name: (found["least"], found["most"]) for name, found in parties.items() if name != "partiesOn"}
    assert years == {
        "in2016": (34, 34),
        "in2018": (32, 48),
        "beforeTheMerger": (32, 48),
        "afterTheMerger": (30, 46),
        "in2024": (44, 44),
    }


def _check_goals(goals: dict[str, Any], projects: dict[str, Any]) -> None:
    """Every way of standing is there to be seen; the two real goals hold since 2016."""
    found = {goal["title"]: goal for goal in goals["county"]["goals"]["nodes"]}
    assert {goal["attainment"] for goal in found.values()} == {"ON_TRACK", "AT_RISK", "OFF_TRACK", "NO_DATA"}
    real = {title: goal for title, goal in found.items() if "(Beispiel)" not in title}
    assert {title: goal["paths"][0]["targets"] for title, goal in real.items()} == {
        "Treibhausgasemissionen der Klimaschutzregion: minus 100 Prozent bis 2050": [{"year": 2050, "value": "0"}],
        "Energieverbrauch der Klimaschutzregion: minus 50 Prozent bis 2050": [{"year": 2050, "value": "50"}],
    }
    found = projects["county"]["projects"]["nodes"]
    assert {project["status"] for project in found} == {"PLANNED", "RUNNING", "PAUSED", "COMPLETED"}
    assert all("(Beispiel)" in project["title"] for project in found)


def _check_monitoring(monitoring: dict[str, Any], municipality: dict[str, Any]) -> None:
    assert {duty["kind"] for duty in monitoring["overdue"]} == {"VALUE", "REVIEW", "MILESTONE", "PROGRESS_REPORT"}
    assert {each["status"]: each["count"] for each in monitoring["projects"]}["CANCELLED"] == 1
    years = sum(Decimal(year["planned"]["amount"]) for year in monitoring["moneyByYear"])
    assert Decimal(monitoring["money"]["planned"]["amount"]) == years > 0
    count = monitoring["participationCount"]
    assert count["inNone"] + count["inOne"] + count["inSeveral"] == 123
    assert municipality["name"] == "Hürup"
    assert {each["year"] for each in municipality["monitoring"]["benefits"]} == {2025}
    assert "Energieberatung vor Ort (Beispiel)" in {each["title"] for each in municipality["projects"]["nodes"]}


def _check_decisions(decisions: dict[str, Any], why: dict[str, Any], competence: dict[str, Any]) -> None:
    """One decision of each kind, and the one that the amended clause rests on."""
    found = decisions["county"]["decisions"]["nodes"]
    assert [(each["status"], each["outcome"] and each["outcome"]["reason"]) for each in found] == [
        ("ADOPTED", "ENOUGH"),
        ("DEFERRED", "TOO_FEW_PRESENT"),
        ("SUBMITTED", None),
        ("ADOPTED", "NO_OBJECTION"),
        ("REJECTED", "TIE_REJECTED"),
    ]
    assert [effect["type"] for effect in found[0]["effects"]["nodes"]] == ["AmendmentAdopted"]
    (agreement,) = why["county"]["agreements"]["nodes"]
    changed, added = agreement["why"]["causes"]
    assert (changed["event"]["type"], changed["decision"]["title"]) == ("AmendmentAdopted", found[0]["title"])
    assert (added["event"]["type"], added["decision"]) == ("ClauseAdded", None)
    assert competence["county"]["municipality"]["today"]["reason"] == "ASSIGNED"
    assert competence["county"]["municipality"]["before"] == {"reason": "NOT_RECORDED", "body": None}


def test_the_region_had_as_many_inhabitants_as_was_published() -> None:
    """87,884 in the 44 municipalities, by the official list of 30 November 2023."""
    with (ROOT / "service" / "demo" / "schleswig-flensburg.csv").open(encoding="utf-8") as stream:
        rows = [line.split(";") for line in stream if line[:1].isdigit()]
    people = {row[0]: int(row[4]) for row in rows}
    assert len(members("in_2016")) == 34
    assert len(members("in_2024")) == 44
    assert sum(people[ags] for ags, _ in members("in_2024")) == 87_884


def test_it_is_served_from_an_empty_directory_and_taken_up_again(tmp_path: Path) -> None:
    with running(tmp_path / "demo") as (first, said):
        assert httpx.get(f"{first['url']}/ready", timeout=30).status_code == 200
        answers = [ask(first, "AUDITOR", query) for query in first["queries"]]
        for token in (first["graphql"], *first["tokens"].values()):
            assert token in said
        for role in first["tokens"]:
            assert ask(first, role, "{ viewer { role } }") == {"viewer": {"role": role}}
    overview, reform, history, region, compared, parties, steps, goals, projects, monitoring, benefits = answers[:11]
    assert overview["county"]["municipalities"]["totalCount"] == 123
    assert overview["county"]["municipalities"]["nodes"][0]["name"] == "Schleswig, Stadt"
    assert reform["before"]["municipalities"]["totalCount"] == 125
    assert reform["after"]["municipality"]["successor"]["name"] == "Hürup"
    events = history["county"]["municipality"]["history"]["nodes"]
    assert [event["type"] for event in events] == ["MunicipalityRegistered", "MunicipalityMerged"]
    assert events[1]["reason"]["text"].startswith("Zusammenschluss")
    _check_region(*(only(answer) for answer in (region, compared, parties)))
    assert {step["kind"] for step in only(steps)["nextSteps"]} == {"CONSENT", "REVIEW", "LEAVE"}
    _check_goals(goals, projects)
    _check_monitoring(monitoring["county"]["monitoring"], benefits["county"]["municipality"])
    _check_decisions(*answers[11:])

    began = time.monotonic()
    with running(tmp_path / "demo") as (second, _):
        # Eight seconds are promised; other tests run on the same cores meanwhile.
        assert time.monotonic() - began < 30
        assert second["tokens"] == first["tokens"]
        assert ask(second, "COORDINATOR", second["queries"][0]) == overview
