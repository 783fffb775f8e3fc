"""What blocks a project, and what is reported of it: what follows from saying so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from events.dated import added, tells_news
from events.decider import Rejected, World, require
from events.period import check_period
from events.project.course import (
    AgreeReporting,
    BlockProject,
    ProgressReport,
    ProgressReported,
    ProjectBlock,
    ProjectBlocked,
    ProjectStatus,
    ProjectUnblocked,
    ReportingAgreed,
    ReportingPlan,
    ReportProgress,
    UnblockProject,
)
from events.project.lifecycle import UNDER_WAY, check_open, was_on
from events.project.state import Project
from events.rules import check_in_order, check_not_before
from events.values import digest_of
from events.when import When, check_not_ahead

# --- What can have been ----------------------------------------------------------------------------------------


def check_blocks(state: Project, blocks: tuple[ProjectBlock, ...], today: date, field: str) -> None:
    """Raise `Rejected` unless what blocks a project does so one after another (NOT_IN_ORDER, DATES_REVERSED), from a
    day on which it is under way (NOT_PLANNED) and that has come (IN_FUTURE)."""
    for earlier, later in pairwise(blocks):
        require(
            earlier.until is not None,
            "NOT_IN_ORDER",
            field,
            "What blocks it since {earlier} has no last day, though something blocks it later; give it one.",
            earlier=earlier.since,
        )
        check_in_order(earlier.until or later.since, later.since, field)
    for block in blocks:
        require(
            was_on(state, block.since, UNDER_WAY),
            "NOT_PLANNED",
            field,
            "On {since} it was not under way; an idea, or what is over, cannot be blocked. If a day is wrong, "
            "correct the project.",
            since=block.since,
        )
        check_period(block, field)
        check_not_ahead(When(block.until or block.since), today, field)


def check_report(state: Project, on: date, today: date, field: str) -> None:
    """Raise `Rejected` unless a project is reported on for a day on which it runs or rests (NOT_RUNNING) and that has
    come (IN_FUTURE)."""
    require(
        was_on(state, on, (ProjectStatus.RUNNING, ProjectStatus.PAUSED)),
        "NOT_RUNNING",
        field,
        "On {on} the project was not running; record its start first, or, if a day is wrong, correct the project.",
        on=on,
    )
    check_not_ahead(When(on), today, field)


# --- What follows ----------------------------------------------------------------------------------------------


def _block(command: BlockProject, state: Project, world: World) -> list[Any]:
    check_open(state)
    last = state.blocks[-1] if state.blocks else None
    if last is not None and last.until is None:
        if (last.since, last.cause, last.note) == (command.on, command.cause, command.note):
            return []
        raise Rejected(
            "ALREADY_BLOCKED",
            "id",
            "It is blocked since {last}; record first that this is over, or correct the project if it is wrong.",
            last=last.since,
        )
    check_blocks(state, (*state.blocks, ProjectBlock(command.on, command.cause)), world.today, "on")
    return [ProjectBlocked(command.on, command.cause, command.note)]


def _unblock(command: UnblockProject, state: Project, world: World) -> list[Any]:
    last = state.blocks[-1] if state.blocks else None
    if last is not None and last.until == command.until:
        return []
    if last is None or last.until is not None:
        raise Rejected(
            "NOT_BLOCKED",
            "id",
            "By the record nothing blocks it; if that, or a day, is wrong, correct the project.",
        )
    check_period(replace(last, until=command.until), "until")
    check_not_ahead(When(command.until), world.today, "until")
    return [ProjectUnblocked(command.until)]


def _agree(command: AgreeReporting, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_not_before(command.on, state.steps[0].on, "on")
    if command.months is None and not state.reporting:
        return []
    news = tells_news(state.reporting, ReportingPlan(command.on, command.months))
    return [ReportingAgreed(command.months, command.on)] if news else []


def _report(command: ReportProgress, state: Project, world: World) -> list[Any]:
    check_open(state)
    report = ProgressReport(command.on, digest_of(command.summary), command.percent)
    if report in state.reports:
        return []
    require(
        all(each.on != command.on for each in state.reports),
        "RECORDED_OTHERWISE",
        "on",
        "Another report of that very day is recorded; if it is wrong, correct the project.",
    )
    check_report(state, command.on, world.today, "on")
    return [ProgressReported(command.on, command.summary, command.percent)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _unblocked(state: Project, event: ProjectUnblocked) -> Project:
    return replace(state, blocks=(*state.blocks[:-1], replace(state.blocks[-1], until=event.until)))


def _reported(state: Project, event: ProgressReported) -> Project:
    report = ProgressReport(event.on, digest_of(event.summary), event.percent)
    return replace(state, reports=tuple(sorted((*state.reports, report), key=lambda each: each.on)))


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {
    BlockProject: _block,
    UnblockProject: _unblock,
    AgreeReporting: _agree,
    ReportProgress: _report,
}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    ProjectBlocked: lambda state, event: replace(
        state, blocks=(*state.blocks, ProjectBlock(event.on, event.cause, event.note))
    ),
    ProjectUnblocked: _unblocked,
    ReportingAgreed: lambda state, event: replace(
        state, reporting=added(state.reporting, ReportingPlan(event.on, event.months))
    ),
    ProgressReported: _reported,
}
