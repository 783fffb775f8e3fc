"""Rules of decision of a body: given with a named majority or an exact share, for a matter or in general."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from events.refs import BodyRef
from events.terms import Code
from events.voting.rule import (
    PRESETS,
    DecisionRule,
    Heads,
    Modes,
    NumberQuorum,
    Quorum,
    QuorumOf,
    RulePreset,
    ShareQuorum,
    Threshold,
    TieRule,
    VotingMode,
)

MEETING: Modes = (VotingMode.MEETING,)
"""How it is decided where nothing else is said."""


@dataclass(frozen=True)
class QuorumTerms:
    """How many must be present: a number or a share, one of the two (Beschlussfähigkeit)."""

    members: Heads | None = None
    """So many; none: a share is given (Mindestzahl)."""
    share: Fraction | None = None
    """The share, from 0 to 1; none: a number is given (Anteil)."""
    of: QuorumOf = QuorumOf.STATUTORY
    """Of what the share is reckoned (Bezugsgröße)."""
    strict: bool = False
    """Whether more than the share is needed; otherwise the share is enough (mehr als)."""


@dataclass(frozen=True)
class RuleTerms:
    """By which rule a body decides: a majority by its name or by its share (Abstimmungsregel)."""

    threshold: Threshold | None = None
    """How many must say yes; left out where the majority is given by its name (erforderliche Mehrheit)."""
    preset: RulePreset | None = None
    """The name of the majority; none: it has none (Bezeichnung der Mehrheit)."""
    modes: Modes | None = None
    """The ways in which it may be decided, one at least; left out: in a meeting (zulässige Verfahren)."""
    quorum: QuorumTerms | None = None
    """How many must be present; none: any number will do (Beschlussfähigkeit)."""
    second_quorum: QuorumTerms | None = None
    """How many must be in a second meeting, called because the first lacked the quorum and announced as such; none: as
    many as in the first (Beschlussfähigkeit in zweiter Sitzung)."""
    conflict_quorum: QuorumTerms | None = None
    """How many must be present where more than half of the statutory number has a conflict of interest; none: as many
    as otherwise (Beschlussfähigkeit bei Befangenheit)."""
    weighted_quorum: bool = False
    """Whether weights are counted for the quorum instead of heads (nach Stimmgewicht)."""
    tie: TieRule = TieRule.REJECTED
    """What a tie means (Stimmengleichheit)."""
    abstention: bool = True
    """Whether members may abstain (Enthaltung zulässig)."""
    proxies: bool = False
    """Whether members may let another vote for them (Stimmübertragung zulässig)."""
    circular_consent: Fraction | None = None
    """The share of those entitled to vote that must agree to a circulation, from 0 to 1; none: nobody is asked
    (Zustimmung zum Umlaufverfahren)."""


@dataclass(frozen=True)
class BodyRule:
    """By which rule a body decides from a day on (Abstimmungsregel eines Gremiums)."""

    since: date
    """The first day (gilt ab)."""
    matter: Code | None
    """For which matter of the county's list; none: for all that have no rule of their own (Angelegenheit)."""
    rule: RuleTerms | None
    """The rule; none: the general rule holds for the matter from then on (Abstimmungsregel)."""


def rule_of(terms: RuleTerms) -> DecisionRule:
    """The rule of terms that were taken in: of such, threshold and modes are always told."""
    threshold = terms.threshold
    if threshold is None:
        threshold = PRESETS[terms.preset or RulePreset.SIMPLE]
    return DecisionRule(
        threshold=threshold,
        preset=terms.preset,
        modes=terms.modes or MEETING,
        quorum=_quorum(terms.quorum),
        second_quorum=_quorum(terms.second_quorum),
        conflict_quorum=_quorum(terms.conflict_quorum),
        weighted_quorum=terms.weighted_quorum,
        tie=terms.tie,
        abstention=terms.abstention,
        proxies=terms.proxies,
        circular_consent=terms.circular_consent,
    )


def _quorum(terms: QuorumTerms | None) -> Quorum | None:
    if terms is None:
        return None
    if terms.share is not None:
        return ShareQuorum(terms.share, terms.of, terms.strict)
    return NumberQuorum(terms.members or 0)


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DecisionRuleAdopted:
    """A body decides by a rule from a day on (Abstimmungsregel beschlossen)."""

    matter: Code | None
    """For which matter; none: for all that have no rule of their own (Angelegenheit)."""
    terms: RuleTerms
    """The rule, with its threshold also where the majority has a name, and its modes (Abstimmungsregel)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class DecisionRuleRetired:
    """A body's general rule holds for a matter again from a day on (Abstimmungsregel aufgehoben)."""

    matter: Code
    """The matter (Angelegenheit)."""
    on: date
    """The first day (gilt ab)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AdoptDecisionRule:
    """Record by which rule a body decides a matter from a day on, or whatever has no rule of its own. Votings that have
    been opened keep theirs (Abstimmungsregel beschließen)."""

    id: BodyRef
    """The body (Gremium)."""
    on: date
    """The first day (gilt ab)."""
    terms: RuleTerms
    """The rule (Abstimmungsregel)."""
    matter: Code | None = None
    """The code of the matter in the county's list; none: for all that have no rule of their own (Angelegenheit)."""


@dataclass(frozen=True)
class RetireDecisionRule:
    """Record that the general rule holds for a matter from a day on (Abstimmungsregel aufheben)."""

    id: BodyRef
    """The body (Gremium)."""
    matter: Code
    """The code of the matter (Angelegenheit)."""
    on: date
    """The first day (gilt ab)."""
