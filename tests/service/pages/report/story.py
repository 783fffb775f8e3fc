"""A small county as a report tells it: names and texts beside the material that monitoring is tested with."""

from dataclasses import replace
from datetime import date
from typing import Any

from events.county import COUNTY
from events.monitoring.monitored import MonitoredStates
from events.values import digest_of
from service.language import Language
from service.pages.document import MarkedParagraph
from service.pages.overview import Overview
from service.pages.report.report import excerpt
from service.pages.report.table import Table
from service.pages.report.telling import Telling
from tests.events.monitoring.story import FAR, A, B, C
from tests.spec import LANDKREIS, state_of

DE, EN = Language.DE, Language.EN
NAMES = {
    A: "Ahlby",
    B: "Böklund",
    C: "Claushof",
    FAR: "Fernau",
    "partner:1": "Stadtwerke",
    "partner:2": "Hochschule",
    "county:1": "Kreis Schleswig-Flensburg",
}
TEXTS = {digest_of(text): text for text in ("Bis 2030 auf null.", "Text.", "Gut.", "Früher beginnen.", "Läuft.", "Z.")}


def overview(material: MonitoredStates, on: date, language: Language = DE) -> Overview:
    """The county on a day, at position 42."""
    titled: dict[str, Any] = {**material.goals, **material.projects, **material.agreements}
    names = {**NAMES, **{ref: state.title for ref, state in titled.items()}}
    county = COUNTY.view(state_of(*LANDKREIS), on)
    return Overview(material, "county:1", county, names, {A: "01059001"}, on, 42, language)


def telling(
    material: MonitoredStates, on: date, language: Language = DE, agreement: str | None = None, year: int | None = None
) -> Telling:
    """What a report of the day's year is told from."""
    year = year or on.year
    return Telling(excerpt(overview(material, on, language), year, agreement), year, TEXTS)


def in_english(told: Telling) -> Telling:
    """The same in English."""
    return replace(told, overview=replace(told.overview, language=EN))


def rows(table: Table | None) -> list[list[str]]:
    """What stands in a table, without small print."""
    assert table is not None
    return [[cell.text for cell in row] for row in table.rows]


def sums(table: Table | None) -> list[str]:
    """What stands below it."""
    assert table is not None
    return [cell.text for cell in table.sums]


def plain(text: str) -> str:
    """A text with plain spaces."""
    return text.replace("\u00a0", " ")


def read(lines: "list[MarkedParagraph] | tuple[MarkedParagraph, ...]") -> list[str]:
    """The paragraphs of a text."""
    return [line.text for line in lines]
