"""Voting on a decision: opened in one of three ways, with the rule and the members of that day, which stay."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.body.rule_terms import RuleTerms
from events.decision.afterlife import Override
from events.refs import DecisionRef, MeetingRef
from events.values import Many, Whole
from events.voting.cast import Ballot, Electorate, Members, Proxy, VoteCount
from events.voting.outcome import VotingOutcome
from events.voting.rule import VotingMode

VotingNumber = Annotated[int, Whole(1, 100)]
Proxies = Annotated[tuple[Proxy, ...], Many(1_000)]
Ballots = Annotated[tuple[Ballot, ...], Many(1_000)]


@dataclass(frozen=True)
class Voting:
    """A voting on a decision: who could vote by which rule, what was cast, and what came of it (Abstimmung).

    Rule and members are those of the day on which it was opened. Whatever changes later, in the body or in its rules,
    changes no voting.
    """

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
    attendance: Members = ()
    """The members present, by number (anwesend)."""
    conflicts: Members = ()
    """The members with a conflict of interest (befangen)."""
    proxies: Proxies = ()
    """Who votes for whom (Stimmübertragungen)."""
    ballots: Ballots = ()
    """The votes by name, one a member (Stimmen)."""
    count: VoteCount | None = None
    """The votes as they were counted without names (Auszählung)."""
    objections: Members = ()
    """The members that object, in a silent procedure (Einwände)."""
    agreeing: Members = ()
    """The members that agree to decide by circulation (Zustimmung zum Umlaufverfahren)."""
    answered: date | None = None
    """The last day on which a vote or a consent to the circulation is told to have been given: it is closed on none
    before that (zuletzt abgegeben)."""
    closed: date | None = None
    """The day on which it was closed or broken off; of a silent procedure, the first day after the deadline; none: it
    is open (beendet am)."""
    outcome: VotingOutcome | None = None
    """What came of it, with the arithmetic; none: it is open, or was broken off (Ergebnis)."""
    override: Override | None = None
    """What holds in place of the outcome, where it was overridden (Abweichung vom Ergebnis)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VotingOpened:
    """A voting was opened, with the rule and the members of that day (Abstimmung eröffnet)."""

    number: VotingNumber
    """Its number in the decision (Nummer)."""
    mode: VotingMode
    """In which way it is decided (Verfahren)."""
    on: date
    """The day (eröffnet am)."""
    deadline: date | None
    """The last day on which one can vote or object (Frist)."""
    meeting: MeetingRef | None
    """The meeting in which it is decided (Sitzung)."""
    second_of: VotingNumber | None
    """The number of the voting that lacked the quorum (zweite Sitzung zu Abstimmung)."""
    secret: bool
    """Whether the ballot is secret (geheim)."""
    rule: RuleTerms
    """The rule (Abstimmungsregel)."""
    electorate: Electorate
    """Who can vote (Stimmberechtigte)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenVoting:
    """Open the voting on a submitted decision, of which the body must be competent. Its rule for the matter and its
    members with voting right on that day are kept with the voting. A silent procedure ends by itself with the last
    moment of its deadline in Berlin, also where that is past when it is recorded (Abstimmung eröffnen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    mode: VotingMode
    """In which way it is decided; the rule must allow it (Verfahren)."""
    on: date
    """The day, not a future one (eröffnet am)."""
    deadline: date | None = None
    """The last day on which one can object to a silent procedure, which needs one, or answer a circulation (Frist)."""
    meeting: MeetingRef | None = None
    """The meeting of the body in which it is decided (Sitzung)."""
    second_of: VotingNumber | None = None
    """The number of an earlier voting on it, if that lacked the quorum in a meeting and this is a second one, announced
    as such (zweite Sitzung zu Abstimmung)."""
    secret: bool = False
    """True: the ballot is secret, and votes are counted only (geheim)."""
