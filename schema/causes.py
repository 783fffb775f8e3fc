"""What made a field of an entity what it is: its events folded one by one, and the field looked at after each."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from events.authority import ExternalDecision, RecordedDecision
from events.correction import Replay
from schema import words
from schema.aggregate import Published
from schema.context import Entity, EventView, Operation, ValueInContext
from schema.filters import Redacted
from schema.shapes import Leaf, ListOf, NestedObject, Slot, slots
from service import docstrings
from service.batch_loader import BatchLoader
from service.codec import DECIDERS
from service.read_session import ReadSession
from service.recorded import Recorded
from service.refs import named_in

MOST_CAUSES = 100
"""How many causes are told at once."""
_FOLDING = ThreadPoolExecutor(1, "folding")


@dataclass(frozen=True)
class ExplainedField:
    """A field that can be asked about: its name as clients know it and as the view has it, and the field by which its
    members are told apart, if it has members that are."""

    name: str
    attribute: str
    key: str | None

    def reader(self, part: int | None) -> Callable[[Any], Any]:
        """What is compared: the field of a view, or those of its members that have the key."""
        attribute, key = self.attribute, self.key
        if part is None or key is None:
            return lambda view: getattr(view, attribute)

        def members(view: Any) -> Any:
            found = tuple(each for each in getattr(view, attribute) or () if getattr(each, key) == part)
            return found or NOTHING

        return members


_KEYS = ("key", "number", "year")


def key_of(slot: Slot) -> str | None:
    """The field by which the members of a list are told apart: their `key`, `number` or `year`, or what is annotated as
    a key of theirs (`ClauseKey`); always a whole number."""
    match slot.shape:
        case ListOf(of=NestedObject(type=cls)):
            whole = [
                each.name
                for each in slots(cls)
                if isinstance(each.shape, Leaf) and each.shape.type is int and not each.shape.optional
            ]
            keys = (name for name in whole if (docstrings.annotation_of(cls, name) or "").endswith("Key"))
            return next((name for name in (*_KEYS, *keys) if name in whole), None)
        case _:
            return None


def explained_fields(published: Published, taken: frozenset[str]) -> list[tuple[ExplainedField, Slot]]:
    """The fields of an aggregate that can be asked about; one whose name is taken has the kind before it."""
    found = []
    for slot in slots(published.view):
        name = slot.name if words.camel(slot.name) not in taken else f"{published.kind}_{slot.name}"
        found.append((ExplainedField(name, slot.name, key_of(slot)), slot))
    return found


class Cause:
    """An event that made a field what it is, and those that the same command recorded."""

    __slots__ = ("also_recorded", "event_view")

    def __init__(self, event_view: EventView, also_recorded: list[EventView]) -> None:
        self.event_view = event_view
        self.also_recorded = also_recorded

    async def decision(self, operation: Operation) -> Entity | None:
        """The decision of this record that it rests on, as far as it may be seen."""
        authority = self.event_view.recorded.authority
        if not isinstance(authority, RecordedDecision):
            return None
        return await operation.read(authority.decision, self.event_view.moment)

    @property
    def external(self) -> ValueInContext | None:
        """The decision taken elsewhere that it rests on."""
        authority = self.event_view.recorded.authority
        return self.event_view.part(authority) if isinstance(authority, ExternalDecision) else None


class _Missing:
    """No value at all, before there was an entity or a member."""


NOTHING = _Missing()


class _FieldHistory:
    """What is known of one field on the way: how it reads, and the newest causes."""

    __slots__ = ("found", "read", "value")

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = read
        self.found: deque[Cause] = deque(maxlen=MOST_CAUSES + 1)
        self.value: Any = NOTHING


class _CauseFinder:
    """Goes through the events of an entity, oldest first, for any number of fields at once. It keeps the newest causes
    only: memory does not grow with the history. What the reader may not see is folded, and what it changed not told;
    what he would not see of the field changes nothing in it for him."""

    def __init__(
        self,
        reading: ReadSession,
        published: Published,
        ref: str,
        on: date,
        before: int | None,
        reads: Iterable[Callable[[Any], Any]],
        concerns: Collection[str],
    ) -> None:
        self.tracks = [_FieldHistory(read) for read in reads]
        self.done = False
        self._hidden: frozenset[str] = frozenset()
        self._concerns = concerns
        self._reading = reading
        self._decider = published.decider
        self._ref = ref
        self._on = on
        self._before = before
        self._replay = Replay(published.decider)
        self._state: Any = None
        self._stale = False
        self._command: Any = None
        self._same_command: list[EventView] = []

    async def prepare(self, portion: Sequence[tuple[Recorded, bool]]) -> None:
        """Look up who of those that some events name is hidden from the reader."""
        named = {ref for recorded, _ in portion for ref in named_in(recorded.body)}
        self._hidden |= await self._reading.visibility.hidden(ref for ref in named if ref.partition(":")[0] in DECIDERS)

    def through(self, portion: Sequence[tuple[Recorded, bool]]) -> None:
        """Go on through some events, each with whether it may be seen."""
        for recorded, seen in portion:
            command = recorded.actor, recorded.command_id
            if command != self._command:
                self._command, self._same_command = command, []
            late = self._before is not None and recorded.position >= self._before
            if late and not self._same_command:
                self.done = True
                return
            event_view = EventView(recorded, self._on)
            if seen:
                self._same_command.append(event_view)
            if not late:
                self._fold(event_view, seen)

    def _fold(self, event_view: EventView, seen: bool) -> None:
        if seen and self._stale:
            view = self._view()
            for track in self.tracks:
                track.value = track.read(view)
        recorded = event_view.recorded
        self._state = self._replay.add(recorded.entry)
        self._stale = not seen
        if seen:
            view = self._view()
            for track in self.tracks:
                value = track.read(view)
                if value != track.value:
                    track.found.append(Cause(event_view, self._same_command))
                track.value = value

    def _view(self) -> Any:
        """The state that the walk has come to, as it reads on the day for this reader."""
        check = self._reading.visibility
        state = check.redacted_past(self._ref, self._state, self._concerns, self._hidden)
        view = self._decider.view(state, self._on)
        return Redacted(view, self._hidden) if self._hidden else view


class Why:
    """Why a field of an entity is what it is."""

    __slots__ = ("causes", "entity", "explained", "more", "part")

    def __init__(
        self, entity: Entity, explained_fields: ExplainedField, part: int | None, found: Sequence[Cause]
    ) -> None:
        self.entity = entity
        self.explained = explained_fields
        self.part = part
        self.causes = list(reversed(found))[:MOST_CAUSES]
        self.more = len(found) > MOST_CAUSES

    @property
    def field(self) -> str:
        """The field's name, as the entity has it."""
        return words.camel(self.explained.name)


async def why(operation: Operation, entity: Entity, field: ExplainedField, part: int | None, before: int | None) -> Why:
    """What made the field what it is at the entity's moment, the newest cause first; only those before a position where
    one is given. What is asked of an entity in one go is found in one walk through its events."""

    async def begin() -> BatchLoader[_Question, Sequence[Cause]]:
        return BatchLoader(lambda questions: _answer(operation, questions))

    asking = await operation.once("why", begin)
    found = await asking.get(_Question(entity, before, field, part))
    return Why(entity, field, part, found or ())


@dataclass(frozen=True, eq=False)
class _Question:
    """What is asked of an entity; two that ask the same are two all the same."""

    entity: Entity
    before: int | None
    field: ExplainedField
    part: int | None


async def _answer(operation: Operation, questions: Sequence[_Question]) -> Mapping[_Question, Sequence[Cause]]:
    reading = await operation.reading()
    groups: dict[Any, list[_Question]] = {}
    for each in questions:
        groups.setdefault((each.entity.ref, each.entity.moment, each.before), []).append(each)
    found: dict[_Question, Sequence[Cause]] = {}
    for (ref, _, before), group in groups.items():
        entity = group[0].entity
        reads = [each.field.reader(each.part) for each in group]
        walk = _CauseFinder(
            reading, entity.published, ref, operation.day(entity), before, reads, entity.stored.concerns
        )
        async for portion in reading.walk(ref, entity.stored.position):
            await walk.prepare(portion)
            # Long histories take a while: others are answered meanwhile, and have the processor but for one thread.
            await asyncio.get_running_loop().run_in_executor(_FOLDING, walk.through, portion)
            if walk.done:
                break
        found |= {each: track.found for each, track in zip(group, walk.tracks, strict=True)}
    return found
