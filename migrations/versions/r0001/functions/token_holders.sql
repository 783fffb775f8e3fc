-- Who stands behind tokens that are valid now.
-- Like `append`, it enters its tables by whole keys, whatever the statistics say.
CREATE FUNCTION token_holders(county uuid, hashes bytea[])
RETURNS TABLE (hash bytea, actor_id uuid, role text, acts_for text, writes boolean)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('klimakreis.county', county::text, true);
    RETURN QUERY
    SELECT w.hash, t.actor_id, a.role, a.acts_for, t.writes
    FROM unnest(hashes) AS w(hash)
    CROSS JOIN LATERAL (SELECT * FROM tokens k WHERE k.county_id = county AND k.hash = w.hash LIMIT 1) t
    CROSS JOIN LATERAL (SELECT * FROM actors b WHERE b.county_id = county AND b.actor_id = t.actor_id LIMIT 1) a
    WHERE t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > clock_timestamp());
END
$$;
