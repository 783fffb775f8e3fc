"""On whose authority an act rests: part of every event's envelope (Beschlussgrundlage)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.values import Ref, Text


@dataclass(frozen=True)
class RecordedDecision:
    """A decision of this record on which the act rests (Beschluss)."""

    decision: Annotated[str, Ref("decision")]
    """The decision (Beschluss)."""


@dataclass(frozen=True)
class ExternalDecision:
    """A decision taken elsewhere and cited here, not verified by this record (externer Beschluss)."""

    body: Annotated[str, Text(200)]
    """The body that decided, as it calls itself (Gremium)."""
    on: date
    """The day of the decision (Beschlussdatum)."""
    paper: Annotated[str, Text(200)] | None = None
    """Number or title of the paper it stands in (Drucksache)."""
    url: Annotated[str, Text(2000)] | None = None
    """Where the body publishes it (Fundstelle)."""
    document: Annotated[str, Ref("document")] | None = None
    """The decision's text, attached to this record (Anlage)."""


Authority = RecordedDecision | ExternalDecision
"""The decision an act rests on: of this record, or external (Beschlussgrundlage)."""


class AuthorisedAct(StrEnum):
    """An act that can rest on a decision (Vorgang)."""

    ADOPT_AMENDMENT = "ADOPT_AMENDMENT"
    """Adopting an amendment or accession where the agreement asks for a body's decision (Änderung annehmen)."""
    SIGN_AGREEMENT = "SIGN_AGREEMENT"
    """Signing for a municipality, whose council must agree (Unterzeichnung für eine Gemeinde)."""
    ADOPT_GOAL = "ADOPT_GOAL"
    """Adopting a goal (Ziel beschließen)."""
    ADJUST_GOAL = "ADJUST_GOAL"
    """Adjusting the targets of an adopted goal (Zielwerte anpassen)."""
    ABANDON_GOAL = "ABANDON_GOAL"
    """Abandoning an adopted goal (Ziel aufgeben)."""
    APPROVE_PROJECT = "APPROVE_PROJECT"
    """Approving a project (Vorhaben genehmigen)."""
    CANCEL_PROJECT = "CANCEL_PROJECT"
    """Cancelling a project that was approved (Vorhaben abbrechen)."""
    TRANSFER_COMPETENCE = "TRANSFER_COMPETENCE"
    """Transferring a competence (Entscheidungskompetenz übertragen)."""


@dataclass(frozen=True)
class Resting:
    """What an act is and what a decision must name for the act to rest on it: the entity, the number of the part of it
    that is meant (None: the whole), the day of the act, and for whom it must be taken (None: for anyone) and by which
    body (None: by any that is competent)."""

    act: AuthorisedAct
    of: str
    number: int | None
    on: date
    holder: str | None = None
    body: str | None = None
