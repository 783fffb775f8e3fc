"""Who takes part in projects, and what the coordination did for each municipality."""

from collections import Counter
from fractions import Fraction

from events.goal.calculation import rounded
from events.monitoring.monitored import MonitoredDay
from events.monitoring.monitoring import Benefit, OutreachOfKind, Participation, ParticipationCount, ReliefSum
from events.outreach import Outreach, OutreachKind
from events.project.lifecycle import UNDER_WAY
from events.project.state import ProjectStatus
from events.relief import ReliefKind
from events.values import Money


def participation(monitored: MonitoredDay) -> tuple[Participation, ...]:
    """In how many projects each municipality takes part, by name."""
    under_way: Counter[str] = Counter()
    leading: Counter[str] = Counter()
    completed: Counter[str] = Counter()
    for project in monitored.projects:
        if project.status in UNDER_WAY:
            under_way.update(project.parties)
            leading[project.lead] += 1
        elif project.status is ProjectStatus.COMPLETED:
            completed.update(project.parties)
    return tuple(
        Participation(ref, under_way[ref], leading[ref], completed[ref]) for ref, _ in monitored.municipalities
    )


def participation_count(found: tuple[Participation, ...]) -> ParticipationCount:
    """How many municipalities take part in projects under way."""
    return ParticipationCount(
        in_none=sum(each.under_way == 0 for each in found),
        in_one=sum(each.under_way == 1 for each in found),
        in_several=sum(each.under_way > 1 for each in found),
        leading=sum(each.leading > 0 for each in found),
    )


class _Sums:
    """What was done for a municipality in a year so far."""

    def __init__(self) -> None:
        self.outreach: Counter[OutreachKind] = Counter()
        self.answered = 0
        self.hours = dict.fromkeys(ReliefKind, Fraction(0))
        self.cents = dict.fromkeys(ReliefKind, 0)

    def relief(self, kind: ReliefKind) -> ReliefSum:
        """What of it was saved, or taken over."""
        return ReliefSum(rounded(self.hours[kind], 2), Money(self.cents[kind]))


def benefits(monitored: MonitoredDay) -> tuple[Benefit, ...]:
    """What the coordination did for each municipality, by name and year; what was withdrawn, or is later than the day,
    counts not."""
    sums: dict[tuple[str, int], _Sums] = {}
    for outreach in monitored.states.outreach.values():
        if not outreach.withdrawn and outreach.on <= monitored.on:
            _add_outreach(sums, outreach, monitored)
    for relief in monitored.states.relief.values():
        if not relief.withdrawn and relief.on <= monitored.on:
            found = sums.setdefault((monitored.followed(relief.municipality), relief.on.year), _Sums())
            found.hours[relief.way] += relief.hours
            found.cents[relief.way] += relief.money.cents if relief.money else 0
    years = sorted({year for _, year in sums})
    return tuple(
        _benefit(ref, year, of)
        for ref, _ in monitored.municipalities
        for year in years
        if (of := sums.get((ref, year))) is not None
    )


def _add_outreach(sums: dict[tuple[str, int], _Sums], outreach: Outreach, monitored: MonitoredDay) -> None:
    answered = {monitored.followed(each.municipality) for each in outreach.answers if each.on <= monitored.on}
    for ref in dict.fromkeys(map(monitored.followed, outreach.municipalities)):
        found = sums.setdefault((ref, outreach.on.year), _Sums())
        found.outreach[outreach.way] += 1
        found.answered += ref in answered


def _benefit(ref: str, year: int, of: _Sums) -> Benefit:
    return Benefit(
        municipality=ref,
        year=year,
        outreach=of.outreach.total(),
        answered=of.answered,
        outreach_by_kind=tuple(OutreachOfKind(kind, of.outreach[kind]) for kind in OutreachKind if of.outreach[kind]),
        hours=rounded(sum(of.hours.values(), Fraction(0)), 2),
        money=Money(sum(of.cents.values())),
        saved=of.relief(ReliefKind.SAVED),
        taken_over=of.relief(ReliefKind.TAKEN_OVER),
    )
