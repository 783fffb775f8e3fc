"""The course of a goal: proposed, adopted, achieved or abandoned; what it says and who is responsible for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.agreement.state import Agreement
from events.assigned import assigned
from events.authority import AuthorisedAct, Resting
from events.county.state import County
from events.dated import dated, tells_day
from events.decider import Act, Part, World, recorded, require, rests_on_nothing
from events.goal.indicator import GoalIndicator, MeasuringPlan
from events.goal.lifecycle import adopted_on, check_open
from events.goal.path import check_lasting, check_plan, check_targets
from events.goal.state import (
    Goal,
    GoalBaseline,
    GoalMethod,
    GoalResponsibility,
    GoalStatus,
    GoalStep,
    OfGoal,
    TargetPath,
    Targets,
)
from events.refs import AgreementRef, PartyRef
from events.rules import check_in_order, check_known, check_not_before, check_reasoned
from events.terms import Code, check_choosable
from events.values import Name, Passage, Title, digest_of
from events.when import HappenedOn, When, check_not_ahead

# --- Proposing -------------------------------------------------------------------------------------------------


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
    """Who is responsible for it (verantwortliche Stelle)."""
    indicator: GoalIndicator
    """What it is measured by (Indikator)."""
    method: Name
    """The method of measuring, such as BISKO; it is series 1 (Methode)."""
    plan: MeasuringPlan
    """How often it is measured from the day of the proposal on, and with what tolerance (Messplan)."""
    on: date
    """The day of the proposal (Tag)."""
    edition: Name | None = None
    """The method's edition (Ausgabe)."""
    agreement: AgreementRef | None = None
    """The agreement that it belongs to; null if it belongs to none (Vereinbarung)."""
    baseline: GoalBaseline | None = None
    """Where it starts from; null if not set yet (Ausgangswert)."""
    targets: Targets = ()
    """What it aims for, by year (Zielwerte)."""


@dataclass(frozen=True)
class ProposeGoal(GoalProposed):
    """Propose a goal (Ziel vorschlagen)."""


def _propose(command: ProposeGoal, state: None, world: World) -> list[Any]:
    check_not_ahead(When(command.on), world.latest, "on")
    _check_theme(command.theme, command.on, world)
    check_known(command.responsible, "responsible", world)
    check_agreement(command.agreement, world)
    check_plan(command.plan, "plan.tolerance_percent")
    check_targets(command.targets, command.baseline, "targets")
    return [recorded(GoalProposed, command, plan=replace(command.plan, since=command.on))]


def _proposed(state: None, event: GoalProposed) -> Goal:
    return Goal(
        title=event.title,
        description=digest_of(event.description),
        theme=event.theme,
        agreement=event.agreement,
        indicator=event.indicator,
        steps=(GoalStep(GoalStatus.PROPOSED, event.on),),
        responsibilities=(GoalResponsibility(event.on, event.responsible),),
        plans=(event.plan,),
        methods=(GoalMethod(1, event.on, event.method, event.edition, event.baseline),),
        paths=(TargetPath(event.on, event.targets),),
    )


def _check_theme(code: str, on: date, world: World) -> None:
    county: County = world.states[world.county]
    check_choosable(county.themes, code, on, "theme")


def check_assigned(told: Any, state: Any, world: World) -> None:
    """Raise `Rejected` where a goal or project cannot belong to the agreement that it is assigned to."""
    check_agreement(told.agreement, world)


def check_agreement(ref: str | None, world: World) -> None:
    """Raise `Rejected` unless the agreement is in the record (NOT_FOUND) and not given up (ABANDONED)."""
    check_known(ref, "agreement", world)
    if ref is not None:
        agreement: Agreement = world.states[ref]
        require(
            agreement.abandoned is None,
            "ABANDONED",
            "agreement",
            "That agreement was given up; name another, or none.",
        )


def _county(state: Goal | None, command: Any, world: World) -> Iterable[str]:
    """The county's list of themes is looked at."""
    return (world.county,)


# --- What it says ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalRestated:
    """A goal was reworded; what it aims for stays the same (anders gefasst)."""

    title: Title
    """The new title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""


@dataclass(frozen=True)
class RestateGoal(GoalRestated, OfGoal):
    """Reword a goal; what it aims for stays the same (anders fassen)."""


def _restate(command: RestateGoal, state: Goal, world: World) -> list[Any]:
    check_open(state)
    event: GoalRestated = recorded(GoalRestated, command)
    return [] if _restated(state, event) == state else [event]


def _restated(state: Goal, event: GoalRestated) -> Goal:
    return replace(state, title=event.title, description=digest_of(event.description))


@dataclass(frozen=True)
class GoalThemeAssigned:
    """A goal belongs to another theme (Thema zugeordnet)."""

    theme: Code
    """The code of the theme in the county's list (Thema)."""


@dataclass(frozen=True)
class AssignGoalTheme(GoalThemeAssigned, OfGoal):
    """Assign a goal to another theme (Thema zuordnen)."""


def _check_other_theme(told: AssignGoalTheme, state: Goal, world: World) -> None:
    _check_theme(told.theme, world.today, world)


@dataclass(frozen=True)
class GoalAgreementAssigned:
    """A goal belongs to another agreement, or to none (Vereinbarung zugeordnet)."""

    agreement: AgreementRef | None
    """The agreement; null if the goal belongs to none (Vereinbarung)."""


@dataclass(frozen=True)
class AssignGoalToAgreement(GoalAgreementAssigned, OfGoal):
    """Assign a goal to an agreement, or to none (Vereinbarung zuordnen)."""


# --- Who answers for it ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalEntrusted:
    """Another party is responsible for a goal from a day on (Verantwortung übertragen)."""

    party: PartyRef
    """The party responsible (verantwortliche Stelle)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class EntrustGoal(GoalEntrusted, OfGoal):
    """Record who is responsible for a goal from a day on (Verantwortung übertragen)."""


def _check_entrusting(told: EntrustGoal, state: Goal, world: World) -> None:
    check_open(state)
    check_known(told.party, "party", world)
    check_not_before(told.on, state.steps[0].on, "on")


# --- Its steps -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoalAdopted(HappenedOn):
    """A goal was adopted (beschlossen)."""


@dataclass(frozen=True)
class AdoptGoal(GoalAdopted, OfGoal):
    """Record that a goal was adopted; name the decision as authority (Ziel beschließen)."""


@dataclass(frozen=True)
class GoalAchieved(HappenedOn):
    """A goal is achieved (erreicht)."""


@dataclass(frozen=True)
class AchieveGoal(GoalAchieved, OfGoal):
    """Record that a goal is achieved (Ziel erreicht)."""


@dataclass(frozen=True)
class GoalAbandoned(HappenedOn):
    """A goal was given up (aufgegeben)."""


@dataclass(frozen=True)
class AbandonGoal(GoalAbandoned, OfGoal):
    """Record that a goal was given up, adopted or not; needs a reason (Ziel aufgeben)."""


def _check_lasting(state: Goal, world: World) -> None:
    """An adopted goal keeps its targets."""
    check_lasting(state, "on")


def _check_adopted(state: Goal, world: World) -> None:
    """Only an adopted goal is achieved."""
    require(adopted_on(state) is not None, "NOT_ADOPTED", "id", "The goal is only proposed; record its adoption first.")


def _check_reason(state: Goal, world: World) -> None:
    check_reasoned(world, "Abandoning a goal needs a reason; give one.")


def _step(
    command: type[Any],
    event: type[Any],
    status: GoalStatus,
    check: Callable[[Goal, World], None],
    rests: Callable[[Any, Any, World], Resting | None] = rests_on_nothing,
) -> Act:
    """The act of taking a goal a step further on a day; `check` looks at the goal as it is then."""

    def decide(given: Any, state: Goal, world: World) -> list[Any]:
        if not tells_day(next((each.on for each in state.steps if each.status is status), None), given.on):
            return []
        happened = event(given.on)
        check_open(state)
        check_in_order(state.steps[-1].on, given.on, "on")
        check_not_ahead(When(given.on), world.latest, "on")
        check(evolve(state, happened), world)
        return [happened]

    def evolve(state: Goal, happened: Any) -> Goal:
        return replace(state, steps=(*state.steps, GoalStep(status, happened.on)))

    return Act(command, decide, {event: evolve}, rests=rests)


def _rests_adopting(command: AdoptGoal, state: Goal | None, world: World) -> Resting:
    return Resting(AuthorisedAct.ADOPT_GOAL, command.id, None, command.on)


def _rests_abandoning(command: AbandonGoal, state: Goal | None, world: World) -> Resting | None:
    """To abandon a goal rests on a decision where it was adopted."""
    if state is None or adopted_on(state) is None:
        return None
    return Resting(AuthorisedAct.ABANDON_GOAL, command.id, None, command.on)


COURSE = Part(
    (
        Act(ProposeGoal, _propose, {GoalProposed: _proposed}, reads=_county, begins=True),
        Act(RestateGoal, _restate, {GoalRestated: _restated}),
        assigned(AssignGoalTheme, GoalThemeAssigned, "theme", check_open, _check_other_theme, reads=_county),
        assigned(AssignGoalToAgreement, GoalAgreementAssigned, "agreement", check_open, check_assigned),
        dated(EntrustGoal, GoalEntrusted, "responsibilities", GoalResponsibility, check=_check_entrusting),
        _step(AdoptGoal, GoalAdopted, GoalStatus.ADOPTED, _check_lasting, _rests_adopting),
        _step(AchieveGoal, GoalAchieved, GoalStatus.ACHIEVED, _check_adopted),
        _step(AbandonGoal, GoalAbandoned, GoalStatus.ABANDONED, _check_reason, _rests_abandoning),
    )
)
