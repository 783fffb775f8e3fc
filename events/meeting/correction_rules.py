"""Correction: what may be said anew of a meeting, and what follows."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from events.decider import World, require
from events.meeting.agenda import AgendaItem
from events.meeting.agenda_rules import check_item, item_of
from events.meeting.correction import CorrectedItem, CorrectMeeting, MeetingCorrected
from events.meeting.held_rules import check_confidential, minuted
from events.meeting.lifecycle import day_in_berlin, day_of, item_numbered, parties_then
from events.meeting.minutes import MinutesRecorded, NonPublicMinutesRecorded
from events.meeting.scheduling_rules import check_second
from events.meeting.soundness import check_sound, invited_on
from events.meeting.state import Meeting
from events.person import check_contact
from events.rules import check_correction, check_known, check_not_empty

_WITHDRAWN = {
    "ends_withdrawn": ("ends",),
    "place_withdrawn": ("place",),
    "second_of_withdrawn": ("second_of",),
    "minutes_withdrawn": ("text", "document"),
    "non_public_minutes_withdrawn": ("non_public_text", "non_public_document"),
}
_AS_TOLD = ("title", "starts", "ends", "place", "online", "public", "second_of", "steps", "invitation", "attendance")


# --- What follows ----------------------------------------------------------------------------------------------


def _correct(command: CorrectMeeting, state: Meeting, world: World) -> list[Any]:
    check_correction(world)
    check_not_empty(command.steps, "steps")
    _check_once(command, state)
    _check_named(command, state, world)
    told: dict[str, Any] = {each.name: getattr(command, each.name, None) for each in fields(MeetingCorrected)}
    if command.starts is not None and day_in_berlin(command.starts) != day_of(state):
        told["parties"] = parties_then(world.states[state.body], day_in_berlin(command.starts))
    event = MeetingCorrected(**told)
    after = _corrected(state, event)
    check_sound(after, state, command.invitation or after.invitation, world)
    return [] if after == state else [event]


def _check_once(command: CorrectMeeting, state: Meeting) -> None:
    for withdrawn, given in _WITHDRAWN.items():
        require(
            not getattr(command, withdrawn) or all(getattr(command, each) is None for each in given),
            "CONTRADICTION",
            withdrawn,
            "Either it is given or there is none: leave out one of the two.",
        )
    numbers = [each.number for each in command.agenda or ()]
    require(
        len(set(numbers)) == len(numbers),
        "TWICE",
        "agenda",
        "Each number may stand on the agenda once.",
    )
    require(
        all(number <= state.last_item for number in numbers),
        "NOT_FOUND",
        "agenda",
        "A correction can bring back an item, but adds no new one: add it by its own command.",
    )


def _check_named(command: CorrectMeeting, state: Meeting, world: World) -> None:
    """What is newly named is in the record."""
    if command.invitation is not None:
        for document in command.invitation.documents:
            check_known(document, "invitation", world)
        if state.invitation is None or state.invitation.second_of != command.invitation.second_of:
            starts = command.starts or state.starts
            check_second(command.invitation.second_of, state.body, starts, world, "invitation")
    known = {each.person for each in state.attendance}
    for attendee in command.attendance or ():
        if attendee.person not in known:
            check_contact(attendee.person, "attendance", world)
    check_known(command.document, "document", world)
    check_confidential(command.non_public_document, "non_public_document", world)
    open_to_all = state.public if command.public is None else command.public
    for item in command.agenda or ():
        corrected = _item(item, state)
        if open_to_all != state.public or corrected not in state.agenda:
            check_item(corrected, open_to_all, world, "agenda")
    if command.agenda is None and open_to_all != state.public:
        for there in state.agenda:
            check_item(there, open_to_all, world, "public")


# --- What is then recorded -------------------------------------------------------------------------------------


def _item(told: CorrectedItem, state: Meeting) -> AgendaItem:
    item, there = item_of(told.number, told), item_numbered(state, told.number)
    return item if told.notes is not None or there is None else replace(item, notes=there.notes)


def _corrected(state: Meeting, event: MeetingCorrected) -> Meeting:
    told = {name: getattr(event, name) for name in (*_AS_TOLD, "parties") if getattr(event, name) is not None}
    for withdrawn in ("ends", "place", "second_of"):
        if getattr(event, f"{withdrawn}_withdrawn"):
            told[withdrawn] = None
    if event.agenda is not None:
        told["agenda"] = tuple(_item(each, state) for each in event.agenda)
    minutes = None if event.minutes_withdrawn else state.minutes
    others = None if event.non_public_minutes_withdrawn else state.non_public_minutes
    after = replace(
        state,
        **told,
        minutes=minuted(minutes, MinutesRecorded(event.text, event.document)),
        non_public_minutes=minuted(others, NonPublicMinutesRecorded(event.non_public_text, event.non_public_document)),
    )
    return after if invited_on(after.steps) else replace(after, invitation=None)


DECIDES: dict[type[Any], Callable[[Any, Meeting, World], list[Any]]] = {CorrectMeeting: _correct}
EVOLVES: dict[type[Any], Callable[[Meeting, Any], Meeting]] = {MeetingCorrected: _corrected}
