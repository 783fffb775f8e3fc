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
