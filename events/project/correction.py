"""Correction of a project: facts recorded wrongly are given anew."""

from dataclasses import dataclass
from typing import Annotated

from events.project.budget import BudgetYear
from events.project.course import ProjectStep, ReportingPlan
from events.project.funding import ProjectFunding
from events.project.milestones import Milestone
from events.project.participants import ProjectLead, ProjectParticipant, ProjectResponsibility
from events.refs import ProjectRef
from events.values import EventId, Many


@dataclass(frozen=True)
class ProjectCorrected:
    """Something recorded wrongly of a project was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    steps: tuple[ProjectStep, ...] | None = None
    """All steps of its course, oldest first (alle Schritte)."""
    leads: tuple[ProjectLead, ...] | None = None
    """All who led it, oldest first (alle Federführungen)."""
    participants: tuple[ProjectParticipant, ...] | None = None
    """All who took part, oldest first (alle Beteiligten)."""
    responsibilities: tuple[ProjectResponsibility, ...] | None = None
    """All that somebody was to see to, by number (alle Zuständigkeiten)."""
    milestones: tuple[Milestone, ...] | None = None
    """All its milestones, by number (alle Meilensteine)."""
    budget: tuple[BudgetYear, ...] | None = None
    """All years of its budget (alle Haushaltsjahre)."""
    fundings: tuple[ProjectFunding, ...] | None = None
    """All its fundings, by number (alle Förderungen)."""
    reporting: tuple[ReportingPlan, ...] | None = None
    """All reporting plans, oldest first (alle Berichtspflichten)."""


@dataclass(frozen=True)
class CorrectProject:
    """Put right what was recorded wrongly of a project; needs a reason. What is left out stays (Berichtigung)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    steps: Annotated[tuple[ProjectStep, ...], Many(100)] | None = None
    """All steps of its course, oldest first (alle Schritte)."""
    leads: Annotated[tuple[ProjectLead, ...], Many(100)] | None = None
    """All who led it, oldest first (alle Federführungen)."""
    participants: Annotated[tuple[ProjectParticipant, ...], Many(1_000)] | None = None
    """All who took part, oldest first (alle Beteiligten)."""
    responsibilities: Annotated[tuple[ProjectResponsibility, ...], Many(1_000)] | None = None
    """All that somebody was to see to, by number (alle Zuständigkeiten)."""
    milestones: Annotated[tuple[Milestone, ...], Many(1_000)] | None = None
    """All its milestones, by number; a circle is refused (alle Meilensteine)."""
    budget: Annotated[tuple[BudgetYear, ...], Many(300)] | None = None
    """All years of its budget (alle Haushaltsjahre)."""
    fundings: Annotated[tuple[ProjectFunding, ...], Many(100)] | None = None
    """All its fundings, by number (alle Förderungen)."""
    reporting: Annotated[tuple[ReportingPlan, ...], Many(100)] | None = None
    """All reporting plans, oldest first (alle Berichtspflichten)."""
