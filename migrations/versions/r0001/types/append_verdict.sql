-- What became of a request to append.
--   DONE     its events are written.
--   KNOWN    the same command was carried out before; nothing is written.
--   REUSED   the command id was used before, for other content.
--   STALE    a stream that the decision rests on has moved on, or an uploaded file has gone.
--   CLAIMED  another entity holds a claim that this one would take.
CREATE TYPE append_verdict AS ENUM ('DONE', 'KNOWN', 'REUSED', 'STALE', 'CLAIMED');
