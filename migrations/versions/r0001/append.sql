-- Appends a batch of requests of one county, in one statement and so in one transaction.
--
-- The caller guarantees that no request of the batch reads or writes what an earlier one of it writes, writes what
-- an earlier one reads, or shares a command id or a claim with it; so each can be judged alone, and all that
-- stand are written as sets. Arrays of one prefix run in parallel; `request` counts from 1 in the order of `r_*`.
--
-- Answers a row a request: DONE with its first position, KNOWN with the position of its first outcome, REUSED
-- where the command id came with other content, STALE where a stream has moved, CLAIMED with the claim that another holds.
CREATE FUNCTION append(
    county uuid,
    r_actor uuid[], r_command uuid[], r_fingerprint bytea[], r_correlation uuid[],
    r_kind text[], r_id uuid[], r_version integer[],
    s_request integer[], s_kind text[], s_id uuid[], s_version integer[],
    e_request integer[], e_kind text[], e_id uuid[], e_version integer[], e_event uuid[], e_type text[],
    e_body bytea[], e_hash bytea[], e_reason bytea[], e_authority bytea[], e_causation uuid[],
    e_visibility smallint[], e_concerns text[],
    e_fold integer[], e_state text[], e_state_visibility smallint[], e_state_concerns text[],
    c_request integer[], c_claim text[], c_kind text[], c_id uuid[], c_held boolean[],
    k_request integer[], k_key text[], k_subject text[], k_wrapped bytea[],
    x_request integer[], x_subject text[]
) RETURNS TABLE (request integer, outcome text, "position" bigint, recorded_at timestamptz, detail text)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    head bigint;
    moment timestamptz;
    written bigint;
    verdict text[] := array_fill(NULL::text, ARRAY[cardinality(r_actor)]);
    details text[] := verdict;
    positions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(r_actor)]);
    found_row record;
BEGIN
    PERFORM set_config('klimakreis.county', county::text, true);

    -- The lock: one append at a time in a county, so positions have no gaps and rise in the order of commits.
    SELECT h.position, greatest(clock_timestamp(), h.recorded_at) INTO head, moment
    FROM heads h WHERE h.county_id = county FOR UPDATE;
    IF head IS NULL THEN
        INSERT INTO heads VALUES (county, 0, clock_timestamp()) ON CONFLICT DO NOTHING;
        SELECT h.position, greatest(clock_timestamp(), h.recorded_at) INTO head, moment
        FROM heads h WHERE h.county_id = county FOR UPDATE;
    END IF;

    -- Known outcomes come before versions: a retried command finds its own events in the way.
    FOR found_row IN
        SELECT r.n, o.fingerprint = r.fingerprint AS same, o.position
        FROM unnest(r_actor, r_command, r_fingerprint) WITH ORDINALITY AS r(actor, command, fingerprint, n)
        JOIN command_outcomes o
            ON o.county_id = county AND o.actor_id = r.actor AND o.command_id = r.command
    LOOP
        verdict[found_row.n] := CASE WHEN found_row.same THEN 'KNOWN' ELSE 'REUSED' END;
        positions[found_row.n] := found_row.position;
    END LOOP;

    -- Every stream that a decision has read or will write is still at the version it was judged at.
    FOR found_row IN
        SELECT s.request AS n, string_agg(s.kind || ':' || s.id, ' ') AS moved
        FROM unnest(s_request, s_kind, s_id, s_version) AS s(request, kind, id, version)
        LEFT JOIN states t
            ON t.county_id = county AND t.kind = s.kind AND t.id = s.id AND t.until_position IS NULL
        WHERE coalesce(t.version, 0) <> s.version
        GROUP BY s.request
    LOOP
        IF verdict[found_row.n] IS NULL THEN
            verdict[found_row.n] := 'STALE';
            details[found_row.n] := found_row.moved;
        END IF;
    END LOOP;

    IF cardinality(c_request) > 0 THEN
        FOR found_row IN
            SELECT c.request AS n, min(c.claim) AS claim
            FROM unnest(c_request, c_claim, c_kind, c_id, c_held) AS c(request, claim, kind, id, held)
            JOIN claims k ON k.county_id = county AND k.claim = c.claim
            WHERE c.held AND (k.kind, k.id) <> (c.kind, c.id)
            GROUP BY c.request
        LOOP
            IF verdict[found_row.n] IS NULL THEN
                verdict[found_row.n] := 'CLAIMED';
                details[found_row.n] := found_row.claim;
            END IF;
        END LOOP;
    END IF;

    -- What stands is written. Positions run on in the order of the requests and of their events. The states that
    -- end are closed first, in a statement of their own: the parts of one statement run in no order.
    UPDATE states t SET until_position = f.position
    FROM (
        SELECT kind, id, min(position) AS position
        FROM (
            SELECT e.kind, e.id, row_number() OVER (ORDER BY e.n) + head AS position
            FROM unnest(e_request, e_kind, e_id) WITH ORDINALITY AS e(request, kind, id, n)
            WHERE verdict[e.request] IS NULL
        ) n
        GROUP BY kind, id
    ) f
    WHERE t.county_id = county AND t.kind = f.kind AND t.id = f.id AND t.until_position IS NULL;

    WITH numbered AS (
        SELECT e.*, row_number() OVER (ORDER BY e.n) + head AS position
        FROM unnest(
            e_request, e_kind, e_id, e_version, e_event, e_type, e_body, e_hash, e_reason, e_authority,
            e_causation, e_visibility, e_concerns, e_fold, e_state, e_state_visibility, e_state_concerns
        ) WITH ORDINALITY AS e(
            request, kind, id, version, event, type, body, hash, reason, authority,
            causation, visibility, concerns, fold, state, state_visibility, state_concerns, n
        )
        WHERE verdict[e.request] IS NULL
    ), recorded AS (
        INSERT INTO events
        SELECT county, n.position, n.kind, n.id, n.version, n.event, n.type, n.body, n.hash, moment,
            r_actor[n.request], n.reason, n.authority, n.visibility, string_to_array(n.concerns, ' '),
            r_command[n.request], r_correlation[n.request], n.causation
        FROM numbered n
    ), kept AS (
        INSERT INTO states
        SELECT county, n.kind, n.id, n.version, n.fold, n.position,
            lead(n.position) OVER (PARTITION BY n.kind, n.id ORDER BY n.position),
            moment, n.state_visibility, string_to_array(n.state_concerns, ' '), n.state::jsonb
        FROM numbered n
    ), firsts AS (
        SELECT n.request, min(n.position) AS position, count(*) AS events, max(n.position) AS last
        FROM numbered n GROUP BY n.request
    ), remembered AS (
        INSERT INTO command_outcomes
        SELECT county, r_actor[f.request], r_command[f.request], r_fingerprint[f.request],
            r_kind[f.request], r_id[f.request], r_version[f.request], f.position, f.events
        FROM firsts f
    )
    SELECT max(f.last), array_agg(coalesce(f.position, positions[g.n]) ORDER BY g.n)
    INTO written, positions
    FROM generate_series(1, cardinality(r_actor)) AS g(n)
    LEFT JOIN firsts f ON f.request = g.n;

    IF written IS NOT NULL THEN
        IF cardinality(c_request) > 0 THEN
            DELETE FROM claims k
            USING unnest(c_request, c_claim, c_kind, c_id, c_held) AS c(request, claim, kind, id, held)
            WHERE NOT c.held AND verdict[c.request] IS NULL
                AND k.county_id = county AND k.claim = c.claim AND k.kind = c.kind AND k.id = c.id;
            INSERT INTO claims
            SELECT county, c.claim, c.kind, c.id
            FROM unnest(c_request, c_claim, c_kind, c_id, c_held) AS c(request, claim, kind, id, held)
            WHERE c.held AND verdict[c.request] IS NULL
            ON CONFLICT (county_id, claim) DO NOTHING;
            -- A county is addressed by its keys, across all counties.
            INSERT INTO counties
            SELECT substr(c.claim, 12), county
            FROM unnest(c_request, c_claim, c_held) AS c(request, claim, held)
            WHERE c.held AND verdict[c.request] IS NULL AND c.claim LIKE 'county-key:%'
                AND NOT EXISTS (
                    SELECT FROM counties k WHERE k.key = substr(c.claim, 12) AND k.county_id = county
                );
        END IF;
        IF cardinality(k_request) > 0 THEN
            INSERT INTO sealing_keys
            SELECT county, k.key, k.subject, k.wrapped
            FROM unnest(k_request, k_key, k_subject, k_wrapped) AS k(request, key, subject, wrapped)
            WHERE verdict[k.request] IS NULL;
        END IF;
        IF cardinality(x_request) > 0 THEN
            DELETE FROM sealing_keys s
            USING unnest(x_request, x_subject) AS x(request, subject)
            WHERE verdict[x.request] IS NULL AND s.county_id = county AND s.subject = x.subject;
        END IF;
        UPDATE heads h SET position = written, recorded_at = moment WHERE h.county_id = county;
        PERFORM pg_notify('klimakreis', county::text);
    END IF;

    RETURN QUERY
    SELECT n, coalesce(verdict[n], 'DONE'), positions[n], moment, details[n]
    FROM generate_series(1, cardinality(r_actor)) AS g(n);
END
$$;
