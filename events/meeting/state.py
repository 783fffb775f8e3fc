"""What is recorded of a meeting, and how it reads on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from events.meeting.agenda import AgendaItem
from events.meeting.attendance import Attendee
from events.meeting.minutes import MeetingMinutes
from events.meeting.scheduling import MeetingInvitation, MeetingStatus, MeetingStep
from events.refs import BodyRef, DecisionRef, HolderRef, MeetingRef, PartyRef, ProjectRef
from events.values import Name, Title


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
    attendance: tuple[Attendee, ...] = ()
    minutes: MeetingMinutes | None = None
    non_public_minutes: MeetingMinutes | None = None
    last_item: int = 0


@dataclass(frozen=True)
class MeetingOnDay:
    """A body comes together, in a room or online, to talk and to decide (Sitzung)."""

    title: Title
    """What it is called (Bezeichnung)."""
    body: BodyRef
    """Which body meets (Gremium)."""
    holder: HolderRef
    """Whose body that is (Träger des Gremiums)."""
    status: MeetingStatus
    """How far it has come by the day; before it was scheduled, as it began (Stand)."""
    starts: datetime
    """When it begins (Beginn)."""
    ends: datetime | None
    """When it is to end; none: that is open (Ende)."""
    day: date
    """The day on which it begins, in Germany (Sitzungstag)."""
    place: Name | None
    """Where it is (Ort)."""
    online: bool
    """Whether one can take part, or all do, by video (online)."""
    public: bool
    """Whether it is public, but for the items that are not; one that is not is known to those only whom it concerns
    (öffentliche Sitzung)."""
    second_of: MeetingRef | None
    """The meeting that lacked the quorum, where this is the second one on the same matters (zweite Sitzung nach)."""
    second_announced: bool
    """Whether the invitation says that it is the second meeting; a lower quorum may then do (als zweite Sitzung
    angekündigt)."""
    invitation: MeetingInvitation | None
    """The invitation that holds on the day (Einladung)."""
    agenda: tuple[AgendaItem, ...]
    """Its items in their order, as far as they may be seen (Tagesordnung)."""
    decisions: tuple[DecisionRef, ...]
    """The decisions on its agenda (Beschlüsse)."""
    projects: tuple[ProjectRef, ...]
    """The projects on its agenda (Vorhaben)."""
    minutes: MeetingMinutes | None
    """The minutes of its public part (Niederschrift, öffentlicher Teil)."""
    non_public_minutes: MeetingMinutes | None
    """The minutes of its non-public part, for those whom it concerns (Niederschrift, nichtöffentlicher Teil)."""
    attendance: tuple[Attendee, ...]
    """Who was there, for those whom it concerns (Anwesenheit)."""
    steps: tuple[MeetingStep, ...]
    """The steps of its course, oldest first (Verlauf)."""
