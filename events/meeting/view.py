"""How a meeting reads on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from events.decider import recorded
from events.meeting.lifecycle import day_of, status_on
from events.meeting.state import (
    AgendaItem,
    Attendee,
    Meeting,
    MeetingInvitation,
    MeetingMinutes,
    MeetingStatus,
    MeetingStep,
)
from events.refs import BodyRef, DecisionRef, HolderRef, MeetingRef, ProjectRef
from events.values import Name, Title


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
    """When it is to end; null if that is open (Ende)."""
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


def view(state: Meeting, on: date) -> MeetingOnDay:
    """The meeting as it is recorded, with how far it has come by a day."""
    invitation = state.invitation if state.invitation and state.invitation.on <= on else None
    return recorded(
        MeetingOnDay,
        state,
        status=status_on(state, on),
        day=day_of(state),
        second_announced=bool(invitation and invitation.second_of and invitation.second_of == state.second_of),
        invitation=invitation,
        decisions=tuple(dict.fromkeys(item.decision for item in state.agenda if item.decision is not None)),
        projects=tuple(dict.fromkeys(item.project for item in state.agenda if item.project is not None)),
    )
