"""What is recorded of a decision: its course, its votings, its follow-up tasks; and how it reads on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.body.rule_terms import RuleTerms
from events.decision.subjects import AboutRef, DecisionSubject
from events.refs import BodyRef, DecisionRef, HolderRef, MeetingRef, PartyRef
from events.terms import Code
from events.values import Many, Name, TextDigest, Title, Whole
from events.voting.cast import Electorate, MemberNumber, VotesGiven
from events.voting.outcome import VotingOutcome, VotingResult
from events.voting.rule import VotingMode

VotingNumber = Annotated[int, Whole(1, 100)]
FollowUpNumber = Annotated[int, Whole(1, 1_000)]


@dataclass(frozen=True)
class OfDecision:
    """Whom a command is addressed to."""

    id: DecisionRef
    """The decision (Beschluss)."""


# --- The course ------------------------------------------------------------------------------------------------


class DecisionStatus(StrEnum):
    """The status of a decision (Stand)."""

    DRAFT = "DRAFT"
    """Being drafted (Entwurf)."""
    SUBMITTED = "SUBMITTED"
    """Submitted to the body (eingebracht)."""
    VOTING = "VOTING"
    """Being voted on (in Abstimmung)."""
    ADOPTED = "ADOPTED"
    """Adopted and in effect (beschlossen)."""
    REJECTED = "REJECTED"
    """Rejected (abgelehnt)."""
    DEFERRED = "DEFERRED"
    """Deferred, or nothing could be decided, for example for lack of a quorum (vertagt)."""
    LAPSED = "LAPSED"
    """Closed without a decision (erledigt ohne Beschluss)."""
    WITHDRAWN = "WITHDRAWN"
    """Withdrawn before the vote (zurückgezogen)."""
    IMPLEMENTED = "IMPLEMENTED"
    """Carried out (umgesetzt)."""
    REVOKED = "REVOKED"
    """Adopted, then revoked (aufgehoben)."""
    SUPERSEDED = "SUPERSEDED"
    """Adopted, then replaced by another decision (ersetzt)."""


@dataclass(frozen=True)
class DecisionStep:
    """A step in the course of a decision (Schritt)."""

    status: DecisionStatus
    """The status reached (Stand)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class Override:
    """A result that replaces the outcome of a voting from a day on; the event states the reason (Abweichung vom
    Ergebnis)."""

    result: VotingResult
    """The result that applies instead (Ergebnis)."""
    on: date
    """The first day, not a future one (gilt ab)."""


# --- Votings ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CircularConsent:
    """A member agrees to decide by circulation (Zustimmung zum Umlaufverfahren)."""

    member: MemberNumber
    """The member, by number (Mitglied)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class VotingSetting:
    """How a voting is held: in which way, by which rule, with which members."""

    number: VotingNumber
    """Its number in the decision (Nummer)."""
    mode: VotingMode
    """How the decision is taken (Verfahren)."""
    opened: date
    """The first day (eröffnet am)."""
    rule: RuleTerms
    """The rule; its threshold is given even if the majority has a name (Abstimmungsregel)."""
    electorate: Electorate
    """Who can vote (Stimmberechtigte)."""
    deadline: date | None = None
    """The last day to answer a circulation or to object to a silent procedure; null if there is no deadline (Frist)."""
    meeting: MeetingRef | None = None
    """The meeting in which the decision is taken; null if none is recorded (Sitzung)."""
    second_of: VotingNumber | None = None
    """The number of the voting that lacked a quorum, if this is the second meeting announced for it; null otherwise
    (zweite Sitzung zu Abstimmung)."""
    secret: bool = False
    """Whether the ballot is secret; if so, only the count is recorded (geheim)."""


@dataclass(frozen=True)
class Voting(VotesGiven, VotingSetting):
    """A voting on a decision: who could vote, by which rule, what votes were given, and the outcome (Abstimmung).

    The rule and the members are those of the day on which it was opened; later changes to the body or its rules do not
    affect it.
    """

    agreeing: Annotated[tuple[CircularConsent, ...], Many(1_000)] = ()
    """The members that agree to decide by circulation, each with the day (Zustimmung zum Umlaufverfahren)."""
    closed: date | None = None
    """The day on which it was closed or broken off; for a silent procedure, the first day after the deadline; null
    while it is open (beendet am)."""
    outcome: VotingOutcome | None = None
    """The outcome and how it was calculated; null if it is open or was broken off (Ergebnis)."""
    override: Override | None = None
    """The result that replaces the outcome; null if it was not overridden (Abweichung vom Ergebnis)."""

    @property
    def answered(self) -> date | None:
        """The last day on which a vote or a consent was given, as far as days are told."""
        days = [*(each.on for each in self.ballots), *(each.on for each in self.agreeing)]
        return max((day for day in days if day is not None), default=None)


# --- Follow-up tasks -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FollowUpTask:
    """What is to be done after a decision, by whom and by when."""

    what: Name
    """What is to be done (Aufgabe)."""
    party: PartyRef
    """Who is responsible (zuständig)."""
    due: date
    """The day by which it is to be done (fällig am)."""


@dataclass(frozen=True)
class NumberedFollowUp:
    """By which number a follow-up task is known."""

    number: FollowUpNumber
    """Its number in the decision (Nummer)."""


@dataclass(frozen=True)
class FollowUp(FollowUpTask, NumberedFollowUp):
    """A follow-up task of a decision (Folgeaufgabe)."""

    completed: date | None = None
    """The day on which it was completed; null while it is open (erledigt am)."""


# --- The decision ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decision:
    """All that is recorded of a decision.

    `of` tells whose body it is, `holder` for whom it decides. Votings are in order of their numbers, only the last can
    be open. `entitled` are those whom it concerns besides: whom the members with voting right represent, in the last
    voting, or as far as is recorded before there is one.
    """

    title: str
    text: TextDigest
    body: BodyRef
    of: HolderRef
    holder: HolderRef
    matter: Code
    theme: Code | None
    subjects: tuple[DecisionSubject, ...]
    public: bool
    steps: tuple[DecisionStep, ...]
    entitled: tuple[PartyRef, ...] = ()
    votings: tuple[Voting, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    superseded_by: DecisionRef | None = None


@dataclass(frozen=True)
class DecisionOnDay:
    """A decision of a body, from the draft through the vote under the body's rule to what became of it (Beschluss)."""

    title: Title
    """Its title (Titel)."""
    text: TextDigest
    """The text of the resolution (Beschlusstext)."""
    status: DecisionStatus
    """Its status on the day; before the draft, DRAFT (Stand)."""
    effective: bool
    """Whether it is adopted and in effect on the day (wirksam)."""
    adopted: date | None
    """The day of its adoption; for a silent procedure, the first day after the deadline; null if it is not in effect on
    the day (beschlossen am)."""
    body: BodyRef
    """The body that decides (Gremium)."""
    holder: HolderRef
    """For whom the body decides (Träger)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    theme: Code | None
    """The code of its theme in the county's list; null if it has no theme (Thema)."""
    subjects: tuple[DecisionSubject, ...]
    """What it is about (Gegenstände)."""
    about: tuple[AboutRef, ...]
    """The entities that it is about, each once; bodies are listed separately (Gegenstände)."""
    about_bodies: tuple[BodyRef, ...]
    """The bodies that it is about, each once (Gremien als Gegenstand)."""
    public: bool
    """Whether it is decided in public (öffentlich)."""
    result: VotingResult | None
    """The result of the last voting closed by the day, or the result that replaces it; null if no voting was closed
    (Ergebnis)."""
    outcome: VotingOutcome | None
    """The outcome of that voting under its rule, and how it was calculated; null if no voting was closed (Ergebnis mit
    Rechenweg)."""
    voting: Voting | None
    """The voting that is open on the day; null if none is (laufende Abstimmung)."""
    deadline: date | None
    """The last day to answer or object in the voting that is open on the day; null if no voting is open or it has no
    deadline (Frist)."""
    votings: tuple[Voting, ...]
    """Every voting opened by the day, by number, as it stood then (Abstimmungen)."""
    meetings: tuple[MeetingRef, ...]
    """The meetings in which votes were taken on it, each once (Sitzungen)."""
    follow_ups: tuple[FollowUp, ...]
    """Its follow-up tasks, by number, as completed by the day (Folgeaufgaben)."""
    owed_by: tuple[PartyRef, ...]
    """Those with open follow-up tasks on the day, while the decision is in effect (offene Folgeaufgaben bei)."""
    follow_up_due: date | None
    """The day by which the next open follow-up task is due, while the decision is in effect; null if none is open
    (nächste Folgeaufgabe fällig am)."""
    superseded_by: DecisionRef | None
    """The decision that has replaced it by the day; null if none has (ersetzt durch)."""
    submitted: date | None
    """The day on which it was last submitted, up to the day; null if it was not submitted (eingebracht am)."""
    steps: tuple[DecisionStep, ...]
    """The steps of its course (Schritte)."""
