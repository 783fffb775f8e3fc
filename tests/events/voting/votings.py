"""Votings reckoned by hand: each with the rule that it is held by, what was cast, and what must come of it.

Members are numbered from 1. Unless said otherwise each has one vote; those with a conflict are the last of them, those
present the first of the others, and among these the first say yes, the next no, the next abstain, the next hand in
invalid ballots, and the rest do not vote. Numbers are constructed; where a law is named, the rule is that law's.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from events.voting.cast import Ballot, Cast, Electorate, Proxy, Vote, VoteCount, VotingSeat
from events.voting.outcome import AppliedQuorum, OutcomeReason, VotingResult
from events.voting.rule import (
    PRESETS,
    DecisionRule,
    NumberQuorum,
    QuorumOf,
    RulePreset,
    ShareQuorum,
    Threshold,
    ThresholdOf,
    TieRule,
    VotingMode,
)

HALF, TWO_THIRDS, THREE_QUARTERS = Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)
YES_NO, PRESENT, STATUTORY = ThresholdOf
MORE_THAN_HALF = ShareQuorum(HALF, QuorumOf.STATUTORY, strict=True)
AT_LEAST_HALF = ShareQuorum(HALF, QuorumOf.STATUTORY)
CONSTRUCTED = "constructed"


def by(preset: RulePreset, **more: Any) -> DecisionRule:
    """A rule by the name of its majority."""
    return DecisionRule(PRESETS[preset], preset, **more)


def share(of: Fraction, base: ThresholdOf, strict: bool = False, **more: Any) -> DecisionRule:
    """A rule by a share."""
    return DecisionRule(Threshold(of, base, strict), **more)


SIMPLE, ABSOLUTE, QUALIFIED = by(RulePreset.SIMPLE), by(RulePreset.ABSOLUTE), by(RulePreset.TWO_THIRDS)
CHAIRED = by(RulePreset.SIMPLE, tie=TieRule.CHAIR_DECIDES)
UNANIMOUS, OF_PRESENT = by(RulePreset.UNANIMOUS), by(RulePreset.UNANIMOUS_OF_PRESENT)
CONSENT = by(RulePreset.CONSENT)
NIEDERSACHSEN = by(RulePreset.SIMPLE, quorum=MORE_THAN_HALF)
SCHLESWIG_HOLSTEIN = by(RulePreset.SIMPLE, quorum=MORE_THAN_HALF, second_quorum=NumberQuorum(3))
BADEN_WUERTTEMBERG = by(
    RulePreset.SIMPLE,
    quorum=AT_LEAST_HALF,
    second_quorum=NumberQuorum(3),
    conflict_quorum=ShareQuorum(Fraction(1, 4), QuorumOf.STATUTORY),
)
OF_ENTITLED = by(RulePreset.SIMPLE, quorum=ShareQuorum(HALF, QuorumOf.ENTITLED, strict=True))
FIVE = by(RulePreset.SIMPLE, quorum=NumberQuorum(5))
BY_WEIGHT = by(RulePreset.SIMPLE, quorum=MORE_THAN_HALF, weighted_quorum=True)
WEIGHT_OF_ENTITLED = by(
    RulePreset.SIMPLE, quorum=ShareQuorum(HALF, QuorumOf.ENTITLED, strict=True), weighted_quorum=True
)
ALL_AGREE = by(RulePreset.SIMPLE, circular_consent=Fraction(1), quorum=MORE_THAN_HALF)


def cast(
    rule: DecisionRule,
    statutory: int,
    *,
    members: int | None = None,
    weights: tuple[int, ...] = (),
    chair: int = 0,
    conflicts: int = 0,
    there: int | None = None,
    yes: int = 0,
    no: int = 0,
    abstain: int = 0,
    invalid: int = 0,
    mode: VotingMode = VotingMode.MEETING,
    electorate: dict[str, Any] | None = None,
    **more: Any,
) -> Cast:
    """A voting as the rows below tell it."""
    count = members if members is not None else (len(weights) or statutory)
    seats = tuple(
        VotingSeat(number, None, None, weights[number - 1] if weights else 1, chair=number == chair)
        for number in range(1, count + 1)
    )
    free = count - conflicts
    votes = [Vote.YES] * yes + [Vote.NO] * no + [Vote.ABSTAIN] * abstain + [Vote.INVALID] * invalid
    return Cast(
        mode=mode,
        rule=rule,
        electorate=Electorate(statutory, seats, **(electorate or {})),
        attendance=tuple(range(1, 1 + (free if there is None else there))) if mode is VotingMode.MEETING else (),
        conflicts=tuple(range(free + 1, count + 1)),
        ballots=tuple(Ballot(number, vote) for number, vote in enumerate(votes, 1)),
        **more,
    )


@dataclass(frozen=True)
class Row:
    """A voting, and what must come of it; numbers that are none are not looked at."""

    what: str
    source: str
    voting: Cast
    reason: OutcomeReason
    base: int | None = None
    needed: int | None = None
    present: int | None = None
    quorum_needed: int | None = None
    applied: AppliedQuorum | None = field(default=None)


G = OutcomeReason
A = AppliedQuorum

MAJORITIES = [
    Row("20 to 19", "NKomVG § 66", cast(SIMPLE, 41, yes=20, no=19), G.ENOUGH, 39, 20),
    Row("19 to 20", "NKomVG § 66", cast(SIMPLE, 41, yes=19, no=20), G.NOT_ENOUGH, 39, 20),
    Row("20 to 20 is a tie", "NKomVG § 66", cast(SIMPLE, 41, yes=20, no=20), G.TIE_REJECTED, 40, 21),
    Row("one yes, all others abstain", "GO SH § 39", cast(SIMPLE, 41, yes=1, abstain=40), G.ENOUGH, 1, 1),
    Row("all abstain: none to none", "GO SH § 39", cast(SIMPLE, 41, abstain=41), G.TIE_REJECTED, 0, 1),
    Row("one no", "GO SH § 39", cast(SIMPLE, 41, no=1), G.NOT_ENOUGH, 1, 1),
    Row("abstentions count nowhere", "GO NRW § 50", cast(SIMPLE, 41, yes=10, no=9, abstain=22), G.ENOUGH, 19, 10),
    Row("invalid ballots neither", CONSTRUCTED, cast(SIMPLE, 41, yes=10, no=10, invalid=1), G.TIE_REJECTED, 20, 11),
    Row("nor who does not vote", CONSTRUCTED, cast(SIMPLE, 41, yes=5, no=4), G.ENOUGH, 9, 5, 41),
    Row("nobody votes at all", CONSTRUCTED, cast(SIMPLE, 3), G.TIE_REJECTED, 0, 1, 3),
    Row(
        "half, inclusive: a tie is one all the same",
        CONSTRUCTED,
        cast(share(HALF, YES_NO), 41, yes=20, no=20),
        G.TIE_REJECTED,
        40,
        20,
    ),
    Row(
        "half, inclusive, of an odd number",
        CONSTRUCTED,
        cast(share(HALF, YES_NO), 41, yes=19, no=20),
        G.NOT_ENOUGH,
        39,
        20,
    ),
    Row("half, inclusive, reached", CONSTRUCTED, cast(share(HALF, YES_NO), 41, yes=20, no=19), G.ENOUGH, 39, 20),
    Row("three quarters of 39", CONSTRUCTED, cast(share(THREE_QUARTERS, YES_NO), 41, yes=30, no=9), G.ENOUGH, 39, 30),
    Row(
        "29 of 39 are fewer", CONSTRUCTED, cast(share(THREE_QUARTERS, YES_NO), 41, yes=29, no=10), G.NOT_ENOUGH, 39, 30
    ),
    Row(
        "more than three quarters of 40",
        CONSTRUCTED,
        cast(share(THREE_QUARTERS, YES_NO, strict=True), 41, yes=30, no=10),
        G.NOT_ENOUGH,
        40,
        31,
    ),
    Row("unanimous, three abstain", CONSTRUCTED, cast(UNANIMOUS, 8, yes=5, abstain=3), G.ENOUGH, 5, 5),
    Row("one against it", CONSTRUCTED, cast(UNANIMOUS, 8, yes=5, no=1), G.NOT_ENOUGH, 6, 6),
    Row("nobody for it is not unanimous", CONSTRUCTED, cast(UNANIMOUS, 5, abstain=5), G.NOT_ENOUGH, 0, 1),
    Row("everyone present", CONSTRUCTED, cast(OF_PRESENT, 9, there=8, yes=8), G.ENOUGH, 8, 8, 8),
    Row("one of them abstains", CONSTRUCTED, cast(OF_PRESENT, 9, there=8, yes=7, abstain=1), G.NOT_ENOUGH, 8, 8),
    Row("one of them does not vote", CONSTRUCTED, cast(OF_PRESENT, 9, there=8, yes=7), G.NOT_ENOUGH, 8, 8),
    Row("consent", CONSTRUCTED, cast(CONSENT, 5, yes=4), G.ENOUGH, 4, 4),
    Row("consent, one objects", CONSTRUCTED, cast(CONSENT, 5, yes=4, no=1), G.NOT_ENOUGH, 5, 5),
    Row(
        "more than half of those present",
        CONSTRUCTED,
        cast(share(HALF, PRESENT, strict=True), 41, there=30, yes=15, no=10, abstain=5),
        G.NOT_ENOUGH,
        30,
        16,
    ),
    Row(
        "at least half of those present",
        CONSTRUCTED,
        cast(share(HALF, PRESENT), 41, there=30, yes=15, no=10, abstain=5),
        G.ENOUGH,
        30,
        15,
    ),
    Row(
        "half of those present against half is no tie",
        CONSTRUCTED,
        cast(share(HALF, PRESENT), 41, there=30, yes=15, no=15),
        G.ENOUGH,
        30,
        15,
    ),
    Row(
        "two thirds of those present",
        CONSTRUCTED,
        cast(share(TWO_THIRDS, PRESENT), 41, there=30, yes=20, no=5, abstain=5),
        G.ENOUGH,
        30,
        20,
    ),
    Row(
        "one short of two thirds of those present",
        CONSTRUCTED,
        cast(share(TWO_THIRDS, PRESENT), 41, there=30, yes=19, no=11),
        G.NOT_ENOUGH,
        30,
        20,
    ),
]
STATUTORY_MAJORITIES = [
    Row("21 of 41", "absolute majority", cast(ABSOLUTE, 41, yes=21), G.ENOUGH, 41, 21),
    Row("20 of 41, nobody against", "absolute majority", cast(ABSOLUTE, 41, yes=20, abstain=21), G.NOT_ENOUGH, 41, 21),
    Row("20 of 40 is no tie here", CONSTRUCTED, cast(ABSOLUTE, 40, yes=20, no=20), G.NOT_ENOUGH, 40, 21),
    Row("41 by statute, 38 members", CONSTRUCTED, cast(ABSOLUTE, 41, members=38, yes=21, no=17), G.ENOUGH, 41, 21),
    Row("20 of those 38", CONSTRUCTED, cast(ABSOLUTE, 41, members=38, yes=20, no=18), G.NOT_ENOUGH, 41, 21),
    Row(
        "vacant seats are taken off for the quorum alone",
        CONSTRUCTED,
        cast(ABSOLUTE, 41, members=38, yes=20, no=18, electorate={"vacancies_reduce": True}),
        G.NOT_ENOUGH,
        41,
        21,
    ),
    Row(
        "so are conflicts",
        "GO SH § 38",
        cast(ABSOLUTE, 41, conflicts=4, yes=20, no=17, electorate={"conflicts_reduce": True}),
        G.NOT_ENOUGH,
        41,
        21,
    ),
    Row("or not at all", "GemO BW § 37", cast(ABSOLUTE, 41, conflicts=4, yes=21, no=16), G.ENOUGH, 41, 21),
    Row(
        "both",
        CONSTRUCTED,
        cast(
            ABSOLUTE,
            41,
            members=38,
            conflicts=4,
            yes=21,
            no=13,
            electorate={"conflicts_reduce": True, "vacancies_reduce": True},
        ),
        G.ENOUGH,
        41,
        21,
    ),
    Row("28 are two thirds of 41", CONSTRUCTED, cast(QUALIFIED, 41, yes=28, no=13), G.ENOUGH, 41, 28),
    Row("27 are not", CONSTRUCTED, cast(QUALIFIED, 41, yes=27, no=14), G.NOT_ENOUGH, 41, 28),
    Row("28 are two thirds of 42", CONSTRUCTED, cast(QUALIFIED, 42, yes=28, no=14), G.ENOUGH, 42, 28),
    Row(
        "but not more than two thirds",
        CONSTRUCTED,
        cast(share(TWO_THIRDS, STATUTORY, strict=True), 42, yes=28, no=14),
        G.NOT_ENOUGH,
        42,
        29,
    ),
    Row("two thirds of one", CONSTRUCTED, cast(QUALIFIED, 1, yes=1), G.ENOUGH, 1, 1),
]
TIES = [
    Row("the chair is for it", CONSTRUCTED, cast(CHAIRED, 8, chair=1, yes=4, no=4), G.CHAIR_FOR, 8, 5),
    Row("the chair is against it", CONSTRUCTED, cast(CHAIRED, 8, chair=8, yes=4, no=4), G.CHAIR_NOT_FOR, 8, 5),
    Row("the chair abstains", CONSTRUCTED, cast(CHAIRED, 9, chair=9, yes=4, no=4, abstain=1), G.CHAIR_NOT_FOR, 8, 5),
    Row("the chair does not vote", CONSTRUCTED, cast(CHAIRED, 9, chair=9, yes=4, no=4), G.CHAIR_NOT_FOR, 8, 5),
    Row("the chair is absent", CONSTRUCTED, cast(CHAIRED, 9, chair=9, there=8, yes=4, no=4), G.CHAIR_NOT_FOR, 8, 5),
    Row(
        "the chair is absent, and its proxy votes for it",
        CONSTRUCTED,
        replace(cast(CHAIRED, 8, chair=1, yes=4, no=4), attendance=(2, 3, 4, 5, 6, 7, 8), proxies=(Proxy(1, 2),)),
        G.CHAIR_NOT_FOR,
        8,
        5,
        8,
    ),
    Row(
        "the chair has a conflict",
        CONSTRUCTED,
        cast(CHAIRED, 9, chair=9, conflicts=1, yes=4, no=4),
        G.CHAIR_NOT_FOR,
        8,
        5,
    ),
    Row("there is no chair", CONSTRUCTED, cast(CHAIRED, 8, yes=4, no=4), G.CHAIR_NOT_FOR, 8, 5),
    Row(
        "without a tie the chair has one vote", CONSTRUCTED, cast(CHAIRED, 9, chair=1, yes=4, no=5), G.NOT_ENOUGH, 9, 5
    ),
]
QUORUMS = [
    Row(
        "20 of 41", "NKomVG § 65", cast(NIEDERSACHSEN, 41, there=20, yes=20), G.TOO_FEW_PRESENT, 20, 11, 20, 21, A.USUAL
    ),
    Row(
        "21 of 41 are there",
        "NKomVG § 65",
        cast(NIEDERSACHSEN, 41, there=21, yes=21),
        G.ENOUGH,
        21,
        11,
        21,
        21,
        A.USUAL,
    ),
    Row(
        "20 of 40", "GO NRW § 49", cast(NIEDERSACHSEN, 40, there=20, yes=20), G.TOO_FEW_PRESENT, 20, 11, 20, 21, A.USUAL
    ),
    Row(
        "conflicts reduce the number",
        "GO SH § 38",
        cast(SCHLESWIG_HOLSTEIN, 41, conflicts=4, there=19, yes=10, no=9, electorate={"conflicts_reduce": True}),
        G.ENOUGH,
        19,
        10,
        19,
        19,
        A.USUAL,
    ),
    Row(
        "conflicts do not",
        CONSTRUCTED,
        cast(SCHLESWIG_HOLSTEIN, 41, conflicts=4, there=19, yes=10, no=9),
        G.TOO_FEW_PRESENT,
        19,
        10,
        19,
        21,
        A.USUAL,
    ),
    Row(
        "both conflicts and vacant seats do",
        CONSTRUCTED,
        cast(
            SCHLESWIG_HOLSTEIN,
            41,
            members=38,
            conflicts=4,
            there=17,
            yes=17,
            electorate={"conflicts_reduce": True, "vacancies_reduce": True},
        ),
        G.TOO_FEW_PRESENT,
        17,
        9,
        17,
        18,
        A.USUAL,
    ),
    Row(
        "all have a conflict",
        CONSTRUCTED,
        cast(SIMPLE, 3, conflicts=3),
        G.TOO_FEW_PRESENT,
        0,
        1,
        0,
    ),
    Row(
        "half is enough",
        "GemO BW § 37",
        cast(BADEN_WUERTTEMBERG, 40, there=20, yes=20),
        G.ENOUGH,
        20,
        11,
        20,
        20,
        A.USUAL,
    ),
    Row(
        "19 of 36 that have a vote",
        CONSTRUCTED,
        cast(OF_ENTITLED, 41, members=39, conflicts=3, there=19, yes=10, no=9),
        G.ENOUGH,
        19,
        10,
        19,
        19,
        A.USUAL,
    ),
    Row(
        "18 of them",
        CONSTRUCTED,
        cast(OF_ENTITLED, 41, members=39, conflicts=3, there=18, yes=18),
        G.TOO_FEW_PRESENT,
        18,
        10,
        18,
        19,
        A.USUAL,
    ),
    Row(
        "conflicts cost the quorum",
        CONSTRUCTED,
        cast(NIEDERSACHSEN, 11, conflicts=6, yes=5),
        G.TOO_FEW_PRESENT,
        5,
        3,
        5,
        6,
        A.USUAL,
    ),
    Row(
        "more than half have a conflict: a quarter is enough",
        "GemO BW § 37",
        cast(BADEN_WUERTTEMBERG, 11, conflicts=6, there=3, yes=2, no=1),
        G.ENOUGH,
        3,
        2,
        3,
        3,
        A.CONFLICTS,
    ),
    Row(
        "fewer than a quarter",
        "GemO BW § 37",
        cast(BADEN_WUERTTEMBERG, 11, conflicts=6, there=2, yes=2),
        G.TOO_FEW_PRESENT,
        2,
        2,
        2,
        3,
        A.CONFLICTS,
    ),
    Row(
        "exactly half is not more than half",
        "GemO BW § 37",
        cast(BADEN_WUERTTEMBERG, 10, conflicts=5, there=4, yes=4),
        G.TOO_FEW_PRESENT,
        4,
        3,
        4,
        5,
        A.USUAL,
    ),
    Row(
        "more than half of the seats that are filled",
        CONSTRUCTED,
        cast(BADEN_WUERTTEMBERG, 12, members=10, conflicts=6, there=4, yes=4, electorate={"vacancies_reduce": True}),
        G.ENOUGH,
        4,
        3,
        4,
        3,
        A.CONFLICTS,
    ),
    Row(
        "half of the seats where vacant ones count",
        CONSTRUCTED,
        cast(BADEN_WUERTTEMBERG, 12, members=10, conflicts=6, there=4, yes=4),
        G.TOO_FEW_PRESENT,
        4,
        3,
        4,
        6,
        A.USUAL,
    ),
    Row(
        "three in a second meeting",
        "GemO BW § 37",
        cast(BADEN_WUERTTEMBERG, 41, there=3, yes=2, no=1, second=True),
        G.ENOUGH,
        3,
        2,
        3,
        3,
        A.SECOND_MEETING,
    ),
    Row(
        "two in a second meeting",
        "GO SH § 38",
        cast(SCHLESWIG_HOLSTEIN, 41, there=2, yes=2, second=True),
        G.TOO_FEW_PRESENT,
        2,
        2,
        2,
        3,
        A.SECOND_MEETING,
    ),
    Row(
        "a second meeting for many conflicts",
        CONSTRUCTED,
        cast(BADEN_WUERTTEMBERG, 21, conflicts=11, there=5, yes=5, second=True),
        G.TOO_FEW_PRESENT,
        5,
        3,
        5,
        6,
        A.CONFLICTS,
    ),
    Row(
        "a second meeting where the rule knows none",
        CONSTRUCTED,
        cast(NIEDERSACHSEN, 41, there=3, yes=3, second=True),
        G.TOO_FEW_PRESENT,
        3,
        2,
        3,
        21,
        A.USUAL,
    ),
    Row("five by number", CONSTRUCTED, cast(FIVE, 41, there=5, yes=3, no=2), G.ENOUGH, 5, 3, 5, 5, A.USUAL),
    Row("four by number", CONSTRUCTED, cast(FIVE, 41, there=4, yes=4), G.TOO_FEW_PRESENT, 4, 3, 4, 5, A.USUAL),
    Row("who abstains is there", CONSTRUCTED, cast(FIVE, 41, there=5, yes=1, abstain=4), G.ENOUGH, 1, 1, 5, 5, A.USUAL),
]
WEIGHTS = [
    Row("5 to 3 and 2 is a tie", CONSTRUCTED, cast(SIMPLE, 3, weights=(5, 3, 2), yes=1, no=2), G.TIE_REJECTED, 10, 6),
    Row("5 and 3 to 2", CONSTRUCTED, cast(SIMPLE, 3, weights=(5, 3, 2), yes=2, no=1), G.ENOUGH, 10, 6),
    Row(
        "7 of 12 by statute",
        CONSTRUCTED,
        cast(ABSOLUTE, 4, weights=(5, 2, 3), yes=2, no=1, electorate={"statutory_weight": 12}),
        G.ENOUGH,
        12,
        7,
    ),
    Row(
        "6 of 12 by statute",
        CONSTRUCTED,
        cast(ABSOLUTE, 4, weights=(3, 3, 4), yes=2, no=1, electorate={"statutory_weight": 12}),
        G.NOT_ENOUGH,
        12,
        7,
    ),
    Row(
        "the weight of conflicts and vacant seats taken off for the quorum",
        CONSTRUCTED,
        cast(
            BY_WEIGHT,
            4,
            weights=(4, 2, 3),
            conflicts=1,
            there=1,
            yes=1,
            electorate={"statutory_weight": 12, "conflicts_reduce": True, "vacancies_reduce": True},
        ),
        G.ENOUGH,
        4,
        3,
        1,
        4,
        A.USUAL,
    ),
    Row(
        "but not for the majority",
        CONSTRUCTED,
        cast(
            ABSOLUTE,
            4,
            weights=(5, 2, 3),
            conflicts=1,
            yes=1,
            no=1,
            electorate={"statutory_weight": 12, "conflicts_reduce": True, "vacancies_reduce": True},
        ),
        G.NOT_ENOUGH,
        12,
        7,
    ),
    Row(
        "a quorum by weight, missed by two of three heads",
        "special-purpose association",
        cast(BY_WEIGHT, 3, weights=(3, 2, 5), there=2, yes=2, electorate={"statutory_weight": 10}),
        G.TOO_FEW_PRESENT,
        5,
        3,
        2,
        6,
        A.USUAL,
    ),
    Row(
        "a quorum by weight, met by one head",
        "special-purpose association",
        cast(BY_WEIGHT, 3, weights=(6, 2, 2), there=1, yes=1, electorate={"statutory_weight": 10}),
        G.ENOUGH,
        6,
        4,
        1,
        6,
        A.USUAL,
    ),
    Row(
        "a quorum by weight of those that have a vote",
        CONSTRUCTED,
        cast(WEIGHT_OF_ENTITLED, 3, weights=(4, 3, 9), conflicts=1, there=1, yes=1),
        G.ENOUGH,
        4,
        3,
        1,
        4,
        A.USUAL,
    ),
]
_TWO = by(RulePreset.SIMPLE, quorum=NumberQuorum(2), proxies=True)
PROXIES = [
    Row(
        "one there votes otherwise for another",
        CONSTRUCTED,
        cast(_TWO, 3, there=1, yes=1, no=1, proxies=(Proxy(2, 1),)),
        G.TIE_REJECTED,
        2,
        2,
        2,
        2,
        A.USUAL,
    ),
    Row(
        "a proxy who is not there brings nobody",
        CONSTRUCTED,
        cast(_TWO, 3, there=1, yes=1, proxies=(Proxy(2, 3),)),
        G.TOO_FEW_PRESENT,
        1,
        1,
        1,
        2,
        A.USUAL,
    ),
    Row(
        "a proxy with a conflict neither",
        CONSTRUCTED,
        replace(cast(_TWO, 3, conflicts=1, there=1, yes=1, proxies=(Proxy(2, 3),)), attendance=(1, 3)),
        G.TOO_FEW_PRESENT,
        1,
        1,
        1,
        2,
        A.USUAL,
    ),
    Row(
        "a principal with a conflict is not brought",
        CONSTRUCTED,
        cast(_TWO, 3, conflicts=1, there=1, yes=1, proxies=(Proxy(3, 1),)),
        G.TOO_FEW_PRESENT,
        1,
        1,
        1,
        2,
        A.USUAL,
    ),
    Row(
        "a proxy's proxy does not pass on",
        CONSTRUCTED,
        cast(by(RulePreset.SIMPLE, quorum=NumberQuorum(3), proxies=True), 3, there=1, yes=2,
             proxies=(Proxy(2, 1), Proxy(3, 2))),
        G.TOO_FEW_PRESENT,
        2,
        2,
        2,
        3,
        A.USUAL,
    ),
]  # fmt: skip
COUNTS = [
    Row(
        "a secret ballot, 12 to 11",
        CONSTRUCTED,
        cast(NIEDERSACHSEN, 41, there=0, count=VoteCount(12, 11, 1, 1, present=25)),
        G.ENOUGH,
        23,
        12,
        25,
        21,
        A.USUAL,
    ),
    Row(
        "counted with too few there",
        CONSTRUCTED,
        cast(NIEDERSACHSEN, 41, there=0, count=VoteCount(12, 8, present=20)),
        G.TOO_FEW_PRESENT,
        20,
        11,
        20,
        21,
        A.USUAL,
    ),
    Row(
        "those there recorded by name",
        CONSTRUCTED,
        cast(NIEDERSACHSEN, 41, there=22, count=VoteCount(12, 8)),
        G.ENOUGH,
        20,
        11,
        22,
        21,
        A.USUAL,
    ),
    Row(
        "a tie, the chair said yes",
        CONSTRUCTED,
        cast(CHAIRED, 8, count=VoteCount(4, 4, chair=Vote.YES)),
        G.CHAIR_FOR,
        8,
    ),
    Row("a tie, the chair's vote unknown", CONSTRUCTED, cast(CHAIRED, 8, count=VoteCount(4, 4)), G.CHAIR_NOT_FOR, 8),
    Row(
        "two thirds of those there by the count",
        CONSTRUCTED,
        cast(share(TWO_THIRDS, PRESENT), 41, there=0, count=VoteCount(16, 4, 5, present=25)),
        G.NOT_ENOUGH,
        25,
        17,
        25,
    ),
    Row(
        "by weight",
        CONSTRUCTED,
        cast(BY_WEIGHT, 4, weights=(5, 5, 5, 5), there=0, count=VoteCount(10, 5, present=3, present_weight=15),
             electorate={"statutory_weight": 20}),
        G.ENOUGH,
        15,
        8,
        3,
        11,
        A.USUAL,
    ),
]  # fmt: skip
SILENT, CIRCULAR = VotingMode.SILENT, VotingMode.CIRCULAR
OTHERWISE = [
    Row("silence", CONSTRUCTED, cast(SIMPLE, 9, mode=SILENT), G.NO_OBJECTION),
    Row("one objects", CONSTRUCTED, cast(SIMPLE, 9, mode=SILENT, objections=(4,)), G.OBJECTED),
    Row(
        "one with a conflict objects",
        CONSTRUCTED,
        cast(SIMPLE, 9, conflicts=1, mode=SILENT, objections=(9,)),
        G.NO_OBJECTION,
    ),
    Row("one that is no member objects", CONSTRUCTED, cast(SIMPLE, 9, mode=SILENT, objections=(10,)), G.NO_OBJECTION),
    Row(
        "21 of 41 answer",
        CONSTRUCTED,
        cast(NIEDERSACHSEN, 41, mode=CIRCULAR, yes=15, no=6),
        G.ENOUGH,
        21,
        11,
        21,
        21,
        A.USUAL,
    ),
    Row(
        "20 of 41 answer",
        CONSTRUCTED,
        cast(NIEDERSACHSEN, 41, mode=CIRCULAR, yes=20),
        G.TOO_FEW_PRESENT,
        20,
        11,
        20,
        21,
        A.USUAL,
    ),
    Row(
        "all must agree to a circulation, one does not",
        CONSTRUCTED,
        cast(ALL_AGREE, 9, mode=CIRCULAR, yes=9, agreeing=tuple(range(1, 9))),
        G.TOO_FEW_AGREE,
        9,
        5,
        9,
        5,
        A.USUAL,
    ),
    Row(
        "all agree",
        CONSTRUCTED,
        cast(ALL_AGREE, 9, mode=CIRCULAR, yes=5, no=4, agreeing=tuple(range(1, 10))),
        G.ENOUGH,
        9,
        5,
        9,
        5,
        A.USUAL,
    ),
    Row(
        "all that have a vote agree",
        CONSTRUCTED,
        cast(ALL_AGREE, 9, conflicts=1, mode=CIRCULAR, yes=5, no=3, agreeing=tuple(range(1, 9))),
        G.ENOUGH,
        8,
        5,
        8,
        5,
        A.USUAL,
    ),
]
ROWS = [*MAJORITIES, *STATUTORY_MAJORITIES, *TIES, *QUORUMS, *WEIGHTS, *PROXIES, *COUNTS, *OTHERWISE]
RESULTS = {
    G.ENOUGH: VotingResult.ADOPTED,
    G.NOT_ENOUGH: VotingResult.REJECTED,
    G.TIE_REJECTED: VotingResult.REJECTED,
    G.CHAIR_FOR: VotingResult.ADOPTED,
    G.CHAIR_NOT_FOR: VotingResult.REJECTED,
    G.TOO_FEW_PRESENT: VotingResult.NO_QUORUM,
    G.TOO_FEW_AGREE: VotingResult.NO_CONSENT,
    G.NO_OBJECTION: VotingResult.ADOPTED,
    G.OBJECTED: VotingResult.REJECTED,
}
"""What each reason means."""
