-- version 1, sum 8a1cdfe4
-- Jobs that nobody works on: announced too long ago, or left by a worker whose lease has run out.
CREATE OR REPLACE FUNCTION thekiz_job_open(timestamptz) RETURNS TABLE (job bigint, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT id, sites_job.name FROM sites_job WHERE (state = 'queued' AND created < $1) OR (state = 'running' AND lease < clock_timestamp())
  ORDER BY id LIMIT 200
$$;
REVOKE ALL ON FUNCTION thekiz_job_open(timestamptz) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_job_open(timestamptz) TO thekiz_app;
