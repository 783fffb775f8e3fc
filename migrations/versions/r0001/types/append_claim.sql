-- A claim that an entity takes (`held`) or gives up.
CREATE TYPE append_claim AS (request integer, claim text, held boolean);
