"""What is recorded of a decision, with the days of its course, and how it reads on a day."""

from dataclasses import dataclass
from datetime import date

from events.decision.course import DecisionStatus, DecisionStep
from events.decision.follow_ups import FollowUp
from events.decision.subjects import AboutRef, DecisionSubject
from events.decision.voting import Voting
from events.refs import BodyRef, DecisionRef, HolderRef, MeetingRef, PartyRef
from events.terms import Code
from events.values import Kept, Title
from events.voting.outcome import VotingOutcome, VotingResult


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
