"""Correction of a meeting: facts recorded wrongly are given anew."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from events.meeting.agenda import ItemNumber
from events.meeting.attendance import Attendance
from events.meeting.scheduling import MeetingInvitation, MeetingParties, MeetingStep
from events.refs import DecisionRef, DocumentRef, MeetingRef, ProjectRef
from events.values import EventId, Many, Name, Passage, Title


@dataclass(frozen=True)
class CorrectedItem:
    """An item of an agenda as it rightly is (Tagesordnungspunkt, berichtigt)."""

    number: ItemNumber
    """Its number (Nummer)."""
    title: Title
    """What it is about (Betreff)."""
    public: bool = True
    """Whether it was dealt with in public (öffentlich)."""
    decision: DecisionRef | None = None
    """The decision that was to be taken or told of (Beschluss)."""
    project: ProjectRef | None = None
    """The project that was talked about (Vorhaben)."""
    notes: Passage | None = None
    """What there is to know about it; none: as it is recorded of this number (Erläuterung)."""


@dataclass(frozen=True)
class MeetingCorrected:
    """Something recorded wrongly of a meeting was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """What it is called (Bezeichnung)."""
    starts: datetime | None = None
    """When it begins (Beginn)."""
    ends: datetime | None = None
    """When it ends (Ende)."""
    ends_withdrawn: bool = False
    """Whether its end is open (Ende offen)."""
    place: Name | None = None
    """Where it is (Ort)."""
    place_withdrawn: bool = False
    """Whether no place is known (kein Ort)."""
    online: bool | None = None
    """Whether one can take part by video (online)."""
    public: bool | None = None
    """Whether it is public (öffentliche Sitzung)."""
    second_of: MeetingRef | None = None
    """The meeting that lacked the quorum (zweite Sitzung nach)."""
    second_of_withdrawn: bool = False
    """Whether it is no second meeting (keine zweite Sitzung)."""
    steps: tuple[MeetingStep, ...] | None = None
    """All steps of its course, oldest first; an invitation holds only if they say so (alle Schritte)."""
    invitation: MeetingInvitation | None = None
    """The invitation (Einladung)."""
    agenda: tuple[CorrectedItem, ...] | None = None
    """All items of its agenda, in their order (ganze Tagesordnung)."""
    attendance: Attendance | None = None
    """All who were there (Anwesende)."""
    text: Passage | None = None
    """The text of its public minutes (Wortlaut)."""
    document: DocumentRef | None = None
    """The document of its public minutes (Dokument)."""
    minutes_withdrawn: bool = False
    """Whether there are no public minutes (keine Niederschrift)."""
    non_public_text: Passage | None = None
    """The text of its non-public minutes (nichtöffentlicher Wortlaut)."""
    non_public_document: DocumentRef | None = None
    """The document of its non-public minutes (nichtöffentliches Dokument)."""
    non_public_minutes_withdrawn: bool = False
    """Whether there are no non-public minutes (keine nichtöffentliche Niederschrift)."""
    parties: MeetingParties | None = None
    """Whom the body's members represent on the day as corrected (vertreten)."""


@dataclass(frozen=True)
class CorrectMeeting:
    """Put right what was recorded wrongly of a meeting; needs a reason. What is left out stays. As corrected, the
    meeting must be one that could have been recorded (Berichtigung)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    title: Title | None = None
    """What it is called (Bezeichnung)."""
    starts: datetime | None = None
    """When it begins (Beginn)."""
    ends: datetime | None = None
    """When it ends (Ende)."""
    ends_withdrawn: bool = False
    """True: its end is open (Ende offen)."""
    place: Name | None = None
    """Where it is (Ort)."""
    place_withdrawn: bool = False
    """True: no place is known (kein Ort)."""
    online: bool | None = None
    """Whether one can take part by video (online)."""
    public: bool | None = None
    """Whether it is public, but for the items that are not (öffentliche Sitzung)."""
    second_of: MeetingRef | None = None
    """The meeting that lacked the quorum (zweite Sitzung nach)."""
    second_of_withdrawn: bool = False
    """True: it is no second meeting (keine zweite Sitzung)."""
    steps: Annotated[tuple[MeetingStep, ...], Many(100)] | None = None
    """All steps of its course, oldest first; an invitation holds only if they say so (alle Schritte)."""
    invitation: MeetingInvitation | None = None
    """The invitation: its day, its documents, the period of notice and whether it announced a second meeting
    (Einladung)."""
    agenda: Annotated[tuple[CorrectedItem, ...], Many(500)] | None = None
    """All items of its agenda, in their order, none with a new number (ganze Tagesordnung)."""
    attendance: Attendance | None = None
    """All who were there; an empty list: nobody is recorded (Anwesende)."""
    text: Passage | None = None
    """The text of its public minutes (Wortlaut)."""
    document: DocumentRef | None = None
    """The document of its public minutes (Dokument)."""
    minutes_withdrawn: bool = False
    """True: there are no public minutes (keine Niederschrift)."""
    non_public_text: Passage | None = None
    """The text of its non-public minutes (nichtöffentlicher Wortlaut)."""
    non_public_document: DocumentRef | None = None
    """The document of its non-public minutes; it must be confidential (nichtöffentliches Dokument)."""
    non_public_minutes_withdrawn: bool = False
    """True: there are no non-public minutes (keine nichtöffentliche Niederschrift)."""
