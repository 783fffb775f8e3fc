"""Newest states, known outcomes and token holders, looked up in batches for commands and requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from service.batch_loader import BatchLoader
from service.codec import DECIDERS, decode_state
from service.database import Pool, reachable
from service.folds import refolded
from service.refs import join, split


@dataclass(frozen=True, slots=True)
class LoadedEntity:
    """The newest state of an entity, with its version, its position and its audience."""

    ref: str
    version: int
    position: int
    visibility: int
    concerns: frozenset[str]
    state: Any


@dataclass(frozen=True, slots=True)
class KnownOutcome:
    """The outcome of a command that was sent before."""

    fingerprint: bytes
    ref: str
    version: int
    position: int
    events: int


@dataclass(frozen=True, slots=True)
class TokenHolder:
    """The actor that a token belongs to."""

    actor: UUID
    role: str
    acts_for: str | None
    writes: bool


class Lookups:
    """Batched look-ups of one county."""

    def __init__(self, pool: Pool, county: UUID) -> None:
        self._pool = pool
        self._county = county
        self.states: BatchLoader[str, LoadedEntity] = BatchLoader(self._states)
        self.outcomes: BatchLoader[tuple[UUID, UUID], KnownOutcome] = BatchLoader(self._outcomes)
        self.holders: BatchLoader[bytes, TokenHolder] = BatchLoader(self._holders)

    async def _states(self, refs: Sequence[str]) -> Mapping[str, LoadedEntity]:
        halves = [split(ref) for ref in refs]
        rows = await self._rows(
            "SELECT * FROM current_states($1, $2, $3)",
            [kind for kind, _ in halves],
            [entity_id for _, entity_id in halves],
        )
        found = {}
        for kind, entity_id, version, fold, position, visibility, concerns, body in rows:
            decider = DECIDERS.get(kind)
            if decider is None:
                continue
            if fold == decider.fold:
                state = decode_state(kind, body)
            else:  # written by a process of another version after this one started
                state = await refolded(self._pool, self._county, decider, entity_id)
            ref = join(kind, entity_id)
            found[ref] = LoadedEntity(ref, version, position, visibility, frozenset(concerns), state)
        return found

    async def _outcomes(self, commands: Sequence[tuple[UUID, UUID]]) -> Mapping[tuple[UUID, UUID], KnownOutcome]:
        rows = await self._rows(
            "SELECT * FROM known_outcomes($1, $2, $3)",
            [actor for actor, _ in commands],
            [command for _, command in commands],
        )
        return {
            commands[n - 1]: KnownOutcome(fingerprint, join(kind, entity_id), version, position, events)
            for n, fingerprint, kind, entity_id, version, position, events in rows
        }

    async def _holders(self, hashes: Sequence[bytes]) -> Mapping[bytes, TokenHolder]:
        rows = await self._rows("SELECT * FROM token_holders($1, $2)", list(hashes))
        return {token: TokenHolder(actor, role, acts_for, writes) for token, actor, role, acts_for, writes in rows}

    async def _rows(self, call: str, *arguments: object) -> list[asyncpg.Record]:
        with reachable():
            return await self._pool.fetch(call, self._county, *arguments)
