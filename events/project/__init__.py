"""Project (Vorhaben, Maßnahme) of municipalities and partners: from the idea to its result and what was learned.

A folder of its own: the words stand in `outline`, `participants`, `milestones`, `budget`, `funding`, `effects`,
`course` and `correction`, the rules beside them in modules that end in `_rules`, what is recorded in `state`, what
follows from that by a day in `lifecycle`, `carrying` and `own_contribution`, who may record what in `acting`, and what
holds of every project in `soundness`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from events.authority import Act, Resting
from events.decider import Decider, World
from events.policy import OFFICE, Audience, Disclosure, Grants, Policy, Relation, Role, Visibility
from events.project import (
    budget_rules,
    correction_rules,
    course_rules,
    effect_rules,
    funding_rules,
    milestone_rules,
    outline_rules,
    participant_rules,
    progress_rules,
)
from events.project.acting import acting, check_acts
from events.project.budget import BudgetPlanned, PlanBudget, RecordSpending, SpendingRecorded
from events.project.carrying import named_parties
from events.project.correction import CorrectProject, ProjectCorrected
from events.project.course import (
    AgreeReporting,
    ApproveProject,
    BlockProject,
    CancelProject,
    CompleteProject,
    PauseProject,
    ProgressReported,
    ProjectApproved,
    ProjectBlocked,
    ProjectCancelled,
    ProjectCompleted,
    ProjectPaused,
    ProjectResumed,
    ProjectStarted,
    ProjectUnblocked,
    ReportingAgreed,
    ReportProgress,
    ResumeProject,
    StartProject,
    UnblockProject,
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
from events.project.lifecycle import is_approved
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
    ProjectProposed,
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
from events.project.state import Project, ProjectOnDay
from events.project.view_rules import view
from events.rules import check_absent, existing
from events.successors import become, mergers_in

_RULES = (
    outline_rules,
    participant_rules,
    milestone_rules,
    budget_rules,
    funding_rules,
    effect_rules,
    course_rules,
    progress_rules,
    correction_rules,
)
_DECIDES: Mapping[type[Any], Callable[[Any, Project, World], list[Any]]] = {
    command: decides for rules in _RULES for command, decides in rules.DECIDES.items()
}
_EVOLVES: Mapping[type[Any], Callable[[Project, Any], Project]] = {
    event: evolves for rules in _RULES for event, evolves in rules.EVOLVES.items()
}
_CARRYING: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}
_BY_WHOM = (
    ChangeProjectLead,
    JoinProject,
    LeaveProject,
    AssignProjectResponsibility,
    AddMilestone,
    RestateMilestone,
    ReopenMilestone,
    CorrectProject,
)
"""Where it matters who has become one of those that carry the project."""


def decide(command: Any, state: Project | None, world: World) -> list[Any]:
    """The events that follow from a command on a project."""
    if isinstance(command, ProposeProject):
        check_absent(state)
        return outline_rules.propose(command, world)
    state = existing(state)
    check_acts(command, state, world)
    return _DECIDES[type(command)](command, state, world)


def evolve(state: Project | None, event: Any) -> Project:
    """The project after the event."""
    if isinstance(event, ProjectProposed):
        return outline_rules.proposed(event)
    return _EVOLVES[type(event)](existing(state), event)


def reads(state: Project | None, command: Any, world: World) -> Iterable[str]:
    """The county, where its list of themes matters; where successors matter, all who carry the project, are party to
    its agreement or act, with the line of those that they become."""
    chooses = ProposeProject | AssignProjectThemes | CorrectProject
    county = (world.county,) if isinstance(command, chooses) else ()
    ref = acting(world)
    if ref is None and not isinstance(command, _BY_WHOM):
        return county
    named = [*county, *([] if ref is None else [ref]), *([] if state is None else named_parties(state))]
    if isinstance(command, ProposeProject) and (agreement := world.states.get(command.agreement or "")) is not None:
        named += [each.party for each in agreement.parties]
    # Asked again with the next successor loaded, until there is none.
    mergers = mergers_in(world.states)
    return (*named, *(become(each, date.max, mergers) for each in (*named, *world.states)))


def audience(ref: str, state: Project, event: Any) -> Audience:
    """A project concerns all who have ever carried it. It is public once it was more than an idea."""
    parties = frozenset({ref, *(each.party for each in state.leads), *(each.party for each in state.participants)})
    return Audience(Visibility.PUBLIC if is_approved(state) else Visibility.INTERNAL, parties)


def rests(command: Any, state: Project | None, world: World) -> Resting | None:
    """Approving a project, and cancelling one that was approved, can rest on a decision about it; a correction too that
    tells of such an act for the first time."""
    match command:
        case ApproveProject(id=ref, on=on):
            return Resting(Act.APPROVE_PROJECT, ref, None, on)
        case CancelProject(id=ref, on=on) if state is not None and is_approved(state):
            return Resting(Act.CANCEL_PROJECT, ref, None, on)
        case CorrectProject(id=ref) if state is not None and (told := correction_rules.act_of(command, state)):
            act, on = told
            return Resting(act, ref, None, on)
        case _:
            return None


PROJECT = Decider(
    kind="project",
    state=Project,
    shown=ProjectOnDay,
    commands=(
        ProposeProject,
        RestateProject,
        AssignProjectThemes,
        AssignProjectToAgreement,
        AppointProjectContacts,
        ChangeProjectLead,
        JoinProject,
        LeaveProject,
        AssignProjectResponsibility,
        EndProjectResponsibility,
        AddMilestone,
        RescheduleMilestone,
        ReorderMilestone,
        RestateMilestone,
        ReachMilestone,
        ReopenMilestone,
        RemoveMilestone,
        PlanBudget,
        RecordSpending,
        ApplyForFunding,
        GrantFunding,
        RefuseFunding,
        DrawFunding,
        ExpectEffect,
        DropEffect,
        ApproveProject,
        StartProject,
        PauseProject,
        ResumeProject,
        CompleteProject,
        CancelProject,
        BlockProject,
        UnblockProject,
        AgreeReporting,
        ReportProgress,
        CorrectProject,
    ),
    events={
        "ProjectProposed": ProjectProposed,
        "ProjectRestated": ProjectRestated,
        "ProjectThemesAssigned": ProjectThemesAssigned,
        "ProjectAgreementAssigned": ProjectAgreementAssigned,
        "ProjectContactsAppointed": ProjectContactsAppointed,
        "ProjectLeadChanged": ProjectLeadChanged,
        "ProjectJoined": ProjectJoined,
        "ProjectLeft": ProjectLeft,
        "ProjectResponsibilityAssigned": ProjectResponsibilityAssigned,
        "ProjectResponsibilityEnded": ProjectResponsibilityEnded,
        "MilestoneAdded": MilestoneAdded,
        "MilestoneRescheduled": MilestoneRescheduled,
        "MilestoneReordered": MilestoneReordered,
        "MilestoneRestated": MilestoneRestated,
        "MilestoneReached": MilestoneReached,
        "MilestoneReopened": MilestoneReopened,
        "MilestoneRemoved": MilestoneRemoved,
        "BudgetPlanned": BudgetPlanned,
        "SpendingRecorded": SpendingRecorded,
        "FundingAppliedFor": FundingAppliedFor,
        "FundingGranted": FundingGranted,
        "FundingRefused": FundingRefused,
        "FundingDrawn": FundingDrawn,
        "EffectExpected": EffectExpected,
        "EffectDropped": EffectDropped,
        "ProjectApproved": ProjectApproved,
        "ProjectStarted": ProjectStarted,
        "ProjectPaused": ProjectPaused,
        "ProjectResumed": ProjectResumed,
        "ProjectCompleted": ProjectCompleted,
        "ProjectCancelled": ProjectCancelled,
        "ProjectBlocked": ProjectBlocked,
        "ProjectUnblocked": ProjectUnblocked,
        "ReportingAgreed": ReportingAgreed,
        "ProgressReported": ProgressReported,
        "ProjectCorrected": ProjectCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    reads=reads,
    rests=rests,
    disclosure=Disclosure(audience),
    policy=Policy(
        may={
            ProposeProject: _CARRYING,
            RestateProject: _CARRYING,
            AssignProjectThemes: _CARRYING,
            AssignProjectToAgreement: OFFICE,
            AppointProjectContacts: _CARRYING,
            ChangeProjectLead: _CARRYING,
            JoinProject: _CARRYING,
            LeaveProject: _CARRYING,
            AssignProjectResponsibility: _CARRYING,
            EndProjectResponsibility: _CARRYING,
            AddMilestone: _CARRYING,
            RescheduleMilestone: _CARRYING,
            ReorderMilestone: _CARRYING,
            RestateMilestone: _CARRYING,
            ReachMilestone: _CARRYING,
            ReopenMilestone: _CARRYING,
            RemoveMilestone: _CARRYING,
            PlanBudget: _CARRYING,
            RecordSpending: _CARRYING,
            ApplyForFunding: _CARRYING,
            GrantFunding: _CARRYING,
            RefuseFunding: _CARRYING,
            DrawFunding: _CARRYING,
            ExpectEffect: _CARRYING,
            DropEffect: _CARRYING,
            ApproveProject: OFFICE,
            StartProject: _CARRYING,
            PauseProject: _CARRYING,
            ResumeProject: _CARRYING,
            CompleteProject: _CARRYING,
            CancelProject: OFFICE,
            BlockProject: _CARRYING,
            UnblockProject: _CARRYING,
            AgreeReporting: _CARRYING,
            ReportProgress: _CARRYING,
            CorrectProject: OFFICE,
        }
    ),
)
