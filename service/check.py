"""Checks every invariant of the record against the stored data."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from service.codec import DECIDERS, canonical, decode_event, digest
from service.database import Connection, Pool, snapshot, stream
from service.refold import BrokenStream, portions, refold
from service.refs import join
from service.texts import digests_of, missing_texts, texts_of


@dataclass(frozen=True, slots=True)
class BrokenInvariant:
    """A broken invariant: its name, the place, and what is wrong."""

    rule: str
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class CheckProgress:
    """The progress of a check: how many events of how many it has checked."""

    events: int
    of: int


async def check(pool: Pool, county: UUID) -> AsyncIterator[BrokenInvariant | CheckProgress]:
    """Check a county's record in one snapshot, while it is being served, and yield every broken invariant."""
    async with pool.acquire() as listing, pool.acquire() as connection:
        await snapshot(connection, county)
        try:
            # Both connections read the same snapshot.
            token = await connection.fetchval("SELECT pg_export_snapshot()")
            await listing.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            await listing.execute(f"SET TRANSACTION SNAPSHOT '{token}'")
            await listing.execute(f"SET LOCAL klimakreis.county = '{county}'")
            head = await connection.fetchval("SELECT position FROM heads WHERE county_id = $1", county) or 0
            async for result in _events(connection, listing, county, head):
                yield result
            async for result in _states(listing, connection, county, head):
                yield result
            for rule, sql in _RULES.items():
                for row in await connection.fetch(sql, county):
                    yield BrokenInvariant(rule, str(row["at"]), row["what"])
        finally:
            for each in (listing, connection):
                if not each.is_closed():
                    await each.execute("ROLLBACK")


async def _events(
    connection: Connection, beside: Connection, county: UUID, head: int
) -> AsyncIterator[BrokenInvariant | CheckProgress]:
    """Check that positions run from 1 to the head, moments never go back, bodies are canonical and match their hashes,
    and texts are stored."""
    expected, last = 1, None
    said: dict[str, str] = {}
    rows = stream(
        connection,
        "SELECT position, type, body, body_hash, recorded_at FROM events WHERE county_id = $1 ORDER BY position",
        county,
    )
    async for position, name, body, body_hash, recorded_at in rows:
        where = f"position {position}"
        if position != expected:
            yield BrokenInvariant("positions", where, f"expected position {expected}")
        if last is not None and recorded_at < last:
            yield BrokenInvariant("moments", where, "recorded before the event at the position before")
        if digest(body) != body_hash:
            yield BrokenInvariant("hashes", where, "the body does not match its hash")
        else:
            try:
                event = decode_event(name, body)
            except (KeyError, ValueError) as fault:
                yield BrokenInvariant("types", where, f"the body cannot be read as {name}: {type(fault).__name__}")
            else:
                if canonical(body) != body:
                    yield BrokenInvariant("bodies", where, "the body is not canonical")
                for text in digests_of(texts_of(event)):
                    said.setdefault(text, where)
        expected, last = position + 1, recorded_at
        if len(said) >= 1_000:
            for found in await _not_kept(beside, county, said):
                yield found
            said = {}
        if position % 10_000 == 0:
            yield CheckProgress(position // 2, head)
    for found in await _not_kept(beside, county, said):
        yield found
    if expected != head + 1:
        yield BrokenInvariant("positions", "head", f"the head stands at {head}, the last event at {expected - 1}")


async def _not_kept(connection: Connection, county: UUID, said: Mapping[str, str]) -> list[BrokenInvariant]:
    """Texts in events that are missing from the table of texts."""
    missing = await missing_texts(connection, county, list(said)) if said else set()
    return [BrokenInvariant("texts", said[text], f"its text {text} is not kept") for text in sorted(missing)]


async def _states(
    listing: Connection, connection: Connection, county: UUID, head: int
) -> AsyncIterator[BrokenInvariant | CheckProgress]:
    """Check that versions have no gaps, states equal a refold, and claims match the states."""
    seen = 0
    held: dict[str, str] = {}
    async for portion in portions(listing, county, list(DECIDERS)):
        last: tuple[UUID, int, int] | None = None
        broken: list[BrokenStream] = []
        async for some in refold(connection, county, portion, broken.append):
            for each in some:
                row, where = each.row, f"{join(each.row.kind, each.row.id)} version {each.row.version}"
                seen += 1
                after = last if last is not None and last[0] == row.id else (row.id, 0, 0)
                if row.version != after[1] + 1:
                    yield BrokenInvariant("versions", where, f"expected version {after[1] + 1}")
                if row.position <= after[2]:
                    yield BrokenInvariant("versions", where, "versions do not follow positions")
                if not each.stored:
                    yield BrokenInvariant("states", where, "there is no state of this version")
                elif not each.same:
                    yield BrokenInvariant("states", where, "the stored state is not what the events make")
                for claim in each.claims or ():
                    if claim in held:
                        yield BrokenInvariant("claims", where, f"{claim} is held by {held[claim]} as well")
                    held[claim] = join(row.kind, row.id)
                last = (row.id, row.version, row.position)
        for found in broken:
            yield BrokenInvariant("folds", str(found), "no state follows from this event")
        yield CheckProgress((head + seen) // 2, head)
    rows = stream(connection, "SELECT claim, kind, id FROM claims WHERE county_id = $1", county)
    async for claim, kind, entity_id in rows:
        if held.pop(claim, None) != join(kind, entity_id):
            yield BrokenInvariant("claims", claim, f"stored for {join(kind, entity_id)}, whose state does not claim it")
    for claim, ref in held.items():
        yield BrokenInvariant("claims", claim, f"claimed by {ref}, but not stored")


_RULES = {
    "texts": """
        SELECT t.digest AS at, 'the text is not the one that its digest names' AS what FROM texts t
        WHERE t.county_id = $1 AND t.digest
            <> rtrim(translate(encode(sha256(convert_to(t.text, 'UTF8')), 'base64'), '+/', '-_'), '=')
    """,
    "kinds": f"""
        SELECT position AS at, 'an event of the unknown kind ' || kind AS what FROM events
        WHERE county_id = $1 AND kind NOT IN ({", ".join(f"'{kind}'" for kind in DECIDERS)})
    """,
    "actors": """
        SELECT e.position AS at, 'the actor of this event is not known' AS what FROM events e
        WHERE e.county_id = $1 AND NOT EXISTS
            (SELECT FROM actors a WHERE a.county_id = $1 AND a.actor_id = e.actor_id)
    """,
    "strangers": """
        SELECT s.position AS at, 'a state of ' || s.kind || ':' || s.id || ' that no event has made' AS what
        FROM states s WHERE s.county_id = $1 AND NOT EXISTS (
            SELECT FROM events e WHERE e.county_id = $1 AND e.position = s.position
                AND e.kind = s.kind AND e.stream_id = s.id AND e.version = s.version
        )
    """,
    "outcomes": """
        SELECT o.position AS at, 'the outcome of command ' || o.command_id || ' names events not its own' AS what
        FROM command_outcomes o WHERE o.county_id = $1 AND o.events <> (
            SELECT count(*) FROM events e WHERE e.county_id = $1 AND e.command_id = o.command_id
                AND e.actor_id = o.actor_id AND e.position >= o.position AND e.position < o.position + o.events
        )
    """,
}
"""Rules that a single statement checks: every row it returns is a violation."""
