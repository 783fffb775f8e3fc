"""The course of a goal: proposed, adopted, achieved or abandoned; what it says and who answers for it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from events.goal.indicator import GoalIndicator, MeasuringPlan
from events.goal.path import GoalBaseline, Targets
from events.refs import AgreementRef, GoalRef, PartyRef
from events.terms import Code
from events.values import Name, Passage, Title


class GoalStatus(StrEnum):
    """How far a goal has come (Stand)."""

    PROPOSED = "PROPOSED"
    """It is proposed (vorgeschlagen)."""
    ADOPTED = "ADOPTED"
    """It holds (beschlossen)."""
    ACHIEVED = "ACHIEVED"
    """It is achieved (erreicht)."""
    ABANDONED = "ABANDONED"
    """It was given up (aufgegeben)."""


@dataclass(frozen=True)
class GoalStep:
    """A step in the course of a goal (Schritt)."""

    status: GoalStatus
    """How far it came (Stand)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class GoalResponsibility:
    """Who answers for a goal from a day on (verantwortliche Stelle)."""

    since: date
    """The first day (gilt ab)."""
    party: PartyRef
    """Who (verantwortliche Stelle)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalProposed:
    """A goal was proposed (Ziel vorgeschlagen)."""

    title: Title
    """Its title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""
    theme: Code
    """The code of its theme in the county's list (Thema)."""
    responsible: PartyRef
    """Who answers for it (verantwortliche Stelle)."""
    indicator: GoalIndicator
    """What it is measured by (Indikator)."""
    method: Name
    """The method of measuring, series 1 (Methode)."""
    edition: Name | None
    """The method's edition (Ausgabe)."""
    plan: MeasuringPlan
    """How often it is measured, and what is tolerated (Messplan)."""
    on: date
    """The day of the proposal (Tag)."""
    agreement: AgreementRef | None
    """The agreement it belongs to; none: it stands alone (Vereinbarung)."""
    baseline: GoalBaseline | None
    """Where it starts from; none: not given yet (Ausgangswert)."""
    targets: Targets
    """What it aims for, by year (Zielwerte)."""


@dataclass(frozen=True)
class GoalRestated:
    """A goal is told in other words (anders gefasst)."""

    title: Title
    """The new title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""


@dataclass(frozen=True)
class GoalThemeAssigned:
    """A goal belongs to another theme (Thema zugeordnet)."""

    theme: Code
    """The code of the theme (Thema)."""


@dataclass(frozen=True)
class GoalAgreementAssigned:
    """A goal belongs to another agreement, or to none (Vereinbarung zugeordnet)."""

    agreement: AgreementRef | None
    """The agreement; none: it stands alone (Vereinbarung)."""


@dataclass(frozen=True)
class GoalEntrusted:
    """Another answers for a goal from a day on (Verantwortung übertragen)."""

    party: PartyRef
    """Who (verantwortliche Stelle)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class GoalAdopted:
    """A goal was adopted: from then on it holds (beschlossen)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class GoalAchieved:
    """A goal is achieved (erreicht)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class GoalAbandoned:
    """A goal was given up (aufgegeben)."""

    on: date
    """The day (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProposeGoal:
    """Propose a goal (Ziel vorschlagen)."""

    title: Title
    """Its title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""
    theme: Code
    """The code of its theme in the county's list (Thema)."""
    responsible: PartyRef
    """Who answers for it (verantwortliche Stelle)."""
    indicator: GoalIndicator
    """What it is measured by (Indikator)."""
    method: Name
    """The method of measuring, such as BISKO (Methode)."""
    plan: MeasuringPlan
    """How often it is measured from when on, and what is tolerated (Messplan)."""
    on: date
    """The day of the proposal (Tag)."""
    edition: Name | None = None
    """The method's edition (Ausgabe)."""
    agreement: AgreementRef | None = None
    """The agreement it belongs to; none: it stands alone (Vereinbarung)."""
    baseline: GoalBaseline | None = None
    """Where it starts from; none: given later (Ausgangswert)."""
    targets: Targets = ()
    """What it aims for, by year (Zielwerte)."""


@dataclass(frozen=True)
class RestateGoal:
    """Tell a goal in other words; what it aims for stays (anders fassen)."""

    id: GoalRef
    """The goal (Ziel)."""
    title: Title
    """The new title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""


@dataclass(frozen=True)
class AssignGoalTheme:
    """Assign a goal to another theme (Thema zuordnen)."""

    id: GoalRef
    """The goal (Ziel)."""
    theme: Code
    """The code of the theme in the county's list (Thema)."""


@dataclass(frozen=True)
class AssignGoalToAgreement:
    """Assign a goal to an agreement, or to none (Vereinbarung zuordnen)."""

    id: GoalRef
    """The goal (Ziel)."""
    agreement: AgreementRef | None
    """The agreement; none: it stands alone (Vereinbarung)."""


@dataclass(frozen=True)
class EntrustGoal:
    """Record who answers for a goal from a day on (Verantwortung übertragen)."""

    id: GoalRef
    """The goal (Ziel)."""
    party: PartyRef
    """Who (verantwortliche Stelle)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class AdoptGoal:
    """Record that a goal was adopted; name the decision as authority (Ziel beschließen)."""

    id: GoalRef
    """The goal (Ziel)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class AchieveGoal:
    """Record that a goal is achieved (Ziel erreicht)."""

    id: GoalRef
    """The goal (Ziel)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class AbandonGoal:
    """Record that a goal was given up, adopted or not; needs a reason (Ziel aufgeben)."""

    id: GoalRef
    """The goal (Ziel)."""
    on: date
    """The day (Tag)."""
