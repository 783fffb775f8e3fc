"""The outcome of a voting, with the arithmetic that it follows from."""

from dataclasses import dataclass
from enum import StrEnum

from events.voting.rule import Heads, Votes


class VotingResult(StrEnum):
    """What came of a voting (Ergebnis)."""

    ADOPTED = "ADOPTED"
    """It is adopted (angenommen)."""
    REJECTED = "REJECTED"
    """It is rejected (abgelehnt)."""
    NO_QUORUM = "NO_QUORUM"
    """Too few were there: nothing is decided (nicht beschlussfähig)."""
    NO_CONSENT = "NO_CONSENT"
    """Too few agreed to decide by circulation: nothing is decided (Umlaufverfahren nicht zulässig)."""


class OutcomeReason(StrEnum):
    """Why it came out so (Grund)."""

    ENOUGH = "ENOUGH"
    """As many said yes as are needed (Mehrheit erreicht)."""
    NOT_ENOUGH = "NOT_ENOUGH"
    """Fewer said yes than are needed (Mehrheit verfehlt)."""
    TIE_REJECTED = "TIE_REJECTED"
    """As many said yes as no (Stimmengleichheit)."""
    CHAIR_FOR = "CHAIR_FOR"
    """It was a tie, and the chair said yes (Vorsitz dafür)."""
    CHAIR_NOT_FOR = "CHAIR_NOT_FOR"
    """It was a tie, and the chair did not say yes (Vorsitz nicht dafür)."""
    TOO_FEW_PRESENT = "TOO_FEW_PRESENT"
    """Fewer were present than must be (nicht beschlussfähig)."""
    TOO_FEW_AGREE = "TOO_FEW_AGREE"
    """Fewer agreed to a circulation than must (Umlaufverfahren abgelehnt)."""
    NO_OBJECTION = "NO_OBJECTION"
    """Nobody objected by the deadline (kein Einwand)."""
    OBJECTED = "OBJECTED"
    """Somebody objected (Einwand)."""


class AppliedQuorum(StrEnum):
    """Which quorum of the rule held (angewandte Beschlussfähigkeit)."""

    USUAL = "USUAL"
    """The usual one (regulär)."""
    SECOND_MEETING = "SECOND_MEETING"
    """That of a second meeting (zweite Sitzung)."""
    CONFLICTS = "CONFLICTS"
    """That for many conflicts of interest (Befangenheit)."""


@dataclass(frozen=True)
class VotingOutcome:
    """What came of a voting, and the arithmetic that says so. Members are counted in heads, votes in weights
    (Ergebnis mit Rechenweg)."""

    result: VotingResult
    """What came of it (Ergebnis)."""
    reason: OutcomeReason
    """Why (Grund)."""
    statutory: Heads
    """The statutory number, less what the body's statutes take off (gesetzliche Mitgliederzahl)."""
    entitled: Heads
    """Members that have a vote, less those with a conflict (stimmberechtigt)."""
    conflicted: Heads
    """Members with voting right and a conflict of interest (befangen)."""
    present: Heads
    """Of those entitled, who was there or was represented by one who was; of a circulation, who answered (anwesend)."""
    present_weight: Votes
    """The weight of their votes (Stimmgewicht der Anwesenden)."""
    yes: Votes
    """For it (Ja)."""
    no: Votes
    """Against it (Nein)."""
    abstain: Votes
    """Abstentions (Enthaltungen)."""
    invalid: Votes
    """Invalid ballots (ungültig)."""
    quorum: AppliedQuorum | None = None
    """Which quorum held; none: the rule asks for none, or it was a silent procedure (angewandte Beschlussfähigkeit)."""
    quorum_needed: Votes | None = None
    """How many must be there for it (nötig anwesend)."""
    base: Votes | None = None
    """Of how much the majority is reckoned; none in a silent procedure (Bezugsgröße)."""
    needed: Votes | None = None
    """The least number of yes that is enough (erforderlich)."""
    objections: Heads = 0
    """Members that objected in a silent procedure (Einwände)."""
