"""Random lives of a decision: commands of every kind with few days and members, so that they meet often, while body
and competences change beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from events.body.state import Body
from events.competence.state import Assignment, Competences
from events.decider import Rejected
from events.decision import DECISION
from events.decision.afterlife import ImplementDecision, OverrideOutcome, RevokeDecision, SupersedeDecision
from events.decision.closing import CloseVoting
from events.decision.conflicts import DeclareConflict
from events.decision.correction import CorrectDecision, VotingCorrection
from events.decision.course import DecisionStatus, DecisionStep
from events.decision.drafting import ReviseDecision
from events.decision.follow_ups import AddFollowUp, CompleteFollowUp, DecisionFollowUpAdded
from events.decision.lifecycle import DAY, after_silence, running, status_on
from events.decision.presence import RecordPresence
from events.decision.proxies import GiveProxy, ProxyGiven, RevokeProxy
from events.decision.state import Decision
from events.decision.submission import (
    DeferDecision,
    LapseDecision,
    ResubmitDecision,
    SubmitDecision,
    WithdrawDecision,
)
from events.decision.votes import AgreeToCircular, CastVote, RaiseObjection, RecordCount
from events.decision.voting import OpenVoting
from events.voting.cast import Ballot, Proxy, Vote, VoteCount
from events.voting.outcome import VotingResult
from tests.events.decision.story import (
    ADOPTED,
    AGREEMENT,
    BEGUN,
    BY_CIRCULATION,
    CIRCULAR,
    COUNCIL,
    FIRST,
    GROUP,
    HERE,
    LACKING,
    MEETING,
    MEMBERS,
    OTHER,
    PRESENT,
    REJECTED,
    RULE,
    SILENT,
    body,
    decision,
    drafted,
    of_county,
    opened,
    ruled,
    said,
    state_after,
)
from tests.spec import EVENT, day

DAYS = [*map(day, ("2024-02-01", "2024-03-01", "2024-03-15", "2024-04-01", "2024-05-01"))]
TODAYS = [*map(day, ("2024-03-01", "2024-03-16", "2024-04-01", "2024-05-01", "2024-06-01"))]
BODIES = [
    *[body()] * 4,
    ruled(abstention=False, proxies=False),
    ruled(circular_consent=Fraction(1, 2)),
    body(replace(MEMBERS[0], weight=3), *MEMBERS[1:4], replace(MEMBERS[4], voting=True)),
    body(*MEMBERS[1:], dissolved=day("2024-04-15")),
]
COMPETENCES = [
    *[of_county] * 8,
    replace(of_county, assigned=(Assignment(1, "budget", COUNCIL, FIRST),)),
    replace(of_county, assigned=(Assignment(1, "budget", GROUP, FIRST, day("2024-03-20")),)),
]

here = st.just(HERE)
days = st.sampled_from(DAYS)
members = st.integers(1, 5)
lists = st.lists(members, max_size=4, unique=True).map(tuple)
votes = st.sampled_from([Vote.YES, Vote.YES, Vote.YES, Vote.NO, Vote.ABSTAIN, Vote.INVALID])
counts = st.builds(
    VoteCount, st.integers(0, 3), st.integers(0, 2), st.integers(0, 1), present=st.none() | st.integers(2, 4)
)
proxies = st.lists(st.builds(Proxy, members, members), max_size=1, unique=True).map(tuple)
ballots = st.lists(st.builds(Ballot, members, votes), max_size=4, unique_by=lambda it: it.member).map(tuple)


def voted(number: int, there: tuple[int, ...], said: tuple[Ballot, ...], more: dict[str, Any]) -> VotingCorrection:
    """A voting in which mostly those voted who were there."""
    cast = tuple(each for each in said if each.member in there)
    return VotingCorrection(number, attendance=there, ballots=cast, **more)


corrections = st.one_of(
    st.builds(voted, st.integers(1, 2), lists, ballots, st.just({})),
    st.builds(
        voted, st.integers(1, 2), lists, ballots, st.fixed_dictionaries({"conflicts": lists, "proxies": proxies})
    ),
    st.builds(voted, st.integers(1, 2), lists, ballots, st.just({"anew": True})),
    st.builds(VotingCorrection, st.integers(1, 2), deadline=days, objections=lists),
    st.builds(VotingCorrection, st.integers(1, 2), deadline=days, ballots=ballots),
    st.builds(VotingCorrection, st.integers(1, 2), attendance=lists, count=counts, secret=st.booleans()),
)
correcting = st.one_of(
    corrections.map(lambda told: CorrectDecision(HERE, EVENT, votings=(told,))),
    corrections.map(lambda told: CorrectDecision(HERE, EVENT, votings=(told,))),
    st.builds(CorrectDecision, here, st.just(EVENT), title=st.sampled_from(["Neu", "Anders"]), public=st.booleans()),
    st.builds(CorrectDecision, here, st.just(EVENT), theme=st.just("heat"), matter=st.just("heating")),
    # The steps are those that there are: see `Life.move`.
    st.builds(CorrectDecision, here, st.just(EVENT), steps=st.just(())),
    corrections.map(lambda told: CorrectDecision(HERE, EVENT, steps=(), votings=(told,))),
)
openings = st.builds(
    lambda mode, on, deadline, second, secret: OpenVoting(
        HERE,
        mode,
        on,
        None if mode is MEETING else deadline,
        second_of=second if mode is MEETING else None,
        secret=secret and mode is not SILENT,
    ),
    st.sampled_from([MEETING, MEETING, CIRCULAR, SILENT]),
    days,
    st.sampled_from(DAYS[2:]),
    st.sampled_from([None, None, 1, 2]),
    st.sampled_from([False, False, False, True]),
)
casting = st.builds(CastVote, here, members, votes, st.sampled_from([None, None, None, 1, 2]))
DRAFTING: st.SearchStrategy[Any] = st.one_of(
    st.builds(SubmitDecision, here, days),
    st.builds(SubmitDecision, here, days),
    st.builds(AddFollowUp, here, st.sampled_from(["Bericht", "Prüfung"]), st.just("partner:1"), days),
    st.just(ReviseDecision(HERE, "Anders", "Anderer Text.", "budget", True, None, (AGREEMENT,))),
)
SUBMITTED: st.SearchStrategy[Any] = st.one_of(
    *[openings] * 6,
    st.builds(DeferDecision, here, days),
    st.builds(AddFollowUp, here, st.sampled_from(["Bericht", "Prüfung"]), st.just("partner:1"), days),
)
ENDING = st.sampled_from([WithdrawDecision, LapseDecision]).flatmap(lambda command: st.builds(command, here, days))
DURING: st.SearchStrategy[Any] = st.one_of(
    *[casting] * 5,
    *[st.builds(RecordPresence, here, st.sampled_from([(1, 2, 3), (1, 2, 3, 4), (1, 2), (2, 3, 4)]))] * 3,
    *[st.builds(CloseVoting, here, days)] * 2,
    st.builds(DeclareConflict, here, members),
    *[st.builds(GiveProxy, here, members, members)] * 3,
    *[st.builds(RevokeProxy, here, members)] * 3,
    st.builds(RecordCount, here, counts),
    st.builds(AgreeToCircular, here, members),
    st.builds(DeferDecision, here, days),
)
IN_SILENCE: st.SearchStrategy[Any] = st.one_of(
    st.builds(RaiseObjection, here, members, days),
    st.builds(DeclareConflict, here, members),
    correcting,
)
AFTER: st.SearchStrategy[Any] = st.one_of(
    *[st.builds(ResubmitDecision, here, days)] * 3,
    *[correcting] * 4,
    st.builds(OverrideOutcome, here, st.sampled_from(VotingResult), days),
    *[st.builds(CompleteFollowUp, here, st.integers(1, 2), days)] * 3,
    *[st.sampled_from([ImplementDecision, RevokeDecision]).flatmap(lambda command: st.builds(command, here, days))] * 2,
    st.builds(SupersedeDecision, here, st.just(OTHER), days),
)
ANY = st.one_of(DRAFTING, SUBMITTED, DURING, AFTER, ENDING)
_NOW = {
    DecisionStatus.DRAFT: st.one_of(*[DRAFTING] * 5, ANY),
    DecisionStatus.SUBMITTED: st.one_of(*[SUBMITTED] * 5, ANY),
    DecisionStatus.VOTING: st.one_of(*[DURING] * 5, ANY),
    DecisionStatus.DEFERRED: st.one_of(*[st.builds(ResubmitDecision, here, days)] * 3, AFTER),
    DecisionStatus.ADOPTED: AFTER,
    DecisionStatus.REJECTED: AFTER,
}
_SETTLED = st.one_of(*[correcting] * 3, ANY)
_often = st.sampled_from([True] * 5 + [False])
Beside = tuple[Body, Competences, bool]
BESIDE = st.tuples(st.sampled_from(BODIES), st.sampled_from(COMPETENCES), st.sampled_from([True] * 9 + [False]))
"""Body and competences as they are when a command is given, and whether a reason is."""
Draw = Callable[[st.SearchStrategy[Any]], Any]
_shifts = st.tuples(*[st.sampled_from([0, 0, 0, 1, -1])] * 5)


@dataclass
class Life:
    """A decision as its commands have made it."""

    state: Decision

    def move(self, draw: Draw, today: date) -> Any:
        """A command, mostly one of its time of life and on a day that fits; a correction is about votings that there
        are, and one of the course keeps its first steps, with some days moved."""
        voting = running(after_silence(self.state, today))
        if voting is not None and voting.mode is SILENT:
            command = draw(st.one_of(IN_SILENCE, IN_SILENCE, ANY))
        else:
            command = draw(_NOW.get(status_on(self.state, today), _SETTLED))
        if isinstance(command, CorrectDecision) and command.votings:
            command = replace(
                command, votings=tuple(self._known(each) for each in command.votings if self.state.votings)
            )
        if isinstance(command, CorrectDecision) and command.steps is not None:
            kept = self.state.steps[: max(1, len(self.state.steps) - draw(st.sampled_from([0, 0, 1, 1, 2, 3])))]
            shifts = (*[0] * (len(kept) - 5), *draw(_shifts))
            moved = zip(kept, shifts, strict=False)
            return replace(command, steps=tuple(DecisionStep(each.status, each.on + n * DAY) for each, n in moved))
        if hasattr(command, "on") and draw(_often):
            return replace(command, on=max(self.state.steps[-1].on, today))
        return command

    def _known(self, told: VotingCorrection) -> VotingCorrection:
        voting = self.state.votings[min(told.number, len(self.state.votings)) - 1]
        deadline = None if voting.mode is MEETING else told.deadline or voting.deadline
        return replace(told, number=voting.number, deadline=deadline, second_of=voting.second_of)

    def play(self, command: Any, beside: Beside, today: date) -> list[Any]:
        """What follows from a command; nothing where it is refused. Whatever else goes wrong is raised."""
        group, competences, reason = beside
        given = decision(drafted(), body_1=group, competence_1=competences)
        try:
            events = given.when(command, today=today, reason=reason).decided(self.state)
        except Rejected:
            return []
        for event in events:
            self.state = DECISION.evolve(self.state, event)
        return events


_TASK = DecisionFollowUpAdded(1, "Bericht", "partner:1", FIRST)
_BEGINNINGS: list[tuple[Any, ...]] = [
    (drafted(),),
    BEGUN,
    PRESENT,
    (*PRESENT, said(1), said(2)),
    BY_CIRCULATION,
    (*BEGUN, opened(SILENT, deadline=day("2024-04-15"))),
    (*BEGUN, opened(SILENT, deadline=day("2024-05-15"))),
    (*BEGUN, opened(CIRCULAR, rule=replace(RULE, circular_consent=Fraction(1, 2)))),
    (*BY_CIRCULATION, ProxyGiven(4, 1)),
    LACKING,
    (ADOPTED[0], _TASK, *ADOPTED[1:]),
    REJECTED,
]


def begun(draw: Draw) -> Life:
    """A life that has come some way."""
    return Life(state_after(*draw(st.sampled_from(_BEGINNINGS))))
