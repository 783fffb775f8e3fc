"""What a reader asks of the history of a county, and the statement that finds it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from events.authority import RecordedDecision
from service.codec import DECIDERS, encode_authority, kind_of_type, type_names
from service.refs import split
from service.tenant import EVENT_COLUMNS


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events a reader asks for; None: whatever they are. `authority` is a decision of this record that they rest
    on: only those are told whose reader might have seen it at their time, and might now."""

    ref: str | None = None
    kinds: frozenset[str] | None = None
    types: frozenset[str] | None = None
    actor: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    authority: str | None = None

    def names(self) -> list[str] | None:
        """The event types that kinds and types leave; None: all."""
        if self.kinds is None and self.types is None:
            return None
        names = set(self.types) if self.types is not None else {n for kind in DECIDERS for n in type_names(kind)}
        if self.kinds is not None:
            names = {name for name in names if kind_of_type(name) in self.kinds}
        return sorted(names)


def statement(sought: Sought, county: UUID, low: int, high: int, limit: int, backwards: bool) -> tuple[str, list[Any]]:
    """The statement that reads a portion of events between two positions, and its arguments; each event comes with the
    visibility and concerns that its entity has now."""
    arguments: list[Any] = [county, low, high, limit]

    def put(value: Any) -> str:
        arguments.append(value)
        return f"${len(arguments)}"

    order = "DESC" if backwards else "ASC"
    names = sought.names()
    # Bounds are worked out in selects of their own: under row-level security an index serves plain values only.
    above, below = "$2", "$3"
    if sought.since is not None:
        above = f"(SELECT greatest({above}, coalesce({_before(put(sought.since), '<')}, 0)))"
    if sought.until is not None:
        below = f"(SELECT least({below}, coalesce({_before(put(sought.until), '<=')}, 0) + 1))"
    where = ["e.county_id = $1"]
    grounds, ground = "", ""
    if sought.authority is not None:
        authority = put(encode_authority(RecordedDecision(sought.authority)))
        # Bounds go with the authority, so that no other index looks as good where statistics lag behind.
        where += [
            f"e.authority = {authority}",
            _RECORDED,
            f"(e.authority, e.position) > ({authority}, {above})",
            f"(e.authority, e.position) < ({authority}, {below})",
        ]
        grounds, ground = _GROUND_COLUMNS, _GROUND.format(*map(put, split(sought.authority)))
    if sought.ref is None:
        by = "e.position"
        if sought.authority is None:
            where += [f"e.position > {above}", f"e.position < {below}"]
    else:
        # An entity's history follows its versions, so that the index on them serves; both orders are the same.
        by = "e.version"
        kind, stream_id = split(sought.ref)
        entity = put(kind), put(stream_id)
        where += [f"e.kind = {entity[0]}", f"e.stream_id = {entity[1]}"]
        where += [
            f"e.version > {_version_at(*entity, above)}",
            f"e.version <= {_version_at(*entity, below + ' - 1')}",
        ]
    if sought.actor is not None:
        where.append(f"e.actor_id = {put(sought.actor)}")
    if names is None:
        picked = f"SELECT * FROM events e WHERE {' AND '.join(where)} ORDER BY {by} {order} LIMIT $4"
    elif sought.ref is not None or sought.actor is not None or sought.authority is not None:
        where.append(f"e.type = ANY ({put(names)}::text[])")
        picked = f"SELECT * FROM events e WHERE {' AND '.join(where)} ORDER BY {by} {order} LIMIT $4"
    else:  # one walk down the index for each type
        picked = (
            f"SELECT e.* FROM unnest({put(names)}::text[]) AS t(name) CROSS JOIN LATERAL (SELECT * FROM events e "
            f"WHERE {' AND '.join(where)} AND e.type = t.name ORDER BY e.position {order} LIMIT $4) e "
            f"ORDER BY e.position {order} LIMIT $4"
        )
    columns = ", ".join(f"e.{column.strip()}" for column in EVENT_COLUMNS.split(","))
    return (
        f"SELECT {columns}, s.*{grounds} FROM ({picked}) e {NEWEST} {ground} ORDER BY e.position {order}",
        arguments,
    )


def _before(moment: str, comparison: str) -> str:
    return (
        f"(SELECT position FROM events WHERE county_id = $1 AND recorded_at {comparison} {moment} "
        "ORDER BY recorded_at DESC, position DESC LIMIT 1)"
    )


def _version_at(kind: str, entity_id: str, position: str) -> str:
    return (
        f"(SELECT coalesce((SELECT version FROM states WHERE county_id = $1 AND kind = {kind} AND id = {entity_id} "
        f"AND position <= {position} ORDER BY position DESC LIMIT 1), 0))"
    )


# What may be seen of an entity now, looked up one by one: a join would be planned after statistics that lag behind.
NEWEST = """
LEFT JOIN LATERAL (
    SELECT visibility AS now_visibility, concerns AS now_concerns FROM states
    WHERE county_id = $1 AND kind = e.kind AND id = e.stream_id AND until_position IS NULL
    ORDER BY position DESC LIMIT 1
) s ON true
"""

_RECORDED = """substring(e.authority FROM 1 FOR 12) = '{"recorded":'::bytea"""
"""What the index on authorities is of."""

_GROUND_COLUMNS = (
    ", g.visibility AS authority_visibility, g.concerns AS authority_concerns, "
    "h.visibility AS authority_now_visibility, h.concerns AS authority_now_concerns"
)
# What may be seen of the decision: as it stood right after the event, and now.
_GROUND = """
LEFT JOIN LATERAL (
    SELECT visibility, concerns FROM states
    WHERE county_id = $1 AND kind = {0} AND id = {1} AND position <= e.position ORDER BY position DESC LIMIT 1
) g ON true
LEFT JOIN LATERAL (
    SELECT visibility, concerns FROM states
    WHERE county_id = $1 AND kind = {0} AND id = {1} AND until_position IS NULL ORDER BY position DESC LIMIT 1
) h ON true
"""
