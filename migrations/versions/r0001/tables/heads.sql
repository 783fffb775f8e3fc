CREATE TABLE heads (
    county_id uuid PRIMARY KEY,
    position bigint NOT NULL CONSTRAINT heads_position_counts CHECK (position >= 0),
    recorded_at timestamptz NOT NULL
) WITH (fillfactor = 10);
