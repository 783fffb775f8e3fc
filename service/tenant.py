"""One county's side of the record: its look-ups, its secret, its keys."""

import hmac
from collections.abc import Collection, Mapping
from uuid import UUID

import asyncpg

from events.decider import Content
from events.policy import Visibility
from service.codec import decode_authority, decode_event, decode_sealed
from service.database import Connection, Pool, fenced
from service.loads import Loads
from service.recorded import Recorded
from service.refs import join, split
from service.sealing import MasterKey, SealingKey
from service.texts import load_texts

LEVELS = tuple(sorted(Visibility, key=lambda visibility: visibility.level))
"""The visibilities in the order of their levels, as the tables hold them."""

EVENT_COLUMNS = (
    "position, kind, stream_id, version, event_id, type, body, body_hash, recorded_at, actor_id, reason, authority, "
    "visibility, concerns, command_id, correlation_id, causation_id"
)
"""What `recorded` reads of a row of `events`, in its order."""

_SECRET = "county"


def recorded(county: UUID, row: asyncpg.Record) -> Recorded:
    """An event with its envelope from a row of EVENT_COLUMNS."""
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
    """A county of this database."""

    def __init__(self, pool: Pool, master: MasterKey, county: UUID) -> None:
        self.county = county
        self.ref = join("county", county)
        self.loads = Loads(pool, county)
        self._pool = pool
        self._master = master
        self._secret: bytes | None = None

    async def fingerprint(self, content: bytes) -> bytes:
        """A digest of a command that tells nothing of it to whoever has the tables only."""
        if self._secret is None:
            self._secret = (await self._own_key()).secret
        return hmac.digest(self._secret, content, "sha256")

    async def _own_key(self) -> SealingKey:
        """The county's own key, made when it is first asked for."""
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
        """Raise `WrongMasterKey` if the county's own key is wrapped with another."""
        await self.key_of(_SECRET)

    async def key_of(self, subject: str) -> SealingKey | None:
        """The key under which a subject's texts are sealed; None before the first and after erasure."""
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
        """A stored key, opened."""
        return self._master.unwrap(self.county, key_id, "", wrapped)

    async def between(self, first: int, last: int) -> list[Recorded]:
        """The events of a span of positions, both ends included."""
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
        """The events of one entity after a version, the oldest `most` of them, or all."""
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
        """The newest events of one entity, in their order."""
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
        """All events of one entity, in their order."""
        return await self.since(ref, 0, most=None)

    async def secrets(self, key_ids: Collection[str]) -> Mapping[str, bytes]:
        """Those of some sealing keys that are not erased, by their ids."""
        async with fenced(self._pool, self.county) as connection:
            rows = await connection.fetch(
                "SELECT key_id, wrapped FROM sealing_keys WHERE county_id = $1 AND key_id = ANY ($2)",
                self.county,
                list(key_ids),
            )
        return {key_id: self.unwrap(key_id, wrapped).secret for key_id, wrapped in rows}

    async def texts(self, digests: Collection[str]) -> Mapping[str, str]:
        """Kept texts by their digests."""
        async with fenced(self._pool, self.county) as connection:
            return await load_texts(connection, self.county, list(digests))

    async def content(self, sha256: str) -> Content | None:
        """What is known of uploaded bytes; None where they have not been uploaded here."""
        async with fenced(self._pool, self.county) as connection:
            row = await connection.fetchrow(
                "SELECT size, media_type FROM contents WHERE county_id = $1 AND sha256 = $2",
                self.county,
                sha256,
            )
        return None if row is None else Content(row["size"], row["media_type"])


async def insert_key(connection: Connection, county: UUID, key: SealingKey) -> None:
    """Store a key, wrapped."""
    await connection.execute(
        "INSERT INTO sealing_keys (county_id, key_id, subject, wrapped) VALUES ($1, $2, $3, $4)",
        county,
        key.key_id,
        key.subject,
        key.wrapped,
    )
