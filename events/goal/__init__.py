"""Goal (Ziel): what the cooperation aims for, measured by an indicator along a path of targets.

A folder of its own: the words stand in `indicator`, `path`, `measured`, `course`, `attainment` and `correction`, the
rules beside them in modules that end in `_rules`, what is recorded in `state`, what follows from that by a day in
`lifecycle` and `reckoning`.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from events.authority import Act, Resting
from events.decider import Decider, World
from events.goal import correction_rules, course_rules, measured_rules, path_rules
from events.goal.correction import CorrectGoal, GoalCorrected
from events.goal.course import (
    AbandonGoal,
    AchieveGoal,
    AdoptGoal,
    AssignGoalTheme,
    AssignGoalToAgreement,
    EntrustGoal,
    GoalAbandoned,
    GoalAchieved,
    GoalAdopted,
    GoalAgreementAssigned,
    GoalEntrusted,
    GoalProposed,
    GoalRestated,
    GoalThemeAssigned,
    ProposeGoal,
    RestateGoal,
)
from events.goal.indicator import AgreeGoalMeasuring, GoalMeasuringAgreed
from events.goal.lifecycle import adopted_on
from events.goal.measured import (
    CorrectGoalValue,
    GoalValueCorrected,
    GoalValueRecorded,
    GoalValueWithdrawn,
    RecordGoalValue,
    WithdrawGoalValue,
)
from events.goal.path import (
    AdjustGoalTargets,
    ChangeGoalMethod,
    GoalBaselineSet,
    GoalMethodChanged,
    GoalTargetsAdjusted,
    SetGoalBaseline,
)
from events.goal.responsibility import looked_at
from events.goal.state import Goal, GoalOnDay
from events.goal.view_rules import view
from events.policy import OFFICE, Audience, Disclosure, Grants, Policy, Relation, Role, Visibility
from events.rules import check_absent, existing

_RULES = (course_rules, path_rules, measured_rules, correction_rules)
_DECIDES: Mapping[type[Any], Callable[[Any, Goal, World], list[Any]]] = {
    command: decides for rules in _RULES for command, decides in rules.DECIDES.items()
}
_EVOLVES: Mapping[type[Any], Callable[[Goal, Any], Goal]] = {
    event: evolves for rules in _RULES for event, evolves in rules.EVOLVES.items()
}
_ANSWERING: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}


def decide(command: Any, state: Goal | None, world: World) -> list[Any]:
    """The events that follow from a command on a goal."""
    if isinstance(command, ProposeGoal):
        check_absent(state)
        return course_rules.propose(command, world)
    return _DECIDES[type(command)](command, existing(state), world)


def evolve(state: Goal | None, event: Any) -> Goal:
    """The goal after the event."""
    if isinstance(event, GoalProposed):
        return course_rules.proposed(event)
    return _EVOLVES[type(event)](existing(state), event)


def reads(state: Goal | None, command: Any, world: World) -> Iterable[str]:
    """The county, where its list of themes matters; who answers for the goal with the line of its successors, where
    only it may act."""
    if state is not None and isinstance(command, RecordGoalValue | CorrectGoalValue):
        return looked_at(state, world)
    return (world.county,) if isinstance(command, ProposeGoal | AssignGoalTheme | CorrectGoal) else ()


def audience(ref: str, state: Goal, event: Any) -> Audience:
    """A goal concerns all who have answered for it. It is public once it was adopted."""
    parties = frozenset({ref, *(each.party for each in state.responsibilities)})
    return Audience(Visibility.INTERNAL if adopted_on(state) is None else Visibility.PUBLIC, parties)


def rests(command: Any, state: Goal | None, world: World) -> Resting | None:
    """Adopting a goal, and adjusting or abandoning one that was adopted, can rest on a decision about it; a correction
    too that tells of such an act for the first time."""
    match command:
        case AdoptGoal(id=ref, on=on):
            return Resting(Act.ADOPT_GOAL, ref, None, on)
        case AdjustGoalTargets(id=ref, on=on) if state is not None and adopted_on(state) is not None:
            return Resting(Act.ADJUST_GOAL, ref, None, on)
        case AbandonGoal(id=ref, on=on) if state is not None and adopted_on(state) is not None:
            return Resting(Act.ABANDON_GOAL, ref, None, on)
        case CorrectGoal(id=ref) if state is not None and (told := correction_rules.act_of(command, state)):
            act, on = told
            return Resting(act, ref, None, on)
        case _:
            return None


GOAL = Decider(
    kind="goal",
    state=Goal,
    shown=GoalOnDay,
    commands=(
        ProposeGoal,
        RestateGoal,
        AssignGoalTheme,
        AssignGoalToAgreement,
        EntrustGoal,
        SetGoalBaseline,
        AdoptGoal,
        AdjustGoalTargets,
        ChangeGoalMethod,
        AgreeGoalMeasuring,
        RecordGoalValue,
        CorrectGoalValue,
        WithdrawGoalValue,
        AchieveGoal,
        AbandonGoal,
        CorrectGoal,
    ),
    events={
        "GoalProposed": GoalProposed,
        "GoalRestated": GoalRestated,
        "GoalThemeAssigned": GoalThemeAssigned,
        "GoalAgreementAssigned": GoalAgreementAssigned,
        "GoalEntrusted": GoalEntrusted,
        "GoalBaselineSet": GoalBaselineSet,
        "GoalAdopted": GoalAdopted,
        "GoalTargetsAdjusted": GoalTargetsAdjusted,
        "GoalMethodChanged": GoalMethodChanged,
        "GoalMeasuringAgreed": GoalMeasuringAgreed,
        "GoalValueRecorded": GoalValueRecorded,
        "GoalValueCorrected": GoalValueCorrected,
        "GoalValueWithdrawn": GoalValueWithdrawn,
        "GoalAchieved": GoalAchieved,
        "GoalAbandoned": GoalAbandoned,
        "GoalCorrected": GoalCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    reads=reads,
    rests=rests,
    disclosure=Disclosure(audience),
    policy=Policy(
        may={
            ProposeGoal: OFFICE,
            RestateGoal: OFFICE,
            AssignGoalTheme: OFFICE,
            AssignGoalToAgreement: OFFICE,
            EntrustGoal: OFFICE,
            SetGoalBaseline: OFFICE,
            AdoptGoal: OFFICE,
            AdjustGoalTargets: OFFICE,
            ChangeGoalMethod: OFFICE,
            AgreeGoalMeasuring: OFFICE,
            RecordGoalValue: _ANSWERING,
            CorrectGoalValue: _ANSWERING,
            WithdrawGoalValue: OFFICE,
            AchieveGoal: OFFICE,
            AbandonGoal: OFFICE,
            CorrectGoal: OFFICE,
        }
    ),
)
