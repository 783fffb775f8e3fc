"""Every command in every situation of a project: what follows, or why it is refused."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from events.project.budget import BudgetPlanned, PlanBudget, RecordSpending, SpendingRecorded
from events.project.course import (
    ApproveProject,
    CancelProject,
    CompleteProject,
    PauseProject,
    ProjectApproved,
    ProjectCancelled,
    ProjectCompleted,
    ProjectPaused,
    ProjectResumed,
    ProjectStarted,
    ResumeProject,
    StartProject,
)
from events.project.effects import DropEffect, EffectDropped, EffectExpected, ExpectEffect
from events.project.funding import (
    ApplyForFunding,
    DrawFunding,
    FundingAppliedFor,
    FundingDrawn,
    FundingGranted,
    FundingRefused,
    GrantFunding,
    RefuseFunding,
)
from events.project.milestones import (
    AddMilestone,
    MilestoneAdded,
    MilestoneReached,
    MilestoneRemoved,
    MilestoneReopened,
    MilestoneReordered,
    MilestoneRescheduled,
    MilestoneRestated,
    ReachMilestone,
    RemoveMilestone,
    ReopenMilestone,
    ReorderMilestone,
    RescheduleMilestone,
    RestateMilestone,
)
from events.project.outline import (
    AppointProjectContacts,
    AssignProjectThemes,
    AssignProjectToAgreement,
    ProjectAgreementAssigned,
    ProjectContactsAppointed,
    ProjectRestated,
    ProjectThemesAssigned,
    ProposeProject,
    RestateProject,
)
from events.project.participants import (
    AssignProjectResponsibility,
    ChangeProjectLead,
    EndProjectResponsibility,
    JoinProject,
    LeaveProject,
    ProjectJoined,
    ProjectLeadChanged,
    ProjectLeft,
    ProjectResponsibilityAssigned,
    ProjectResponsibilityEnded,
)
from events.project.progress import (
    AgreeReporting,
    BlockProject,
    ProgressReported,
    ProjectBlocked,
    ProjectUnblocked,
    ReportingAgreed,
    ReportProgress,
    UnblockProject,
)
from events.project.state import BlockCause, ExpectedEffect
from events.values import Money
from tests.events.project.story import (
    APPROVED,
    DAY,
    HERE,
    LATER,
    PROPOSED,
    STARTED,
    A,
    B,
    applied,
    approved,
    granted,
    joined,
    milestone,
    project,
    proposed,
    started,
)
from tests.spec import Expected, day, every, outcome_is

SOON = day("2020-09-01")
effect = ExpectedEffect("goal:1", 2022, Decimal(5), "t CO2e")
seen_to = ProjectResponsibilityAssigned(1, "Netzdaten", B, PROPOSED)
idea: tuple[Any, ...] = (
    proposed,
    joined,
    seen_to,
    milestone(1),
    milestone(2, 1),
    milestone(3),
    applied(),
    applied(2, 5_000_00, 1_00),
    granted(2, 1_00),
    EffectExpected(effect),
)
under_way = (*idea, approved, started)
paused, blocked = ProjectPaused(DAY), ProjectBlocked(SOON, BlockCause.STAFF, None)
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "idea": idea,
    "planned": (*idea, approved),
    "running": under_way,
    "reached": (*under_way, MilestoneReached(3, SOON)),
    "blocked": (*under_way, blocked),
    "paused": (*under_way, paused),
    "completed": (*under_way, ProjectCompleted(LATER, "Fertig.", None)),
    "cancelled": (*under_way, ProjectCancelled(LATER)),
}
OPEN = ("idea", "planned", "running", "reached", "blocked", "paused")


def while_open(told: Expected, **but: Expected) -> dict[str, Expected]:
    """What follows as long as the project is neither completed nor cancelled, but for some situations."""
    over: dict[str, Expected] = {"absent": "NOT_FOUND", "completed": "COMPLETED", "cancelled": "CANCELLED"}
    return {**dict.fromkeys(OPEN, told), **over, **but}


def alike(told: Expected, **but: Expected) -> dict[str, Expected]:
    """What follows however far the project has come, but for some situations."""
    return {**dict.fromkeys(SITUATIONS, told), "absent": "NOT_FOUND", **but}


TABLE: dict[Any, dict[str, Expected]] = {
    ProposeProject("Wärmeplan", "Zusammen.", A, PROPOSED, ("heat",)): {
        **dict.fromkeys(SITUATIONS, "EXISTS"),
        "absent": (proposed,),
    },
    RestateProject(HERE, "Neu", "Anders."): while_open((ProjectRestated("Neu", "Anders."),)),
    AssignProjectThemes(HERE, ("mobility", "heat")): while_open((ProjectThemesAssigned(("heat", "mobility")),)),
    AssignProjectToAgreement(HERE, "agreement:1"): while_open((ProjectAgreementAssigned("agreement:1"),)),
    AppointProjectContacts(HERE, ("person:1",)): while_open((ProjectContactsAppointed(("person:1",)),)),
    ChangeProjectLead(HERE, "partner:1", DAY): while_open((ProjectLeadChanged("partner:1", DAY),)),
    JoinProject(HERE, "partner:1", DAY): while_open((ProjectJoined("partner:1", DAY, None),)),
    LeaveProject(HERE, B, DAY): while_open((ProjectLeft(B, DAY),)),
    AssignProjectResponsibility(HERE, "Geld", A, DAY): while_open((ProjectResponsibilityAssigned(2, "Geld", A, DAY),)),
    EndProjectResponsibility(HERE, 1, DAY): while_open((ProjectResponsibilityEnded(1, DAY),)),
    AddMilestone(HERE, "Neu", DAY, (2, 1)): while_open((MilestoneAdded(4, "Neu", DAY, (1, 2), None),)),
    RescheduleMilestone(HERE, 3, LATER): while_open((MilestoneRescheduled(3, LATER),), reached="REACHED"),
    ReorderMilestone(HERE, 3, (2,)): while_open((MilestoneReordered(3, (2,)),), reached="REACHED"),
    RestateMilestone(HERE, 3, "Anders", B): while_open((MilestoneRestated(3, "Anders", B),)),
    ReachMilestone(HERE, 3, SOON): while_open((MilestoneReached(3, SOON),), idea="NOT_PLANNED", reached=()),
    ReopenMilestone(HERE, 3): while_open((), reached=(MilestoneReopened(3),)),
    RemoveMilestone(HERE, 3): while_open((MilestoneRemoved(3),), reached="REACHED"),
    PlanBudget(HERE, 2020, Money(5)): while_open((BudgetPlanned(2020, Money(5)),)),
    RecordSpending(HERE, 2020, Money(5)): alike((SpendingRecorded(2020, Money(5)),), idea="NOT_PLANNED"),
    ApplyForFunding(HERE, "Andere", Money(100), Fraction(1, 2), Money(50), DAY): while_open(
        (FundingAppliedFor(3, "Andere", Money(100), Fraction(1, 2), Money(50), DAY),)
    ),
    GrantFunding(HERE, 1, Money(500), STARTED): alike((FundingGranted(1, Money(500), STARTED),)),
    RefuseFunding(HERE, 1, STARTED): alike((FundingRefused(1, STARTED),)),
    DrawFunding(HERE, 2, Money(60), DAY): alike((FundingDrawn(2, Money(60), DAY),)),
    ExpectEffect(HERE, ExpectedEffect("goal:1", 2030)): while_open((EffectExpected(ExpectedEffect("goal:1", 2030)),)),
    DropEffect(HERE, "goal:1", 2022): while_open((EffectDropped("goal:1", 2022),)),
    ApproveProject(HERE, APPROVED): while_open(
        "APPROVED", idea=(ProjectApproved(APPROVED),), planned=(), completed="COMPLETED"
    ),
    StartProject(HERE, STARTED): while_open(
        (), idea="NOT_PLANNED", planned=(ProjectStarted(STARTED),), paused="NOT_PLANNED"
    ),
    PauseProject(HERE, DAY): while_open((ProjectPaused(DAY),), idea="NOT_RUNNING", planned="NOT_RUNNING", paused=()),
    ResumeProject(HERE, LATER): while_open("NOT_PAUSED", paused=(ProjectResumed(LATER),)),
    CompleteProject(HERE, LATER, "Fertig."): while_open(
        (ProjectCompleted(LATER, "Fertig.", None),),
        idea="NOT_RUNNING",
        planned="NOT_RUNNING",
        paused="NOT_RUNNING",
        completed=(),
    ),
    CancelProject(HERE, LATER): while_open((ProjectCancelled(LATER),), cancelled=()),
    BlockProject(HERE, DAY, BlockCause.LAND): while_open(
        (ProjectBlocked(DAY, BlockCause.LAND, None),), idea="NOT_PLANNED", blocked="ALREADY_BLOCKED"
    ),
    UnblockProject(HERE, DAY): alike("NOT_BLOCKED", blocked=(ProjectUnblocked(DAY),)),
    AgreeReporting(HERE, 6, DAY): while_open((ReportingAgreed(6, DAY),)),
    ReportProgress(HERE, DAY, "Läuft.", 30): while_open(
        (ProgressReported(DAY, "Läuft.", 30),), idea="NOT_RUNNING", planned="NOT_RUNNING"
    ),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("project", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(project(*SITUATIONS[situation]).when(command), expected)
