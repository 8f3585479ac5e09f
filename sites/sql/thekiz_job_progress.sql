-- version 1, sum 1ec1eeb0
-- A job says how far it is, while its token is still its own.
CREATE OR REPLACE FUNCTION thekiz_job_progress(bigint, integer, text, integer, integer, interval) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH changed AS (UPDATE sites_job SET stage = $3, done = $4, total = $5, lease = clock_timestamp() + $6
    WHERE id = $1
      AND token = $2 AND state = 'running'  -- guard: progress-token
    RETURNING 1) SELECT EXISTS (SELECT FROM changed)
$$;
REVOKE ALL ON FUNCTION thekiz_job_progress(bigint, integer, text, integer, integer, interval) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_job_progress(bigint, integer, text, integer, integer, interval) TO thekiz_app;
