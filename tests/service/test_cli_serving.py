"""`klimakreis` as a person runs it: at a terminal, serving, and beside a server that is running."""

import json
import os
import pty
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.cli.terminal import Exit
from tests.conftest import Database
from tests.service.command_line import CommandLine
from tests.service.imports.records import OWN

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from service.cli import app; app()"]


@pytest.fixture
def klimakreis(database: Database) -> CommandLine:
    return CommandLine.on(database)


def environment(given: dict[str, str]) -> dict[str, str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "KLIMAKREIS_"))}
    return told | given


@contextmanager
def serving(given: dict[str, str], *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A `serve` and the address that it says it serves at."""
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--port", "0", *options],
        cwd=ROOT,
        env=environment(given),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        address = ""
        for line in process.stderr:
            message = json.loads(line)["message"]
            if message.startswith("serving at "):
                address = message.split()[2]
                break
        yield process, address
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def test_serve_serves_until_it_is_told_to_stop(klimakreis: CommandLine) -> None:
    with serving(klimakreis.environment, "--workers", "2", "--host", "127.0.0.1") as (process, address):
        assert httpx.get(f"{address}/health", timeout=30).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == Exit.DONE


def test_a_port_that_is_taken(klimakreis: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*PROGRAM, "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(klimakreis.environment),
            check=False,
            capture_output=True,
            timeout=60,
        )
    assert done.returncode == Exit.ADDRESS


def test_without_a_database_named_it_has_one_of_its_own(tmp_path: Path) -> None:
    """Started for a command where nobody runs it, used as it is where a `serve` does."""
    data = tmp_path / "data"
    klimakreis = CommandLine({"KLIMAKREIS_DATA": str(data)})

    klimakreis("migrate")
    klimakreis.county(OWN.county)
    with serving(klimakreis.environment):
        assert klimakreis.json("import", "municipalities", str(OWN.path))["events"] > 0
    assert klimakreis.json("check")[0]["findings"] == []


def at_a_terminal(klimakreis: CommandLine, typed: str, *arguments: str) -> tuple[int, str]:
    """How a command ends for a person who types this, and what it asked."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, typed.encode())
        done = subprocess.run(
            [*PROGRAM, *arguments],
            cwd=ROOT,
            env=environment(klimakreis.environment),
            stdin=theirs,
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
    finally:
        os.close(ours)
        os.close(theirs)
    return done.returncode, done.stderr


def imported(klimakreis: CommandLine, *options: str) -> Any:
    return klimakreis.json("import", "municipalities", str(OWN.path), "--dry-run", *options)["unchanged"]


def test_a_person_is_asked_before_anything_is_written(klimakreis: CommandLine) -> None:
    klimakreis.county(OWN.county)
    arguments = ("import", "municipalities", str(OWN.path))

    declined = at_a_terminal(klimakreis, "n\n", *arguments)
    assert declined[0] == Exit.REFUSED
    assert "Write this into the record?" in declined[1]
    assert "Nothing was written." in declined[1]
    assert imported(klimakreis) == 0

    assert at_a_terminal(klimakreis, "y\n", *arguments)[0] == Exit.DONE
    assert imported(klimakreis) == OWN.municipalities + OWN.associations


def test_who_says_yes_beforehand_is_not_asked(klimakreis: CommandLine) -> None:
    klimakreis.county(OWN.county)

    code, said = at_a_terminal(klimakreis, "", "import", "municipalities", str(OWN.path), "--yes")

    assert code == Exit.DONE
    assert "?" not in said
    assert imported(klimakreis) == OWN.municipalities + OWN.associations
