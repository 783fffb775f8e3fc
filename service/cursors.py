"""Cursors: opaque places in a county's history, for subscriptions, pages and resuming."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from service.problems import ResyncRequired


def encode_cursor(position: int, event_id: UUID) -> str:
    """The cursor of an event: everything after it is new.

    It carries the event's id, which reveals a position that was reused after a restore.
    """
    return urlsafe_b64encode(position.to_bytes(8, "big") + event_id.bytes).decode()


def decode_cursor(cursor: str) -> tuple[int, UUID]:
    """The position and event id in a cursor. Raises `ResyncRequired` if it is not a cursor."""
    try:
        raw = urlsafe_b64decode(cursor)
    except ValueError:
        raw = b""
    position = int.from_bytes(raw[:8], "big")
    if len(raw) != 24 or not 0 < position < 2**63:
        raise resync()
    return position, UUID(bytes=raw[8:])


def resync() -> ResyncRequired:
    """The problem for a cursor that this record does not know."""
    return ResyncRequired(
        "This record did not give out this cursor, or a back-up has been restored since: read again, then follow "
        "from the cursor of that answer.",
        ("after",),
    )
