"""Monitoring as tables: a sheet for each of its parts, and all its figures one below the other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from events.message import message
from events.monitoring.calculation import monitoring
from events.monitoring.duties import Duty
from events.monitoring.monitoring import Benefit, EffectAgainstGap, MoneyOfYear, Monitoring, Participation
from events.outreach import OutreachKind
from service.pages.lists.columns import Column, column, sheet
from service.pages.overview import Overview
from service.sheets import Cell, Sheet


class _Figure(NamedTuple):
    part: str
    what: str
    number: Cell
    unit: str


def reckoned(overview: Overview, of: str | None = None) -> Monitoring:
    """The monitoring of the county, or of a party."""
    return monitoring(overview.material, overview.on, of)


def figures(overview: Overview, found: Monitoring) -> Sheet:
    """Every figure of the whole, with its unit."""
    columns: Sequence[Column[_Figure]] = (
        column("Part", lambda row: row.part),
        column("Figure", lambda row: row.what),
        column("Value", lambda row: row.number),
        column("Unit", lambda row: row.unit),
    )
    return sheet(overview.say("Figures"), columns, _figures(overview, found), overview.language)


def _figures(overview: Overview, found: Monitoring) -> Iterator[_Figure]:
    say, told = overview.say, overview.told
    many = say("number")
    for goals in found.goals:
        yield _Figure(say("Goals"), told(goals.status), goals.count, many)
    for attained in found.attainment:
        yield _Figure(say("Attainment"), told(attained.attainment), attained.count, many)
    for projects in found.projects:
        yield _Figure(say("Projects"), told(projects.status), projects.count, many)
    blocked = sum(each.blocked for each in found.projects)
    yield _Figure(say("Projects"), say("of these blocked"), blocked, many)
    for theme in found.themes:
        yield _Figure(say("Projects by theme"), overview.theme(theme.theme) or say("no theme"), theme.count, many)
    yield _Figure(say("Duties"), say("overdue"), len(found.overdue), many)
    sums = (
        (say("planned"), found.money.planned),
        (say("granted"), found.money.granted),
        (say("drawn"), found.money.drawn),
        (say("spent"), found.money.spent),
        (say("own contribution"), found.money.own_contribution),
    )
    for what, amount in sums:
        yield _Figure(say("Money"), what, amount, amount.currency.value)
    count = found.participation_count
    parts = (
        (say("in no project"), count.in_none),
        (say("in one project"), count.in_one),
        (say("in several projects"), count.in_several),
        (say("leading"), count.leading),
    )
    for what, number in parts:
        yield _Figure(say("Participation of municipalities"), what, number, many)


def overdue(overview: Overview, found: Monitoring) -> Sheet:
    """What is overdue, the longest first."""
    coordination = overview.say("coordination office")
    columns: Sequence[Column[Duty]] = (
        column("Overdue since", lambda duty: duty.overdue_since),
        column("Due", lambda duty: duty.due),
        column("Kind", lambda duty: overview.told(duty.kind)),
        column("Title", lambda duty: duty.title),
        column("Belongs to", lambda duty: overview.name(duty.of)),
        column("Who", lambda duty: overview.name(duty.party) or coordination),
    )
    return sheet(overview.say("Overdue"), columns, found.overdue, overview.language)


def money(overview: Overview, found: Monitoring) -> Sheet:
    """The money of projects, by year."""
    columns: Sequence[Column[MoneyOfYear]] = (
        column("Year", lambda year: year.year),
        column("Planned (EUR)", lambda year: year.planned),
        column("Granted (EUR)", lambda year: year.granted),
        column("Drawn (EUR)", lambda year: year.drawn),
        column("Spent (EUR)", lambda year: year.spent),
    )
    return sheet(overview.say("Money"), columns, found.money_by_year, overview.language)


def effects(overview: Overview, found: Monitoring) -> Sheet:
    """What projects are expected to do for goals, beside what is still to be done."""
    columns: Sequence[Column[EffectAgainstGap]] = (
        column("Goal", lambda effect: overview.name(effect.goal)),
        column("Target year", lambda effect: effect.year),
        column("Gap", lambda effect: effect.gap),
        column("Expected effect", lambda effect: effect.expected),
        column("Unit", lambda effect: effect.unit),
        column("Projects", lambda effect: effect.projects),
    )
    return sheet(overview.say("Effects"), columns, found.effects, overview.language)


def participation(overview: Overview, found: Monitoring) -> Sheet:
    """In how many projects each municipality takes part."""
    columns: Sequence[Column[Participation]] = (
        column("AGS", lambda part: overview.keys.get(part.municipality)),
        column("Municipality", lambda part: overview.name(part.municipality)),
        column("Projects under way", lambda part: part.under_way),
        column("Of which leading", lambda part: part.leading),
        column("Completed projects", lambda part: part.completed),
    )
    return sheet(overview.say("Participation"), columns, found.participation, overview.language)


def benefits(overview: Overview, found: Monitoring) -> Sheet:
    """What the coordination did for each municipality, by year."""
    columns: Sequence[Column[Benefit]] = (
        column("AGS", lambda benefit: overview.keys.get(benefit.municipality)),
        column("Municipality", lambda benefit: overview.name(benefit.municipality)),
        column("Year", lambda benefit: benefit.year),
        column("Outreach", lambda benefit: benefit.outreach),
        *(_of_kind(kind, overview) for kind in OutreachKind),
        column("Of which answered", lambda benefit: benefit.answered),
        column("Hours", lambda benefit: benefit.hours),
        column("Amount (EUR)", lambda benefit: benefit.money),
        column("Hours saved", lambda benefit: benefit.saved.hours),
        column("Saved (EUR)", lambda benefit: benefit.saved.money),
        column("Hours taken over", lambda benefit: benefit.taken_over.hours),
        column("Taken over (EUR)", lambda benefit: benefit.taken_over.money),
    )
    return sheet(overview.say("Outreach and relief"), columns, found.benefits, overview.language)


def _of_kind(kind: OutreachKind, overview: Overview) -> Column[Benefit]:
    def count(benefit: Benefit) -> int:
        return next((each.count for each in benefit.outreach_by_kind if each.kind is kind), 0)

    return column(message("Outreach: {kind}", kind=kind), count)


PARTS = (figures, overdue, money, effects, participation, benefits)
"""The sheets of monitoring, in their order; the first alone where there is room for one only."""
