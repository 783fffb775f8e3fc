"""Folding a stream's stored events anew."""

from uuid import UUID

from events.decider import Decider
from service.codec import decode_event
from service.database import Pool, fenced, stream


async def refolded(pool: Pool, county: UUID, decider: Decider, entity_id: UUID) -> object:
    """The newest state of one entity, by its events and today's `evolve`."""
    state = None
    async with fenced(pool, county) as connection:
        rows = stream(
            connection,
            "SELECT type, body FROM events WHERE county_id = $1 AND kind = $2 AND stream_id = $3 ORDER BY version",
            county,
            decider.kind,
            entity_id,
        )
        async for name, body in rows:
            state = decider.evolve(state, decode_event(name, body))
    return state
