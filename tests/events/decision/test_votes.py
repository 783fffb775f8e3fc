"""Votes: who may vote and who may not, each with a reason of its own; proxies, presence, conflicts and counts."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from events.body.lifecycle import electorate_on
from events.decision.closing import CloseVoting, VotingClosed
from events.decision.presence import ConflictDeclared, DeclareConflict, RecordPresence
from events.decision.proxies import GiveProxy, ProxyGiven, RevokeProxy
from events.decision.state import CircularConsent
from events.decision.votes import (
    AgreeToCircular,
    CastVote,
    CircularAgreed,
    ObjectionRaised,
    RaiseObjection,
    RecordCount,
    VoteCast,
    VotesCounted,
)
from events.voting.cast import Ballot, Proxy, Vote, VoteCount
from events.voting.outcome import OutcomeReason, VotingResult
from tests.events.decision.story import (
    ABSTAIN,
    ADOPTED,
    BEGUN,
    BY_CIRCULATION,
    BY_SILENCE,
    CIRCULAR,
    HERE,
    LATER,
    MEMBERS,
    NO,
    OPENED,
    PRESENT,
    RULE,
    SILENCE_OVER,
    VOTING,
    YES,
    body,
    came_of,
    decision,
    ended,
    opened,
    said,
    state_after,
    there,
)
from tests.spec import TODAY, day

secret = (*BEGUN, opened(secret=True), there(1, 2, 3))
agreed = (*BEGUN, opened(CIRCULAR, rule=replace(RULE, circular_consent=Fraction(1, 2))))
by_proxy = (*PRESENT, ProxyGiven(4, 1))
elsewhere = (*VOTING, there(2), ProxyGiven(4, 1))
conflicted = (*BY_SILENCE, ConflictDeclared(2))
none_for_others = (*BEGUN, opened(rule=replace(RULE, proxies=False)))


def casting(*ballots: Any) -> tuple[Any, ...]:
    return tuple(state_after(*ballots).votings[-1].ballots)


# --- Who may not vote ------------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[tuple[Any, ...], Any, str, str]] = {
    "advises only": (PRESENT, CastVote(HERE, 5, YES), "NOT_ENTITLED", "member"),
    "left before that day": (PRESENT, CastVote(HERE, 6, YES), "NOT_ENTITLED", "member"),
    "unknown": (PRESENT, CastVote(HERE, 9, YES), "NOT_ENTITLED", "member"),
    "has a conflict": ((*PRESENT, ConflictDeclared(2)), CastVote(HERE, 2, YES), "CONFLICT", "member"),
    "has a proxy": (by_proxy, CastVote(HERE, 4, YES), "PROXY_GIVEN", "member"),
    "has voted through a proxy": ((*by_proxy, said(4, NO, 1)), CastVote(HERE, 4, YES), "PROXY_VOTED", "member"),
    "is not there": (PRESENT, CastVote(HERE, 4, YES), "NOT_PRESENT", "member"),
    "nobody is there": (VOTING, CastVote(HERE, 1, YES), "NOT_PRESENT", "member"),
    "its proxy is not there": (elsewhere, CastVote(HERE, 4, YES, 1), "NOT_PRESENT", "proxy"),
    "is no proxy": (by_proxy, CastVote(HERE, 4, YES, 2), "NOT_PROXY", "proxy"),
    "has no proxy": (by_proxy, CastVote(HERE, 3, YES, 1), "NOT_PROXY", "proxy"),
    "voting closed": (ADOPTED, CastVote(HERE, 1, NO), "CLOSED", "id"),
    "silence over": (SILENCE_OVER, RaiseObjection(HERE, 1, day("2024-05-15")), "CLOSED", "id"),
    "silence recorded": ((*SILENCE_OVER, ended(*SILENCE_OVER)), RaiseObjection(HERE, 1, TODAY), "CLOSED", "id"),
    "may not abstain": (
        (*BEGUN, opened(rule=replace(RULE, abstention=False)), there(1)),
        CastVote(HERE, 1, ABSTAIN),
        "NO_ABSTENTION",
        "vote",
    ),
    "secret": (secret, CastVote(HERE, 1, YES), "SECRET", "id"),
    "counted": ((*PRESENT, VotesCounted(VoteCount(2, 1))), CastVote(HERE, 1, YES), "COUNTED", "id"),
    "answers before it began": (BY_CIRCULATION, CastVote(HERE, 1, YES, on=day("2024-02-29")), "DATES_REVERSED", "on"),
    "answers on a day to come": (BY_CIRCULATION, CastVote(HERE, 1, YES, on=day("2024-06-02")), "IN_FUTURE", "on"),
    "answers late": (
        (*BEGUN, opened(CIRCULAR, deadline=day("2024-05-15"))),
        CastVote(HERE, 1, YES),
        "DEADLINE_OVER",
        "on",
    ),
    "agrees without right": (agreed, AgreeToCircular(HERE, 5), "NOT_ENTITLED", "member"),
    "agrees with a conflict": ((*agreed, ConflictDeclared(2)), AgreeToCircular(HERE, 2), "CONFLICT", "member"),
    "objects without right": (BY_SILENCE, RaiseObjection(HERE, 5, TODAY), "NOT_ENTITLED", "member"),
    "objects with a conflict": (conflicted, RaiseObjection(HERE, 2, TODAY), "CONFLICT", "member"),
    "objects before it began": (BY_SILENCE, RaiseObjection(HERE, 2, day("2024-02-29")), "DATES_REVERSED", "on"),
    "objects on a day to come": (BY_SILENCE, RaiseObjection(HERE, 2, day("2024-06-02")), "IN_FUTURE", "on"),
    "is there without right": (VOTING, RecordPresence(HERE, (1, 5)), "NOT_ENTITLED", "members"),
    "is there but has a proxy": (by_proxy, RecordPresence(HERE, (1, 4)), "PROXY_GIVEN", "members"),
    "has voted, so was there": ((*PRESENT, said(2)), RecordPresence(HERE, (1, 3)), "VOTED", "members"),
    "voted for another, so was there": ((*by_proxy, said(4, YES, 1)), RecordPresence(HERE, (2,)), "VOTED", "members"),
    "conflict of nobody": (VOTING, DeclareConflict(HERE, 5), "NOT_ENTITLED", "member"),
    "gives without right": (PRESENT, GiveProxy(HERE, 5, 1), "NOT_ENTITLED", "principal"),
    "gives to one without right": (PRESENT, GiveProxy(HERE, 4, 5), "NOT_ENTITLED", "proxy"),
    "gives to one with a conflict": ((*PRESENT, ConflictDeclared(1)), GiveProxy(HERE, 4, 1), "CONFLICT", "proxy"),
    "gives with a conflict": ((*PRESENT, ConflictDeclared(4)), GiveProxy(HERE, 4, 1), "CONFLICT", "principal"),
    "gives while there": (PRESENT, GiveProxy(HERE, 3, 1), "PRESENT", "principal"),
    "gives after voting": ((*BY_CIRCULATION, said(4)), GiveProxy(HERE, 4, 1), "VOTED", "principal"),
    "gives to itself": (PRESENT, GiveProxy(HERE, 4, 4), "OWN_PROXY", "proxy"),
    "gives to two": (by_proxy, GiveProxy(HERE, 4, 2), "PROXY_GIVEN", "principal"),
    "gives to another once voted": ((*by_proxy, said(4, YES, 1)), GiveProxy(HERE, 4, 2), "PROXY_VOTED", "principal"),
    "passes on": ((*BY_CIRCULATION, ProxyGiven(4, 1)), GiveProxy(HERE, 1, 2), "PASSED_ON", "proxy"),
    "gives to one who gave": ((*BY_CIRCULATION, ProxyGiven(4, 1)), GiveProxy(HERE, 3, 4), "PASSED_ON", "proxy"),
    "rule knows no proxies": (none_for_others, GiveProxy(HERE, 4, 1), "NO_PROXIES", "id"),
    "takes back what was voted": ((*by_proxy, said(4, YES, 1)), RevokeProxy(HERE, 4), "PROXY_VOTED", "principal"),
    "takes back without right": (PRESENT, RevokeProxy(HERE, 5), "NOT_ENTITLED", "principal"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_each_who_may_not_is_told_why(case: str) -> None:
    events, command, code, field = REFUSED[case]
    decision(*events).when(command).rejects(code, field)


# --- Voting by name --------------------------------------------------------------------------------------------


def test_a_later_vote_takes_the_place_of_an_earlier_one_until_closing() -> None:
    decision(*PRESENT, said(2)).when(CastVote(HERE, 2, YES)).then_nothing()
    decision(*PRESENT, said(2)).when(CastVote(HERE, 2, NO)).then(said(2, NO))
    assert casting(*PRESENT, said(3), said(2), said(2, NO)) == (Ballot(2, NO), Ballot(3, YES))


def test_who_could_vote_is_told_by_the_day_on_which_the_voting_was_opened() -> None:
    # Number 2 left meanwhile, 5 has a vote meanwhile, 7 is new.
    now = body(
        MEMBERS[0],
        replace(MEMBERS[1], until=day("2024-04-30")),
        *MEMBERS[2:4],
        replace(MEMBERS[4], voting=True),
        MEMBERS[5],
    )
    here = decision(*PRESENT, body_1=now)
    here.when(CastVote(HERE, 2, YES)).then(said(2))
    here.when(CastVote(HERE, 5, YES)).rejects("NOT_ENTITLED", "member")


def test_a_proxy_votes_for_another_also_otherwise_than_for_itself() -> None:
    here = (*by_proxy, said(1))
    decision(*here).when(CastVote(HERE, 4, NO, 1)).then(said(4, NO, 1))
    decision(*here, said(4, NO, 1)).when(CastVote(HERE, 4, YES, 1)).then(said(4, YES, 1))
    both = state_after(*here, said(4, NO, 1)).votings[-1]
    assert (both.ballots, both.proxies) == ((Ballot(1, YES), Ballot(4, NO)), (Proxy(4, 1),))
    told = came_of(*here, said(4, NO, 1))
    assert (told.present, told.yes, told.no) == (4, 1, 1)


def test_an_answer_to_a_circulation_counts_by_the_day_on_which_it_was_given() -> None:
    over = (*BEGUN, opened(CIRCULAR, deadline=day("2024-05-15")))
    decision(*over).when(CastVote(HERE, 1, YES, on=day("2024-05-15"))).then(VoteCast(1, YES, None, day("2024-05-15")))
    decision(*over).when(CastVote(HERE, 1, YES, on=day("2024-05-16"))).rejects("DEADLINE_OVER", "on")
    decision(*over).when(CastVote(HERE, 1, YES), today=day("2024-05-15")).then(
        VoteCast(1, YES, None, day("2024-05-15"))
    )


def test_objections_are_raised_until_the_end_of_the_deadline_day_in_berlin() -> None:
    last = day("2024-05-15")
    here = decision(*SILENCE_OVER)
    here.when(RaiseObjection(HERE, 2, last), today=last).then(ObjectionRaised(2, last))
    here.when(RaiseObjection(HERE, 2, last), today=day("2024-05-16")).rejects("CLOSED", "id")
    decision(*SILENCE_OVER, ObjectionRaised(2, last)).when(RaiseObjection(HERE, 2, last), today=last).then_nothing()


# --- Presence and conflicts ------------------------------------------------------------------------------------


def test_who_is_there_is_recorded_anew_as_a_whole() -> None:
    decision(*PRESENT).when(RecordPresence(HERE, (3, 2, 1))).then_nothing()
    decision(*PRESENT, said(2)).when(RecordPresence(HERE, (4, 2))).then(there(2, 4))
    decision(*VOTING, ConflictDeclared(2)).when(RecordPresence(HERE, (1, 2))).then(
        there(1, 2)
    )  # it may stay in the room


def test_with_a_conflict_fall_votes_proxies_and_what_was_voted_for_others() -> None:
    here = (*PRESENT, ProxyGiven(4, 1), said(1), said(2), said(4, NO, 1))
    decision(*here).when(DeclareConflict(HERE, 1)).then(ConflictDeclared(1))
    after = state_after(*here, ConflictDeclared(1)).votings[-1]
    assert (after.conflicts, after.proxies, after.ballots) == ((1,), (), (Ballot(2, YES),))
    decision(*here, ConflictDeclared(1)).when(DeclareConflict(HERE, 1)).then_nothing()
    principal = state_after(*here, ConflictDeclared(4)).votings[-1]
    assert (principal.proxies, principal.ballots) == ((), (Ballot(1, YES), Ballot(2, YES)))
    objected = (*BY_SILENCE, ObjectionRaised(2, TODAY), ObjectionRaised(3, TODAY))
    assert state_after(*objected, ConflictDeclared(2)).votings[-1].objections == (3,)
    both = (*agreed, CircularAgreed(3, TODAY), CircularAgreed(2, TODAY))
    assert state_after(*both, ConflictDeclared(2)).votings[-1].agreeing == (CircularConsent(3, TODAY),)


def test_conflicts_that_cost_the_quorum_defer_the_decision() -> None:
    here = (*PRESENT, said(1), said(2), said(3))
    assert came_of(*here).result is VotingResult.ADOPTED
    lost = (*here, ConflictDeclared(3))
    told = came_of(*lost)
    assert (told.result, told.reason) == (VotingResult.NO_QUORUM, OutcomeReason.TOO_FEW_PRESENT)
    assert (told.entitled, told.conflicted, told.present, told.quorum_needed) == (3, 1, 2, 3)
    decision(*lost).when(CloseVoting(HERE, OPENED)).then(VotingClosed(1, OPENED, told))
    assert state_after(*lost, VotingClosed(1, OPENED, told)).steps[-1].status == "DEFERRED"


def test_one_with_a_conflict_objects_to_nothing_and_stops_no_silence() -> None:
    objected = (*SILENCE_OVER, ObjectionRaised(2, day("2024-05-01")))
    assert came_of(*objected).result is VotingResult.REJECTED
    assert came_of(*objected, ConflictDeclared(2)).result is VotingResult.ADOPTED


# --- Counts ----------------------------------------------------------------------------------------------------

heavy = electorate_on(body(replace(MEMBERS[0], weight=3), *MEMBERS[1:]), OPENED)
weighted = (*BEGUN, opened(electorate=heavy))
COUNTS: dict[str, tuple[tuple[Any, ...], VoteCount, str | None]] = {
    "of those there": (PRESENT, VoteCount(2, 1), None),
    "of so many": (VOTING, VoteCount(2, 1, 1, present=4), None),
    "more than were there": (PRESENT, VoteCount(2, 1, 1), "COUNT_TOO_HIGH"),
    "more than there are": (VOTING, VoteCount(2, 1, present=5), "COUNT_TOO_HIGH"),
    "more than have no conflict": ((*VOTING, ConflictDeclared(1)), VoteCount(2, 1, present=4), "COUNT_TOO_HIGH"),
    "more than so many": (VOTING, VoteCount(2, 1, 0, 1, present=3), "COUNT_TOO_HIGH"),
    "nobody there": (VOTING, VoteCount(1, 0), "COUNT_TOO_HIGH"),
    "of a secret ballot": (secret, VoteCount(2, 0, 0, 1), None),
    "of a circulation": (BY_CIRCULATION, VoteCount(2, 0, present=2), None),
    "of nobody knows how many": (BY_CIRCULATION, VoteCount(2, 0), "PRESENCE_MISSING"),
    "of weights": (weighted, VoteCount(4, 1, present=3, present_weight=5), None),
    "of heads only": (weighted, VoteCount(2, 1, present=3), "PRESENCE_MISSING"),
    "of weights only": (VOTING, VoteCount(2, 1, present_weight=3), "PRESENCE_MISSING"),
    "of too much weight": (weighted, VoteCount(2, 1, present=3, present_weight=7), "COUNT_TOO_HIGH"),
    "of more weight than so many have": (weighted, VoteCount(2, 1, present=1, present_weight=4), "COUNT_TOO_HIGH"),
    "of less weight than so many have": (weighted, VoteCount(2, 0, present=3, present_weight=2), "COUNT_TOO_LOW"),
    "of others than by name": (PRESENT, VoteCount(2, 1, 1, present=4), "PRESENT_OTHERWISE"),
    "of a circulation that fewer answered": (BY_CIRCULATION, VoteCount(1, 0, present=4), "COUNT_TOO_LOW"),
    "of other weight than by name": (
        (*weighted, there(2, 3)),
        VoteCount(2, 0, present=2, present_weight=4),
        "PRESENT_OTHERWISE",
    ),
    "the chair's that was not there by name": (
        (*VOTING, there(2, 3, 4)),
        VoteCount(1, 1, 1, present=3, chair=YES),
        "NOT_CHAIR",
    ),
    "of as many as by name": (PRESENT, VoteCount(2, 1, present=3), None),
    "of one by name who is represented": ((*PRESENT, ProxyGiven(4, 1)), VoteCount(2, 2, present=4), None),
    "the chair's among them": (PRESENT, VoteCount(1, 1, chair=YES), None),
    "the chair's of so many": (VOTING, VoteCount(1, 1, present=2, chair=NO), None),
    "the chair's where nobody voted so": (PRESENT, VoteCount(0, 0, 3, chair=YES), "NOT_CHAIR"),
    "the chair's that was not there": ((*VOTING, there(2, 3)), VoteCount(1, 1, chair=YES), "NOT_CHAIR"),
    "the chair's with a conflict": ((*PRESENT, ConflictDeclared(1)), VoteCount(1, 1, chair=YES), "NOT_CHAIR"),
    "the chair's by its proxy": (
        (*BY_CIRCULATION, ProxyGiven(1, 2)),
        VoteCount(1, 1, present=2, chair=YES),
        "NOT_CHAIR",
    ),
    "of weights by name": ((*weighted, there(1, 2)), VoteCount(3, 1), None),
    "of those who may not abstain": (
        (*BEGUN, opened(rule=replace(RULE, abstention=False)), there(1, 2, 3)),
        VoteCount(1, 1, 1),
        "NO_ABSTENTION",
    ),
}


@pytest.mark.parametrize("case", COUNTS)
def test_a_count_goes_with_those_who_were_there(case: str) -> None:
    events, count, code = COUNTS[case]
    outcome = decision(*events).when(RecordCount(HERE, count))
    if code is None:
        outcome.then(VotesCounted(count))
    else:
        outcome.rejects(code, "count")


def test_it_is_not_closed_before_the_last_vote_was_given() -> None:
    here = (*BEGUN, opened(CIRCULAR, deadline=None, rule=replace(RULE, circular_consent=Fraction(1))))
    last = day("2024-05-20")
    decision(*here).when(CastVote(HERE, 1, YES)).then(VoteCast(1, YES, None, TODAY))
    for event in (VoteCast(1, YES, None, last), CircularAgreed(1, last)):
        over = (*here, event, said(2))
        decision(*over).when(CloseVoting(HERE, day("2024-05-19"))).rejects("DATES_REVERSED", "on")
        decision(*over).when(CloseVoting(HERE, last)).then(VotingClosed(1, last, came_of(*over)))


def test_the_same_answer_with_another_day_is_news_and_closing_follows_on_that() -> None:
    told, truly = day("2024-05-20"), day("2024-05-10")
    consent = replace(RULE, circular_consent=Fraction(1, 4))
    here = (
        *BEGUN,
        opened(CIRCULAR, deadline=None, rule=consent),
        VoteCast(1, YES, None, told),
        CircularAgreed(1, told),
    )
    vote, agree = CastVote(HERE, 1, YES, on=truly), AgreeToCircular(HERE, 1, truly)
    decision(*here).when(vote).then(VoteCast(1, YES, None, truly))
    decision(*here).when(agree).then(CircularAgreed(1, truly))
    for again in (CastVote(HERE, 1, YES), replace(vote, on=told), AgreeToCircular(HERE, 1), replace(agree, on=told)):
        decision(*here).when(again).then_nothing()
    both = (*here, VoteCast(1, YES, None, truly), CircularAgreed(1, truly), said(2))
    decision(*here, said(2)).when(CloseVoting(HERE, truly)).rejects("DATES_REVERSED", "on")
    decision(*both).when(CloseVoting(HERE, truly)).then(VotingClosed(1, truly, came_of(*both)))
    assert casting(*both) == (Ballot(1, YES, truly), Ballot(2, YES))
    decision(*PRESENT, said(1)).when(CastVote(HERE, 1, YES, on=OPENED)).then(VoteCast(1, YES, None, OPENED))


def test_consent_to_a_circulation_is_given_by_its_deadline() -> None:
    rule = replace(RULE, circular_consent=Fraction(1))
    here = (*BEGUN, opened(CIRCULAR, deadline=day("2024-05-15"), rule=rule))
    decision(*here).when(AgreeToCircular(HERE, 1)).rejects("DEADLINE_OVER", "on")
    in_time = AgreeToCircular(HERE, 1, day("2024-05-15"))
    decision(*here).when(in_time).then(CircularAgreed(1, day("2024-05-15")))


def test_a_count_takes_the_place_of_an_earlier_one_and_of_no_votes_by_name() -> None:
    first, second = VoteCount(2, 1), VoteCount(1, 2)
    decision(*PRESENT, VotesCounted(first)).when(RecordCount(HERE, second)).then(VotesCounted(second))
    decision(*PRESENT, VotesCounted(first)).when(RecordCount(HERE, first)).then_nothing()
    decision(*PRESENT, said(1)).when(RecordCount(HERE, first)).rejects("CAST_BY_NAME", "id")


def test_a_count_that_goes_with_nobody_there_any_more_is_not_closed() -> None:
    here = (*PRESENT, VotesCounted(VoteCount(2, 1)))
    decision(*here).when(CloseVoting(HERE, LATER)).then(VotingClosed(1, LATER, came_of(*here)))
    decision(*here, ConflictDeclared(1)).when(CloseVoting(HERE, LATER)).rejects("COUNT_TOO_HIGH", "id")


def test_invalid_votes_count_for_nothing_but_being_there() -> None:
    told = came_of(*PRESENT, said(1), said(2, Vote.INVALID), said(3, ABSTAIN))
    assert (told.present, told.yes, told.no, told.abstain, told.invalid) == (3, 1, 0, 1, 1)
    assert told.result is VotingResult.ADOPTED
