"""Whose calendar it is, and what stands in it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from events.body import BODY
from events.decision.lifecycle import running
from events.decision.state import Decision
from events.meeting.state import Meeting
from events.municipality import MUNICIPALITY
from events.successors import Mergers, become, mergers_in
from service.entity_snapshot import EntitySnapshot
from service.language import Language
from service.pages.calendar.entry import CalendarEntry, calendar_file
from service.pages.calendar.meetings import deadlines, meetings
from service.pages.calendar.owed import owed
from service.pages.calendar.scope import Scope
from service.pages.overview import overview
from service.problems import NotFound
from service.read_session import ReadSession
from service.refs import split


@dataclass(frozen=True)
class CalendarRequest:
    """Which calendar is asked for, on which day and in which language."""

    on: date
    language: Language
    body: str | None = None
    """The body, by its ref."""
    municipality: str | None = None
    """The municipality, by its id or AGS; neither: the whole county."""


async def read_calendar(reading: ReadSession, asked: CalendarRequest) -> bytes:
    """The calendar that is asked for, as this reader sees it. Raises `NotFound`."""
    if asked.body is not None:
        return await _of_body(reading, asked, asked.body)
    return await _of_party(reading, asked)


async def _of_body(reading: ReadSession, asked: CalendarRequest, ref: str) -> bytes:
    body, county = await reading.get(ref), await reading.get(reading.county_ref)
    if body is None or county is None:
        raise NotFound("There is no such body here.", ("id",))
    scope = Scope(reading, county.state, asked.on, asked.language)
    entries = [
        *await meetings(scope, lambda meeting: meeting.body == ref),
        *await deadlines(scope, lambda decision: decision.body == ref),
    ]
    return await _file(scope, BODY.view(body.state, asked.on).name, body, entries)


async def _of_party(reading: ReadSession, asked: CalendarRequest) -> bytes:
    """The calendar of a municipality: meetings of its own bodies and of those in which it is represented, and what it
    owes; or that of the county: all meetings, and all that is owed."""
    seen = await overview(reading, asked.on, asked.language)
    ref = None if asked.municipality is None else _municipality(seen.keys, asked.municipality)
    county, stored = await reading.get(seen.county_ref), await reading.get(ref or seen.county_ref)
    assert county is not None, "it was read already"
    assert stored is not None, "it was read already"
    scope = Scope(reading, county.state, asked.on, asked.language)
    concerned = _Anything() if ref is None else _Concerning(ref, asked.on, mergers_in(seen.material.municipalities))
    entries = [
        *await meetings(scope, concerned.meeting),
        *await deadlines(scope, concerned.decision),
        *await owed(scope, seen, ref),
    ]
    return await _file(scope, seen.name(stored.ref), stored, entries)


async def _file(scope: Scope, name: str, of: EntitySnapshot, entries: list[CalendarEntry]) -> bytes:
    # Long calendars take a while: others are answered meanwhile.
    return await asyncio.to_thread(calendar_file, name, scope.uid(of), entries)


def _municipality(keys: Mapping[str, str], named: str) -> str:
    for ref, ags in keys.items():
        if named in (ags, str(split(ref)[1])):
            return ref
    raise NotFound("No municipality has this AGS or id.", (MUNICIPALITY.kind,))


class _Anything:
    """Every meeting and every decision."""

    def meeting(self, state: Meeting) -> bool:
        """Whether a meeting is wanted."""
        return True

    def decision(self, state: Decision) -> bool:
        """Whether a decision is wanted."""
        return True


@dataclass(frozen=True)
class _Concerning(_Anything):
    """Meetings and decisions of a municipality's own bodies and of those in which it is represented."""

    ref: str
    on: date
    mergers: Mergers

    def meeting(self, state: Meeting) -> bool:
        """Whether it meets, or sits there."""
        return self._is(state.holder) or any(map(self._is, state.parties))

    def decision(self, state: Decision) -> bool:
        """Whether it decides, or has a vote."""
        voting = running(state)
        seats = () if voting is None else voting.electorate.seats
        return self._is(state.of) or self._is(state.holder) or any(self._is(seat.party) for seat in seats)

    def _is(self, other: str | None) -> bool:
        return other is not None and become(other, self.on, self.mergers) == self.ref
