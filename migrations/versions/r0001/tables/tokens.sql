CREATE TABLE tokens (
    county_id uuid NOT NULL,
    token_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    hash bytea NOT NULL,
    writes boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT tokens_id PRIMARY KEY (county_id, token_id),
    CONSTRAINT tokens_hash UNIQUE (county_id, hash)
);
