-- An uploaded file that an event attaches.
CREATE TYPE append_content AS (request integer, sha256 text);
