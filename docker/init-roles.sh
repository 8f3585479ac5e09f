#!/bin/sh
# The only place for the passwords of the production cluster: PostgreSQL's image runs this once, on an empty volume.
set -eu
: "${THEKIZ_WEB_PASSWORD:?}" "${THEKIZ_MIGRATE_PASSWORD:?}" "${THEKIZ_BACKUP_PASSWORD:?}"
ask() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres "$@"; }
ask --file "${ROLES:-/docker/roles.sql}"
ask <<'SQL'
\getenv web THEKIZ_WEB_PASSWORD
\getenv migrate THEKIZ_MIGRATE_PASSWORD
\getenv backup THEKIZ_BACKUP_PASSWORD
ALTER ROLE thekiz_web PASSWORD :'web';
ALTER ROLE thekiz_migrate PASSWORD :'migrate';
ALTER ROLE thekiz_backup PASSWORD :'backup';
REVOKE ALL ON DATABASE thekiz FROM public;
GRANT CONNECT ON DATABASE thekiz TO thekiz_web, thekiz_migrate, thekiz_backup;
SQL
