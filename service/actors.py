"""Actors and their tokens: who has access, and in which role."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import asyncpg

from events.policy import Role
from events.values import Invalid, Sealed, Text
from service.codec import decode_sealed, encode_sealed
from service.database import Pool, fenced
from service.ids import new_id
from service.problems import InvalidInput, NotFound
from service.tenant import Tenant, insert_key

LABEL = Text(200)
"""The limits of an actor's label."""


class ActorKind(StrEnum):
    """What acts (Art des Akteurs)."""

    PERSON = "PERSON"
    """A person (Person)."""
    TOOL = "TOOL"
    """A partner's or municipality's own program (Fachverfahren)."""
    COMMAND_LINE = "COMMAND_LINE"
    """The command line (Kommandozeile)."""
    IMPORT = "IMPORT"
    """An import of official lists (Import)."""
    SYSTEM = "SYSTEM"
    """The service itself: it records what falls due without anyone acting (System)."""


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor as stored. Its label is sealed because it may name a person."""

    id: UUID
    kind: ActorKind
    role: Role
    label: Sealed
    acts_for: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TokenRow:
    """What is stored about a token. The token itself never is, only its SHA-256, which is left out here."""

    id: UUID
    actor: UUID
    writes: bool
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


def decode_actor(row: asyncpg.Record) -> ActorRow:
    """An actor from its row."""
    label = decode_sealed(row["label"])
    assert label is not None
    return ActorRow(
        row["actor_id"], ActorKind(row["kind"]), Role(row["role"]), label, row["acts_for"], row["created_at"]
    )


def token_hash(token: str) -> bytes:
    """The hash that is stored in place of a token."""
    return hashlib.sha256(token.encode()).digest()


def token_county(token: str) -> UUID | None:
    """The county that a token claims to belong to; None if it is not a token."""
    prefix, _, rest = token.partition("_")
    county, _, secret = rest.partition("_")
    if prefix != "kk" or not secret:
        return None
    try:
        return UUID(hex=county)
    except ValueError:
        return None


def new_token(county: UUID) -> str:
    """A new token for a county: `kk_`, the county's id, 256 random bits."""
    return f"kk_{county.hex}_{secrets.token_urlsafe(32)}"


class Actors:
    """The actors of one county."""

    def __init__(self, pool: Pool, tenant: Tenant) -> None:
        self._pool = pool
        self._tenant = tenant
        self._county = tenant.county

    async def create(
        self, label: str, role: Role, kind: ActorKind, acts_for: str | None = None, actor_id: UUID | None = None
    ) -> UUID:
        """Create an actor. `acts_for` is the ref of the entity it acts for, if its role requires one.

        If an actor with this id exists, nothing changes. Raises `InvalidInput`.
        """
        try:
            label = LABEL.check(label)
        except Invalid as fault:
            raise InvalidInput(fault.message, ("label",)) from fault
        if role in (Role.MUNICIPALITY, Role.PARTNER) and acts_for is None:
            raise InvalidInput(
                "this role acts for someone: name whom",
                ("actsFor",),
            )
        actor_id = actor_id or new_id()
        key = self._tenant.new_key(f"actor:{actor_id}")
        async with fenced(self._pool, self._county) as connection:
            made = await connection.fetchval(
                "INSERT INTO actors (county_id, actor_id, kind, role, label, acts_for) VALUES ($1, $2, $3, $4, $5, $6) "
                "ON CONFLICT DO NOTHING RETURNING actor_id",
                self._county,
                actor_id,
                kind,
                role,
                encode_sealed(key.seal(label, "label")),
                acts_for,
            )
            if made is not None:
                await insert_key(connection, self._county, key)
        return actor_id

    async def every(self) -> list[ActorRow]:
        """All actors, oldest first."""
        async with fenced(self._pool, self._county) as connection:
            rows = await connection.fetch(
                "SELECT * FROM actors WHERE county_id = $1 ORDER BY created_at, actor_id", self._county
            )
        return [decode_actor(row) for row in rows]

    async def issue(self, actor_id: UUID, writes: bool = True, expires_at: datetime | None = None) -> tuple[UUID, str]:
        """Issue a token for an actor: its id, and the token, which is shown only once. Raises a `Problem`."""
        token, token_id = new_token(self._county), new_id()
        async with fenced(self._pool, self._county) as connection:
            role = await connection.fetchval(
                "SELECT role FROM actors WHERE county_id = $1 AND actor_id = $2", self._county, actor_id
            )
            if role is None:
                raise NotFound("There is no such actor.", ("actor",))
            if role == Role.SYSTEM:
                raise InvalidInput(
                    "No token is issued for the service itself.",
                    ("actor",),
                )
            await connection.execute(
                "INSERT INTO tokens (county_id, token_id, actor_id, hash, writes, expires_at) "
                "VALUES ($1, $2, $3, $4, $5, $6)",
                self._county,
                token_id,
                actor_id,
                token_hash(token),
                writes,
                expires_at,
            )
        return token_id, token

    async def tokens(self, actor_id: UUID | None = None) -> Sequence[TokenRow]:
        """The tokens of one actor or of all actors, oldest first."""
        async with fenced(self._pool, self._county) as connection:
            rows = await connection.fetch(
                "SELECT token_id, actor_id, writes, created_at, expires_at, revoked_at FROM tokens "
                "WHERE county_id = $1 AND ($2::uuid IS NULL OR actor_id = $2) ORDER BY created_at, token_id",
                self._county,
                actor_id,
            )
        return [TokenRow(*row) for row in rows]

    async def revoke(self, token_id: UUID) -> None:
        """Revoke a token at once; revoking it again changes nothing. Raises `NotFound`."""
        async with fenced(self._pool, self._county) as connection:
            known = await connection.fetchval(
                "UPDATE tokens SET revoked_at = coalesce(revoked_at, clock_timestamp()) "
                "WHERE county_id = $1 AND token_id = $2 RETURNING true",
                self._county,
                token_id,
            )
        if not known:
            raise NotFound("There is no such token.", ("token",))

    async def rotate(self, token_id: UUID, expires_at: datetime | None = None) -> tuple[UUID, str]:
        """Replace a token by a new one with the same actor and scope; the old one ends at once. Raises `NotFound`."""
        old = next((token for token in await self.tokens() if token.id == token_id), None)
        if old is None or old.revoked_at is not None:
            raise NotFound("There is no such token in use.", ("token",))
        issued = await self.issue(old.actor, old.writes, expires_at or old.expires_at)
        await self.revoke(token_id)
        return issued
