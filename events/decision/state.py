"""What is recorded of a decision: its course, its votings, its follow-up tasks; and how it reads on a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.body.rule_terms import RuleTerms
from events.decision.subjects import AboutRef, DecisionSubject
from events.refs import BodyRef, DecisionRef, HolderRef, MeetingRef, PartyRef
from events.terms import Code
from events.values import Kept, Many, Name, Title, Whole
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
    """How far a decision has come (Stand)."""

    DRAFT = "DRAFT"
    """It is drafted (Entwurf)."""
    SUBMITTED = "SUBMITTED"
    """It lies before the body (eingebracht)."""
    VOTING = "VOTING"
    """It is voted on (in Abstimmung)."""
    ADOPTED = "ADOPTED"
    """It is adopted and holds (beschlossen)."""
    REJECTED = "REJECTED"
    """It was rejected (abgelehnt)."""
    DEFERRED = "DEFERRED"
    """It was put off, or nothing could be decided, as for want of a quorum (vertagt)."""
    LAPSED = "LAPSED"
    """It was settled without being decided (erledigt ohne Beschluss)."""
    WITHDRAWN = "WITHDRAWN"
    """It was withdrawn before it was voted on (zurückgezogen)."""
    IMPLEMENTED = "IMPLEMENTED"
    """It is carried out (umgesetzt)."""
    REVOKED = "REVOKED"
    """It was adopted and holds no more (aufgehoben)."""
    SUPERSEDED = "SUPERSEDED"
    """It was adopted, and another has taken its place (ersetzt)."""


@dataclass(frozen=True)
class DecisionStep:
    """A step in the course of a decision (Schritt)."""

    status: DecisionStatus
    """How far it came (Stand)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class Override:
    """What holds from a day on in place of the outcome of a voting; the event that says so has the reason
    (Abweichung vom Ergebnis)."""

    result: VotingResult
    """What holds (Ergebnis)."""
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
    """In which way it is decided (Verfahren)."""
    opened: date
    """The first day (eröffnet am)."""
    rule: RuleTerms
    """The rule, its threshold told also where the majority has a name (Abstimmungsregel)."""
    electorate: Electorate
    """Who could vote (Stimmberechtigte)."""
    deadline: date | None = None
    """The last day on which one can vote or object, for circulations and silent procedures (Frist)."""
    meeting: MeetingRef | None = None
    """The meeting in which it is decided (Sitzung)."""
    second_of: VotingNumber | None = None
    """The number of the voting that lacked the quorum, where this is the second meeting for its sake, announced as such
    (zweite Sitzung zu Abstimmung)."""
    secret: bool = False
    """Whether the ballot is secret: then votes are counted only (geheim)."""


@dataclass(frozen=True)
class Voting(VotesGiven, VotingSetting):
    """A voting on a decision: who could vote by which rule, what was cast, and what came of it (Abstimmung).

    Rule and members are those of the day on which it was opened. Whatever changes later, in the body or in its rules,
    changes no voting.
    """

    agreeing: Annotated[tuple[CircularConsent, ...], Many(1_000)] = ()
    """The members that agree to decide by circulation, each with the day (Zustimmung zum Umlaufverfahren)."""
    closed: date | None = None
    """The day on which it was closed or broken off; of a silent procedure, the first day after the deadline; none: it
    is open (beendet am)."""
    outcome: VotingOutcome | None = None
    """What came of it, with the arithmetic; none: it is open, or was broken off (Ergebnis)."""
    override: Override | None = None
    """What holds in place of the outcome, where it was overridden (Abweichung vom Ergebnis)."""

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
    """Who sees to it (zuständig)."""
    due: date
    """The day by which it is to be done (fällig am)."""


@dataclass(frozen=True)
class NumberedFollowUp:
    """By which number a follow-up task is known."""

    number: FollowUpNumber
    """Its number in the decision (Nummer)."""


@dataclass(frozen=True)
class FollowUp(FollowUpTask, NumberedFollowUp):
    """What is to be done after a decision (Folgeaufgabe)."""

    completed: date | None = None
    """The day on which it was done; none: it is not (erledigt am)."""


# --- The decision ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decision:
    """All that is recorded of a decision.

    `of` tells whose body it is, `holder` for whom it decides. Votings are in order of their numbers, only the last can
    be open. `entitled` are those whom it concerns besides: whom the members with voting right represent, in the last
    voting, or as far as is recorded before there is one.
    """

    title: str
    text: Kept
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
    """What a body decides: drafted, submitted, voted on by the body's rule, and what became of it (Beschluss)."""

    title: Title
    """Its title (Titel)."""
    text: Kept
    """What is or was to be resolved (Beschlusstext)."""
    status: DecisionStatus
    """How far it has come by the day; before it was drafted, as it began (Stand)."""
    effective: bool
    """Whether it is adopted and holds on the day (wirksam)."""
    adopted: date | None
    """The day on which it was adopted, if it holds on the day; of a silent procedure, the first day after the deadline
    (beschlossen am)."""
    body: BodyRef
    """Who decides (Gremium)."""
    holder: HolderRef
    """For whom the body decides (Träger)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    theme: Code | None
    """The code of its theme in the county's list; none: it belongs to none (Thema)."""
    subjects: tuple[DecisionSubject, ...]
    """What it is about (Gegenstände)."""
    about: tuple[AboutRef, ...]
    """The entities that it is about, each once, but for bodies (Gegenstände)."""
    about_bodies: tuple[BodyRef, ...]
    """The bodies that it is about, each once (Gremien als Gegenstand)."""
    public: bool
    """Whether it is decided in public (öffentlich)."""
    result: VotingResult | None
    """What holds of the last voting that was closed by the day, overridden or not; none: none was (Ergebnis)."""
    outcome: VotingOutcome | None
    """What came of that voting by its rule, with the arithmetic (Ergebnis mit Rechenweg)."""
    voting: Voting | None
    """The voting that is open on the day (laufende Abstimmung)."""
    deadline: date | None
    """The last day on which one can vote or object in the voting that is open on the day; none: there is none, or it
    has no deadline (Frist)."""
    votings: tuple[Voting, ...]
    """Every voting that was opened by the day, by number, with what came of it by then (Abstimmungen)."""
    meetings: tuple[MeetingRef, ...]
    """The meetings in which it was voted on, each once (Sitzungen)."""
    follow_ups: tuple[FollowUp, ...]
    """What is to be done after it, by number, and what of it is done by the day (Folgeaufgaben)."""
    owed_by: tuple[PartyRef, ...]
    """Who has follow-up tasks still to do on the day, while the decision is effective (offene Folgeaufgaben bei)."""
    follow_up_due: date | None
    """By when the next follow-up task that is still to be done is due, while the decision is effective (nächste
    Folgeaufgabe fällig am)."""
    superseded_by: DecisionRef | None
    """The decision that has taken its place by the day (ersetzt durch)."""
    submitted: date | None
    """The day on which it was last submitted by the day; none: it was not (eingebracht am)."""
    steps: tuple[DecisionStep, ...]
    """The steps of its course (Schritte)."""
