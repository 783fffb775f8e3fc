"""What is recorded of a project, with the days from which it holds, and how it reads on a day."""

from dataclasses import dataclass
from datetime import date

from events.project.budget import BudgetYear
from events.project.course import (
    BlockCause,
    Percent,
    ProgressReport,
    ProjectBlock,
    ProjectStatus,
    ProjectStep,
    ReportingPlan,
)
from events.project.effects import ExpectedEffect
from events.project.funding import FundingOnDay, ProjectFunding
from events.project.milestones import Milestone
from events.project.outline import ProjectContacts, ProjectThemes
from events.project.participants import ProjectLead, ProjectParticipant, ProjectResponsibility
from events.refs import AgreementRef, GoalRef, PartyRef
from events.values import Kept, Money, Title


@dataclass(frozen=True)
class Project:
    """All that is recorded of a project, with the days from which it holds. `last_milestone` is the highest number
    given out; those of responsibilities and fundings follow from the entries, which are never removed."""

    title: str
    description: Kept
    steps: tuple[ProjectStep, ...]
    leads: tuple[ProjectLead, ...]
    themes: ProjectThemes = ()
    agreement: AgreementRef | None = None
    participants: tuple[ProjectParticipant, ...] = ()
    responsibilities: tuple[ProjectResponsibility, ...] = ()
    contacts: ProjectContacts = ()
    milestones: tuple[Milestone, ...] = ()
    budget: tuple[BudgetYear, ...] = ()
    fundings: tuple[ProjectFunding, ...] = ()
    effects: tuple[ExpectedEffect, ...] = ()
    blocks: tuple[ProjectBlock, ...] = ()
    reporting: tuple[ReportingPlan, ...] = ()
    reports: tuple[ProgressReport, ...] = ()
    result: Kept | None = None
    lessons: Kept | None = None
    last_milestone: int = 0


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
