"""A stranger adds an aggregate by following the README, in a copy of the repository, and needs no more than it says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Database
from tests.documents import README, ROOT, agrees, blocks

BLOCKS = blocks(README)
FILES = {name: block.text for block in BLOCKS if block.language == "python" and (name := block.word("file"))}
LINES = {name: block.text for block in BLOCKS if (name := block.word("line"))}
CATALOGUE = "service/locale/de.po"
LAST = "# isort: on\n"
"""The line of a registry before which a new one goes."""

HOLDING_FOR_ALL = (
    "tests/events/test_registry.py",
    "tests/schema/test_sdl.py",
    "tests/service/test_samples.py",
    "tests/test_architecture.py",
)
"""Tests that walk every aggregate there is."""

ASKING = """
import asyncio, json, sys
from schema.moments import encode_id
from tests.schema.edge import edge_of
from tests.service.county import establish, opened

async def ask(url, question):
    async with opened(url) as record, edge_of(await establish(record)) as edge:
        municipality = await edge.county.municipality(126, "Hürup")
        answer = await edge.coordinator.answer(question, {"municipality": encode_id(municipality)})
        county = await edge.coordinator.data("{ county { history(last: 1) { nodes { type } } awards { totalCount } } }")
        print(json.dumps([answer, county["county"], [str(each) for each in await edge.county.findings()]]))

asyncio.run(ask(sys.argv[1], sys.argv[2]))
"""


class Copy:
    """A copy of the repository in which a stranger works."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        # The tests of the copy measure and keep what is theirs.
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("COV", "DATABASE_", "KLIMAKREIS_", "PYTEST_"))
        } | {"PYTHONPATH": str(directory)}
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        for name in filter(None, listed.stdout.split("\0")):
            source, target = ROOT / name, directory / name
            if source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())
                target.chmod(source.stat().st_mode)
        self.run("git", "init", "--quiet")
        self.run("git", "add", "--all")
        self.run("git", "-c", "user.name=Stranger", "-c", "user.email=", "commit", "--quiet", "--message", "As found")

    def run(self, *command: str) -> str:
        """What a command says that ends well."""
        done = subprocess.run(
            command, cwd=self.directory, env=self._environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def python(self, *arguments: str) -> str:
        """What a Python program of the copy says that ends well."""
        return self.run(sys.executable, *arguments)

    def changed(self) -> dict[str, str]:
        """What git says has changed: how, by path."""
        told = self.run("git", "status", "--porcelain", "--untracked-files=all")
        return {line[3:]: line[:2].strip() for line in told.splitlines()}


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path / "copy")


def test_the_readme_tells_of_three_files_and_two_lines() -> None:
    assert set(FILES) == {"events/award.py", "schema/award.py", "tests/events/test_award.py"}
    assert set(LINES) == {"events/__init__.py", "schema/registry.py"}
    assert all(line.count("\n") == 1 for line in LINES.values())


def test_an_aggregate_is_added_by_following_the_readme(copy: Copy, database: Database) -> None:
    for name, text in FILES.items():
        (copy.directory / name).write_text(text, encoding="utf-8")
    for name, line in LINES.items():
        registry = (copy.directory / name).read_text(encoding="utf-8")
        assert registry.count(LAST) == 1
        (copy.directory / name).write_text(registry.replace(LAST, line + LAST), encoding="utf-8")
    _say_it_in_german(copy)
    _write_the_snapshots(copy)

    copy.python("-m", "service.catalogue", "--check")
    new = sorted(FILES)
    copy.python("-m", "ruff", "format", "--check", *new, *LINES)
    copy.python("-m", "ruff", "check", *new, *LINES)
    copy.python("-m", "mypy", "--strict", *new)
    copy.python("-m", "pytest", "-q", "-n", "0", *HOLDING_FOR_ALL)
    measured = ("--cov=events.award", "--cov-branch", "--cov-report=term-missing", "--cov-fail-under=100")
    copy.python("-m", "pytest", "-q", "-n", "0", "tests/events/test_award.py", *measured)
    _ask(copy, database)

    changed = copy.changed()
    samples = {f"tests/service/samples/Award{what}.json" for what in ("Given", "Returned", "Corrected")}
    assert {name for name, how in changed.items() if how == "??"} == {*FILES, *samples}
    assert {name for name, how in changed.items() if how == "M"} == {*LINES, "schema/schema.graphql", CATALOGUE}
    assert len(changed) == 10
    for name in LINES:
        assert copy.run("git", "diff", "--numstat", name).split()[:2] == ["1", "0"]


def _say_it_in_german(copy: Copy) -> None:
    """As the README says: the German of each new text stands in the catalogue."""
    (told,) = (block.text for block in BLOCKS if block.language == "po")
    catalogue = copy.directory / CATALOGUE
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + "\n" + told, encoding="utf-8")
    copy.python("-m", "service.catalogue")


def _write_the_snapshots(copy: Copy) -> None:
    """As the README says, with the programs of this run: what make would install is there already."""
    (copy.directory / ".venv").mkdir()
    (copy.directory / ".venv" / ".runtime").touch()
    (told,) = (block.text for block in BLOCKS if "snapshots" in block.words)
    for line in told.splitlines():
        copy.run(*line.split(), f"BIN={Path(sys.executable).parent}")


def _ask(copy: Copy, database: Database) -> None:
    (asked,) = (n for n, block in enumerate(BLOCKS) if "award" in block.words)
    answer, county, findings = json.loads(copy.python("-c", ASKING, database.service_url, BLOCKS[asked].text))
    assert agrees(json.loads(BLOCKS[asked + 1].text), answer.get("data")), answer
    assert county == {"history": {"nodes": [{"type": "AwardGiven"}]}, "awards": {"totalCount": 1}}
    assert findings == []
