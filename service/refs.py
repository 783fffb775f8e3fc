"""References to entities: `kind:uuid` as one string, or its two parts as in the tables."""

import re
from functools import lru_cache
from uuid import UUID


@lru_cache(maxsize=65_536)
def split(ref: str) -> tuple[str, UUID]:
    """The kind and id of a ref. Raises ValueError if it is not a ref."""
    kind, _, text = ref.partition(":")
    if not kind:
        raise ValueError(f"not a ref: {ref!r}")
    return kind, UUID(text)


def join(kind: str, entity_id: UUID) -> str:
    """The ref of a kind and an id."""
    return f"{kind}:{entity_id}"


_NAMED = re.compile(rb'"([a-z_]+:[0-9a-f]{8}-[0-9a-f-]{27})"')


def named_in(body: bytes) -> set[str]:
    """The refs in the canonical bytes of an event."""
    return {found.decode() for found in _NAMED.findall(body)}
