"""SQL statements that read states of entities: now, and as of a position."""

HEAD = """
SELECT h.position, e.event_id
FROM heads h
LEFT JOIN LATERAL (
    SELECT event_id FROM events WHERE county_id = $1 AND position >= h.position ORDER BY position LIMIT 1
) e ON true
WHERE h.county_id = $1
"""

_COLUMNS = "t.kind, t.id, t.version, t.position, t.recorded_at, t.visibility, t.concerns, t.body::text"

# Each entity's states are looked up one by one, down the index from the newest: a join would be planned with
# statistics, which are outdated while a record grows.
SOME_NOW = f"""
SELECT t.*, NULL AS now_visibility, NULL AS now_concerns
FROM unnest($2::text[], $3::uuid[]) AS w(kind, id)
CROSS JOIN LATERAL (
    SELECT {_COLUMNS} FROM states t
    WHERE t.county_id = $1 AND t.kind = w.kind AND t.id = w.id ORDER BY t.position DESC LIMIT 1
) t
"""

SOME_AUDIENCES = """
SELECT t.kind, t.id, t.visibility, t.concerns
FROM unnest($2::text[], $3::uuid[]) AS w(kind, id)
CROSS JOIN LATERAL (
    SELECT kind, id, visibility, concerns FROM states t
    WHERE t.county_id = $1 AND t.kind = w.kind AND t.id = w.id ORDER BY t.position DESC LIMIT 1
) t
"""

SOME_AUDIENCES_THEN = """
SELECT t.kind, t.id, w.at, t.visibility, t.concerns
FROM unnest($2::text[], $3::uuid[], $4::bigint[]) AS w(kind, id, at)
CROSS JOIN LATERAL (
    SELECT kind, id, visibility, concerns FROM states t
    WHERE t.county_id = $1 AND t.kind = w.kind AND t.id = w.id AND t.position <= w.at ORDER BY t.position DESC LIMIT 1
) t
"""

EVERY_NOW = f"""
SELECT {_COLUMNS}, NULL AS now_visibility, NULL AS now_concerns
FROM states t WHERE t.county_id = $1 AND t.kind = $2 AND t.until_position IS NULL
"""

# As of a position: each entity's latest state that began by then, one step down the index.
_THEN = f"""
CROSS JOIN LATERAL (
    SELECT {_COLUMNS} FROM states t
    WHERE t.county_id = $1 AND t.kind = c.kind AND t.id = c.id AND t.position <= {{at}}
    ORDER BY t.position DESC LIMIT 1
) t
"""

SOME_THEN = f"""
SELECT t.*, c.visibility AS now_visibility, c.concerns AS now_concerns, w.at
FROM unnest($2::text[], $3::uuid[], $4::bigint[]) AS w(kind, id, at)
CROSS JOIN LATERAL (
    SELECT * FROM states c
    WHERE c.county_id = $1 AND c.kind = w.kind AND c.id = w.id ORDER BY c.position DESC LIMIT 1
) c
{_THEN.format(at="w.at")}
"""

EVERY_THEN = f"""
SELECT t.*, c.visibility AS now_visibility, c.concerns AS now_concerns
FROM (SELECT * FROM states WHERE county_id = $1 AND kind = $2 AND until_position IS NULL) c
{_THEN.format(at="$3")}
"""
