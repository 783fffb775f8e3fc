"""Meetings as entries of a calendar, and the last days of votings without one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

from events.body import BODY
from events.county.procedures import silent_procedure
from events.decision.lifecycle import running
from events.decision.state import Decision
from events.meeting.lifecycle import day_of, status_of
from events.meeting.state import AgendaItem, Meeting, MeetingStatus
from events.voting.rule import VotingMode
from service.entity_snapshot import EntitySnapshot
from service.pages.calendar.entry import CalendarEntry, Certain
from service.pages.calendar.scope import Scope

_KEPT = timedelta(days=366)
"""For how long meetings that are over stay in calendars."""
_CERTAIN: Mapping[MeetingStatus, Certain] = {
    MeetingStatus.SCHEDULED: Certain.TENTATIVE,
    MeetingStatus.INVITED: Certain.CONFIRMED,
    MeetingStatus.CLOSED: Certain.CONFIRMED,
    MeetingStatus.CANCELLED: Certain.CANCELLED,
}


async def meetings(scope: Scope, wanted: Callable[[Meeting], bool]) -> list[CalendarEntry]:
    """The meetings that are wanted, as far as the reader sees them and they are not over for long."""
    every = await scope.reading.every("meeting")
    bodies = {stored.ref: BODY.view(stored.state, scope.on).name for stored in await scope.reading.every("body")}
    known = {stored.ref: stored.state for stored in every}
    return [
        _meeting(scope, stored, bodies[stored.state.body], known)
        for stored in every
        if wanted(stored.state) and day_of(stored.state) >= scope.on - _KEPT
    ]


def _meeting(scope: Scope, stored: EntitySnapshot, body: str, known: Mapping[str, Meeting]) -> CalendarEntry:
    state: Meeting = stored.state
    status = status_of(state)
    told = state.title if body == state.title else f"{body}: {state.title}"
    return CalendarEntry(
        uid=scope.uid(stored),
        version=stored.version,
        recorded_at=stored.recorded_at,
        summary=scope.say("Cancelled: {meeting}", meeting=told) if status is MeetingStatus.CANCELLED else told,
        description="\n".join(_described(scope, state, body, known)),
        starts=state.starts,
        ends=state.ends,
        place=", ".join(filter(None, (state.place, scope.say("online") if state.online else None))) or None,
        certain=_CERTAIN[status],
        public=state.public,
    )


def _described(scope: Scope, state: Meeting, body: str, known: Mapping[str, Meeting]) -> Iterator[str]:
    yield scope.say("Body: {body}", body=body)
    status = status_of(state)
    yield scope.say("Status: {status}", status=status)
    if status is MeetingStatus.SCHEDULED:
        yield scope.say("Invitations have not been sent yet.")
    if not state.public:
        yield scope.say("Non-public meeting")
    if state.second_of is not None:
        first = known.get(state.second_of)
        if first is None:
            yield scope.say("Second meeting")
        else:
            yield scope.say("Second meeting after that of {day}", day=day_of(first))
    if state.agenda:
        yield ""
        yield scope.say("Agenda:")
        yield from (_item(scope, item) for item in state.agenda)


def _item(scope: Scope, item: AgendaItem) -> str:
    # No numbers: whoever does not see the non-public items would count wrongly.
    title = item.title if item.public else scope.say("{item} (non-public)", item=item.title)
    return f"- {title}"


# --- Votings without a meeting ---------------------------------------------------------------------------------


async def deadlines(scope: Scope, wanted: Callable[[Decision], bool]) -> list[CalendarEntry]:
    """The last days of silent procedures and circulars that are open, of those decisions that are wanted."""
    every = await scope.reading.every("decision")
    return [entry for stored in every if wanted(stored.state) for entry in _deadline(scope, stored)]


def _deadline(scope: Scope, stored: EntitySnapshot) -> Iterable[CalendarEntry]:
    voting = running(stored.state)
    if voting is None or voting.deadline is None or voting.deadline < scope.on:
        return
    if voting.mode is VotingMode.SILENT:
        summary = scope.say("Last day for objections: {title}", title=stored.state.title)
        how = scope.say(
            "Adopted unless a member objects by the end of this day ({procedure}).",
            procedure=silent_procedure(scope.county),
        )
    else:
        summary = scope.say("Last day for answers: {title}", title=stored.state.title)
        how = scope.say("Circular resolution: answers count until the end of this day.")
    yield CalendarEntry(
        uid=scope.uid(stored, f"voting-{voting.number}"),
        version=stored.version,
        recorded_at=stored.recorded_at,
        summary=summary,
        description=how,
        starts=voting.deadline,
        public=stored.state.public,
    )
