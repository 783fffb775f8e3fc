"""Correction: what was recorded wrongly of a holder's competences is put right."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.competence.assignments import Assignment
from events.competence.names import CompetenceNumber, CompetenceThemes
from events.competence.transfers import Transfer
from events.refs import AgreementRef, BodyRef, HolderRef
from events.terms import Code
from events.values import EventId, Many, Name

_MOST = 1_000


@dataclass(frozen=True)
class CorrectedTransfer:
    """A transfer as it should have been recorded (berichtigte Übertragung)."""

    number: CompetenceNumber
    """Its number among all of the holder (laufende Nummer)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    to: BodyRef
    """The body that it goes to, of another holder (empfangendes Gremium)."""
    agreement: AgreementRef
    """The agreement under which it is transferred (Vereinbarung)."""
    since: date
    """The first day on which it is agreed to hold (vereinbart ab)."""
    accepted: date | None = None
    """The day on which the receiver accepted it; none: it has not (angenommen am)."""
    revoked: date | None = None
    """The first day on which it holds no more; none: it was not revoked (widerrufen zum)."""
    themes: CompetenceThemes = ()
    """The codes of the themes to which it is limited; empty: it holds for all (Themen)."""
    limit: Name | None = None
    """Its scope in words (Umfang)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CompetenceCorrected:
    """Something recorded wrongly of a holder's competences was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    assignments: tuple[Assignment, ...] | None = None
    """All that its bodies have ever exercised, by number (alle Zuständigkeiten)."""
    transfers: tuple[Transfer, ...] | None = None
    """All that it has ever transferred, by number (alle Übertragungen)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CorrectCompetence:
    """Put right what was recorded wrongly of a holder's competences; needs a reason. What is left out stays; of what is
    given, all is given: an entry that is missing there never was (Berichtigung)."""

    holder: HolderRef
    """Whose competences they are (Träger)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    assignments: Annotated[tuple[Assignment, ...], Many(_MOST)] | None = None
    """All that its bodies have ever exercised, by number (alle Zuständigkeiten)."""
    transfers: Annotated[tuple[CorrectedTransfer, ...], Many(_MOST)] | None = None
    """All that it has ever transferred, by number (alle Übertragungen)."""
