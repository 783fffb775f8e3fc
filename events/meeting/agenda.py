"""The agenda of a meeting: its items in their order, public and non-public ones."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Any

from events.body.statutes import HOLDING
from events.decider import Act, Part, World, recorded, require
from events.meeting.lifecycle import check_open, status_of
from events.meeting.state import AgendaItem, ItemFacts, ItemNumber, Meeting, MeetingStatus, NumberedItem, OfMeeting
from events.numbered import exchanged, existing_part, numbered
from events.refs import DecisionRef
from events.rules import check_known, check_reasoned
from events.values import Allotted, Many, Passage, digest_of

MOST_ITEMS = 500
ItemNumbers = Annotated[tuple[ItemNumber, ...], Many(MOST_ITEMS)]


@dataclass(frozen=True)
class _Item(ItemFacts):
    notes: Passage | None = None
    """What there is to know about it; it names no persons (Erläuterung)."""


def item_of(number: int, told: _Item) -> AgendaItem:
    """The item that a command or an event tells, which both hold the notes in full."""
    notes = None if told.notes is None else digest_of(told.notes)
    return AgendaItem(number, told.title, told.public, told.decision, told.project, notes)


def check_item(item: AgendaItem, state: Meeting, world: World) -> None:
    """Raise `Rejected` unless an item is non-public where its decision is and the meeting is public
    (DECISION_NOT_PUBLIC)."""
    told = state.public and item.public and item.decision is not None
    require(
        not told or world.states[item.decision or ""].public,
        "DECISION_NOT_PUBLIC",
        "public",
        "The decision is not public, so the item that names it cannot be either: make it a non-public item.",
    )


def _check_named(item: AgendaItem, world: World) -> None:
    """Before all else: what one may not see is not in the record for him, also where it stands on the agenda."""
    check_known(item.decision, "decision", world)
    check_known(item.project, "project", world)


def _check_reasoned(state: Meeting, world: World) -> None:
    """Whoever was invited could prepare for the agenda as it was."""
    if status_of(state) is MeetingStatus.INVITED:
        check_reasoned(world, "The members have been invited; changing the agenda now needs a reason, so give one.")


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


def decisions_on_agenda(state: Meeting, command: Any, world: World) -> Iterable[str]:
    """The decisions on the agenda, in which it may have been voted."""
    return tuple(item.decision for item in state.agenda if item.decision is not None)


# --- Adding ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AgendaItemAdded(_Item):
    """An item was put last on a meeting's agenda (Tagesordnungspunkt aufgenommen)."""

    number: Annotated[ItemNumber, Allotted("item")]
    """Its number (Nummer)."""


@dataclass(frozen=True)
class AddAgendaItem(_Item, OfMeeting):
    """Put an item last on a meeting's agenda; needs a reason once its members are invited (Tagesordnungspunkt
    aufnehmen)."""


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
    check_item(item, state, world)
    _check_reasoned(state, world)
    return [recorded(AgendaItemAdded, command, number=number)]


def _added(state: Meeting, event: AgendaItemAdded) -> Meeting:
    last = max(state.last_item, event.number)
    return replace(state, agenda=(*state.agenda, item_of(event.number, event)), last_item=last)


# --- Revising --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgendaItemRevised(_Item, NumberedItem):
    """An item of a meeting's agenda is told otherwise (Tagesordnungspunkt geändert)."""


@dataclass(frozen=True)
class ReviseAgendaItem(AgendaItemRevised, OfMeeting):
    """Tell an item of a meeting's agenda otherwise, all of it anew; needs a reason once its members are invited. What
    was said in public stays in the public history (Tagesordnungspunkt ändern)."""


def _revise(command: ReviseAgendaItem, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    item = item_of(command.number, command)
    _check_named(item, world)
    if _item(state, command.number) == item:
        return []
    check_item(item, state, world)
    _check_reasoned(state, world)
    if _item(state, command.number).decision != item.decision:
        check_not_voted(_alone(command.number, state), world, "decision")
    return [recorded(AgendaItemRevised, command)]


def _item(state: Meeting, number: int) -> AgendaItem:
    return existing_part(state.agenda, number, "The agenda has no item with this number; check the current agenda.")


def _alone(number: int, state: Meeting) -> tuple[AgendaItem, ...]:
    """The item of a number, unless another one names its decision too."""
    item = _item(state, number)
    others = {each.decision for each in state.agenda if each.number != number}
    return () if item.decision in others else (item,)


def _revised(state: Meeting, event: AgendaItemRevised) -> Meeting:
    revised = item_of(event.number, event)
    return replace(state, agenda=exchanged(state.agenda, revised))


# --- Removing and reordering -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class AgendaItemRemoved(NumberedItem):
    """An item was taken off a meeting's agenda (Tagesordnungspunkt abgesetzt)."""

    public: bool
    """Whether it was to be dealt with in public (öffentlich)."""
    decision: DecisionRef | None = None
    """The decision that was to be taken or told of (Beschluss)."""


@dataclass(frozen=True)
class RemoveAgendaItem(NumberedItem, OfMeeting):
    """Take an item off a meeting's agenda; needs a reason once its members are invited (Tagesordnungspunkt
    absetzen)."""


def _remove(command: RemoveAgendaItem, state: Meeting, world: World) -> list[Any]:
    check_open(state)
    if numbered(state.agenda, command.number) is None and command.number <= state.last_item:
        return []
    item = _item(state, command.number)
    _check_reasoned(state, world)
    check_not_voted(_alone(command.number, state), world, "number")
    return [recorded(AgendaItemRemoved, command, public=item.public, decision=item.decision)]


def _removed(state: Meeting, event: AgendaItemRemoved) -> Meeting:
    return replace(state, agenda=tuple(each for each in state.agenda if each.number != event.number))


@dataclass(frozen=True)
class AgendaReordered:
    """The items of a meeting's agenda come in another order (Tagesordnung umgestellt)."""

    numbers: ItemNumbers
    """The numbers of all items, in their new order (Nummern)."""


@dataclass(frozen=True)
class ReorderAgenda(AgendaReordered, OfMeeting):
    """Put the items of a meeting's agenda in another order (Tagesordnung umstellen)."""


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


def _reordered(state: Meeting, event: AgendaReordered) -> Meeting:
    return replace(state, agenda=tuple(sorted(state.agenda, key=lambda each: event.numbers.index(each.number))))


AGENDA = Part(
    (
        Act(AddAgendaItem, _add, {AgendaItemAdded: _added}, HOLDING),
        Act(ReviseAgendaItem, _revise, {AgendaItemRevised: _revised}, HOLDING, decisions_on_agenda),
        Act(RemoveAgendaItem, _remove, {AgendaItemRemoved: _removed}, HOLDING, decisions_on_agenda),
        Act(ReorderAgenda, _reorder, {AgendaReordered: _reordered}, HOLDING),
    )
)
