"""Votes: by name or counted without names; agreement to a circulation; objections to a silent procedure."""

from dataclasses import dataclass
from datetime import date

from events.refs import DecisionRef
from events.voting.cast import MemberNumber, Vote, VoteCount

# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VoteCast:
    """A member has voted, itself or by its proxy; it takes the place of what it said before (Stimme abgegeben)."""

    member: MemberNumber
    """Whose vote it is (Mitglied)."""
    vote: Vote
    """What was said (Stimme)."""
    proxy: MemberNumber | None
    """Who voted in its place; none: it voted itself (Bevollmächtigte)."""
    on: date | None
    """The day on which it was given, where that was told (Tag)."""


@dataclass(frozen=True)
class VotesCounted:
    """The votes were counted without names (ausgezählt)."""

    count: VoteCount
    """The count (Auszählung)."""


@dataclass(frozen=True)
class CircularAgreed:
    """A member agrees to decide by circulation (Umlaufverfahren zugestimmt)."""

    member: MemberNumber
    """The member, by number (Mitglied)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ObjectionRaised:
    """A member objects to a silent procedure (Einwand erhoben)."""

    member: MemberNumber
    """The member, by number (Mitglied)."""
    on: date
    """The day (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CastVote:
    """Record what a member says in a voting by name; until it is closed a later vote of the member takes the place of
    an earlier one. In a meeting the one who votes is there (abstimmen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    member: MemberNumber
    """Whose vote it is (Mitglied)."""
    vote: Vote
    """What is said (Stimme)."""
    proxy: MemberNumber | None = None
    """Who votes in its place; none: it votes itself (Bevollmächtigte)."""
    on: date | None = None
    """The day on which it was given, as where an answer to a circulation is recorded later; none: today (Tag)."""


@dataclass(frozen=True)
class RecordCount:
    """Record the votes as they were counted without names: of a secret ballot, or from a paper record. It takes the
    place of an earlier count (auszählen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    count: VoteCount
    """The count (Auszählung)."""


@dataclass(frozen=True)
class AgreeToCircular:
    """Record that a member agrees to decide by circulation, by its deadline, where the rule asks for
    that (Umlaufverfahren zustimmen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    member: MemberNumber
    """The member, by number (Mitglied)."""
    on: date | None = None
    """The day on which it agreed, where that is recorded later; none: today (Tag)."""


@dataclass(frozen=True)
class RaiseObjection:
    """Record that a member objects to a silent procedure, by the end of its deadline in Berlin. An objection that came
    in time and is recorded later is put right by a correction (Einwand erheben)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    member: MemberNumber
    """The member, by number (Mitglied)."""
    on: date
    """The day, not a future one (Tag)."""
