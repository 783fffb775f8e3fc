-- A text that an event says.
CREATE TYPE append_text AS (request integer, digest text, text text);
