"""The money of projects, exact to the cent: in all, and by year."""

from collections.abc import Iterable
from datetime import date

from events.monitoring.monitored import MonitoredProject
from events.monitoring.monitoring import MoneyOfProjects, MoneyOfYear
from events.project.own_contribution import own_contribution
from events.project.state import FundingStatus, ProjectStatus
from events.values import Money

_KINDS = ("planned", "granted", "drawn", "spent")


def money(projects: Iterable[MonitoredProject], on: date) -> tuple[MoneyOfProjects, tuple[MoneyOfYear, ...]]:
    """What was planned, granted, drawn and spent: in all and by year, which add up to it. Ideas count nowhere, and of
    cancelled projects not what was planned."""
    cents: dict[int, dict[str, int]] = {}
    own = 0
    for project in projects:
        if project.status is not ProjectStatus.IDEA:
            _add(cents, project, on)
            if project.status is not ProjectStatus.CANCELLED:
                own += own_contribution(project.state, on).cents
    years = tuple(
        MoneyOfYear(year, **{kind: Money(sums[kind]) for kind in _KINDS}) for year, sums in sorted(cents.items())
    )
    totals = {kind: Money(sum(getattr(year, kind).cents for year in years)) for kind in _KINDS}
    return MoneyOfProjects(**totals, own_contribution=Money(own)), years


def _add(cents: dict[int, dict[str, int]], project: MonitoredProject, on: date) -> None:
    """Add a project's sums to those of the years."""

    def put(year: int, kind: str, sum_: int) -> None:
        if sum_:
            cents.setdefault(year, dict.fromkeys(_KINDS, 0))[kind] += sum_

    for year in project.state.budget:
        if project.status is not ProjectStatus.CANCELLED:
            put(year.year, "planned", year.planned.cents)
        put(year.year, "spent", year.spent.cents)
    for funding in project.state.fundings:
        decided = funding.decided_on
        if funding.status is FundingStatus.GRANTED and decided is not None and decided <= on and funding.granted:
            put(decided.year, "granted", funding.granted.cents)
            for drawn in funding.drawdowns:
                if drawn.on <= on:
                    put(drawn.on.year, "drawn", drawn.amount.cents)
