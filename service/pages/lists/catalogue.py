"""Every list by its name, and the files that are made of it."""

from collections.abc import AsyncIterator, Sequence
from enum import StrEnum

from service.language import Language
from service.pages.lists import monitoring
from service.pages.lists.goals import goals
from service.pages.lists.projects import projects
from service.pages.lists.values import template, values
from service.pages.overview import Overview
from service.sheets import Media, Sheet, csv_file, xlsx_file


class List(StrEnum):
    """The lists that there are."""

    GOALS = "goals"
    """The goals, with how far each has come (Ziele)."""
    VALUES = "values"
    """The values of the goals (Messwerte)."""
    TEMPLATE = "values-template"
    """A table to fill in with the next values (Vorlage für Messwerte)."""
    PROJECTS = "projects"
    """The projects (Vorhaben)."""
    MONITORING = "monitoring"
    """All figures of monitoring; as XLSX with every part of it as a sheet (Monitoring)."""
    OVERDUE = "overdue"
    """What is overdue, and who owes it (Überfälliges)."""
    MONEY = "money"
    """The money of projects by year (Mittel)."""
    EFFECTS = "effects"
    """What projects are expected to do for goals, beside the gap (Wirkungen)."""
    PARTICIPATION = "participation"
    """In how many projects each municipality takes part (Beteiligung)."""
    BENEFITS = "benefits"
    """What the coordination did for each municipality, by year (Entlastung)."""


class Form(StrEnum):
    """The forms of a file."""

    CSV = "csv"
    """Comma-separated values (CSV)."""
    XLSX = "xlsx"
    """A workbook for spreadsheets (XLSX)."""

    @property
    def media(self) -> Media:
        """Its media type."""
        return Media.CSV if self is Form.CSV else Media.XLSX


_OF_THINGS = {
    List.GOALS: goals,
    List.VALUES: values,
    List.TEMPLATE: template,
    List.PROJECTS: projects,
}
_OF_MONITORING = {
    List.OVERDUE: monitoring.overdue,
    List.MONEY: monitoring.money,
    List.EFFECTS: monitoring.effects,
    List.PARTICIPATION: monitoring.participation,
    List.BENEFITS: monitoring.benefits,
}


def sheets(wanted: List, form: Form, overview: Overview, of: str | None = None) -> Sequence[Sheet]:
    """The tables of a list, of the whole county or of one party; as CSV one only."""
    if wanted in _OF_THINGS:
        return [_OF_THINGS[wanted](overview, of)]
    found = monitoring.reckoned(overview, of)
    if wanted in _OF_MONITORING:
        return [_OF_MONITORING[wanted](overview, found)]
    parts = monitoring.PARTS if form is Form.XLSX else monitoring.PARTS[:1]
    return [part(overview, found) for part in parts]


def file(tables: Sequence[Sheet], form: Form, language: Language) -> AsyncIterator[bytes]:
    """The tables as a file, in parts."""
    return csv_file(tables[0], language) if form is Form.CSV else xlsx_file(tables, language)


def file_name(wanted: List, form: Form, overview: Overview) -> str:
    """What the file is called: the list, the county's key and the day."""
    return f"{wanted.value}-{overview.county.key}-{overview.on.isoformat()}.{form.value}"
