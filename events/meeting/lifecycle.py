"""What follows from what is recorded of a meeting: its day, how far it has come."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from events.body.lifecycle import exists_on, members_on
from events.body.state import Body
from events.decider import World, require
from events.meeting.agenda import AgendaItem
from events.meeting.scheduling import MeetingStatus, MeetingStep
from events.meeting.state import Meeting
from events.when import berlin_midnight

DAY = timedelta(days=1)


def day_in_berlin(moment: datetime) -> date:
    """The day in Germany at a moment in UTC."""
    following = moment.date() + DAY
    return moment.date() if moment < berlin_midnight(following) else following


def day_of(state: Meeting) -> date:
    """The day of a meeting: that on which it begins, in Germany."""
    return day_in_berlin(state.starts)


def status_of(state: Meeting) -> MeetingStatus:
    """How far a meeting has come by all that is recorded."""
    return state.steps[-1].status


def status_on(state: Meeting, on: date) -> MeetingStatus:
    """How far a meeting has come by a day; before it was scheduled, as it began."""
    taken = [step for step in state.steps if step.on <= on]
    return taken[-1].status if taken else state.steps[0].status


def stepped(state: Meeting, status: MeetingStatus, on: date) -> Meeting:
    """The meeting one step further."""
    return replace(state, steps=(*state.steps, MeetingStep(status, on)))


def is_held(state: Meeting) -> bool:
    """Whether something is recorded that tells that a meeting was held."""
    return bool(state.attendance or state.minutes or state.non_public_minutes)


def item_numbered(state: Meeting, number: int) -> AgendaItem | None:
    """The item of a number, if it is on the agenda."""
    return next((item for item in state.agenda if item.number == number), None)


def parties_then(body: Body, on: date) -> tuple[str, ...]:
    """Those whom the members of a body represent on a day, each once."""
    return tuple(sorted({member.party for member in members_on(body, on) if member.party is not None}))


def check_body_exists(body: Body, on: date, field: str) -> None:
    """Raise `Rejected` (NO_SUCH_BODY) unless a body exists on a day."""
    require(
        exists_on(body, on),
        "NO_SUCH_BODY",
        field,
        "The body does not exist on {on}: choose a day between its establishment and its dissolution.",
        on=on,
    )


def check_open(state: Meeting) -> None:
    """Raise `Rejected` (CLOSED, CANCELLED) for a meeting that is corrected only."""
    status = status_of(state)
    require(
        status is not MeetingStatus.CLOSED,
        "CLOSED",
        "id",
        "The record of this meeting is closed; if something is wrong, correct it.",
    )
    require(
        status is not MeetingStatus.CANCELLED,
        "CANCELLED",
        "id",
        "This meeting was cancelled; schedule another one.",
    )


def check_takes_place(state: Meeting, world: World) -> None:
    """Raise `Rejected` unless a meeting can have been held: open, invited to (NOT_INVITED), begun (NOT_BEGUN)."""
    check_open(state)
    require(
        status_of(state) is MeetingStatus.INVITED,
        "NOT_INVITED",
        "id",
        "Nobody is invited to this meeting by the record; record the invitation first.",
    )
    check_begun(state, world, "id")


def check_begun(state: Meeting, world: World, field: str) -> None:
    """Raise `Rejected` (NOT_BEGUN) for a meeting that is still to come."""
    require(
        state.starts <= world.now,
        "NOT_BEGUN",
        field,
        "The meeting has not begun yet; record this when it has.",
    )
