"""Rebuilds states, claims and texts from events while the service runs: stream by stream, under the head lock."""

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from uuid import UUID

from service.codec import DECIDERS
from service.database import Connection, Pool, fenced
from service.refold import StateRow, portions, refold
from service.texts import digests_of, keep_texts

_LOCK = "SELECT position FROM heads WHERE county_id = $1 FOR UPDATE"


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of a rebuild: events folded so far, and states that had to be written."""

    events: int
    written: int


async def stale_kinds(pool: Pool, county: UUID) -> list[str]:
    """The kinds with states made by another version of `evolve`."""
    async with fenced(pool, county) as connection:
        rows = await connection.fetch(
            "SELECT DISTINCT kind, fold FROM states WHERE county_id = $1 AND until_position IS NULL", county
        )
    return sorted({kind for kind, fold in rows if kind in DECIDERS and fold != DECIDERS[kind].fold})


async def rebuild(pool: Pool, county: UUID, kinds: Sequence[str] | None = None) -> AsyncIterator[Progress]:
    """Refold a county's streams (of some kinds, or all) and write what differs, yielding after each portion.

    Appends wait during a portion and continue between portions.
    """
    kinds = list(DECIDERS) if kinds is None else kinds
    events = written = 0
    async with fenced(pool, county) as connection:
        for drop in _STRANGERS:
            await connection.execute(drop, county, kinds)
    async with fenced(pool, county) as listing:
        async for portion in portions(listing, county, kinds):
            async with fenced(pool, county) as connection:
                await connection.execute(_LOCK, county)
                claims: dict[UUID, frozenset[str]] = {}
                seen = 0
                # Reads on a second connection, while the one that holds the lock writes.
                async with aclosing(refold(listing, county, portion, ahead=True)) as walk:
                    async for some in walk:
                        seen += len(some)
                        claims |= {each.row.id: each.claims for each in some if each.claims is not None}
                        written += await _write(connection, county, [each.row for each in some if not each.same])
                        texts = digests_of([text for each in some for text in each.texts])
                        if texts:
                            await keep_texts(connection, county, texts)
                await _claim(connection, county, portion[0].kind, claims)
            events += seen
            yield Progress(events, written)


# An append writes events, states and claims at once, so rows without an event never had one.
_STRANGERS = (
    """
    DELETE FROM states s WHERE s.county_id = $1 AND s.kind = ANY ($2) AND NOT EXISTS (
        SELECT FROM events e
        WHERE e.county_id = $1 AND e.position = s.position AND e.kind = s.kind AND e.stream_id = s.id
    )
    """,
    """
    DELETE FROM claims c WHERE c.county_id = $1 AND c.kind = ANY ($2) AND NOT EXISTS (
        SELECT FROM events e WHERE e.county_id = $1 AND e.kind = c.kind AND e.stream_id = c.id AND e.version = 1
    )
    """,
)

_KEEP = """
INSERT INTO states
    (county_id, kind, id, version, fold, position, until_position, recorded_at, visibility, concerns, body)
SELECT $1, $2, r.id, r.version, $3, r.position, r.until, r.recorded_at, r.visibility,
    string_to_array(r.concerns, ' '), r.body::jsonb
FROM unnest($4::uuid[], $5::integer[], $6::bigint[], $7::bigint[], $8::timestamptz[], $9::smallint[], $10::text[],
    $11::text[]) AS r(id, version, position, until, recorded_at, visibility, concerns, body)
ON CONFLICT (county_id, kind, id, position) DO UPDATE SET
    version = excluded.version, fold = excluded.fold, until_position = excluded.until_position,
    recorded_at = excluded.recorded_at, visibility = excluded.visibility, concerns = excluded.concerns,
    body = excluded.body
"""


async def _write(connection: Connection, county: UUID, rows: Sequence[StateRow]) -> int:
    if rows:
        await connection.execute(
            _KEEP,
            county,
            rows[0].kind,
            rows[0].fold,
            [row.id for row in rows],
            [row.version for row in rows],
            [row.position for row in rows],
            [row.until_position for row in rows],
            [row.recorded_at for row in rows],
            [row.visibility for row in rows],
            [" ".join(row.concerns) for row in rows],
            [row.body for row in rows],
        )
    return len(rows)


async def _claim(connection: Connection, county: UUID, kind: str, claims: dict[UUID, frozenset[str]]) -> None:
    """Make the streams hold exactly these claims."""
    wanted = [(claim, entity_id) for entity_id, held in claims.items() for claim in sorted(held)]
    await connection.execute(
        "DELETE FROM claims c WHERE c.county_id = $1 AND c.kind = $2 AND c.id = ANY ($3) "
        "AND NOT EXISTS (SELECT FROM unnest($4::text[], $5::uuid[]) AS w(claim, id) "
        "WHERE w.claim = c.claim AND w.id = c.id)",
        county,
        kind,
        list(claims),
        [claim for claim, _ in wanted],
        [entity_id for _, entity_id in wanted],
    )
    await connection.execute(
        "INSERT INTO claims SELECT DISTINCT ON (w.claim) $1, w.claim, $2, w.id "
        "FROM unnest($3::text[], $4::uuid[]) AS w(claim, id) "
        "ON CONFLICT (county_id, claim) DO UPDATE SET kind = excluded.kind, id = excluded.id",
        county,
        kind,
        [claim for claim, _ in wanted],
        [entity_id for _, entity_id in wanted],
    )
