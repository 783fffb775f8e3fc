-- A new sealing key, wrapped by the master key.
CREATE TYPE append_key AS (request integer, key_id text, subject text, wrapped bytea);
