#!/bin/sh
# Run once by the image of PostgreSQL, on an empty volume: the role that owns the tables and the one of the service.
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" \
    --set owner="$KLIMAKREIS_OWNER_PASSWORD" --set service="$KLIMAKREIS_SERVICE_PASSWORD" --set database="$POSTGRES_DB" <<'SQL'
CREATE ROLE klimakreis_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE klimakreis_service LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'service';
ALTER DATABASE :"database" OWNER TO klimakreis_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO klimakreis_service;
SQL
