CREATE TABLE counties (
    key text PRIMARY KEY,
    county_id uuid NOT NULL
);
