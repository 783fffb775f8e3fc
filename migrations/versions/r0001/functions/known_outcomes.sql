-- The outcomes of commands that were sent before.
-- Like `append`, it enters the table by whole keys, whatever the statistics say.
CREATE FUNCTION known_outcomes(county uuid, actors uuid[], commands uuid[])
RETURNS TABLE (n bigint, fingerprint bytea, kind text, id uuid, version integer, "position" bigint, events integer)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('klimakreis.county', county::text, true);
    RETURN QUERY
    SELECT w.n, o.fingerprint, o.kind, o.id, o.version, o.position, o.events
    FROM unnest(actors, commands) WITH ORDINALITY AS w(actor, command, n)
    CROSS JOIN LATERAL (
        SELECT * FROM command_outcomes k
        WHERE k.county_id = county AND k.actor_id = w.actor AND k.command_id = w.command LIMIT 1
    ) o;
END
$$;
