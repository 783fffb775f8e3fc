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
