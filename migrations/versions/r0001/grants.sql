GRANT USAGE ON SCHEMA public TO :service;
GRANT SELECT, INSERT ON counties, events TO :service;
GRANT SELECT, INSERT, UPDATE ON heads, actors, tokens TO :service;
GRANT SELECT, INSERT, UPDATE, DELETE ON states, claims, sealing_keys, leases, contents, content_parts TO :service;
GRANT SELECT, INSERT ON command_outcomes, texts TO :service;
GRANT SELECT ON alembic_version TO :service;
