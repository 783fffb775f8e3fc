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
    """A vote (Stimme)."""

    YES = "YES"
    """In favour (Ja)."""
    NO = "NO"
    """Against (Nein)."""
    ABSTAIN = "ABSTAIN"
    """Abstention (Enthaltung)."""
    INVALID = "INVALID"
    """An invalid ballot; it counts only towards presence (ungültig)."""


@dataclass(frozen=True)
class VotingSeat:
    """A member with voting rights when the voting opened (Sitz)."""

    member: MemberNumber
    """The member's number in the body (Nummer)."""
    person: PersonRef | None
    """The person in the seat; null if none is recorded (Person)."""
    party: PartyRef | None
    """The municipality or partner that the member represents; null if none (vertreten)."""
    weight: Weight = 1
    """The weight of the member's vote (Stimmgewicht)."""
    chair: bool = False
    """Whether the member chairs the body (Vorsitz)."""


@dataclass(frozen=True)
class Electorate:
    """Who could vote when the voting opened; later changes to the body do not change the outcome (Stimmberechtigte)."""

    statutory: Heads
    """The statutory number of members (gesetzliche Mitgliederzahl)."""
    seats: Annotated[tuple[VotingSeat, ...], Many(1_000)]
    """The members with voting rights, by number (Sitze)."""
    statutory_weight: Votes | None = None
    """The statutory weight of all votes together; null if each member has one vote (gesetzliches Stimmgewicht)."""
    conflicts_reduce: bool = False
    """Whether conflicts of interest reduce the statutory number for the quorum (GO SH § 38 reduces it, GemO BW does
    not)."""
    vacancies_reduce: bool = False
    """Whether vacant seats reduce the statutory number for the quorum (unbesetzte Sitze mindern)."""


@dataclass(frozen=True)
class Proxy:
    """A member lets another member vote for it (Stimmübertragung)."""

    principal: MemberNumber
    """The member that lets another vote for it (Vollmachtgeber)."""
    proxy: MemberNumber
    """The member that votes instead (Bevollmächtigte)."""


@dataclass(frozen=True)
class Ballot:
    """The vote of a member, in person or by proxy (Stimme)."""

    member: MemberNumber
    """Whose vote it is (Mitglied)."""
    vote: Vote
    """The vote (Stimme)."""
    on: date | None = None
    """The day on which it was given; null if it is not recorded (Tag)."""


@dataclass(frozen=True)
class VoteCount:
    """Votes as they were counted, without names: of a secret ballot, or from a paper record (Auszählung).

    All are sums of weights but `present`, which counts heads.
    """

    yes: Votes
    """In favour (Ja)."""
    no: Votes
    """Against (Nein)."""
    abstain: Votes = 0
    """Abstentions (Enthaltungen)."""
    invalid: Votes = 0
    """Invalid ballots (ungültig)."""
    present: Heads | None = None
    """How many members were present; null for those recorded by name (anwesend)."""
    present_weight: Votes | None = None
    """The total weight of the votes of those present; null if each member has one vote (Stimmgewicht der
    Anwesenden)."""
    chair: Vote | None = None
    """The chair's vote, which decides a tie if the rule says so; null if it is not known (Stimme des Vorsitzes)."""


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
    """The votes by name, one per member (Stimmen)."""
    count: VoteCount | None = None
    """Votes counted without names; null if votes are recorded by name (Auszählung)."""
    objections: Members = ()
    """The members that object to a silent procedure (Einwände)."""


@dataclass(frozen=True)
class Cast(VotesGiven):
    """All that an outcome is reckoned from."""

    mode: VotingMode
    """How a decision is taken (Verfahren)."""
    rule: DecisionRule
    """The rule, frozen when the voting opened (Abstimmungsregel)."""
    electorate: Electorate
    """Who could vote then (Stimmberechtigte)."""
    second: bool = False
    """Whether it is a second meeting, announced as such (zweite Sitzung)."""
    agreeing: Members = ()
    """The members that agree to decide by circulation (Zustimmung zum Umlaufverfahren)."""
