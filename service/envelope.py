"""The canonical envelope of an event: the entry that the audit log hashes (docs/audit-format.md)."""

from service.codec import authority_shape, encode, stamp
from service.recorded import Recorded

FORMAT = 1
"""The number of this format, never reused."""


def entry(recorded: Recorded) -> bytes:
    """The canonical bytes of an event's envelope, with `body_hash` in place of the body."""
    return encode(
        {
            "actor": str(recorded.actor),
            "authority": None if recorded.authority is None else authority_shape(recorded.authority),
            "body_hash": recorded.body_hash.hex(),
            "causation": None if recorded.causation_id is None else str(recorded.causation_id),
            "command": str(recorded.command_id),
            "concerns": sorted(recorded.concerns),
            "correlation": str(recorded.correlation_id),
            "county": str(recorded.county),
            "entity": recorded.ref,
            "event": str(recorded.event_id),
            "format": FORMAT,
            "position": recorded.position,
            "reason": recorded.reason,
            "recorded_at": stamp(recorded.recorded_at),
            "type": recorded.type,
            "version": recorded.version,
            "visibility": recorded.visibility,
        }
    )
