"""Correction of a goal: facts recorded wrongly are given anew."""

from dataclasses import dataclass
from typing import Annotated

from events.goal.course import GoalResponsibility, GoalStep
from events.goal.indicator import GoalIndicator, MeasuringPlan
from events.goal.path import GoalMethod, TargetPath
from events.refs import AgreementRef, GoalRef
from events.terms import Code
from events.values import EventId, Many, Passage, Title


@dataclass(frozen=True)
class GoalCorrected:
    """Something recorded wrongly of a goal was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """Its title (Titel)."""
    description: Passage | None = None
    """What it is about (Beschreibung)."""
    theme: Code | None = None
    """The code of its theme in the county's list (Thema)."""
    agreement: AgreementRef | None = None
    """The agreement it belongs to (Vereinbarung)."""
    agreement_withdrawn: bool = False
    """Whether it stands alone (keine Vereinbarung)."""
    indicator: GoalIndicator | None = None
    """What it is measured by (Indikator)."""
    methods: tuple[GoalMethod, ...] | None = None
    """All its methods with their baselines, in order of their numbers (alle Methoden)."""
    paths: tuple[TargetPath, ...] | None = None
    """All its target paths, oldest first (alle Zielpfade)."""
    plans: tuple[MeasuringPlan, ...] | None = None
    """All its measuring plans, oldest first (alle Messpläne)."""
    responsibilities: tuple[GoalResponsibility, ...] | None = None
    """All who answered for it, oldest first (alle Verantwortlichen)."""
    steps: tuple[GoalStep, ...] | None = None
    """All steps of its course, oldest first (alle Schritte)."""


@dataclass(frozen=True)
class CorrectGoal:
    """Put right what was recorded wrongly of a goal, also of one that is settled; needs a reason. What is left out
    stays; values are corrected by a command of their own (Berichtigung)."""

    id: GoalRef
    """The goal (Ziel)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """Its title (Titel)."""
    description: Passage | None = None
    """What it is about (Beschreibung)."""
    theme: Code | None = None
    """The code of its theme in the county's list (Thema)."""
    agreement: AgreementRef | None = None
    """The agreement it belongs to (Vereinbarung)."""
    agreement_withdrawn: bool = False
    """True: it belongs to no agreement and stands alone (keine Vereinbarung)."""
    indicator: GoalIndicator | None = None
    """What it is measured by (Indikator)."""
    methods: Annotated[tuple[GoalMethod, ...], Many(100)] | None = None
    """All its methods with their baselines; as many as there are (alle Methoden)."""
    paths: Annotated[tuple[TargetPath, ...], Many(100)] | None = None
    """All its target paths, oldest first (alle Zielpfade)."""
    plans: Annotated[tuple[MeasuringPlan, ...], Many(100)] | None = None
    """All its measuring plans, oldest first (alle Messpläne)."""
    responsibilities: Annotated[tuple[GoalResponsibility, ...], Many(100)] | None = None
    """All who answered for it, oldest first (alle Verantwortlichen)."""
    steps: Annotated[tuple[GoalStep, ...], Many(3)] | None = None
    """All steps of its course, oldest first (alle Schritte)."""
