"""Whatever is told of a decision, in whatever order and whatever changes beside it: its course is lawful, nobody's vote
counts twice, no outcome changes, and it reads on any day."""

from datetime import date
from itertools import pairwise

from hypothesis import Phase, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from events.decision import DECISION
from events.decision.closing import silent
from events.decision.disclosure import redact
from events.decision.lifecycle import cast_of, status_on
from events.decision.state import Decision, DecisionStatus, Voting
from events.decision.view import view
from events.policy import Visibility
from events.voting.outcome import VotingResult
from events.voting.reckoning import counted, outcome
from tests.events.decision.lives import BESIDE, DAYS, TODAYS, begun, corrected
from tests.events.decision.story import HERE
from tests.spec import TODAY, day

S = DecisionStatus
# Told here once more, by hand: what may follow on what, but for overrides.
LAWFUL = {
    S.DRAFT: {S.SUBMITTED, S.WITHDRAWN},
    S.SUBMITTED: {S.VOTING, S.DEFERRED, S.LAPSED, S.WITHDRAWN},
    S.VOTING: {S.ADOPTED, S.REJECTED, S.DEFERRED, S.LAPSED},
    S.DEFERRED: {S.SUBMITTED, S.LAPSED},
    S.ADOPTED: {S.IMPLEMENTED, S.REVOKED, S.SUPERSEDED},
}
ENDS = {
    VotingResult.ADOPTED: S.ADOPTED,
    VotingResult.REJECTED: S.REJECTED,
    VotingResult.NO_QUORUM: S.DEFERRED,
    VotingResult.NO_CONSENT: S.DEFERRED,
}


def course_is_lawful(state: Decision, today: date) -> None:
    on = [step.on for step in state.steps]
    assert on == sorted(on)
    assert on[-1] <= today
    assert state.steps[0].status is S.DRAFT
    opened = [n for n, step in enumerate(state.steps) if step.status is S.VOTING]
    assert len(opened) == len(state.votings)
    overrides = {n + 2 for n, voting in zip(opened, state.votings, strict=True) if voting.override}
    for n, (earlier, later) in enumerate(pairwise(state.steps), 1):
        if n in overrides:
            assert later.status is not earlier.status
        else:
            assert later.status in LAWFUL[earlier.status]
    for n, voting in zip(opened, state.votings, strict=True):
        in_step(state, n, voting)
    assert (state.superseded_by is not None) == (state.steps[-1].status is S.SUPERSEDED)


def in_step(state: Decision, opened: int, voting: Voting) -> None:
    """A voting has the days of its steps, and the step after it says what came of it."""
    assert voting.opened == state.steps[opened].on
    if opened + 1 == len(state.steps):
        assert (voting.closed, voting.outcome, voting.override) == (None, None, None)
        return
    end = state.steps[opened + 1]
    assert voting.closed == end.on
    if voting.outcome is None:
        assert end.status in (S.DEFERRED, S.LAPSED)
        return
    assert end.status is ENDS[voting.outcome.result]
    if voting.override is not None:
        then = state.steps[opened + 2]
        assert (then.status, then.on) == (ENDS[voting.override.result], voting.override.on)


def votes_count_once(voting: Voting) -> None:
    entitled = {seat.member: seat.weight for seat in voting.electorate.seats if seat.member not in voting.conflicts}
    voters = [ballot.member for ballot in voting.ballots]
    assert len(voters) == len(set(voters))
    assert set(voters) <= set(entitled)
    principals = {proxy.principal: proxy.proxy for proxy in voting.proxies}
    assert len(principals) == len(voting.proxies)
    assert set(principals).isdisjoint(principals.values())
    assert set(principals) | set(principals.values()) <= set(entitled)
    assert set(principals).isdisjoint(voting.attendance)
    assert {*voting.objections, *(each.member for each in voting.agreeing)} <= set(entitled)
    if voting.mode == "MEETING":
        assert all(principals.get(voter, voter) in voting.attendance for voter in voters)
    assert not (voting.ballots and (voting.secret or voting.count))
    told = voting.outcome
    if told is not None:
        assert told == outcome(cast_of(voting))
        assert told.entitled == len(entitled)
        assert told.present <= len(entitled)
        assert told.yes + told.no + told.abstain + told.invalid <= told.present_weight <= sum(entitled.values())
        assert counted(cast_of(voting)).yes == told.yes


def tasks_are_sound(state: Decision) -> None:
    assert [task.number for task in state.follow_ups] == list(range(1, len(state.follow_ups) + 1))
    adopted = [step.on for step in state.steps if step.status is S.ADOPTED]
    for task in state.follow_ups:
        if task.completed is not None:
            assert task.completed >= adopted[0]
        if state.steps[-1].status is S.IMPLEMENTED:
            assert task.completed is not None


def reads_on(state: Decision, on: date) -> None:
    told = view(state, on)
    assert told.status is status_on(state, on)
    assert told.effective == (told.adopted is not None) == (told.status in (S.ADOPTED, S.IMPLEMENTED))
    assert (told.voting is not None) == (told.status is S.VOTING)
    assert (told.result is None) == (told.outcome is None)
    assert view(redact(state, on, Visibility.PUBLIC), on).outcome == told.outcome
    event = silent(state, on)
    if event is not None:
        recorded = DECISION.evolve(state, event)
        assert all(view(recorded, each) == view(state, each) for each in (*DAYS, on))


def outcomes_stay(before: Decision, after: Decision) -> None:
    """What was over stays as it was, but where it is, once, overridden."""
    for one, other in zip(before.votings, after.votings, strict=False):
        if one.closed is not None:
            assert (one.outcome, one.ballots, one.rule, one.electorate) == (
                other.outcome, other.ballots, other.rule, other.electorate
            )  # fmt: skip
            assert one.override in (None, other.override)


def today_of(count: int) -> date:
    """Time passes as commands are given."""
    return TODAYS[min(len(TODAYS) - 1, count // 4)]


@settings(max_examples=80)
@drawn(st.data())
def test_what_is_recorded_goes_together_after_every_command(data: st.DataObject) -> None:
    life = begun(data.draw)
    for count in range(20):
        before, today = life.state, today_of(count)
        command, beside = life.move(data.draw, today), data.draw(BESIDE)
        events = life.play(command, beside, today)
        if not events:
            assert life.state == before
            continue
        after = life.state
        course_is_lawful(after, today)
        for voting in after.votings:
            votes_count_once(voting)
        tasks_are_sound(after)
        outcomes_stay(before, after)
        for each in (*events, None):
            assert HERE in DECISION.disclosure.audience(HERE, after, each).concerns
        assert life.play(command, beside, today) == [], "once more it changes nothing"
    for on in (*DAYS, TODAY, day("1900-01-01"), day("2199-12-31")):
        reads_on(life.state, on)


def test_lives_come_far() -> None:
    """Random as they are, among many lives votings are opened, voted in, closed, put off and held again."""
    seen: set[str] = set()

    @settings(max_examples=80, database=None, derandomize=True, phases=[Phase.generate])
    @drawn(st.data())
    def live(data: st.DataObject) -> None:
        life = begun(data.draw)
        for count in range(20):
            today = today_of(count)
            events = life.play(life.move(data.draw, today), data.draw(BESIDE), today)
            seen.update(type(event).__name__ for event in events)

    live()
    voted = {"VotingOpened", "VoteCast", "ConflictDeclared", "VotingClosed"}
    assert {*voted, "DecisionDeferred", "DecisionResubmitted"} <= seen


@settings(max_examples=150)
@drawn(st.data())
def test_after_a_correction_it_reads_as_if_it_had_been_recorded_right(data: st.DataObject) -> None:
    corrected(data.draw)
