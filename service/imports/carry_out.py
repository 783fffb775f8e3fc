"""Carrying a plan out: one command after the other for each entity, many entities at once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from service.command_envelope import CommandEnvelope
from service.commands import Commands
from service.imports.plan import Item, Plan, resolved
from service.problems import Problem, Unavailable
from service.viewer import Viewer

AT_ONCE = 64
"""So many entities are written at once: enough to fill the writer's batches."""


@dataclass
class ImportOutcome:
    """What came of an import."""

    events: int = 0
    made: dict[str, str] = field(default_factory=dict)
    refused: list[tuple[Item, Problem]] = field(default_factory=list)


async def carry_out(
    plan: Plan, commands: Commands, viewer: Viewer, advance: Callable[[], None] = lambda: None
) -> ImportOutcome:
    """Write what the plan says. What is refused is told in the report and holds nothing else up.

    Raises `Unavailable` where the database goes away; comparing and carrying out once more goes on from there.
    """
    report = ImportOutcome()
    places = asyncio.Semaphore(AT_ONCE)
    lost: list[Unavailable] = []

    async def write(item: Item) -> None:
        async with places:
            if lost:
                return
            try:
                await _write(plan, item, commands, viewer, report)
            except Unavailable as problem:
                lost.append(problem)
            except Problem as problem:
                report.refused.append((item, problem))
            advance()

    for kind in ("municipal_association", "municipality"):
        # What a municipality refers to must be there before it.
        await asyncio.gather(*(write(item) for item in plan.items if item.kind == kind))
        if lost:
            raise lost[0]
    return report


async def _write(plan: Plan, item: Item, commands: Commands, viewer: Viewer, report: ImportOutcome) -> None:
    version: int | None = item.version if item.ref is not None else None
    for command in item.commands:
        outcome = await commands.handle(
            viewer,
            CommandEnvelope(
                command=resolved(command, report.made),
                command_id=plan.command_id(item, command),
                # What a person was shown and agreed to is what is changed, or nothing.
                expected_version=version,
                correlation_id=plan.correlation,
            ),
        )
        version = outcome.version
        report.made.setdefault(item.key, outcome.ref)
        report.events += 0 if outcome.repeated else len(outcome.events)
