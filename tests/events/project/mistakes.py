"""What a random life of a project puts right: some of it could have been so, some could not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from events.project.correction import CorrectedReport

from events.project.state import (
    BlockCause,
    BudgetYear,
    Drawdown,
    FundingStatus,
    Milestone,
    Project,
    ProjectBlock,
    ProjectLead,
    ProjectParticipant,
    ProjectStatus,
    ProjectStep,
    ReportingPlan,
)
from events.values import Money
from tests.events.project.moves import CENTS, Move, after_of, effect_of, party_of
from tests.events.project.story import B


def _back(move: Move, today: date) -> date:
    return today - timedelta(days=move.ago)


def _moved(steps: tuple[ProjectStep, ...], move: Move) -> tuple[ProjectStep, ...]:
    at = move.one % len(steps)
    step = replace(steps[at], on=steps[at].on - timedelta(days=move.ago))
    return (*steps[:at], step, *steps[at + 1 :])


def _steps(state: Project, move: Move, today: date) -> tuple[ProjectStep, ...]:
    steps = state.steps
    match move.one % 3:
        case 0:
            return _moved(steps, move)
        case 1:
            return steps[:-1]
        case _:
            return (*steps, ProjectStep(tuple(ProjectStatus)[move.one % 6], _back(move, today)))


def _changed(facts: tuple[Any, ...], move: Move, **changes: Any) -> tuple[Any, ...]:
    """The facts with one of them changed."""
    at = move.one % len(facts) if facts else 0
    return tuple(replace(each, **changes) if n == at else each for n, each in enumerate(facts))


def _without(facts: tuple[Any, ...], move: Move) -> tuple[Any, ...]:
    at = move.one % len(facts) if facts else 0
    return (*facts[:at], *facts[at + 1 :])


def _milestones(state: Project, move: Move, today: date) -> tuple[Milestone, ...]:
    there = state.milestones
    match move.other % 5:
        case 0:
            return _without(there, move)
        case 1:
            return _changed(there, move, reached=(None, _back(move, today))[move.by % 2])
        case 2:
            return _changed(there, move, after=after_of(state, move))
        case 3:
            return _changed(there, move, party=party_of(move.by))
        case _:
            back = Milestone(1 + move.one % (state.last_milestone + 1), "Zurück", today)
            others = (each for each in there if each.number != back.number)
            return tuple(sorted((*others, back), key=lambda each: each.number))


def _fundings(state: Project, move: Move, today: date) -> tuple[Any, ...]:
    there, on, cents = state.fundings, _back(move, today), Money(CENTS[move.other % 6])
    granted = {"status": FundingStatus.GRANTED, "decided_on": on, "granted": cents}
    open_ = {"status": FundingStatus.APPLIED, "decided_on": None, "granted": None, "drawdowns": ()}
    drawn = {**granted, "drawdowns": (Drawdown(on, Money(1)), Drawdown(today, Money(CENTS[move.by % 6])))}
    return _changed(there, move, **(granted, open_, drawn, {"applied_on": on}, {"costs": cents})[move.by % 5])


def correction(state: Project, move: Move, today: date) -> dict[str, Any]:
    """What a move puts right, or tries to."""
    on, party = _back(move, today), party_of(move.one)
    facts: tuple[Callable[[], dict[str, Any]], ...] = (
        lambda: {"title": f"Titel {move.one}", "description": f"Text {move.by}.", "themes": ("mobility",)},
        lambda: {"agreement": "agreement:1"} if move.one % 2 else {"agreement_withdrawn": True},
        lambda: {"steps": _steps(state, move, today)},
        lambda: {"steps": _steps(state, move, today), "result": "Fertig.", "lessons": "Gelernt."},
        lambda: {"result": "Besser."} if move.one % 2 else {"lessons_withdrawn": True},
        lambda: {"leads": (ProjectLead(state.steps[0].on, B), ProjectLead(on, party))},
        lambda: {"leads": _changed(state.leads, move, party=party_of(move.by))},
        lambda: {"participants": _without(state.participants, move)},
        lambda: {"participants": _changed(state.participants, move, until=on)},
        lambda: {"participants": (*state.participants, ProjectParticipant(party, on, (None, today)[move.by % 2]))},
        lambda: {"responsibilities": _changed(state.responsibilities, move, party=party_of(move.by))},
        lambda: {"responsibilities": _changed(state.responsibilities, move, since=on, until=None)},
        lambda: {"milestones": _milestones(state, move, today)},
        lambda: {"budget": (*state.budget[:2], BudgetYear(2021 + move.one, Money(5), Money(CENTS[move.by % 6])))},
        lambda: {"fundings": _fundings(state, move, today)},
        lambda: {"effects": (*state.effects[1:], effect_of(move))},
        lambda: {"blocks": (*state.blocks[1:], ProjectBlock(on, BlockCause.OTHER, None, (None, on)[move.by % 2]))},
        lambda: {"reporting": (*state.reporting[:1], ReportingPlan(on, 3))},
        lambda: {
            "reports": (
                *(CorrectedReport(each.on, None, each.percent) for each in state.reports[1:]),
                CorrectedReport(on, ("Neu.", None)[move.by % 2], 50),
            )
        },
    )
    return facts[(move.other + move.by * 5) % len(facts)]()
