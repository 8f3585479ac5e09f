-- version 1, sum f038ec23
-- A job waits for its next attempt: it is nobody's until its lease runs out, so the end of a worker does not touch it.
CREATE OR REPLACE FUNCTION thekiz_job_wait(bigint, integer, text, interval) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH changed AS (UPDATE sites_job SET stage = $3, worker = '', lease = clock_timestamp() + $4
    WHERE id = $1
      AND token = $2 AND state = 'running'  -- guard: wait-token
    RETURNING 1) SELECT EXISTS (SELECT FROM changed)
$$;
REVOKE ALL ON FUNCTION thekiz_job_wait(bigint, integer, text, interval) FROM public;
GRANT EXECUTE ON FUNCTION thekiz_job_wait(bigint, integer, text, interval) TO thekiz_app;
