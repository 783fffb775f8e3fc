"""Random lives of a project: commands of all kinds by all who may give them, on days near and far; many
are refused, and the third municipality becomes part of the first meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st

from events.decider import Rejected
from events.project import PROJECT
from events.project.budget import PlanBudget, RecordSpending
from events.project.course import (
    ApproveProject,
    CancelProject,
    CompleteProject,
    PauseProject,
    ProjectApproved,
    ProjectStarted,
    ResumeProject,
    StartProject,
)
from events.project.effects import DropEffect, EffectExpected, ExpectEffect
from events.project.funding import (
    ApplyForFunding,
    DrawFunding,
    FundingAppliedFor,
    FundingGranted,
    GrantFunding,
    RefuseFunding,
)
from events.project.milestones import (
    AddMilestone,
    MilestoneAdded,
    ReachMilestone,
    RemoveMilestone,
    ReopenMilestone,
    ReorderMilestone,
    RescheduleMilestone,
    RestateMilestone,
)
from events.project.outline import (
    AppointProjectContacts,
    AssignProjectThemes,
    AssignProjectToAgreement,
    ProjectProposed,
    RestateProject,
)
from events.project.participants import (
    AssignProjectResponsibility,
    ChangeProjectLead,
    EndProjectResponsibility,
    JoinProject,
    LeaveProject,
    ProjectJoined,
    ProjectResponsibilityAssigned,
)
from events.project.progress import AgreeReporting, BlockProject, ReportProgress, UnblockProject
from events.project.state import BlockCause, ExpectedEffect, FundingStatus, Milestone, Project
from events.values import Money
from tests.corrections import Act
from tests.events.project.moves import CENTS, Move, after_of, effect_of, party_of
from tests.events.project.story import HERE, A, B, C, project
from tests.spec import HOME, Outcome, day, given, sealed

P = "partner:1"
BEGINNING = day("2022-03-01")
PROPOSED = ProjectProposed("Wärmeplan", "Zusammen.", B, BEGINNING, ("heat",), None)
RECORD = project().others


@dataclass
class Life:
    """A project and all that has happened to it."""

    acts: list[Act]
    state: Project
    today: date = BEGINNING
    done: list[type[Any]] = field(default_factory=list)

    def play(self, move: Move) -> list[Any]:
        """Try something; what follows. A refusal is clear and names a field of the command."""
        self.today += timedelta(days=move.wait)
        command = TRIED[move.what](self, move)
        if command is None:
            return []
        who = (*(None,) * 7, HOME, A, B, C, P)[move.by]
        tried = given(PROPOSED).when(command, today=self.today, reason=move.one > 0, acts_for=who)
        outcome: Outcome = replace(tried, state=self.state, record={**tried.record, **RECORD})
        try:
            events = outcome.decided(self.state)
        except Rejected as rejected:
            outcome.rejects(rejected.code, rejected.field)
            return []
        for event in events:
            self.state = PROJECT.evolve(self.state, event)
        if events:
            self.acts.append(Act(command, tuple(events), self.today))
            self.done.append(type(command))
        return events

    def back(self, move: Move) -> date:
        """The day that a move is about."""
        return self.today - timedelta(days=move.ago)


# --- What is tried ---------------------------------------------------------------------------------------------

Tried = Callable[[Life, Move], Any]


def _one(facts: Callable[[Project], tuple[Any, ...]], make: Callable[[Life, Move, Any], Any]) -> Tried:
    """A command about one of several facts; none where there are none."""

    def tried(life: Life, move: Move) -> Any:
        found = facts(life.state)
        return make(life, move, found[move.one % len(found)]) if found else None

    return tried


def _unreached(state: Project) -> tuple[Milestone, ...]:
    return tuple(each for each in state.milestones if each.reached is None)


def _free(state: Project) -> tuple[Milestone, ...]:
    """Open milestones that wait for nothing."""
    reached = {each.number for each in state.milestones if each.reached is not None}
    return tuple(each for each in _unreached(state) if reached.issuperset(each.after))


def _apply(life: Life, move: Move) -> Any:
    costs = Money(10_000 + move.one)
    return ApplyForFunding(HERE, "Richtlinie", costs, Fraction(9, 10), Money(9_000), life.back(move))


def _with_status(status: FundingStatus) -> Callable[[Project], tuple[Any, ...]]:
    return lambda state: tuple(each for each in state.fundings if each.status is status)


TRIED: dict[str, Tried] = {
    "restate": lambda life, move: RestateProject(HERE, f"Titel {move.one}", "Anders."),
    "themes": lambda life, move: AssignProjectThemes(HERE, (("mobility", "heat"), (), ("heat",))[move.one % 3]),
    "agreement": lambda life, move: AssignProjectToAgreement(HERE, (None, "agreement:1")[move.one % 2]),
    "contacts": lambda life, move: AppointProjectContacts(HERE, ((), ("person:1",))[move.one % 2]),
    "lead": lambda life, move: ChangeProjectLead(HERE, party_of(move.one), life.back(move)),
    "join": lambda life, move: JoinProject(HERE, party_of(move.one), life.back(move)),
    "leave": lambda life, move: LeaveProject(HERE, party_of(move.one), life.back(move)),
    "assign": lambda life, move: AssignProjectResponsibility(
        HERE, f"Aufgabe {move.other}", party_of(move.one), life.back(move), (None, life.today)[move.other % 2]
    ),
    "end": _one(
        lambda state: state.responsibilities,
        lambda life, move, it: EndProjectResponsibility(HERE, it.number, life.back(move)),
    ),
    "add": lambda life, move: AddMilestone(
        HERE,
        f"Schritt {move.one}",
        life.back(move),
        after_of(life.state, move),
        (None, None, B, party_of(move.one))[move.other % 4],
    ),
    "reschedule": _one(_unreached, lambda life, move, it: RescheduleMilestone(HERE, it.number, life.back(move))),
    "reorder": _one(_unreached, lambda life, move, it: ReorderMilestone(HERE, it.number, after_of(life.state, move))),
    "restate milestone": _one(
        lambda state: state.milestones,
        lambda life, move, it: RestateMilestone(HERE, it.number, "Anders", (None, party_of(move.other))[move.by % 2]),
    ),
    "reach": _one(_free, lambda life, move, it: ReachMilestone(HERE, it.number, life.back(move))),
    "reach any": _one(
        lambda state: state.milestones, lambda life, move, it: ReachMilestone(HERE, it.number, life.today)
    ),
    "reopen": _one(lambda state: state.milestones, lambda life, move, it: ReopenMilestone(HERE, it.number)),
    "remove": _one(_unreached, lambda life, move, it: RemoveMilestone(HERE, it.number)),
    "plan": lambda life, move: PlanBudget(HERE, 2021 + move.one, Money(CENTS[move.other % 6])),
    "spend": lambda life, move: RecordSpending(HERE, 2021 + move.one % 4, Money(CENTS[move.other % 6])),
    "apply": _apply,
    "grant": _one(
        _with_status(FundingStatus.APPLIED),
        lambda life, move, it: GrantFunding(HERE, it.number, Money(CENTS[move.other % 6]), life.back(move)),
    ),
    "refuse": _one(
        _with_status(FundingStatus.APPLIED), lambda life, move, it: RefuseFunding(HERE, it.number, life.back(move))
    ),
    "draw": _one(
        _with_status(FundingStatus.GRANTED),
        lambda life, move, it: DrawFunding(HERE, it.number, Money(CENTS[move.other % 4]), life.back(move)),
    ),
    "expect": lambda life, move: ExpectEffect(HERE, effect_of(move)),
    "drop": _one(lambda state: state.effects, lambda life, move, it: DropEffect(HERE, it.goal, it.from_year)),
    "approve": lambda life, move: ApproveProject(HERE, life.back(move)),
    "start": lambda life, move: StartProject(HERE, life.back(move)),
    "pause": lambda life, move: PauseProject(HERE, life.back(move)),
    "resume": lambda life, move: ResumeProject(HERE, life.back(move)),
    "complete": lambda life, move: CompleteProject(HERE, life.back(move), "Fertig.", (None, "Gelernt.")[move.one % 2]),
    "cancel": lambda life, move: CancelProject(HERE, life.back(move)) if move.one % 3 == 0 else None,
    "block": lambda life, move: BlockProject(HERE, life.back(move), BlockCause.LAND, (None, sealed("x"))[move.one % 2]),
    "unblock": lambda life, move: UnblockProject(HERE, life.back(move)),
    "reporting": lambda life, move: AgreeReporting(HERE, (None, 6)[move.one % 2], life.back(move)),
    "report": lambda life, move: ReportProgress(HERE, life.back(move), f"Stand {move.one}.", move.one * 8),
}
OFTEN = (
    *("reorder", "draw", "grant", "reach", "drop") * 4,
    *("add", "apply", "expect", "approve", "start", "resume") * 2,
    *("join", "leave", "assign", "end", "block", "unblock", "report", "reopen"),
)


# --- Lives -----------------------------------------------------------------------------------------------------

IDEA = (PROPOSED, ProjectJoined(A, BEGINNING, None), ProjectJoined(P, BEGINNING, "Daten"))
FULL = (
    *IDEA,
    ProjectResponsibilityAssigned(1, "Daten", P, BEGINNING),
    MilestoneAdded(1, "Eins", BEGINNING, (), A),
    MilestoneAdded(2, "Zwei", BEGINNING, (1,), None),
    MilestoneAdded(3, "Drei", BEGINNING, (), B),
    MilestoneAdded(4, "Vier", BEGINNING, (), None),
    *(
        FundingAppliedFor(number, "Richtlinie", Money(10_000), Fraction(9, 10), Money(9_000), BEGINNING)
        for number in (1, 2, 3)
    ),
    FundingGranted(1, Money(8_000), BEGINNING),
    EffectExpected(ExpectedEffect("goal:1", 2024)),
    EffectExpected(ExpectedEffect("goal:1", 2025, Decimal(1), "t CO2e")),
    ProjectApproved(BEGINNING),
    ProjectStarted(BEGINNING),
)
"""Under way, with something of everything."""


def begun(events: tuple[Any, ...]) -> Life:
    """A life that begins with these events."""
    acts, state = [], None
    for event in events:
        acts.append(Act(PROJECT.command_of(HERE, state, (event,)), (event,), BEGINNING))
        state = PROJECT.evolve(state, event)
    assert state is not None
    return Life(acts, state)


BEGINNINGS = st.sampled_from((FULL, FULL, FULL, IDEA, (PROPOSED,))).map(begun)
NUMBERS = range(12)
WAITS = (0, 0, 1, 5, 20, 40)
AGO = (0, 0, 0, 1, 3, 10, 40, -5)
WHAT = (*TRIED, *OFTEN)
MOVES = st.builds(
    Move,
    what=st.sampled_from(WHAT),
    by=st.sampled_from(NUMBERS),
    one=st.sampled_from(NUMBERS),
    other=st.sampled_from(NUMBERS),
    wait=st.sampled_from(WAITS),
    ago=st.sampled_from(AGO),
)


def drawn_by(seed: int, length: int) -> list[Move]:
    """Such moves, always the same of a seed."""
    chance = Random(seed)
    return [
        Move(*(chance.choice(choices) for choices in (WHAT, NUMBERS, NUMBERS, NUMBERS, WAITS, AGO)))  # type: ignore[arg-type]
        for _ in range(length)
    ]
