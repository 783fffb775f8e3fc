"""Correction of a decision: facts recorded wrongly are given anew, votings as a whole."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.body.rule_terms import RuleTerms
from events.decision.course import DecisionStep
from events.decision.follow_ups import FollowUp
from events.decision.subjects import Subjects
from events.decision.voting import Ballots, Proxies, VotingNumber
from events.refs import DecisionRef, MeetingRef
from events.terms import Code
from events.values import EventId, Many, Passage, Title
from events.voting.cast import Electorate, Members, VoteCount


@dataclass(frozen=True)
class CorrectedVoting:
    """A voting as it really was, with the rule and the members that hold for it (berichtigte Abstimmung)."""

    number: VotingNumber
    """Its number in the decision (Nummer)."""
    deadline: date | None
    """The last day on which one could vote or object (Frist)."""
    meeting: MeetingRef | None
    """The meeting in which it was decided (Sitzung)."""
    second_of: VotingNumber | None
    """The number of the voting that lacked the quorum (zweite Sitzung zu Abstimmung)."""
    secret: bool
    """Whether the ballot was secret (geheim)."""
    rule: RuleTerms
    """The rule (Abstimmungsregel)."""
    electorate: Electorate
    """Who could vote (Stimmberechtigte)."""
    attendance: Members
    """The members present (anwesend)."""
    conflicts: Members
    """The members with a conflict of interest (befangen)."""
    proxies: Proxies
    """Who voted for whom (Stimmübertragungen)."""
    ballots: Ballots
    """The votes by name (Stimmen)."""
    count: VoteCount | None
    """The votes as they were counted (Auszählung)."""
    objections: Members
    """The members that objected (Einwände)."""
    agreeing: Members
    """The members that agreed to a circulation (Zustimmung zum Umlaufverfahren)."""


@dataclass(frozen=True)
class DecisionCorrected:
    """Something recorded wrongly of a decision was put right; what is none stays. The outcome of a corrected voting
    follows from it (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """Its title (Titel)."""
    text: Passage | None = None
    """What was or is to be resolved (Beschlusstext)."""
    matter: Code | None = None
    """The code of the matter (Angelegenheit)."""
    theme: Code | None = None
    """The code of its theme (Thema)."""
    theme_withdrawn: bool = False
    """Whether it belongs to no theme (kein Thema)."""
    subjects: Subjects | None = None
    """All that it is about (alle Gegenstände)."""
    public: bool | None = None
    """Whether it is decided in public (öffentlich)."""
    steps: tuple[DecisionStep, ...] | None = None
    """The steps of its course (Schritte)."""
    votings: tuple[CorrectedVoting, ...] | None = None
    """The votings that were otherwise (berichtigte Abstimmungen)."""
    follow_ups: tuple[FollowUp, ...] | None = None
    """All its follow-up tasks (alle Folgeaufgaben)."""
    superseded_by: DecisionRef | None = None
    """The decision that has taken its place (ersetzt durch)."""


@dataclass(frozen=True)
class VotingCorrection:
    """A voting as it really was, told as a whole: what is left out was not. In which way it was decided stays, and so
    do its days but the deadline, which are put right with the steps (berichtigte Abstimmung)."""

    number: VotingNumber
    """Its number in the decision (Nummer)."""
    deadline: date | None = None
    """The last day on which one could vote or object (Frist)."""
    meeting: MeetingRef | None = None
    """The meeting in which it was decided (Sitzung)."""
    second_of: VotingNumber | None = None
    """The number of the voting that lacked the quorum, where this was the second meeting for its sake (zweite Sitzung
    zu Abstimmung)."""
    secret: bool = False
    """Whether the ballot was secret (geheim)."""
    attendance: Members = ()
    """The members present (anwesend)."""
    conflicts: Members = ()
    """The members with a conflict of interest (befangen)."""
    proxies: Proxies = ()
    """Who voted for whom (Stimmübertragungen)."""
    ballots: Ballots = ()
    """The votes by name (Stimmen)."""
    count: VoteCount | None = None
    """The votes as they were counted without names (Auszählung)."""
    objections: Members = ()
    """The members that objected (Einwände)."""
    agreeing: Members = ()
    """The members that agreed to a circulation (Zustimmung zum Umlaufverfahren)."""
    anew: bool = False
    """True: rule and members are taken anew from what is recorded of the body for the day on which the voting was
    opened, as where that was put right. Otherwise they stay (Regel und Mitglieder neu übernehmen)."""


@dataclass(frozen=True)
class CorrectDecision:
    """Put right what was recorded wrongly of a decision; needs a reason. What is left out stays. Of the steps, days may
    be other ones and last ones left out that never happened; what comes of a corrected voting is reckoned again, and
    the rest of the course must go with it (Berichtigung)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """Its title (Titel)."""
    text: Passage | None = None
    """What was or is to be resolved (Beschlusstext)."""
    matter: Code | None = None
    """The code of the matter in the county's list (Angelegenheit)."""
    theme: Code | None = None
    """The code of its theme in the county's list (Thema)."""
    theme_withdrawn: bool = False
    """True: it belongs to no theme (kein Thema)."""
    subjects: Subjects | None = None
    """All that it is about (alle Gegenstände)."""
    public: bool | None = None
    """Whether it is decided in public (öffentlich)."""
    steps: Annotated[tuple[DecisionStep, ...], Many(1_000)] | None = None
    """The steps of its course, oldest first: as they are recorded, but for days, and without last ones that never
    happened (Schritte)."""
    votings: Annotated[tuple[VotingCorrection, ...], Many(100)] | None = None
    """The votings that were otherwise, in order of their numbers (berichtigte Abstimmungen)."""
    follow_ups: Annotated[tuple[FollowUp, ...], Many(1_000)] | None = None
    """All its follow-up tasks, in order of their numbers; as many as there are (alle Folgeaufgaben)."""
    superseded_by: DecisionRef | None = None
    """The decision that has taken its place, of one that is superseded (ersetzt durch)."""
