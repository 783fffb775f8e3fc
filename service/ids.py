"""New ids: UUIDs of version 7 (RFC 9562), which increase with time and so keep indexes dense."""

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A new unique id."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
