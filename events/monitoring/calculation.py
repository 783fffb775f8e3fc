"""The monitoring of a county on a day, put together from what is recorded."""

from collections import Counter
from datetime import date

from events.goal.attainment import AttainmentStatus
from events.goal.calculation import attainment
from events.goal.state import GoalStatus
from events.monitoring.effects import effects
from events.monitoring.money import money
from events.monitoring.monitored import MonitoredDay, MonitoredStates
from events.monitoring.monitoring import GoalsByAttainment, GoalsByStatus, Monitoring, ProjectsByStatus, ProjectsByTheme
from events.monitoring.owed import duties, overdue
from events.monitoring.taking_part import benefits, participation, participation_count
from events.project.lifecycle import UNDER_WAY, block_on
from events.project.state import ProjectStatus


def monitoring(states: MonitoredStates, on: date, of: str | None = None) -> Monitoring:
    """Goals, duties, projects, money, effects and who takes part: of everyone, or of one party."""
    monitored = MonitoredDay(states, on, of)
    in_all, by_year = money(monitored.projects, on)
    parts = participation(monitored)
    return Monitoring(
        on=on,
        goals=_by_status(monitored),
        attainment=_by_attainment(monitored),
        overdue=overdue(duties(monitored)),
        projects=_projects(monitored),
        themes=_themes(monitored),
        money=in_all,
        money_by_year=by_year,
        effects=effects(monitored),
        participation=parts,
        participation_count=participation_count(parts),
        benefits=benefits(monitored),
    )


def _by_status(monitored: MonitoredDay) -> tuple[GoalsByStatus, ...]:
    counts = Counter(goal.status for goal in monitored.goals)
    return tuple(GoalsByStatus(status, counts[status]) for status in GoalStatus)


def _by_attainment(monitored: MonitoredDay) -> tuple[GoalsByAttainment, ...]:
    found: dict[AttainmentStatus, list[str]] = {status: [] for status in AttainmentStatus}
    for goal in monitored.goals:
        told = attainment(goal.state, monitored.on)
        if told is not None:
            found[told.status].append(goal.ref)
    return tuple(GoalsByAttainment(status, len(refs), tuple(refs)) for status, refs in found.items())


def _projects(monitored: MonitoredDay) -> tuple[ProjectsByStatus, ...]:
    counts = Counter(project.status for project in monitored.projects)
    blocked = Counter(
        project.status
        for project in monitored.projects
        if project.status in UNDER_WAY and block_on(project.state, monitored.on) is not None
    )
    return tuple(ProjectsByStatus(status, counts[status], blocked[status]) for status in ProjectStatus)


def _themes(monitored: MonitoredDay) -> tuple[ProjectsByTheme, ...]:
    counts: Counter[str | None] = Counter()
    under_way: Counter[str | None] = Counter()
    for project in monitored.projects:
        if project.status is not ProjectStatus.CANCELLED:
            themes = project.state.themes or (None,)
            counts.update(themes)
            under_way.update(themes if project.status in UNDER_WAY else ())
    codes = sorted(counts, key=lambda code: (code is None, code or ""))
    return tuple(ProjectsByTheme(code, counts[code], under_way[code]) for code in codes)
