"""What a report says of a small county, with numbers worked out by hand, in German and in English."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from events.monitoring.monitored import MonitoredStates
from events.policy import Role
from events.project.budget import BudgetPlanned
from events.project.effects import EffectExpected
from events.project.state import ExpectedEffect
from events.values import Money
from service.pages.report.duties import overdue
from service.pages.report.effects import effects_of
from service.pages.report.goals import goals
from service.pages.report.money import MOST_YEARS, told_money
from service.pages.report.municipalities import municipalities
from service.pages.report.report import Readers, digests, report
from service.pages.report.summary import summary
from service.pages.typography import printed
from tests.events.goal.story import adopted, proposed, recorded
from tests.events.monitoring.story import A, B, county
from tests.events.monitoring.test_monitoring import NOW, WHOLE, project
from tests.service.pages.report.story import DE, EN, TEXTS, in_english, overview, plain, read, rows, sums, telling
from tests.spec import day, state_of

TOLD = telling(WHOLE, NOW)
ENGLISH = in_english(TOLD)
THEN = telling(WHOLE, day("2022-12-31"))
"""The report of 2022, in which most of it happened."""


# --- Goals -----------------------------------------------------------------------------------------------------


def test_goals_adopted_ones_first() -> None:
    told = goals(TOLD)

    assert plain(told.intro) == "Ziele nach Stand: 3 beschlossen, 1 erreicht, 1 vorgeschlagen."
    assert plain(goals(ENGLISH).intro) == "Goals by status: 3 adopted, 1 achieved, 1 proposed."
    assert rows(told.table) == [
        ["Äpfel", "im Plan", "350", "350", "31. Dezember 2026".replace(" ", "\u00a0")],
        ["Birnen", "keine Daten", "–", "–", "31. Dezember 2015".replace(" ", "\u00a0")],
        ["Weniger Emissionen", "gefährdet", "800", "750", "31. Dezember 2018".replace(" ", "\u00a0")],
        ["Erreicht", "erreicht", "–", "–", "–"],
        ["Idee", "vorgeschlagen", "–", "–", "–"],
    ]
    assert [each.title for each in told.goals] == ["Äpfel", "Birnen", "Weniger Emissionen", "Erreicht", "Idee"]


def test_a_goal_with_its_facts_and_numbers() -> None:
    goal = next(each for each in goals(TOLD).goals if each.title == "Weniger Emissionen")
    english = next(each for each in goals(ENGLISH).goals if each.title == "Weniger Emissionen")

    assert read(list(goal.description)) == ["Bis 2030 auf null."]
    assert [(label, plain(cell.text)) for label, cell in goal.facts] == [
        ("Stand", "beschlossen, seit dem 1. Januar 2013"),
        ("Verantwortlich", "Ahlby"),
        ("Thema", "Wärme"),
        ("Indikator", "Emissionen (t CO2e)"),
        ("Methode", "BISKO, 2019"),
    ]
    assert [label for label, _ in english.facts] == ["Status", "Responsible", "Theme", "Indicator", "Method"]
    assert goal.table is not None
    assert [cell.text for cell in goal.table.heads] == [
        "Jahr",
        "Zielpfad (t CO2e)",
        "Messwert (t CO2e)",
        "Datengüte",
        "Quelle",
    ]
    assert rows(goal.table) == [
        ["2010", "1.000", "–", "", ""],
        ["2015", "750", "800", "B", "Bilanz"],
        ["2020", "500", "–", "", ""],
        ["2030", "0", "–", "", ""],
    ]
    assert rows(english.table)[0] == ["2010", "1,000", "–", "", ""]


def test_what_projects_do_for_a_goal_beside_what_is_to_be_done() -> None:
    (goal,) = [each for each in TOLD.standing.goals if each.ref == "goal:1"]
    german, english = effects_of(goal, TOLD), effects_of(goal, ENGLISH)

    assert [plain(each) for each in german.sentences] == [
        "Bis zum Zielwert für 2030 fehlen 800 t CO2e.",
        "Dazu sollen 2 Vorhaben, deren Wirkung nach dem neuesten Messwert oder dem Ausgangswert einsetzt, im Zieljahr "
        "13 t CO2e beitragen.",
    ]
    assert plain(english.sentences[0]) == "The target for 2030 is still 800 t CO2e away."
    assert [row[0] for row in rows(german.table)] == ["2015–2017", "2018–2030"]


def test_effects_that_are_not_estimated_or_that_nobody_has() -> None:
    second, third = (next(each for each in TOLD.standing.goals if each.ref == ref) for ref in ("goal:2", "goal:3"))

    assert "ein Vorhaben, dessen Wirkung" in plain(effects_of(second, TOLD).sentences[1])
    assert "wie viel, ist nicht beziffert" in effects_of(second, TOLD).sentences[1]
    assert "how much is not estimated" in effects_of(second, ENGLISH).sentences[1]
    assert rows(effects_of(second, TOLD).table) == [["2025–2030", "–", "1"]]
    assert effects_of(third, TOLD).sentences == ["Für kein Vorhaben ist eine Wirkung auf dieses Ziel angegeben."]
    assert effects_of(third, ENGLISH).sentences == ["No project is said to have an effect on this goal."]


def test_a_goal_that_is_reached_and_amounts_in_another_unit() -> None:
    reached = county(
        goals={"goal:1": state_of(proposed(), adopted, recorded(2022, "0"))},
        projects={
            "project:1": project("Plan", A, EffectExpected(ExpectedEffect("goal:1", 2024, Decimal(1), "t CO2e")))
        },
    )
    in_kilograms = ExpectedEffect("goal:1", 2024, Decimal(7), "kg")
    unlike = county(
        goals={"goal:1": state_of(proposed(), adopted, recorded(2022, "300"))},
        projects={f"project:{n}": project(f"Plan {n}", A, EffectExpected(in_kilograms)) for n in range(1, 3)},
    )

    def told(material: MonitoredStates, one: bool = False) -> list[str]:
        if one:
            material = replace(material, projects={"project:1": material.projects["project:1"]})
        made = telling(material, NOW)
        return [plain(each) for each in effects_of(made.standing.goals[0], made).sentences]

    assert told(reached) == ["Der Zielwert für 2030 ist schon erreicht."]
    assert told(unlike)[-1] == "2 Angaben in einer anderen Einheit sind nicht mitgezählt."
    assert told(unlike, one=True)[-1] == "Eine Angabe in einer anderen Einheit ist nicht mitgezählt."


# --- Money -----------------------------------------------------------------------------------------------------


def test_money_by_year_and_by_project_adds_up_to_the_same() -> None:
    told = told_money(TOLD)

    assert [[plain(cell) for cell in row] for row in rows(told.by_year)] == [
        ["2020", "100,00 €", "8.000,00 €", "–", "50,25 €"],
        ["2021", "9.900,01 €", "–", "3.000,00 €", "10,00 €"],
        ["2022", "–", "–", "–", "5,00 €"],
    ]
    assert [plain(cell) for cell in sums(told.by_year)] == [
        "Summe", "10.000,01 €", "8.000,00 €", "3.000,00 €", "65,25 €",
    ]  # fmt: skip
    assert [[plain(cell) for cell in row] for row in rows(told.by_project)] == [
        ["Abgebrochen", "–", "–", "–", "5,00 €", "–"],
        ["Fertig", "–", "–", "–", "10,00 €", "–"],
        ["Wärme", "10.000,01 €", "8.000,00 €", "3.000,00 €", "50,25 €", "2.000,01 €"],
    ]
    assert [plain(cell) for cell in sums(told.by_project)] == [
        "Summe", "10.000,01 €", "8.000,00 €", "3.000,00 €", "65,25 €", "2.000,01 €",
    ]  # fmt: skip
    assert plain(rows(told_money(ENGLISH).by_year)[0][1]) == "€100.00"


def test_what_is_spent_in_later_years_is_not_told() -> None:
    told = told_money(telling(WHOLE, day("2020-12-31")))

    assert [[plain(cell) for cell in row] for row in rows(told.by_year)] == [
        ["2020", "100,00 €", "8.000,00 €", "–", "50,25 €"],
        ["2021", "9.900,01 €", "–", "–", "–"],
        ["2022", "77,00 €", "–", "–", "–"],
    ]
    assert told.by_year is not None
    assert told.by_year.strong == 0
    assert plain(told.sentences[0]) == (
        "Für 2020 sind 100,00 € geplant; ausgegeben wurden 50,25 €, bewilligt 8.000,00 €, abgerufen 0,00 €."
    )


def test_the_chart_of_money_shows_the_years_around_the_reports() -> None:
    events = tuple(BudgetPlanned(year, Money(100)) for year in (1950, 2010, 2024, 2060))
    made = telling(county(projects={"project:1": project("Lang", A, *events)}), day("2024-12-31"))
    told, english = told_money(made), told_money(in_english(made))

    assert told.chart is not None
    assert [year for year, _ in told.chart.groups] == list(range(2017, 2017 + MOST_YEARS))
    assert told.sentences[-1] == "Das Diagramm zeigt 2017 bis 2030, die Tabelle alle Jahre."
    assert english.sentences[-1] == "The chart shows 2017 to 2030, the table all years."
    assert [row[0] for row in rows(told.by_year)] == ["1950", "2010", "2024", "2060"]


# --- Duties and municipalities ---------------------------------------------------------------------------------


def test_what_is_overdue_by_whom_since_when() -> None:
    assert [[plain(cell) for cell in row] for row in rows(overdue(TOLD))] == [
        ["Birnen", "Stadtwerke", "31. Dezember 2015", "1. Januar 2016"],
        ["Weniger Emissionen", "Ahlby", "31. Dezember 2018", "1. Januar 2019"],
        ["Wärme", "Ahlby", "1. Dezember 2020", "2. Dezember 2020"],
        ["Bestand", "Ahlby", "31. März 2021", "1. April 2021"],
        ["Vertrag", "Koordinationsstelle", "1. Januar 2022", "2. Januar 2022"],
    ]
    table = overdue(ENGLISH)
    assert table is not None
    assert [row[0].small for row in table.rows] == [
        "value", "value", "progress report", "milestone: Wärme", "review",
    ]  # fmt: skip


def test_what_municipalities_have_of_it() -> None:
    told = municipalities(TOLD)

    # What was done for C before it became part of A counts as A's; one visit to both counts once.
    assert [[plain(cell) for cell in row] for row in rows(told.in_all)] == [
        ["Ort 7", "–", "1", "–", "–", "–", "–", "–"],
        ["Ort 8", "1", "1", "–", "–", "1", "3,25", "12,34 €"],
    ]
    assert [plain(cell) for cell in sums(told.in_all)] == ["Summe", "1", "2", "–", "–", "1", "3,25", "12,34 €"]
    assert told.in_year is None
    assert told.none_in_year == "Für 2024 sind weder Kontakte noch Entlastungen verzeichnet."
    assert municipalities(ENGLISH).none_in_year == "Neither contacts nor relief are recorded for 2024."
    assert [[plain(cell) for cell in row] for row in rows(told.taking_part)] == [
        ["in mehreren", "0", "–"],
        ["in einem", "2", "Ahlby, Böklund"],
        ["in keinem", "0", "–"],
        ["davon federführend", "1", "Ahlby"],
    ]
    assert [row[1:] for row in rows(told.by_project)] == [["1", "–", "1"], ["1", "1", "–"]]


def test_what_stays_within_the_cooperation_is_said_to_stay_there() -> None:
    outside = replace(
        TOLD, overview=replace(TOLD.overview, material=replace(WHOLE, outreach={}, relief={})), internal=False
    )

    assert municipalities(outside).none_in_year.startswith("Kontakte und Entlastungen sind nur innerhalb")
    assert municipalities(in_english(outside)).none_in_year.startswith("Contacts and relief can be seen only within")


# --- The whole -------------------------------------------------------------------------------------------------


def test_the_key_figures() -> None:
    assert [(plain(each.number), each.label, plain(each.more)) for each in summary(THEN)] == [
        ("3", "beschlossene Ziele", "1 gefährdet, 2 keine Daten"),
        ("2", "Vorhaben in Arbeit", "1 im Jahr 2022 abgeschlossen"),
        ("5,00 €", "im Jahr 2022 für Vorhaben ausgegeben", "geplant: 0,00 €"),
        ("6", "überfällige Pflichten", ""),
        ("3 von 3", "Gemeinden in Vorhaben, die in Arbeit sind", "1 federführend"),
        ("1,25 Stunden", "Entlastung der Gemeinden im Jahr 2022", "4 Kontakte mit Gemeinden"),
    ]
    assert [(plain(each.number), each.label) for each in summary(in_english(THEN))][2:] == [
        ("€5.00", "spent on projects in 2022"),
        ("6", "duties overdue"),
        ("3 of 3", "municipalities in projects under way"),
        ("1.25 hours", "of relief for municipalities in 2022"),
    ]


def test_the_report_says_of_what_day_position_and_reader_it_is() -> None:
    told = report(TOLD, Readers(Role.MUNICIPALITY, A))
    english = report(ENGLISH, Readers(Role.PUBLIC))

    assert told.title == "Jahresbericht 2024 zur Klimazusammenarbeit"
    assert (told.county, plain(told.lead), told.language) == ("Schleswig-Flensburg", "Stichtag 1. Juni 2024", DE)
    assert [(label, plain(cell.text)) for label, cell in told.facts] == [
        ("Landkreis", "Schleswig-Flensburg (01059)"),
        ("Berichtsjahr", "2024, bis zum Stichtag"),
        ("Stichtag", "1. Juni 2024"),
        ("Verzeichnis", "Datenstand (Eintrag 42)"),
        ("Leserkreis", "Kommune (Ahlby); der Bericht enthält, was dieser Leserkreis im Verzeichnis sieht"),
    ]
    assert english.title == "Yearly report 2024 on climate cooperation"
    assert english.facts[-1][1].text == "Public; the report contains what these readers see in the record"
    assert told.sources == ["Bilanz"]
    assert [plain(each) for each in told.footer] == [
        "Aus dem Verzeichnis Klimakreis, Datenstand (Eintrag 42), Stichtag 1. Juni 2024.",
        "Derselbe Bericht zum erneuten Abruf: /reports/2024?language=de&at=42&on=2024-06-01",
    ]
    assert english.footer[1].endswith("/reports/2024?language=en&at=42&on=2024-06-01&county=01059")
    assert report(THEN, Readers(Role.AUDITOR)).footer[1].endswith("/reports/2022?language=de&at=42")


@pytest.mark.parametrize("language", [DE, EN])
def test_where_nothing_is_recorded_that_is_said(language: Any) -> None:
    told = report(telling(MonitoredStates(), day("2024-12-31"), language), Readers(Role.SYSTEM))
    german = language is DE

    assert plain(told.goals.intro) == (
        "Bis zum 31. Dezember 2024 sind keine Ziele verzeichnet."
        if german
        else "No goals are recorded up to 31 December 2024."
    )
    assert told.projects.none_in_year == (
        "Für 2024 sind keine Vorhaben verzeichnet." if german else "No projects are recorded for 2024."
    )
    assert told.money.sentences == [
        "Zu Vorhaben sind keine Mittel verzeichnet." if german else "No money is recorded for projects."
    ]
    assert plain(told.none_overdue) == (
        "Am 31. Dezember 2024 ist nichts überfällig." if german else "Nothing is overdue on 31 December 2024."
    )
    assert told.municipalities.none_in_year == (
        "Hier sind keine Gemeinden verzeichnet." if german else "No municipalities are recorded here."
    )
    tables = (
        told.goals.table, told.projects.by_status, told.projects.by_theme, told.projects.ideas, told.money.by_year,
        told.money.by_project, told.overdue, told.municipalities.in_year, told.municipalities.in_all,
        told.municipalities.taking_part, told.municipalities.by_project,
    )  # fmt: skip
    assert set(tables) == {None}
    assert (told.sources, told.agreement) == ([], [])


def test_the_texts_that_a_report_needs_are_all_there() -> None:
    assert digests(overview(WHOLE, NOW)) <= set(TEXTS)


def test_numbers_are_told_in_groups_of_three() -> None:
    for number, german, english in (
        ("0", "0", "0"),
        ("-1234.50", "−1.234,50", "−1,234.50"),
        ("1000000", "1.000.000", "1,000,000"),
        ("123456789012345.678901", "123.456.789.012.345,678901", "123,456,789,012,345.678901"),
    ):
        assert (printed(Decimal(number), DE), printed(Decimal(number), EN)) == (german, english)


def test_names_with_commas_stay_apart() -> None:
    town = replace(TOLD, overview=replace(TOLD.overview, names={A: "Arnis, Stadt", B: "Böklund"}))

    assert town.names((B, A, A)) == "Arnis, Stadt; Böklund"
    assert TOLD.names((B, A)) == "Ahlby, Böklund"
