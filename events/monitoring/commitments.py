"""What somebody has taken on in projects: what each of those that carry them is to see to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from events.monitoring.monitored import MonitoredDay, MonitoredProject
from events.period import during
from events.project.state import ProjectStatus, ResponsibilityNumber
from events.refs import PartyRef, ProjectRef
from events.values import Name, Title, sort_key

_OVER = (ProjectStatus.COMPLETED, ProjectStatus.CANCELLED)


@dataclass(frozen=True)
class Commitment:
    """A task for which a lead or participant of a project is responsible on the day (Zusage)."""

    project: ProjectRef
    """The project (Vorhaben)."""
    title: Title
    """Its title (Titel)."""
    number: ResponsibilityNumber
    """The number of the responsibility in the project (Nummer)."""
    what: Name
    """The task (Aufgabe)."""
    party: PartyRef
    """The party responsible, or its successor after mergers (wer)."""
    since: date
    """The first day (seit)."""
    until: date | None
    """The last day; null if no end is known (bis)."""


def commitments(monitored: MonitoredDay) -> tuple[Commitment, ...]:
    """What was taken on in projects that are not over, of everyone or of one party, by the projects' titles."""
    found = (each for project in monitored.all_projects for each in _of_project(project, monitored))
    mine = (each for each in found if monitored.of in (None, each.party))
    return tuple(sorted(mine, key=lambda each: (sort_key(each.title), each.project, each.number)))


def _of_project(project: MonitoredProject, monitored: MonitoredDay) -> Iterator[Commitment]:
    if project.status not in _OVER:
        for each in during(project.state.responsibilities, monitored.on):
            party = monitored.followed(each.party)
            yield Commitment(project.ref, project.state.title, each.number, each.what, party, each.since, each.until)
