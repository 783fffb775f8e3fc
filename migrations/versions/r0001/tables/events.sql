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
-- What rests on a decision of this record, in the order of the record. The column itself is compared, because under
-- row-level security an index serves nothing that a function makes of it; so external decisions, which may be longer
-- than a page of an index holds, stay out.
CREATE INDEX events_by_authority ON events (county_id, authority, position)
    WHERE substring(authority FROM 1 FOR 12) = '{"recorded":'::bytea;
