"""The course of a project: idea, planned, running, paused, completed or cancelled; blocked, reported on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.refs import ProjectRef
from events.values import FreeText, Kept, Passage, Whole

Percent = Annotated[int, Whole(0, 100)]
ReportMonths = Annotated[int, Whole(1, 60)]


class ProjectStatus(StrEnum):
    """How far a project has come (Stand)."""

    IDEA = "IDEA"
    """It is an idea (Idee)."""
    PLANNED = "PLANNED"
    """It was approved and is being planned (geplant)."""
    RUNNING = "RUNNING"
    """It is under way (läuft)."""
    PAUSED = "PAUSED"
    """It rests (ruht)."""
    COMPLETED = "COMPLETED"
    """It is done (abgeschlossen)."""
    CANCELLED = "CANCELLED"
    """It was given up (abgebrochen)."""


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
class ProjectStep:
    """A step in the course of a project (Schritt)."""

    status: ProjectStatus
    """How far it came (Stand)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProjectBlock:
    """A time during which something blocks a project (Blockade)."""

    since: date
    """The first day (blockiert seit)."""
    cause: BlockCause
    """What blocks it (Hindernis)."""
    note: FreeText | None = None
    """More about it (Anmerkung)."""
    until: date | None = None
    """The last day; none: it is blocked still (blockiert bis)."""


@dataclass(frozen=True)
class ProgressReport:
    """A report on a project's progress (Fortschrittsbericht)."""

    on: date
    """The day (Tag)."""
    summary: Kept
    """What was done, what comes next (Bericht)."""
    percent: Percent | None = None
    """How much of it is done, in percent (Fortschritt)."""


@dataclass(frozen=True)
class ReportingPlan:
    """Every how many months a running project is reported on, from a day on (Berichtspflicht)."""

    since: date
    """The first day (gilt ab)."""
    months: ReportMonths | None
    """Every so many months; none: no reports are asked for (Takt in Monaten)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectApproved:
    """A project was approved: it is planned (genehmigt)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProjectStarted:
    """A project is under way (begonnen)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProjectPaused:
    """A project rests (unterbrochen)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProjectResumed:
    """A project goes on (fortgesetzt)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProjectCompleted:
    """A project is done (abgeschlossen)."""

    on: date
    """The day (Tag)."""
    result: Passage
    """What came of it (Ergebnis)."""
    lessons: Passage | None
    """What was learned (Erfahrungen)."""


@dataclass(frozen=True)
class ProjectCancelled:
    """A project was given up (abgebrochen)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ProjectBlocked:
    """Something blocks a project (blockiert)."""

    on: date
    """The first day (blockiert seit)."""
    cause: BlockCause
    """What blocks it (Hindernis)."""
    note: FreeText | None
    """More about it (Anmerkung)."""


@dataclass(frozen=True)
class ProjectUnblocked:
    """A project is blocked no more (nicht mehr blockiert)."""

    until: date
    """The last day on which it was blocked (blockiert bis)."""


@dataclass(frozen=True)
class ReportingAgreed:
    """A project is reported on otherwise often from a day on (Berichtspflicht vereinbart)."""

    months: ReportMonths | None
    """Every so many months; none: no reports are asked for (Takt in Monaten)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ProgressReported:
    """A project's progress was reported (Fortschritt berichtet)."""

    on: date
    """The day (Tag)."""
    summary: Passage
    """What was done, what comes next (Bericht)."""
    percent: Percent | None
    """How much of it is done, in percent (Fortschritt)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ApproveProject:
    """Record that an idea was approved and is planned; name the decision as authority (Vorhaben genehmigen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class StartProject:
    """Record that a planned project is under way (beginnen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class PauseProject:
    """Record that a running project rests; needs a reason (unterbrechen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ResumeProject:
    """Record that a project that rested goes on (fortsetzen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class CompleteProject:
    """Record that a running project is done, with what came of it (abschließen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    on: date
    """The day (Tag)."""
    result: Passage
    """What came of it (Ergebnis)."""
    lessons: Passage | None = None
    """What was learned, for others to find (Erfahrungen)."""


@dataclass(frozen=True)
class CancelProject:
    """Record that a project that is not completed was given up; needs a reason (abbrechen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class BlockProject:
    """Record that something blocks a project (Blockade eintragen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    on: date
    """The first day (blockiert seit)."""
    cause: BlockCause
    """What blocks it (Hindernis)."""
    note: FreeText | None = None
    """More about it (Anmerkung)."""


@dataclass(frozen=True)
class UnblockProject:
    """Record that a project is blocked no more after a day (Blockade aufheben)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    until: date
    """The last day on which it was blocked (blockiert bis)."""


@dataclass(frozen=True)
class AgreeReporting:
    """Agree every how many months a running project is reported on (Berichtspflicht vereinbaren)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    months: ReportMonths | None
    """Every so many months; none: no reports are asked for (Takt in Monaten)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ReportProgress:
    """Report on a running or paused project (Fortschritt berichten)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    on: date
    """The day (Tag)."""
    summary: Passage
    """What was done, what comes next; it is public and names no persons (Bericht)."""
    percent: Percent | None = None
    """How much of it is done, in percent (Fortschritt)."""
