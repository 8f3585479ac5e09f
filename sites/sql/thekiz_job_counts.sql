-- version 1, sum fab3f193
-- How many jobs there are in each state, for the page of the installation's health.
CREATE OR REPLACE FUNCTION thekiz_job_counts() RETURNS TABLE (state text, number bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT state, count(*), min(created) FROM sites_job GROUP BY state
$$;
REVOKE ALL ON FUNCTION thekiz_job_counts() FROM public;
GRANT EXECUTE ON FUNCTION thekiz_job_counts() TO thekiz_app;
