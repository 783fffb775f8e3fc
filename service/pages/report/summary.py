"""The key figures of a report, at its top."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from events.goal.attainment import AttainmentStatus
from events.goal.state import GoalStatus
from events.message import message, plural
from events.project.lifecycle import UNDER_WAY
from events.project.state import ProjectStatus
from service.pages.report.goals import attained
from service.pages.report.money import year_of
from service.pages.report.municipalities import in_sum
from service.pages.report.projects import of_year
from service.pages.report.telling import Telling, plain
from service.pages.typography import in_a_row


@dataclass(frozen=True)
class KeyFigure:
    """A number, what it counts, and what more there is to say of it."""

    number: str
    label: str
    more: str = ""


def summary(telling: Telling) -> Sequence[KeyFigure]:
    """The key figures."""
    return [*_goals(telling), *_projects(telling), *_money(telling), *_owed(telling), *_municipalities(telling)]


def _goals(telling: Telling) -> Iterator[KeyFigure]:
    counts = {each.status: each.count for each in telling.monitoring.goals}
    number, found = counts.get(GoalStatus.ADOPTED, 0), attained(telling)
    more = [
        message("{number} {status}", number=found[each], status=each) for each in AttainmentStatus if found.get(each)
    ]
    yield KeyFigure(
        telling.number(number),
        telling.told(plural(number, "adopted goal", "adopted goals")),
        telling.told(in_a_row(more)) if more else "",
    )


def _projects(telling: Telling) -> Iterator[KeyFigure]:
    under_way = [each for each in telling.monitoring.projects if each.status in UNDER_WAY]
    blocked = sum(each.blocked for each in under_way)
    completed = sum(each.status is ProjectStatus.COMPLETED for each in of_year(telling))
    more = [message("{number} completed in {year}", number=completed, year=telling.year)]
    if blocked:
        more.append(message("{number} blocked", number=blocked))
    number = sum(each.count for each in under_way)
    label = telling.told(plural(number, "project under way", "projects under way"))
    yield KeyFigure(telling.number(number), label, telling.told(in_a_row(more)))


def _money(telling: Telling) -> Iterator[KeyFigure]:
    told = year_of(telling.monitoring.money_by_year, telling.year)
    yield KeyFigure(
        telling.told(told.spent),
        telling.say("spent on projects in {year}", year=telling.year),
        telling.say("planned: {sum}", sum=told.planned),
    )


def _owed(telling: Telling) -> Iterator[KeyFigure]:
    number = len(telling.monitoring.overdue)
    yield KeyFigure(telling.number(number), telling.told(plural(number, "duty overdue", "duties overdue")))


def _municipalities(telling: Telling) -> Iterator[KeyFigure]:
    say, counts = telling.say, telling.monitoring.participation_count
    number = counts.in_one + counts.in_several
    yield KeyFigure(
        say("{number} of {all}", number=Decimal(number), all=Decimal(number + counts.in_none)),
        say("municipalities in projects under way"),
        say("{number} leading", number=counts.leading),
    )
    done = in_sum(telling, telling.year)
    if done is not None:
        contacts = plural(
            sum(done.contacts), "{count} contact with municipalities", "{count} contacts with municipalities"
        )
        more = message("{sum}, {contacts}", sum=done.money, contacts=contacts) if done.money.cents else contacts
        yield KeyFigure(
            say("{hours} hours", hours=plain(done.hours)),
            say("of relief for municipalities in {year}", year=telling.year),
            telling.told(more),
        )
