-- The county of the transaction; NULL where none was set, and NULL equals nothing.
CREATE FUNCTION this_county() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('klimakreis.county', true), '')::uuid
$$;

DO $$
DECLARE
    fenced text;
BEGIN
    FOREACH fenced IN ARRAY ARRAY[
        'heads', 'events', 'states', 'claims', 'command_outcomes', 'sealing_keys',
        'actors', 'tokens', 'leases', 'contents', 'content_parts'
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
