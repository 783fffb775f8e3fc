"""Writing what a preview shows: row after row for each goal, many goals at once."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any
from uuid import UUID, uuid5

from events.correction import ActCorrection, acts_of
from events.goal import GOAL
from events.goal.measured import GoalValueRecorded, key
from service.berlin import day_of
from service.checked_command import MOST_ACTS
from service.command_envelope import CommandEnvelope
from service.event_query import EventQuery
from service.imports.carry_out import AT_ONCE
from service.imports.values.comparison import GoalCourse
from service.imports.values.finding import Finding, Outcome, refused
from service.imports.values.goals import seen_goal
from service.imports.values.preview import Preview
from service.imports.values.written import Written
from service.problems import CommandIdReused, Problem, StaleVersion, Unavailable
from service.record import Record
from service.recorded import Recorded
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
    waiting: dict[str, list[int]] = {}
    for n, finding in enumerate(preview.findings):
        if finding.command is not None and finding.goal is not None:
            waiting.setdefault(finding.goal, []).append(n)

    async def write(course: GoalCourse, rows: list[int]) -> None:
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

    async def all(self, course: GoalCourse, rows: list[int]) -> None:
        """Write the rows: first those that are changed, many in one correction, then the new ones in their order."""
        begun = version = course.goal.version
        tries = 0
        while rows:
            batch = self._batch(rows)
            try:
                order = await self._order(course.goal.ref, batch, begun, version)
                outcome = await self._record.commands.handle(self._viewer, order)
            except Unavailable:
                raise
            except (StaleVersion, CommandIdReused):
                tries += 1
                course = await self._looked_at_again(course, rows, gives_up=tries > _TRIES)
                begun = version = course.goal.version
                continue
            except Problem as problem:
                self._settle(rows, batch, problem)
                continue
            version = outcome.version
            self._written.take(outcome)
            self._settle(rows, batch)

    def _batch(self, rows: list[int]) -> list[int]:
        """The rows that are written next, by one command."""
        changed = [n for n in rows if self._written.findings[n].before is not None]
        return changed[:MOST_ACTS] or rows[:1]

    async def _order(self, goal: str, batch: list[int], begun: int, version: int) -> CommandEnvelope:
        """What writes some rows. Raises `StaleVersion` where what they change is not recorded any more."""
        findings = [self._written.findings[n] for n in batch]
        changes = findings[0].before is not None
        command = await self._correction(goal, findings, version) if changes else findings[0].command
        return CommandEnvelope(
            command=command,
            command_id=_command_id(command, begun),
            expected_version=version,
            reason=self._reason if changes else None,
            correlation_id=self._correlation,
        )

    async def _correction(self, goal: str, findings: Iterable[Finding], version: int) -> Any:
        """The acts that recorded what the rows change, each told again as its row says."""
        recorded = await self._recorded(goal)
        acts = []
        for finding in findings:
            if finding.before is None or key(finding.before) not in recorded:
                raise StaleVersion(version, [])
            acts.append(ActCorrection(recorded[key(finding.before)], finding.command))
        return GOAL.correct(goal, tuple(acts))

    async def _recorded(self, goal: str) -> dict[Any, str]:
        """The events that recorded the values of a goal, by what those are known by."""
        query = EventQuery(goal, types=frozenset({GoalValueRecorded.__name__, GOAL.corrected.__name__}))
        found: list[Recorded] = []
        async with self._record.read(self._viewer) as reading:
            while some := await reading.history(query, after=found[-1].position if found else None):
                found += some
        return {
            key(event): act.ids[0]
            for act in acts_of(GOAL, [each.entry for each in found])
            for event in act.stands
            if isinstance(event, GoalValueRecorded)
        }

    def _settle(self, rows: list[int], settled: Iterable[int], problem: Problem | None = None) -> None:
        """Some rows are written, or refused because of a problem."""
        for n in settled:
            rows.remove(n)
            if problem is not None:
                self._written.findings[n] = refused(self._written.findings[n], problem)
            self._advance()

    async def _looked_at_again(self, course: GoalCourse, rows: list[int], gives_up: bool) -> GoalCourse:
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
            self._written.findings[n] = anew
            if anew.command is None:
                self._settle(rows, [n])
        return course


def _command_id(command: Any, version: int) -> UUID:
    """The id of a command: the same for the same change of the same state.

    Sent twice, by two imports at once or after a lost reply, it takes effect once. The version is part of it, so that
    what was withdrawn since can be recorded again.
    """
    said = " ".join(f"{each.name}={getattr(command, each.name)}" for each in fields(command))
    return uuid5(_COMMANDS, f"{type(command).__name__} {version} {said}")
