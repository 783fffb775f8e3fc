"""A county's record as JSON Lines: each line is an event, with its canonical envelope and body."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from service.codec import encode
from service.database import Pool, snapshot, stream
from service.envelope import entry
from service.tenant import EVENT_COLUMNS, recorded


async def export(pool: Pool, county: UUID, after: int = 0) -> AsyncIterator[bytes]:
    """Every event after a position, one a line, from one snapshot and with constant memory.

    Sealed texts stay sealed. Both parts are canonical, and `sha256(body)` is the envelope's `body_hash`.
    """
    async with pool.acquire() as connection:
        await snapshot(connection, county)
        try:
            rows = stream(
                connection,
                f"SELECT {EVENT_COLUMNS} FROM events WHERE county_id = $1 AND position > $2 ORDER BY position",
                county,
                after,
            )
            async for row in rows:
                event = recorded(county, row)
                yield encode({"body": msgspec.Raw(event.body), "entry": msgspec.Raw(entry(event))}) + b"\n"
        finally:
            if not connection.is_closed():
                await connection.execute("ROLLBACK")
