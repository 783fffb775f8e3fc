"""Correction of a project: facts recorded wrongly are given anew."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.project.budget import BudgetYear
from events.project.course import Percent, ProjectBlock, ProjectStep, ReportingPlan
from events.project.effects import ExpectedEffect
from events.project.funding import ProjectFunding
from events.project.milestones import Milestone
from events.project.outline import ProjectThemes
from events.project.participants import ProjectLead, ProjectParticipant, ProjectResponsibility
from events.refs import AgreementRef, ProjectRef
from events.values import EventId, Many, Passage, Title


@dataclass(frozen=True)
class CorrectedReport:
    """A report on a project's progress as it rightly is (Fortschrittsbericht, berichtigt)."""

    on: date
    """The day (Tag)."""
    summary: Passage | None = None
    """What was done, what comes next; none: as it was reported of that day (Bericht)."""
    percent: Percent | None = None
    """How much of it is done, in percent (Fortschritt)."""


@dataclass(frozen=True)
class ProjectCorrected:
    """Something recorded wrongly of a project was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """Its title (Titel)."""
    description: Passage | None = None
    """What it is about (Beschreibung)."""
    themes: ProjectThemes | None = None
    """The codes of its themes (Themen)."""
    agreement: AgreementRef | None = None
    """The agreement it belongs to (Vereinbarung)."""
    agreement_withdrawn: bool = False
    """Whether it stands alone (keine Vereinbarung)."""
    steps: tuple[ProjectStep, ...] | None = None
    """All steps of its course, oldest first; where it is not completed by them, it has no result and lessons (alle
    Schritte)."""
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
    effects: tuple[ExpectedEffect, ...] | None = None
    """All that it is expected to do for goals (alle erwarteten Wirkungen)."""
    blocks: tuple[ProjectBlock, ...] | None = None
    """All that blocked it, oldest first (alle Blockaden)."""
    reporting: tuple[ReportingPlan, ...] | None = None
    """All reporting plans, oldest first (alle Berichtspflichten)."""
    reports: tuple[CorrectedReport, ...] | None = None
    """All reports on its progress, oldest first (alle Fortschrittsberichte)."""
    result: Passage | None = None
    """What came of it (Ergebnis)."""
    lessons: Passage | None = None
    """What was learned (Erfahrungen)."""
    lessons_withdrawn: bool = False
    """Whether nothing is said of what was learned (keine Erfahrungen)."""


@dataclass(frozen=True)
class CorrectProject:
    """Put right what was recorded wrongly of a project; needs a reason. What is left out stays. As corrected, the
    project must be one that could have been recorded (Berichtigung)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """Its title (Titel)."""
    description: Passage | None = None
    """What it is about (Beschreibung)."""
    themes: ProjectThemes | None = None
    """The codes of its themes; an empty list: of no theme (Themen)."""
    agreement: AgreementRef | None = None
    """The agreement it belongs to (Vereinbarung)."""
    agreement_withdrawn: bool = False
    """True: it stands alone (keine Vereinbarung)."""
    steps: Annotated[tuple[ProjectStep, ...], Many(100)] | None = None
    """All steps of its course, oldest first; where it is not completed by them, it has no result and lessons (alle
    Schritte)."""
    leads: Annotated[tuple[ProjectLead, ...], Many(100)] | None = None
    """All who led it, oldest first (alle Federführungen)."""
    participants: Annotated[tuple[ProjectParticipant, ...], Many(1_000)] | None = None
    """All who took part, oldest first; nobody while leading it (alle Beteiligten)."""
    responsibilities: Annotated[tuple[ProjectResponsibility, ...], Many(1_000)] | None = None
    """All that somebody was to see to, by number: those there are, no more and no fewer (alle Zuständigkeiten)."""
    milestones: Annotated[tuple[Milestone, ...], Many(1_000)] | None = None
    """All its milestones, by number, none with a new one; a circle is refused (alle Meilensteine)."""
    budget: Annotated[tuple[BudgetYear, ...], Many(300)] | None = None
    """All years of its budget (alle Haushaltsjahre)."""
    fundings: Annotated[tuple[ProjectFunding, ...], Many(100)] | None = None
    """All its fundings, by number: those there are, no more and no fewer (alle Förderungen)."""
    effects: Annotated[tuple[ExpectedEffect, ...], Many(1_000)] | None = None
    """All that it is expected to do for goals (alle erwarteten Wirkungen)."""
    blocks: Annotated[tuple[ProjectBlock, ...], Many(1_000)] | None = None
    """All that blocked it, oldest first; a note that is left out stays as it was recorded of the same first day (alle
    Blockaden)."""
    reporting: Annotated[tuple[ReportingPlan, ...], Many(100)] | None = None
    """All reporting plans, oldest first (alle Berichtspflichten)."""
    reports: Annotated[tuple[CorrectedReport, ...], Many(1_000)] | None = None
    """All reports on its progress, oldest first; a text that is left out stays as it was reported of the same day
    (alle Fortschrittsberichte)."""
    result: Passage | None = None
    """What came of it, where it is completed (Ergebnis)."""
    lessons: Passage | None = None
    """What was learned, where it is completed (Erfahrungen)."""
    lessons_withdrawn: bool = False
    """True: nothing is said of what was learned (keine Erfahrungen)."""
