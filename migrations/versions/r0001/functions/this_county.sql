-- The county of the transaction; NULL where none was set, and NULL equals nothing.
CREATE FUNCTION this_county() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('klimakreis.county', true), '')::uuid
$$;
