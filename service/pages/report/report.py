"""The yearly report, put together: a pure function of what its reader sees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from events.agreement.state import Agreement
from events.monitoring.monitored import MonitoredStates
from events.policy import Role
from events.values import sort_key
from service.language import Language
from service.pages.overview import Overview
from service.pages.report.agreement import agreement_facts
from service.pages.report.course import over_by
from service.pages.report.duties import overdue
from service.pages.report.excerpt import of_agreement, until_year
from service.pages.report.goals import Goals, goals
from service.pages.report.money import ToldMoney, told_money
from service.pages.report.municipalities import MunicipalityShares, municipalities
from service.pages.report.projects import Projects, projects
from service.pages.report.summary import KeyFigure, summary
from service.pages.report.table import Cell, Table, kept, words
from service.pages.report.telling import Telling
from service.pages.typography import capital


@dataclass(frozen=True)
class Readers:
    """For whom a report was made: their role, and for whom they act."""

    role: Role
    acts_for: str | None = None


@dataclass(frozen=True)
class Report:
    """All that a report says."""

    language: Language
    title: str
    county: str
    subject: str
    lead: str
    facts: Sequence[tuple[str, Cell]]
    summary: Sequence[KeyFigure]
    agreement: Sequence[tuple[str, Cell]]
    goals: Goals
    projects: Projects
    money: ToldMoney
    overdue: Table | None
    none_overdue: str
    municipalities: MunicipalityShares
    qualities: str
    sources: Sequence[str]
    footer: Sequence[str]


def excerpt(overview: Overview, year: int, agreement: str | None) -> Overview:
    """What a report looks at: a county with what was spent by the end of the year, or one agreement of it."""
    found = until_year(overview.material, year)
    if agreement is not None:
        found = of_agreement(found, agreement, overview.on)
    return replace(overview, material=found)


def digests(overview: Overview) -> set[str]:
    """The kept texts that a report of this may need."""
    return set(_digests(overview.material))


def _digests(material: MonitoredStates) -> Iterator[str]:
    for goal in material.goals.values():
        yield goal.description
    for project in material.projects.values():
        yield project.description
        yield from (report.summary for report in project.reports)
        yield from (digest for digest in (project.result, project.lessons) if digest is not None)


def report(telling: Telling, readers: Readers, agreement: str | None = None) -> Report:
    """The report of a year: of the county, or of the agreement to which its material was restricted."""
    say, on = telling.say, telling.on
    state: Agreement | None = telling.material.agreements[agreement] if agreement else None
    return Report(
        language=telling.language,
        title=say("Yearly report {year} on climate cooperation", year=telling.year),
        county=telling.overview.county.name,
        subject=state.title if state else "",
        lead=say("As of {on}", on=on),
        facts=list(_facts(telling, readers)),
        summary=summary(telling),
        agreement=list(agreement_facts(state, telling)) if state else [],
        goals=goals(telling),
        projects=projects(telling),
        money=told_money(telling),
        overdue=overdue(telling),
        none_overdue=say("Nothing is overdue on {on}.", on=on),
        municipalities=municipalities(telling),
        qualities=_qualities(telling),
        sources=_sources(telling),
        footer=_footer(telling, readers, agreement),
    )


def _facts(telling: Telling, readers: Readers) -> Iterator[tuple[str, Cell]]:
    say, year, on = telling.say, telling.year, telling.on
    yield say("County"), kept(f"{telling.overview.county.name} ({telling.overview.county.key})")
    whole = on == date(year, 12, 31)
    yield say("Reporting year"), words(f"{year}" if whole else say("{year}, up to the day of the report", year=year))
    yield say("Day of report"), words(telling.told(on))
    yield say("Record"), words(say("as it stood at entry {position}", position=telling.overview.at))
    yield say("Readers"), words(capital(_readers(telling, readers)))


def _readers(telling: Telling, readers: Readers) -> str:
    role = readers.role
    if role is Role.SYSTEM:
        return telling.say("whoever runs the record; the report contains all of it except sealed texts")
    if readers.acts_for is None:
        return telling.say("{role}; the report contains what these readers see in the record", role=role)
    who = telling.name(readers.acts_for)
    return telling.say("{role} ({who}); the report contains what these readers see in the record", role=role, who=who)


def _qualities(telling: Telling) -> str:
    return telling.say(
        "Data quality: A regional primary data, B regional primary data extrapolated, C regional figures and "
        "statistics, D nationwide figures. A value belongs to the last year of its period and counts if the period "
        "is over on the day of the report. Calculated values are compared exactly and rounded only for display."
    )


def _sources(telling: Telling) -> list[str]:
    """Where the values that the report shows come from."""
    found = {value.source for goal in telling.standing.goals for value in over_by(goal.state, telling.on)}
    return sorted(found, key=sort_key)


def address(telling: Telling, readers: Readers, agreement: str | None) -> str:
    """How the same report is read again: its address, or for those at the command line the command."""
    entity = agreement.partition(":")[2] if agreement else ""
    asked = {"language": telling.language.value.lower(), "at": f"{telling.overview.at}"}
    if telling.on != date(telling.year, 12, 31):
        asked["on"] = f"{telling.on}"
    if readers.role is Role.SYSTEM:
        of = f" --agreement {entity}" if entity else ""
        options = "".join(f" --{name} {value}" for name, value in asked.items())
        return f"klimakreis report --year {telling.year}{of}{options}"
    if readers.role is Role.PUBLIC:
        asked["county"] = telling.overview.county.key
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{f'/agreements/{entity}' if entity else ''}/reports/{telling.year}?{query}"


def _footer(telling: Telling, readers: Readers, agreement: str | None) -> list[str]:
    return [
        telling.say(
            "From the Klimakreis record as it stood at entry {position}; as of {on}.",
            position=telling.overview.at,
            on=telling.on,
        ),
        telling.say("The same report, read again: {where}", where=address(telling, readers, agreement)),
    ]
