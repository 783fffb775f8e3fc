"""What is made on disk on the way to an XLSX file is gone in the end, however it ends."""

import asyncio
import resource
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from service.sheets import Media, Row, Sheet, xlsx_file
from tests.service.sheets.files import DE, joined, rows_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files lie meanwhile."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left(folder: Path) -> int:
    """How many files there are."""
    return len(list(folder.iterdir()))


async def test_after_the_last_part(folder: Path) -> None:
    seen: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(250):
            seen.append(left(folder))
            yield [number]

    data = await joined(xlsx_file([Sheet("Eins", ["Zahl"], [[1]]), Sheet("Zwei", ["Zahl"], rows())], DE))

    # Of each sheet that is begun there is one.
    assert sorted(set(seen)) == [1, 2]
    assert left(folder) == 0
    assert rows_of(data, Media.XLSX) == [[1]]


@pytest.mark.parametrize("at", [0, 1, 99, 100, 150])
async def test_when_rows_raise(folder: Path, at: int) -> None:
    def rows() -> Iterator[Row]:
        for number in range(at):
            yield [number]
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        await joined(xlsx_file([Sheet("Eins", ["Zahl"], [[1]]), Sheet("Zwei", ["Zahl"], rows())], DE))

    assert left(folder) == 0


@pytest.mark.parametrize("at", [0, 150])
async def test_when_a_text_fits_no_cell(folder: Path, at: int) -> None:
    rows: list[Row] = [*([number] for number in range(at)), ["x" * 32_768]]

    with pytest.raises(ValueError, match="a cell holds"):
        await joined(xlsx_file([Sheet("Eins", ["Text"], rows)], DE))

    assert left(folder) == 0


@pytest.mark.parametrize("longest", [0, 5_000, 300_000])
async def test_when_the_disk_takes_no_more(folder: Path, longest: int) -> None:
    rows: list[Row] = [["ä" * 1_000] for _ in range(250)]
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            await joined(xlsx_file([Sheet("Eins", ["Zahl"], [[1]]), Sheet("Zwei", ["Text"], rows)], DE))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert left(folder) == 0


async def test_when_the_reader_goes_away(folder: Path) -> None:
    parts = xlsx_file([Sheet("Eins", ["Zahl"], [[number] for number in range(20_000)])], DE)
    first = await anext(parts)

    assert first.startswith(b"PK")
    await parts.aclose()
    assert left(folder) == 0


async def test_when_nobody_asks_for_the_first_part(folder: Path) -> None:
    parts = xlsx_file([Sheet("Eins", ["Zahl"], [[1]])], DE)

    await parts.aclose()
    assert left(folder) == 0


async def test_when_it_is_given_up_while_rows_are_waited_for(folder: Path) -> None:
    waiting = asyncio.Event()

    async def rows() -> AsyncIterator[Row]:
        for number in range(150):
            yield [number]
        waiting.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(joined(xlsx_file([Sheet("Eins", ["Zahl"], rows())], DE)))
    await waiting.wait()
    assert left(folder) == 1
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert left(folder) == 0
