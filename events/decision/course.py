"""The course of a decision: drafted, submitted, voted on, adopted or not, and what becomes of it then."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
