CREATE TABLE claims (
    county_id uuid NOT NULL,
    claim text NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL,
    CONSTRAINT claims_unique PRIMARY KEY (county_id, claim)
);
CREATE INDEX claims_by_holder ON claims (county_id, kind, id);
