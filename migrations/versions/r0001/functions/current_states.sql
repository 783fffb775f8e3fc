-- The newest states of some entities: what a command decides on.
-- Like `append`, it enters the table by whole keys, whatever the statistics say.
CREATE FUNCTION current_states(county uuid, kinds text[], ids uuid[])
RETURNS TABLE (
    kind text, id uuid, version integer, fold integer, "position" bigint, visibility smallint, concerns text[], body text
)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('klimakreis.county', county::text, true);
    RETURN QUERY
    SELECT w.kind, w.id, t.version, t.fold, t.position, t.visibility, t.concerns, t.body::text
    FROM unnest(kinds, ids) AS w(kind, id)
    CROSS JOIN LATERAL (
        SELECT * FROM states s
        WHERE s.county_id = county AND s.kind = w.kind AND s.id = w.id ORDER BY s.position DESC LIMIT 1
    ) t;
END
$$;
