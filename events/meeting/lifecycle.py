"""What follows from what is recorded of a meeting: its day, how far it has come."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from events.body.lifecycle import members_on
from events.body.state import Body
from events.decider import World, require
from events.meeting.state import Meeting, MeetingStatus, MeetingStep
from events.rules import check_in_order, check_known
from events.when import When, berlin_midnight, check_not_ahead

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


def parties_then(body: Body, on: date) -> tuple[str, ...]:
    """Those whom the members of a body represent on a day, each once."""
    return tuple(sorted({member.party for member in members_on(body, on) if member.party is not None}))


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
        "No invitation to this meeting is recorded; record it first.",
    )
    require(state.starts <= world.now, "NOT_BEGUN", "id", "The meeting has not begun yet; record this when it has.")


def check_not_held(state: Meeting) -> None:
    """Raise `Rejected` (HELD) for a meeting of which is recorded that it was held."""
    require(
        not (state.attendance or state.minutes or state.non_public_minutes),
        "HELD",
        "id",
        "Attendance or minutes of this meeting are recorded: it was held. If that is wrong, correct it.",
    )


def check_step(state: Meeting, on: date, world: World) -> None:
    """Raise `Rejected` unless the next step of a meeting can be taken on a day: not ahead, nor before the last one."""
    check_not_ahead(When(on), world.latest, "on")
    check_in_order(state.steps[-1].on, on, "on")


def check_second(first: str | None, body: str, starts: datetime, world: World, field: str) -> None:
    """Raise `Rejected` unless what is called the first meeting is neither this one nor the second of it (ITSELF), was
    one of the same body (OTHER_BODY), before this one (NOT_AFTER_FIRST), and not cancelled (FIRST_CANCELLED)."""
    if first is None:
        return
    check_known(first, field, world)
    state: Meeting = world.states[first]
    require(
        world.ref not in (first, state.second_of),
        "ITSELF",
        field,
        "A meeting cannot be the second meeting after itself or after its own second meeting; leave this out, or "
        "name the meeting before it.",
    )
    require(
        state.body == body,
        "OTHER_BODY",
        field,
        "The first meeting was a meeting of another body; name the meeting of this body that lacked a quorum.",
    )
    require(
        state.starts < starts,
        "NOT_AFTER_FIRST",
        field,
        "A second meeting must come after the first; choose a later time, or name another first meeting.",
    )
    require(
        status_of(state) is not MeetingStatus.CANCELLED,
        "FIRST_CANCELLED",
        field,
        "The first meeting was cancelled, so it cannot have lacked a quorum. Leave it out, or name another meeting.",
    )
