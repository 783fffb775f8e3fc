"""Who may know what of a meeting: a public one, but not its non-public items and minutes and who was there."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from events.meeting.agenda import AgendaItemAdded, AgendaItemRemoved, AgendaItemRevised, AgendaReordered
from events.meeting.attendance import AttendanceRecorded
from events.meeting.minutes import NonPublicMinutesRecorded
from events.meeting.state import Meeting
from events.policy import Audience, Concern, Disclosure, Visibility


def audience(ref: str, state: Meeting, event: Any) -> Audience:
    """A meeting concerns its body, whose body that is, and whom the members represent. One held out of the public is
    confidential. Any other is public, but its non-public items and minutes and who was there are confidential."""
    visibility = Visibility.PUBLIC if state.public and not _is_confidential(state, event) else Visibility.CONFIDENTIAL
    return Audience(visibility, frozenset({ref, state.body, state.holder, *state.parties}))


def _is_confidential(state: Meeting, event: Any) -> bool:
    match event:
        case AgendaItemAdded() | AgendaItemRevised() | AgendaItemRemoved():
            return not event.public
        case AgendaReordered():
            return not all(item.public for item in state.agenda)
        case AttendanceRecorded() | NonPublicMinutesRecorded():
            return True
        case _:
            return False


def reveals(what: Any) -> Iterable[str]:
    """The decisions that are on the agenda, and the meeting that a second one follows."""
    match what:
        case AgendaItemAdded() | AgendaItemRevised() | AgendaItemRemoved():
            named = [what.decision]
        case Meeting():
            announced = None if what.invitation is None else what.invitation.second_of
            named = [what.second_of, announced, *(item.decision for item in what.agenda)]
        case _:
            named = []
    return [ref for ref in named if ref is not None]


def redact(state: Meeting, today: date, level: Visibility, hidden: Collection[str] = ()) -> Meeting:
    """Without confidential access, a meeting does not show: non-public items, items whose decision is hidden, a hidden
    first meeting, non-public minutes, and who was there."""
    if level is Visibility.CONFIDENTIAL:
        return state
    invitation = state.invitation
    if invitation is not None and invitation.second_of in hidden:
        invitation = replace(invitation, second_of=None)
    return replace(
        state,
        second_of=None if state.second_of in hidden else state.second_of,
        invitation=invitation,
        agenda=tuple(item for item in state.agenda if item.public and item.decision not in hidden),
        attendance=(),
        non_public_minutes=None,
    )


DISCLOSURE = Disclosure(audience, Concern.CURRENT, redact, reveals)
