#!/bin/sh
# Runs once, when the database server is new: the owner of the tables, the application's role (which may own nothing),
# and the extensions the migrations count on. The same as pilot/embedded/postgres.py does for the one-command start.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE valinta_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE valinta_app LOGIN PASSWORD :'app_password';
CREATE DATABASE valinta OWNER valinta_owner TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'fi' ENCODING 'UTF8';
REVOKE ALL ON DATABASE valinta FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE valinta TO valinta_app;
\connect valinta
CREATE EXTENSION btree_gist;
CREATE EXTENSION pg_trgm;
GRANT USAGE, CREATE ON SCHEMA public TO valinta_owner;
GRANT USAGE ON SCHEMA public TO valinta_app;
SQL
