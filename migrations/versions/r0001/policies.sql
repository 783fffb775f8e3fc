-- Row-level security: a transaction sees and writes the rows of its own county only.
DO $$
DECLARE
    fenced text;
BEGIN
    FOREACH fenced IN ARRAY ARRAY[
        'heads', 'events', 'states', 'claims', 'command_outcomes', 'sealing_keys',
        'actors', 'tokens', 'leases', 'contents', 'content_parts', 'texts'
    ] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', fenced);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', fenced);
        EXECUTE format(
            'CREATE POLICY one_county ON %I USING (county_id = this_county()) WITH CHECK (county_id = this_county())',
            fenced
        );
    END LOOP;
END
$$;
