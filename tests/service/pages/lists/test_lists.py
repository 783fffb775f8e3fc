"""Lists say what stands in the record, in German and in English, and what monitoring says."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from events.monitoring.calculation import monitoring
from service.language import Language
from service.pages.lists.catalogue import Form, List, file, file_name, sheets
from service.pages.lists.columns import joined
from service.sheets import TEXT_MOST, Media, decimal_of, read_table
from tests.service.pages.lists.story import GOAL, HEAT, MATERIAL, ON, PLAN, overview

DE, EN = Language.DE, Language.EN


async def written(wanted: List, form: Form, language: Language, of: str | None = None) -> bytes:
    """The file of a list."""
    tables = sheets(wanted, form, overview(language), of)
    return b"".join([part async for part in file(tables, form, language)])


async def rows(wanted: List, language: Language, of: str | None = None) -> list[dict[str, str]]:
    """A list as CSV, read as a spreadsheet reads it."""
    text = (await written(wanted, Form.CSV, language, of)).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";" if language is DE else ","))


def some(row: dict[str, str], *names: str) -> list[str]:
    return [row[name] for name in names]


async def test_goals_with_the_numbers_that_say_how_they_stand() -> None:
    plan, goal = await rows(List.GOALS, DE)

    assert some(plan, "Ziel", "Stand", "Verantwortlich", "Zielerreichung", "Zieljahr") == [
        "Ältere Öfen tauschen",
        "vorgeschlagen",
        "Schleswig-Flensburg",
        "",
        "",
    ]
    assert goal["Ziel-Kennung"] == GOAL.partition(":")[2]
    assert some(goal, "Ziel", "Stand", "Thema", "Verantwortlich", "Einheit", "Richtung") == [
        "Weniger Emissionen",
        "beschlossen",
        "Wärme",
        "Ort 8",
        "t CO2e",
        "senken",
    ]
    # 2010: 1,000, 2020: 500, 2030: 0; the tolerance is a tenth of the way.
    assert some(
        goal, "Zielerreichung", "Jahr des Messwerts", "Neuester Messwert", "Erwartet", "Rückstand", "Toleranz"
    ) == [
        "gefährdet",
        "2021",
        "480,5",
        "450",
        "31",
        "100",
    ]
    assert some(goal, "Nächster Messwert bis", "Überfällig seit") == ["31.12.2024", ""]


async def test_goals_in_english() -> None:
    _, goal = await rows(List.GOALS, EN)

    assert some(goal, "Goal", "Status", "Theme", "Attainment", "Newest value", "Next value by") == [
        "Weniger Emissionen",
        "adopted",
        "Heat",
        "at risk",
        "480.5",
        "2024-12-31",
    ]


async def test_values_and_the_periods_that_come_next() -> None:
    recorded = await rows(List.VALUES, DE)
    wanted = await rows(List.TEMPLATE, EN)

    assert [some(row, "Ziel", "Von", "Bis", "Wert", "Datengüte", "Quelle") for row in recorded] == [
        ["Weniger Emissionen", "01.01.2020", "31.12.2020", "510", "B", "Bilanz"],
        ["Weniger Emissionen", "01.01.2021", "31.12.2021", "480,5", "B", "Bilanz"],
    ]
    assert [some(row, "Goal", "Series", "Method", "From", "To", "Value", "Unit") for row in wanted] == [
        ["Weniger Emissionen", "1", "BISKO 2019", "2022-01-01", "2022-12-31", "", "t CO2e"],
    ]


async def test_projects_with_their_money_to_the_cent() -> None:
    idea, heat = sorted(await rows(List.PROJECTS, DE), key=lambda row: row["Stand"], reverse=False)

    assert some(idea, "Vorhaben", "Stand", "Federführung", "Geplant (EUR)") == ["'=Radweg", "Idee", "Ort 7", "0,00"]
    assert heat["Vorhaben-Kennung"] == HEAT.partition(":")[2]
    assert some(heat, "Stand", "Themen", "Federführung", "Weitere Beteiligte", "Ziele") == [
        "läuft",
        "Wärme",
        "Ort 8",
        "Ort 7",
        "Weniger Emissionen",
    ]
    assert some(heat, "Blockiert seit", "Hindernis", "Nächster Meilenstein bis", "Nächster Bericht bis") == [
        "01.02.2024",
        "Personal",
        "31.12.2023",
        "02.11.2022",
    ]
    money = ("Geplant (EUR)", "Bewilligt (EUR)", "Abgerufen (EUR)", "Ausgegeben (EUR)", "Eigenanteil (EUR)")
    assert some(heat, *money) == ["30000,50", "18000,00", "0,00", "9999,99", "12000,50"]


async def test_a_party_gets_its_own() -> None:
    assert [row["Vorhaben"] for row in await rows(List.PROJECTS, DE, "municipality:a")] == ["Wärmeplan"]
    assert [row["Ziel"] for row in await rows(List.GOALS, DE, "municipality:b")] == []


async def test_the_figures_are_those_of_monitoring() -> None:
    told = {(row["Part"], row["Figure"]): row["Value"] for row in await rows(List.MONITORING, EN)}
    found = monitoring(MATERIAL, ON)

    assert told["Attainment", "at risk"] == "1"
    assert told["Projects", "running"] == told["Projects", "of these blocked"] == "1"
    assert Decimal(told["Money", "planned"]) * 100 == found.money.planned.cents == 30_000_50
    assert Decimal(told["Money", "own contribution"]) * 100 == found.money.own_contribution.cents
    assert told["Duties", "overdue"] == str(len(found.overdue)) == "2"
    assert told["Participation of municipalities", "in one project"] == "2"


async def test_each_part_of_monitoring_is_a_list() -> None:
    overdue = await rows(List.OVERDUE, DE)
    benefits = await rows(List.BENEFITS, DE)

    assert [some(row, "Überfällig seit", "Art", "Titel", "Gehört zu", "Wer") for row in overdue] == [
        ["03.11.2022", "Fortschrittsbericht", "Wärmeplan", "Wärmeplan", "Ort 8"],
        ["01.01.2024", "Meilenstein", "Bestand erhoben", "Wärmeplan", "Ort 8"],
    ]
    assert [row["Jahr"] for row in await rows(List.MONEY, DE)] == ["2022", "2023"]
    assert [some(row, "Ziel", "Lücke", "Erwartete Wirkung") for row in await rows(List.EFFECTS, DE)] == [
        ["Weniger Emissionen", "480,5", "40"]
    ]
    assert [some(row, "AGS", "Vorhaben in Arbeit") for row in await rows(List.PARTICIPATION, DE)] == [
        ["01059002", "1"],
        ["01059001", "1"],
    ]
    assert [
        some(row, "AGS", "Jahr", "Kontakte", "Davon beantwortet", "Stunden", "Betrag (EUR)") for row in benefits
    ] == [["01059001", "2023", "1", "1", "7,75", "1234,05"]]


async def test_monitoring_as_a_workbook_has_a_sheet_for_each_part() -> None:
    book = load_workbook(BytesIO(await written(List.MONITORING, Form.XLSX, DE)))

    assert book.sheetnames == [
        "Kennzahlen",
        "Überfällig",
        "Mittel",
        "Wirkungen",
        "Beteiligung",
        "Kontakte und Entlastung",
    ]
    keys: Any = [cell.value for cell in book["Beteiligung"]["A"]]
    assert keys == ["AGS", "01059002", "01059001"]
    planned = book["Mittel"]["B3"]
    assert (planned.value, planned.number_format) == (20000.5, "#,##0.00")


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("wanted", List)
async def test_every_list_comes_back_as_a_table(wanted: List, language: Language, form: Form) -> None:
    content = await written(wanted, form, language)
    media = Media.CSV if form is Form.CSV else Media.XLSX
    back = [row for _, row in read_table(BytesIO(content), media)]

    table = sheets(wanted, form, overview(language))[0]
    assert back
    assert list(back[0]) == list(table.headings)
    if wanted is List.PROJECTS:
        planned = "Geplant (EUR)" if language is DE else "Planned (EUR)"
        mark = "," if language is DE else "."
        assert sorted(decimal_of(row[planned], mark) for row in back) == [Decimal("0.00"), Decimal("30000.50")]
        assert {row["Vorhaben" if language is DE else "Project"] for row in back} == {"Wärmeplan", "=Radweg"}


def test_a_file_is_called_after_list_county_and_day() -> None:
    assert file_name(List.TEMPLATE, Form.XLSX, overview(DE)) == "values-template-01059-2024-06-01.xlsx"


def test_as_many_names_as_a_cell_holds() -> None:
    assert joined(["a", "b"]) == "a; b"
    assert len(joined(["Gemeinde"] * 10_000)) == TEXT_MOST
    assert joined(["Gemeinde"] * 10_000).endswith("…")


def test_what_the_reader_does_not_see_is_told_so() -> None:
    assert overview(DE).name("partner:x") == "(hier nicht sichtbar)"
    assert overview(EN).name("partner:x") == "(not visible here)"
    assert overview(EN).name(None) == ""
    assert overview(EN).theme("unlisted") == "unlisted"
    assert PLAN in overview(EN).names
