CREATE TABLE counties (
    key text PRIMARY KEY,
    county_id uuid NOT NULL
);

CREATE TABLE heads (
    county_id uuid PRIMARY KEY,
    position bigint NOT NULL CONSTRAINT heads_position_counts CHECK (position >= 0),
    recorded_at timestamptz NOT NULL
) WITH (fillfactor = 10);

CREATE TABLE events (
    county_id uuid NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    stream_id uuid NOT NULL,
    version integer NOT NULL,
    event_id uuid NOT NULL,
    type text NOT NULL,
    body bytea NOT NULL,
    body_hash bytea NOT NULL CONSTRAINT events_hash CHECK (octet_length(body_hash) = 32),
    recorded_at timestamptz NOT NULL,
    actor_id uuid NOT NULL,
    reason bytea,
    authority bytea,
    visibility smallint NOT NULL CONSTRAINT events_visibility CHECK (visibility BETWEEN 0 AND 2),
    concerns text[] NOT NULL,
    command_id uuid NOT NULL,
    correlation_id uuid NOT NULL,
    causation_id uuid,
    CONSTRAINT events_position PRIMARY KEY (county_id, position),
    CONSTRAINT events_version UNIQUE (county_id, kind, stream_id, version),
    CONSTRAINT events_id UNIQUE (county_id, event_id),
    CONSTRAINT events_count CHECK (position > 0 AND version > 0)
);
CREATE INDEX events_by_type ON events (county_id, type, position);
CREATE INDEX events_by_actor ON events (county_id, actor_id, position);
CREATE INDEX events_by_moment ON events (county_id, recorded_at, position);

CREATE TABLE states (
    county_id uuid NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    fold integer NOT NULL,
    position bigint NOT NULL,
    until_position bigint,
    recorded_at timestamptz NOT NULL,
    visibility smallint NOT NULL,
    concerns text[] NOT NULL,
    body jsonb NOT NULL,
    CONSTRAINT states_position PRIMARY KEY (county_id, kind, id, position),
    CONSTRAINT states_span CHECK (until_position > position)
);
CREATE UNIQUE INDEX states_current ON states (county_id, kind, id) WHERE until_position IS NULL;

CREATE TABLE claims (
    county_id uuid NOT NULL,
    claim text NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL,
    CONSTRAINT claims_unique PRIMARY KEY (county_id, claim)
);
CREATE INDEX claims_by_holder ON claims (county_id, kind, id);

CREATE TABLE command_outcomes (
    county_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    command_id uuid NOT NULL,
    fingerprint bytea NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL,
    version integer NOT NULL,
    position bigint NOT NULL,
    events integer NOT NULL,
    CONSTRAINT command_outcomes_once PRIMARY KEY (county_id, actor_id, command_id)
);

CREATE TABLE sealing_keys (
    county_id uuid NOT NULL,
    key_id text NOT NULL,
    subject text NOT NULL,
    wrapped bytea NOT NULL,
    CONSTRAINT sealing_keys_id PRIMARY KEY (county_id, key_id)
);
CREATE INDEX sealing_keys_by_subject ON sealing_keys (county_id, subject);

CREATE TABLE actors (
    county_id uuid NOT NULL,
    actor_id uuid NOT NULL,
    kind text NOT NULL,
    role text NOT NULL,
    label bytea NOT NULL,
    acts_for text,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT actors_id PRIMARY KEY (county_id, actor_id)
);

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

CREATE TABLE leases (
    county_id uuid NOT NULL,
    name text NOT NULL,
    holder uuid NOT NULL,
    until timestamptz NOT NULL,
    CONSTRAINT leases_name PRIMARY KEY (county_id, name)
);

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

CREATE TABLE content_parts (
    county_id uuid NOT NULL,
    sha256 text NOT NULL,
    part integer NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT content_parts_order PRIMARY KEY (county_id, sha256, part)
);
