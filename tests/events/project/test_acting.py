"""Who may record what of a project: the office and the lead everything, who takes part some, who has left nothing."""

import pytest

from events.agreement.membership import PartyLeft
from events.agreement.parties import PartyAdded
from events.policy import Relation, Role, Visibility
from events.project import PROJECT
from events.project.budget import BudgetPlanned, PlanBudget
from events.project.course import ProjectCancelled
from events.project.milestones import MilestoneReached, ReachMilestone
from events.project.outline import ProjectProposed
from events.project.participants import ProjectJoined, ProjectLeadChanged, ProjectLeft
from events.project.progress import ProgressReported, ReportProgress
from events.values import Money
from events.when import When
from tests.events.goal.story import DRAFT
from tests.events.project.story import (
    BEFORE,
    DAY,
    HERE,
    LATER,
    PROPOSED,
    STARTED,
    A,
    B,
    C,
    approved,
    joined,
    milestone,
    project,
    propose,
    proposed,
    refusal,
    running,
)
from tests.said import english
from tests.spec import HOME, day, state_of


def test_only_the_lead_and_the_office_record_everything() -> None:
    given = project(*running, milestone(1))
    plan, reach = PlanBudget(HERE, 2020, Money(1)), ReachMilestone(HERE, 1, STARTED)
    given.when(plan, acts_for=B).rejects("NOT_YOURS", "id")
    for who in (None, A):
        assert len(given.when(plan, acts_for=who).decided(state_of(*running, milestone(1)))) == 1
    assert len(given.when(reach, acts_for=B).decided(state_of(*running, milestone(1)))) == 1


def test_whoever_has_become_the_lead_records_for_it() -> None:
    events = (ProjectLeadChanged(C, DAY),)
    given = project(*running, *events)
    command = PlanBudget(HERE, 2020, Money(1))
    assert len(given.when(command, acts_for=A).decided(state_of(*running, *events))) == 1
    given.when(command, acts_for=A, today=day("2023-02-28")).rejects("NOT_YOURS", "id")


def test_one_proposes_what_it_leads_itself() -> None:
    project().when(propose(), acts_for=B).rejects("NOT_YOURS", "lead")
    assert len(project().when(propose(), acts_for=A).decided(None)) == 1


@pytest.mark.parametrize("office", [HOME, "coordination_office:1"])
def test_who_acts_for_the_county_or_its_office_records_everything(office: str) -> None:
    given = project(*running, milestone(1))
    given.when(PlanBudget(HERE, 2020, Money(1)), acts_for=office).then(BudgetPlanned(2020, Money(1)))
    given.when(ReachMilestone(HERE, 1, STARTED), acts_for=office).then(MilestoneReached(1, STARTED))
    project().when(propose(agreement="agreement:1"), acts_for=office).then(
        ProjectProposed("Neu", "Text.", A, PROPOSED, (), "agreement:1")
    )


def test_who_has_left_records_nothing() -> None:
    given = project(*running, milestone(1), ProjectLeft(B, LATER))
    report, reach = ReportProgress(HERE, DAY, "Läuft."), ReachMilestone(HERE, 1, DAY)
    for command in (report, reach, PlanBudget(HERE, 2020, Money(1)), ReachMilestone(HERE, 9, DAY)):
        given.when(command, acts_for=B).rejects("NOT_YOURS", "id")
    assert "neither leads the project today nor takes part in it" in english(refusal(given.when(report, acts_for=B)))
    given.when(report, acts_for=B, today=LATER).then(ProgressReported(DAY, "Läuft.", None))
    led = project(*running, milestone(1), ProjectLeadChanged(B, LATER))
    led.when(PlanBudget(HERE, 2020, Money(1)), acts_for=A).rejects("NOT_YOURS", "id")
    led.when(reach, acts_for=A).rejects("NOT_YOURS", "id")


def test_who_is_yet_to_join_reaches_what_it_sees_to_and_nothing_else() -> None:
    given = project(*running, ProjectJoined(C, day("2025-01-01"), None), milestone(1, party=C), milestone(2))
    for who in (A, C):
        given.when(ReachMilestone(HERE, 1, DAY), acts_for=who).then(MilestoneReached(1, DAY))
    given.when(ReachMilestone(HERE, 2, DAY), acts_for=C, today=DAY).rejects("NOT_YOURS", "id")
    given.when(ReportProgress(HERE, DAY, "x"), acts_for=C, today=DAY).rejects("NOT_YOURS", "id")


def test_who_has_become_one_that_takes_part_reports_for_it() -> None:
    led_by_b = ProjectProposed("Wärmeplan", "Zusammen.", B, PROPOSED, (), None)
    given = project(led_by_b, ProjectJoined(C, PROPOSED, None), *running[2:])
    report = ReportProgress(HERE, DAY, "Läuft.")
    given.when(report, acts_for=A).then(ProgressReported(DAY, "Läuft.", None))
    given.when(report, acts_for=A, today=day("2023-02-28")).rejects("NOT_YOURS", "id")
    given.when(PlanBudget(HERE, 2020, Money(1)), acts_for=A).rejects("NOT_YOURS", "id")


def test_under_an_agreement_its_parties_propose() -> None:
    command = propose(agreement="agreement:1")
    project().when(command, acts_for=A).rejects("NOT_A_PARTY", "agreement")
    made = ProjectProposed("Neu", "Text.", A, PROPOSED, (), "agreement:1")
    for party in (A, C):
        project().beside(agreement_1=(DRAFT, PartyAdded(party, None))).when(command, acts_for=A).then(made)
    departed = (DRAFT, PartyAdded(A, None), PartyLeft(A, When(PROPOSED), (A,)))
    project().beside(agreement_1=departed).when(command, acts_for=A).rejects("NOT_A_PARTY", "agreement")
    before = propose(agreement="agreement:1", on=BEFORE)
    assert len(project().beside(agreement_1=departed).when(before, acts_for=A).decided(None)) == 1


def test_a_project_is_public_once_it_was_approved_and_concerns_all_who_ever_carried_it() -> None:
    events = (proposed, joined, ProjectLeft(B, DAY), ProjectLeadChanged(C, DAY))
    audience = PROJECT.disclosure.audience(HERE, state_of(*events), None)
    assert (audience.visibility, audience.concerns) == (Visibility.INTERNAL, frozenset({HERE, A, B, C}))
    given_up = PROJECT.disclosure.audience(HERE, state_of(*events, ProjectCancelled(LATER)), None)
    assert given_up.visibility is Visibility.INTERNAL
    shown = PROJECT.disclosure.audience(HERE, state_of(*events, approved, ProjectCancelled(LATER)), None)
    assert shown.visibility is Visibility.PUBLIC


def test_what_the_office_alone_may_do() -> None:
    own = {command for command, grants in PROJECT.may.items() if grants.get(Role.MUNICIPALITY) is Relation.OWN}
    assert {command.__name__ for command in set(PROJECT.commands) - own} == {
        "ApproveProject",
        "AssignProjectToAgreement",
        "CancelProject",
        "CorrectProject",
    }
