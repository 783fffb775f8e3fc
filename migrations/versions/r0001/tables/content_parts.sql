CREATE TABLE content_parts (
    county_id uuid NOT NULL,
    sha256 text NOT NULL,
    part integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT content_parts_order PRIMARY KEY (county_id, sha256, part)
);
