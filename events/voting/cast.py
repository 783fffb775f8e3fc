"""A voting as it stands: who may vote by which rule, who is there, and what was cast."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.refs import PartyRef, PersonRef
from events.values import Many, Whole
from events.voting.rule import DecisionRule, Heads, Votes, VotingMode, Weight

MemberNumber = Annotated[int, Whole(1, 10_000)]
Members = Annotated[tuple[MemberNumber, ...], Many(1_000)]


class Vote(StrEnum):
    """What a member says (Stimme)."""

    YES = "YES"
    """For it (Ja)."""
    NO = "NO"
    """Against it (Nein)."""
    ABSTAIN = "ABSTAIN"
    """Neither (Enthaltung)."""
    INVALID = "INVALID"
    """A ballot that counts for nothing but being there (ungültig)."""


@dataclass(frozen=True)
class VotingSeat:
    """A member with voting right when the voting opened (Sitz)."""

    member: MemberNumber
    """The member's number in the body (Nummer)."""
    person: PersonRef | None
    """Who it is (Person)."""
    party: PartyRef | None
    """Whom the member represents (vertreten)."""
    weight: Weight = 1
    """How much the member's vote weighs (Stimmgewicht)."""
    chair: bool = False
    """Whether the member has the chair (Vorsitz)."""


@dataclass(frozen=True)
class Electorate:
    """Who could vote when the voting opened: frozen, so that no later change of the body changes an outcome
    (Stimmberechtigte)."""

    statutory: Heads
    """The statutory number of members (gesetzliche Mitgliederzahl)."""
    seats: Annotated[tuple[VotingSeat, ...], Many(1_000)]
    """The members with voting right, by number (Sitze)."""
    statutory_weight: Votes | None = None
    """The statutory weight of all votes; none: one for each member (gesetzliches Stimmgewicht)."""
    conflicts_reduce: bool = False
    """Whether conflicts of interest reduce the statutory number for the quorum (GO SH § 38 reduces it, GemO BW does
    not)."""
    vacancies_reduce: bool = False
    """Whether vacant seats reduce the statutory number for the quorum (unbesetzte Sitze mindern)."""


@dataclass(frozen=True)
class Proxy:
    """A member lets another vote for it (Stimmübertragung)."""

    principal: MemberNumber
    """Who does not vote itself (Vollmachtgeber)."""
    proxy: MemberNumber
    """Who votes in its place (Bevollmächtigte)."""


@dataclass(frozen=True)
class Ballot:
    """The vote of a member, by itself or by its proxy (Stimme)."""

    member: MemberNumber
    """Whose vote it is (Mitglied)."""
    vote: Vote
    """What was said (Stimme)."""
    on: date | None = None
    """The day on which it was given, where that is told (Tag)."""


@dataclass(frozen=True)
class VoteCount:
    """Votes as they were counted, without names: of a secret ballot, or from a paper record (Auszählung).

    All are sums of weights but `present`, which counts heads.
    """

    yes: Votes
    """For it (Ja)."""
    no: Votes
    """Against it (Nein)."""
    abstain: Votes = 0
    """Abstentions (Enthaltungen)."""
    invalid: Votes = 0
    """Invalid ballots (ungültig)."""
    present: Heads | None = None
    """How many members were present; none: those recorded by name (anwesend)."""
    present_weight: Votes | None = None
    """The weight of those present; none: one for each (Stimmgewicht der Anwesenden)."""
    chair: Vote | None = None
    """What the chair said, where it is known and a tie asks for it (Stimme des Vorsitzes)."""


@dataclass(frozen=True, kw_only=True)
class VotesGiven:
    """Who was there, and what was said, as far as it is recorded."""

    attendance: Members = ()
    """The members present, by number (anwesend)."""
    conflicts: Members = ()
    """The members with a conflict of interest (befangen)."""
    proxies: Annotated[tuple[Proxy, ...], Many(1_000)] = ()
    """Who votes for whom (Stimmübertragungen)."""
    ballots: Annotated[tuple[Ballot, ...], Many(1_000)] = ()
    """The votes by name, one a member (Stimmen)."""
    count: VoteCount | None = None
    """The votes as they were counted without names, in place of ballots (Auszählung)."""
    objections: Members = ()
    """The members that object, in a silent procedure (Einwände)."""


@dataclass(frozen=True)
class Cast(VotesGiven):
    """All that an outcome is reckoned from."""

    mode: VotingMode
    """In which way it is decided (Verfahren)."""
    rule: DecisionRule
    """The rule, frozen when the voting opened (Abstimmungsregel)."""
    electorate: Electorate
    """Who could vote then (Stimmberechtigte)."""
    second: bool = False
    """Whether it is a second meeting, announced as such (zweite Sitzung)."""
    agreeing: Members = ()
    """The members that agree to decide by circulation (Zustimmung zum Umlaufverfahren)."""
