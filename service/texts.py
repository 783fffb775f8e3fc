"""Long texts, each stored once: finds them in events, and reads and writes their table.

An event holds a text in full and is never changed; states refer to it by digest. So a text shared by many versions is
stored and searched once.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin
from uuid import UUID

from events.correction import Correction
from events.values import Searched, digest_of
from service.database import Connection
from service.intake import hints

Collector = Callable[[Any, list[str]], None]
"""Adds the searchable texts of a value to a list."""


def texts_of(event: Any) -> Sequence[str]:
    """The texts of an event that are stored and searched, as its annotations say; may contain duplicates."""
    if isinstance(event, Correction):
        return [text for act in event.acts for each in act.stands for text in texts_of(each.event)]
    gather = _collector(cast(Hashable, type(event)))
    if gather is None:
        return ()
    found: list[str] = []
    gather(event, found)
    return found


def digests_of(texts: Sequence[str]) -> dict[str, str]:
    """The texts by digest."""
    return {digest_of(text): text for text in texts}


@cache
def _collector(hint: Hashable) -> Collector | None:
    """A collector of the searchable texts of values of this type; None if it has none."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *notes = get_args(hint)
        return _add if any(isinstance(note, Searched) for note in notes) else _collector(inner)
    if origin in (Union, UnionType):
        return _of_arms(tuple(arm for arm in get_args(hint) if arm is not NoneType))
    if origin is tuple:
        return _of_members(_collector(get_args(hint)[0]))
    return _of_fields(hint) if isinstance(hint, type) and is_dataclass(hint) else None


def _add(value: Any, found: list[str]) -> None:
    if value is not None:
        found.append(value)


def _of_members(member: Collector | None) -> Collector | None:
    if member is None:
        return None

    def collect_all(value: Any, found: list[str]) -> None:
        for each in value or ():
            member(each, found)

    return collect_all


def _of_arms(arms: tuple[Any, ...]) -> Collector | None:
    if len(arms) == 1:
        return _collector(arms[0])
    collectors = {arm: inner for arm in arms if (inner := _collector(arm)) is not None}

    def collect_all(value: Any, found: list[str]) -> None:
        collect = collectors.get(type(value))
        if collect is not None:
            collect(value, found)

    return collect_all if collectors else None


def _of_fields(cls: Any) -> Collector | None:
    collectors = [(name, inner) for name, hint in hints(cls).items() if (inner := _collector(hint)) is not None]

    def collect_all(value: Any, found: list[str]) -> None:
        if value is not None:
            for name, inner in collectors:
                inner(getattr(value, name), found)

    return collect_all if collectors else None


# --- The table


async def load_texts(connection: Connection, county: UUID, digests: Sequence[str]) -> Mapping[str, str]:
    """The stored texts among these digests, by digest."""
    rows = await connection.fetch(SOME_TEXTS, county, list(digests))
    return {row["digest"]: row["text"] for row in rows}


async def missing_texts(connection: Connection, county: UUID, digests: Sequence[str]) -> set[str]:
    """The digests among these whose text is not stored."""
    rows = await connection.fetch(_MISSING, county, list(digests))
    return {row["digest"] for row in rows}


async def keep_texts(connection: Connection, county: UUID, texts: Mapping[str, str]) -> None:
    """Store the texts that are not stored yet."""
    missing = await missing_texts(connection, county, list(texts))
    if missing:
        kept = [(digest, text) for digest, text in texts.items() if digest in missing]
        await connection.execute(_KEEP, county, [digest for digest, _ in kept], [text for _, text in kept])


# Like other batch lookups, these scan the index for each key, whatever the statistics say.

SOME_TEXTS = """
SELECT t.digest, t.text FROM unnest($2::text[]) AS w(digest)
CROSS JOIN LATERAL (SELECT * FROM texts k WHERE k.county_id = $1 AND k.digest = w.digest LIMIT 1) t
"""
"""Selects texts of a county by digest."""

MATCHING_TEXTS = """
SELECT w.query, t.digest
FROM (
    SELECT query, websearch_to_tsquery('german', translate(query, 'ÄÖÜẞ„“”‚‘’«»–—…', 'äöüß           ')) AS words
    FROM unnest($2::text[]) AS q(query) OFFSET 0
) w
CROSS JOIN LATERAL (SELECT k.digest FROM texts k WHERE k.county_id = $1 AND k.words @@ w.words) t
"""
"""Selects the digests of the texts that match each query."""

_MISSING = """
SELECT w.digest FROM unnest($2::text[]) AS w(digest)
WHERE NOT EXISTS (SELECT FROM texts k WHERE k.county_id = $1 AND k.digest = w.digest)
"""

_KEEP = """
INSERT INTO texts (county_id, digest, text)
SELECT $1, t.digest, t.text FROM unnest($2::text[], $3::text[]) AS t(digest, text) ON CONFLICT DO NOTHING
"""
