-- A subject whose sealing keys are to be deleted, and with them its texts.
CREATE TYPE append_erasure AS (request integer, subject text);
