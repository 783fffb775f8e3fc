"""How a project reads on a day."""

from dataclasses import dataclass, replace
from datetime import date

from events.decider import recorded
from events.project.budget import total
from events.project.lifecycle import block_on, is_reached, lead_on, milestone_due, parties_on, report_due, status_on
from events.project.own_contribution import FundingOnDay, funding_on, granted_by, own_contribution
from events.project.state import (
    BlockCause,
    BudgetYear,
    ExpectedEffect,
    Milestone,
    Percent,
    ProgressReport,
    Project,
    ProjectBlock,
    ProjectContacts,
    ProjectLead,
    ProjectParticipant,
    ProjectResponsibility,
    ProjectStatus,
    ProjectStep,
    ProjectThemes,
    ReportingPlan,
)
from events.refs import AgreementRef, GoalRef, PartyRef
from events.values import Money, TextDigest, Title


@dataclass(frozen=True)
class ProjectOnDay:
    """A project that municipalities and partners carry out together, from the idea to completion (Vorhaben,
    Maßnahme)."""

    title: Title
    """Its title (Titel)."""
    description: TextDigest
    """What it is about (Beschreibung)."""
    status: ProjectStatus
    """Its status on the day; before it was proposed, IDEA (Stand)."""
    themes: ProjectThemes
    """The codes of its themes in the county's list (Themen)."""
    agreement: AgreementRef | None
    """The agreement that it belongs to; null if none (Vereinbarung)."""
    lead: PartyRef
    """Who leads it on the day (Federführung)."""
    parties: tuple[PartyRef, ...]
    """The lead and the participants on the day, the lead first (Beteiligte mit Federführung)."""
    contacts: ProjectContacts
    """The contact persons (Ansprechpersonen)."""
    goals: tuple[GoalRef, ...]
    """The goals that it is expected to contribute to (Ziele)."""
    percent: Percent | None
    """How much is done, in percent, according to the latest report by the day; null if not reported (Fortschritt)."""
    blocked_since: date | None
    """The first day of the block, if it is blocked and under way on the day; null otherwise (blockiert seit)."""
    block_cause: BlockCause | None
    """What blocks it on the day; null if it is not blocked and under way (Hindernis)."""
    milestone_due: date | None
    """The day by which the first open milestone is due; null if no milestone is open, or the project is neither planned
    nor running on the day (nächster Meilenstein bis)."""
    report_due: date | None
    """The day by which the next progress report is due; null if none is due (nächster Bericht bis)."""
    planned: Money
    """The total planned for all years (geplant)."""
    spent: Money
    """The total spent in all years (ausgegeben)."""
    granted: Money
    """The total granted by the day (bewilligt)."""
    drawn: Money
    """The total drawn by the day (abgerufen)."""
    own_contribution: Money
    """What the lead and the participants pay themselves, at least zero: the total planned, or the costs of the funding
    granted by the day if these are higher, less the total granted (Eigenanteil)."""
    proposed: date
    """The day on which it was proposed (vorgeschlagen am)."""
    result: TextDigest | None
    """The result; null if it is not completed on the day (Ergebnis)."""
    lessons: TextDigest | None
    """What was learned; null if nothing is recorded or it is not completed on the day (Erfahrungen)."""
    participants: tuple[ProjectParticipant, ...]
    """Everyone who takes or took part besides the lead, oldest first (alle Beteiligten)."""
    leads: tuple[ProjectLead, ...]
    """Everyone who leads or led it, oldest first (alle Federführungen)."""
    responsibilities: tuple[ProjectResponsibility, ...]
    """The responsibilities, by number (Zuständigkeiten)."""
    milestones: tuple[Milestone, ...]
    """Its milestones, by number; those reached after the day appear as open (Meilensteine)."""
    budget: tuple[BudgetYear, ...]
    """Its budget, by year (Budget)."""
    fundings: tuple[FundingOnDay, ...]
    """Its fundings as of the day, by number (Förderungen)."""
    effects: tuple[ExpectedEffect, ...]
    """What it is expected to contribute to goals (erwartete Wirkungen)."""
    blocks: tuple[ProjectBlock, ...]
    """The times during which it was blocked (Blockaden)."""
    reporting: tuple[ReportingPlan, ...]
    """The intervals at which progress is reported (Berichtspflichten)."""
    reports: tuple[ProgressReport, ...]
    """The progress reports up to the day, oldest first (Fortschrittsberichte)."""
    steps: tuple[ProjectStep, ...]
    """The steps of its course (Schritte)."""


def view(state: Project, on: date) -> ProjectOnDay:
    """The project as it stands on a day; before it was proposed, as it began."""
    status, block, lead = status_on(state, on), block_on(state, on), lead_on(state, on)
    fundings = tuple(funding_on(each, on) for each in state.fundings if each.applied_on <= on)
    reports = tuple(report for report in state.reports if report.on <= on)
    completed = status is ProjectStatus.COMPLETED
    return recorded(
        ProjectOnDay,
        state,
        status=status,
        lead=lead,
        parties=parties_on(state, on),
        goals=tuple(dict.fromkeys(effect.goal for effect in state.effects)),
        percent=next((report.percent for report in reversed(reports) if report.percent is not None), None),
        blocked_since=block.since if block else None,
        block_cause=block.cause if block else None,
        milestone_due=milestone_due(state, on),
        report_due=report_due(state, on),
        planned=total(each.planned for each in state.budget),
        spent=total(each.spent for each in state.budget),
        granted=granted_by(state, on),
        drawn=total(drawn.amount for each in fundings for drawn in each.drawdowns),
        own_contribution=own_contribution(state, on),
        proposed=state.steps[0].on,
        result=state.result if completed else None,
        lessons=state.lessons if completed else None,
        milestones=tuple(
            each if each.reached is None or is_reached(each, on) else replace(each, reached=None)
            for each in state.milestones
        ),
        fundings=fundings,
        reports=reports,
    )
