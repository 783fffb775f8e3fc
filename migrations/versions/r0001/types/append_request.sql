-- One command's wish to append `events` events to the stream `kind`, `id`; `version` is that of the last of them.
-- `correlation_id` is null where it is the command's own id. `fold` is the number of the fold that made the states.
CREATE TYPE append_request AS (
    actor_id uuid,
    command_id uuid,
    correlation_id uuid,
    causation_id uuid,
    fingerprint bytea,
    kind text,
    id uuid,
    version integer,
    events integer,
    fold integer,
    reason bytea,
    authority bytea
);
