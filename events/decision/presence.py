"""Presence at a voting: which members with voting right are there when it is voted in a meeting."""

from dataclasses import dataclass

from events.refs import DecisionRef
from events.voting.cast import Members


@dataclass(frozen=True)
class VotingPresenceRecorded:
    """Who was there at a voting was recorded, as a whole (Anwesenheit festgestellt)."""

    members: Members
    """The members present, by number (anwesend)."""


@dataclass(frozen=True)
class RecordPresence:
    """Record which members with voting right are there at a voting in a meeting, all of them; what was recorded before
    is replaced. Who has voted was there (Anwesenheit feststellen)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    members: Members
    """The members present, by number (anwesend)."""
