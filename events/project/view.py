"""How a project reads on a day."""

from dataclasses import dataclass, replace
from datetime import date

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
from events.values import Kept, Money, Title


@dataclass(frozen=True)
class ProjectOnDay:
    """What municipalities and partners do together, from the idea to its completion (Vorhaben, Maßnahme)."""

    title: Title
    """Its title (Titel)."""
    description: Kept
    """What it is about (Beschreibung)."""
    status: ProjectStatus
    """How far it has come by the day; before it was proposed, as it began (Stand)."""
    themes: ProjectThemes
    """The codes of its themes in the county's list (Themen)."""
    agreement: AgreementRef | None
    """The agreement it belongs to; none: it stands alone (Vereinbarung)."""
    lead: PartyRef
    """Who leads it on the day (Federführung)."""
    parties: tuple[PartyRef, ...]
    """Who carries it on the day: the lead first, then those that take part (Beteiligte mit Federführung)."""
    contacts: ProjectContacts
    """Whom to talk to (Ansprechpersonen)."""
    goals: tuple[GoalRef, ...]
    """The goals that it is expected to do something for (Ziele)."""
    percent: Percent | None
    """How much of it was done, in percent, by the newest report of the day (Fortschritt)."""
    blocked_since: date | None
    """Since when something blocks it, where something does on the day and it is under way (blockiert seit)."""
    block_cause: BlockCause | None
    """What blocks it then (Hindernis)."""
    milestone_due: date | None
    """The day by which the first of its open milestones is due; none: none is open, or it is neither planned nor
    running on the day (nächster Meilenstein bis)."""
    report_due: date | None
    """The day by which the next progress report is due; none: none is (nächster Bericht bis)."""
    planned: Money
    """All that is planned for it, of all years (geplant)."""
    spent: Money
    """All that was spent, of all years (ausgegeben)."""
    granted: Money
    """All that was granted by the day (bewilligt)."""
    drawn: Money
    """All that was drawn by the day (abgerufen)."""
    own_contribution: Money
    """What those that carry it bear themselves: what is planned of all years, or the costs of the fundings granted by
    the day where they are more, less what was granted by the day; not below zero (Eigenanteil)."""
    proposed: date
    """The day on which it was proposed (vorgeschlagen am)."""
    result: Kept | None
    """What came of it, once it is completed on the day (Ergebnis)."""
    lessons: Kept | None
    """What was learned, once it is completed on the day (Erfahrungen)."""
    participants: tuple[ProjectParticipant, ...]
    """Everyone who has taken part besides its lead, oldest first (alle Beteiligten)."""
    leads: tuple[ProjectLead, ...]
    """Everyone who has led it, oldest first (alle Federführungen)."""
    responsibilities: tuple[ProjectResponsibility, ...]
    """What each is to see to, by number (Zuständigkeiten)."""
    milestones: tuple[Milestone, ...]
    """Its milestones, by number; reached those that were by the day (Meilensteine)."""
    budget: tuple[BudgetYear, ...]
    """Its money, by year (Budget)."""
    fundings: tuple[FundingOnDay, ...]
    """Its fundings by the day, by number, each with what is left to bear (Förderungen)."""
    effects: tuple[ExpectedEffect, ...]
    """What it is expected to do for goals (erwartete Wirkungen)."""
    blocks: tuple[ProjectBlock, ...]
    """When something blocked it (Blockaden)."""
    reporting: tuple[ReportingPlan, ...]
    """Every how many months it is reported on (Berichtspflichten)."""
    reports: tuple[ProgressReport, ...]
    """The reports on its progress by the day, oldest first (Fortschrittsberichte)."""
    steps: tuple[ProjectStep, ...]
    """The steps of its course (Schritte)."""


def view(state: Project, on: date) -> ProjectOnDay:
    """The project as it stands on a day; before it was proposed, as it began."""
    status, block, lead = status_on(state, on), block_on(state, on), lead_on(state, on)
    fundings = tuple(funding_on(each, on) for each in state.fundings if each.applied_on <= on)
    reports = tuple(report for report in state.reports if report.on <= on)
    completed = status is ProjectStatus.COMPLETED
    return ProjectOnDay(
        title=state.title,
        description=state.description,
        status=status,
        themes=state.themes,
        agreement=state.agreement,
        lead=lead,
        parties=parties_on(state, on),
        contacts=state.contacts,
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
        participants=state.participants,
        leads=state.leads,
        responsibilities=state.responsibilities,
        milestones=tuple(
            each if each.reached is None or is_reached(each, on) else replace(each, reached=None)
            for each in state.milestones
        ),
        budget=state.budget,
        fundings=fundings,
        effects=state.effects,
        blocks=state.blocks,
        reporting=state.reporting,
        reports=reports,
        steps=state.steps,
    )
