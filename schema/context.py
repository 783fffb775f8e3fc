"""One GraphQL operation: its viewer, its language, and the one snapshot that answers it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, date, datetime
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from events.decider import stays_itself
from events.values import Sealed
from schema.aggregate import Published
from schema.moments import Moment, encode_id
from schema.search import SearchResults
from service.berlin import day_of
from service.cursors import encode_cursor
from service.database import LOST
from service.language import Language
from service.problems import Unavailable
from service.recorded import Recorded
from service.refs import split
from service.viewer import Viewer
from service.visibility import sees_all

if TYPE_CHECKING:
    from service.entity_snapshot import EntitySnapshot
    from service.read_session import ReadSession
    from service.record import Record

T = TypeVar("T")


class ValueInContext:
    """A value with its context: the moment it is read at, and the entity that its sealed texts belong to."""

    __slots__ = ("concerns", "moment", "ref", "value")

    def __init__(self, value: Any, moment: Moment | None, ref: str, concerns: frozenset[str]) -> None:
        self.value = value
        self.moment = moment
        self.ref = ref
        self.concerns = concerns

    def part(self, value: Any) -> "ValueInContext":
        """A part of the value, in the same context unless it has its own."""
        if isinstance(value, ValueInContext):
            return value
        return ValueInContext(value, self.moment, self.ref, self.concerns)


class Entity(ValueInContext):
    """An entity as it reads at a moment. `value` is its view on the day, computed on first use unless given."""

    __slots__ = ("_day", "published", "stored")

    def __init__(
        self, published: Published, stored: "EntitySnapshot", moment: Moment | None, day: date, value: Any = None
    ) -> None:
        self.published = published
        self.stored = stored
        self.moment = moment
        self.ref = stored.ref
        self.concerns = stored.concerns
        self._day = day
        if value is not None:
            self.value = value

    if not TYPE_CHECKING:  # fills a declared slot; other names are unknown

        def __getattr__(self, name: str) -> Any:
            # Not computed yet: often only the id of an entity is needed.
            if name != "value":
                raise AttributeError(name)
            self.value = self.published.decider.view(self.stored.state, self._day)
            return self.value

    @property
    def id(self) -> str:
        """Its opaque id, which names the moment it is read at."""
        return encode_id(self.ref, self.moment)

    @property
    def entity_id(self) -> str:
        """Its opaque id, the same at all moments."""
        return encode_id(self.ref)

    @property
    def type_name(self) -> str:
        """Its GraphQL type."""
        return self.published.name


class EventView(ValueInContext):
    """An event with its envelope; its references read as of right after it. `known` is the position up to which its
    corrections are shown; None for all."""

    __slots__ = ("day", "known", "recorded")

    def __init__(self, recorded: Recorded, day: date, known: int | None = None) -> None:
        super().__init__(recorded.event, Moment(recorded.position, day), recorded.ref, recorded.concerns)
        self.recorded = recorded
        self.day = day
        self.known = known

    @property
    def id(self) -> str:
        """Its opaque id."""
        return encode_id(f"event:{self.recorded.event_id}")

    @property
    def kind(self) -> str:
        """The kind of its entity."""
        return split(self.ref)[0]

    @property
    def cursor(self) -> str:
        """Its cursor."""
        return encode_cursor(self.recorded.position, self.recorded.event_id)

    @property
    def type_name(self) -> str:
        """Its GraphQL type."""
        return self.recorded.type


class Actor:
    """An actor of the county; `moment` is the moment at which the entity it acts for is read."""

    __slots__ = ("moment", "row")
    type_name = "Actor"

    def __init__(self, row: Any, moment: Moment | None) -> None:
        self.row = row
        self.moment = moment

    @property
    def id(self) -> str:
        """Its opaque id."""
        return encode_id(f"actor:{self.row.id}")


def _line(ref: str, nearest: dict[str, str]) -> list[str]:
    """The chain of entities that an entity has become part of."""
    found: list[str] = []
    while (ref := nearest.get(ref, "")) and ref not in found:
        found.append(ref)
    return found


Item = tuple["EntitySnapshot", Any]
"""An entity snapshot and its view on a day."""


class Operation:
    """The context of one GraphQL operation.

    The first field that reads opens the `ReadSession`, and `close` closes it, so that one snapshot answers everything.
    `renew` makes later fields see newer states, after a mutation and between the events of a subscription.
    """

    __slots__ = (
        "_found", "_indexes", "_items", "_lists", "_lock", "_opened", "_over", "_reading", "_today", "county_key",
        "language", "published", "record", "request_id", "token", "viewer",
    )  # fmt: skip

    def __init__(
        self,
        record: "Record",
        published: dict[str, Published],
        viewer: Viewer,
        language: Language,
        token: str | None = None,
        county_key: str | None = None,
        request_id: str = "",
    ) -> None:
        self.record = record
        self.published = published
        self.viewer = viewer
        self.language = language
        self.token = token
        self.county_key = county_key
        self.request_id = request_id
        self._opened: AbstractAsyncContextManager[ReadSession] | None = None
        self._reading: ReadSession | None = None
        self._today: date | None = None
        self._over = False
        self._lock = asyncio.Lock()
        self._items: dict[tuple[str, Moment | None], Entity | None] = {}
        self._lists: dict[tuple[str, int | None, date], list[Item]] = {}
        self._indexes: dict[tuple[str, int | None, date, str], dict[str, list[Item]]] = {}
        self._found: dict[Any, asyncio.Task[Any]] = {}

    # --- The reading

    async def reading(self) -> "ReadSession":
        """The operation's read session."""
        if self._reading is not None:
            return self._reading
        async with self._lock:
            if self._over:
                # Where one field fails, its siblings run on, and nobody waits for them.
                raise asyncio.CancelledError
            if self._reading is None:
                opened = self.record.read(self.viewer)
                self._reading = await opened.__aenter__()
                self._opened = opened
            return self._reading

    async def renew(self) -> None:
        """End the read session: later fields are answered from a newer snapshot."""
        self._items.clear()
        self._lists.clear()
        self._indexes.clear()
        for task in self._found.values():
            task.cancel()
        self._found.clear()
        # A field that still runs may just be opening a session: wait for it, or nobody would close it.
        async with self._lock:
            opened, self._opened, self._reading, self._today = self._opened, None, None, None
            if opened is not None:
                # Everything was read already; the pool replaces a connection lost since.
                with contextlib.suppress(Unavailable, *LOST):
                    await opened.__aexit__(None, None, None)

    async def close(self) -> None:
        """End the operation: what of it still runs reads nothing more."""
        self._over = True
        await self.renew()

    @property
    def today(self) -> date:
        """The day in Germany, the same for the whole read session."""
        if self._today is None:
            self._today = day_of(datetime.now(UTC))
        return self._today

    def day(self, place: ValueInContext) -> date:
        """The day on which something is read: the day of its moment, or today."""
        return place.moment.on if place.moment else self.today

    async def moment(self, at: dict[str, Any] | None, on: date | None, inherited: Moment | None) -> Moment | None:
        """The moment that the arguments name; what they leave out is inherited, or now and today."""
        if at is None and on is None:
            return inherited
        reading = await self.reading()
        if at is not None:
            position = await reading.position_at(at["position"] if "position" in at else at["time"])
        else:
            position = inherited.at if inherited else reading.position
        return Moment(position, on or (inherited.on if inherited else self.today))

    # --- Entities

    def entity(self, ref: str | None, moment: Moment | None) -> Entity | Awaitable[Entity | None] | None:
        """An entity at a moment; None if it is not visible. Entities asked for in one tick share a statement."""
        if ref is None:
            return None
        try:
            return self._items[ref, moment]
        except KeyError:
            return self._listed(ref, moment) or self._load(ref, moment)

    def _listed(self, ref: str, moment: Moment | None) -> Entity | None:
        """An entity of a kind that was already read completely."""
        published = self.published.get(ref.partition(":")[0])
        if published is None or self._reading is None:
            return None
        stored = self._reading.listed(published.kind, moment.at if moment else None).get(ref)
        if stored is None:
            return None
        found = self._items[ref, moment] = self.placed(published, stored, moment)
        return found

    async def _load(self, ref: str, moment: Moment | None) -> Entity | None:
        published = self.published.get(ref.partition(":")[0])
        if published is None:
            return None
        reading = await self.reading()
        stored = await reading.get(ref, moment.at if moment else None)
        found = None if stored is None else self.placed(published, stored, moment)
        self._items[ref, moment] = found
        return found

    def placed(self, published: Published, stored: "EntitySnapshot", moment: Moment | None) -> Entity:
        """A stored entity, read on the moment's day."""
        return Entity(published, stored, moment, moment.on if moment else self.today)

    async def entities(self, refs: Sequence[str], moment: Moment | None) -> list[Entity]:
        """The visible entities among these, in the given order."""
        found = await asyncio.gather(*(self.read(ref, moment) for ref in refs))
        return [entity for entity in found if entity is not None]

    async def hidden(self, refs: Collection[str], moment: Moment | None) -> frozenset[str]:
        """The hidden entities among these; no lookup for kinds that the viewer sees completely."""
        unsure = [ref for ref in refs if not sees_all(self.viewer, ref.partition(":")[0])]
        return frozenset(unsure).difference(entity.ref for entity in await self.entities(unsure, moment))

    async def read(self, ref: str | None, moment: Moment | None) -> Entity | None:
        """An entity at a moment; None if it is not visible."""
        found = self.entity(ref, moment)
        return await found if isawaitable(found) else found

    async def items(self, published: Published, moment: Moment | None) -> list[Item]:
        """All visible entities of a kind at a moment, with their views."""
        at, on = (moment.at, moment.on) if moment else (None, self.today)
        key = (published.kind, at, on)
        if key not in self._lists:
            reading = await self.reading()
            view = published.decider.view
            stored = await reading.every(published.kind, at)
            self._lists[key] = [(each, view(each.state, on)) for each in stored]
        return self._lists[key]

    async def naming(
        self, published: Published, by: str, ref: str, moment: Moment | None, followed: bool = False
    ) -> list[Item]:
        """All entities of a kind that name `ref` in the field `by`, or, if `followed`, one that became part of it."""
        at, on = (moment.at, moment.on) if moment else (None, self.today)
        key = (published.kind, at, on, by)
        if key not in self._indexes:
            successors = await self._successors(moment) if followed else {}
            index: dict[str, list[Item]] = {}
            for item in await self.items(published, moment):
                value = getattr(item[1], by)
                named = (value,) if isinstance(value, str) else value or ()
                for each in dict.fromkeys(one for ref in named for one in (ref, *successors.get(ref, ()))):
                    index.setdefault(each, []).append(item)
            self._indexes[key] = index
        return self._indexes[key].get(ref, [])

    async def _successors(self, moment: Moment | None) -> dict[str, list[str]]:
        """For each entity, the chain it has become part of by the moment's day."""
        on = moment.on if moment else self.today
        nearest: dict[str, str] = {}
        for published in self.published.values():
            become = published.decider.become
            if become is not stays_itself:
                for stored, _ in await self.items(published, moment):
                    if (successor := become(stored.state, on)) is not None:
                        nearest[stored.ref] = successor
        return {ref: _line(ref, nearest) for ref in nearest}

    async def once(self, key: Any, find: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of `find`, computed once per read session and key."""
        task = self._found.get(key)
        if task is None:
            task = self._found[key] = asyncio.create_task(find())
        return cast(T, await asyncio.shield(task))

    async def search(self, found: SearchResults) -> None:
        """Run the searches that a filter has requested."""
        if found:
            reading = await self.reading()
            matching = await asyncio.gather(*(reading.texts_matching(query) for query in found))
            found.update(zip(found, matching, strict=True))

    # --- Events, actors, texts

    async def event(self, event_id: UUID, moment: Moment | None = None) -> EventView | None:
        """An event, seen from a moment; None if it is not visible."""
        reading = await self.reading()
        recorded = await reading.event(event_id)
        return None if recorded is None else EventView(recorded, moment.on if moment else self.today)

    async def event_by(self, event_id: str, moment: Moment | None) -> EventView | None:
        """An event by its id as written in corrections."""
        return await self.event(UUID(event_id), moment)

    async def actor(self, actor_id: UUID | None, moment: Moment | None = None) -> Actor | None:
        """An actor of the county, seen from a moment."""
        if actor_id is None:
            return None
        reading = await self.reading()
        row = await reading.actor(actor_id)
        return None if row is None else Actor(row, moment)

    async def text(self, digest: str) -> str | None:
        """A stored text by digest; texts asked for in one tick are read in one statement."""
        reading = await self.reading()
        return await reading.text(digest)

    async def unsealed(self, sealed: Sealed | None, ref: str, concerns: frozenset[str]) -> Any:
        """A sealed text as far as the viewer may read it: (text, status)."""
        if sealed is None:
            return None
        reading = await self.reading()
        return await reading.unseal(sealed, ref, concerns)
