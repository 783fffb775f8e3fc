"""Which events of a county's history to read, and the SQL statement that finds them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from events.authority import RecordedDecision
from service.codec import DECIDERS, encode_authority, kind_of_type, type_names
from service.refs import split
from service.tenant import EVENT_COLUMNS


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events a reader asks for; None means any.

    `authority` is the decision of this record that they rest on. The reader must be allowed to see that decision, both
    when the events were recorded and now.
    """

    ref: str | None = None
    kinds: frozenset[str] | None = None
    types: frozenset[str] | None = None
    actor: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    authority: str | None = None

    def names(self) -> list[str] | None:
        """The event types that match both `kinds` and `types`; None for all."""
        if self.kinds is None and self.types is None:
            return None
        names = set(self.types) if self.types is not None else {n for kind in DECIDERS for n in type_names(kind)}
        if self.kinds is not None:
            names = {name for name in names if kind_of_type(name) in self.kinds}
        return sorted(names)


def statement(
    query: EventQuery, county: UUID, low: int, high: int, limit: int, backwards: bool
) -> tuple[str, list[Any]]:
    """The statement that reads at most `limit` events between two positions, and its arguments. Each row carries the
    entity's current visibility and concerns, for `service.visibility` to judge."""
    arguments: list[Any] = [county, low, high, limit]

    def put(value: Any) -> str:
        arguments.append(value)
        return f"${len(arguments)}"

    order = "DESC" if backwards else "ASC"
    names = query.names()
    # Bounds are computed in subqueries: under row-level security, an index works with plain values only.
    above, below = "$2", "$3"
    if query.since is not None:
        above = f"(SELECT greatest({above}, coalesce({_before(put(query.since), '<')}, 0)))"
    if query.until is not None:
        below = f"(SELECT least({below}, coalesce({_before(put(query.until), '<=')}, 0) + 1))"
    where = ["e.county_id = $1"]
    more_columns, more_joins = "", ""
    if query.authority is not None:
        authority = put(encode_authority(RecordedDecision(query.authority)))
        # The bounds belong to the authority index, so that outdated statistics do not make the planner choose another.
        where += [
            f"e.authority = {authority}",
            _RECORDED,
            f"(e.authority, e.position) > ({authority}, {above})",
            f"(e.authority, e.position) < ({authority}, {below})",
        ]
        more_columns, more_joins = _AUTHORITY_COLUMNS, _AUTHORITY_STATES.format(*map(put, split(query.authority)))
    if query.ref is None:
        by = "e.position"
        if query.authority is None:
            where += [f"e.position > {above}", f"e.position < {below}"]
    else:
        # An entity's history is ordered by version to use that index; the order is the same.
        by = "e.version"
        kind, stream_id = split(query.ref)
        entity = put(kind), put(stream_id)
        where += [f"e.kind = {entity[0]}", f"e.stream_id = {entity[1]}"]
        where += [
            f"e.version > {_version_at(*entity, above)}",
            f"e.version <= {_version_at(*entity, below + ' - 1')}",
        ]
    if query.actor is not None:
        where.append(f"e.actor_id = {put(query.actor)}")
    if names is None:
        picked = f"SELECT * FROM events e WHERE {' AND '.join(where)} ORDER BY {by} {order} LIMIT $4"
    elif query.ref is not None or query.actor is not None or query.authority is not None:
        where.append(f"e.type = ANY ({put(names)}::text[])")
        picked = f"SELECT * FROM events e WHERE {' AND '.join(where)} ORDER BY {by} {order} LIMIT $4"
    else:  # one index scan for each type
        picked = (
            f"SELECT e.* FROM unnest({put(names)}::text[]) AS t(name) CROSS JOIN LATERAL (SELECT * FROM events e "
            f"WHERE {' AND '.join(where)} AND e.type = t.name ORDER BY e.position {order} LIMIT $4) e "
            f"ORDER BY e.position {order} LIMIT $4"
        )
    columns = ", ".join(f"e.{column.strip()}" for column in EVENT_COLUMNS.split(","))
    return (
        f"SELECT {columns}, s.*{more_columns} FROM ({picked}) e {NEWEST} {more_joins} ORDER BY e.position {order}",
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


# An entity's current visibility, looked up one by one: a join would be planned with outdated statistics.
NEWEST = """
LEFT JOIN LATERAL (
    SELECT visibility AS now_visibility, concerns AS now_concerns FROM states
    WHERE county_id = $1 AND kind = e.kind AND id = e.stream_id AND until_position IS NULL
    ORDER BY position DESC LIMIT 1
) s ON true
"""

_RECORDED = """substring(e.authority FROM 1 FOR 12) = '{"recorded":'::bytea"""
"""The condition of the index on authorities."""

_AUTHORITY_COLUMNS = (
    ", g.visibility AS authority_visibility, g.concerns AS authority_concerns, "
    "h.visibility AS authority_now_visibility, h.concerns AS authority_now_concerns"
)
# The decision's visibility right after the event, and now.
_AUTHORITY_STATES = """
LEFT JOIN LATERAL (
    SELECT visibility, concerns FROM states
    WHERE county_id = $1 AND kind = {0} AND id = {1} AND position <= e.position ORDER BY position DESC LIMIT 1
) g ON true
LEFT JOIN LATERAL (
    SELECT visibility, concerns FROM states
    WHERE county_id = $1 AND kind = {0} AND id = {1} AND until_position IS NULL ORDER BY position DESC LIMIT 1
) h ON true
"""
