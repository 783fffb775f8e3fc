"""Rules of decision of a body: given with a named majority or an exact share, for a matter or in general."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from events.dated import Since
from events.decider import Rejected, recorded, require
from events.rules import check_not_empty
from events.terms import Code
from events.voting.rule import (
    PRESETS,
    DecisionRule,
    Heads,
    Modes,
    NumberQuorum,
    Quorum,
    QuorumOf,
    RuleOptions,
    RulePreset,
    ShareQuorum,
    Threshold,
    VotingMode,
)

MEETING: Modes = (VotingMode.MEETING,)
"""How it is decided where nothing else is said."""
_FINEST = 10_000
_ALL = Fraction(1)
At = Callable[[str], str]
"""The command's field that a part of the terms stands in."""


@dataclass(frozen=True)
class QuorumTerms:
    """How many must be present: either a number or a share (Beschlussfähigkeit)."""

    members: Heads | None = None
    """The number; null if a share is given (Mindestzahl)."""
    share: Fraction | None = None
    """The share, from 0 to 1; null if a number is given (Anteil)."""
    of: QuorumOf = QuorumOf.STATUTORY
    """What the share is calculated from (Bezugsgröße)."""
    strict: bool = False
    """Whether more than the share is needed; otherwise the share is enough (mehr als)."""


@dataclass(frozen=True)
class RuleTerms(RuleOptions):
    """The rule by which a body decides; the majority is given by its name or by its share (Abstimmungsregel)."""

    threshold: Threshold | None = None
    """How many must vote in favour; leave out if the majority is given by its name (erforderliche Mehrheit)."""
    preset: RulePreset | None = None
    """The name of the majority; null if it has none (Bezeichnung der Mehrheit)."""
    modes: Modes | None = None
    """The permitted procedures, at least one; by default, in a meeting (zulässige Verfahren)."""
    quorum: QuorumTerms | None = None
    """How many must be present; null if any number is enough (Beschlussfähigkeit)."""
    second_quorum: QuorumTerms | None = None
    """How many must be present in a second meeting that was called for lack of a quorum and announced as such; null if
    as many as in the first (Beschlussfähigkeit in zweiter Sitzung)."""
    conflict_quorum: QuorumTerms | None = None
    """How many must be present if more than half of the statutory number has a conflict of interest; null if as many as
    otherwise (Beschlussfähigkeit bei Befangenheit)."""


@dataclass(frozen=True)
class BodyRule(Since):
    """The rule by which a body decides from a day on (Abstimmungsregel eines Gremiums)."""

    matter: Code | None
    """For which matter of the county's list; null for all matters without a rule of their own (Angelegenheit)."""
    rule: RuleTerms | None
    """The rule; null if the general rule applies to the matter from then on (Abstimmungsregel)."""


def rule_of(terms: RuleTerms) -> DecisionRule:
    """The rule of terms that were taken in: of such, threshold and modes are always told."""
    threshold = terms.threshold
    if threshold is None:
        threshold = PRESETS[terms.preset or RulePreset.SIMPLE]
    return recorded(
        DecisionRule,
        terms,
        threshold=threshold,
        modes=terms.modes or MEETING,
        quorum=_quorum(terms.quorum),
        second_quorum=_quorum(terms.second_quorum),
        conflict_quorum=_quorum(terms.conflict_quorum),
    )


def _quorum(terms: QuorumTerms | None) -> Quorum | None:
    if terms is None:
        return None
    if terms.share is not None:
        return ShareQuorum(terms.share, terms.of, terms.strict)
    return NumberQuorum(terms.members or 0)


# --- What terms may say --------------------------------------------------------------------------------------


def taken(terms: RuleTerms, at: At) -> RuleTerms:
    """The terms with threshold and modes told. Raises `Rejected` where they say nothing, too much or
    what cannot be (THRESHOLD_REQUIRED, CONTRADICTION, NOT_A_SHARE, UNREACHABLE, EMPTY, NUMBER_OR_SHARE)."""
    named = PRESETS[terms.preset] if terms.preset is not None else None
    threshold = terms.threshold or named
    if threshold is None:
        raise Rejected(
            "THRESHOLD_REQUIRED",
            at("threshold"),
            "Say how many must agree: by the name of the majority, or by its share.",
        )
    require(
        named in (None, threshold),
        "CONTRADICTION",
        at("threshold"),
        "That majority has another share; give the name alone, or the share alone.",
    )
    _check_share(threshold.share, at("threshold"))
    require(threshold.share > 0, "NOT_A_SHARE", at("threshold"), "The share that must agree must be more than 0.")
    _check_reachable(threshold.share, threshold.strict, at("threshold"))
    check_not_empty(terms.modes, at("modes"))
    if terms.circular_consent is not None:
        _check_share(terms.circular_consent, at("circular_consent"))
    return replace(
        terms,
        threshold=threshold,
        modes=tuple(mode for mode in VotingMode if mode in (terms.modes or MEETING)),
        quorum=_taken_quorum(terms.quorum, at("quorum")),
        second_quorum=_taken_quorum(terms.second_quorum, at("second_quorum")),
        conflict_quorum=_taken_quorum(terms.conflict_quorum, at("conflict_quorum")),
    )


def _taken_quorum(terms: QuorumTerms | None, field: str) -> QuorumTerms | None:
    if terms is None:
        return None
    require(
        (terms.members is None) != (terms.share is None),
        "NUMBER_OR_SHARE",
        field,
        "Say how many must be present: either as a number or as a share.",
    )
    if terms.share is None:
        return QuorumTerms(members=terms.members)
    _check_share(terms.share, field)
    _check_reachable(terms.share, terms.strict, field)
    return terms


def _check_share(share: Fraction, field: str) -> None:
    require(
        0 <= share <= 1 and share.denominator <= _FINEST,
        "NOT_A_SHARE",
        field,
        "A share must be from 0 to 1, with a denominator of at most {most}.",
        most=_FINEST,
    )


def _check_reachable(share: Fraction, strict: bool, field: str) -> None:
    require(
        not (strict and share == _ALL),
        "UNREACHABLE",
        field,
        "More than all can never be reached; ask for all of them, or for a smaller share.",
    )
