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
from events.decision.drafting import DraftDecision, ReviseDecision
from events.decision.follow_ups import AddFollowUp, CompleteFollowUp, DecisionFollowUpAdded
from events.decision.lifecycle import after_silence, running, status_on
from events.decision.presence import DeclareConflict, RecordPresence
from events.decision.proxies import GiveProxy, ProxyGiven, RevokeProxy
from events.decision.state import Decision, DecisionStatus
from events.decision.submission import (
    DeferDecision,
    LapseDecision,
    ResubmitDecision,
    SubmitDecision,
    WithdrawDecision,
)
from events.decision.votes import AgreeToCircular, CastVote, RaiseObjection, RecordCount
from events.decision.voting import OpenVoting
from events.voting.cast import Vote, VoteCount
from events.voting.outcome import VotingResult
from tests import corrections
from tests.events.decision.story import (
    ADOPTED,
    AGREEMENT,
    BEGUN,
    BY_CIRCULATION,
    CIRCULAR,
    COUNCIL,
    DRAFTED,
    FIRST,
    GROUP,
    HERE,
    LACKING,
    MEETING,
    MEMBERS,
    OPENED,
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
from tests.events.decision.story import SUBMITTED as SUBMITTED_ON
from tests.spec import day

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
votes = st.sampled_from([Vote.YES, Vote.YES, Vote.YES, Vote.NO, Vote.ABSTAIN, Vote.INVALID])
counts = st.builds(
    VoteCount, st.integers(0, 3), st.integers(0, 2), st.integers(0, 1), present=st.none() | st.integers(2, 4)
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
    st.just(ReviseDecision(HERE, "Anders", "Anderer Text.", "budget", True, subjects=(AGREEMENT,))),
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
)
AFTER: st.SearchStrategy[Any] = st.one_of(
    *[st.builds(ResubmitDecision, here, days)] * 3,
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
_often = st.sampled_from([True] * 5 + [False])
Beside = tuple[Body, Competences, bool]
BESIDE = st.tuples(st.sampled_from(BODIES), st.sampled_from(COMPETENCES), st.sampled_from([True] * 9 + [False]))
"""Body and competences as they are when a command is given, and whether a reason is."""
Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass
class Life:
    """A decision as its commands have made it."""

    state: Decision

    def move(self, draw: Draw, today: date) -> Any:
        """A command, mostly one of its time of life and on a day that fits."""
        voting = running(after_silence(self.state, today))
        if voting is not None and voting.mode is SILENT:
            command = draw(st.one_of(IN_SILENCE, IN_SILENCE, ANY))
        else:
            command = draw(_NOW.get(status_on(self.state, today), ANY))
        if hasattr(command, "on") and draw(_often):
            return replace(command, on=max(self.state.steps[-1].on, today))
        return command

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


DRAFT = DraftDecision(
    "Haushalt", "Der Haushalt wird beschlossen.", GROUP, "budget", True, DRAFTED, subjects=(AGREEMENT,)
)
_SUBMITTED = (DRAFT, SubmitDecision(HERE, SUBMITTED_ON))
_HELD = (*_SUBMITTED, OpenVoting(HERE, MEETING, OPENED), RecordPresence(HERE, (1, 2, 3)))
_VOTED = (*_HELD, *(CastVote(HERE, member, Vote.YES) for member in (1, 2)))
_COMMANDS: list[tuple[Any, ...]] = [
    (DRAFT,),
    _HELD,
    (*_VOTED, CloseVoting(HERE, OPENED)),
    (*_VOTED, CastVote(HERE, 3, Vote.YES), CloseVoting(HERE, OPENED)),
    (*_SUBMITTED, OpenVoting(HERE, CIRCULAR, OPENED), CastVote(HERE, 1, Vote.YES, on=OPENED)),
    (*_SUBMITTED, OpenVoting(HERE, SILENT, OPENED, day("2024-04-15"))),
]
drafts = st.sampled_from(
    [
        replace(DRAFT, title="Anders"),
        replace(DRAFT, public=False, on=FIRST),
        replace(DRAFT, matter="heating"),
        replace(DRAFT, body=COUNCIL, holder="municipality:11"),
    ]
)


def corrected(draw: Draw) -> None:
    """Check the correction of one act of a life: told again the same or otherwise, or withdrawn."""
    life = corrections.begun("decision", decision(), *draw(st.sampled_from(_COMMANDS)))
    for today in draw(st.lists(st.sampled_from(TODAYS), max_size=12).map(sorted)):
        if draw(st.booleans()):
            life.pass_time(today)
        life.live(Life(life.state).move(draw, today), today)
    last = len(life.acts) - 1
    place = draw(st.integers(max(0, last - 3), last) | st.integers(0, last))
    wrong, before = life.acts[place], life.after(life.acts[:place])
    instead = draw(st.sampled_from([None, wrong.command, "another day", "otherwise"]))
    if wrong.command is None:
        instead = None
    elif instead == "another day":
        instead = replace(wrong.command, on=draw(days)) if hasattr(wrong.command, "on") else wrong.command
    elif instead == "otherwise":
        instead = draw(drafts) if before is None else Life(before).move(draw, wrong.today)
    life.correct(place, instead)


def begun(draw: Draw) -> Life:
    """A life that has come some way."""
    return Life(state_after(*draw(st.sampled_from(_BEGINNINGS))))
