"""Uploaded bytes: stored in the database outside the log, named by their SHA-256, streamed in parts."""

import hashlib
import tempfile
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.values import ContentRef
from service.database import Pool, fenced
from service.intake import rewrite
from service.problems import InvalidInput, NotFound
from service.read_session import ReadSession
from service.viewer import Viewer

_PART = 256 * 1024
_IN_MEMORY = 1 << 20

MEDIA_TYPES = frozenset(
    {
        "application/msword",
        "application/pdf",
        "application/rtf",
        "application/vnd.ms-excel",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/zip",
        "image/jpeg",
        "image/png",
        "image/tiff",
        "text/csv",
        "text/markdown",
        "text/plain",
    }
)
"""The media types that may be attached: what offices write and scan, nothing that a browser would execute."""


@dataclass(frozen=True, slots=True)
class StoredContent:
    """Stored bytes: SHA-256 in hex, size, media type."""

    sha256: str
    size: int
    media_type: str


class Contents:
    """The uploaded bytes of all counties."""

    def __init__(self, pool: Pool, most: int) -> None:
        self._pool = pool
        self._most = most

    async def keep(self, viewer: Viewer, media_type: str, chunks: AsyncIterable[bytes]) -> StoredContent:
        """Store bytes as they arrive, all or nothing. Raises `InvalidInput` for a type or size that is not allowed.

        The same bytes are stored once.
        """
        media_type = media_type.partition(";")[0].strip().lower()
        if media_type not in MEDIA_TYPES:
            raise InvalidInput(
                "this media type cannot be attached; allowed are: {allowed}",
                ("Content-Type",),
                allowed=tuple(sorted(MEDIA_TYPES)),
            )
        digest, size = hashlib.sha256(), 0
        # Spooled first, so that a slow client holds no transaction open.
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            async for chunk in chunks:
                size += len(chunk)
                if size > self._most:
                    raise InvalidInput("is larger than {most} bytes", ("body",), most=self._most)
                digest.update(chunk)
                spool.write(chunk)
            if size == 0:
                raise InvalidInput("is empty", ("body",))
            spool.seek(0)
            sha256 = digest.hexdigest()
            async with fenced(self._pool, viewer.county) as connection:
                new = await connection.fetchval(
                    "INSERT INTO contents (county_id, sha256, size, media_type, uploader) VALUES ($1, $2, $3, $4, $5) "
                    "ON CONFLICT (county_id, sha256) DO UPDATE SET uploaded_at = excluded.uploaded_at "
                    "RETURNING xmax = 0",
                    viewer.county,
                    sha256,
                    size,
                    media_type,
                    viewer.actor,
                )
                part = 0
                while new and (piece := spool.read(_PART)):
                    await connection.execute(
                        "INSERT INTO content_parts (county_id, sha256, part, bytes) VALUES ($1, $2, $3, $4)",
                        viewer.county,
                        sha256,
                        part,
                        piece,
                    )
                    part += 1
                kept = await connection.fetchrow(
                    "SELECT sha256, size, media_type FROM contents WHERE county_id = $1 AND sha256 = $2",
                    viewer.county,
                    sha256,
                )
        assert kept is not None
        return StoredContent(*kept)

    async def find(self, reading: ReadSession, ref: str, sha256: str) -> StoredContent:
        """Bytes attached to an entity that the reader may see. Raises `NotFound`."""
        stored = await reading.get(ref)
        content = await reading.content(sha256) if stored and sha256 in contents_of(stored.state) else None
        if content is None:
            raise NotFound("There is no such content here.", ("sha256",))
        return StoredContent(sha256, content.size, content.media_type)

    async def stream(self, county: UUID, kept: StoredContent) -> AsyncIterator[bytes]:
        """The bytes, part by part; no connection is held while a slow client reads."""
        part = 0
        while True:
            async with fenced(self._pool, county) as connection:
                piece = await connection.fetchval(
                    "SELECT bytes FROM content_parts WHERE county_id = $1 AND sha256 = $2 AND part = $3",
                    county,
                    kept.sha256,
                    part,
                )
            if piece is None:
                return
            yield piece
            part += 1


def contents_of(state: Any) -> set[str]:
    """The SHA-256 of all bytes that a state refers to."""
    found: set[str] = set()

    def leaf(value: Any, hint: type[Any], notes: tuple[Any, ...], path: tuple[str, ...]) -> Any:
        if any(isinstance(note, ContentRef) for note in notes):
            found.add(value)
        return value

    rewrite(state, type(state), (), leaf)
    return found


async def drop_unattached(pool: Pool, county: UUID) -> int:
    """Delete bytes that were uploaded at least a day ago and never attached; returns how many."""
    async with fenced(pool, county) as connection:
        # Holds appends back while it runs.
        await connection.execute("SELECT FROM heads WHERE county_id = $1 FOR UPDATE", county)
        dropped = await connection.fetch(
            "DELETE FROM contents WHERE county_id = $1 AND NOT attached "
            "AND uploaded_at < clock_timestamp() - interval '1 day' RETURNING sha256",
            county,
        )
        await connection.execute(
            "DELETE FROM content_parts WHERE county_id = $1 AND sha256 = ANY ($2)",
            county,
            [sha256 for (sha256,) in dropped],
        )
    return len(dropped)
