-- What rests on a decision of this record, in the order of the record. The column itself is compared, because under
-- row-level security an index serves nothing that a function makes of it; so external decisions, which may be longer
-- than a page of an index holds, stay out.
CREATE INDEX events_by_authority ON events (county_id, authority, position)
    WHERE substring(authority FROM 1 FOR 12) = '{"recorded":'::bytea;
