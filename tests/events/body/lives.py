"""Random lives of a body: commands of all kinds by all who may give them, with few days, persons and numbers, so that
they meet often; many are refused."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st

from events.body import BODY
from events.body.chair import AppointChair, EndChair
from events.body.members import AppointMember, ChangeMembership, EndMembership
from events.body.rule_terms import QuorumTerms, RuleTerms
from events.body.rules import AdoptDecisionRule, RetireDecisionRule
from events.body.state import Body
from events.body.statutes import ChangeStatutes, DissolveBody, RenameBody
from events.decider import Rejected
from events.voting.rule import RulePreset, VotingMode
from tests.events.body.story import ERASED, HERE, A, B, C, P, Q, R, S, body, council, established, of, ruled
from tests.spec import HOME, Outcome, day, given, state_of

DAYS = [
    *map(day, ("2018-05-31", "2018-06-01", "2018-06-02", "2019-01-01", "2020-01-05", "2020-01-06", "2021-06-30")),
    *map(day, ("2021-07-01", "2022-01-09", "2022-01-10", "2023-03-01", "2025-01-01", "2026-12-31")),
]
ENDS = (None, None, None, *DAYS[4:])
PEOPLE = (P, Q, R, S, ERASED, "person:9")
PARTIES = (None, A, B, C, "partner:1", "partner:9")
MATTERS = (None, "budget", "budget", "roads", "weather")
QUORUMS = (None, QuorumTerms(3), QuorumTerms(share=Fraction(1, 2), strict=True), QuorumTerms())
MODES = (None, (VotingMode.SILENT, VotingMode.MEETING), ())
RECORD = body().others


@dataclass(frozen=True)
class Move:
    """Something that somebody tries: who, and by which choices."""

    what: str
    by: int
    one: int
    two: int
    three: int
    four: int

    def day(self, choice: int) -> date:
        """A day."""
        return DAYS[choice % len(DAYS)]


def pick(choices: tuple[Any, ...], choice: int) -> Any:
    """One of the choices."""
    return choices[choice % len(choices)]


def terms_of(move: Move) -> RuleTerms:
    """Some terms, mostly possible ones."""
    preset = pick((*RulePreset, RulePreset.SIMPLE, None), move.three)
    return RuleTerms(preset=preset, modes=pick(MODES[:2] * 3 + MODES, move.four), quorum=pick(QUORUMS, move.four))


def number_of(state: Body, choice: int) -> int:
    """The number of a membership, or one beyond."""
    return choice % (state.last_member + 2) + (choice % (state.last_member + 2) == 0)


TRIED: dict[str, Callable[[Body, Move], Any]] = {
    "rename": lambda _, move: RenameBody(HERE, pick(("Rat", "Kreistag"), move.one), move.day(move.two)),
    "statutes": lambda _, move: ChangeStatutes(HERE, move.day(move.one), move.two, None, move.three % 2 == 0),
    "appoint": lambda _, move: AppointMember(
        HERE,
        pick(PEOPLE, move.one),
        move.day(move.two),
        pick(ENDS, move.three),
        pick(PARTIES, move.four),
        move.four % 3 > 0,
        1 + move.one % 3,
        chair=move.three % 3 == 0,
    ),
    "change": lambda state, move: ChangeMembership(
        HERE, number_of(state, move.one), move.day(move.two), pick(PARTIES, move.three), move.four % 3 > 0
    ),
    "end": lambda state, move: EndMembership(HERE, number_of(state, move.one), move.day(move.two)),
    "chair": lambda state, move: AppointChair(HERE, number_of(state, move.one), move.day(move.two)),
    "no chair": lambda _, move: EndChair(HERE, move.day(move.one)),
    "adopt": lambda _, move: AdoptDecisionRule(HERE, move.day(move.one), terms_of(move), pick(MATTERS, move.two)),
    "retire": lambda _, move: RetireDecisionRule(HERE, pick(MATTERS[1:], move.two), move.day(move.one)),
    "dissolve": lambda _, move: DissolveBody(HERE, move.day(move.one)),
}
WHAT = (*TRIED, *("appoint", "appoint", "chair", "chair", "change", "end"))
BY = (None, None, None, None, None, HOME, A, B, C)


@dataclass
class Life:
    """A body and all that has happened to it."""

    state: Body
    ever: set[int]
    done: list[type[Any]] = field(default_factory=list)

    def play(self, move: Move, today: date) -> list[Any]:
        """Try something; what follows. A refusal is clear and names a field of the command."""
        command = TRIED[move.what](self.state, move)
        tried = given(established).when(command, today=today, acts_for=pick(BY, move.by))
        outcome: Outcome = replace(tried, state=self.state, record={**tried.record, **RECORD})
        try:
            events = outcome.decided(self.state)
        except Rejected as rejected:
            outcome.rejects(rejected.code, rejected.field)
            return []
        outcome.follow(*events)
        for event in events:
            self.state = BODY.evolve(self.state, event)
        self.done += [type(command)] * bool(events)
        return events


def begun(events: tuple[Any, ...]) -> Life:
    """A life that begins with these events."""
    state: Body = state_of(*events)
    return Life(state, {member.number for member in state.members})


NUMBERS = range(24)
BEGINNINGS = st.sampled_from(((established,), (of(A),), council, ruled)).map(begun)
MOVES = st.builds(Move, st.sampled_from(WHAT), *[st.sampled_from(NUMBERS)] * 5)


def drawn_by(seed: int, length: int) -> list[Move]:
    """Such moves, always the same of a seed."""
    chance = Random(seed)
    return [Move(chance.choice(WHAT), *(chance.choice(NUMBERS) for _ in range(5))) for _ in range(length)]
