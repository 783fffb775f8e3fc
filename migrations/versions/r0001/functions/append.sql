-- Appends a batch of requests of one county, in one statement and so in one transaction. Answers one row for each
-- request, in their order: the verdict; the position of the first event, whether written now or when the command was
-- carried out before; the moment of the append; and for STALE and CLAIMED the stream, file or claim that is in the way.
--
-- The caller guarantees that no request of the batch reads or writes what an earlier one writes, writes what an
-- earlier one reads, or shares a command id or a claim with it. So each can be judged by itself, and all that stand
-- are written as sets. `request` in the other arrays is the place in `requests`, counted from 1. A request's events
-- follow each other, in order.
--
-- Statistics lag behind a record that grows, and a plan made for an empty table would read all of a full one. So
-- whatever they say, every table is entered by a whole key (hence the lateral look-ups and the settings), and rows
-- are changed by the places where they were found.
CREATE FUNCTION append(
    county uuid,
    requests append_request[],
    reads append_read[],
    new_events append_event[],
    changed_claims append_claim[],
    new_keys append_key[],
    erasures append_erasure[],
    attachments append_content[],
    new_texts append_text[]
) RETURNS TABLE (verdict append_verdict, "position" bigint, recorded_at timestamptz, detail text)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_indexscan = on
AS $$
#variable_conflict use_column
DECLARE
    head bigint;
    moment timestamptz;
    last_position bigint;
    verdicts append_verdict[] := array_fill(NULL::append_verdict, ARRAY[cardinality(requests)]);
    details text[] := array_fill(NULL::text, ARRAY[cardinality(requests)]);
    positions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(requests)]);
    firsts bigint[]; -- the position of a request's first event; null where it does not stand
    state_places tid[];
    claim_places tid[];
    key_places tid[];
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
        SELECT r.ordinality AS n, o.fingerprint = r.fingerprint AS same, o.position
        FROM unnest(requests) WITH ORDINALITY AS r
        CROSS JOIN LATERAL (
            SELECT k.fingerprint, k.position FROM command_outcomes k
            WHERE k.county_id = county AND k.actor_id = r.actor_id AND k.command_id = r.command_id LIMIT 1
        ) o
    LOOP
        verdicts[found_row.n] := (CASE WHEN found_row.same THEN 'KNOWN' ELSE 'REUSED' END)::append_verdict;
        positions[found_row.n] := found_row.position;
    END LOOP;

    -- Every stream that is written, and every other that a decision has read, is still at the version it was judged
    -- at. Where the written one's newest state lies is kept: that is the state that ends.
    SELECT array_agg(t.ctid ORDER BY r.ordinality),
        array_agg(coalesce(t.version, 0) <> r.version - r.events ORDER BY r.ordinality)
    INTO state_places, moved
    FROM unnest(requests) WITH ORDINALITY AS r
    LEFT JOIN LATERAL (
        SELECT c.ctid, c.version FROM states c
        WHERE c.county_id = county AND c.kind = r.kind AND c.id = r.id ORDER BY c.position DESC LIMIT 1
    ) t ON true;
    FOR found_row IN
        SELECT m.n, (requests[m.n]).kind || ':' || (requests[m.n]).id AS stream
        FROM unnest(moved) WITH ORDINALITY AS m(moved, n)
        WHERE m.moved
        UNION ALL
        SELECT s.request, s.kind || ':' || s.id
        FROM unnest(reads) AS s
        LEFT JOIN LATERAL (
            SELECT c.version FROM states c
            WHERE c.county_id = county AND c.kind = s.kind AND c.id = s.id ORDER BY c.position DESC LIMIT 1
        ) t ON true
        WHERE coalesce(t.version, 0) <> s.version
    LOOP
        IF verdicts[found_row.n] IS NULL THEN
            verdicts[found_row.n] := 'STALE';
            details[found_row.n] := found_row.stream;
        END IF;
    END LOOP;

    IF cardinality(changed_claims) > 0 THEN
        FOR found_row IN
            SELECT c.request AS n, min(c.claim) AS claim
            FROM unnest(changed_claims) AS c
            CROSS JOIN LATERAL (
                SELECT h.kind, h.id FROM claims h WHERE h.county_id = county AND h.claim = c.claim LIMIT 1
            ) k
            WHERE c.held AND (k.kind, k.id) <> ((requests[c.request]).kind, (requests[c.request]).id)
            GROUP BY c.request
        LOOP
            IF verdicts[found_row.n] IS NULL THEN
                verdicts[found_row.n] := 'CLAIMED';
                details[found_row.n] := found_row.claim;
            END IF;
        END LOOP;
    END IF;

    -- Uploaded files that a decision has looked at are still there.
    IF cardinality(attachments) > 0 THEN
        FOR found_row IN
            SELECT DISTINCT a.request AS n, a.sha256
            FROM unnest(attachments) AS a
            WHERE NOT EXISTS (SELECT FROM contents c WHERE c.county_id = county AND c.sha256 = a.sha256)
        LOOP
            IF verdicts[found_row.n] IS NULL THEN
                verdicts[found_row.n] := 'STALE';
                details[found_row.n] := found_row.sha256;
            END IF;
        END LOOP;
    END IF;

    -- What stands is written. Positions run on in the order of the requests and of their events.
    SELECT array_agg(CASE WHEN r.stands THEN head + 1 + r.running - r.events END ORDER BY r.n),
        array_agg(CASE WHEN r.stands THEN head + 1 + r.running - r.events ELSE r.known END ORDER BY r.n),
        head + max(r.running)
    INTO firsts, positions, last_position
    FROM (
        SELECT u.n, u.events, u.known, u.verdict IS NULL AS stands,
            sum(u.events) FILTER (WHERE u.verdict IS NULL) OVER (ORDER BY u.n) AS running
        FROM (
            SELECT v.n, v.verdict, v.known, (requests[v.n]).events
            FROM unnest(verdicts, positions) WITH ORDINALITY AS v(verdict, known, n)
        ) u
    ) r;

    IF last_position IS NOT NULL THEN
        INSERT INTO events
        SELECT county, firsts[e.request] + e.version - r.version + r.events - 1,
            r.kind, r.id, e.version, e.event_id, e.type, e.body, e.body_hash, moment,
            r.actor_id, r.reason, r.authority,
            e.visibility, string_to_array(e.concerns, ' '),
            r.command_id, coalesce(r.correlation_id, r.command_id), r.causation_id
        FROM unnest(new_events) AS e
        CROSS JOIN LATERAL (SELECT (requests[e.request]).*) r
        WHERE firsts[e.request] IS NOT NULL;

        IF cardinality(changed_claims) > 0 THEN
            SELECT array_agg(h.ctid) INTO claim_places
            FROM unnest(changed_claims) AS c
            CROSS JOIN LATERAL (
                SELECT o.ctid, o.kind, o.id FROM claims o WHERE o.county_id = county AND o.claim = c.claim LIMIT 1
            ) h
            WHERE NOT c.held AND firsts[c.request] IS NOT NULL
                AND (h.kind, h.id) = ((requests[c.request]).kind, (requests[c.request]).id);
        END IF;
        IF cardinality(erasures) > 0 THEN
            SELECT array_agg(k.ctid) INTO key_places
            FROM unnest(erasures) AS x
            CROSS JOIN LATERAL (
                SELECT o.ctid FROM sealing_keys o WHERE o.county_id = county AND o.subject = x.subject OFFSET 0
            ) k
            WHERE firsts[x.request] IS NOT NULL;
        END IF;

        -- Rows found above change where they lie. A plan must not look for them by the county alone instead.
        SET LOCAL enable_indexscan = off;
        -- States that end are closed before the next ones begin: only one may be current.
        UPDATE states t SET until_position = f.first
        FROM unnest(state_places, firsts) AS f(place, first)
        WHERE f.first IS NOT NULL AND t.ctid = f.place;
        IF claim_places IS NOT NULL THEN
            DELETE FROM claims WHERE ctid = ANY (claim_places);
        END IF;
        IF key_places IS NOT NULL THEN
            DELETE FROM sealing_keys WHERE ctid = ANY (key_places);
        END IF;
        SET LOCAL enable_indexscan = on;

        INSERT INTO states
        SELECT county, r.kind, r.id, e.version, r.fold,
            firsts[e.request] + e.version - r.version + r.events - 1,
            CASE WHEN e.version < r.version THEN firsts[e.request] + e.version - r.version + r.events END,
            moment, e.state_visibility, string_to_array(e.state_concerns, ' '), e.state::jsonb
        FROM unnest(new_events) AS e
        CROSS JOIN LATERAL (SELECT (requests[e.request]).*) r
        WHERE firsts[e.request] IS NOT NULL;

        INSERT INTO command_outcomes
        SELECT county, r.actor_id, r.command_id, r.fingerprint, r.kind, r.id, r.version, r.first, r.events
        FROM ROWS FROM (unnest(firsts), unnest(requests)) AS r(first)
        WHERE r.first IS NOT NULL;

        IF cardinality(changed_claims) > 0 THEN
            INSERT INTO claims
            SELECT county, c.claim, (requests[c.request]).kind, (requests[c.request]).id
            FROM unnest(changed_claims) AS c
            WHERE c.held AND firsts[c.request] IS NOT NULL
            ON CONFLICT (county_id, claim) DO NOTHING;
            -- A county is addressed by its keys, across all counties.
            INSERT INTO counties
            SELECT substr(c.claim, 12), county
            FROM unnest(changed_claims) AS c
            WHERE c.held AND firsts[c.request] IS NOT NULL AND c.claim LIKE 'county-key:%'
                AND NOT EXISTS (
                    SELECT FROM counties k WHERE k.key = substr(c.claim, 12) AND k.county_id = county
                );
        END IF;
        IF cardinality(new_keys) > 0 THEN
            INSERT INTO sealing_keys
            SELECT county, k.key_id, k.subject, k.wrapped
            FROM unnest(new_keys) AS k
            WHERE firsts[k.request] IS NOT NULL;
        END IF;
        IF cardinality(attachments) > 0 THEN
            UPDATE contents c SET attached = true
            FROM unnest(attachments) AS a
            WHERE firsts[a.request] IS NOT NULL AND c.county_id = county AND c.sha256 = a.sha256 AND NOT c.attached;
        END IF;
        IF cardinality(new_texts) > 0 THEN
            INSERT INTO texts (county_id, digest, text)
            SELECT county, t.digest, t.text
            FROM unnest(new_texts) AS t
            WHERE firsts[t.request] IS NOT NULL
            ON CONFLICT (county_id, digest) DO NOTHING;
        END IF;
        UPDATE heads h SET position = last_position, recorded_at = moment WHERE h.county_id = county;
        PERFORM pg_notify('klimakreis', county::text);
    END IF;

    RETURN QUERY
    SELECT coalesce(u.verdict, 'DONE'), u.position, moment, u.detail
    FROM unnest(verdicts, positions, details) AS u(verdict, position, detail);
END
$$;
