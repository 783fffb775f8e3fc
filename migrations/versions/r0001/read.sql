-- The newest states of some entities: what a command decides on.
CREATE FUNCTION current_states(county uuid, kinds text[], ids uuid[])
RETURNS TABLE (
    kind text, id uuid, version integer, fold integer, "position" bigint, visibility smallint, concerns text[], body text
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('klimakreis.county', county::text, true);
    RETURN QUERY
    SELECT t.kind, t.id, t.version, t.fold, t.position, t.visibility, t.concerns, t.body::text
    FROM unnest(kinds, ids) AS w(kind, id)
    JOIN states t ON t.county_id = county AND t.kind = w.kind AND t.id = w.id AND t.until_position IS NULL;
END
$$;

-- The outcomes of commands that were sent before.
CREATE FUNCTION known_outcomes(county uuid, actors uuid[], commands uuid[])
RETURNS TABLE (n bigint, fingerprint bytea, kind text, id uuid, version integer, "position" bigint, events integer)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('klimakreis.county', county::text, true);
    RETURN QUERY
    SELECT w.n, o.fingerprint, o.kind, o.id, o.version, o.position, o.events
    FROM unnest(actors, commands) WITH ORDINALITY AS w(actor, command, n)
    JOIN command_outcomes o ON o.county_id = county AND o.actor_id = w.actor AND o.command_id = w.command;
END
$$;

-- Who stands behind tokens that are valid now.
CREATE FUNCTION token_holders(county uuid, hashes bytea[])
RETURNS TABLE (hash bytea, actor_id uuid, role text, acts_for text, writes boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
    PERFORM set_config('klimakreis.county', county::text, true);
    RETURN QUERY
    SELECT t.hash, t.actor_id, a.role, a.acts_for, t.writes
    FROM tokens t
    JOIN actors a ON a.county_id = county AND a.actor_id = t.actor_id
    WHERE t.county_id = county AND t.hash = ANY (hashes) AND t.revoked_at IS NULL
        AND (t.expires_at IS NULL OR t.expires_at > clock_timestamp());
END
$$;
