"""Who may see the entities of which others tell: looked up many at a time, as of now and as of positions."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from service.access import STRICTEST, sight, visible
from service.batched import Batched
from service.codec import DECIDERS
from service.refs import join, split
from service.statements import SOME_AUDIENCES, SOME_AUDIENCES_THEN
from service.viewer import Viewer

Audience = tuple[int, list[str]]
"""The level of an entity, and whom it concerns."""
Fetch = Callable[..., Awaitable[list[asyncpg.Record]]]
Told = tuple[str, int | None]
"""An entity that something tells of, and the position of what tells of it; None: it is told now."""


class Audiences:
    """The audiences of entities, as one operation reads them for its viewer."""

    def __init__(self, viewer: Viewer, county: UUID, fetch: Fetch) -> None:
        self._viewer = viewer
        self._county = county
        self._fetch = fetch
        self._now: Batched[str, Audience] = Batched(self._fetch_now)
        self._then: Batched[tuple[str, int], Audience] = Batched(self._fetch_then)
        self._concerned: dict[str, list[str]] = {}

    async def hidden(self, told: Iterable[Told]) -> frozenset[Told]:
        """Those of some entities that the viewer does not see, by the stricter of then and now. Of a kind that he sees
        all of none is looked up."""
        unsure = [each for each in set(told) if sight(self._viewer, split(each[0])[0]).any < STRICTEST]
        await self._share_with([ref for ref, _ in unsure])
        seen = await asyncio.gather(*(self._sees(*each) for each in unsure))
        return frozenset(each for each, sees in zip(unsure, seen, strict=True) if not sees)

    async def _sees(self, ref: str, at: int | None) -> bool:
        kind, _ = split(ref)
        asked = None if at is None else self._then.ask((ref, at))
        now = await self._now.get(ref)
        then = now if asked is None else await asked
        if now is None or then is None or not visible(self._viewer, kind, now[0], self.concerns(kind, now[1])):
            return False
        return visible(self._viewer, kind, then[0], self.concerns(kind, then[1], now[1]))

    async def share(self, rows: Iterable[asyncpg.Record]) -> None:
        """Look up what `concerns` asks for: whom that concerns of which what is in these rows has its share."""
        sharing = [row for row in rows if row["kind"] in DECIDERS and DECIDERS[row["kind"]].shares]
        await self._look_up({ref for row in sharing for ref in (*row["concerns"], *(row["whom"] or ()))})

    async def _share_with(self, refs: Iterable[str]) -> None:
        """The same, for entities of which only the refs are known."""
        asked = [self._now.ask(ref) for ref in refs if DECIDERS[split(ref)[0]].shares]
        found = [audience for each in asked if (audience := await each) is not None]
        await self._look_up({ref for _, concerns in found for ref in concerns})

    async def _look_up(self, named: Collection[str]) -> None:
        if self._viewer.acts_for is None:
            return
        asked = {ref for ref in named if DECIDERS[split(ref)[0]].attentive} - self._concerned.keys()
        for ref, found in [(ref, self._now.ask(ref)) for ref in asked]:
            audience = await found
            seen = audience is not None and visible(self._viewer, split(ref)[0], *audience)
            self._concerned[ref] = audience[1] if audience is not None and seen else []

    def concerns(self, kind: str, then: Collection[str], now: Collection[str] | None = None) -> Collection[str]:
        """Whom something concerns for this viewer, by the stricter of then and now where that is kept up to date; whom
        that concerns to which it belongs, it concerns as that does now."""
        decider = DECIDERS[kind]
        if decider.shares and self._concerned:
            then, now = self._shared(then), None if now is None else self._shared(now)
        return self._viewer.still(then, now) if decider.attentive or decider.shares else then

    def _shared(self, concerns: Collection[str]) -> Collection[str]:
        return frozenset(concerns).union(*(self._concerned.get(ref, ()) for ref in concerns))

    async def _fetch_now(self, refs: Sequence[str]) -> Mapping[str, Audience]:
        kinds, ids = zip(*map(split, refs), strict=True)
        rows: list[Any] = await self._fetch(SOME_AUDIENCES, self._county, kinds, ids)
        return {join(kind, entity_id): (visibility, concerns) for kind, entity_id, visibility, concerns in rows}

    async def _fetch_then(self, asked: Sequence[tuple[str, int]]) -> Mapping[tuple[str, int], Audience]:
        kinds, ids = zip(*(split(ref) for ref, _ in asked), strict=True)
        rows: list[Any] = await self._fetch(SOME_AUDIENCES_THEN, self._county, kinds, ids, [at for _, at in asked])
        return {(join(kind, each), at): (visibility, concerns) for kind, each, at, visibility, concerns in rows}
