"""What is recorded of a project: what its parts share, with the days from which it holds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from events.dated import Since
from events.goal.indicator import Unit
from events.goal.state import Year
from events.refs import AgreementRef, GoalRef, PartyRef, PersonRef, ProjectRef
from events.terms import Code
from events.values import FreeText, Many, Money, Name, Quantity, TextDigest, Whole
from events.when import HappenedOn

ProjectThemes = Annotated[tuple[Code, ...], Many(100)]
ProjectContacts = Annotated[tuple[PersonRef, ...], Many(20)]
ResponsibilityNumber = Annotated[int, Whole(1, 10_000)]
MilestoneNumber = Annotated[int, Whole(1, 10_000)]
After = Annotated[tuple[MilestoneNumber, ...], Many(50)]
FundingNumber = Annotated[int, Whole(1, 1_000)]
Percent = Annotated[int, Whole(0, 100)]
ReportMonths = Annotated[int, Whole(1, 60)]


@dataclass(frozen=True)
class OfProject:
    """What is done to a project."""

    id: ProjectRef
    """The project (Vorhaben)."""


# --- Its course --------------------------------------------------------------------------------------------------


class ProjectStatus(StrEnum):
    """The status of a project (Stand)."""

    IDEA = "IDEA"
    """It is an idea (Idee)."""
    PLANNED = "PLANNED"
    """It was approved and has not started (geplant)."""
    RUNNING = "RUNNING"
    """It is under way (läuft)."""
    PAUSED = "PAUSED"
    """It is paused (ruht)."""
    COMPLETED = "COMPLETED"
    """It is completed (abgeschlossen)."""
    CANCELLED = "CANCELLED"
    """It was given up (abgebrochen)."""


@dataclass(frozen=True)
class ProjectStep:
    """A step in the course of a project (Schritt)."""

    status: ProjectStatus
    """The status reached (Stand)."""
    on: date
    """The day (Tag)."""


class BlockCause(StrEnum):
    """What blocks a project (Hindernis)."""

    FUNDING = "FUNDING"
    """Money is missing (Finanzierung)."""
    STAFF = "STAFF"
    """People are missing (Personal)."""
    DECISION = "DECISION"
    """A decision is missing (Beschluss)."""
    PERMIT = "PERMIT"
    """A permit is missing (Genehmigung)."""
    LAND = "LAND"
    """Land or a building is missing (Fläche, Gebäude)."""
    SUPPLY = "SUPPLY"
    """A supplier or material is missing (Lieferung, Auftragnehmer)."""
    OTHER = "OTHER"
    """Anything else (Sonstiges)."""


@dataclass(frozen=True)
class ProjectBlock:
    """A time during which a project is blocked (Blockade)."""

    since: date
    """The first day (blockiert seit)."""
    cause: BlockCause
    """What blocks it (Hindernis)."""
    note: FreeText | None = None
    """More about it; null if there is nothing to add (Anmerkung)."""
    until: date | None = None
    """The last day; null while it is still blocked (blockiert bis)."""


@dataclass(frozen=True)
class ProgressReport(HappenedOn):
    """A report on a project's progress (Fortschrittsbericht)."""

    summary: TextDigest
    """What was done and what comes next (Bericht)."""
    percent: Percent | None = None
    """How much is done, in percent; null if not reported (Fortschritt)."""


@dataclass(frozen=True)
class ReportingPlan(Since):
    """The interval at which progress is reported while the project runs, from a day on (Berichtspflicht)."""

    months: ReportMonths | None
    """The interval in months; null if no reports are due (Takt in Monaten)."""


# --- Who carries it ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectLead(Since):
    """Who leads a project from a day on (Federführung)."""

    party: PartyRef
    """The lead (Federführung)."""


@dataclass(frozen=True)
class ProjectParticipant:
    """A party that takes part in a project for a time, besides its lead (Beteiligte)."""

    party: PartyRef
    """The participant (Beteiligte)."""
    since: date
    """The first day (dabei seit)."""
    until: date | None = None
    """The last day; null if no end is known (dabei bis)."""
    part: Name | None = None
    """What it contributes, in a few words; null if not recorded (Beitrag)."""


@dataclass(frozen=True)
class OfResponsibility:
    """What is done to a responsibility."""

    number: ResponsibilityNumber
    """The responsibility's number in the project (Nummer)."""


@dataclass(frozen=True)
class ResponsibilityFacts:
    """What is said of a responsibility when it is assigned."""

    what: Name
    """The task (Aufgabe)."""
    party: PartyRef
    """Who is responsible: the lead or a participant (zuständige Stelle)."""
    since: date
    """The first day (gilt ab)."""
    until: date | None = None
    """The last day, on which the party must still lead or take part; null if no end is known (gilt bis)."""


@dataclass(frozen=True)
class ProjectResponsibility(ResponsibilityFacts, OfResponsibility):
    """A task of the lead or of a participant, for a time (Zuständigkeit)."""


# --- Its milestones ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfMilestone:
    """What is done to a milestone."""

    number: MilestoneNumber
    """The milestone's number in the project (Nummer)."""


@dataclass(frozen=True)
class MilestoneFacts:
    """What is said of a milestone when it is set."""

    title: Name
    """What is to be reached (Bezeichnung)."""
    due: date
    """The day by which it is due (fällig am)."""
    after: After = ()
    """The numbers of the milestones that must be reached before it (Abhängigkeiten)."""
    party: PartyRef | None = None
    """Who is responsible: the lead or a participant with no end known; null for whoever leads the project (zuständige
    Stelle)."""


@dataclass(frozen=True)
class Milestone(MilestoneFacts, OfMilestone):
    """What a project is to reach by a day (Meilenstein)."""

    reached: date | None = None
    """The day on which it was reached; null if it has not been reached (erreicht am)."""


# --- Its money ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BudgetYear:
    """The money of one year (Haushaltsjahr)."""

    year: Year
    """The year (Jahr)."""
    planned: Money
    """The total planned (geplant)."""
    spent: Money
    """The total spent so far (ausgegeben)."""


class FundingStatus(StrEnum):
    """The status of a funding (Stand der Förderung)."""

    APPLIED = "APPLIED"
    """It was applied for (beantragt)."""
    GRANTED = "GRANTED"
    """It was granted (bewilligt)."""
    REFUSED = "REFUSED"
    """It was refused (abgelehnt)."""


@dataclass(frozen=True)
class Drawdown(HappenedOn):
    """Money drawn from a grant (Mittelabruf)."""

    amount: Money
    """The sum (Betrag)."""


@dataclass(frozen=True)
class OfFunding:
    """What is done to a funding."""

    number: FundingNumber
    """The number of the funding in the project (Nummer)."""


@dataclass(frozen=True)
class ProjectFunding(OfFunding):
    """A funding of a project, from application to drawdown (Förderung)."""

    programme: Name
    """The programme (Förderprogramm)."""
    costs: Money
    """The eligible costs from which it is calculated (zuwendungsfähige Ausgaben)."""
    rate: Fraction
    """The share of those costs that it covers, from 0 to 1 (Förderquote)."""
    applied: Money
    """The sum applied for (beantragter Betrag)."""
    applied_on: date
    """The day of the application (beantragt am)."""
    status: FundingStatus = FundingStatus.APPLIED
    """Its status (Stand)."""
    decided_on: date | None = None
    """The day on which it was granted or refused; null if it is not decided (entschieden am)."""
    granted: Money | None = None
    """The sum granted; null if it was not granted (bewilligter Betrag)."""
    reference: Name | None = None
    """The funding body's reference; null if not recorded (Förderkennzeichen)."""
    drawdowns: Annotated[tuple[Drawdown, ...], Many(1_000)] = ()
    """What was drawn from it, oldest first (Mittelabrufe)."""


# --- What it does for goals --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ExpectedEffect:
    """What a project is expected to contribute to a goal every year from a year on (erwartete Wirkung)."""

    goal: GoalRef
    """The goal (Ziel)."""
    from_year: Year
    """The first year (ab Jahr)."""
    amount: Quantity | None = None
    """By how much it moves the indicator towards the goal each year; a negative amount moves it away from the goal;
    null if not estimated (Betrag je Jahr)."""
    unit: Unit | None = None
    """The unit of the goal's indicator; null if the amount is not estimated (Einheit)."""
    until_year: Year | None = None
    """The last year; null if no end is expected (bis Jahr)."""


# --- The project -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Project:
    """All that is recorded of a project, with the days from which it holds. `last_milestone` is the highest number
    given out to a milestone; responsibilities and fundings are never removed, so that theirs are seen."""

    title: str
    description: TextDigest
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
    result: TextDigest | None = None
    lessons: TextDigest | None = None
    last_milestone: int = 0
