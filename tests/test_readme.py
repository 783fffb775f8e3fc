"""The README is true: its tour is taken against a demonstration, its commands, settings and links are there."""

import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer.main
import yaml
from gql import Client, GraphQLRequest
from gql.transport.websockets import WebsocketsTransport
from graphql import GraphQLSchema, build_schema, parse, validate
from typer.core import TyperCommand, TyperGroup

from service.cli import app
from service.settings import described
from tests.documents import DOCUMENTS, README, ROOT, Block, agrees, anchors, blocks, links, named
from tests.service.test_demo import running

# Takes what the README asks of curl; the machine that runs the tests may have none.
CURL = """
import argparse, sys, urllib.request

read = argparse.ArgumentParser()
read.add_argument("-s", action="store_true", required=True)
read.add_argument("-H", action="append", default=[])
read.add_argument("--data-binary", dest="data")
read.add_argument("address")
given = read.parse_args()
data = open(given.data.removeprefix("@"), "rb").read() if given.data else None
request = urllib.request.Request(given.address, data, dict(each.split(": ", 1) for each in given.H))
sys.stdout.buffer.write(urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30).read())
"""


@dataclass
class Tour:
    """Whoever follows the tour: what he has been told so far, and the demonstration before him."""

    demo: dict[str, Any]
    data: Path
    place: Path
    known: dict[str, Any] = field(default_factory=dict)
    exports: list[str] = field(default_factory=list)

    async def ask(self, block: Block, variables: dict[str, Any]) -> Any:
        """The data of the answer, as the role that the block names."""
        _, role = block.words
        variables = {name: self.known[name] if value == "…" else value for name, value in variables.items()}
        if block.text.startswith("subscription"):
            return await self._first(block.text, role, variables)
        address = f"{self.demo['url']}/01059/graphql" if role == "PUBLIC" else self.demo["graphql"]
        async with httpx.AsyncClient(timeout=30) as http:
            body = {"query": block.text, "variables": variables}
            answer = (await http.post(address, json=body, headers=self._headers(role))).json()
        assert "errors" not in answer, f"line {block.line}: {answer['errors']}"
        return answer["data"]

    async def _first(self, query: str, role: str, variables: dict[str, Any]) -> Any:
        address = self.demo["graphql"].replace("http", "ws", 1)
        async with Client(transport=WebsocketsTransport(address, headers=self._headers(role))) as session:
            told = None
            async for told in session.subscribe(GraphQLRequest(query, variable_values=variables)):  # noqa: B007
                break
            return told

    def _headers(self, role: str) -> dict[str, str]:
        return {} if role == "PUBLIC" else {"Authorization": f"Bearer {self.demo['tokens'][role]}"}

    def run(self, block: Block) -> str:
        """What a shell prints; it knows what it was told to keep, and the answers by their names."""
        text = block.text.replace("http://127.0.0.1:8000", self.demo["url"]).replace(".data/demo", str(self.data))
        self.exports += [line for line in text.splitlines() if line.startswith("export ")]
        script = "\n".join([*self.exports, *(line for line in text.splitlines() if not line.startswith("export "))])
        programs = self.place / "bin"
        programs.mkdir(exist_ok=True)
        for name, text in (("python3", f'exec "{sys.executable}" "$@"'), ("curl", f"exec python3 -c '{CURL}' \"$@\"")):
            (programs / name).write_text(f"#!/bin/sh\n{text}\n")
            (programs / name).chmod(0o755)
        told = {name: str(value) for name, value in self.known.items()}
        environment = {**told, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
        done = subprocess.run(
            ["sh", "-eu", "-c", script],
            cwd=self.place,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"line {block.line}: {done.stderr}"
        return done.stdout


def tour() -> list[Block]:
    text = README.read_text(encoding="utf-8").splitlines()
    first, last = text.index("## A tour"), text.index("## How it is built")
    return [block for block in blocks(README) if first < block.line < last]


async def test_the_tour_answers_as_it_is_told(tmp_path: Path) -> None:
    """One after another, as a reader takes it: each question with its variables, then the answer."""
    (tmp_path / "reader").mkdir()
    with running(tmp_path / "demo") as (demo, _):
        visit = Tour(demo, tmp_path / "demo", tmp_path / "reader")
        steps = iter(tour())
        for asked in steps:
            told = next(steps)
            variables: dict[str, Any] = {}
            if told.words == ("variables",):
                variables, told = json.loads(told.text), next(steps)
            if asked.language == "graphql":
                found = await visit.ask(asked, variables)
            else:
                assert (asked.language, asked.words) == ("sh", ("run",))
                printed = visit.run(asked)
                found = json.loads(printed) if told.language == "json" else printed
            expected = json.loads(told.text) if told.language == "json" else told.text
            assert agrees(expected, found), f"line {told.line}: {json.dumps(found, ensure_ascii=False)}"
            visit.known |= named(found)


# --- What is said is there


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_question_fits_the_published_schema(path: Path, schema: GraphQLSchema) -> None:
    for block in blocks(path):
        if block.language == "graphql" and "award" not in block.words:
            faults = validate(schema, parse(block.text))
            assert faults == [], f"{path.name}, line {block.line}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_example_of_json_and_python_can_be_read(path: Path) -> None:
    for block in blocks(path):
        if block.language == "json":
            json.loads(block.text)
        elif block.language == "python":
            compile(block.text, f"{path.name}, line {block.line}", "exec")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in links(path):
        name, _, fragment = link.partition("#")
        target = path.parent / name if name else path
        assert target.exists(), f"{path.name}: {link}"
        assert not fragment or fragment in anchors(target), f"{path.name}: {link}"


@pytest.mark.parametrize("guide", ["clients", "auditors", "operators"])
def test_the_guides_are_named(guide: str) -> None:
    assert f"docs/guides/{guide}.md" in links(README)


def commands() -> list[tuple[str, str]]:
    """Every line of the shell that is shown but not run above, and where."""
    return [
        (f"{path.name}, line {block.line}", line)
        for path in DOCUMENTS
        for block in blocks(path)
        if block.language == "sh" and "run" not in block.words
        for line in block.text.replace("\\\n", " ").splitlines()
        if line.strip() and not line.startswith("#")
    ]


KNOWN = {"chmod", "chown", "openssl", "pg_dump", "pg_restore", "python3"}
"""Programs of others."""


@pytest.mark.parametrize(("where", "line"), commands())
def test_every_command_is_one_that_there_is(where: str, line: str) -> None:
    words = shlex.split(line, comments=True)
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    while words and "=" in words[0] and not words[0].startswith("-"):
        _check_variable(words.pop(0))
    program, *rest = words
    match program:
        case "export":
            for word in rest:
                if "=" in word and not word.startswith("-"):
                    _check_variable(word)
        case "make":
            offered = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
            assert f"make {rest[0]} " in offered
            for word in rest[1:]:
                assert word.partition("=")[0] in {"PORT", "DATA", "DATABASE_URL", "UPGRADE"}
        case "klimakreis" | ".venv/bin/klimakreis":
            _check_klimakreis(rest)
        case "docker":
            assert rest[0] == "compose"
            services = [word for word in rest if word in compose["services"]]
            if rest[1] in ("exec", "run"):
                inner = rest[rest.index(services[0]) + 1 :]
                if services[0] == "service":
                    _check_klimakreis(inner[1:] if rest[1] == "exec" else inner)
                else:
                    assert inner[0] in KNOWN
            else:
                assert rest[1] in {"up", "stop", "start", "down", "logs", "build", "ps", "pull"}
        case _:
            assert program in KNOWN, where


def _check_variable(word: str) -> None:
    name = word.partition("=")[0]
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    settings = {setting.name for setting in described()} | {"URL", "TOKEN", "KLIMAKREIS_COUNTY", "KLIMAKREIS_LANGUAGE"}
    assert name in settings or f"${{{name}:" in compose, name


def _check_klimakreis(words: list[str]) -> None:
    command: Any = typer.main.get_command(app)
    words = [word for n, word in enumerate(words) if word not in (">", "|") and (n == 0 or words[n - 1] != ">")]
    if "|" in words:
        words = words[: words.index("|")]
    while isinstance(command, TyperGroup) and words:
        name = words.pop(0)
        assert name in command.commands, name
        command = command.commands[name]
    assert isinstance(command, TyperCommand)
    options: dict[str, Any] = {option: each for each in command.params for option in each.opts}
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    given = 0
    while words:
        word = words.pop(0)
        if word.startswith("--"):
            assert word in options, f"{command.name} has no {word}"
            if not options[word].is_flag:
                value = words.pop(0)
                kind = options[word].get_runtime_param().annotation
                if isinstance(kind, type) and issubclass(kind, Enum):
                    assert value in {each.value for each in kind}, value
        else:
            given += 1
    assert sum(each.required for each in arguments) <= given <= len(arguments), command.name
