"""Lists over HTTP and on the command line: for whoever sees what stands in them, at any moment and on any day."""

import asyncio
import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook

from events.county.entry import OpenToPublic
from events.goal.course import AbandonGoal
from events.goal.measured import RecordGoalValue
from events.goal.state import DataQuality, ValuePeriod
from events.policy import Role
from service.cli.terminal import Exit
from service.ids import new_id
from service.sheets import Media
from tests.conftest import Database
from tests.schema.edge import token_of
from tests.service.climate import goal_of, project_of
from tests.service.command_line import CommandLine
from tests.service.county import County
from tests.service.pages.conftest import bearer

YEAR = ValuePeriod(date(2020, 1, 1), date(2020, 12, 31))


def column(content: bytes, heading: str) -> list[str]:
    return [row[heading] for row in csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";")]


async def test_a_list_is_downloaded(county: County, client: httpx.AsyncClient) -> None:
    await project_of(county)

    answer = await client.get("/lists/projects.csv")
    book = await client.get("/lists/monitoring.xlsx?language=en&on=2024-01-31")

    assert answer.status_code == book.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-language"] == "de"
    assert answer.headers["klimakreis-position"] == str(await county.head())
    assert column(answer.content, "Vorhaben") == ["Wärmeplan"]
    assert book.headers["content-type"] == Media.XLSX
    assert book.headers["content-disposition"] == 'attachment; filename="monitoring-01059-2024-01-31.xlsx"'
    assert load_workbook(BytesIO(book.content)).sheetnames[0] == "Figures"


async def test_a_list_is_read_as_it_was(county: County, client: httpx.AsyncClient) -> None:
    goal = await goal_of(county)
    before = await county.head()
    recorded = await county.order(RecordGoalValue(goal, YEAR, Decimal(500), DataQuality.B, "Bilanz"))
    moment = recorded.events[0].recorded_at.isoformat().replace("+", "%2B")

    assert column((await client.get("/lists/values.csv")).content, "Wert") == ["500"]
    assert column((await client.get(f"/lists/values.csv?at={before}")).content, "Wert") == []
    assert column((await client.get(f"/lists/values.csv?at={moment}")).content, "Wert") == ["500"]
    assert column((await client.get("/lists/values.csv?on=2020-06-30")).content, "Wert") == []


async def test_everyone_gets_what_he_sees(county: County, client: httpx.AsyncClient) -> None:
    await goal_of(county)
    await project_of(county)
    partner = bearer(await token_of(county, Role.PARTNER, f"partner:{new_id()}"))
    nobody = {"authorization": ""}

    assert (await client.get("/lists/goals.csv", headers=nobody)).status_code == 401
    assert (await client.get("/lists/goals.csv", headers=bearer("kk_none"))).status_code == 401
    assert column((await client.get("/lists/goals.csv", headers=partner)).content, "Ziel") == ["Weniger Emissionen"]

    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))
    public = await client.get(f"/lists/goals.csv?county={county.key}", headers=nobody)
    assert column(public.content, "Ziel") == ["Weniger Emissionen"]


async def test_a_party_is_named_by_its_key_or_id(county: County, client: httpx.AsyncClient) -> None:
    goal = await goal_of(county)
    party = (await client.get("/lists/participation.csv")).content
    (ags,) = column(party, "AGS")

    assert column((await client.get(f"/lists/goals.csv?of={ags}")).content, "Ziel") == ["Weniger Emissionen"]
    other = await county.municipality()
    own = await client.get(f"/lists/goals.csv?of={other.partition(':')[2]}")
    assert column(own.content, "Ziel") == []
    assert (await client.get("/lists/goals.csv?of=01059999")).status_code == 404
    # A goal is no party.
    assert (await client.get(f"/lists/goals.csv?of={goal.partition(':')[2]}")).status_code == 404
    assert (await client.get("/lists/goals.csv?of=")).json()["path"] == ["of"]


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("nothing.csv", 404, "name"),
        ("goals.pdf", 404, "form"),
        ("goals.csv?language=fr", 422, "language"),
        ("goals.csv?on=gestern", 422, "on"),
        ("goals.csv?at=gestern", 422, "at"),
        ("goals.csv?at=2024-01-31T12:00:00", 422, "at"),
        ("goals.csv?at=999999", 422, "at"),
        ("goals.csv?at=2999-01-31T12:00:00Z", 422, "at"),
        ("goals.csv?at=0", 404, "at"),
    ],
)
async def test_what_cannot_be_answered_is_said(client: httpx.AsyncClient, path: str, status: int, field: str) -> None:
    answer = await client.get(f"/lists/{path}")

    assert answer.status_code == status
    assert answer.json()["path"][0] == field
    assert answer.json()["message"]


async def test_lists_on_the_command_line(county: County, database: Database, tmp_path: Path) -> None:
    goal = await goal_of(county)
    before = await county.head()
    await county.order(AbandonGoal(goal, date(2021, 1, 1)), reason="Beispiel")
    await asyncio.to_thread(_print_lists, CommandLine.on(database), before, tmp_path / "goals.xlsx")


def _print_lists(klimakreis: CommandLine, before: int, file: Path) -> None:
    printed = klimakreis("list", "goals", "--language", "de").stdout_bytes
    earlier = klimakreis("--language", "de", "list", "goals", "--at", str(before)).stdout_bytes
    klimakreis("list", "goals", "--output", str(file))
    plain = klimakreis("list", "goals", "--format", "csv").stdout_bytes

    assert column(printed, "Stand") == ["aufgegeben"]
    assert column(earlier, "Stand") == ["beschlossen"]
    page = load_workbook(file)["Goals"]
    assert [page["B2"].value, page["C2"].value] == ["Weniger Emissionen", "abandoned"]
    assert file.stat().st_mode & 0o777 == 0o600
    assert plain.decode("utf-8-sig").startswith("Goal id,Goal,Status")
    assert "NOT_FOUND" in klimakreis("list", "goals", "--of", "nobody", code=Exit.REFUSED).stderr
    assert "INVALID_INPUT" in klimakreis("list", "goals", "--at", "x", code=Exit.REFUSED).stderr
    klimakreis("list", "nothing", code=Exit.USAGE)
