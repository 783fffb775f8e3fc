-- Look-ups that every command needs. Like `append`, they enter tables by whole keys, whatever the statistics say.

-- The newest states of some entities: what a command decides on.
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

-- The outcomes of commands that were sent before.
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

-- Who stands behind tokens that are valid now.
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
