"""Entities by name: `kind:uuid` as one string, and its two halves as the tables hold them."""

import re
from functools import lru_cache
from uuid import UUID


@lru_cache(maxsize=65_536)
def split(ref: str) -> tuple[str, UUID]:
    """Kind and id of a ref. Raises ValueError for anything that is not one."""
    kind, _, text = ref.partition(":")
    if not kind:
        raise ValueError(f"not a ref: {ref!r}")
    return kind, UUID(text)


def join(kind: str, entity_id: UUID) -> str:
    """The ref of a kind and an id."""
    return f"{kind}:{entity_id}"


_NAMED = re.compile(rb'"([a-z_]+:[0-9a-f]{8}-[0-9a-f-]{27})"')


def named_in(body: bytes) -> set[str]:
    """The refs that the canonical bytes of an event name."""
    return {found.decode() for found in _NAMED.findall(body)}
