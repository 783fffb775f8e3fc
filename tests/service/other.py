"""Another process that serves the same record: it carries out what it is told, a batch of commands at once.

`python -m tests.service.other` reads a line of JSON for each batch and answers with one.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from events.policy import Role
from service.access import COMMANDS
from service.command_envelope import CommandEnvelope
from service.ids import new_id
from service.problems import Problem
from service.viewer import Viewer
from tests.conftest import Database
from tests.service.county import County, opened

_COMMANDS = {command.__name__: command for command in COMMANDS}


@dataclass(frozen=True)
class Told:
    """What became of a command there: the code of the problem, or the place of its last event."""

    code: str | None
    ref: str
    position: int
    version: int


class Other:
    """The other process, as this one talks to it."""

    def __init__(self, process: Process, county: County) -> None:
        self._process = process
        self._county = county

    @classmethod
    @asynccontextmanager
    async def serving(cls, database: Database, county: County) -> AsyncIterator["Other"]:
        """Another process, until the context ends."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.service.other", database.service_url, stdin=PIPE, stdout=PIPE, limit=1 << 24
        )
        other = cls(process, county)
        try:
            assert await other._answer() == "ready"
            yield other
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    async def carry_out(self, commands: Sequence[Any], ids: Sequence[UUID] = ()) -> list[Told]:
        """Have the commands carried out at once, as the coordination."""
        batch = {
            "county": str(self._county.id),
            "actor": str(self._county.coordinator.actor),
            "ids": [str(each) for each in ids or [new_id() for _ in commands]],
            "commands": [[type(command).__name__, msgspec.to_builtins(command)] for command in commands],
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(batch).encode() + b"\n")
        await self._process.stdin.drain()
        return [Told(*each) for each in await self._answer()]

    async def _answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(await self._process.stdout.readline())


async def _serve(url: str) -> None:
    async with opened(url) as record:
        print(json.dumps("ready"), flush=True)  # noqa: T201 - the answer to who started this process

        async def told(viewer: Viewer, command: Any, sent: str) -> tuple[str | None, str, int, int]:
            try:
                outcome = await record.commands.handle(viewer, CommandEnvelope(command, UUID(sent)))
            except Problem as problem:
                return problem.code, "", 0, 0
            return None, outcome.ref, outcome.position, outcome.version

        while line := await asyncio.to_thread(sys.stdin.readline):
            batch = json.loads(line)
            viewer = Viewer(UUID(batch["county"]), UUID(batch["actor"]), Role.COORDINATOR)
            answers = await asyncio.gather(
                *(
                    told(viewer, msgspec.convert(fields, _COMMANDS[name]), sent)
                    for (name, fields), sent in zip(batch["commands"], batch["ids"], strict=True)
                )
            )
            print(json.dumps(answers), flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
