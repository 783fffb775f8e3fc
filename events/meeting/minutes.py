"""The minutes of a meeting: those of its public part, and apart from them those of its non-public part."""

from dataclasses import dataclass

from events.refs import DocumentRef, MeetingRef
from events.values import Kept, Passage


@dataclass(frozen=True)
class MeetingMinutes:
    """The minutes of a part of a meeting (Niederschrift)."""

    text: Kept | None = None
    """What was talked about and decided (Wortlaut)."""
    document: DocumentRef | None = None
    """The minutes as they were signed (Dokument)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MinutesRecorded:
    """The minutes of the public part of a meeting were recorded (Niederschrift festgehalten)."""

    text: Passage | None
    """What was talked about and decided; none: as before (Wortlaut)."""
    document: DocumentRef | None
    """The minutes as they were signed; none: as before (Dokument)."""


@dataclass(frozen=True)
class NonPublicMinutesRecorded:
    """The minutes of the non-public part of a meeting were recorded (nichtöffentliche Niederschrift festgehalten)."""

    text: Passage | None
    """What was talked about and decided; none: as before (Wortlaut)."""
    document: DocumentRef | None
    """The minutes as they were signed; none: as before (Dokument)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RecordMinutes:
    """Record the minutes of a meeting that was held, of its public or its non-public part or of both. What is left out
    stays as it is recorded (Niederschrift festhalten)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    text: Passage | None = None
    """What was talked about and decided in public; it names no persons (Wortlaut, öffentlicher Teil)."""
    document: DocumentRef | None = None
    """The minutes of the public part as they were signed (Dokument, öffentlicher Teil)."""
    non_public_text: Passage | None = None
    """What was talked about and decided out of the public (Wortlaut, nichtöffentlicher Teil)."""
    non_public_document: DocumentRef | None = None
    """The minutes of the non-public part as they were signed; the document must be confidential (Dokument,
    nichtöffentlicher Teil)."""
