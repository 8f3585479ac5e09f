-- The only place for the roles of the database cluster; run once as its superuser, by the demo and by docker/init-roles.sh alike.
-- Owner and app never log in: a login takes one of them on by SET ROLE and inherits nothing.
CREATE ROLE thekiz_owner NOLOGIN CREATEDB;
CREATE ROLE thekiz_app NOLOGIN;
CREATE ROLE thekiz_migrate LOGIN;
GRANT thekiz_owner TO thekiz_migrate WITH INHERIT FALSE, SET TRUE;
CREATE ROLE thekiz_web LOGIN;
GRANT thekiz_app TO thekiz_web WITH INHERIT FALSE, SET TRUE;
CREATE ROLE thekiz_backup LOGIN BYPASSRLS;
GRANT pg_read_all_data TO thekiz_backup;
CREATE DATABASE thekiz OWNER thekiz_owner;
