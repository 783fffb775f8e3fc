"""Projects as a report tells them: which belong to a year, and all that is said of one."""

from typing import Any

import pytest

from events.project.budget import BudgetPlanned, SpendingRecorded
from events.project.course import ProjectCancelled, ProjectCompleted, ProjectPaused, ProjectStarted
from events.project.funding import FundingDrawn
from events.project.milestones import MilestoneAdded, MilestoneReached
from events.project.participants import ProjectJoined
from events.project.progress import ProgressReported, ProjectBlocked
from events.project.state import BlockCause
from events.values import Money
from service.pages.report.projects import projects
from tests.events.monitoring.story import A, B, county
from tests.events.monitoring.test_monitoring import NOW, WHOLE, project
from tests.events.project.story import applied, granted
from tests.service.pages.report.story import in_english, plain, read, rows, telling
from tests.spec import day

TOLD = telling(WHOLE, NOW)
ENGLISH = in_english(TOLD)
THEN = telling(WHOLE, day("2022-12-31"))
"""The report of 2022, in which most of it happened."""


def test_projects_of_the_year_are_those_under_way_or_ended_in_it() -> None:
    assert [each.title for each in projects(THEN).projects] == ["Wärme", "Fern", "Fertig", "Abgebrochen"]
    assert [each.title for each in projects(TOLD).projects] == ["Wärme", "Fern"]
    assert [each.title for each in projects(telling(WHOLE, day("2019-12-31"))).projects] == []
    assert rows(projects(TOLD).by_status) == [
        ["Idee", "1", "–"], ["geplant", "1", "–"], ["läuft", "1", "1"], ["abgeschlossen", "1", "–"],
        ["abgebrochen", "1", "–"],
    ]  # fmt: skip
    assert rows(projects(ENGLISH).by_theme) == [["Heat", "2", "1"], ["Mobility", "1", "1"], ["no theme", "2", "1"]]
    assert rows(projects(TOLD).ideas) == [["Idee", "Böklund", "6.\u00a0Januar\u00a02020"]]


def test_a_project_with_its_facts_and_milestones() -> None:
    told, english = projects(TOLD).projects[0], projects(ENGLISH).projects[0]

    assert [(label, plain(cell.text)) for label, cell in told.facts] == [
        ("Stand", "läuft, seit dem 1. Juni 2020"),
        ("Federführung", "Ahlby"),
        ("Beteiligt", "Böklund"),
        ("Themen", "Wärme, Mobilität"),
        ("Wirkt auf", "Weniger Emissionen; Äpfel"),
        ("Fortschritt", "noch nicht berichtet"),
        ("Blockiert", "seit dem 1. Januar 2024: Personal"),
    ]
    assert [[plain(cell) for cell in row] for row in rows(told.milestones)] == [
        ["Auftrag", "30. September 2020", "erreicht am 1. Oktober 2020"],
        ["Bestand", "31. März 2021", "überfällig seit 1. April 2021"],
        ["Plan", "1. Juni 2024", "offen"],
    ]
    assert [plain(row[2]) for row in rows(english.milestones)] == [
        "reached on 1 October 2020", "overdue since 1 April 2021", "open",
    ]  # fmt: skip
    assert read(list(told.description)) == ["Text."]


def test_what_came_of_a_completed_project() -> None:
    lessons = ProjectCompleted(day("2022-01-01"), "Gut.", "Früher beginnen.")
    made = telling(
        county(projects={"project:1": project("Fertig", A, ProjectStarted(day("2020-06-01")), lessons)}),
        day("2022-12-31"),
    )
    (told,) = projects(made).projects

    assert (read(list(told.result)), read(list(told.lessons))) == (["Gut."], ["Früher beginnen."])
    assert told.verdict == "abgeschlossen"
    (before,) = projects(telling(made.material, day("2021-12-31"))).projects
    assert (before.result, before.lessons, before.verdict) == ([], [], "läuft")


def test_progress_is_told_with_the_report_of_the_year() -> None:
    events = (
        ProjectStarted(day("2020-06-01")),
        ProgressReported(day("2021-03-01"), "Läuft.", 30),
        ProgressReported(day("2022-03-01"), "Gut.", None),
    )
    made = telling(county(projects={"project:1": project("Plan", A, *events)}), day("2022-12-31"))
    (told,), (english,) = projects(made).projects, projects(in_english(made)).projects

    assert plain(dict(told.facts)["Fortschritt"].text) == "30 % am 1. März 2021"
    assert plain(dict(english.facts)["Progress"].text) == "30% on 1 March 2021"
    assert (plain(told.reported), read(list(told.report))) == ("Bericht vom 1. März 2022", ["Gut."])
    assert plain(dict(told.facts)["Beteiligt"].text) == "niemand sonst"
    (later,) = projects(telling(made.material, day("2023-12-31"))).projects
    assert (later.reported, later.report) == ("", [])


@pytest.mark.parametrize(
    ("last", "german", "english"),
    [
        (ProjectPaused(day("2021-06-01")), "offen; das Vorhaben ruht", "open; the project is paused"),
        (ProjectCancelled(day("2021-06-01")), "nicht erreicht", "not reached"),
        (ProjectCompleted(day("2021-06-01"), "Gut.", None), "nicht erreicht", "not reached"),
    ],
)
def test_milestones_of_what_does_not_run(last: Any, german: str, english: str) -> None:
    events = (ProjectStarted(day("2020-06-01")), MilestoneAdded(1, "Netz", day("2021-01-31"), (), None), last)
    made = telling(county(projects={"project:1": project("Plan", A, *events)}), day("2021-12-31"))

    assert rows(projects(made).projects[0].milestones)[0][2] == german
    assert rows(projects(in_english(made)).projects[0].milestones)[0][2] == english


def test_the_money_of_a_project_is_told_with_it() -> None:
    events = (
        ProjectStarted(day("2020-06-01")),
        BudgetPlanned(2021, Money(10_000_00)),
        SpendingRecorded(2021, Money(1)),
        applied(),
        granted(),
        FundingDrawn(1, Money(5_00), day("2021-05-01")),
    )
    made = telling(county(projects={"project:1": project("Plan", A, *events)}), day("2021-12-31"))

    assert [[plain(cell) for cell in row] for row in rows(projects(made).projects[0].money)] == [
        ["2021", "10.000,00 €", "–", "5,00 €", "0,01 €", ""],
        ["alle Jahre", "10.000,00 €", "8.000,00 €", "5,00 €", "0,01 €", "2.000,00 €"],
    ]


def test_why_a_project_is_blocked_is_told_without_its_note() -> None:
    told = project("Plan", B, ProjectJoined(A, day("2020-02-01"), None), ProjectBlocked(NOW, BlockCause.LAND, None))
    made = telling(county(projects={"project:1": told}), NOW)

    assert plain(dict(projects(made).projects[0].facts)["Blockiert"].text) == "seit dem 1. Juni 2024: Fläche, Gebäude"
    reached = MilestoneReached(1, day("2024-06-02"))
    open_ = project("Plan", B, MilestoneAdded(1, "Netz", day("2024-06-02"), (), None), reached)
    assert rows(projects(telling(county(projects={"project:1": open_}), NOW)).projects[0].milestones)[0][2] == "offen"
