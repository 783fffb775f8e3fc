"""The projects as a list: who carries each, how far it has come on a day, what it costs, what comes next."""

from collections.abc import Sequence
from typing import NamedTuple

from events.monitoring.monitored import MonitoredDay, MonitoredProject
from events.project import PROJECT
from events.project.view import ProjectOnDay
from events.values import sort_key
from service.pages.lists.columns import Column, column, joined, sheet
from service.pages.overview import Overview
from service.refs import split
from service.sheets import Sheet


class _ProjectRow(NamedTuple):
    ref: str
    lead: str
    others: Sequence[str]
    project: ProjectOnDay


def projects(overview: Overview, of: str | None = None) -> Sheet:
    """The projects that were proposed by the day, or those that a party carries, by title."""
    found = MonitoredDay(overview.material, overview.on, of).projects
    ordered = sorted(found, key=lambda each: (sort_key(each.state.title), each.ref))
    rows = (_row(project, overview) for project in ordered)
    return sheet(overview.say("Projects"), _columns(overview), rows, overview.language)


def _row(project: MonitoredProject, overview: Overview) -> _ProjectRow:
    others = sorted(map(overview.name, project.parties - {project.lead}), key=sort_key)
    return _ProjectRow(project.ref, overview.name(project.lead), others, PROJECT.view(project.state, overview.on))


def _columns(overview: Overview) -> Sequence[Column[_ProjectRow]]:
    return (
        column("Project id", lambda row: str(split(row.ref)[1])),
        column("Project", lambda row: row.project.title),
        column("Status", lambda row: overview.told(row.project.status)),
        column("Themes", lambda row: joined(map(overview.theme, row.project.themes))),
        column("Lead", lambda row: row.lead),
        column("Others taking part", lambda row: joined(row.others)),
        column("Agreement", lambda row: overview.name(row.project.agreement)),
        column("Goals", lambda row: joined(map(overview.name, row.project.goals))),
        column("Progress (%)", lambda row: row.project.percent),
        column("Blocked since", lambda row: row.project.blocked_since),
        column("Blocked by", lambda row: overview.told(row.project.block_cause)),
        column("Next milestone by", lambda row: row.project.milestone_due),
        column("Next report by", lambda row: row.project.report_due),
        column("Planned (EUR)", lambda row: row.project.planned),
        column("Granted (EUR)", lambda row: row.project.granted),
        column("Drawn (EUR)", lambda row: row.project.drawn),
        column("Spent (EUR)", lambda row: row.project.spent),
        column("Own contribution (EUR)", lambda row: row.project.own_contribution),
        column("Proposed on", lambda row: row.project.proposed),
    )
