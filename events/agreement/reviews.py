"""Reviews of an agreement, and its end."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from events.refs import AgreementRef
from events.values import Kept, Passage


class ReviewOutcome(StrEnum):
    """What follows from a review (Ergebnis der Überprüfung)."""

    CONTINUE = "CONTINUE"
    """The agreement goes on as it is (fortführen)."""
    ADAPT = "ADAPT"
    """It is to be changed (anpassen)."""
    TERMINATE = "TERMINATE"
    """It is to be ended (beenden)."""


class EndGround(StrEnum):
    """Why an agreement ends (Beendigungsgrund)."""

    AGREED = "AGREED"
    """The parties agreed to end it (Aufhebung)."""
    NOTICE = "NOTICE"
    """Notice was given (Kündigung)."""
    REVIEW = "REVIEW"
    """A review came to that (Überprüfung)."""
    TOO_FEW_PARTIES = "TOO_FEW_PARTIES"
    """Fewer than two parties are left (weniger als zwei Vertragspartner)."""
    OTHER = "OTHER"
    """Anything else (Sonstiges)."""


@dataclass(frozen=True)
class AgreementReview:
    """A review of the agreement (Überprüfung)."""

    on: date
    """The day (Tag)."""
    findings: Kept
    """What was found (Feststellungen)."""
    outcome: ReviewOutcome
    """What follows (Ergebnis)."""
    next_due: date | None
    """The day by which the next one is due; none: as the review clause says (nächste Überprüfung bis)."""


@dataclass(frozen=True)
class Termination:
    """The end of the agreement (Beendigung)."""

    on: date
    """The first day without it (beendet zum)."""
    ground: EndGround
    """Why (Grund)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementReviewed:
    """The agreement was reviewed (überprüft)."""

    on: date
    """The day (Tag)."""
    findings: Passage
    """What was found (Feststellungen)."""
    outcome: ReviewOutcome
    """What follows (Ergebnis)."""
    next_due: date | None
    """The day by which the next one is due; none: as the review clause says (nächste Überprüfung bis)."""


@dataclass(frozen=True)
class AgreementTerminated:
    """The agreement ends (beendet)."""

    on: date
    """The first day without it (beendet zum)."""
    ground: EndGround
    """Why (Grund)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordReview:
    """Record a review of the agreement (Überprüfung eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    on: date
    """The day (Tag)."""
    findings: Passage
    """What was found (Feststellungen)."""
    outcome: ReviewOutcome
    """What follows (Ergebnis)."""
    next_due: date | None = None
    """The day by which the next one is due; none: as the review clause says (nächste Überprüfung bis)."""


@dataclass(frozen=True)
class TerminateAgreement:
    """Record that the agreement ends (Vereinbarung beenden)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    on: date
    """The first day without it (beendet zum)."""
    ground: EndGround
    """Why (Grund)."""
