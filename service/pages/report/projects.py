"""Projects in a report: those of the year one by one, all of them by status and theme."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from events.message import plural
from events.monitoring.money import money
from events.monitoring.monitored import MonitoredProject
from events.project.lifecycle import UNDER_WAY, block_on, open_milestones, status_on
from events.project.state import Milestone, Project, ProjectStatus
from events.project.view import ProjectOnDay, view
from events.values import sort_key
from service.pages.document import MarkedParagraph
from service.pages.report.money import kinds, money_of, sum_cells, sums_of, year_of
from service.pages.report.table import Cell, Table, figure, heads, kept, words
from service.pages.report.telling import Telling

_ORDER = tuple(ProjectStatus)


@dataclass(frozen=True)
class ToldProject:
    """A project as the report tells it."""

    anchor: str
    title: str
    verdict: str
    description: Sequence[MarkedParagraph]
    facts: Sequence[tuple[str, Cell]]
    report: Sequence[MarkedParagraph]
    reported: str
    milestones: Table | None
    money: Table | None
    result: Sequence[MarkedParagraph]
    lessons: Sequence[MarkedParagraph]


@dataclass(frozen=True)
class Projects:
    """All projects of a report: in sentences, by status and theme, those of the year one by one, and ideas."""

    intro: str
    by_status: Table | None
    by_theme: Table | None
    projects: Sequence[ToldProject]
    none_in_year: str
    ideas: Table | None


def is_of_year(project: Project, year: int, on: date) -> bool:
    """Whether a project was under way in the year, up to the day, or was completed or cancelled in it."""
    before = date(year, 1, 1) - timedelta(days=1)
    if project.steps[0].on <= before and status_on(project, before) in UNDER_WAY:
        return True
    return any(before < step.on <= on and step.status is not ProjectStatus.IDEA for step in project.steps)


def of_year(telling: Telling) -> list[MonitoredProject]:
    """The projects of the year, by status and title."""
    found = [each for each in telling.standing.all_projects if is_of_year(each.state, telling.year, telling.on)]
    rank = (ProjectStatus.RUNNING, ProjectStatus.PAUSED, ProjectStatus.PLANNED, *_ORDER)
    return sorted(found, key=lambda each: (rank.index(each.status), sort_key(each.state.title), each.ref))


def projects(telling: Telling) -> Projects:
    """What the report says of projects."""
    year, say = telling.year, telling.say
    if not telling.standing.all_projects:
        return Projects("", None, None, [], say("No projects are recorded for {year}.", year=year), None)
    found = of_year(telling)
    intro = plural(
        len(found),
        "One project was under way, completed or cancelled in {year}.",
        "{count} projects were under way, completed or cancelled in {year}. They are listed one by one below.",
        year=year,
    )
    nothing = say("No projects are recorded that were under way, completed or cancelled in {year}.", year=year)
    return Projects(
        telling.told(intro) if found else "",
        _by_status(telling),
        _by_theme(telling),
        [_told(each, telling) for each in found],
        "" if found else nothing,
        _ideas(telling),
    )


# --- In all ----------------------------------------------------------------------------------------------------


def _by_status(telling: Telling) -> Table:
    say = telling.say
    rows = [
        [words(telling.told(each.status)), figure(telling.number(each.count)),
         figure(telling.number(each.blocked) if each.blocked else "–")]
        for each in telling.monitoring.projects
        if each.count
    ]  # fmt: skip
    columns = (say("Projects"), say("of these blocked"))
    return Table(
        say("Projects by status on {on}", on=telling.on),
        heads(say("Status"), numbers=columns),
        rows,
    )


def _by_theme(telling: Telling) -> Table | None:
    say = telling.say
    rows = [
        [words(telling.theme(each.theme) or say("no theme")), figure(telling.number(each.count)),
         figure(telling.number(each.under_way) if each.under_way else "–")]
        for each in telling.monitoring.themes
    ]  # fmt: skip
    columns = (say("Projects"), say("of these under way"))
    caption = say("Projects by theme (without cancelled ones)")
    return Table(caption, heads(say("Theme"), numbers=columns), rows) if rows else None


def _ideas(telling: Telling) -> Table | None:
    say = telling.say
    found = [each for each in telling.standing.all_projects if each.status is ProjectStatus.IDEA]
    rows = [
        [kept(each.state.title), kept(telling.name(each.lead)), words(telling.held(each.state.steps[0].on))]
        for each in sorted(found, key=lambda each: sort_key(each.state.title))
    ]
    columns = heads(say("Idea"), say("Lead"), say("proposed on"))
    return Table(say("Ideas that are not approved yet"), columns, rows) if rows else None


# --- One by one ------------------------------------------------------------------------------------------------


def _told(project: MonitoredProject, telling: Telling) -> ToldProject:
    told = view(project.state, telling.on)
    reports = [report for report in told.reports if report.on.year == telling.year]
    newest = reports[-1] if reports else None
    return ToldProject(
        anchor=project.ref.replace(":", "-"),
        title=told.title,
        verdict=telling.told(told.status),
        description=telling.text(told.description),
        facts=list(_facts(project, told, telling)),
        report=telling.text(newest.summary if newest else None),
        reported=telling.say("Report of {day}", day=newest.on) if newest else "",
        milestones=_milestones(project, telling),
        money=_money(project, telling),
        result=telling.text(told.result),
        lessons=telling.text(told.lessons),
    )


def _facts(project: MonitoredProject, told: ProjectOnDay, telling: Telling) -> Iterator[tuple[str, Cell]]:
    say = telling.say
    step = [each for each in told.steps if each.on <= telling.on][-1]
    yield say("Status"), words(say("{status}, since {day}", status=told.status, day=step.on))
    yield say("Lead"), kept(telling.name(project.lead))
    others = project.parties - {project.lead}
    yield (
        say("Taking part"),
        kept(telling.names(others)) if others else words(say("nobody else")),
    )
    if told.themes:
        yield say("Themes"), words(", ".join(map(telling.theme, told.themes)))
    if told.agreement is not None:
        yield say("Agreement"), kept(telling.name(told.agreement))
    if told.goals:
        yield say("Has an effect on"), kept("; ".join(map(telling.name, told.goals)))
    yield say("Progress"), words(_progress(told, telling))
    block = block_on(project.state, telling.on)
    if block is not None:
        yield say("Blocked"), words(say("since {day}: {cause}", day=block.since, cause=block.cause))


def _progress(told: ProjectOnDay, telling: Telling) -> str:
    if told.percent is None:
        return telling.say("not reported yet")
    on = next(report.on for report in reversed(told.reports) if report.percent is not None)
    return telling.say("{percent}% on {day}", percent=told.percent, day=on)


def _milestones(project: MonitoredProject, telling: Telling) -> Table | None:
    """What was to be reached, in order of the days on which it is due."""
    say = telling.say
    still_open = {each.number for each in open_milestones(project.state, telling.on)}
    ordered = sorted(project.state.milestones, key=lambda each: (each.due, each.number))
    rows = [
        [
            kept(each.title),
            words(telling.held(each.due)),
            words(_reached(each, each.number in still_open, project, telling)),
        ]
        for each in ordered
    ]
    columns = heads(say("Milestone"), say("due on"), say("Status"))
    return Table(say("Milestones"), columns, rows) if rows else None


def _reached(milestone: Milestone, is_open: bool, project: MonitoredProject, telling: Telling) -> str:
    say = telling.say
    if milestone.reached is not None and milestone.reached <= telling.on:
        return say("reached on {day}", day=milestone.reached)
    if is_open and milestone.due < telling.on:
        return say("overdue since {day}", day=milestone.due + timedelta(days=1))
    if project.status in (ProjectStatus.COMPLETED, ProjectStatus.CANCELLED):
        return say("not reached")
    if project.status is ProjectStatus.PAUSED:
        return say("open; the project is paused")
    return say("open")


def _money(project: MonitoredProject, telling: Telling) -> Table | None:
    """The money of a project: of the year and in all."""
    say = telling.say
    in_all, (_, years) = money_of(project, telling), money([project], telling.on)
    if not any(each.cents for each in sums_of(in_all)):
        return None
    own = say("own contribution")
    return Table(
        say("Money"),
        heads("", numbers=[*kinds(telling), own]),
        [
            [words(str(telling.year)), *sum_cells(sums_of(year_of(years, telling.year)), telling), figure("")],
            [words(say("all years")), *sum_cells([*sums_of(in_all), in_all.own_contribution], telling)],
        ],
    )
