CREATE TABLE sealing_keys (
    county_id uuid NOT NULL,
    key_id text NOT NULL,
    subject text NOT NULL,
    wrapped bytea NOT NULL,
    CONSTRAINT sealing_keys_id PRIMARY KEY (county_id, key_id)
);
CREATE INDEX sealing_keys_by_subject ON sealing_keys (county_id, subject);
