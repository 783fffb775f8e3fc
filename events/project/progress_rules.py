"""What blocks a project, and what is reported of it: what follows from saying so."""

from collections.abc import Callable
from dataclasses import replace
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
from events.project.lifecycle import UNDER_WAY, check_open, status_on
from events.project.state import Project
from events.rules import check_in_order, check_not_before
from events.values import digest_of
from events.when import When, check_not_ahead

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
            f"It is blocked since {last.since}; record first that this is over.",
            f"Es ist seit dem {last.since:%d.%m.%Y} blockiert; bitte zuerst eintragen, dass das vorbei ist.",
        )
    require(
        status_on(state, command.on) in UNDER_WAY,
        "NOT_PLANNED",
        "on",
        "On that day it is not planned yet; an idea cannot be blocked.",
        "An diesem Tag ist es noch nicht geplant; eine Idee kann nicht blockiert sein.",
    )
    if last is not None and last.until is not None:
        check_in_order(last.until, command.on, "on")
    check_not_ahead(When(command.on), world.today, "on")
    return [ProjectBlocked(command.on, command.cause, command.note)]


def _unblock(command: UnblockProject, state: Project, world: World) -> list[Any]:
    last = state.blocks[-1] if state.blocks else None
    if last is not None and last.until == command.until:
        return []
    if last is None or last.until is not None:
        raise Rejected(
            "NOT_BLOCKED",
            "id",
            "By the record nothing blocks it; if a day is wrong, look up its history.",
            "Nach dem Verzeichnis blockiert es nichts; falls ein Tag falsch ist, bitte die Historie nachsehen.",
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
        status_on(state, command.on) in (ProjectStatus.RUNNING, ProjectStatus.PAUSED),
        "NOT_RUNNING",
        "on",
        "On that day the project was not under way; record its start first.",
        "An diesem Tag lief das Vorhaben nicht; bitte zuerst den Beginn eintragen.",
    )
    require(
        all(each.on != command.on for each in state.reports),
        "RECORDED_OTHERWISE",
        "on",
        "Another report of that very day is recorded; give another day.",
        "Für genau diesen Tag ist ein anderer Bericht verzeichnet; bitte einen anderen Tag angeben.",
    )
    check_not_ahead(When(command.on), world.today, "on")
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
