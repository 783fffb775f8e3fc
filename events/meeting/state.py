"""What is recorded of a meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from events.body.state import NoticeDays
from events.refs import BodyRef, DecisionRef, DocumentRef, HolderRef, MeetingRef, PartyRef, PersonRef, ProjectRef
from events.values import Many, Name, TextDigest, Title, Whole
from events.voting.cast import MemberNumber

ItemNumber = Annotated[int, Whole(1, 10_000)]
MeetingDocuments = Annotated[tuple[DocumentRef, ...], Many(200)]
MeetingParties = Annotated[tuple[PartyRef, ...], Many(1_000)]


@dataclass(frozen=True)
class OfMeeting:
    """What is said of one meeting."""

    id: MeetingRef
    """The meeting (Sitzung)."""


# --- Its course ------------------------------------------------------------------------------------------------


class MeetingStatus(StrEnum):
    """How far a meeting has come (Stand der Sitzung)."""

    SCHEDULED = "SCHEDULED"
    """Its time is set, nobody is invited to it yet (angesetzt)."""
    INVITED = "INVITED"
    """Its members are invited (eingeladen)."""
    CLOSED = "CLOSED"
    """It was held, and what is to be recorded of it is (geschlossen)."""
    CANCELLED = "CANCELLED"
    """It is not held (abgesagt)."""


@dataclass(frozen=True)
class MeetingStep:
    """A step of a meeting's course (Schritt)."""

    status: MeetingStatus
    """How far it has come with this step (Stand)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class MeetingInvitation:
    """How the members were invited (Einladung, Ladung)."""

    on: date
    """The day on which the invitation went out (eingeladen am)."""
    documents: MeetingDocuments = ()
    """What went out with it (Unterlagen)."""
    prescribed: NoticeDays | None = None
    """The period of notice that the body's statutes prescribed on that day, in whole days between the invitation and
    the meeting; null if none is prescribed (Ladungsfrist in Tagen)."""
    second_of: MeetingRef | None = None
    """The meeting after which it was announced as the second one (angekündigt als zweite Sitzung nach)."""


# --- What is talked about, and by whom -------------------------------------------------------------------------


@dataclass(frozen=True)
class NumberedItem:
    """An item of an agenda, by its number."""

    number: ItemNumber
    """Its number, which is never used again; its place in the agenda is another (Nummer)."""


@dataclass(frozen=True)
class ItemFacts:
    """What is said of an item of an agenda, but for the notes."""

    title: Title
    """What it is about; of a non-public item only those whom the meeting concerns see it (Betreff)."""
    public: bool = True
    """Whether it is dealt with in public; of a meeting that is not public, nothing is (öffentlich)."""
    decision: DecisionRef | None = None
    """The decision that is to be taken or told of (Beschluss)."""
    project: ProjectRef | None = None
    """The project that is talked about (Vorhaben)."""


@dataclass(frozen=True)
class AgendaItem(ItemFacts, NumberedItem):
    """Something that is on a meeting's agenda (Tagesordnungspunkt)."""

    notes: TextDigest | None = None
    """What there is to know about it (Erläuterung)."""


@dataclass(frozen=True)
class Attendee:
    """Someone who was at a meeting (Anwesende, Teilnehmende)."""

    person: PersonRef
    """Who it is (Person)."""
    member: MemberNumber | None = None
    """The number as a member of the body; null for a guest (Mitglied)."""
    coordinator: bool = False
    """Whether the person was there for the county's coordination (Koordinationsstelle)."""


Attendance = Annotated[tuple[Attendee, ...], Many(1_000)]


@dataclass(frozen=True)
class MeetingMinutes:
    """The minutes of a part of a meeting (Niederschrift)."""

    text: TextDigest | None = None
    """What was talked about and decided (Wortlaut)."""
    document: DocumentRef | None = None
    """The minutes as they were signed (Dokument)."""


# --- The meeting -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Meeting:
    """All that is recorded of a meeting. `holder` is whose body meets, `parties` are those whom its members represent,
    as of the day on which it is held; the agenda stands in its order, `last_item` is the highest number given out."""

    body: BodyRef
    holder: HolderRef
    title: str
    starts: datetime
    steps: tuple[MeetingStep, ...]
    ends: datetime | None = None
    place: Name | None = None
    online: bool = False
    public: bool = True
    parties: tuple[PartyRef, ...] = ()
    second_of: MeetingRef | None = None
    invitation: MeetingInvitation | None = None
    agenda: tuple[AgendaItem, ...] = ()
    attendance: Attendance = ()
    minutes: MeetingMinutes | None = None
    non_public_minutes: MeetingMinutes | None = None
    last_item: int = 0
