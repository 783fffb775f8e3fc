"""Writing what a preview shows: row after row for each goal, many goals at once."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any
from uuid import UUID, uuid5

from service.berlin import day_of
from service.imports.carry_out import AT_ONCE
from service.imports.values.comparison import GoalCourse
from service.imports.values.finding import Finding, Outcome, refused
from service.imports.values.goals import seen_goal
from service.imports.values.preview import Preview
from service.imports.values.written import Written
from service.order import Order
from service.problems import CommandIdReused, Problem, StaleVersion, Unavailable
from service.record import Record
from service.viewer import Viewer

_COMMANDS = UUID("7d0c4b84-2b50-5a0e-8d6c-3f3f5b1d9a02")
_TRIES = 20


async def carry_out(
    preview: Preview,
    record: Record,
    viewer: Viewer,
    reason: str | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Written:
    """Write what the preview shows; wrong rows are left out. The reason is given for corrections.

    Where a goal was changed meanwhile its rows are compared again, and only what is still as it was shown is written;
    the rest is told as wrong. Raises `Unavailable` where the database goes away; importing the same file again goes
    on from there.
    """
    written = Written(list(preview.findings), preview.comparison.blank, preview.position)
    places = asyncio.Semaphore(AT_ONCE)
    lost: list[Unavailable] = []
    waiting: dict[str, deque[int]] = {}
    for n, finding in enumerate(preview.findings):
        if finding.command is not None and finding.goal is not None:
            waiting.setdefault(finding.goal, deque()).append(n)

    async def write(course: GoalCourse, rows: deque[int]) -> None:
        async with places:
            if lost:
                return
            try:
                await _Writing(record, viewer, reason, preview.correlation, written, advance).all(course, rows)
            except Unavailable as problem:
                lost.append(problem)

    await asyncio.gather(*(write(preview.comparison.courses[ref], rows) for ref, rows in waiting.items()))
    if lost:
        raise lost[0]
    return written


class _Writing:
    """The rows of one goal on their way."""

    def __init__(
        self,
        record: Record,
        viewer: Viewer,
        reason: str | None,
        correlation: UUID,
        written: Written,
        advance: Callable[[], None],
    ) -> None:
        self._record = record
        self._viewer = viewer
        self._reason = reason
        self._correlation = correlation
        self._written = written
        self._advance = advance

    async def all(self, course: GoalCourse, rows: deque[int]) -> None:
        """Write the rows, in their order."""
        begun = version = course.goal.version
        tries = 0
        while rows:
            finding = self._written.findings[rows[0]]
            command = finding.command
            assert command is not None
            order = Order(
                command=command,
                command_id=_command_id(command, begun),
                expected_version=version,
                reason=None if finding.before is None else self._reason,
                correlation_id=self._correlation,
            )
            try:
                outcome = await self._record.commands.handle(self._viewer, order)
            except Unavailable:
                raise
            except (StaleVersion, CommandIdReused):
                tries += 1
                course = await self._looked_at_again(course, rows, gives_up=tries > _TRIES)
                begun = version = course.goal.version
                continue
            except Problem as problem:
                self._settle(rows.popleft(), refused(finding, problem))
                continue
            version = outcome.version
            self._written.take(outcome)
            self._settle(rows.popleft(), finding)

    def _settle(self, n: int, finding: Finding) -> None:
        self._written.findings[n] = finding
        self._advance()

    async def _looked_at_again(self, course: GoalCourse, rows: deque[int], gives_up: bool) -> GoalCourse:
        """The goal as it is by now; rows that are recorded by now, or do not stand to it as was shown, are settled."""
        async with self._record.read(self._viewer) as reading:
            goal = await seen_goal(reading, course.goal.ref, day_of(self._record.clock()))
        course = course if goal is None else course.anew(goal)
        for n in list(rows):
            shown = self._written.findings[n]
            assert shown.row is not None
            anew = course.overtaken(shown) if goal is None or gives_up else course.finding(shown.row)
            if anew.outcome is not Outcome.SAME and (anew.before, anew.value) != (shown.before, shown.value):
                anew = course.overtaken(replace(shown, before=anew.before))
            if anew.command is not None:
                self._written.findings[n] = anew
                continue
            rows.remove(n)
            self._settle(n, anew)
        return course


def _command_id(command: Any, version: int) -> UUID:
    """The id of a command: the same for the same change of the same state.

    Sent twice, by two imports at once or after a lost reply, it takes effect once. The version is part of it, so that
    what was withdrawn since can be recorded again.
    """
    said = " ".join(f"{each.name}={getattr(command, each.name)}" for each in fields(command))
    return uuid5(_COMMANDS, f"{type(command).__name__} {version} {said}")
