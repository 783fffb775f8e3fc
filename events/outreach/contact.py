"""How the office reached municipalities and what they answered: what can happen, and what can be asked for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from events.refs import MunicipalityRef, OutreachRef
from events.values import EventId, FreeText, Many, Title

Reached = Annotated[tuple[MunicipalityRef, ...], Many(500)]


class OutreachKind(StrEnum):
    """How the coordination office reached municipalities (Art des Kontakts)."""

    VISIT = "VISIT"
    """A visit (Besuch)."""
    LETTER = "LETTER"
    """A letter or e-mail (Schreiben)."""
    CALL = "CALL"
    """A call (Anruf)."""
    EVENT = "EVENT"
    """A meeting or an event for several (Veranstaltung)."""
    ADVICE = "ADVICE"
    """Advice on a matter (Beratung)."""
    MATERIAL = "MATERIAL"
    """Templates, data or print matter (Material)."""
    OTHER = "OTHER"
    """Anything else (Sonstiges)."""


@dataclass(frozen=True)
class OutreachAnswer:
    """What a municipality answered (Antwort)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The day (Tag)."""
    answer: FreeText | None = None
    """What it answered (Antwort)."""


@dataclass(frozen=True)
class AnswerCorrection:
    """What of an answer was recorded wrongly: its day, or that there was one (Berichtigung einer Antwort)."""

    municipality: MunicipalityRef
    """The municipality whose answer it is (Gemeinde)."""
    on: date | None = None
    """The right day; none: there was no answer (Tag)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OutreachRecorded:
    """The coordination office reached municipalities (Kontakt eingetragen)."""

    way: OutreachKind
    """How it reached them (Art)."""
    on: date
    """The day (Tag)."""
    municipalities: Reached
    """The municipalities that it reached (erreichte Gemeinden)."""
    subject: Title
    """What it was about, in one line that names no person (Betreff)."""
    note: FreeText | None
    """More about it (Anmerkung)."""


@dataclass(frozen=True)
class OutreachAnswered:
    """A municipality answered an outreach (Antwort eingegangen)."""

    municipality: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The day (Tag)."""
    answer: FreeText | None
    """What was answered (Antwort)."""


@dataclass(frozen=True)
class OutreachWithdrawn:
    """An outreach was recorded by mistake; it stays readable and counts nowhere (Kontakt zurückgenommen)."""


@dataclass(frozen=True)
class OutreachCorrected:
    """Something recorded wrongly of an outreach was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    way: OutreachKind | None = None
    """How it reached them (Art)."""
    on: date | None = None
    """The day (Tag)."""
    municipalities: Reached | None = None
    """All the municipalities that it reached (erreichte Gemeinden)."""
    subject: Title | None = None
    """What it was about, in one line that names no person (Betreff)."""
    answer: AnswerCorrection | None = None
    """What was wrong of an answer (Antwort)."""
    withdrawal_withdrawn: bool = False
    """Whether it was not to be withdrawn (Rücknahme aufgehoben)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordOutreach:
    """Record what the coordination office did to reach municipalities (Kontakt eintragen)."""

    kind: OutreachKind
    """How it reached them (Art)."""
    on: date
    """The day; not in the future (Tag)."""
    municipalities: Reached
    """The municipalities that it reached, at least one (erreichte Gemeinden)."""
    subject: Title
    """What it was about, in one line; it is not sealed and must name no person (Betreff)."""
    note: FreeText | None = None
    """More about it, for the office and those it reached; sealed (Anmerkung)."""


@dataclass(frozen=True)
class RecordOutreachAnswer:
    """Record that a municipality answered an outreach (Antwort eintragen)."""

    id: OutreachRef
    """The outreach (Kontakt)."""
    on: date
    """The day of the answer; not in the future, not before the outreach (Tag)."""
    municipality: MunicipalityRef | None = None
    """The municipality that answered; none: the only one that it reached (Gemeinde)."""
    answer: FreeText | None = None
    """What was answered, for the office and those it reached; sealed (Antwort)."""


@dataclass(frozen=True)
class WithdrawOutreach:
    """Take back an outreach that was recorded by mistake; needs a reason (Kontakt zurücknehmen)."""

    id: OutreachRef
    """The outreach (Kontakt)."""


@dataclass(frozen=True)
class CorrectOutreach:
    """Put right what was recorded wrongly of an outreach; needs a reason. What is left out stays (Berichtigung)."""

    id: OutreachRef
    """The outreach (Kontakt)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    kind: OutreachKind | None = None
    """How it reached them (Art)."""
    on: date | None = None
    """The day (Tag)."""
    municipalities: Reached | None = None
    """All the municipalities that it reached, at least one (erreichte Gemeinden)."""
    subject: Title | None = None
    """What it was about, in one line; it is not sealed and must name no person (Betreff)."""
    answer: AnswerCorrection | None = None
    """What was wrong of an answer that is recorded (Antwort)."""
    withdrawal_withdrawn: bool = False
    """True: it was not to be withdrawn (Rücknahme aufgehoben)."""
