"""An entity's predecessors: what concerned them concerns the entity, both for reading and for acting."""

from datetime import date
from uuid import UUID

from events.decider import stays_itself
from service.codec import DECIDERS, decode_state
from service.database import Pool, fenced
from service.refs import join, split

_MERGEABLE = frozenset(kind for kind, decider in DECIDERS.items() if decider.become is not stays_itself)
"""The kinds whose entities can merge into another."""

# A merged entity names the one it became part of.
_NAMING = """
SELECT kind, id, body::text FROM states
WHERE county_id = $1 AND kind = ANY ($2) AND until_position IS NULL AND strpos(body::text, $3) > 0
"""


async def predecessors(pool: Pool, county: UUID, ref: str, on: date) -> frozenset[str]:
    """All entities that have become part of an entity by a day, directly or through others."""
    found: set[str] = set()
    new = [ref] if split(ref)[0] in _MERGEABLE else []
    while new:
        into = new.pop()
        async with fenced(pool, county) as connection:
            rows = await connection.fetch(_NAMING, county, list(_MERGEABLE), into)
        taken = {
            join(kind, entity_id)
            for kind, entity_id, body in rows
            if DECIDERS[kind].become(decode_state(kind, body), on) == into
        }
        new += taken - found
        found |= taken
    return frozenset(found)
