"""A report of one agreement: its goals, its projects, its parties, its review, and nothing else."""

from typing import Any

import pytest

from events.agreement.drafting import AgreementDrafted
from events.agreement.parties import PartyAdded
from events.formalities import Formalities, LegalForm
from events.goal.course import GoalAgreementAssigned
from events.policy import Role
from events.project.effects import EffectExpected
from events.project.outline import ProjectAgreementAssigned, ProjectProposed
from events.project.state import ExpectedEffect
from events.when import When
from service.pages.report.duties import overdue
from service.pages.report.excerpt import parties_of
from service.pages.report.report import Readers, report
from service.pages.report.telling import Telling
from tests.events.goal.story import adopted, proposed
from tests.events.monitoring.story import FAR, A, B, C, agreement, county
from tests.events.monitoring.test_monitoring import WHOLE, project
from tests.service.pages.report.story import in_english, plain, rows, telling
from tests.spec import day, state_of

HERE = "agreement:1"
NOW = day("2024-06-01")
MATERIAL = county(
    goals={
        "goal:1": state_of(proposed(agreement=HERE), adopted),
        "goal:2": state_of(proposed(title="Anderes"), adopted),
        "goal:3": state_of(proposed(title="Zugeordnet"), adopted, GoalAgreementAssigned(HERE)),
    },
    projects={
        "project:1": project("Eigenes", A, ProjectAgreementAssigned(HERE)),
        "project:2": project("Mit Wirkung", B, EffectExpected(ExpectedEffect("goal:3", 2025))),
        "project:3": project("Fremdes", B, EffectExpected(ExpectedEffect("goal:2", 2025))),
    },
    agreements={HERE: agreement(24), "agreement:2": agreement(12)},
    outreach=WHOLE.outreach,
    relief=WHOLE.relief,
)


def told() -> Telling:
    return telling(MATERIAL, NOW, agreement=HERE)


def test_goals_and_projects_of_the_agreement_alone() -> None:
    found = told().material

    assert list(found.goals) == ["goal:1", "goal:3"]
    assert list(found.projects) == ["project:1", "project:2"]
    assert list(found.agreements) == [HERE]


def test_municipalities_are_its_parties_on_the_day() -> None:
    assert [ref for ref, _ in told().standing.municipalities] == [B, A]
    alone = county(agreements={HERE: _draft(A, FAR)}, outreach=WHOLE.outreach, relief=WHOLE.relief)
    found = report(telling(alone, NOW, agreement=HERE), Readers(Role.SYSTEM), HERE)

    # What was done for the one that has become A counts for A; what was done for B does not.
    assert [[plain(cell) for cell in row] for row in rows(found.municipalities.in_all)] == [
        ["Ort 8", "1", "1", "–", "–", "1", "3,25", "12,34 €"]
    ]


def _draft(*parties: str) -> Any:
    begun = AgreementDrafted(
        "Entwurf", "Z.", LegalForm.WORKING_GROUP, When(day("2019-01-01")), (), formalities=Formalities(False, False)
    )
    return state_of(begun, *(PartyAdded(each, None) for each in parties))


def test_parties_are_followed_to_what_they_have_become() -> None:
    material = county(agreements={HERE: _draft(B, C)})

    assert parties_of(material.agreements[HERE], material, day("2020-01-01")) == {B, C}
    assert parties_of(material.agreements[HERE], material, NOW) == {A, B}


def test_the_agreement_in_facts() -> None:
    found, english = (report(each, Readers(Role.SYSTEM), HERE) for each in (told(), in_english(told())))

    assert found.subject == "Vertrag"
    assert [(label, plain(cell.text)) for label, cell in found.agreement] == [
        ("Rechtsform", "Formlose Zusammenarbeit"),
        ("Stand", "in Kraft"),
        ("Fassung", "Fassung 1, gilt ab 1. Januar 2020"),
        ("Vertragspartner", "2: Ahlby, Böklund"),
        ("Nächste Überprüfung", "bis 1. Januar 2022 (überfällig)"),
    ]
    assert [(label, plain(cell.text)) for label, cell in english.agreement] == [
        ("Legal form", "Informal"),
        ("Status", "in force"),
        ("Version", "Version 1, applies from 1 January 2020"),
        ("Parties", "2: Ahlby, Böklund"),
        ("Next review", "by 1 January 2022 (overdue)"),
    ]


def test_a_draft_has_parties_and_no_review() -> None:
    found = report(telling(county(agreements={HERE: _draft(A, B)}), NOW, agreement=HERE), Readers(Role.SYSTEM), HERE)

    assert [(label, plain(cell.text)) for label, cell in found.agreement] == [
        ("Rechtsform", "Arbeitsgemeinschaft"),
        ("Stand", "Entwurf"),
        ("Fassung", "Fassung 1"),
        ("Vertragspartner", "Ahlby, Böklund"),
    ]


def test_only_its_own_review_is_owed() -> None:
    assert [row[:2] for row in rows(overdue(told()))] == [
        ["Weniger Emissionen", "Stadtwerke"], ["Zugeordnet", "Stadtwerke"], ["Vertrag", "Koordinationsstelle"],
    ]  # fmt: skip


@pytest.mark.parametrize("on", ["1990-01-01", "2024-06-01"])
def test_an_agreement_without_anything(on: str) -> None:
    found = report(
        telling(county(agreements={HERE: agreement(24)}), day(on), agreement=HERE), Readers(Role.SYSTEM), HERE
    )

    assert (found.goals.goals, found.projects.projects) == ([], [])
    assert found.projects.none_in_year == f"Für {on[:4]} sind keine Vorhaben verzeichnet."


def test_where_its_report_is_read_again() -> None:
    proposed_in = state_of(ProjectProposed("Plan", "Text.", A, day("2020-01-06"), (), None))
    reference = "agreement:0190f3a0-0000-7000-8000-000000000001"
    made = telling(
        county(agreements={reference: agreement(24)}, projects={"project:1": proposed_in}), NOW, agreement=reference
    )

    assert (
        report(made, Readers(Role.COORDINATOR), reference)
        .footer[1]
        .endswith(" /agreements/0190f3a0-0000-7000-8000-000000000001/reports/2024?language=de&at=42&on=2024-06-01")
    )
    assert (
        report(made, Readers(Role.SYSTEM), reference)
        .footer[1]
        .endswith(
            " klimakreis report --year 2024 --agreement 0190f3a0-0000-7000-8000-000000000001 --language de --at 42 "
            "--on 2024-06-01"
        )
    )
