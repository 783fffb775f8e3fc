"""The agenda of a meeting: what follows from adding, revising, removing and reordering its items."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from events.decider import Rejected, World, require
from events.meeting.agenda import (
    AddAgendaItem,
    AgendaItem,
    AgendaItemAdded,
    AgendaItemRemoved,
    AgendaItemRevised,
    AgendaReordered,
    RemoveAgendaItem,
    ReorderAgenda,
    ReviseAgendaItem,
)
from events.meeting.lifecycle import check_open, item_numbered, status_of
from events.meeting.scheduling import MeetingStatus
from events.meeting.state import Meeting
from events.rules import check_known, check_reasoned
from events.values import digest_of

MOST_ITEMS = 500

# --- What follows ----------------------------------------------------------------------------------------------


def item_of(number: int, told: Any) -> AgendaItem:
    """The item that a command or an event tells, which both hold the notes in full."""
    notes = None if told.notes is None else digest_of(told.notes)
    return AgendaItem(number, told.title, told.public, told.decision, told.project, notes)


def check_item(item: AgendaItem, open_to_all: bool, world: World, field: str | None = None) -> None:
    """Raise `Rejected` (at this field, or at that of the command which is at fault) unless an item names what is in the
    record (NOT_FOUND), and is non-public where its decision is and the meeting is public (DECISION_NOT_PUBLIC)."""
    _check_named(item, world, field)
    told = open_to_all and item.public and item.decision is not None
    require(
        not told or world.states[item.decision or ""].public,
        "DECISION_NOT_PUBLIC",
        field or "public",
        "The decision is not public, so the item that names it cannot be either: make it a non-public item.",
    )


def check_not_voted(items: Iterable[AgendaItem], world: World, field: str) -> None:
    """Raise `Rejected` (HELD) if a decision to which these items belong was voted on in this meeting."""
    named = {item.decision for item in items if item.decision is not None}
    require(
        not any(voting.meeting == world.ref for ref in named for voting in world.states[ref].votings),
        "HELD",
        field,
        "A decision on the agenda was voted on in this meeting. If that is wrong, correct the decision first: leave "
        "the meeting out of that voting, and name it again afterwards if it is the right one.",
    )


def _check_named(item: AgendaItem, world: World, field: str | None = None) -> None:
    """Before all else: what one may not see is not in the record for him, also where it stands on the agenda."""
    check_known(item.decision, field or "decision", world)
    check_known(item.project, field or "project", world)


def _add(command: AddAgendaItem, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    number = state.last_item + 1
    item = item_of(number, command)
    _check_named(item, world)
    if any(replace(each, number=number) == item for each in state.agenda):
        return []
    require(
        len(state.agenda) < MOST_ITEMS,
        "TOO_MANY",
        "id",
        "An agenda has at most {most} items; put some together, or schedule another meeting.",
        most=MOST_ITEMS,
    )
    check_item(item, state.public, world)
    _check_reasoned(state, world)
    told = (number, command.title, command.public, command.decision, command.project, command.notes)
    return [AgendaItemAdded(*told)]


def _revise(command: ReviseAgendaItem, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    item = item_of(command.number, command)
    _check_named(item, world)
    if _item(state, command.number) == item:
        return []
    check_item(item, state.public, world)
    _check_reasoned(state, world)
    if _item(state, command.number).decision != item.decision:
        check_not_voted(_alone(command.number, state), world, "decision")
    told = (command.number, command.title, command.public, command.decision, command.project, command.notes)
    return [AgendaItemRevised(*told)]


def _remove(command: RemoveAgendaItem, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    if item_numbered(state, command.number) is None and command.number <= state.last_item:
        return []
    item = _item(state, command.number)
    _check_reasoned(state, world)
    check_not_voted(_alone(command.number, state), world, "number")
    return [AgendaItemRemoved(command.number, item.public, item.decision)]


def _alone(number: int, state: Meeting) -> tuple[AgendaItem, ...]:
    """The item of a number, unless another one names its decision too."""
    item = _item(state, number)
    others = {each.decision for each in state.agenda if each.number != number}
    return () if item.decision in others else (item,)


def _check_reasoned(state: Meeting, world: World) -> None:
    """Whoever was invited could prepare for the agenda as it was."""
    if status_of(state) is MeetingStatus.INVITED:
        check_reasoned(
            world,
            "The members are invited already; to change the agenda now needs a reason.",
        )


def _item(state: Meeting, number: int) -> AgendaItem:
    item = item_numbered(state, number)
    if item is None:
        raise Rejected(
            "NOT_FOUND",
            "number",
            "There is no item of this number on the agenda; look up the agenda as it stands.",
        )
    return item


def _reorder(command: ReorderAgenda, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    numbers = tuple(item.number for item in state.agenda)
    require(
        sorted(numbers) == sorted(command.numbers),
        "NOT_ALL",
        "numbers",
        "Give the numbers of all items that are on the agenda, each once.",
    )
    return [] if numbers == command.numbers else [AgendaReordered(command.numbers)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _added(state: Meeting, event: AgendaItemAdded) -> Meeting:
    return replace(state, agenda=(*state.agenda, item_of(event.number, event)), last_item=event.number)


def _revised(state: Meeting, event: AgendaItemRevised) -> Meeting:
    revised = item_of(event.number, event)
    return replace(state, agenda=tuple(revised if each.number == event.number else each for each in state.agenda))


def _removed(state: Meeting, event: AgendaItemRemoved) -> Meeting:
    return replace(state, agenda=tuple(each for each in state.agenda if each.number != event.number))


def _reordered(state: Meeting, event: AgendaReordered) -> Meeting:
    return replace(state, agenda=tuple(sorted(state.agenda, key=lambda each: event.numbers.index(each.number))))


DECIDES: dict[type[Any], Callable[[Any, Meeting, World], list[Any]]] = {
    AddAgendaItem: _add,
    ReviseAgendaItem: _revise,
    RemoveAgendaItem: _remove,
    ReorderAgenda: _reorder,
}
EVOLVES: dict[type[Any], Callable[[Meeting, Any], Meeting]] = {
    AgendaItemAdded: _added,
    AgendaItemRevised: _revised,
    AgendaItemRemoved: _removed,
    AgendaReordered: _reordered,
}
