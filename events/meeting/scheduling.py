"""When and where a meeting is held: scheduled, invited to, put off, closed, cancelled."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from events.body.state import NoticeDays
from events.refs import BodyRef, DocumentRef, HolderRef, MeetingRef, PartyRef
from events.values import Many, Name, Title

MeetingDocuments = Annotated[tuple[DocumentRef, ...], Many(200)]
MeetingParties = Annotated[tuple[PartyRef, ...], Many(1_000)]


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
    the meeting; none: none is prescribed (Ladungsfrist in Tagen)."""
    second_of: MeetingRef | None = None
    """The meeting after which it was announced as the second one (angekündigt als zweite Sitzung nach)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MeetingScheduled:
    """The time of a meeting was set (Sitzung angesetzt)."""

    body: BodyRef
    """Which body meets (Gremium)."""
    holder: HolderRef
    """Whose body that is (Träger des Gremiums)."""
    title: Title
    """What it is called (Bezeichnung)."""
    starts: datetime
    """When it begins (Beginn)."""
    ends: datetime | None
    """When it is to end; none: that is open (Ende)."""
    place: Name | None
    """Where it is (Ort)."""
    online: bool
    """Whether one can take part by video (online)."""
    public: bool
    """Whether it is public (öffentliche Sitzung)."""
    on: date
    """The day on which its time was set (Tag)."""
    second_of: MeetingRef | None
    """The meeting that lacked the quorum (zweite Sitzung nach)."""
    parties: MeetingParties
    """Whom the body's members represent then (vertreten)."""


@dataclass(frozen=True)
class MeetingRescheduled:
    """A meeting is held at another time or place; an invitation to another beginning holds no more (verlegt)."""

    starts: datetime
    """When it begins (Beginn)."""
    ends: datetime | None
    """When it is to end; none: that is open (Ende)."""
    place: Name | None
    """Where it is (Ort)."""
    online: bool
    """Whether one can take part by video (online)."""
    on: date
    """The day on which that was settled (Tag)."""
    parties: MeetingParties
    """Whom the body's members represent then (vertreten)."""


@dataclass(frozen=True)
class MeetingInvited:
    """The members were invited to a meeting (zur Sitzung eingeladen)."""

    on: date
    """The day on which the invitation went out (Tag)."""
    documents: MeetingDocuments
    """What went out with it (Unterlagen)."""
    prescribed: NoticeDays | None
    """The period of notice that the body's statutes prescribed, in whole days; none: none is (Ladungsfrist)."""
    second_of: MeetingRef | None
    """The meeting after which it is announced as the second one (angekündigt als zweite Sitzung nach)."""
    parties: MeetingParties
    """Whom the body's members represent on the day of the meeting (vertreten)."""


@dataclass(frozen=True)
class MeetingPartiesChanged:
    """The body's members represent others on the day of a meeting than was recorded, or it is another's body: who is
    represented no more is told nothing further of what is not public, and who newly is can read it (Vertretene
    geändert)."""

    holder: HolderRef
    """Whose body meets (Träger des Gremiums)."""
    parties: MeetingParties
    """Whom the body's members represent on the day of the meeting (vertreten)."""


@dataclass(frozen=True)
class MeetingClosed:
    """A meeting was held and its record is closed (Sitzung geschlossen)."""

    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class MeetingCancelled:
    """A meeting is not held (Sitzung abgesagt)."""

    on: date
    """The day (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ScheduleMeeting:
    """Set the time of a meeting of a body (Sitzung ansetzen)."""

    body: BodyRef
    """Which body meets (Gremium)."""
    title: Title
    """What it is called (Bezeichnung)."""
    starts: datetime
    """When it begins (Beginn)."""
    on: date
    """The day on which its time was set (Tag)."""
    ends: datetime | None = None
    """When it is to end; none: that is open (Ende)."""
    place: Name | None = None
    """Where it is (Ort)."""
    online: bool = False
    """Whether one can take part by video (online)."""
    public: bool = True
    """Whether it is public, but for the items that are not; one that is not is known to those only whom it concerns
    (öffentliche Sitzung)."""
    second_of: MeetingRef | None = None
    """The meeting that lacked the quorum, where this is the second one on the same matters; the invitation says so
    (zweite Sitzung nach)."""


@dataclass(frozen=True)
class RescheduleMeeting:
    """Put a meeting to another time or place, all given anew; needs a reason once its members are invited, and a new
    invitation if it begins at another time (Sitzung verlegen)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    starts: datetime
    """When it begins (Beginn)."""
    on: date
    """The day on which that was settled (Tag)."""
    ends: datetime | None = None
    """When it is to end; none: that is open (Ende)."""
    place: Name | None = None
    """Where it is; none: that is open (Ort)."""
    online: bool = False
    """Whether one can take part by video (online)."""


@dataclass(frozen=True)
class InviteToMeeting:
    """Record that the members were invited to a meeting; needs a reason where the period of notice of the body's
    statutes is not kept. Sent again, it invites nobody twice, but lets those in whom the body's members have come to
    represent since (einladen)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    on: date
    """The day on which the invitation went out (Tag)."""
    documents: MeetingDocuments = ()
    """What went out with it (Unterlagen)."""


@dataclass(frozen=True)
class CloseMeeting:
    """Close the record of a meeting that was held: from then on it is corrected only (Sitzung schließen)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class CancelMeeting:
    """Record that a meeting is not held; needs a reason (Sitzung absagen)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    on: date
    """The day (Tag)."""
