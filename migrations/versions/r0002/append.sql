-- Appends a batch of requests of one county, in one statement and so in one transaction.
--
-- The caller guarantees that no request of the batch reads or writes what an earlier one of it writes, writes what
-- an earlier one reads, or shares a command id or a claim with it; so each can be judged alone, and all that
-- stand are written as sets. Arrays of one prefix run in parallel; `request` counts from 1 in the order of `r_*`;
-- a request's events follow each other, and their versions end with `r_version`. `s_*` are the streams read besides
-- the written one, `t_*` the texts that the events say. An array that would hold nothing but nulls may be null; a
-- correlation left out is the command.
--
-- Answers a row a request: DONE with its first position, KNOWN with the position of its first outcome, REUSED
-- where the command id came with other content, STALE where a stream has moved, CLAIMED with the claim that another holds.
--
-- Every table is entered by a whole key, whatever its statistics say: they lag behind a record that grows, and a plan
-- made for an empty table would read all of a full one. Hence the lateral look-ups, and the settings.
DROP FUNCTION append;

CREATE FUNCTION append(
    county uuid,
    r_actor uuid[], r_command uuid[], r_fingerprint bytea[], r_correlation uuid[], r_causation uuid[],
    r_kind text[], r_id uuid[], r_version integer[], r_events integer[], r_fold integer[],
    r_reason bytea[], r_authority bytea[],
    s_request integer[], s_kind text[], s_id uuid[], s_version integer[],
    e_request integer[], e_version integer[], e_event uuid[], e_type text[], e_body bytea[], e_hash bytea[],
    e_visibility smallint[], e_concerns text[], e_state text[], e_state_visibility smallint[], e_state_concerns text[],
    c_request integer[], c_claim text[], c_held boolean[],
    k_request integer[], k_key text[], k_subject text[], k_wrapped bytea[],
    x_request integer[], x_subject text[],
    b_request integer[], b_sha256 text[],
    t_request integer[], t_digest text[], t_text text[]
) RETURNS TABLE (request integer, outcome text, "position" bigint, recorded_at timestamptz, detail text)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
AS $$
#variable_conflict use_column
DECLARE
    head bigint;
    moment timestamptz;
    written bigint;
    verdict text[] := array_fill(NULL::text, ARRAY[cardinality(r_actor)]);
    details text[] := verdict;
    positions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(r_actor)]);
    firsts bigint[];
    places tid[];
    moved boolean[];
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
        CROSS JOIN LATERAL (
            SELECT k.fingerprint, k.position FROM command_outcomes k
            WHERE k.county_id = county AND k.actor_id = r.actor AND k.command_id = r.command LIMIT 1
        ) o
    LOOP
        verdict[found_row.n] := CASE WHEN found_row.same THEN 'KNOWN' ELSE 'REUSED' END;
        positions[found_row.n] := found_row.position;
    END LOOP;

    -- Every stream that is written, and every other that a decision has read, is still at the version it was judged
    -- at. Where the written one's newest state lies is kept: that is the state that ends.
    SELECT array_agg(t.ctid ORDER BY r.n), array_agg(coalesce(t.version, 0) <> r.version - r.events ORDER BY r.n)
    INTO places, moved
    FROM unnest(r_kind, r_id, r_version, r_events) WITH ORDINALITY AS r(kind, id, version, events, n)
    LEFT JOIN LATERAL (
        SELECT c.ctid, c.version FROM states c
        WHERE c.county_id = county AND c.kind = r.kind AND c.id = r.id ORDER BY c.position DESC LIMIT 1
    ) t ON true;
    FOR found_row IN
        SELECT r.n, r.kind || ':' || r.id AS stream
        FROM unnest(r_kind, r_id, moved) WITH ORDINALITY AS r(kind, id, moved, n)
        WHERE r.moved
        UNION ALL
        SELECT s.request, s.kind || ':' || s.id
        FROM unnest(s_request, s_kind, s_id, s_version) AS s(request, kind, id, version)
        LEFT JOIN LATERAL (
            SELECT c.version FROM states c
            WHERE c.county_id = county AND c.kind = s.kind AND c.id = s.id ORDER BY c.position DESC LIMIT 1
        ) t ON true
        WHERE coalesce(t.version, 0) <> s.version
    LOOP
        IF verdict[found_row.n] IS NULL THEN
            verdict[found_row.n] := 'STALE';
            details[found_row.n] := found_row.stream;
        END IF;
    END LOOP;

    IF cardinality(c_request) > 0 THEN
        FOR found_row IN
            SELECT c.request AS n, min(c.claim) AS claim
            FROM unnest(c_request, c_claim, c_held) AS c(request, claim, held)
            CROSS JOIN LATERAL (
                SELECT h.kind, h.id FROM claims h WHERE h.county_id = county AND h.claim = c.claim LIMIT 1
            ) k
            WHERE c.held AND (k.kind, k.id) <> (r_kind[c.request], r_id[c.request])
            GROUP BY c.request
        LOOP
            IF verdict[found_row.n] IS NULL THEN
                verdict[found_row.n] := 'CLAIMED';
                details[found_row.n] := found_row.claim;
            END IF;
        END LOOP;
    END IF;

    -- Uploaded bytes that a decision has looked at are still there.
    IF cardinality(b_request) > 0 THEN
        FOR found_row IN
            SELECT DISTINCT b.request AS n, b.sha256
            FROM unnest(b_request, b_sha256) AS b(request, sha256)
            WHERE NOT EXISTS (SELECT FROM contents c WHERE c.county_id = county AND c.sha256 = b.sha256)
        LOOP
            IF verdict[found_row.n] IS NULL THEN
                verdict[found_row.n] := 'STALE';
                details[found_row.n] := found_row.sha256;
            END IF;
        END LOOP;
    END IF;

    -- What stands is written. Positions run on in the order of the requests and of their events.
    SELECT array_agg(CASE WHEN r.stands THEN head + 1 + r.running - r.events END ORDER BY r.n),
        array_agg(CASE WHEN r.stands THEN head + 1 + r.running - r.events ELSE r.known END ORDER BY r.n),
        head + max(r.running)
    INTO firsts, positions, written
    FROM (
        SELECT u.n, u.events, u.known, u.outcome IS NULL AS stands,
            sum(u.events) FILTER (WHERE u.outcome IS NULL) OVER (ORDER BY u.n) AS running
        FROM unnest(verdict, r_events, positions) WITH ORDINALITY AS u(outcome, events, known, n)
    ) r;

    IF written IS NOT NULL THEN
        INSERT INTO events
        SELECT county, firsts[e.request] + e.version - r_version[e.request] + r_events[e.request] - 1,
            r_kind[e.request], r_id[e.request], e.version, e.event, e.type, e.body, e.hash, moment,
            r_actor[e.request], r_reason[e.request], r_authority[e.request],
            e.visibility, string_to_array(e.concerns, ' '),
            r_command[e.request], coalesce(r_correlation[e.request], r_command[e.request]), r_causation[e.request]
        FROM unnest(e_request, e_version, e_event, e_type, e_body, e_hash, e_visibility, e_concerns)
            AS e(request, version, event, type, body, hash, visibility, concerns)
        WHERE firsts[e.request] IS NOT NULL;

        -- States that end are closed before the next ones begin: only one may be current.
        UPDATE states t SET until_position = f.first
        FROM unnest(places, firsts) AS f(place, first)
        WHERE f.first IS NOT NULL AND t.ctid = f.place;

        INSERT INTO states
        SELECT county, r_kind[e.request], r_id[e.request], e.version, r_fold[e.request],
            firsts[e.request] + e.version - r_version[e.request] + r_events[e.request] - 1,
            CASE WHEN e.version < r_version[e.request]
                THEN firsts[e.request] + e.version - r_version[e.request] + r_events[e.request] END,
            moment, e.visibility, string_to_array(e.concerns, ' '), e.state::jsonb
        FROM unnest(e_request, e_version, e_state, e_state_visibility, e_state_concerns)
            AS e(request, version, state, visibility, concerns)
        WHERE firsts[e.request] IS NOT NULL;

        INSERT INTO command_outcomes
        SELECT county, r.actor, r.command, r.fingerprint, r.kind, r.id, r.version, r.first, r.events
        FROM unnest(r_actor, r_command, r_fingerprint, r_kind, r_id, r_version, firsts, r_events)
            AS r(actor, command, fingerprint, kind, id, version, first, events)
        WHERE r.first IS NOT NULL;

        IF cardinality(c_request) > 0 THEN
            DELETE FROM claims k
            USING (
                SELECT h.ctid AS place
                FROM unnest(c_request, c_claim, c_held) AS c(request, claim, held)
                CROSS JOIN LATERAL (
                    SELECT o.ctid, o.kind, o.id FROM claims o WHERE o.county_id = county AND o.claim = c.claim LIMIT 1
                ) h
                WHERE NOT c.held AND firsts[c.request] IS NOT NULL
                    AND (h.kind, h.id) = (r_kind[c.request], r_id[c.request])
            ) ended
            WHERE k.ctid = ended.place;
            INSERT INTO claims
            SELECT county, c.claim, r_kind[c.request], r_id[c.request]
            FROM unnest(c_request, c_claim, c_held) AS c(request, claim, held)
            WHERE c.held AND firsts[c.request] IS NOT NULL
            ON CONFLICT (county_id, claim) DO NOTHING;
            -- A county is addressed by its keys, across all counties.
            INSERT INTO counties
            SELECT substr(c.claim, 12), county
            FROM unnest(c_request, c_claim, c_held) AS c(request, claim, held)
            WHERE c.held AND firsts[c.request] IS NOT NULL AND c.claim LIKE 'county-key:%'
                AND NOT EXISTS (
                    SELECT FROM counties k WHERE k.key = substr(c.claim, 12) AND k.county_id = county
                );
        END IF;
        IF cardinality(k_request) > 0 THEN
            INSERT INTO sealing_keys
            SELECT county, k.key, k.subject, k.wrapped
            FROM unnest(k_request, k_key, k_subject, k_wrapped) AS k(request, key, subject, wrapped)
            WHERE firsts[k.request] IS NOT NULL;
        END IF;
        IF cardinality(x_request) > 0 THEN
            DELETE FROM sealing_keys s
            USING (
                SELECT k.ctid AS place
                FROM unnest(x_request, x_subject) AS x(request, subject)
                CROSS JOIN LATERAL (
                    SELECT o.ctid FROM sealing_keys o WHERE o.county_id = county AND o.subject = x.subject OFFSET 0
                ) k
                WHERE firsts[x.request] IS NOT NULL
            ) erased
            WHERE s.ctid = erased.place;
        END IF;
        IF cardinality(b_request) > 0 THEN
            UPDATE contents c SET attached = true
            FROM unnest(b_request, b_sha256) AS b(request, sha256)
            WHERE firsts[b.request] IS NOT NULL AND c.county_id = county AND c.sha256 = b.sha256 AND NOT c.attached;
        END IF;
        IF cardinality(t_request) > 0 THEN
            INSERT INTO texts (county_id, digest, text)
            SELECT county, t.digest, t.text
            FROM unnest(t_request, t_digest, t_text) AS t(request, digest, text)
            WHERE firsts[t.request] IS NOT NULL
            ON CONFLICT (county_id, digest) DO NOTHING;
        END IF;
        UPDATE heads h SET position = written, recorded_at = moment WHERE h.county_id = county;
        PERFORM pg_notify('klimakreis', county::text);
    END IF;

    RETURN QUERY
    SELECT u.n::integer, coalesce(u.outcome, 'DONE'), u.position, moment, u.detail
    FROM unnest(verdict, positions, details) WITH ORDINALITY AS u(outcome, position, detail, n);
END
$$;
