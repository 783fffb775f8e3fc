"""One county's part of the record: its lookups, secret and keys."""

import hmac
from collections.abc import Collection, Mapping
from uuid import UUID

import asyncpg

from events.decider import Content
from events.policy import Visibility
from service.codec import decode_authority, decode_event, decode_sealed
from service.database import Connection, Pool, fenced
from service.lookups import Lookups
from service.recorded import Recorded
from service.refs import join, split
from service.sealing import MasterKey, SealingKey
from service.texts import load_texts

LEVELS = tuple(sorted(Visibility, key=lambda visibility: visibility.level))
"""The visibilities by level, as stored in the tables."""

EVENT_COLUMNS = (
    "position, kind, stream_id, version, event_id, type, body, body_hash, recorded_at, actor_id, reason, authority, "
    "visibility, concerns, command_id, correlation_id, causation_id"
)
"""The columns of `events` that `recorded` reads."""

_SECRET = "county"


def recorded(county: UUID, row: asyncpg.Record) -> Recorded:
    """An event with its envelope, from a row of `EVENT_COLUMNS`."""
    return Recorded(
        county=county,
        position=row["position"],
        ref=join(row["kind"], row["stream_id"]),
        version=row["version"],
        event_id=row["event_id"],
        type=row["type"],
        event=decode_event(row["type"], row["body"]),
        body=row["body"],
        body_hash=row["body_hash"],
        recorded_at=row["recorded_at"],
        actor=row["actor_id"],
        reason=decode_sealed(row["reason"]),
        authority=decode_authority(row["authority"]),
        visibility=LEVELS[row["visibility"]],
        concerns=frozenset(row["concerns"]),
        command_id=row["command_id"],
        correlation_id=row["correlation_id"],
        causation_id=row["causation_id"],
    )


class Tenant:
    """A county in this database."""

    def __init__(self, pool: Pool, master: MasterKey, county: UUID) -> None:
        self.county = county
        self.ref = join("county", county)
        self.lookups = Lookups(pool, county)
        self._pool = pool
        self._master = master
        self._secret: bytes | None = None

    async def fingerprint(self, content: bytes) -> bytes:
        """A keyed digest of a command, which reveals nothing to someone who has only the tables."""
        if self._secret is None:
            self._secret = (await self._own_key()).secret
        return hmac.digest(self._secret, content, "sha256")

    async def _own_key(self) -> SealingKey:
        """The county's own key, created on first use."""
        key = await self.key_of(_SECRET)
        if key is None:
            made = self._master.new_key(self.county, _SECRET)
            async with fenced(self._pool, self.county) as connection:
                await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", str(self.county))
                key = await self._stored_key(connection, _SECRET)
                if key is None:
                    await insert_key(connection, self.county, made)
                    key = made
        return key

    async def check_master_key(self) -> None:
        """Raise `WrongMasterKey` if the county's own key is wrapped with another master key."""
        await self.key_of(_SECRET)

    async def key_of(self, subject: str) -> SealingKey | None:
        """The key that seals a subject's texts; None before the first text and after erasure."""
        async with fenced(self._pool, self.county) as connection:
            return await self._stored_key(connection, subject)

    async def _stored_key(self, connection: Connection, subject: str) -> SealingKey | None:
        row = await connection.fetchrow(
            "SELECT key_id, wrapped FROM sealing_keys WHERE county_id = $1 AND subject = $2 ORDER BY key_id LIMIT 1",
            self.county,
            subject,
        )
        return None if row is None else self._master.unwrap(self.county, row["key_id"], subject, row["wrapped"])

    def new_key(self, subject: str) -> SealingKey:
        """A new key for a subject, not stored yet."""
        return self._master.new_key(self.county, subject)

    def unwrap(self, key_id: str, wrapped: bytes) -> SealingKey:
        """A stored key, unwrapped."""
        return self._master.unwrap(self.county, key_id, "", wrapped)

    async def between(self, first: int, last: int) -> list[Recorded]:
        """The events from one position to another, inclusive."""
        async with fenced(self._pool, self.county) as connection:
            rows = await connection.fetch(
                f"SELECT {EVENT_COLUMNS} FROM events "
                "WHERE county_id = $1 AND position BETWEEN $2 AND $3 ORDER BY position",
                self.county,
                first,
                last,
            )
        return [recorded(self.county, row) for row in rows]

    async def since(self, ref: str, version: int, most: int | None = 100) -> list[Recorded]:
        """The events of an entity after a version: the oldest `most`, or all."""
        kind, stream_id = split(ref)
        async with fenced(self._pool, self.county) as connection:
            rows = await connection.fetch(
                f"SELECT {EVENT_COLUMNS} FROM events "
                "WHERE county_id = $1 AND kind = $2 AND stream_id = $3 AND version > $4 ORDER BY version LIMIT $5",
                self.county,
                kind,
                stream_id,
                version,
                most,
            )
        return [recorded(self.county, row) for row in rows]

    async def newest(self, ref: str, most: int = 20) -> list[Recorded]:
        """The newest events of an entity, oldest first."""
        kind, stream_id = split(ref)
        async with fenced(self._pool, self.county) as connection:
            rows = await connection.fetch(
                f"SELECT {EVENT_COLUMNS} FROM events "
                "WHERE county_id = $1 AND kind = $2 AND stream_id = $3 ORDER BY version DESC LIMIT $4",
                self.county,
                kind,
                stream_id,
                most,
            )
        return [recorded(self.county, row) for row in reversed(rows)]

    async def stream(self, ref: str) -> list[Recorded]:
        """All events of an entity, oldest first."""
        return await self.since(ref, 0, most=None)

    async def secrets(self, key_ids: Collection[str]) -> Mapping[str, bytes]:
        """The sealing keys among these that are not erased, by id."""
        async with fenced(self._pool, self.county) as connection:
            rows = await connection.fetch(
                "SELECT key_id, wrapped FROM sealing_keys WHERE county_id = $1 AND key_id = ANY ($2)",
                self.county,
                list(key_ids),
            )
        return {key_id: self.unwrap(key_id, wrapped).secret for key_id, wrapped in rows}

    async def texts(self, digests: Collection[str]) -> Mapping[str, str]:
        """Stored texts by digest."""
        async with fenced(self._pool, self.county) as connection:
            return await load_texts(connection, self.county, list(digests))

    async def content(self, sha256: str) -> Content | None:
        """What is known about uploaded bytes; None if they were not uploaded here."""
        async with fenced(self._pool, self.county) as connection:
            row = await connection.fetchrow(
                "SELECT size, media_type FROM contents WHERE county_id = $1 AND sha256 = $2",
                self.county,
                sha256,
            )
        return None if row is None else Content(row["size"], row["media_type"])


async def insert_key(connection: Connection, county: UUID, key: SealingKey) -> None:
    """Store a key in its wrapped form."""
    await connection.execute(
        "INSERT INTO sealing_keys (county_id, key_id, subject, wrapped) VALUES ($1, $2, $3, $4)",
        county,
        key.key_id,
        key.subject,
        key.wrapped,
    )
