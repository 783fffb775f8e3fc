"""The reckoning of a voting: whole numbers and exact fractions from first to last, nothing is rounded."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from events.voting.cast import Cast, Vote, VoteCount, VotingSeat
from events.voting.outcome import AppliedQuorum, OutcomeReason, VotingOutcome, VotingResult
from events.voting.rule import NumberQuorum, Quorum, QuorumOf, Threshold, ThresholdOf, TieRule, VotingMode

_HALF = Fraction(1, 2)


def least(share: Fraction, of: int, strict: bool) -> int:
    """The least whole number that is more than a share of so many (strict), or at least that share."""
    exact = share * of
    return floor(exact) + 1 if strict else ceil(exact)


def entitled(cast: Cast) -> tuple[VotingSeat, ...]:
    """The members that have a vote: those with voting right less those with a conflict."""
    return tuple(seat for seat in cast.electorate.seats if seat.member not in cast.conflicts)


def present(cast: Cast) -> tuple[VotingSeat, ...]:
    """Of those, who is there or is represented by one who is; of a circulation, who has answered."""
    seats = entitled(cast)
    if cast.mode is VotingMode.CIRCULAR:
        answered = {ballot.member for ballot in cast.ballots}
        return tuple(seat for seat in seats if seat.member in answered)
    there = {seat.member for seat in seats if seat.member in cast.attendance}
    represented = {each.principal for each in cast.proxies if each.proxy in there}
    return tuple(seat for seat in seats if seat.member in there or seat.member in represented)


def statutory(cast: Cast) -> int:
    """The statutory number of members, less what the body's statutes take off for the quorum."""
    conflicted = len(cast.electorate.seats) - len(entitled(cast))
    return max(0, _filled(cast) - conflicted * cast.electorate.conflicts_reduce)


def _filled(cast: Cast) -> int:
    """The statutory number of members, less vacant seats where the body's statutes take these off."""
    electorate = cast.electorate
    vacant = max(0, electorate.statutory - len(electorate.seats))
    return electorate.statutory - vacant * electorate.vacancies_reduce


def _statutory_weight(cast: Cast) -> int:
    """The statutory weight; in bodies without weights, the statutory number."""
    electorate = cast.electorate
    if electorate.statutory_weight is None:
        return statutory(cast)
    conflicted = _weight(electorate.seats) - _weight(entitled(cast))
    vacant = max(0, electorate.statutory_weight - _weight(electorate.seats))
    off = conflicted * electorate.conflicts_reduce + vacant * electorate.vacancies_reduce
    return max(0, electorate.statutory_weight - off)


def _weight(seats: Iterable[VotingSeat]) -> int:
    return sum(seat.weight for seat in seats)


# --- Quorum ----------------------------------------------------------------------------------------------------


def _quorum(cast: Cast) -> tuple[AppliedQuorum, Quorum] | None:
    """Which quorum holds: that for conflicts where more than half of the statutory number (less vacant seats where the
    statutes take these off) has one, else that of a second meeting where it is one, each if the rule has it; else the
    usual one."""
    rule, conflicted = cast.rule, len(cast.electorate.seats) - len(entitled(cast))
    if rule.conflict_quorum is not None and 2 * conflicted > _filled(cast):
        return AppliedQuorum.CONFLICTS, rule.conflict_quorum
    if rule.second_quorum is not None and cast.second:
        return AppliedQuorum.SECOND_MEETING, rule.second_quorum
    return None if rule.quorum is None else (AppliedQuorum.USUAL, rule.quorum)


def _needed_present(quorum: Quorum, cast: Cast) -> int:
    if isinstance(quorum, NumberQuorum):
        return quorum.members
    weighted = cast.rule.weighted_quorum
    if quorum.of is QuorumOf.STATUTORY:
        of = _statutory_weight(cast) if weighted else statutory(cast)
    else:
        of = _weight(entitled(cast)) if weighted else len(entitled(cast))
    return least(quorum.share, of, quorum.strict)


# --- Votes -----------------------------------------------------------------------------------------------------


def counted(cast: Cast) -> VoteCount:
    """The votes as sums of weights: as they were counted, or of the ballots of those present. Heads and weight of those
    present are those of the count where it has them, else of those recorded by name."""
    there = present(cast)
    heads, weight = len(there), _weight(there)
    count = cast.count
    if count is not None:
        if count.present is not None:
            heads = count.present
            weight = heads if count.present_weight is None else count.present_weight
        return VoteCount(count.yes, count.no, count.abstain, count.invalid, heads, weight, count.chair)
    weights = {seat.member: seat.weight for seat in there}
    sums = dict.fromkeys(Vote, 0)
    for ballot in cast.ballots:
        sums[ballot.vote] += weights.get(ballot.member, 0)
    yes, no, abstain, invalid = sums.values()
    return VoteCount(yes, no, abstain, invalid, heads, weight, _of_chair(there, cast))


def _of_chair(there: Iterable[VotingSeat], cast: Cast) -> Vote | None:
    """What the chair said itself: who lets another vote is not there to decide a tie."""
    chairs = {seat.member for seat in there if seat.chair} - {each.principal for each in cast.proxies}
    return next((ballot.vote for ballot in cast.ballots if ballot.member in chairs), None)


def base_of(threshold: Threshold, votes: VoteCount, cast: Cast) -> int:
    """Of how much the majority is reckoned."""
    if threshold.base is ThresholdOf.YES_NO:
        return votes.yes + votes.no
    if threshold.base is ThresholdOf.PRESENT:
        return votes.present_weight or 0
    # What is taken off the statutory number is so for the quorum alone (GO SH § 38 Abs. 2).
    electorate = cast.electorate
    return electorate.statutory if electorate.statutory_weight is None else electorate.statutory_weight


def _judged(cast: Cast, votes: VoteCount, needed: int) -> tuple[VotingResult, OutcomeReason]:
    threshold = cast.rule.threshold
    halved = threshold.base is ThresholdOf.YES_NO and threshold.share == _HALF
    if halved and votes.yes == votes.no:
        if cast.rule.tie is TieRule.REJECTED:
            return VotingResult.REJECTED, OutcomeReason.TIE_REJECTED
        if votes.chair is Vote.YES:
            return VotingResult.ADOPTED, OutcomeReason.CHAIR_FOR
        return VotingResult.REJECTED, OutcomeReason.CHAIR_NOT_FOR
    if votes.yes >= needed:
        return VotingResult.ADOPTED, OutcomeReason.ENOUGH
    return VotingResult.REJECTED, OutcomeReason.NOT_ENOUGH


# --- The outcome -----------------------------------------------------------------------------------------------


def outcome(cast: Cast) -> VotingOutcome:
    """What comes of a voting as it stands."""
    if cast.mode is VotingMode.SILENT:
        return _silent(cast)
    votes, held = counted(cast), _quorum(cast)
    applied, quorum = held or (None, None)
    lacking = None if quorum is None else _needed_present(quorum, cast)
    base = base_of(cast.rule.threshold, votes, cast)
    threshold = cast.rule.threshold
    needed = max(1, least(threshold.share, base, threshold.strict))
    there = (votes.present_weight if cast.rule.weighted_quorum else votes.present) or 0
    if not _may_circulate(cast):
        result, reason = VotingResult.NO_CONSENT, OutcomeReason.TOO_FEW_AGREE
    elif not entitled(cast) or (lacking is not None and there < lacking):
        result, reason = VotingResult.NO_QUORUM, OutcomeReason.TOO_FEW_PRESENT
    else:
        result, reason = _judged(cast, votes, needed)
    return VotingOutcome(
        result=result,
        reason=reason,
        statutory=statutory(cast),
        entitled=len(entitled(cast)),
        conflicted=len(cast.electorate.seats) - len(entitled(cast)),
        present=votes.present or 0,
        present_weight=votes.present_weight or 0,
        yes=votes.yes,
        no=votes.no,
        abstain=votes.abstain,
        invalid=votes.invalid,
        quorum=applied,
        quorum_needed=lacking,
        base=base,
        needed=needed,
    )


def _may_circulate(cast: Cast) -> bool:
    asked = cast.rule.circular_consent
    if cast.mode is not VotingMode.CIRCULAR or asked is None:
        return True
    members = {seat.member for seat in entitled(cast)}
    return len(members.intersection(cast.agreeing)) >= least(asked, len(members), strict=False)


def _silent(cast: Cast) -> VotingOutcome:
    """Adopted unless one who has a vote objects: no quorum, no ballots. Where nobody has one, nothing is decided."""
    seats = entitled(cast)
    objections = len({seat.member for seat in seats}.intersection(cast.objections))
    if not seats:
        result, reason = VotingResult.NO_QUORUM, OutcomeReason.TOO_FEW_PRESENT
    elif objections:
        result, reason = VotingResult.REJECTED, OutcomeReason.OBJECTED
    else:
        result, reason = VotingResult.ADOPTED, OutcomeReason.NO_OBJECTION
    return VotingOutcome(
        result=result,
        reason=reason,
        statutory=statutory(cast),
        entitled=len(seats),
        conflicted=len(cast.electorate.seats) - len(seats),
        present=0,
        present_weight=0,
        yes=0,
        no=0,
        abstain=0,
        invalid=0,
        objections=objections,
    )
