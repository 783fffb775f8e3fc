"""The key figures of a report, at its top."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.goal.attainment import AttainmentStatus
from events.goal.state import GoalStatus
from events.project.lifecycle import UNDER_WAY
from events.project.state import ProjectStatus
from service.pages.report.goals import attained
from service.pages.report.money import year_of
from service.pages.report.municipalities import in_sum
from service.pages.report.projects import of_year
from service.pages.report.telling import Telling, plain
from service.pages.words import word


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
    more = ", ".join(
        f"{found[status]} {word(status, telling.language)}" for status in AttainmentStatus if found.get(status)
    )
    label = (
        telling.say("beschlossenes Ziel", "adopted goal")
        if number == 1
        else telling.say("beschlossene Ziele", "adopted goals")
    )
    yield KeyFigure(telling.number(number), label, more)


def _projects(telling: Telling) -> Iterator[KeyFigure]:
    say = telling.say
    under_way = [each for each in telling.monitoring.projects if each.status in UNDER_WAY]
    blocked = sum(each.blocked for each in under_way)
    completed = sum(each.status is ProjectStatus.COMPLETED for each in of_year(telling))
    more = [say(f"{completed} im Jahr {telling.year} abgeschlossen", f"{completed} completed in {telling.year}")]
    if blocked:
        more.append(say(f"{blocked} blockiert", f"{blocked} blocked"))
    number = sum(each.count for each in under_way)
    label = say("Vorhaben in Arbeit", "project under way" if number == 1 else "projects under way")
    yield KeyFigure(telling.number(number), label, ", ".join(more))


def _money(telling: Telling) -> Iterator[KeyFigure]:
    told = year_of(telling.monitoring.money_by_year, telling.year)
    planned = telling.money(told.planned)
    yield KeyFigure(
        telling.money(told.spent),
        telling.say(f"{telling.year} für Vorhaben ausgegeben", f"spent on projects in {telling.year}"),
        telling.say(f"geplant: {planned}", f"planned: {planned}"),
    )


def _owed(telling: Telling) -> Iterator[KeyFigure]:
    number = len(telling.monitoring.overdue)
    label = telling.say(
        "überfällige Pflicht" if number == 1 else "überfällige Pflichten",
        "duty overdue" if number == 1 else "duties overdue",
    )
    yield KeyFigure(telling.number(number), label)


def _municipalities(telling: Telling) -> Iterator[KeyFigure]:
    say, counts = telling.say, telling.monitoring.participation_count
    number = counts.in_one + counts.in_several
    of = telling.number(number + counts.in_none)
    yield KeyFigure(
        say(f"{telling.number(number)} von {of}", f"{telling.number(number)} of {of}"),
        say("Gemeinden in Vorhaben, die in Arbeit sind", "municipalities in projects under way"),
        say(f"{counts.leading} federführend", f"{counts.leading} leading"),
    )
    done = in_sum(telling, telling.year)
    if done is not None:
        contacts = telling.counted(
            sum(done.contacts),
            ("Kontakt mit Gemeinden", "contact with municipalities"),
            ("Kontakte mit Gemeinden", "contacts with municipalities"),
        )
        hours, money = telling.number(plain(done.hours)), telling.money(done.money)
        yield KeyFigure(
            say(f"{hours}\u00a0Stunden", f"{hours}\u00a0hours"),
            say(f"Entlastung der Gemeinden {telling.year}", f"of relief for municipalities in {telling.year}"),
            ", ".join([*([money] if done.money.cents else []), contacts]),
        )
