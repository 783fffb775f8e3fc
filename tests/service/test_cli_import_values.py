"""`klimakreis import values`, from the file to the record."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest
from openpyxl import Workbook

from events.goal.measured import RecordGoalValue
from events.goal.state import DataQuality, Goal, ValuePeriod
from service.cli.opened import acting
from tests.conftest import Database
from tests.service.climate import goal_of
from tests.service.command_line import CommandLine
from tests.service.county import KEY, County, establish, held, opened, until_appending
from tests.service.imports.values.files import goal, line, months, table

T = TypeVar("T")


@pytest.fixture
def klimakreis(database: Database) -> CommandLine:
    return CommandLine.on(database)


def within(database: Database, act: Callable[[County], Awaitable[T]]) -> T:
    """What comes of something done in the county past the command line."""

    async def done() -> T:
        async with opened(database.service_url) as record:
            found = await record.county_of_key(KEY)
            county = await establish(record) if found is None else None
            if county is None:
                assert found is not None
                viewer = await acting(record, found)
                county = County(record, found, KEY, viewer, viewer)
            return await act(county)

    return asyncio.run(done())


@pytest.fixture
def ref(database: Database) -> str:
    """A goal of the county."""
    return within(database, goal_of)


def file(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "values.csv"
    path.write_bytes(table(*rows))
    return str(path)


def imported(klimakreis: CommandLine, path: str, *options: str, code: int = 0) -> Any:
    return klimakreis.json("import", "values", path, *options, code=code)


def recorded(database: Database, ref: str) -> list[tuple[int, str]]:
    """The years and values that are recorded."""

    async def read(county: County) -> Goal:
        return await goal(county, ref)

    return [(value.period.until.year, f"{value.value:f}") for value in within(database, read).values]


def test_a_file_is_imported_once(klimakreis: CommandLine, database: Database, ref: str, tmp_path: Path) -> None:
    path = file(tmp_path, line(ref, 2000, "1.5"), line(ref, 2001, ""), line(ref, 2002))

    first, second = imported(klimakreis, path), imported(klimakreis, path)

    assert first["counts"] == {"new": 2, "same": 0, "changed": 0, "wrong": 0, "blank": 1}
    assert (first["written"], first["dryRun"]) == (2, False)
    assert first["rows"][0] == {
        "line": 2,
        "outcome": "NEW",
        "goal": ref.partition(":")[2],
        "title": "Weniger Emissionen",
        "series": 1,
        "period": {"since": "2000-01-01", "until": "2000-12-31"},
        "mix": None,
        "value": {"value": "1.5", "quality": "A", "source": "Zähler"},
        "before": None,
        "code": None,
        "column": None,
        "message": None,
    }
    assert (second["counts"]["same"], second["written"]) == (2, 0)
    assert second["position"] == first["position"]
    assert recorded(database, ref) == [(2000, "1.5"), (2002, "1")]
    actors = klimakreis.json("actor", "list")
    assert [each["label"] for each in actors if each["kind"] == "IMPORT"] == ["Import"]


def test_a_dry_run_shows_and_writes_nothing(
    klimakreis: CommandLine, database: Database, ref: str, tmp_path: Path
) -> None:
    path = file(tmp_path, line(ref, 2000, "1.5"))

    shown = klimakreis("--language", "de", "import", "values", path, "--dry-run").stdout
    told = imported(klimakreis, path, "--dry-run")

    assert "Neu: 1" in shown
    assert "1. Januar 2000 bis 31. Dezember 2000" in shown
    assert "1,5 (A; Zähler)" in shown
    assert "1 neu, 0 unverändert, 0 geändert, 0 fehlerhaft, 0 ohne Wert." in shown
    assert (told["dryRun"], told["written"], told["counts"]["new"]) == (True, 0, 1)
    assert recorded(database, ref) == []
    assert [each for each in klimakreis.json("actor", "list") if each["kind"] == "IMPORT"] == []


def test_with_a_wrong_row_nothing_is_written_unless_it_is_skipped(
    klimakreis: CommandLine, database: Database, ref: str, tmp_path: Path
) -> None:
    path = file(tmp_path, line(ref, 2000), line(ref, 2001, "viel"), line(ref, 2150))

    told = imported(klimakreis, path, code=1)
    shown = klimakreis("import", "values", path, code=1)
    before = recorded(database, ref)
    skipped = imported(klimakreis, path, "--skip-invalid")

    assert [(row["line"], row["code"], row["column"]) for row in told["rows"] if row["outcome"] == "WRONG"] == [
        (3, "NOT_A_NUMBER", "Value"),
        (4, "NOT_OVER", "From"),
    ]
    assert "Wrong: 2" in shown.stdout
    assert "Column “Value”: “viel” is not a number" in shown.stdout
    assert "Nothing was written" in shown.stderr
    assert before == []
    assert (skipped["written"], skipped["counts"]["wrong"]) == (1, 2)
    assert recorded(database, ref) == [(2000, "1")]


def test_a_correction_needs_a_reason_and_shows_before_and_after(
    klimakreis: CommandLine, database: Database, ref: str, tmp_path: Path
) -> None:
    imported(klimakreis, file(tmp_path, line(ref, 2000)))
    path = file(tmp_path, line(ref, 2000, "2"))

    without = imported(klimakreis, path, code=1)
    shown = klimakreis("import", "values", path, "--reason", "Zahlendreher", "--yes").stdout

    (row,) = without["rows"]
    assert (row["outcome"], row["code"], row["before"]["value"]) == ("WRONG", "REASON_REQUIRED", "1")
    assert "Changed: 1" in shown
    assert "1 (A; Zähler)" in shown
    assert "2 (A; Zähler)" in shown
    assert "One event written." in shown
    assert recorded(database, ref) == [(2000, "2")]
    assert imported(klimakreis, path, "--reason", "x" * 5001, code=1)["problems"][0]["path"] == ["reason"]


async def test_what_others_changed_meanwhile_is_told_and_the_rest_written(
    county: County, database: Database, tmp_path: Path
) -> None:
    klimakreis, ref = CommandLine.on(database), await goal_of(county)
    period = ValuePeriod(date(2000, 1, 1), date(2000, 12, 31))
    path = file(tmp_path, line(ref, 2000), line(ref, 2001))
    async with held(county):
        # Another stands before the record first; the import is shown what is not written yet.
        faster = asyncio.create_task(county.order(RecordGoalValue(ref, period, Decimal(7), DataQuality.A, "Zähler")))
        await until_appending(database)
        import_ = asyncio.create_task(asyncio.to_thread(imported, klimakreis, path, code=6))
        await until_appending(database, 2)
    await faster

    told = await import_

    assert [(row["outcome"], row["code"]) for row in told["rows"]] == [("WRONG", "STALE_VERSION"), ("NEW", None)]
    assert (told["rows"][0]["before"]["value"], told["written"]) == ("7", 1)
    assert [(value.period.until.year, int(value.value)) for value in (await goal(county, ref)).values] == [
        (2000, 7),
        (2001, 1),
    ]


def test_xlsx_is_told_by_its_content_and_by_its_name(klimakreis: CommandLine, ref: str, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for cells in table(line(ref, 2000, "1.5", "=Zähler")).decode().splitlines():
        book.active.append(cells.split(","))
    for cell in book.active[2]:
        cell.data_type = "s"
    path = tmp_path / "values.bin"
    book.save(path)
    text = tmp_path / "text.xlsx"
    text.write_bytes(table())

    (row,) = imported(klimakreis, str(path))["rows"]

    assert row["value"] == {"value": "1.5", "quality": "A", "source": "=Zähler"}
    assert "XLSX" in imported(klimakreis, str(text), code=1)["problems"][0]["message"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "BAD_TABLE"),
        (b"\xff\xfe", "BAD_TABLE"),
        (b"Goal id,Fro\nx,y", "BAD_HEADING"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "BAD_TABLE"),
        (b"x" * ((8 << 20) + 1), "TOO_MUCH"),
    ],
)
def test_a_file_that_is_no_table_of_values_is_refused(
    klimakreis: CommandLine, ref: str, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "values.csv"
    path.write_bytes(content)

    assert imported(klimakreis, str(path), "--skip-invalid", code=1)["problems"][0]["code"] == code


def test_headings_alone_are_nothing_to_do(klimakreis: CommandLine, ref: str, tmp_path: Path) -> None:
    assert imported(klimakreis, file(tmp_path))["counts"]["blank"] == 0
    klimakreis("import", "values", str(tmp_path / "none.csv"), code=2)
    assert imported(klimakreis, file(tmp_path), "--county", "01999", code=1)["problems"][0]["code"] == "NOT_FOUND"


# Whoever starts the tests in the background of a shell hands down that an interrupt is ignored.
INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from service.cli import app
app()
"""


async def test_an_import_that_breaks_off_goes_on_when_given_again(
    county: County, database: Database, tmp_path: Path
) -> None:
    klimakreis, ref = CommandLine.on(database), await goal_of(county)
    path = file(tmp_path, *months(ref, 240))
    async with AsyncExitStack() as second:
        async with held(county):
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", INTERRUPTIBLE, "import", "values", path),
                env=os.environ | klimakreis.environment,
                stdin=DEVNULL,
                stdout=DEVNULL,
                stderr=DEVNULL,
            )
            await until_appending(database)
            # Whoever waits for the head gets it in turn: the import's first append, then this.
            again = asyncio.create_task(second.enter_async_context(held(county)))
            await until_appending(database, what="FOR UPDATE")
        await again
        await until_appending(database)
        process.send_signal(signal.SIGINT)
    code = await process.wait()
    there = len((await goal(county, ref)).values)
    told = await asyncio.to_thread(imported, klimakreis, path)

    assert (code, 0 < there < 240) == (130, True)
    assert told["counts"] == {"new": 240 - there, "same": there, "changed": 0, "wrong": 0, "blank": 0}
    assert len((await goal(county, ref)).values) == 240
    assert await county.findings() == []
