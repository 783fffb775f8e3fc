"""Who takes part in projects, and what the coordination did for each municipality."""

from collections import Counter
from fractions import Fraction

from events.goal.reckoning import rounded
from events.monitoring.material import Standing
from events.monitoring.monitoring import Benefit, Participation, ParticipationCount
from events.project.course import ProjectStatus
from events.project.lifecycle import UNDER_WAY
from events.values import Money


def participation(standing: Standing) -> tuple[Participation, ...]:
    """In how many projects each municipality takes part, by name."""
    under_way: Counter[str] = Counter()
    leading: Counter[str] = Counter()
    completed: Counter[str] = Counter()
    for project in standing.projects:
        if project.status in UNDER_WAY:
            under_way.update(project.parties)
            leading[project.lead] += 1
        elif project.status is ProjectStatus.COMPLETED:
            completed.update(project.parties)
    return tuple(Participation(ref, under_way[ref], leading[ref], completed[ref]) for ref, _ in standing.municipalities)


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
        self.outreach = self.answered = self.cents = 0
        self.hours = Fraction(0)


def benefits(standing: Standing) -> tuple[Benefit, ...]:
    """What the coordination did for each municipality, by name and year; what was withdrawn, or is later than the day,
    counts not."""
    sums: dict[tuple[str, int], _Sums] = {}
    for outreach in standing.material.outreach.values():
        if not outreach.withdrawn and outreach.on <= standing.on:
            answered = outreach.answered_on is not None and outreach.answered_on <= standing.on
            for ref in dict.fromkeys(map(standing.followed, outreach.municipalities)):
                found = sums.setdefault((ref, outreach.on.year), _Sums())
                found.outreach += 1
                found.answered += answered
    for relief in standing.material.relief.values():
        if not relief.withdrawn and relief.on <= standing.on:
            found = sums.setdefault((standing.followed(relief.municipality), relief.on.year), _Sums())
            found.hours += relief.hours
            found.cents += relief.money.cents if relief.money else 0
    years = sorted({year for _, year in sums})
    return tuple(
        Benefit(ref, year, of.outreach, of.answered, rounded(of.hours, 2), Money(of.cents))
        for ref, _ in standing.municipalities
        for year in years
        if (of := sums.get((ref, year))) is not None
    )
