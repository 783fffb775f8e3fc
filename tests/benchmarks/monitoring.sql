-- What monitoring says of a county on a day ($1 the county, $2 the day), in one statement over the states: written by
-- hand for these numbers alone, as one would who knows the tables and wants no more of them.
WITH current AS MATERIALIZED (
    SELECT kind, kind || ':' || id AS ref, body FROM states WHERE county_id = $1 AND until_position IS NULL
),
mergers AS (
    SELECT ref, body -> 'merger' ->> 'into' AS into_ref FROM current
    WHERE kind = 'municipality' AND body -> 'merger' ->> 'on' <= $2::text
),
-- --- Goals
goals AS MATERIALIZED (
    SELECT
        g.ref,
        g.body,
        g.body -> 'indicator' ->> 'direction' = 'DECREASE' AS falling,
        (SELECT s ->> 'status' FROM jsonb_array_elements(g.body -> 'steps') WITH ORDINALITY AS e (s, n)
         WHERE s ->> 'on' <= $2::text ORDER BY n DESC LIMIT 1) AS status,
        (SELECT s ->> 'on' FROM jsonb_array_elements(g.body -> 'steps') AS e (s)
         WHERE s ->> 'status' = 'ADOPTED') AS adopted,
        (SELECT m FROM jsonb_array_elements(g.body -> 'methods') WITH ORDINALITY AS e (m, n)
         WHERE m ->> 'since' <= $2::text ORDER BY n DESC LIMIT 1) AS method,
        (SELECT p -> 'targets' FROM jsonb_array_elements(g.body -> 'paths') WITH ORDINALITY AS e (p, n)
         WHERE p ->> 'since' <= $2::text ORDER BY n DESC LIMIT 1) AS targets,
        (SELECT p FROM jsonb_array_elements(g.body -> 'plans') WITH ORDINALITY AS e (p, n)
         WHERE p ->> 'since' <= $2::text ORDER BY n DESC LIMIT 1) AS plan
    FROM current g WHERE g.kind = 'goal'
),
adopted AS MATERIALIZED (
    SELECT
        g.ref, g.falling, g.adopted, g.method, g.plan, g.targets,
        (g.method -> 'baseline' ->> 'year')::int AS from_year,
        (g.method -> 'baseline' ->> 'value')::numeric AS from_value,
        v.value, v.until, left(v.until, 4)::int AS year, l.year AS last_year, l.value AS last_value
    FROM goals g
    LEFT JOIN LATERAL (
        SELECT (v ->> 'value')::numeric AS value, v -> 'period' ->> 'until' AS until
        FROM jsonb_array_elements(g.body -> 'values') AS e (v)
        WHERE v ->> 'method' = g.method ->> 'number' AND v -> 'period' ->> 'until' < $2::text
            AND coalesce(v ->> 'mix', '') <> 'TERRITORIAL'
        ORDER BY v -> 'period' ->> 'until' DESC, v -> 'period' ->> 'since' DESC LIMIT 1
    ) v ON true
    LEFT JOIN LATERAL (
        SELECT (t ->> 'year')::int AS year, (t ->> 'value')::numeric AS value
        FROM jsonb_array_elements(g.targets) AS e (t)
        WHERE (t ->> 'year')::int > (g.method -> 'baseline' ->> 'year')::int
        ORDER BY 1 DESC LIMIT 1
    ) l ON true
    WHERE g.status = 'ADOPTED'
),
paths AS (
    SELECT
        a.*,
        (a.value - CASE
            WHEN n.year IS NULL THEN b.value
            ELSE b.value + (n.value - b.value) * (a.year - b.year) / (n.year - b.year)
        END) * CASE WHEN a.falling THEN 1 ELSE -1 END AS behind,
        (a.value - a.from_value) * CASE WHEN a.falling THEN 1 ELSE -1 END > 0 AS worse,
        abs(a.last_value - a.from_value) * (a.plan ->> 'tolerance_percent')::numeric / 100 AS tolerance
    FROM adopted a
    LEFT JOIN LATERAL (
        SELECT year, value FROM (
            SELECT a.from_year AS year, a.from_value AS value
            UNION ALL
            SELECT (t ->> 'year')::int, (t ->> 'value')::numeric FROM jsonb_array_elements(a.targets) AS e (t)
        ) p WHERE p.year >= a.from_year AND p.year <= a.year ORDER BY year DESC LIMIT 1
    ) b ON true
    LEFT JOIN LATERAL (
        SELECT (t ->> 'year')::int AS year, (t ->> 'value')::numeric AS value
        FROM jsonb_array_elements(a.targets) AS e (t)
        WHERE (t ->> 'year')::int > greatest(a.year, a.from_year) ORDER BY 1 LIMIT 1
    ) n ON true
),
attained AS (
    SELECT CASE
        WHEN from_year IS NULL OR last_year IS NULL OR value IS NULL OR year < from_year THEN 'NO_DATA'
        WHEN behind <= 0 THEN 'ON_TRACK'
        WHEN behind > tolerance OR worse THEN 'OFF_TRACK'
        ELSE 'AT_RISK'
    END AS status
    FROM paths
),
values_due AS (
    SELECT ref, (begins + make_interval(months => (plan ->> 'cadence_months')::int + (plan ->> 'lag_months')::int))::date - 1 AS due
    FROM (
        SELECT a.ref, a.plan, greatest(
            a.until::date + 1,
            (date_trunc('month', greatest(
                a.adopted::date, (a.method ->> 'since')::date, make_date(a.from_year + 1, 1, 1)
            ) - 1) + interval '1 month')::date
        ) AS begins
        FROM adopted a
    ) b
),
-- --- Projects
projects AS MATERIALIZED (
    SELECT
        p.ref,
        p.body,
        (SELECT s ->> 'status' FROM jsonb_array_elements(p.body -> 'steps') WITH ORDINALITY AS e (s, n)
         WHERE s ->> 'on' <= $2::text ORDER BY n DESC LIMIT 1) AS status,
        (SELECT s ->> 'on' FROM jsonb_array_elements(p.body -> 'steps') WITH ORDINALITY AS e (s, n)
         WHERE s ->> 'on' <= $2::text AND s ->> 'status' = 'RUNNING' ORDER BY n DESC LIMIT 1) AS running,
        (SELECT coalesce(m.into_ref, l.party) FROM (
            SELECT e.l ->> 'party' AS party FROM jsonb_array_elements(p.body -> 'leads') WITH ORDINALITY AS e (l, n)
            WHERE e.l ->> 'since' <= $2::text ORDER BY n DESC LIMIT 1
        ) l LEFT JOIN mergers m ON m.ref = l.party) AS lead,
        EXISTS (SELECT FROM jsonb_array_elements(p.body -> 'blocks') AS e (b)
            WHERE b ->> 'since' <= $2::text AND coalesce(b ->> 'until', '9999') >= $2::text) AS blocked
    FROM current p WHERE p.kind = 'project'
),
milestones_due AS (
    SELECT p.ref, m ->> 'due' AS due
    FROM projects p CROSS JOIN LATERAL jsonb_array_elements(p.body -> 'milestones') AS e (m)
    WHERE p.status IN ('PLANNED', 'RUNNING') AND coalesce(m ->> 'reached', '9999') > $2::text
),
reports_due AS (
    SELECT p.ref, (greatest(r.since, p.running, n.newest)::date + make_interval(months => r.months))::date AS due
    FROM projects p
    CROSS JOIN LATERAL (
        SELECT x ->> 'since' AS since, (x ->> 'months')::int AS months
        FROM jsonb_array_elements(p.body -> 'reporting') WITH ORDINALITY AS e (x, n)
        WHERE x ->> 'since' <= $2::text ORDER BY n DESC LIMIT 1
    ) r
    CROSS JOIN LATERAL (
        SELECT coalesce(max(x ->> 'on'), '') AS newest FROM jsonb_array_elements(p.body -> 'reports') AS e (x)
        WHERE x ->> 'on' <= $2::text
    ) n
    WHERE p.status = 'RUNNING' AND r.months IS NOT NULL
),
budgets AS (
    SELECT
        p.ref, p.status, (b ->> 'year')::int AS year, (b -> 'planned' ->> 'cents')::bigint AS planned,
        (b -> 'spent' ->> 'cents')::bigint AS spent
    FROM projects p CROSS JOIN LATERAL jsonb_array_elements(p.body -> 'budget') AS e (b) WHERE p.status <> 'IDEA'
),
grants AS (
    SELECT p.ref, p.status, left(f ->> 'decided_on', 4)::int AS year, (f -> 'granted' ->> 'cents')::bigint AS granted, f
    FROM projects p CROSS JOIN LATERAL jsonb_array_elements(p.body -> 'fundings') AS e (f)
    WHERE p.status <> 'IDEA' AND f ->> 'status' = 'GRANTED' AND f ->> 'decided_on' <= $2::text
),
money AS (
    SELECT year, sum(planned) AS planned, sum(granted) AS granted, sum(drawn) AS drawn, sum(spent) AS spent FROM (
        SELECT year, CASE WHEN status = 'CANCELLED' THEN 0 ELSE planned END AS planned, 0 AS granted, 0 AS drawn, spent
        FROM budgets
        UNION ALL
        SELECT year, 0, granted, 0, 0 FROM grants
        UNION ALL
        SELECT left(d ->> 'on', 4)::int, 0, 0, (d -> 'amount' ->> 'cents')::bigint, 0
        FROM grants CROSS JOIN LATERAL jsonb_array_elements(f -> 'drawdowns') AS e (d) WHERE d ->> 'on' <= $2::text
    ) sums GROUP BY year
),
own AS (
    SELECT sum(greatest(0, greatest(planned, costs) - granted)) AS own FROM (
        SELECT
            coalesce((SELECT sum(b.planned) FROM budgets b WHERE b.ref = p.ref), 0) AS planned,
            coalesce((SELECT sum((g.f -> 'costs' ->> 'cents')::bigint) FROM grants g WHERE g.ref = p.ref), 0) AS costs,
            coalesce((SELECT sum(g.granted) FROM grants g WHERE g.ref = p.ref), 0) AS granted
        FROM projects p WHERE p.status NOT IN ('IDEA', 'CANCELLED')
    ) each_
),
effects AS (
    SELECT
        p.ref AS project, x ->> 'goal' AS goal, (x ->> 'from_year')::int AS from_year,
        (x ->> 'until_year')::int AS until_year, (x ->> 'amount')::numeric AS amount
    FROM projects p CROSS JOIN LATERAL jsonb_array_elements(p.body -> 'effects') AS e (x)
    WHERE p.status NOT IN ('IDEA', 'CANCELLED')
),
against AS (
    SELECT
        a.ref,
        greatest(0, (CASE WHEN a.year >= a.from_year THEN a.value ELSE a.from_value END - a.last_value)
            * CASE WHEN a.falling THEN 1 ELSE -1 END) AS gap,
        coalesce(sum(x.amount), 0) AS expected,
        count(DISTINCT x.project) AS projects
    FROM adopted a
    LEFT JOIN effects x ON x.goal = a.ref AND x.from_year > greatest(a.year, a.from_year)
        AND x.from_year <= a.last_year AND coalesce(x.until_year, 9999) >= a.last_year
    WHERE a.last_year IS NOT NULL
    GROUP BY a.ref, a.year, a.value, a.from_year, a.from_value, a.last_value, a.falling
),
-- --- Who takes part
parties AS (
    SELECT DISTINCT p.ref, p.status, coalesce(m.into_ref, t.party) AS party
    FROM projects p
    CROSS JOIN LATERAL (
        SELECT p.lead AS party
        UNION ALL
        SELECT t ->> 'party' FROM jsonb_array_elements(p.body -> 'participants') AS e (t)
        WHERE t ->> 'since' <= $2::text AND coalesce(t ->> 'until', '9999') >= $2::text
    ) t
    LEFT JOIN mergers m ON m.ref = t.party
    WHERE p.status NOT IN ('IDEA', 'CANCELLED')
),
carried AS (
    SELECT party, count(*) FILTER (WHERE status <> 'COMPLETED') AS under_way, count(*) FILTER (WHERE status = 'COMPLETED') AS completed
    FROM parties GROUP BY party
),
led AS (
    SELECT lead, count(*) AS led FROM projects WHERE status IN ('PLANNED', 'RUNNING', 'PAUSED') GROUP BY lead
),
taking_part AS (
    SELECT c.ref, coalesce(w.under_way, 0) AS under_way, coalesce(l.led, 0) AS led, coalesce(w.completed, 0) AS completed
    FROM current c
    LEFT JOIN carried w ON w.party = c.ref
    LEFT JOIN led l ON l.lead = c.ref
    WHERE c.kind = 'municipality' AND NOT EXISTS (SELECT FROM mergers m WHERE m.ref = c.ref)
),
reached AS (
    SELECT o.ref, coalesce(m.into_ref, x.ref) AS municipality, left(o.body ->> 'on', 4)::int AS year,
        bool_or(EXISTS (
            SELECT FROM jsonb_array_elements(o.body -> 'answers') AS e (w)
            WHERE w ->> 'municipality' = x.ref AND w ->> 'on' <= $2::text
        )) AS answered
    FROM current o
    CROSS JOIN LATERAL jsonb_array_elements_text(o.body -> 'municipalities') AS x (ref)
    LEFT JOIN mergers m ON m.ref = x.ref
    WHERE o.kind = 'outreach' AND NOT (o.body ->> 'withdrawn')::boolean AND o.body ->> 'on' <= $2::text
    GROUP BY 1, 2, 3
),
benefits AS (
    SELECT municipality, year, sum(outreach) AS outreach, sum(answered) AS answered, sum(hours) AS hours, sum(cents) AS cents
    FROM (
        SELECT municipality, year, 1 AS outreach, answered::int AS answered, 0::numeric AS hours, 0::bigint AS cents FROM reached
        UNION ALL
        SELECT
            coalesce(m.into_ref, r.body ->> 'municipality'), left(r.body ->> 'on', 4)::int, 0, 0,
            (r.body -> 'hours' ->> 'numerator')::numeric / (r.body -> 'hours' ->> 'denominator')::numeric,
            coalesce((r.body -> 'money' ->> 'cents')::bigint, 0)
        FROM current r LEFT JOIN mergers m ON m.ref = r.body ->> 'municipality'
        WHERE r.kind = 'relief' AND NOT (r.body ->> 'withdrawn')::boolean AND r.body ->> 'on' <= $2::text
    ) sums GROUP BY municipality, year
)
SELECT jsonb_build_object(
    'goals', (SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM goals GROUP BY status) x),
    'attainment', (SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM attained GROUP BY status) x),
    'overdue', jsonb_build_object(
        'VALUE', (SELECT count(*) FROM values_due WHERE due < $2::text::date),
        'MILESTONE', (SELECT count(*) FROM milestones_due WHERE due < $2::text),
        'PROGRESS_REPORT', (SELECT count(*) FROM reports_due WHERE due < $2::text::date)
    ),
    'projects', (SELECT jsonb_object_agg(status, jsonb_build_array(n, blocked)) FROM (
        SELECT status, count(*) AS n, count(*) FILTER (WHERE blocked AND status IN ('PLANNED', 'RUNNING', 'PAUSED')) AS blocked
        FROM projects GROUP BY status
    ) x),
    'themes', (SELECT jsonb_object_agg(theme, jsonb_build_array(n, under_way)) FROM (
        SELECT coalesce(t.theme, '-') AS theme, count(*) AS n,
            count(*) FILTER (WHERE p.status IN ('PLANNED', 'RUNNING', 'PAUSED')) AS under_way
        FROM projects p LEFT JOIN LATERAL jsonb_array_elements_text(p.body -> 'themes') AS t (theme) ON true
        WHERE p.status <> 'CANCELLED' GROUP BY 1
    ) x),
    'money', (SELECT jsonb_object_agg(year, jsonb_build_array(planned, granted, drawn, spent)) FROM money
        WHERE planned + granted + drawn + spent > 0),
    'own', (SELECT own FROM own),
    'effects', (SELECT jsonb_object_agg(ref, jsonb_build_array(gap::text, expected::text, projects)) FROM against),
    'participation', (SELECT jsonb_object_agg(ref, jsonb_build_array(under_way, led, completed)) FROM taking_part),
    'benefits', (SELECT jsonb_object_agg(municipality || ' ' || year, jsonb_build_array(outreach, answered, hours::text, cents))
        FROM benefits)
)::text
