"""How a goal reads on a day."""

from dataclasses import dataclass
from datetime import date

from events.dated import first_or_holding
from events.decider import recorded
from events.goal.attainment import Attainment, AttainmentStatus
from events.goal.calculation import attainment, overdue_since, value_due
from events.goal.indicator import GoalIndicator, MeasuringPlan
from events.goal.lifecycle import method_on, responsible_on, status_on, targets_on
from events.goal.state import (
    Goal,
    GoalBaseline,
    GoalMethod,
    GoalResponsibility,
    GoalStatus,
    GoalStep,
    GoalValue,
    TargetPath,
    Targets,
)
from events.refs import AgreementRef, PartyRef
from events.terms import Code
from events.values import TextDigest, Title


@dataclass(frozen=True)
class GoalOnDay:
    """What the cooperation aims for, and how far it has come (Ziel)."""

    title: Title
    """Its title (Titel)."""
    description: TextDigest
    """What it is about (Beschreibung)."""
    status: GoalStatus
    """Its status on the day; before it was proposed, PROPOSED (Stand)."""
    theme: Code
    """The code of its theme in the county's list (Thema)."""
    agreement: AgreementRef | None
    """The agreement that it belongs to; null if it belongs to none (Vereinbarung)."""
    responsible: PartyRef
    """Who is responsible for it on the day (verantwortliche Stelle)."""
    indicator: GoalIndicator
    """What it is measured by (Indikator)."""
    plan: MeasuringPlan
    """How often it is measured, and with what tolerance, as of the day (Messplan)."""
    method: GoalMethod
    """The method by which it is measured on the day (Methode)."""
    baseline: GoalBaseline | None
    """The baseline by that method (Ausgangswert)."""
    targets: Targets
    """The targets that apply on the day (Zielwerte)."""
    attainment: AttainmentStatus | None
    """Whether it is on track on the day; null if it is not adopted then (Zielerreichung)."""
    arithmetic: Attainment | None
    """How that was calculated (Rechenweg)."""
    value_due: date | None
    """The day by which the next value is due; null if none is due (nächster Messwert bis)."""
    overdue_since: date | None
    """The first day on which the next value is overdue; null if it is not overdue (überfällig seit)."""
    proposed: date
    """The day on which it was proposed (vorgeschlagen am)."""
    values: tuple[GoalValue, ...]
    """The values for periods that are over on the day, by series, oldest period first (Messwerte)."""
    steps: tuple[GoalStep, ...]
    """The steps of its course (Schritte)."""
    responsibilities: tuple[GoalResponsibility, ...]
    """Everyone who is or was responsible for it, oldest first (alle Verantwortlichen)."""
    plans: tuple[MeasuringPlan, ...]
    """Every measuring plan, oldest first (alle Messpläne)."""
    methods: tuple[GoalMethod, ...]
    """The methods by which it was measured, with their baselines; each is a series of its own (alle Methoden)."""
    paths: tuple[TargetPath, ...]
    """The targets as they were adjusted, oldest first (Zielpfade)."""


def view(state: Goal, on: date) -> GoalOnDay:
    """The goal as it stands on a day; before it was proposed, as it began."""
    method, arithmetic, due = method_on(state, on), attainment(state, on), value_due(state, on)
    return recorded(
        GoalOnDay,
        state,
        status=status_on(state, on),
        responsible=responsible_on(state, on),
        plan=first_or_holding(state.plans, on),
        method=method,
        baseline=method.baseline,
        targets=targets_on(state, on),
        attainment=arithmetic.status if arithmetic else None,
        arithmetic=arithmetic,
        value_due=due,
        overdue_since=overdue_since(due, on),
        proposed=state.steps[0].on,
        values=tuple(value for value in state.values if value.period.until < on),
    )
