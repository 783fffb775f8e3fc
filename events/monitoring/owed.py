"""What is owed on a day: values of goals, reviews of agreements, milestones and reports of projects."""

from collections.abc import Iterator
from datetime import date, timedelta

from events.agreement.reviews import review_due
from events.agreement.silence import after_silence
from events.goal.calculation import value_due
from events.monitoring.duties import Duty, DutyKind
from events.monitoring.monitored import MonitoredDay
from events.project.lifecycle import open_milestones, report_due


def duties(monitored: MonitoredDay) -> tuple[Duty, ...]:
    """All that is owed, what is due first foremost; of a party, what it owes itself, in whatever project."""
    found = (*_values(monitored), *_reviews(monitored), *_of_projects(monitored))
    mine = (each for each in found if monitored.of in (None, each.party))
    return tuple(sorted(mine, key=lambda each: (each.due, each.kind, each.title, each.of, each.milestone or 0)))


def overdue(owed: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """What of it is overdue, the longest first."""
    return tuple(each for each in owed if each.overdue_since is not None)


def _duty(
    kind: DutyKind, of: str, title: str, party: str | None, due: date, on: date, milestone: int | None = None
) -> Duty:
    return Duty(kind, of, title, party, due, due + timedelta(days=1) if on > due else None, milestone)


def _values(monitored: MonitoredDay) -> Iterator[Duty]:
    for goal in monitored.goals:
        due = value_due(goal.state, monitored.on)
        if due is not None:
            yield _duty(DutyKind.VALUE, goal.ref, goal.state.title, goal.party, due, monitored.on)


def _reviews(monitored: MonitoredDay) -> Iterator[Duty]:
    """The coordination owes reviews: they are nobody's among the parties."""
    if monitored.of is None:
        for ref, agreement in monitored.states.agreements.items():
            due = review_due(after_silence(agreement, monitored.on), monitored.on)
            if due is not None:
                yield _duty(DutyKind.REVIEW, ref, agreement.title, None, due, monitored.on)


def _of_projects(monitored: MonitoredDay) -> Iterator[Duty]:
    # One that carries a project no more may still see to a milestone of it.
    for project in monitored.all_projects:
        for milestone in open_milestones(project.state, monitored.on):
            party = project.lead if milestone.party is None else monitored.followed(milestone.party)
            yield _duty(
                DutyKind.MILESTONE,
                project.ref,
                milestone.title,
                party,
                milestone.due,
                monitored.on,
                milestone.number,
            )
        due = report_due(project.state, monitored.on)
        if due is not None:
            yield _duty(DutyKind.PROGRESS_REPORT, project.ref, project.state.title, project.lead, due, monitored.on)
