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
