"""Outcomes: a table reckoned by hand, and what must hold of every voting whatever is cast."""

import ast
from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import events.voting
from events.voting.cast import Ballot, Cast, Electorate, Proxy, Vote, VoteCount, VotingSeat
from events.voting.outcome import OutcomeReason, VotingResult
from events.voting.reckoning import least, outcome
from events.voting.rule import (
    DecisionRule,
    NumberQuorum,
    QuorumOf,
    ShareQuorum,
    Threshold,
    ThresholdOf,
    TieRule,
    VotingMode,
)
from tests.events.voting.votings import RESULTS, ROWS, Row

SHARES = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(1), Fraction(1, 3), Fraction(5, 7)])
NUMBERS = st.integers(1, 9)
QUORA = (
    st.none()
    | st.builds(NumberQuorum, st.integers(0, 5))
    | st.builds(ShareQuorum, SHARES, st.sampled_from(QuorumOf), st.booleans())
)
RULES = st.builds(
    DecisionRule,
    st.builds(Threshold, SHARES, st.sampled_from(ThresholdOf), st.booleans()),
    quorum=QUORA,
    second_quorum=QUORA,
    conflict_quorum=QUORA,
    weighted_quorum=st.booleans(),
    tie=st.sampled_from(TieRule),
    circular_consent=st.none() | SHARES,
)


@st.composite
def casts(draw: Any) -> Cast:
    members = draw(st.integers(1, 9))
    weights = draw(st.lists(st.integers(1, 4), min_size=members, max_size=members))
    chair = draw(st.integers(0, members))
    seats = tuple(VotingSeat(n, None, None, weights[n - 1], n == chair) for n in range(1, members + 1))
    some = st.sets(st.integers(1, members)).map(lambda them: tuple(sorted(them)))
    votes = draw(st.dictionaries(st.integers(1, members), st.sampled_from(Vote)))
    weight = draw(st.none() | st.just(sum(weights) + draw(st.integers(0, 5))))
    return Cast(
        mode=draw(st.sampled_from(VotingMode)),
        rule=draw(RULES),
        electorate=Electorate(
            members + draw(st.integers(0, 3)), seats, weight, draw(st.booleans()), draw(st.booleans())
        ),
        second=draw(st.booleans()),
        attendance=draw(some),
        conflicts=draw(some),
        proxies=tuple(
            Proxy(principal, proxy)
            for principal, proxy in sorted(draw(st.dictionaries(NUMBERS, NUMBERS, max_size=2)).items())
        ),
        ballots=tuple(Ballot(member, vote) for member, vote in votes.items()),
        objections=draw(some),
        agreeing=draw(some),
    )


def test_there_are_enough_of_them() -> None:
    assert len(ROWS) >= 60
    assert len({row.what for row in ROWS}) == len(ROWS)
    assert {row.reason for row in ROWS} == set(OutcomeReason)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
def test_outcomes_reckoned_by_hand(row: Row) -> None:
    found = outcome(row.voting)

    assert (found.reason, found.result) == (row.reason, RESULTS[row.reason])
    told = {"base": row.base, "needed": row.needed, "present": row.present, "quorum_needed": row.quorum_needed}
    assert {name: getattr(found, name) for name, number in told.items() if number is not None} == {
        name: number for name, number in told.items() if number is not None
    }
    assert found.quorum is row.applied


@given(casts(), st.randoms())
def test_the_order_of_votes_changes_nothing(cast: Cast, chance: Any) -> None:
    ballots = list(cast.ballots)
    chance.shuffle(ballots)
    assert outcome(replace(cast, ballots=tuple(ballots))) == outcome(cast)


@given(casts(), st.integers(1, 9))
def test_one_more_yes_never_turns_what_is_adopted_down(cast: Cast, member: int) -> None:
    if member > len(cast.electorate.seats) or cast.mode is VotingMode.SILENT:
        return
    before = outcome(cast)
    others = tuple(ballot for ballot in cast.ballots if ballot.member != member)
    said = next((ballot.vote for ballot in cast.ballots if ballot.member == member), None)
    after = outcome(replace(cast, ballots=(*others, Ballot(member, Vote.YES))))
    if before.result is VotingResult.ADOPTED:
        assert after.result is VotingResult.ADOPTED, (said, before, after)


@given(casts())
def test_the_arithmetic_adds_up(cast: Cast) -> None:
    found = outcome(cast)
    assert found.yes + found.no + found.abstain + found.invalid <= found.present_weight
    assert found.present <= found.entitled <= len(cast.electorate.seats)
    assert found.entitled + found.conflicted == len(cast.electorate.seats)
    if found.quorum_needed is not None and not cast.rule.weighted_quorum and found.present < found.quorum_needed:
        assert found.result in (VotingResult.NO_QUORUM, VotingResult.NO_CONSENT)
    if found.reason is OutcomeReason.ENOUGH:
        assert found.needed is not None
        assert found.yes >= found.needed >= 1


@given(casts())
def test_counts_without_names_come_to_the_same(cast: Cast) -> None:
    if cast.mode is not VotingMode.MEETING:
        return
    named = outcome(cast)
    there = {seat.member: seat for seat in cast.electorate.seats if seat.member not in cast.conflicts}
    chair = next((seat.member for seat in there.values() if seat.chair), None)
    chairs = named.reason in (OutcomeReason.CHAIR_FOR, OutcomeReason.CHAIR_NOT_FOR)
    said = next((ballot.vote for ballot in cast.ballots if ballot.member == chair), None) if chairs else None
    if chairs and named.reason is OutcomeReason.CHAIR_NOT_FOR:
        said = None
    count = VoteCount(named.yes, named.no, named.abstain, named.invalid, named.present, named.present_weight, said)
    assert outcome(replace(cast, ballots=(), count=count)) == named


@given(SHARES, st.integers(0, 10_000), st.booleans())
def test_the_least_number_reaches_the_share_and_one_less_does_not(share: Fraction, of: int, strict: bool) -> None:
    number = least(share, of, strict)
    assert number > share * of if strict else number >= share * of
    assert not (number - 1 > share * of if strict else number - 1 >= share * of)


def test_no_float_takes_part() -> None:
    for path in sorted(Path(events.voting.__path__[0]).glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path
            assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), path
            assert not (isinstance(node, ast.Name) and node.id in ("float", "round")), path


@given(casts())
def test_nothing_of_an_outcome_is_a_float(cast: Cast) -> None:
    found = outcome(cast)
    assert is_dataclass(found)
    assert not any(isinstance(getattr(found, each.name), float) for each in fields(found))
