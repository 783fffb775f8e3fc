CREATE TABLE leases (
    county_id uuid NOT NULL,
    name text NOT NULL,
    holder uuid NOT NULL,
    until timestamptz NOT NULL,
    CONSTRAINT leases_name PRIMARY KEY (county_id, name)
);
