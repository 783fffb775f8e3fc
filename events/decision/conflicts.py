"""Conflicts of interest of members: whoever has one neither votes nor counts as entitled."""

from dataclasses import dataclass

from events.refs import DecisionRef
from events.voting.cast import MemberNumber


@dataclass(frozen=True)
class ConflictDeclared:
    """A member has a conflict of interest: its vote, its proxy and what it was to vote for others fall away
    (Befangenheit erklärt)."""

    member: MemberNumber
    """The member, by number (Mitglied)."""


@dataclass(frozen=True)
class DeclareConflict:
    """Record that a member has a conflict of interest in the matter voted on: it does not vote, and does not count as
    entitled. Its vote, its proxy and what it voted for others fall away (Befangenheit erklären)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    member: MemberNumber
    """The member, by number (Mitglied)."""
