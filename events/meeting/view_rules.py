"""How a meeting reads on a day."""

from datetime import date

from events.meeting.lifecycle import day_of, status_on
from events.meeting.state import Meeting, MeetingOnDay


def view(state: Meeting, on: date) -> MeetingOnDay:
    """The meeting as it is recorded, with how far it has come by a day."""
    invitation = state.invitation if state.invitation and state.invitation.on <= on else None
    return MeetingOnDay(
        title=state.title,
        body=state.body,
        holder=state.holder,
        status=status_on(state, on),
        starts=state.starts,
        ends=state.ends,
        day=day_of(state),
        place=state.place,
        online=state.online,
        public=state.public,
        second_of=state.second_of,
        second_announced=bool(invitation and invitation.second_of and invitation.second_of == state.second_of),
        invitation=invitation,
        agenda=state.agenda,
        decisions=tuple(dict.fromkeys(item.decision for item in state.agenda if item.decision is not None)),
        projects=tuple(dict.fromkeys(item.project for item in state.agenda if item.project is not None)),
        minutes=state.minutes,
        non_public_minutes=state.non_public_minutes,
        attendance=state.attendance,
        steps=state.steps,
    )
