"""What blocks a project, and what is reported of it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.dated import added, tells_news
from events.decider import Act, Part, Rejected, World, recorded, require
from events.period import check_period
from events.project.acting import by_all, by_lead
from events.project.lifecycle import UNDER_WAY, check_open, was_on
from events.project.state import (
    BlockCause,
    OfProject,
    Percent,
    ProgressReport,
    Project,
    ProjectBlock,
    ProjectStatus,
    ReportingPlan,
    ReportMonths,
)
from events.rules import check_in_order, check_not_before
from events.values import FreeText, Passage, digest_of
from events.when import HappenedOn, When, check_not_ahead

# --- What blocks it --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectBlocked:
    """A project is blocked (blockiert)."""

    on: date
    """The first day (blockiert seit)."""
    cause: BlockCause
    """What blocks it (Hindernis)."""
    note: FreeText | None = None
    """More about it; null if there is nothing to add (Anmerkung)."""


@dataclass(frozen=True)
class BlockProject(ProjectBlocked, OfProject):
    """Record that a project is blocked (Blockade eintragen)."""


def _block(command: BlockProject, state: Project, world: World) -> list[Any]:
    check_open(state)
    last = state.blocks[-1] if state.blocks else None
    if last is not None and last.until is None:
        if (last.since, last.cause, last.note) == (command.on, command.cause, command.note):
            return []
        raise Rejected(
            "ALREADY_BLOCKED",
            "id",
            "The project has been blocked since {last}; record first that it is no longer blocked or, if that is "
            "wrong, correct the project.",
            last=last.since,
        )
    if last is not None and last.until is not None:
        check_in_order(last.until, command.on, "on")
    require(
        was_on(state, command.on, UNDER_WAY),
        "NOT_PLANNED",
        "on",
        "The project was not under way on {since}; only a project that is approved and not yet over can be blocked. "
        "If a day is wrong, correct the project.",
        since=command.on,
    )
    check_not_ahead(When(command.on), world.latest, "on")
    return [recorded(ProjectBlocked, command)]


def _blocked(state: Project, event: ProjectBlocked) -> Project:
    return replace(state, blocks=(*state.blocks, ProjectBlock(event.on, event.cause, event.note)))


@dataclass(frozen=True)
class ProjectUnblocked:
    """A project is no longer blocked (nicht mehr blockiert)."""

    until: date
    """The last day on which it was blocked (blockiert bis)."""


@dataclass(frozen=True)
class UnblockProject(ProjectUnblocked, OfProject):
    """Record the last day on which a project was blocked (Blockade aufheben)."""


def _unblock(command: UnblockProject, state: Project, world: World) -> list[Any]:
    last = state.blocks[-1] if state.blocks else None
    if last is not None and last.until == command.until:
        return []
    if last is None or last.until is not None:
        raise Rejected(
            "NOT_BLOCKED",
            "id",
            "The project is not recorded as blocked; if that or a day is wrong, correct the project.",
        )
    check_period(replace(last, until=command.until), "until")
    check_not_ahead(When(command.until), world.latest, "until")
    return [recorded(ProjectUnblocked, command)]


def _unblocked(state: Project, event: ProjectUnblocked) -> Project:
    return replace(state, blocks=(*state.blocks[:-1], replace(state.blocks[-1], until=event.until)))


# --- What is reported ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReportingAgreed:
    """From a day on, progress is to be reported at another interval, or no longer (Berichtspflicht vereinbart)."""

    months: ReportMonths | None
    """The interval in months; null if no reports are due (Takt in Monaten)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class AgreeReporting(ReportingAgreed, OfProject):
    """Agree on the interval at which progress is reported while the project runs (Berichtspflicht vereinbaren)."""


def _agree(command: AgreeReporting, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_not_before(command.on, state.steps[0].on, "on")
    if command.months is None and not state.reporting:
        return []
    news = tells_news(state.reporting, ReportingPlan(command.on, command.months))
    return [recorded(ReportingAgreed, command)] if news else []


def _agreed(state: Project, event: ReportingAgreed) -> Project:
    return replace(state, reporting=added(state.reporting, ReportingPlan(event.on, event.months)))


@dataclass(frozen=True)
class ProgressReported(HappenedOn):
    """Progress was reported (Fortschritt berichtet)."""

    summary: Passage
    """What was done and what comes next; it is public and names no persons (Bericht)."""
    percent: Percent | None = None
    """How much is done, in percent; null if not reported (Fortschritt)."""


@dataclass(frozen=True)
class ReportProgress(ProgressReported, OfProject):
    """Report the progress of a running or paused project (Fortschritt berichten)."""


def _report(command: ReportProgress, state: Project, world: World) -> list[Any]:
    check_open(state)
    if _told(command) in state.reports:
        return []
    require(
        all(each.on != command.on for each in state.reports),
        "RECORDED_OTHERWISE",
        "on",
        "Another report on the same day is already recorded; if it is wrong, correct the project.",
    )
    require(
        was_on(state, command.on, (ProjectStatus.RUNNING, ProjectStatus.PAUSED)),
        "NOT_RUNNING",
        "on",
        "The project was not running on {on}; record its start first or, if a day is wrong, correct the project.",
        on=command.on,
    )
    check_not_ahead(When(command.on), world.latest, "on")
    return [recorded(ProgressReported, command)]


def _reported(state: Project, event: ProgressReported) -> Project:
    return replace(state, reports=tuple(sorted((*state.reports, _told(event)), key=lambda each: each.on)))


def _told(report: ProgressReported) -> ProgressReport:
    return ProgressReport(report.on, digest_of(report.summary), report.percent)


PROGRESS = Part(
    (
        *by_lead(
            Act(BlockProject, _block, {ProjectBlocked: _blocked}),
            Act(UnblockProject, _unblock, {ProjectUnblocked: _unblocked}),
            Act(AgreeReporting, _agree, {ReportingAgreed: _agreed}),
        ),
        *by_all(Act(ReportProgress, _report, {ProgressReported: _reported})),
    )
)
