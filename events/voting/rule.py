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
    """Of what a share of yes votes is reckoned (Bezugsgröße)."""

    YES_NO = "YES_NO"
    """Of the votes for yes and no; abstentions do not count (abgegebene Ja- und Nein-Stimmen)."""
    PRESENT = "PRESENT"
    """Of all that are present, also of those who abstain or do not vote (Anwesende)."""
    STATUTORY = "STATUTORY"
    """Of the statutory number of members (gesetzliche Mitgliederzahl)."""


class QuorumOf(StrEnum):
    """Of what a share of those present is reckoned (Bezugsgröße der Beschlussfähigkeit)."""

    STATUTORY = "STATUTORY"
    """Of the statutory number of members (gesetzliche Mitgliederzahl)."""
    ENTITLED = "ENTITLED"
    """Of the members that have a vote on the matter (stimmberechtigte Mitglieder)."""


class TieRule(StrEnum):
    """What a tie means (Stimmengleichheit)."""

    REJECTED = "REJECTED"
    """It is rejected (abgelehnt)."""
    CHAIR_DECIDES = "CHAIR_DECIDES"
    """The chair's own vote decides; without one it is rejected (Stimme des Vorsitzes entscheidet)."""


class VotingMode(StrEnum):
    """In which way it is decided (Verfahren)."""

    MEETING = "MEETING"
    """In a meeting (Sitzung)."""
    CIRCULAR = "CIRCULAR"
    """By circulation (Umlaufbeschluss)."""
    SILENT = "SILENT"
    """Adopted unless somebody objects by a day (Verschweigungsverfahren)."""


class RulePreset(StrEnum):
    """Majorities with a name (Mehrheit)."""

    SIMPLE = "SIMPLE"
    """More yes than no; abstentions do not count (einfache Mehrheit: NKomVG § 66, GO SH § 39)."""
    ABSOLUTE = "ABSOLUTE"
    """More than half of the statutory number (absolute Mehrheit der gesetzlichen Mitgliederzahl)."""
    TWO_THIRDS = "TWO_THIRDS"
    """At least two thirds of the statutory number (qualifizierte Mehrheit)."""
    UNANIMOUS = "UNANIMOUS"
    """No vote against it; abstentions do not stand against it (Einstimmigkeit)."""
    UNANIMOUS_OF_PRESENT = "UNANIMOUS_OF_PRESENT"
    """A yes of everyone present (Einstimmigkeit der Anwesenden)."""
    CONSENT = "CONSENT"
    """Nobody objects (Konsent, „kein Einwand“)."""


@dataclass(frozen=True)
class Threshold:
    """How many must say yes (erforderliche Mehrheit)."""

    share: Fraction
    """The share, above 0 and at most 1 (Anteil)."""
    base: ThresholdOf
    """Of what (Bezugsgröße)."""
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
    """So many must be present (Mindestzahl)."""

    members: Heads
    """How many (Anzahl)."""


@dataclass(frozen=True)
class ShareQuorum:
    """A share must be present (Anteil)."""

    share: Fraction
    """The share, from 0 to 1 (Anteil)."""
    of: QuorumOf
    """Of what (Bezugsgröße)."""
    strict: bool = False
    """Whether more than the share is needed; otherwise the share is enough (mehr als)."""


Quorum = NumberQuorum | ShareQuorum
"""How many must be present for a vote to count (Beschlussfähigkeit)."""
Modes = Annotated[tuple[VotingMode, ...], Many(3)]


@dataclass(frozen=True, kw_only=True)
class RuleOptions:
    """What a rule says besides its majority and its quorum."""

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
class DecisionRule(RuleOptions):
    """By which rule a body decides (Abstimmungsregel)."""

    threshold: Threshold
    """How many must say yes (erforderliche Mehrheit)."""
    preset: RulePreset | None = None
    """By which name the majority was given, where it was (Bezeichnung der Mehrheit)."""
    modes: Modes = (VotingMode.MEETING,)
    """The ways in which it may be decided (zulässige Verfahren)."""
    quorum: Quorum | None = None
    """How many must be present; none: any number will do (Beschlussfähigkeit)."""
    second_quorum: Quorum | None = None
    """How many must be in a second meeting, called because the first lacked the quorum and announced as such; none: as
    many as in the first (Beschlussfähigkeit in zweiter Sitzung)."""
    conflict_quorum: Quorum | None = None
    """How many must be present where more than half of the statutory number has a conflict of interest; none: as many
    as otherwise (Beschlussfähigkeit bei Befangenheit)."""
