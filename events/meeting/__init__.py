"""Meeting (Sitzung) of a body: when and where it is held, what is on its agenda, who was there, what was minuted.

Each part is a module: `scheduling` (with whom the members represent), `invitation`, `agenda`, `attendance`, `minutes`,
`closing`. What is recorded stands in `state`, what follows from that in `lifecycle`.
"""

from collections.abc import Iterable
from typing import Any

from events.aggregate import aggregate
from events.body.acting import check_acts, looked_at
from events.decider import World
from events.meeting.agenda import AGENDA
from events.meeting.attendance import ATTENDANCE
from events.meeting.closing import CLOSING, check_votings
from events.meeting.disclosure import DISCLOSURE
from events.meeting.invitation import INVITATION
from events.meeting.minutes import MINUTES
from events.meeting.scheduling import PARTIES, SCHEDULING, parties_changed
from events.meeting.state import Meeting
from events.meeting.view import MeetingOnDay, view


def reads(state: Meeting | None, command: Any, world: World) -> Iterable[str]:
    """The body, whose statutes and members matter; whose body it is, with its successors, where only these may act."""
    if state is None:
        return ()
    body = world.states.get(state.body)
    return (state.body, *(() if body is None else looked_at(body.of, world)))


def theirs(state: Meeting, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for another than the one whose body meets."""
    check_acts(world.states[state.body].of, "id", world)


MEETING = aggregate(
    "meeting",
    Meeting,
    (SCHEDULING, INVITATION, AGENDA, ATTENDANCE, MINUTES, CLOSING, PARTIES),
    reads=reads,
    besides=parties_changed,
    theirs=theirs,
    invariants=check_votings,
    view=view,
    shown=MeetingOnDay,
    disclosure=DISCLOSURE,
    fold=2,
)
