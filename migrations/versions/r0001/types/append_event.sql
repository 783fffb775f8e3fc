-- An event and the state that it leads to. Refs in `concerns` and `state_concerns` are separated by spaces.
CREATE TYPE append_event AS (
    request integer,
    event_id uuid,
    version integer,
    type text,
    body bytea,
    body_hash bytea,
    visibility smallint,
    concerns text,
    state text,
    state_visibility smallint,
    state_concerns text
);
