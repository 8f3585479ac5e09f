-- version 1, sum 5eca96c9
-- What counts no more goes; of the rest so many rows stay, those that count longest.
CREATE OR REPLACE FUNCTION thekiz_attempt_forget(moment timestamptz, kept integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM sites_attempt WHERE until < moment;
  DELETE FROM sites_attempt WHERE key IN (SELECT key FROM sites_attempt ORDER BY until DESC OFFSET kept)
$$;
REVOKE ALL ON FUNCTION thekiz_attempt_forget(timestamptz, integer) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_attempt_forget(timestamptz, integer) TO thekiz_app;
