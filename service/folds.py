"""Refolds an entity's stored events."""

from uuid import UUID

from events.correction import Replay, StreamEvent
from events.decider import Decider
from service.codec import decode_event
from service.database import Pool, fenced, stream


async def refolded(pool: Pool, county: UUID, decider: Decider, entity_id: UUID) -> object:
    """The newest state of one entity, folded from its events by today's `evolve`."""
    replay = Replay(decider)
    async with fenced(pool, county) as connection:
        rows = stream(
            connection,
            "SELECT event_id, actor_id, command_id, type, body FROM events "
            "WHERE county_id = $1 AND kind = $2 AND stream_id = $3 ORDER BY version",
            county,
            decider.kind,
            entity_id,
        )
        async for event_id, actor, command, name, body in rows:
            replay.add(StreamEvent(str(event_id), (actor, command), decode_event(name, body)))
    return replay.state
