"""Soundness: what holds of every meeting, whatever was recorded of it and put right."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from events.decider import World, require
from events.meeting.agenda_rules import check_not_voted
from events.meeting.held_rules import check_attendance
from events.meeting.lifecycle import check_begun, check_body_exists, day_of, is_held, status_of
from events.meeting.scheduling import MeetingInvitation, MeetingStatus, MeetingStep
from events.meeting.scheduling_rules import check_ends, check_second
from events.meeting.state import Meeting
from events.rules import check_in_order
from events.when import When, check_not_ahead

_FOLLOWS: Mapping[MeetingStatus, tuple[MeetingStatus, ...]] = {
    MeetingStatus.SCHEDULED: (MeetingStatus.INVITED,),
    MeetingStatus.INVITED: (MeetingStatus.SCHEDULED,),
    MeetingStatus.CLOSED: (MeetingStatus.INVITED,),
    MeetingStatus.CANCELLED: (MeetingStatus.SCHEDULED, MeetingStatus.INVITED),
}
"""After what each step may come."""


def invited_on(steps: Sequence[MeetingStep]) -> date | None:
    """The day of the invitation that holds after these steps; none: none does."""
    found = None
    for step in steps:
        if step.status is MeetingStatus.INVITED:
            found = step.on
        elif step.status is MeetingStatus.SCHEDULED:
            found = None
    return found


def check_sound(state: Meeting, before: Meeting, invitation: MeetingInvitation | None, world: World) -> None:
    """Raise `Rejected` unless a meeting is sound by the rules of its commands, with the invitation that is told of it:
    its course, its time, its invitation and who was there such as could have been recorded one after another."""
    _check_course(state, world)
    if day_of(state) != day_of(before):
        check_not_voted((*before.agenda, *state.agenda), world, "starts")
    elif state.steps != before.steps and status_of(state) not in (MeetingStatus.INVITED, MeetingStatus.CLOSED):
        check_not_voted((*before.agenda, *state.agenda), world, "steps")
    kept = {item.decision for item in state.agenda}
    check_not_voted((item for item in before.agenda if item.decision not in kept), world, "agenda")
    check_ends(state.starts, state.ends, "starts" if state.ends == before.ends else "ends")
    check_body_exists(world.states[state.body], day_of(state), "starts")
    if (state.second_of, state.starts) != (before.second_of, before.starts):
        check_second(state.second_of, state.body, state.starts, world)
    _check_invitation(state, invitation)
    if (state.attendance, day_of(state)) != (before.attendance, day_of(before)):
        check_attendance(state.attendance, state, world.states[state.body], "attendance")


def _check_course(state: Meeting, world: World) -> None:
    steps, status = state.steps, status_of(state)
    require(
        steps[0].status is MeetingStatus.SCHEDULED
        and all(earlier.status in _FOLLOWS[later.status] for earlier, later in pairwise(steps)),
        "NOT_IN_ORDER",
        "steps",
        "A meeting is scheduled, invited to, perhaps scheduled anew, then closed; or cancelled before it is closed.",
    )
    for earlier, later in pairwise(steps):
        check_in_order(earlier.on, later.on, "steps")
    check_not_ahead(When(steps[-1].on), world.today, "steps")
    check_in_order(steps[0].on, day_of(state), "starts")
    held = is_held(state)
    require(
        not held or status in (MeetingStatus.INVITED, MeetingStatus.CLOSED),
        "HELD",
        "steps",
        "Attendance or minutes are recorded: the meeting was invited to and held. Withdraw them, or correct its steps.",
    )
    if status is MeetingStatus.CLOSED:
        check_in_order(day_of(state), steps[-1].on, "steps")
    if held or status is MeetingStatus.CLOSED:
        check_begun(state, world, "starts")


def _check_invitation(state: Meeting, invitation: MeetingInvitation | None) -> None:
    told = None if invitation is None else invitation.on
    require(
        told == invited_on(state.steps),
        "INVITATION_DIFFERS",
        "invitation",
        "The day of the invitation is that of the last step INVITED: give the invitation, the steps, or both.",
    )
    if told is not None:
        check_in_order(told, day_of(state), "invitation")
