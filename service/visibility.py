"""Who may see what: everything that leaves the record is judged here, and nowhere else.

An aggregate says how visible something is and whom it concerns (`Disclosure`); a role determines how much of that kind
it may see. Some examples, in which "the cooperation" means the municipalities, and "concerned" the entity that an actor
acts for:

    a public decision, submitted       everyone
    the draft of one                   the cooperation; of partners, those concerned
    a non-public decision              coordination and audit; those concerned now
    who was present at its voting      the same, also where the decision is public
    an item of a public agenda         everyone who sees the decision that it names
    a document of a meeting            by its own visibility; those concerned now by the meeting count as concerned
    an act that rests on a decision    whoever sees the act; among the decision's effects, who sees the decision too
    what is past                       who might have seen it then, and may see it now

A viewer whose municipality has merged with others is concerned by what concerned those (`Viewer.is_among`).
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg

from events.policy import Concern, Relation, Role, Visibility
from service.batch_loader import BatchLoader
from service.berlin import day_of
from service.codec import DECIDERS, decode_state
from service.entity_snapshot import EntitySnapshot
from service.lookups import LoadedEntity
from service.recorded import Recorded
from service.refs import join, split
from service.statements import SOME_AUDIENCES, SOME_AUDIENCES_THEN
from service.tenant import LEVELS, recorded
from service.viewer import Viewer

# --- By role and kind ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VisibleLevels:
    """The strictest level a viewer may see of a kind: of any entity, and of entities that concern the viewer (-1:
    none)."""

    any: int
    own: int


_STRICTEST = Visibility.CONFIDENTIAL.level
_BLIND = VisibleLevels(-1, -1)
_VISIBLE_LEVELS: dict[tuple[Role, str], VisibleLevels] = {
    (role, kind): VisibleLevels(
        any=levels[Relation.ANY].level if Relation.ANY in levels else -1,
        own=levels[Relation.OWN].level if Relation.OWN in levels else -1,
    )
    for kind, decider in DECIDERS.items()
    for role, levels in decider.disclosure.sees.items()
}


def visible_levels(viewer: Viewer, kind: str) -> VisibleLevels:
    """The levels that the viewer may see of a kind."""
    return _VISIBLE_LEVELS.get((viewer.role, kind), _BLIND)


def visible(viewer: Viewer, kind: str, level: int, concerns: Collection[str]) -> bool:
    """Whether the viewer may see something of this kind and level with these concerns."""
    seen = visible_levels(viewer, kind)
    return level <= seen.any or (level <= seen.own and viewer.is_among(concerns))


def sees_internal(viewer: Viewer, kind: str, concerns: Collection[str] = ()) -> bool:
    """Whether the viewer may see internal details of something of this kind with these concerns."""
    return visible(viewer, kind, Visibility.INTERNAL.level, concerns)


def sees_all(viewer: Viewer, kind: str) -> bool:
    """Whether the viewer may see everything of a kind, so that no lookup is needed."""
    return visible_levels(viewer, kind).any >= _STRICTEST


def strictest_seen(viewer: Viewer, kind: str, concerns: Collection[str]) -> Visibility:
    """The strictest level that the viewer may see of a visible entity of this kind with these concerns."""
    seen = visible_levels(viewer, kind)
    own = seen.own if viewer.is_among(concerns) else -1
    return LEVELS[max(0, seen.any, own)]


def may_unseal(viewer: Viewer, kind: str, concerns: Collection[str]) -> bool:
    """Whether the viewer may read sealed texts of an entity of this kind with these concerns."""
    relation = DECIDERS[kind].disclosure.unseals.get(viewer.role)
    return relation is Relation.ANY or (relation is Relation.OWN and viewer.is_among(concerns))


# --- For commands ----------------------------------------------------------------------------------------------


def inherits_from(kind: str, concerns: Iterable[str]) -> set[str]:
    """The entities among the concerns of something of this kind whose own concerns it inherits."""
    if not _inherits(kind):
        return set()
    return {ref for ref in concerns if DECIDERS[split(ref)[0]].disclosure.concern is Concern.CURRENT}


def _inherits(kind: str) -> bool:
    return DECIDERS[kind].disclosure.concern is Concern.INHERITED


def sees_newest(viewer: Viewer, entity: LoadedEntity, known: Mapping[str, LoadedEntity | None]) -> bool:
    """Whether the viewer may see an entity as it is now; `known` holds those it inherits concerns from."""
    kind, _ = split(entity.ref)
    concerns = entity.concerns
    for ref in inherits_from(kind, concerns):
        source = known.get(ref)
        if source is not None and sees_newest(viewer, source, known):
            concerns |= source.concerns
    return visible(viewer, kind, entity.visibility, concerns)


def sees_recorded(viewer: Viewer, event: Recorded) -> bool:
    """Whether the viewer may see an event that was just recorded, or whose entity the viewer sees now."""
    return visible(viewer, split(event.ref)[0], event.visibility.level, event.concerns)


# --- For readers -----------------------------------------------------------------------------------------------

_Audience = tuple[int, list[str]]
"""An entity's visibility level and concerns."""
_Mention = tuple[str, int | None]
"""A mentioned entity and the position of the mention; None for now."""
_Fetch = Callable[..., Awaitable[list[asyncpg.Record]]]
_STATE_COLUMNS = 10


class VisibilityCheck:
    """Judges what one operation may show its viewer. Each lookup is made once.

    Rows of states and events carry the entity's current `now_visibility` and `now_concerns`, NULL if the row itself is
    current.
    """

    def __init__(self, viewer: Viewer, county: UUID, fetch: _Fetch) -> None:
        self._viewer = viewer
        self._county = county
        self._fetch = fetch
        self._now: BatchLoader[str, _Audience] = BatchLoader(self._fetch_now)
        self._then: BatchLoader[tuple[str, int], _Audience] = BatchLoader(self._fetch_then)
        self._inherited: dict[str, list[str]] = {}

    # --- States

    async def snapshots(
        self, rows: Sequence[asyncpg.Record], positions: Sequence[int | None]
    ) -> list[EntitySnapshot | None]:
        """The visible part of each state, as of its position (None: now); None if the viewer may not see it."""
        await self._look_up_inherited(rows)
        found = [self._snapshot(*row[:_STATE_COLUMNS]) for row in rows]
        if all(row["kind"] not in DECIDERS or DECIDERS[row["kind"]].disclosure.redact is None for row in rows):
            return found
        revealed: list[list[_Mention]] = [
            [] if snapshot is None else [(ref, at) for ref in DECIDERS[row["kind"]].disclosure.reveals(snapshot.state)]
            for row, snapshot, at in zip(rows, found, positions, strict=True)
        ]
        hidden = await self._hidden(each for mentions in revealed for each in mentions)
        return [
            None if snapshot is None else self._redacted(snapshot, {each[0] for each in mentions if each in hidden})
            for snapshot, mentions in zip(found, revealed, strict=True)
        ]

    def _snapshot(
        self,
        kind: str,
        entity_id: UUID,
        version: int,
        position: int,
        recorded_at: datetime,
        visibility: int,
        concerns: list[str],
        body: str,
        now_visibility: int | None,
        now_concerns: list[str] | None,
    ) -> EntitySnapshot | None:
        if kind not in DECIDERS:
            return None
        still = self._concerns(kind, concerns, now_concerns)
        if not self._sees(kind, visibility, still, now_visibility, now_concerns):
            return None
        state = decode_state(kind, body)
        return EntitySnapshot(
            join(kind, entity_id), version, position, recorded_at, visibility, frozenset(still), state
        )

    def _redacted(self, snapshot: EntitySnapshot, hidden: Collection[str]) -> EntitySnapshot:
        kind, _ = split(snapshot.ref)
        return replace(snapshot, state=self._redact(kind, snapshot.state, snapshot.concerns, hidden))

    def _redact(self, kind: str, state: Any, concerns: Collection[str], hidden: Collection[str]) -> Any:
        redact = DECIDERS[kind].disclosure.redact
        if redact is None:
            return state
        return redact(state, day_of(datetime.now(UTC)), strictest_seen(self._viewer, kind, concerns), hidden)

    async def redacted(self, ref: str, states: Iterable[Any], concerns: Collection[str]) -> list[Any]:
        """The visible part of some states of an entity, as if they were current; None stays None."""
        kind, _ = split(ref)
        reveals = DECIDERS[kind].disclosure.reveals
        states = list(states)
        hidden = await self.hidden(each for state in states if state is not None for each in reveals(state))
        return [None if state is None else self._redact(kind, state, concerns, hidden) for state in states]

    def redacted_past(self, ref: str, state: Any, now_concerns: Collection[str], hidden: Collection[str]) -> Any:
        """The visible part of a past state of a visible entity with these current concerns; `hidden` are the mentioned
        entities that the viewer may not see."""
        kind, _ = split(ref)
        disclosure = DECIDERS[kind].disclosure
        if disclosure.redact is None:
            return state
        then = disclosure.audience(ref, state, None).concerns
        return self._redact(kind, state, self._concerns(kind, then, now_concerns), hidden)

    # --- Events

    async def visible_events(self, rows: Sequence[asyncpg.Record], authority: str | None = None) -> list[Recorded]:
        """The events that the viewer may see. With `authority`, the viewer must also be allowed to see that decision;
        the rows then carry its visibility right after the event (`authority_…`) and now (`authority_now_…`)."""
        await self._look_up_inherited(rows)
        maybe = [
            row for row in rows if self._sees_event(row) and (authority is None or self._sees_authority(authority, row))
        ]
        return [event for event, seen in await self._judged(maybe) if seen]

    async def judged_events(self, rows: Sequence[asyncpg.Record]) -> list[tuple[Recorded, bool]]:
        """All these events, each with whether the viewer may see it."""
        await self._look_up_inherited(rows)
        return await self._judged(rows)

    async def _judged(self, rows: Sequence[asyncpg.Record]) -> list[tuple[Recorded, bool]]:
        """Judge the events, also by the entities that they reveal."""
        events = [self._recorded(row) for row in rows]
        revealed: list[list[_Mention]] = [
            [(ref, event.position) for ref in DECIDERS[row["kind"]].disclosure.reveals(event.event)]
            for row, event in zip(rows, events, strict=True)
        ]
        hidden = await self._hidden(each for mentions in revealed for each in mentions)
        return [
            (event, self._sees_event(row, 0 if hidden.isdisjoint(mentions) else _STRICTEST))
            for row, event, mentions in zip(rows, events, revealed, strict=True)
        ]

    def _recorded(self, row: asyncpg.Record) -> Recorded:
        event = recorded(self._county, row)
        still = self._concerns(row["kind"], event.concerns, row["now_concerns"])
        return event if still is event.concerns else replace(event, concerns=frozenset(still))

    def _sees_event(self, row: asyncpg.Record, least: int = 0) -> bool:
        kind, now_concerns = row["kind"], row["now_concerns"]
        if kind not in DECIDERS:
            return False
        still = self._concerns(kind, row["concerns"], now_concerns)
        return self._sees(kind, row["visibility"], still, row["now_visibility"], now_concerns, least)

    def _sees_authority(self, ref: str, row: asyncpg.Record) -> bool:
        kind, _ = split(ref)
        visibility, now_visibility = row["authority_visibility"], row["authority_now_visibility"]
        if visibility is None or now_visibility is None:
            return False
        now_concerns = row["authority_now_concerns"]
        still = self._concerns(kind, row["authority_concerns"], now_concerns)
        return self._sees(kind, visibility, still, now_visibility, now_concerns)

    # --- Entities that others name

    async def hidden(self, refs: Iterable[str]) -> frozenset[str]:
        """The entities among these that the viewer may not see now."""
        return frozenset(ref for ref, _ in await self._hidden((ref, None) for ref in refs))

    async def _hidden(self, mentions: Iterable[_Mention]) -> frozenset[_Mention]:
        """The mentions among these that the viewer may not see, by the stricter of then and now."""
        unsure = [each for each in set(mentions) if not sees_all(self._viewer, split(each[0])[0])]
        await self._look_up_inherited_of([ref for ref, _ in unsure])
        seen = await asyncio.gather(*(self._sees_mentioned(*each) for each in unsure))
        return frozenset(each for each, sees in zip(unsure, seen, strict=True) if not sees)

    async def _sees_mentioned(self, ref: str, at: int | None) -> bool:
        kind, _ = split(ref)
        asked = None if at is None else self._then.ask((ref, at))
        now = await self._now.get(ref)
        then = now if asked is None else await asked
        if now is None or then is None:
            return False
        return self._sees(kind, then[0], self._concerns(kind, then[1], now[1]), *now)

    # --- Whom something concerns

    def _sees(
        self,
        kind: str,
        visibility: int,
        concerns: Collection[str],
        now_visibility: int | None,
        now_concerns: Collection[str] | None,
        least: int = 0,
    ) -> bool:
        """Whether the viewer may see something, by the stricter of then and now (None: the same), taking its level as
        at least `least`."""
        if not visible(self._viewer, kind, max(least, visibility), concerns):
            return False
        if now_visibility is None:
            return True
        return visible(self._viewer, kind, max(least, now_visibility), self._concerns(kind, now_concerns or ()))

    def _concerns(self, kind: str, then: Collection[str], now: Collection[str] | None = None) -> Collection[str]:
        """The concerns that count for this viewer: without the viewer if they concerned the viewer then but no longer
        do (`now` None: unchanged)."""
        concern = DECIDERS[kind].disclosure.concern
        if concern is Concern.LASTING:
            return then
        if concern is Concern.INHERITED and self._inherited:
            then, now = self._with_inherited(then), None if now is None else self._with_inherited(now)
        viewer = self._viewer
        if now is None or viewer.acts_for is None or viewer.is_among(now):
            return then
        return frozenset(then) - viewer.predecessors - {viewer.acts_for}

    def _with_inherited(self, concerns: Collection[str]) -> Collection[str]:
        return frozenset(concerns).union(*(self._inherited.get(ref, ()) for ref in concerns))

    async def _look_up_inherited(self, rows: Iterable[asyncpg.Record]) -> None:
        """Look up the concerns of the entities from which these rows inherit."""
        if self._viewer.acts_for is None:
            return
        sources: set[str] = set()
        for row in rows:
            if row["kind"] in DECIDERS and _inherits(row["kind"]):
                sources |= inherits_from(row["kind"], (*row["concerns"], *(row["now_concerns"] or ())))
        await self._inherit_from(sources)

    async def _look_up_inherited_of(self, refs: Iterable[str]) -> None:
        """Look up inherited concerns for entities known only by ref."""
        if self._viewer.acts_for is None:
            return
        asked = [(split(ref)[0], self._now.ask(ref)) for ref in refs if _inherits(split(ref)[0])]
        sources: set[str] = set()
        for kind, audience in [(kind, await found) for kind, found in asked]:
            sources |= set() if audience is None else inherits_from(kind, audience[1])
        await self._inherit_from(sources)

    async def _inherit_from(self, sources: set[str]) -> None:
        for ref, asked in [(ref, self._now.ask(ref)) for ref in sources - self._inherited.keys()]:
            audience = await asked
            seen = audience is not None and visible(self._viewer, split(ref)[0], *audience)
            self._inherited[ref] = audience[1] if audience is not None and seen else []

    async def _fetch_now(self, refs: Sequence[str]) -> Mapping[str, _Audience]:
        kinds, ids = zip(*map(split, refs), strict=True)
        rows: list[Any] = await self._fetch(SOME_AUDIENCES, self._county, kinds, ids)
        return {join(kind, entity_id): (visibility, concerns) for kind, entity_id, visibility, concerns in rows}

    async def _fetch_then(self, asked: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], _Audience]:
        kinds, ids = zip(*(split(ref) for ref, _ in asked), strict=True)
        rows: list[Any] = await self._fetch(SOME_AUDIENCES_THEN, self._county, kinds, ids, [at for _, at in asked])
        return {(join(kind, each), at): (visibility, concerns) for kind, each, at, visibility, concerns in rows}
