-- A stream that a decision looked at besides the one it writes, at the version that it had then (0: none yet).
CREATE TYPE append_read AS (request integer, kind text, id uuid, version integer);
