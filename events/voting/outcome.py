"""The outcome of a voting, with the arithmetic that it follows from."""

from dataclasses import dataclass
from enum import StrEnum

from events.voting.rule import Heads, Votes


class VotingResult(StrEnum):
    """The result of a voting (Ergebnis)."""

    ADOPTED = "ADOPTED"
    """Adopted (angenommen)."""
    REJECTED = "REJECTED"
    """Rejected (abgelehnt)."""
    NO_QUORUM = "NO_QUORUM"
    """No quorum, so nothing is decided (nicht beschlussfähig)."""
    NO_CONSENT = "NO_CONSENT"
    """Too few members agreed to a circulation, so nothing is decided (Umlaufverfahren nicht zulässig)."""


class OutcomeReason(StrEnum):
    """Why a voting has its result (Grund)."""

    ENOUGH = "ENOUGH"
    """Enough votes in favour (Mehrheit erreicht)."""
    NOT_ENOUGH = "NOT_ENOUGH"
    """Too few votes in favour (Mehrheit verfehlt)."""
    TIE_REJECTED = "TIE_REJECTED"
    """A tie (Stimmengleichheit)."""
    CHAIR_FOR = "CHAIR_FOR"
    """A tie, and the chair voted in favour (Vorsitz dafür)."""
    CHAIR_NOT_FOR = "CHAIR_NOT_FOR"
    """A tie, and the chair did not vote in favour (Vorsitz nicht dafür)."""
    TOO_FEW_PRESENT = "TOO_FEW_PRESENT"
    """Too few members present (nicht beschlussfähig)."""
    TOO_FEW_AGREE = "TOO_FEW_AGREE"
    """Too few members agreed to a circulation (Umlaufverfahren abgelehnt)."""
    NO_OBJECTION = "NO_OBJECTION"
    """Nobody objected by the deadline (kein Einwand)."""
    OBJECTED = "OBJECTED"
    """At least one member objected (Einwand)."""


class AppliedQuorum(StrEnum):
    """Which quorum of the rule applied (angewandte Beschlussfähigkeit)."""

    USUAL = "USUAL"
    """The usual one (regulär)."""
    SECOND_MEETING = "SECOND_MEETING"
    """That of a second meeting (zweite Sitzung)."""
    CONFLICTS = "CONFLICTS"
    """That for many conflicts of interest (Befangenheit)."""


@dataclass(frozen=True)
class VotingOutcome:
    """The outcome of a voting and how it was calculated. Members are counted by head, votes by weight (Ergebnis mit
    Rechenweg)."""

    result: VotingResult
    """The result (Ergebnis)."""
    reason: OutcomeReason
    """Why the voting has this result (Grund)."""
    statutory: Heads
    """The statutory number of members, less conflicts of interest and vacant seats if they reduce it (gesetzliche
    Mitgliederzahl)."""
    entitled: Heads
    """Members that can vote, excluding those with a conflict of interest (stimmberechtigt)."""
    conflicted: Heads
    """Members with voting rights and a conflict of interest (befangen)."""
    present: Heads
    """Entitled members that were present or whose proxy was; in a circulation, those that answered (anwesend)."""
    present_weight: Votes
    """The total weight of their votes (Stimmgewicht der Anwesenden)."""
    yes: Votes
    """In favour (Ja)."""
    no: Votes
    """Against (Nein)."""
    abstain: Votes
    """Abstentions (Enthaltungen)."""
    invalid: Votes
    """Invalid ballots (ungültig)."""
    quorum: AppliedQuorum | None = None
    """Which quorum applied; null if the rule has none or it was a silent procedure (angewandte Beschlussfähigkeit)."""
    quorum_needed: Votes | None = None
    """How many had to be present, by head or by weight as the rule says; null if no quorum applied (nötig anwesend)."""
    base: Votes | None = None
    """The number of votes from which the majority is calculated; null in a silent procedure (Bezugsgröße)."""
    needed: Votes | None = None
    """The smallest number of votes in favour that is enough; null in a silent procedure (erforderlich)."""
    objections: Heads = 0
    """Members that objected to a silent procedure (Einwände)."""
