"""Counting without names: how many votes there can have been, of those who were there."""

from events.decider import require
from events.decision.lifecycle import cast_of
from events.decision.state import Voting
from events.message import plural
from events.voting.cast import Vote, VoteCount
from events.voting.reckoning import counted, entitled, present
from events.voting.rule import VotingMode


def all_answered(voting: Voting) -> bool:
    """Whether all who have a vote have answered, or were counted."""
    cast = cast_of(voting)
    return counted(cast).present == len(entitled(cast))


def check_count(voting: Voting, field: str) -> None:
    """Raise `Rejected` unless a count goes with those who were there (PRESENCE_MISSING, PRESENT_OTHERWISE,
    COUNT_TOO_HIGH, COUNT_TOO_LOW) and with the rule (NO_ABSTENTION), and the chair that decides a tie has a vote and
    was there (NOT_CHAIR)."""
    count, cast = voting.count, cast_of(voting)
    if count is None:
        return
    weighted = any(seat.weight != 1 for seat in voting.electorate.seats)
    require(
        count.present is not None if voting.mode is VotingMode.CIRCULAR or count.present_weight is not None else True,
        "PRESENCE_MISSING",
        field,
        "Enter how many members were present, or answered the circulation.",
    )
    require(
        count.present is None or count.present_weight is not None or not weighted,
        "PRESENCE_MISSING",
        field,
        "Votes in this body have weights; enter the total weight of the votes of everyone present.",
    )
    sums = counted(cast)
    heads, weight = sums.present or 0, sums.present_weight or 0
    _check_there(heads, weight, voting, field)
    require(
        count.yes + count.no + count.abstain + count.invalid <= weight,
        "COUNT_TOO_HIGH",
        field,
        plural(
            weight,
            "Those present have one vote; no more can have been cast. Record who was present, or how many were.",
            "Those present have {count} votes; no more can have been cast. Record who was present, or how many were.",
        ),
    )
    require(
        voting.mode is not VotingMode.CIRCULAR or count.yes + count.no + count.abstain + count.invalid == weight,
        "COUNT_TOO_LOW",
        field,
        plural(
            weight,
            "The votes counted in a circulation must add up to the votes of those who answered, which is one; correct "
            "the count, or how many answered.",
            "The votes counted in a circulation must add up to the votes of those who answered, which are {count}; "
            "correct the count, or how many answered.",
        ),
    )
    require(
        count.abstain == 0 or voting.rule.abstention,
        "NO_ABSTENTION",
        field,
        "The body's rule does not allow abstention; count these votes as yes, no or invalid.",
    )
    if count.chair is not None:
        _check_chair(count.chair, count, voting, field)


def _check_there(heads: int, weight: int, voting: Voting, field: str) -> None:
    """So many heads of such weight can have been there, and are those who are recorded by name, where they are."""
    cast = cast_of(voting)
    weights = sorted(seat.weight for seat in entitled(cast))
    require(
        heads <= len(weights),
        "COUNT_TOO_HIGH",
        field,
        plural(
            len(weights),
            "Only one member has a vote; no more can have been present. Correct how many were present.",
            "Only {count} members have a vote; no more can have been present. Correct how many were present.",
        ),
    )
    there = present(cast)
    named = len(there), sum(seat.weight for seat in there)
    require(
        voting.mode is not VotingMode.MEETING or not voting.attendance or (heads, weight) == named,
        "PRESENT_OTHERWISE",
        field,
        "Members with a vote recorded by name as present or represented: {heads}; weight of their votes: {weight}. "
        "Record again who was present, or leave out the number of those present and the weight of their votes.",
        heads=named[0],
        weight=named[1],
    )
    least, most = sum(weights[:heads]), sum(weights[len(weights) - heads :])
    require(
        weight <= most,
        "COUNT_TOO_HIGH",
        field,
        plural(
            heads,
            "The vote of one member weighs at most {most}; correct the weight of the votes of those present.",
            "The votes of {count} members weigh at most {most}; correct the weight of the votes of those present.",
            most=most,
        ),
    )
    require(
        weight >= least,
        "COUNT_TOO_LOW",
        field,
        plural(
            heads,
            "The vote of one member weighs at least {least}; correct the weight of the votes of those present.",
            "The votes of {count} members weigh at least {least}; correct the weight of the votes of those present.",
            least=least,
        ),
    )


def _check_chair(chair: Vote, count: VoteCount, voting: Voting, field: str) -> None:
    away = {each.principal for each in voting.proxies}
    seats = [seat for seat in entitled(cast_of(voting)) if seat.chair and seat.member not in away]
    named = voting.mode is VotingMode.MEETING and (count.present is None or len(voting.attendance) > 0)
    weights = [seat.weight for seat in seats if not named or seat.member in voting.attendance]
    said = {Vote.YES: count.yes, Vote.NO: count.no, Vote.ABSTAIN: count.abstain, Vote.INVALID: count.invalid}
    require(
        any(weight <= said[chair] for weight in weights),
        "NOT_CHAIR",
        field,
        "The chair's vote is not among the votes counted: the chair has no vote here or was not present, or nobody "
        "voted that way. Leave the chair's vote out, or correct the count.",
    )
