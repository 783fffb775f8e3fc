"""Decision rules: how many must be there, how many must agree, and in which ways it may be decided.

Nothing is rounded: shares are exact fractions, and what they ask for is the least whole number that reaches them.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from events.values import Many, Whole

Heads = Annotated[int, Whole(0, 10_000)]
Weight = Annotated[int, Whole(1, 1_000_000)]
Votes = Annotated[int, Whole(0, 1_000_000_000)]


class ThresholdOf(StrEnum):
    """What the required share of yes votes is calculated from (Bezugsgröße)."""

    YES_NO = "YES_NO"
    """The yes and no votes; abstentions do not count (abgegebene Ja- und Nein-Stimmen)."""
    PRESENT = "PRESENT"
    """Everyone present, including those who abstain or do not vote (Anwesende)."""
    STATUTORY = "STATUTORY"
    """The statutory number of members (gesetzliche Mitgliederzahl)."""


class QuorumOf(StrEnum):
    """What the required share of those present is calculated from (Bezugsgröße der Beschlussfähigkeit)."""

    STATUTORY = "STATUTORY"
    """The statutory number of members (gesetzliche Mitgliederzahl)."""
    ENTITLED = "ENTITLED"
    """The members that have a vote on the matter (stimmberechtigte Mitglieder)."""


class TieRule(StrEnum):
    """What a tie means (Stimmengleichheit)."""

    REJECTED = "REJECTED"
    """The decision is rejected (abgelehnt)."""
    CHAIR_DECIDES = "CHAIR_DECIDES"
    """The chair's own vote decides; without one the decision is rejected (Stimme des Vorsitzes entscheidet)."""


class VotingMode(StrEnum):
    """How a decision is taken (Verfahren)."""

    MEETING = "MEETING"
    """In a meeting (Sitzung)."""
    CIRCULAR = "CIRCULAR"
    """By circulation (Umlaufbeschluss)."""
    SILENT = "SILENT"
    """By silent procedure: adopted unless a member objects by the deadline (Verschweigungsverfahren)."""


class RulePreset(StrEnum):
    """A majority that has a name (Mehrheit)."""

    SIMPLE = "SIMPLE"
    """More yes votes than no votes; abstentions do not count (einfache Mehrheit: NKomVG § 66, GO SH § 39)."""
    ABSOLUTE = "ABSOLUTE"
    """Yes votes from more than half of the statutory number of members (absolute Mehrheit der gesetzlichen
    Mitgliederzahl)."""
    TWO_THIRDS = "TWO_THIRDS"
    """Yes votes from at least two thirds of the statutory number of members (qualifizierte Mehrheit)."""
    UNANIMOUS = "UNANIMOUS"
    """No votes against; abstentions do not prevent it (Einstimmigkeit)."""
    UNANIMOUS_OF_PRESENT = "UNANIMOUS_OF_PRESENT"
    """A yes vote from everyone present (Einstimmigkeit der Anwesenden)."""
    CONSENT = "CONSENT"
    """Nobody objects (Konsent, „kein Einwand“)."""


@dataclass(frozen=True)
class Threshold:
    """How many must vote yes (erforderliche Mehrheit)."""

    share: Fraction
    """The share, above 0 and at most 1 (Anteil)."""
    base: ThresholdOf
    """What the share is calculated from (Bezugsgröße)."""
    strict: bool = False
    """Whether more than the share is needed; otherwise the share is enough (mehr als)."""


PRESETS: dict[RulePreset, Threshold] = {
    RulePreset.SIMPLE: Threshold(Fraction(1, 2), ThresholdOf.YES_NO, strict=True),
    RulePreset.ABSOLUTE: Threshold(Fraction(1, 2), ThresholdOf.STATUTORY, strict=True),
    RulePreset.TWO_THIRDS: Threshold(Fraction(2, 3), ThresholdOf.STATUTORY),
    RulePreset.UNANIMOUS: Threshold(Fraction(1), ThresholdOf.YES_NO),
    RulePreset.UNANIMOUS_OF_PRESENT: Threshold(Fraction(1), ThresholdOf.PRESENT),
    RulePreset.CONSENT: Threshold(Fraction(1), ThresholdOf.YES_NO),
}
"""What the names stand for."""


@dataclass(frozen=True)
class NumberQuorum:
    """A fixed number of members that must be present (Mindestzahl)."""

    members: Heads
    """How many (Anzahl)."""


@dataclass(frozen=True)
class ShareQuorum:
    """A share that must be present (Anteil)."""

    share: Fraction
    """The share, from 0 to 1 (Anteil)."""
    of: QuorumOf
    """What the share is calculated from (Bezugsgröße)."""
    strict: bool = False
    """Whether more than the share is needed; otherwise the share is enough (mehr als)."""


Quorum = NumberQuorum | ShareQuorum
"""How many must be present for a vote to count (Beschlussfähigkeit)."""
Modes = Annotated[tuple[VotingMode, ...], Many(3)]


@dataclass(frozen=True, kw_only=True)
class RuleOptions:
    """What a rule says besides its majority and its quorum."""

    weighted_quorum: bool = False
    """Whether the quorum counts the weight of votes instead of heads (nach Stimmgewicht)."""
    tie: TieRule = TieRule.REJECTED
    """What a tie means (Stimmengleichheit)."""
    abstention: bool = True
    """Whether members may abstain (Enthaltung zulässig)."""
    proxies: bool = False
    """Whether members may let another member vote for them (Stimmübertragung zulässig)."""
    circular_consent: Fraction | None = None
    """The share of those entitled to vote that must agree to a circulation, from 0 to 1; null if nobody has to agree
    (Zustimmung zum Umlaufverfahren)."""


@dataclass(frozen=True)
class DecisionRule(RuleOptions):
    """The rule by which a body decides (Abstimmungsregel)."""

    threshold: Threshold
    """How many must vote yes (erforderliche Mehrheit)."""
    preset: RulePreset | None = None
    """The name by which the majority was given; null if it was given as a threshold (Bezeichnung der Mehrheit)."""
    modes: Modes = (VotingMode.MEETING,)
    """The ways in which decisions may be taken (zulässige Verfahren)."""
    quorum: Quorum | None = None
    """How many must be present; null if any number is enough (Beschlussfähigkeit)."""
    second_quorum: Quorum | None = None
    """How many must be present in a second meeting that was called because the first lacked a quorum, and announced as
    such; null for as many as in the first (Beschlussfähigkeit in zweiter Sitzung)."""
    conflict_quorum: Quorum | None = None
    """How many must be present if more than half of the statutory number has a conflict of interest; null for as many
    as otherwise (Beschlussfähigkeit bei Befangenheit)."""
