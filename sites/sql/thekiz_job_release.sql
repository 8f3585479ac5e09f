-- version 1, sum 59b1e5b3
-- A worker that ends gives its jobs back, and the attempt with them; the next one takes them with a new token.
CREATE OR REPLACE FUNCTION thekiz_job_release(text) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH changed AS (UPDATE sites_job SET state = 'queued', token = token + 1, lease = NULL, stage = '',
    attempts = greatest(attempts - 1, 0)
    WHERE state = 'running'
      AND worker = $1  -- guard: own-release
    RETURNING 1) SELECT count(*)::integer FROM changed
$$;
REVOKE ALL ON FUNCTION thekiz_job_release(text) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_job_release(text) TO thekiz_app;
