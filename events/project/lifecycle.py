"""The course of a project by its days: how far it has come, who carries it, what is due."""

from collections.abc import Container
from datetime import date

from events.dated import first_or_holding, holding
from events.decider import require
from events.months import after_months
from events.period import covers, during
from events.project.state import Milestone, Project, ProjectBlock, ProjectStatus

UNDER_WAY = frozenset({ProjectStatus.PLANNED, ProjectStatus.RUNNING, ProjectStatus.PAUSED})
"""Approved, and neither completed nor cancelled."""
_OVER = frozenset({ProjectStatus.COMPLETED, ProjectStatus.CANCELLED})


def status_on(state: Project, on: date) -> ProjectStatus:
    """How far a project has come by a day; before it was proposed, as it began."""
    found = state.steps[0].status
    for step in state.steps:
        if step.on <= on:
            found = step.status
    return found


def was_on(state: Project, on: date, among: Container[ProjectStatus]) -> bool:
    """Whether a project had come so far at any time of a day: as it began the day, or by a step of that day."""
    before = [step.status for step in state.steps if step.on < on][-1:]
    return any(status in among for status in (*before, *(step.status for step in state.steps if step.on == on)))


def approved_on(state: Project) -> date | None:
    """The day on which a project became more than an idea; None: it has not."""
    return next((step.on for step in state.steps if step.status is ProjectStatus.PLANNED), None)


def is_approved(state: Project) -> bool:
    """Whether a project was ever more than an idea."""
    return approved_on(state) is not None


def lead_on(state: Project, on: date) -> str:
    """Who leads a project on a day; before the first, the first."""
    return first_or_holding(state.leads, on).party


def parties_on(state: Project, on: date) -> tuple[str, ...]:
    """Who carries a project on a day: its lead, then those that take part."""
    return tuple(dict.fromkeys((lead_on(state, on), *(each.party for each in during(state.participants, on)))))


def block_on(state: Project, on: date) -> ProjectBlock | None:
    """What blocks a project on a day, while it is under way: an idea or what is over is not blocked."""
    if status_on(state, on) not in UNDER_WAY:
        return None
    return next((block for block in state.blocks if covers(block, on)), None)


def is_reached(milestone: Milestone, on: date) -> bool:
    """Whether a milestone was reached by a day."""
    return milestone.reached is not None and milestone.reached <= on


def open_milestones(state: Project, on: date) -> tuple[Milestone, ...]:
    """The milestones that are still to be reached on a day, of a project that is planned or running then."""
    if status_on(state, on) not in (ProjectStatus.PLANNED, ProjectStatus.RUNNING):
        return ()
    return tuple(each for each in state.milestones if not is_reached(each, on))


def milestone_due(state: Project, on: date) -> date | None:
    """The day by which the first open milestone is due."""
    return min((each.due for each in open_milestones(state, on)), default=None)


def report_due(state: Project, on: date) -> date | None:
    """The day by which the next progress report is due, of a project that is running on the day; None: none is. It is
    counted from the newest report, the (newest) start or the plan, whichever is latest."""
    plan = holding(state.reporting, on)
    if plan is None or plan.months is None or status_on(state, on) is not ProjectStatus.RUNNING:
        return None
    started = [step.on for step in state.steps if step.status is ProjectStatus.RUNNING and step.on <= on]
    reported = [report.on for report in state.reports if report.on <= on]
    return after_months(max(plan.since, started[-1], *reported), plan.months)


def check_open(state: Project) -> None:
    """Raise `Rejected` (COMPLETED, CANCELLED) for a project that is over."""
    last = state.steps[-1]
    require(
        last.status not in _OVER,
        last.status.value,
        "id",
        "The project was {status} on {last}; propose another project, or correct this one.",
        status=last.status,
        last=last.on,
    )
