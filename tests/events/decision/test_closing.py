"""The end of a voting: what comes of it, by the body or by silence, and what changes nothing of it afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from events.body.rule_terms import BodyRule
from events.competence.state import Competences
from events.decider import Due, World
from events.decision import DECISION
from events.decision.afterlife import (
    DecisionSuperseded,
    OverrideOutcome,
    SupersedeDecision,
    VotingOutcomeOverridden,
)
from events.decision.closing import CloseVoting, VotingClosed, due, silent
from events.decision.lifecycle import adopted_on, status_on
from events.decision.presence import ConflictDeclared
from events.decision.submission import (
    DecisionDeferred,
    DecisionLapsed,
    DecisionResubmitted,
    DeferDecision,
    LapseDecision,
)
from events.decision.view import view
from events.decision.votes import CircularAgreed, ObjectionRaised, VotesCounted
from events.voting.cast import VoteCount
from events.voting.outcome import OutcomeReason, VotingResult
from events.voting.rule import RulePreset
from tests.events.decision.story import (
    ADOPTED,
    AFTER,
    BEGUN,
    CIRCULAR,
    CLOSED,
    DEADLINE,
    FIRST,
    HERE,
    LACKING,
    LATER,
    MEMBERS,
    NO,
    OPENED,
    OTHER,
    OVERRIDDEN,
    PRESENT,
    REJECTED,
    RULE,
    SILENCE_OVER,
    adopted_elsewhere,
    body,
    came_of,
    closed,
    decision,
    ended,
    opened,
    said,
    state_after,
    there,
)
from tests.spec import HOME, TODAY, day

DAY = timedelta(days=1)


def world(today: Any = TODAY) -> World:
    return World(HERE, HOME, today, datetime(2024, 6, 1, tzinfo=UTC), "tester")


# --- Closed by the body ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("events", "status"), [(ADOPTED, "ADOPTED"), (REJECTED, "REJECTED"), (LACKING, "DEFERRED")])
def test_the_outcome_says_how_far_it_comes_from_that_day_on(events: Any, status: str) -> None:
    state = state_after(*events)
    assert status_on(state, CLOSED) == status
    assert status_on(state, CLOSED - DAY) == "SUBMITTED"
    assert status_on(state, day("1999-01-01")) == "DRAFT"
    assert adopted_on(state, CLOSED) == (CLOSED if status == "ADOPTED" else None)


def test_a_circulation_is_closed_when_its_deadline_is_over_or_all_have_answered() -> None:
    here = (*BEGUN, opened(CIRCULAR, deadline=DEADLINE), said(1), said(2), said(3))
    decision(*here).when(CloseVoting(HERE, DEADLINE)).then(VotingClosed(1, DEADLINE, came_of(*here)))
    decision(*here).when(CloseVoting(HERE, DEADLINE), today=DEADLINE).rejects("BEFORE_DEADLINE", "on")
    decision(*here).when(CloseVoting(HERE, DEADLINE - DAY)).rejects("BEFORE_DEADLINE", "on")
    every = (*here, said(4, NO))
    decision(*every).when(CloseVoting(HERE, OPENED), today=OPENED).then(VotingClosed(1, OPENED, came_of(*every)))
    counted = (*here[:3], VotesCounted(VoteCount(3, 1, present=4)))
    decision(*counted).when(CloseVoting(HERE, OPENED)).then(VotingClosed(1, OPENED, came_of(*counted)))


def test_later_changes_of_rule_members_and_competence_change_no_outcome() -> None:
    voted = (*PRESENT, said(1), said(2), said(3, NO))
    unanimous = BodyRule(FIRST, None, replace(RULE, preset=RulePreset.UNANIMOUS))
    fewer = body(MEMBERS[2], rules=(unanimous,))
    nobody = Competences(HOME, (), (), 0)
    for others in ({}, {"body_1": fewer}):
        decision(*voted, **others).when(CloseVoting(HERE, OPENED)).then(ADOPTED[-1])
    before = view(state_after(*ADOPTED), TODAY)
    decision(*ADOPTED, body_1=fewer, competence_1=nobody).when(CloseVoting(HERE, OPENED)).then_nothing()
    assert view(state_after(*ADOPTED), TODAY) == before


# --- By silence ------------------------------------------------------------------------------------------------

objected = (*SILENCE_OVER, ObjectionRaised(2, day("2024-05-01")))


def test_silence_adopts_with_the_end_of_the_deadline_day_in_berlin_and_is_due_then() -> None:
    state, event = state_after(*SILENCE_OVER), ended(*SILENCE_OVER)
    assert (event.on, event.outcome.result) == (AFTER, VotingResult.ADOPTED)
    assert due(HERE, state, world(DEADLINE)) == []
    assert due(HERE, state, world(AFTER)) == [Due(datetime(2024, 5, 15, 22, tzinfo=UTC), (event,))]
    assert due(HERE, state, world()) == due(HERE, state, world(AFTER))
    assert DECISION.due is due
    recorded = state_after(*SILENCE_OVER, event)
    assert due(HERE, recorded, world()) == []
    assert silent(state_after(*PRESENT), TODAY) is None


@pytest.mark.parametrize("events", [SILENCE_OVER, objected])
def test_whether_or_not_it_is_recorded_every_day_reads_the_same(events: Any) -> None:
    before, after = state_after(*events), state_after(*events, ended(*events))
    for on in (day("1900-01-01"), OPENED, DEADLINE, AFTER, TODAY, day("2199-12-31")):
        assert view(before, on) == view(after, on)
    assert [view(before, on).status for on in (DEADLINE, AFTER)] == [
        "VOTING",
        "ADOPTED" if events is SILENCE_OVER else "REJECTED",
    ]
    assert view(before, DEADLINE).voting is not None
    assert view(before, AFTER).voting is None


def test_where_all_have_a_conflict_nobodys_silence_decides() -> None:
    three = (*SILENCE_OVER, *(ConflictDeclared(n) for n in (1, 2, 3)))
    assert ended(*three).outcome.result is VotingResult.ADOPTED
    nobody = (*three, ConflictDeclared(4))
    told = ended(*nobody).outcome
    assert (told.result, told.reason, told.entitled) == (VotingResult.NO_QUORUM, OutcomeReason.TOO_FEW_PRESENT, 0)
    assert [status_on(state_after(*nobody), on) for on in (DEADLINE, AFTER)] == ["VOTING", "DEFERRED"]


def test_a_silent_procedure_that_is_broken_off_in_time_adopts_nothing() -> None:
    deferred = (*SILENCE_OVER, DecisionDeferred(DEADLINE))
    decision(*SILENCE_OVER).when(DeferDecision(HERE, DEADLINE), today=DEADLINE).then(DecisionDeferred(DEADLINE))
    assert status_on(state_after(*deferred), TODAY) == "DEFERRED"
    assert due(HERE, state_after(*deferred), world()) == []
    decision(*SILENCE_OVER).when(DeferDecision(HERE, AFTER)).rejects("ADOPTED", "id")
    decision(*SILENCE_OVER).when(LapseDecision(HERE, DEADLINE), today=DEADLINE).then(DecisionLapsed(DEADLINE))


# --- Overridden ------------------------------------------------------------------------------------------------


def test_an_override_is_a_fact_of_its_own_and_the_outcome_stays_on_record() -> None:
    state = state_after(*OVERRIDDEN)
    assert [status_on(state, on) for on in (CLOSED, LATER - DAY, LATER)] == ["ADOPTED", "ADOPTED", "REJECTED"]
    told = view(state, TODAY)
    assert (told.result, told.outcome) == (VotingResult.REJECTED, ADOPTED[-1].outcome)
    assert view(state, LATER - DAY).result is VotingResult.ADOPTED
    assert view(state, LATER - DAY).votings[-1].override is None
    assert adopted_on(state, LATER - DAY) == CLOSED
    assert adopted_on(state, LATER) is None


def test_an_outcome_is_overridden_once_and_by_something_else() -> None:
    reject = OverrideOutcome(HERE, VotingResult.REJECTED, LATER)
    decision(*OVERRIDDEN).when(reject).then_nothing()
    decision(*OVERRIDDEN).when(replace(reject, result=VotingResult.ADOPTED)).rejects("RECORDED_OTHERWISE", "result")
    decision(*ADOPTED).when(replace(reject, result=VotingResult.ADOPTED)).rejects("SAME_RESULT", "result")
    decision(*LACKING).when(replace(reject, result=VotingResult.NO_QUORUM)).rejects("SAME_RESULT", "result")
    decision(*ADOPTED).when(replace(reject, on=CLOSED - DAY)).rejects("DATES_REVERSED", "on")
    decision(*ADOPTED).when(replace(reject, on=TODAY + DAY)).rejects("IN_FUTURE", "on")
    lacking = replace(reject, result=VotingResult.NO_QUORUM)
    decision(*ADOPTED).when(lacking).then(VotingOutcomeOverridden(VotingResult.NO_QUORUM, LATER))
    assert status_on(state_after(*ADOPTED, VotingOutcomeOverridden(VotingResult.NO_QUORUM, LATER)), LATER) == "DEFERRED"


def test_an_outcome_is_overridden_by_what_could_have_come_of_the_voting() -> None:
    no_consent, no_quorum = (
        OverrideOutcome(HERE, result, LATER) for result in (VotingResult.NO_CONSENT, VotingResult.NO_QUORUM)
    )
    decision(*ADOPTED).when(no_consent).rejects("NOT_POSSIBLE", "result")
    decision(*SILENCE_OVER, ended(*SILENCE_OVER)).when(no_quorum).rejects("NOT_POSSIBLE", "result")
    free = closed(*BEGUN, opened(rule=replace(RULE, quorum=None)), there(1, 2), said(1), said(2))
    decision(*free).when(no_quorum).rejects("NOT_POSSIBLE", "result")
    asked = opened(CIRCULAR, deadline=None, rule=replace(RULE, circular_consent=Fraction(1)))
    agreed = tuple(CircularAgreed(member, OPENED) for member in (1, 2, 3, 4))
    circular = closed(*BEGUN, asked, *agreed, said(1), said(2), said(3))
    decision(*circular).when(no_consent).then(VotingOutcomeOverridden(VotingResult.NO_CONSENT, LATER))
    decision(*circular).when(no_quorum).then(VotingOutcomeOverridden(VotingResult.NO_QUORUM, LATER))


def test_without_an_outcome_that_still_tells_there_is_nothing_to_override() -> None:
    reject = OverrideOutcome(HERE, VotingResult.REJECTED, LATER)
    never = (*BEGUN, DecisionDeferred(OPENED))
    broken_off = (*PRESENT, DecisionDeferred(OPENED))
    since = (*LACKING, DecisionResubmitted(day("2024-04-01")), DecisionDeferred(day("2024-04-02")))
    for events in (never, broken_off, since):
        decision(*events).when(reject).rejects("NO_OUTCOME", "id")


# --- Superseded ------------------------------------------------------------------------------------------------


def test_two_decisions_do_not_take_each_others_place() -> None:
    by_this = replace(adopted_elsewhere(LATER), superseded_by=HERE)
    here = decision(*ADOPTED, decision_3=by_this)
    here.when(SupersedeDecision(HERE, "decision:3", LATER)).rejects("CIRCLE", "by")


def test_only_another_adopted_decision_takes_the_place_of_one() -> None:
    here = decision(*ADOPTED, decision_3=state_after(*REJECTED), decision_4=adopted_elsewhere(LATER))
    here.when(SupersedeDecision(HERE, HERE, LATER)).rejects("ITSELF", "by")
    here.when(SupersedeDecision(HERE, "decision:9", LATER)).rejects("NOT_FOUND", "by")
    here.when(SupersedeDecision(HERE, "decision:3", LATER)).rejects("NOT_ADOPTED", "by")
    here.when(SupersedeDecision(HERE, "decision:4", LATER - DAY)).rejects("NOT_ADOPTED", "by")
    here.when(SupersedeDecision(HERE, "decision:4", LATER)).then(DecisionSuperseded("decision:4", LATER))
    superseded = decision(*ADOPTED, DecisionSuperseded(OTHER, LATER), decision_4=adopted_elsewhere(LATER))
    superseded.when(SupersedeDecision(HERE, "decision:4", LATER)).rejects("RECORDED_OTHERWISE", "by")
    assert view(state_after(*ADOPTED, DecisionSuperseded(OTHER, LATER)), LATER).superseded_by == OTHER
    assert view(state_after(*ADOPTED, DecisionSuperseded(OTHER, LATER)), LATER - DAY).superseded_by is None


def test_silence_of_the_other_decision_counts_before_it_is_recorded() -> None:
    here = decision(*ADOPTED, decision_3=state_after(*SILENCE_OVER))
    here.when(SupersedeDecision(HERE, "decision:3", AFTER)).then(DecisionSuperseded("decision:3", AFTER))
    here.when(SupersedeDecision(HERE, "decision:3", DEADLINE)).rejects("NOT_ADOPTED", "by")
