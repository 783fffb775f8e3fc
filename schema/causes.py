"""The causes of a field's value: folds an entity's events one by one and compares the field after each."""

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
"""How many causes are returned at once."""
_FOLDING = ThreadPoolExecutor(1, "folding")


@dataclass(frozen=True)
class ExplainedField:
    """A field that `why` can explain: its name for clients and in the view, and the field that identifies its members,
    if it has such members."""

    name: str
    attribute: str
    key: str | None

    def reader(self, part: int | None) -> Callable[[Any], Any]:
        """The function that reads what is compared: the field of a view, or its members with a key."""
        attribute, key = self.attribute, self.key
        if part is None or key is None:
            return lambda view: getattr(view, attribute)

        def members(view: Any) -> Any:
            found = tuple(each for each in getattr(view, attribute) or () if getattr(each, key) == part)
            return found or NOTHING

        return members


_KEYS = ("key", "number", "year")


def key_of(slot: Slot) -> str | None:
    """The field that identifies the members of a list: `key`, `number`, `year`, or one annotated as a key (such as
    `ClauseKey`); always an integer."""
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
    """The fields of an aggregate that `why` can explain; if a name is taken, the kind is its prefix."""
    found = []
    for slot in slots(published.view):
        name = slot.name if words.camel(slot.name) not in taken else f"{published.kind}_{slot.name}"
        found.append((ExplainedField(name, slot.name, key_of(slot)), slot))
    return found


class Cause:
    """An event that changed a field, and all events recorded by the same command."""

    __slots__ = ("also_recorded", "event_view")

    def __init__(self, event_view: EventView, also_recorded: list[EventView]) -> None:
        self.event_view = event_view
        self.also_recorded = also_recorded

    async def decision(self, operation: Operation) -> Entity | None:
        """The decision of this record that it rests on, if visible."""
        authority = self.event_view.recorded.authority
        if not isinstance(authority, RecordedDecision):
            return None
        return await operation.read(authority.decision, self.event_view.moment)

    @property
    def external(self) -> ValueInContext | None:
        """The external decision that it rests on."""
        authority = self.event_view.recorded.authority
        return self.event_view.part(authority) if isinstance(authority, ExternalDecision) else None


class _Missing:
    """No value: the entity or member did not exist yet."""


NOTHING = _Missing()


class _FieldHistory:
    """The state of one field during the walk: its value and its newest causes."""

    __slots__ = ("found", "read", "value")

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = read
        self.found: deque[Cause] = deque(maxlen=MOST_CAUSES + 1)
        self.value: Any = NOTHING


class _CauseFinder:
    """Finds the causes of any number of an entity's fields in one pass over its events, oldest first. It keeps only the
    newest causes, so memory is constant. Invisible events are folded but not reported as causes; invisible changes to a
    field do not count as changes."""

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
        """Look up which entities mentioned in the events are hidden from the reader."""
        named = {ref for recorded, _ in portion for ref in named_in(recorded.body)}
        self._hidden |= await self._reading.visibility.hidden(ref for ref in named if ref.partition(":")[0] in DECIDERS)

    def through(self, portion: Sequence[tuple[Recorded, bool]]) -> None:
        """Process some events, each with whether it is visible."""
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
        """The view of the current state on the day for this reader."""
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
        """The field's GraphQL name."""
        return words.camel(self.explained.name)


async def why(operation: Operation, entity: Entity, field: ExplainedField, part: int | None, before: int | None) -> Why:
    """The causes of the field's value at the entity's moment, newest first; only those before a position if one is
    given. Questions about an entity asked in one tick share one pass over its events."""

    async def begin() -> BatchLoader[_Question, Sequence[Cause]]:
        return BatchLoader(lambda questions: _answer(operation, questions))

    asking = await operation.once("why", begin)
    found = await asking.get(_Question(entity, before, field, part))
    return Why(entity, field, part, found or ())


@dataclass(frozen=True, eq=False)
class _Question:
    """A question about an entity; equal questions stay distinct."""

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
            # Long histories take a while: they run in one thread, so that others are answered meanwhile.
            await asyncio.get_running_loop().run_in_executor(_FOLDING, walk.through, portion)
            if walk.done:
                break
        found |= {each: track.found for each, track in zip(group, walk.tracks, strict=True)}
    return found
