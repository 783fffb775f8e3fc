CREATE TABLE contents (
    county_id uuid NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    media_type text NOT NULL,
    uploader uuid NOT NULL,
    uploaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    attached boolean NOT NULL DEFAULT false,
    CONSTRAINT contents_hash PRIMARY KEY (county_id, sha256)
);
CREATE INDEX contents_waiting ON contents (county_id, uploaded_at) WHERE NOT attached;
